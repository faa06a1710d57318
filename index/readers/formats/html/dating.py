"""When a page was published, as far as it says so itself.

Owns what a page may declare, and what is taken from it where it declares nothing: htmldate's find,
never by its extensive search, and only a day that stands in the page. Never the day of a change.
"""

import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import date
from typing import Any

from htmldate import find_date
from lxml import html

from index.documents import Origin
from index.periods import MONTH_NAME, DoubtfulDate, Period, parse_publication_date
from index.readers.addresses import day_of
from index.readers.contents import Written
from index.readers.formats.composing import one_line

# Names of `meta` without marks, the surer ones first.
_META = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "publishdate",
    "publish-date",
    "publisheddate",
    "publication_date",
    "publicationdate",
    "published",
    "pubdate",
    "pub_date",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.issued",
    "article_date_original",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
    "datecreated",
    "displaydate",
    "rnews:datepublished",
    "release_date",
    "date",
]
# What office programs write into a page.
_MADE, _CHANGED_ON = "created", "changed"
_ARTICLES = ("article", "posting", "report", "review", "recipe", "scholarlyarticle", "videoobject")
_NO_ARTICLE = ("website", "organization", "comment", "person", "imageobject", "breadcrumblist")
_MOST_JSON = 2_000_000  # characters of one script
_MOST_NODES = 10_000

# What tells of other texts, or of changes; taken out before a page is searched for its day.
_ELSEWHERE = ("aside", "nav", "footer", "form", "script", "style", "noscript", "template")
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:related|sidebar|most-?(?:read|popular|viewed)|popular|trending|recommend\w*"
    r"|comments?|comment-?list|widget|promo|teaser|newsletter|latest|more-?(?:news|stories)"
    r"|see-?also|footer|copyright|updated?|modified|last-?mod\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SHOWN = 200_000  # characters of a page that are searched for the day
_BEFORE = 60  # characters before a day that say what it is
_CHANGED_BEFORE = re.compile(
    r"\b(?:updat|modif|revis|chang|edit(?:ed|iert)|review|amend|generat|built|last saved|retriev"
    r"|access|geändert|aktualisiert|stand|mis à jour|actualiz|aggiornat)\w*[^.!?]{0,24}\Z",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"modif|updat|revis|lastmod", re.IGNORECASE)


def page_dates(
    tree: html.HtmlElement, address: str | None, *, search: bool = True
) -> tuple[tuple[Written, ...], tuple[str, ...]]:
    """Return the dates of a page, the one that counts first, and warnings.

    Without `search`, only what it declares.
    """
    found = _searched(tree) if search else ""
    declared = _readable(_declared(tree))
    if declared:
        warning = f"declares the date {declared}, and shows {found}: check it"
        is_other = bool(found) and not _agree(declared, found)
        return (Written(declared, Origin.METADATA),), ((warning,) if is_other else ())
    if address and len(day := day_of([address])) == len("2020-01-09"):
        return (Written(day, Origin.ADDRESS),), ()
    if not found:
        return (), ()
    warning = f"declares no date; {found} stands on the page: check it"
    return (Written(found, Origin.PAGE),), (warning,)


def made_on(tree: html.HtmlElement) -> str:
    """Return the day and time at which an office program says it made a page; "" for none."""
    made = (e for e in tree.iter("meta") if (e.get("name") or "").lower() == _MADE)
    return next((element.get("content") or "" for element in made), "").strip()


def _declared(tree: html.HtmlElement) -> Iterator[str]:
    """Yield what a page declares as its date of publication, the surest first."""
    typed, untyped = _json_ld(tree)
    yield from typed
    names: dict[str, str] = {}
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").lower()
            names.setdefault(name, element.get("content") or "")
    yield from (names[name] for name in _META if names.get(name))
    marked = tree.xpath("//*[@itemprop='datePublished' or @property='datePublished']")
    yield from (_time_of(element) for element in marked)
    yield from untyped
    yield from (
        element.get("datetime") or ""
        for element in tree.iter("time")
        if _tells_publication(element)
    )


def _agree(declared: str, found: str) -> bool:
    """Whether two dates are the same but for a day, as in another time zone."""
    try:
        one, other = parse_publication_date(declared), parse_publication_date(found)
    except ValueError:
        return True
    return one is None or other is None or abs((one.first - other.first).days) <= 1


