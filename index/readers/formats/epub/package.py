"""What a book says of itself: its title, its dates, and its chapters in order.

Owns where that stands in EPUB 2 and 3. The day of a change or of a conversion is never the date.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from index.documents import Origin
from index.errors import FormatError
from index.readers.contents import Written
from index.readers.formats.composing import one_line
from index.readers.formats.zipped import Zipped, attribute, local

MOST_CHAPTERS = 20_000

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
# Of `opf:event`, the one that counts first before the other; none is the publication, too.
_PUBLISHED = ("publication", "original-publication", "issued", "")
_UNKNOWN = "0"  # how years begin that programs write for none, as 0101


@dataclass(frozen=True, slots=True)
class Book:
    """A book, as its package describes it."""

    title: str
    dates: tuple[Written, ...]
    chapters: tuple[str, ...]  # members of the zip, in the order of reading
    navigation: str  # the member that holds the table of contents of EPUB 3; "" for none
    ncx: str  # that of EPUB 2
    locked: frozenset[str]  # members that are encrypted


@dataclass(frozen=True, slots=True)
class _Item:
    path: str
    media_type: str
    properties: tuple[str, ...]


def read_book(zipped: Zipped) -> Book:
    """Return what the package says. Raises FormatError where there is none."""
    path = _package_path(zipped)
    package = zipped.root(path)
    if package is None:
        raise FormatError("is no EPUB")
    items = _items(package, path)
    spine = next(every(package, "spine"), None)
    toc = items.get(attribute(spine, "toc")) if spine is not None else None
    navigation = next((one.path for one in items.values() if "nav" in one.properties), "")
    ncx = (
        toc.path
        if toc
        else next((one.path for one in items.values() if "ncx" in one.media_type), "")
    )
    left_out = {navigation, *_contents_pages(package, path)}
    chapters = dict.fromkeys(one for one in _spine(spine, items) if one not in left_out)
    return Book(
        title=next(filter(None, (words_of(one) for one in every(package, "title"))), ""),
        dates=tuple(_dates(package)),
        chapters=tuple(chapters),
        navigation=navigation,
        ncx=ncx,
        locked=frozenset(_locked(zipped)),
    )


def resolved(file: str, href: str) -> tuple[str, str]:
    """Return the member that an address in a member means, "" for none, and the place in it."""
    address, _, place = href.partition("#")
    path = unquote(address)
    if not path:
        return file, unquote(place)
    if path.startswith("/") or ":" in path.partition("/")[0]:
        return "", ""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    return ("", "") if joined.startswith("..") else (joined, unquote(place))


def every(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name, in whatever namespace."""
    yield from root.iter(f"{{*}}{name}")


def words_of(element: etree._Element) -> str:
    """Return the words of an element on one line."""
    return one_line("".join(element.itertext()))


def _package_path(zipped: Zipped) -> str:
    container = zipped.root(_CONTAINER)
    if container is not None:
        for element in every(container, "rootfile"):
            if path := resolved("", attribute(element, "full-path"))[0]:
                return path
    raise FormatError("is no EPUB")


def _items(package: etree._Element, path: str) -> dict[str, _Item]:
    return {
        attribute(element, "id"): _Item(
            resolved(path, attribute(element, "href"))[0],
            attribute(element, "media-type"),
            tuple(attribute(element, "properties").split()),
        )
        for element in every(package, "item")
    }


def _spine(spine: etree._Element | None, items: dict[str, _Item]) -> Iterator[str]:
    for element in list(spine)[:MOST_CHAPTERS] if spine is not None else ():
        item = items.get(attribute(element, "idref")) if local(element) == "itemref" else None
        if item is not None and item.path:
            yield item.path


def _contents_pages(package: etree._Element, path: str) -> Iterator[str]:
    for element in every(package, "reference"):
        if attribute(element, "type").lower() == "toc":
            yield resolved(path, attribute(element, "href"))[0]


def _dates(package: etree._Element) -> Iterator[Written]:
    dates = [
        (attribute(one, "event").lower(), words_of(one), Origin.METADATA)
        for one in every(package, "date")
    ]
    for one in every(package, "meta"):
        if attribute(one, "property") == "dcterms:issued":
            dates.append(("issued", words_of(one), Origin.METADATA))
    dates = [one for one in dates if one[1] and not one[1].startswith(_UNKNOWN)]
    for event in _PUBLISHED:
        yield from (Written(words, origin) for known, words, origin in dates if known == event)
    yield from (Written(words, Origin.CREATED) for event, words, _ in dates if event == "creation")


def _locked(zipped: Zipped) -> Iterator[str]:
    root = zipped.root(_ENCRYPTION)
    if root is not None:
        for element in every(root, "CipherReference"):
            yield resolved("", attribute(element, "URI"))[0]
