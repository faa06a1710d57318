"""Web pages of our own making with known text and date: what is read of them, beside plain use.

Plain use is `trafilatura.extract` and `htmldate.find_date` as their pages show them. The layouts
are those that people meet: banners, menus, lists of other articles, comments, no `article` at all.
"""

import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

import trafilatura
from htmldate import find_date

from index.documents import Origin
from index.periods import parse_publication_date
from index.readers.formats.html import read
from table import Figure, show

GRAM = 4  # words that are compared together
FIRST, CHANGED = date(2012, 1, 9), timedelta(days=400)
WORDS = (
    *("harbour", "council", "river", "bridge", "market", "station", "school", "library", "garden"),
    *("tower", "report", "winter", "summer", "committee", "engineer", "water", "budget", "painter"),
    *("opened", "closed", "measured", "discussed", "paid", "the", "a", "of", "and", "in", "for"),
    *("with", "was", "were", "has", "had", "by", "on", "from", "over", "new", "old", "first"),
)
NAV = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/a'>All news</a></li></ul></nav>"
BANNER = "<div class='cookie-banner'><p>We use cookies to make our pages better. Accept?</p></div>"
RELATED = (
    "<aside class='related'><h3>Most read</h3><ul><li><a href='/1'>A bridge was closed for a day"
    "</a> <time datetime='{other}'>{other}</time></li><li><a href='/2'>Nobody came to the market"
    "</a></li></ul></aside>"
)
COMMENTS = (
    "<div id='comments' class='comments'><h3>Comments</h3><p>I was there and saw it all, it was "
    "not like that.</p><p>Well said.</p></div>"
)
FOOTER = "<footer><p>Copyright {year} Kolm Herald. All rights reserved.</p></footer>"


@dataclass(frozen=True)
class Made:
    """A page with what is true of it."""

    source: str
    text: str
    published: str | None


def main() -> None:
    pages = make_pages()
    _ours(pages[0]), _plain(pages[0])  # what is made once is not counted
    ours = [_ours(page) for page in pages]
    plain = [_plain(page) for page in pages]
    dated = [page for page in pages if page.published]
    show(
        f"web pages of our own making: {len(pages)}, {len(dated)} with a date",
        [
            _figure("main text, F1", [one[0] for one in ours], [one[0] for one in plain]),
            _figure("lines word for word", [one[1] for one in ours], [one[1] for one in plain]),
            _share("right date, or rightly none", pages, ours, plain, right=True),
            _share("wrong date", pages, ours, plain, right=False),
            _figure(
                "processor time a page", [one[3] for one in ours], [one[3] for one in plain], "ms"
            ),
        ],
    )


def make_pages() -> list[Made]:
    """Return the pages, the same every time."""
    chance = random.Random(12)
    made = []
    for number, (layout, dating) in enumerate(
        (layout, dating) for layout in LAYOUTS for dating in DATINGS
    ):
        day = FIRST + timedelta(days=137 * number)
        head, inside, published = dating(day)
        blocks = _blocks(chance, number)
        body = layout("".join(source for source, _ in blocks), inside, number)
        rest = RELATED.format(other=day + timedelta(days=90)) + COMMENTS
        page = (
            f"<!DOCTYPE html><html><head><meta charset=utf-8><title>Story {number} | Kolm Herald"
            f"</title>{head}</head><body>{BANNER if number % 2 else ''}{NAV}{body}"
            f"{rest if number % 3 else ''}{FOOTER.format(year=day.year + 3)}</body></html>"
        )
        made.append(Made(page, " ".join(text for _, text in blocks), published))
    return made


def _blocks(chance: random.Random, number: int) -> list[tuple[str, str]]:
    blocks = []
    for part in range(3):
        texts = [_text(chance) for _ in range(1 + (number + part) % 3)]
        blocks.append((f"<h2>Part {part} of it</h2>", f"Part {part} of it"))
        blocks += [(f"<p>{text}</p>", text) for text in texts]
    short = "Nobody was surprised."
    blocks += [(f"<p>{short}</p>", short), (f"<p>{short}</p>", short)]
    if number % 4 == 1:
        rows = [[f"Item {n}", f"{n * 37}"] for n in range(1, 5)]
        cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
        blocks.append((f"<table>{cells}</table>", " ".join(" ".join(row) for row in rows)))
    if number % 4 == 2:
        items = [_text(chance) for _ in range(3)]
        listed = "".join(f"<li>{item}</li>" for item in items)
        blocks.append((f"<ul>{listed}</ul>", " ".join(items)))
    return blocks


def _text(chance: random.Random) -> str:
    made = (" ".join(chance.choices(WORDS, k=14)).capitalize() + "." for _ in range(3))
    return " ".join(made)


