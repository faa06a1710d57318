"""The items of a feed as feedparser tells them -> what of each is read, for all who ask.

Owns which date, title, address and text of an item count, for feeds that lie in the source folder
as for those that are followed. feedparser is given bytes and never an address.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

import feedparser

from index.documents import Origin
from index.errors import FormatError
from index.readers.addresses import is_web_address
from index.readers.contents import Written
from index.readers.formats.composing import Composition, one_line
from index.readers.formats.html.fragment import add_html, is_html
from index.readers.formats.stamps import day_as_written

# feedparser reads an item's `dc:date`, its day of publication in RSS 1.0, as that of its change.
_DC_DATE = re.compile(rb"<dc:date(?:\s[^<>]{0,200})?>([^<>]{1,80})</dc:date")
_TAG = re.compile(r"<[a-zA-Z/!]")
_MARKED_UP = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class FeedWords:
    """What an item says; "" where nothing."""

    value: str = ""
    declared_html: bool = False  # that it is HTML; of nothing else feedparser takes scripts out

    @property
    def plain(self) -> str:
        """The words as text, where they are not to be shown as HTML."""
        return (unescape(self.value) if self.declared_html else self.value).strip()

    @property
    def has_tags(self) -> bool:
        """Whether they are HTML by what is declared, and use it."""
        return self.declared_html and bool(_TAG.search(self.value))

    def add_to(self, composed: Composition) -> None:
        """Add what they show to a text."""
        if self.has_tags or is_html(self.value):
            add_html(composed, self.value)
        else:
            composed.paragraph(self.plain)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item of a feed."""

    known_by: str  # what names it in the feed; "": nothing does
    title: str  # of one line, as it shows
    url: str | None
    # As they are written, the one that counts first; Origin.UPDATED where none is named but
    # that of its last change.
    dates: tuple[Written, ...]
    words: FeedWords  # its whole text, else its summary


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed."""

    title: str
    items: tuple[FeedItem, ...]
    is_broken: bool  # as XML; its items are those that could be read


def parse_feed(data: bytes, address: str = "") -> ParsedFeed:
    """Read a feed. Raises FormatError where the bytes are none.

    With the `address` where it was found, addresses in it are made whole, and scripts are taken out
    of its HTML, which becomes files that people may open; else nothing of its words is touched.
    """
    feed = feedparser.parse(
        io.BytesIO(data),  # bytes alone it might take for an address, or the name of a file
        response_headers={"content-location": address} if address else None,
        sanitize_html=bool(address),
        resolve_relative_uris=bool(address),
    )
    if not (feed.entries or dict.get(feed, "version")):
        raise FormatError("is no RSS or Atom feed; of XML nothing else is read")
    published = {found.decode("utf-8", "replace").strip() for found in _DC_DATE.findall(data)}
    return ParsedFeed(
        _line(feed.feed, "title"),
        tuple(_item(entry, published, data) for entry in feed.entries),
        _is_broken(feed),
    )


def _item(entry: dict[str, Any], published: set[str], data: bytes) -> FeedItem:
    link = _word(entry, "link")
    # Without a link feedparser takes the name of an item for one, and makes "7" an address that no
    # page has.
    is_told = bool(dict.get(entry, "links")) or escape(link, quote=False).encode() in data
    return FeedItem(
        known_by=_word(entry, "id") or link,
        title=_line(entry, "title"),
        url=link if is_told and is_web_address(link) else None,
        dates=tuple(_dates(entry, published)),
        words=_words(entry),
    )


def _dates(entry: dict[str, Any], published: set[str]) -> Iterator[Written]:
    updated = _word(entry, "updated").strip()
    declared = [_word(entry, "published"), updated if updated in published else ""]
    declared.append(_word(entry, "created"))
    found = [Written(day_as_written(one.strip()), Origin.METADATA) for one in declared if one]
    yield from found
    if not found and updated:
        yield Written(day_as_written(updated), Origin.UPDATED)


def _words(entry: dict[str, Any]) -> FeedWords:
    contents: list[dict[str, Any]] = dict.get(entry, "content") or []
    marked_up = [one for one in contents if dict.get(one, "type") in _MARKED_UP]
    for one in (*marked_up, *contents, dict.get(entry, "summary_detail") or {}):
        if _word(one, "value").strip():
            return _of(one)
    return FeedWords()


def _of(told: dict[str, Any]) -> FeedWords:
    return FeedWords(_word(told, "value"), _word(told, "type") in _MARKED_UP)


def _line(holder: dict[str, Any], key: str) -> str:
    composed = Composition()
    _of(dict.get(holder, f"{key}_detail") or {}).add_to(composed)
    return one_line(composed.text)


def _word(holder: dict[str, Any], key: str) -> str:
    # `get` of feedparser's own mapping gives one date for another.
    value = dict.get(holder, key)
    return value if isinstance(value, str) else ""


def _is_broken(feed: dict[str, Any]) -> bool:
    error = dict.get(feed, "bozo_exception")
    return bool(dict.get(feed, "bozo")) and not isinstance(
        error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    )
