"""Feeds that lie in the source folder: RSS and Atom, a document an item.

Owns how an item becomes a document, and what a feed is warned of. What of an item is read, tells
`feed_items`.
"""

from dataclasses import replace

from index.documents import Origin
from index.errors import FormatError
from index.readers.formats.composing import Composition
from index.readers.formats.feed_items import FeedItem, parse_feed
from index.readers.formats.parts import Parts
from index.readers.formats.values import ReadDocument

ONLY_UPDATED = (
    "its items name no day of publication, only that of their last change; it may be a later one"
)
_CUT = "…. "  # ends a title that is the beginning of its text


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read a feed. Raises FormatError where it holds no items, or is none."""
    feed = parse_feed(data)
    if not feed.items:
        raise FormatError("is a feed without items")
    parts = Parts()
    items = [
        _document(item, parts.name(item.known_by, number), feed.title)
        for number, item in enumerate(feed.items, 1)
    ]
    shown = [item for item in items if item.text.strip()]
    if not shown:
        raise FormatError("is a feed whose items have no words")
    warnings = []
    if feed.is_broken:
        warnings.append(f"is broken XML; {len(items):,} of its items could be read")
    if any(date.origin is Origin.UPDATED for item in shown for date in item.dates):
        warnings.append(ONLY_UPDATED)
    shown[0] = replace(shown[0], warnings=tuple(warnings))
    return tuple(shown)


def _document(item: FeedItem, part: str, feed_title: str) -> ReadDocument:
    title = item.title
    composed = Composition()
    item.words.add_to(composed)
    if title and not composed.text.startswith(title.rstrip(_CUT)):
        composed = Composition()
        composed.heading(title, 1)
        item.words.add_to(composed)
    return ReadDocument(
        text=composed.text,
        part=part,
        title=title or feed_title,
        dates=item.dates,
        url=item.url,
        elements=composed.elements,
    )