def _article(body: str, inside: str, number: int) -> str:
    return f"<main><article><h1>Story {number}</h1>{inside}{body}</article></main>"


def _plain_divs(body: str, inside: str, number: int) -> str:
    return f"<div class=page><h1>Story {number}</h1>{inside}<div>{body}</div></div>"


def _columns(body: str, inside: str, number: int) -> str:
    left = "<td><a href='/'>Home</a></td>"
    return f"<table><tr>{left}<td><h1>Story {number}</h1>{inside}{body}</td></tr></table>"


def _no_title(body: str, inside: str, number: int) -> str:
    return f"<div id=content class=entry>{inside}{body}</div>"


LAYOUTS = (_article, _plain_divs, _columns, _no_title)


def _month(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _meta(day: date) -> tuple[str, str, str | None]:
    changed = day + CHANGED
    head = (
        f"<meta property='article:published_time' content='{day}T08:00:00Z'>"
        f"<meta property='article:modified_time' content='{changed}T08:00:00Z'>"
    )
    return head, "", day.isoformat()


def _json(day: date) -> tuple[str, str, str | None]:
    changed = day + CHANGED
    head = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "datePublished": '
        f'"2001-01-01"}}, {{"@type": "NewsArticle", "dateModified": "{changed}", '
        f'"datePublished": "{day}"}}]}}</script>'
    )
    return head, f"<p class=meta>Updated {_month(changed)}</p>", day.isoformat()


def _time(day: date) -> tuple[str, str, str | None]:
    inside = f"<time class='published' datetime='{day}'>{_month(day)}</time>"
    return "", inside, day.isoformat()


def _words(day: date) -> tuple[str, str, str | None]:
    return "", f"<p class='date'>Published: {_month(day)}</p>", day.isoformat()


def _address(day: date) -> tuple[str, str, str | None]:
    where = f"https://example.org/{day:%Y/%m/%d}/story"
    return f"<link rel=canonical href='{where}'>", "", day.isoformat()


def _only_changed(day: date) -> tuple[str, str, str | None]:
    head = f"<meta property='article:modified_time' content='{day}T08:00:00Z'>"
    return head, f"<p class='updated'>Last updated {_month(day)}</p>", None


def _only_month(day: date) -> tuple[str, str, str | None]:
    head = f"<meta name='date' content='{day:%Y-%m}'>"
    return head, "", f"{day:%Y-%m}"


def _none(day: date) -> tuple[str, str, str | None]:
    return "", f"<p>On {_month(day)} the harbour froze over, as people still tell.</p>", None


DATINGS = (_meta, _json, _time, _words, _address, _only_changed, _only_month, _none)


def _ours(page: Made) -> tuple[float, float, str | None, float]:
    began = time.process_time()
    (found,) = read(page.source.encode(), "page.html")
    took = time.process_time() - began
    period = parse_publication_date(found.dates[0].text) if found.dates else None
    assert all(one.origin is not Origin.CREATED for one in found.dates)
    return _f1(found.text, page.text), _verbatim(found.text, page), period and period.value, took


def _plain(page: Made) -> tuple[float, float, str | None, float]:
    began = time.process_time()
    text = trafilatura.extract(page.source) or ""
    found = find_date(page.source)
    took = time.process_time() - began
    return _f1(text, page.text), _verbatim(text, page), found, took


def _f1(text: str, true: str) -> float:
    found, wanted = _grams(text), _grams(true)
    both = sum((found & wanted).values())
    return 2 * both / max(sum(found.values()) + sum(wanted.values()), 1)


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = text.split()
    return Counter(tuple(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1))


def _verbatim(text: str, page: Made) -> float:
    """Return the share of lines that stand in the page, cells of a row one by one."""
    source = "".join(page.source.split())
    lines = [part for line in text.split("\n") for part in line.split("\t") if part.strip()]
    return fmean("".join(line.split()) in source for line in lines) if lines else 0.0


def _figure(name: str, ours: list[float], plain: list[float], unit: str = "of 1") -> Figure:
    scale = 1_000 if unit == "ms" else 1
    return Figure(
        name, scale * fmean(ours), unit, beside=f"plain use {scale * fmean(plain):.3g} {unit}"
    )


def _share(name: str, pages: list[Made], ours: list, plain: list, *, right: bool) -> Figure:
    def share(found: list) -> float:
        said = [
            (one[2] == page.published) if right else (one[2] not in (None, page.published))
            for one, page in zip(found, pages, strict=True)
        ]
        return fmean(said)

    words = f"plain use {share(plain):.3f} of 1"
    return Figure(name, share(ours), "of 1", beside=words)


if __name__ == "__main__":
    main()
