"""The bytes of a feed -> its items, each as the page of the web that becomes its file.

Runs in the process for foreign formats alone (`index.readers.guard`), as a format that no file has.
The first document is the feed itself: its title, and a text that says nothing.
"""

import hashlib
import io
from email.utils import parsedate

import feedparser

from bot.sources.feeds.pages import PageOfItem, page_of
from index.documents import Origin
from index.errors import FormatError
from index.periods import parse_publication_date
from index.readers.addresses import is_web_address
from index.readers.contents import Written, clean_title
from index.readers.formats.values import ReadDocument

# The library takes scripts out of these alone; whatever else is shown as it is.
_HTML = ("text/html", "application/xhtml+xml")


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read a feed that was found at the address `name`. Raises FormatError where it is none."""
    # From a stream: bytes alone it might take for an address, or the name of a file.
    found = feedparser.parse(io.BytesIO(data), response_headers={"content-location": name})
    version = found.get("version", "")
    if not version and not found.entries:
        raise FormatError("is no RSS or Atom feed; give the address of the feed itself")
    feed = ReadDocument(text="feed", title=clean_title(found.feed.get("title", "")))
    items: dict[str, ReadDocument] = {}
    for entry in found.entries:
        item = _item(entry, rdf=version == "rss10")
        if item is not None:
            items.setdefault(item.part, item)
    return (feed, *items.values())


def _item(entry: feedparser.FeedParserDict, *, rdf: bool) -> ReadDocument | None:
    """Return an item; None where it says nothing."""
    title = clean_title(entry.get("title", ""))
    link = entry.get("link", "")
    url = link if is_web_address(link) else None
    kind, value = _content(entry)
    if not (value.strip() or title):
        return None
    day = _day(entry, rdf=rdf)
    page = page_of(PageOfItem(title, url or "", day, kind not in _HTML, value))
    part = str(entry.get("id") or link) or hashlib.sha256(page.encode()).hexdigest()
    return ReadDocument(
        text=page,
        part=part,
        title=title,
        dates=(Written(day, Origin.METADATA),) if day else (),
        url=url,
    )


def _content(entry: feedparser.FeedParserDict) -> tuple[str, str]:
    """Return the longest of what an entry says, with its type."""
    told = [one for one in entry.get("content", []) if one.get("value", "").strip()]
    if not told and entry.get("summary"):
        told = [entry.get("summary_detail", {"type": "text/html", "value": entry["summary"]})]
    if not told:
        return "text/plain", ""
    longest = max(told, key=lambda one: len(one.get("value", "")))
    return str(longest.get("type", "text/html")), str(longest.get("value", ""))


def _day(entry: feedparser.FeedParserDict, *, rdf: bool) -> str:
    """Return when an entry was published, as it is written there and in no other time zone.

    That it was changed says nothing; but RSS 1.0 has `dc:date` alone, which the library gives as
    that.
    """
    said = {*entry.keys()}  # asked for by name, the library gives one of the dates for the other
    keys = ("published", "updated") if rdf else ("published",)
    written = next((str(entry[key]) for key in keys if key in said), "").strip()
    try:
        period = parse_publication_date(written) if written else None
    except ValueError:
        told = parsedate(written)  # years of two digits, as in mails
        return f"{told[0]:04}-{told[1]:02}-{told[2]:02}" if told else ""
    return period.value if period else ""
