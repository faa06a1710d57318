"""A piece of a page that was saved as text: all of its words but what surrounds an article.

Owns what of a piece is navigation, an advertisement or a foot, and what may stand above its first
tag. Whole pages have more to be told from, and are read elsewhere.
"""

import re
from html import escape

from lxml import html

from index.documents import Origin
from index.errors import FormatError
from index.readers.charsets import decoded
from index.readers.contents import Header, Written
from index.readers.formats.composing import Composition, one_line
from index.readers.formats.html.dating import page_dates
from index.readers.formats.html.fragment import add_block
from index.readers.formats.html.naming import page_address, page_title
from index.readers.formats.html.page import parse
from index.readers.formats.html.shown import shown_date
from index.readers.formats.html.walking import Block, BlockKind, blocks_of
from index.readers.formats.in_text import piece_start
from index.readers.formats.values import ReadDocument
from index.readers.headers import read_header

_AROUND = re.compile(
    r"(?:nav|navbar|navi|navigation|menu|breadcrumbs?|topbar|ads?|advert|adverts|advertisement|anzeige"
    r"|sponsor|sponsored|promo|cookies?|cookie-?(?:banner|notice|bar)|footer|foot|site-?footer"
    r"|sidebar|share|sharing|social|related|newsletter-?signup|skip-?link)",
    re.IGNORECASE,
)
_MENU = re.compile(r"\bmenu\b", re.IGNORECASE)
_MOST_AROUND = 0.4  # of the words of a piece that may stand in one part that surrounds it
_LONGEST_NAME = 300  # characters of class or id
_ADVERTISED = re.compile(r"(?:ADVERTISEMENT|Advertisement|ADVERT|ANZEIGE|Anzeige|Sponsored)\b\W")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_SHORT = 160  # characters of a foot
_BLANK_LINES = re.compile(r"\n[ \t]*\n")


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read a piece of a page. Raises FormatError where it shows no words."""
    text, warnings = decoded(data)
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    start = piece_start(text) or 0
    header = read_header(text[:start]) if text[:start].strip() else Header(0)
    above = "".join(
        f"<p>{escape(part)}</p>"
        for part in _BLANK_LINES.split(text[header.body : start])
        if part.strip()
    )
    page = parse(f"{above}{text[start:]}".encode("utf-8", "replace"), "utf-8")
    title, address = page_title(page.tree), page_address(page.tree)
    blocks = _without_surroundings(page.tree)
    if not blocks:
        raise FormatError("shows no words")
    shown, number = shown_date(blocks)
    if shown and number is not None and len(blocks) > 1:
        del blocks[number]
    dates = (*header.dates, *((Written(shown, Origin.PAGE),) if shown else ()))
    if not dates:
        dates, more = page_dates(page.tree, address, search=not page.is_huge)
        warnings += more
    composed = Composition()
    for block in blocks:
        add_block(composed, block)
    return (
        ReadDocument(
            text=composed.text,
            title=header.title or title or _first_heading(blocks),
            dates=dates,
            url=header.url or address,
            elements=composed.elements,
            warnings=(*warnings, *header.warnings),
        ),
    )


def _without_surroundings(tree: html.HtmlElement) -> list[Block]:
    """Return the blocks of the article; all where nothing would be left."""
    everything = blocks_of(tree)
    links = _of_links(tree)
    whole = sum(len(block.text) for block in everything)
    for element in tree.xpath("//body//*[@class or @id]"):
        named = f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST_NAME]
        if element.getparent() is None or not any(map(_AROUND.fullmatch, named.split())):
            continue
        words = one_line(element.text_content())
        # A menu of dishes has no links, and a main text that is called so is most of the page.
        is_main = len(words) > _MOST_AROUND * whole
        if not is_main and (not _MENU.search(named) or next(element.iter("a"), None) is not None):
            element.drop_tree()
    kept = [
        block
        for block in blocks_of(tree)
        if not block.aside and not _ADVERTISED.match(block.text) and block.text not in links
    ]
    if kept and len(kept[-1].text) <= _SHORT and _COPYRIGHT.match(kept[-1].text):
        kept.pop()
    return kept or everything


def _first_heading(blocks: list[Block]) -> str:
    """Return the first block where it is a heading; "" else."""
    return blocks[0].text if blocks[0].kind is BlockKind.HEADING else ""


def _of_links(tree: html.HtmlElement) -> frozenset[str]:
    """Return the words of what holds nothing but several links, with marks between them."""
    found = set()
    for element in tree.iter("p", "div", "ul", "td"):
        links = list(element.iter("a"))
        if len(links) < 2:
            continue
        words = one_line(element.text_content())
        if len(words) > _SHORT:
            continue
        linked = sum(len("".join(link.text_content().split())) for link in links)
        if linked >= sum(map(str.isalnum, words)):
            found.add(words)
    return frozenset(found)
