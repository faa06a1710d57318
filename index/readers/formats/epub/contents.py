"""The table of contents of a book: the names of its chapters, and where each begins.

Owns where that stands in EPUB 2 and 3, and what a place is called: a chapter of a part by both.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from index.errors import FormatError
from index.readers.formats.composing import one_line
from index.readers.formats.epub.package import Book, every, resolved, words_of
from index.readers.formats.epub.xhtml import parse_xhtml
from index.readers.formats.zipped import Zipped, attribute, local

_DEEPEST = 2  # levels of the table that are places; what lies below are sections
_LONGEST = 120  # characters of a place


@dataclass(frozen=True, slots=True)
class Named:
    """A chapter that the table of contents names."""

    name: str
    at: str  # the id of the element that begins it; "" is the beginning of the file
    level: int  # 1 is the outermost
    place: str  # how it is named as the place of a quote


def read_contents(zipped: Zipped, book: Book) -> Mapping[str, tuple[Named, ...]]:
    """Return what the table of contents names, by file, in order; empty where there is none."""
    entries = list(_navigation(zipped, book.navigation)) if book.navigation else []
    if not entries and book.ncx:
        root = zipped.root(book.ncx)
        if root is not None:
            entries = list(_of_ncx(root, book.ncx))
    found: dict[str, list[Named]] = {}
    known: set[tuple[str, str]] = set()
    above = ""
    for (path, at), words, level in entries:
        name = one_line(words)
        if level == 1:
            above = name
        if not name or level > _DEEPEST or (path, at) in known:
            continue
        known.add((path, at))
        place = f"{above}, {name}" if level > 1 and above else name
        place = place if len(place) <= _LONGEST else name[:_LONGEST]
        found.setdefault(path, []).append(Named(name, at, level, place))
    return {path: tuple(names) for path, names in found.items()}


_Entry = tuple[tuple[str, str], str, int]


def _navigation(zipped: Zipped, path: str) -> Iterator[_Entry]:
    source = zipped.read(path)
    if not source:
        return
    try:
        tree = parse_xhtml(source).tree
    except FormatError:
        return
    for nav in tree.iter("nav"):
        kinds = (nav.get("epub:type") or nav.get("role") or "").split()
        if kinds and "toc" not in kinds and "doc-toc" not in kinds:
            continue
        for link in nav.iter("a"):
            level = sum(1 for one in link.iterancestors("ol") if one is not nav)
            yield resolved(path, link.get("href") or ""), link.text_content(), max(level, 1)
        return


def _of_ncx(root: etree._Element, path: str) -> Iterator[_Entry]:
    for point in every(root, "navPoint"):
        level = 1 + sum(1 for one in point.iterancestors() if local(one) == "navPoint")
        name = next((words_of(one) for one in every(point, "text")), "")
        target = next((attribute(one, "src") for one in every(point, "content")), "")
        yield resolved(path, target), name, level
