"""The bytes of a feed -> its items, each as the page of the web that becomes its file.

Runs in the process for foreign formats alone (`index.readers.guard`), as a format that no file has.
The first document is the feed itself: its title, and a text that says nothing. What of an item is
read is owned by `index.readers.formats.feed_items`.
"""

import hashlib
from collections.abc import Iterable

from bot.sources.feeds.pages import PageOfItem, page_of
from index.documents import Origin
from index.errors import FormatError
from index.periods import parse_publication_date
from index.readers.contents import Written, clean_title
from index.readers.formats.feed_items import FeedItem, parse_feed
from index.readers.formats.values import ReadDocument


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read a feed that was found at the address `name`. Raises FormatError where it is none."""
    try:
        found = parse_feed(data, name)
    except FormatError as error:
        reason = "is no RSS or Atom feed; give the address of the feed itself"
        raise FormatError(reason) from error
    feed = ReadDocument(text="feed", title=clean_title(found.title))
    items: dict[str, ReadDocument] = {}
    for one in found.items:
        item = _item(one)
        if item is not None:
            items.setdefault(item.part, item)
    return (feed, *items.values())


def _item(item: FeedItem) -> ReadDocument | None:
    """Return an item; None where it says nothing."""
    title, words = clean_title(item.title), item.words
    if not (words.value.strip() or title):
        return None
    day = _day(item.dates)
    # Scripts were taken out of what is declared as HTML alone; whatever else is shown as it is.
    said = words.value if words.has_tags else words.plain
    page = page_of(PageOfItem(title, item.url or "", day, not words.has_tags, said))
    return ReadDocument(
        text=page,
        part=item.known_by or hashlib.sha256(page.encode()).hexdigest(),
        title=title,
        dates=(Written(day, Origin.METADATA),) if day else (),
        url=item.url,
    )


def _day(dates: Iterable[Written]) -> str:
    """Return the first date of publication that can be read; "" where there is none.

    In a page it stands as declared, so the day of a change, which says little, is left out.
    """
    for date in dates:
        if date.origin is not Origin.METADATA:
            continue
        try:
            period = parse_publication_date(date.text)
        except ValueError:
            continue
        if period is not None:
            return period.value
    return ""