def _tells_publication(time: html.HtmlElement) -> bool:
    words = f"{time.get('class') or ''} {time.get('itemprop') or ''} {time.get('id') or ''}".lower()
    said = "pubdate" in time.attrib or "publish" in words or "entry-date" in words
    return said and not _CHANGED.search(words)


def _time_of(element: html.HtmlElement) -> str:
    return (
        element.get("datetime") or element.get("content") or one_line(element.text_content())[:60]
    )


def _readable(found: Iterable[str]) -> str:
    """Return the first that is a date, also one that can be two days; "" for none."""
    for written in found:
        try:
            period = parse_publication_date(written.strip())
        except DoubtfulDate:
            return written.strip()
        except ValueError:
            continue
        if period is not None and period.first.year >= 1900:
            return written.strip()
    return ""


def _json_ld(tree: html.HtmlElement) -> tuple[list[str], list[str]]:
    """Return dates of publication in JSON-LD: of articles, and of what says not what it is."""
    typed: list[str] = []
    untyped: list[str] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = script.text or ""
        if len(source) > _MOST_JSON:
            continue
        try:
            value = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value):
            written = node.get("datePublished")
            if not isinstance(written, str):
                continue
            kinds = node.get("@type")
            names = [str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])]
            if any(name.endswith(_ARTICLES) for name in names):
                typed.append(written)
            elif not any(name in _NO_ARTICLE for name in names):
                untyped.append(written)
    return typed, untyped


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the nodes of JSON-LD, breadth first; nothing that a node only mentions."""
    waiting = [value]
    for seen in range(_MOST_NODES):
        if seen >= len(waiting):
            return
        node = waiting[seen]
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            waiting += [node[key] for key in ("@graph", "mainEntity") if key in node]


def _searched(tree: html.HtmlElement) -> str:
    """Return the day that htmldate finds in the page proper and that stands there; "" for none."""
    pruned = _pruned(tree)
    found = find_date(pruned, extensive_search=False, original_date=True, max_date=None)
    if not found:
        return ""
    period = parse_publication_date(found)
    return found if period is not None and _stands_in(period, pruned) else ""


def _pruned(tree: html.HtmlElement) -> html.HtmlElement:
    pruned = deepcopy(tree)
    for element in [*pruned.iter(*_ELSEWHERE)]:
        _drop(element)
    for element in [*pruned.iter("meta", "time")]:
        named = " ".join(
            element.get(one) or "" for one in ("property", "name", "itemprop", "class", "id")
        )
        if _CHANGED.search(named) or named.strip().lower() in (_MADE, _CHANGED_ON):
            _drop(element)
    for element in pruned.xpath("//body//*[@class or @id]"):
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(named) < 300 and _OTHERS.search(named):
            _drop(element)
    return pruned


def _drop(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _stands_in(day: Period, tree: html.HtmlElement) -> bool:
    """Whether a page names that very day, and not as one of a change.

    htmldate makes a day of a month, too, and takes "last updated".
    """
    at: date = day.first
    names = "|".join((f"{at:%B}", f"{at:%b}", MONTH_NAME))
    one = re.compile(
        rf"(?<![0-9]){at.year}[-/.]?0?{at.month}[-/.]?0?{at.day}(?![0-9])"
        rf"|(?<![0-9])0?{at.day}[-/.]\s?0?{at.month}[-/.]\s?{at.year}(?![0-9])"
        rf"|(?<![0-9])0?{at.month}[-/.]0?{at.day}[-/.]{at.year}(?![0-9])"
        rf"|(?<![0-9])0?{at.day}(?:st|nd|rd|th|\.|º)?(?: de| of)?\s+(?:{names})\.?,?(?: de)?"
        rf"\s+{at.year}"
        rf"|(?:{names})\.?\s+0?{at.day}(?:st|nd|rd|th)?,?\s+{at.year}",
        re.IGNORECASE,
    )
    shown = " ".join(" ".join(tree.itertext()).split())[:_SHOWN]
    named = list(one.finditer(shown))
    if named:
        return any(
            not _CHANGED_BEFORE.search(shown, max(0, found.start() - _BEFORE), found.start())
            for found in named
        )
    values = (value for element in tree.iter() for value in element.attrib.values())
    return any(one.search(value) for value in values)
