"""Feeds: RSS and Atom, a document an item.

Owns what of an item is read. feedparser tells the items; it is given bytes and never an address,
and its own cleaning of HTML, which changes words, is left out.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

import feedparser

from index.documents import Origin
from index.errors import FormatError
from index.readers.addresses import is_web_address
from index.readers.contents import Written
from index.readers.formats.composing import Composition, one_line
from index.readers.formats.html.fragment import add_html, is_html
from index.readers.formats.parts import Parts
from index.readers.formats.stamps import day_as_written
from index.readers.formats.values import ReadDocument

ONLY_UPDATED = (
    "its items name no day of publication, only that of their last change; it may be a later one"
)
# feedparser reads an item's `dc:date`, its day of publication in RSS 1.0, as that of its change.
_DC_DATE = re.compile(rb"<dc:date(?:\s[^<>]{0,200})?>([^<>]{1,80})</dc:date")
_TAG = re.compile(r"<[a-zA-Z/!]")
_MARKED_UP = frozenset({"text/html", "application/xhtml+xml"})
_CUT = "…. "  # ends a title that is the beginning of its text


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read a feed. Raises FormatError where it holds no items, or is none."""
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        if dict.get(feed, "version"):
            raise FormatError("is a feed without items")
        raise FormatError("is no RSS or Atom feed; of XML nothing else is read")
    published = {found.decode("utf-8", "replace").strip() for found in _DC_DATE.findall(data)}
    parts = Parts()
    title = _line(feed.feed, "title")
    items = [
        _item(entry, parts.name(_known_by(entry), number), title, published)
        for number, entry in enumerate(feed.entries, 1)
    ]
    shown = [item for item in items if item.text.strip()]
    if not shown:
        raise FormatError("is a feed whose items have no words")
    warnings = []
    if _is_broken(feed):
        warnings.append(f"is broken XML; {len(items):,} of its items could be read")
    if any(date.origin is Origin.UPDATED for item in shown for date in item.dates):
        warnings.append(ONLY_UPDATED)
    shown[0] = replace(shown[0], warnings=tuple(warnings))
    return tuple(shown)


def _item(entry: dict[str, Any], part: str, feed_title: str, published: set[str]) -> ReadDocument:
    title, words = _line(entry, "title"), _words(entry)
    composed = Composition()
    _add(composed, words)
    if title and not composed.text.startswith(title.rstrip(_CUT)):
        composed = Composition()
        composed.heading(title, 1)
        _add(composed, words)
    link = _word(entry, "link")
    return ReadDocument(
        text=composed.text,
        part=part,
        title=title or feed_title,
        dates=tuple(_dates(entry, published)),
        url=link if is_web_address(link) else None,
        elements=composed.elements,
    )


def _dates(entry: dict[str, Any], published: set[str]) -> Iterator[Written]:
    """Yield the dates of an item as they are written, the one that counts first."""
    updated = _word(entry, "updated").strip()
    declared = [_word(entry, "published"), updated if updated in published else ""]
    declared.append(_word(entry, "created"))
    found = [Written(day_as_written(one.strip()), Origin.METADATA) for one in declared if one]
    yield from found
    if not found and updated:
        yield Written(day_as_written(updated), Origin.UPDATED)


def _known_by(entry: dict[str, Any]) -> str:
    return _word(entry, "id") or _word(entry, "link")


def _words(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the whole text of an item, else its summary; {} where it has neither."""
    contents: list[dict[str, Any]] = dict.get(entry, "content") or []
    marked_up = [one for one in contents if dict.get(one, "type") in _MARKED_UP]
    for one in (*marked_up, *contents, dict.get(entry, "summary_detail") or {}):
        if _word(one, "value").strip():
            return one
    return {}


def _add(composed: Composition, words: dict[str, Any]) -> None:
    value = _word(words, "value")
    marked_up = _word(words, "type") in _MARKED_UP
    if is_html(value) or (marked_up and _TAG.search(value)):
        add_html(composed, value)
    else:
        composed.paragraph((unescape(value) if marked_up else value).strip())


def _line(holder: dict[str, Any], key: str) -> str:
    composed = Composition()
    _add(composed, dict.get(holder, f"{key}_detail") or {})
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
