"""The event dates of a document: those of its text proper, by the document's own offsets."""

from dataclasses import replace

from index.dates.find import find_dates
from index.documents import EventDate


def dates_of(text: str, body: int, published: str | None) -> list[EventDate]:
    """Return the event dates in `text[body:]`, in order; `published` is the publication date.

    The header before `body` is left out: its date says when the text was written.
    """
    found = find_dates(text[body:], published)
    return [replace(one, start=one.start + body, end=one.end + body) for one in found]
