"""Filters as the tables compare them: days as proleptic ordinals, moments as seconds, libraries."""

from datetime import UTC, date, datetime, time

from index.libraries import Seen
from index.store.records import Published

# Before and after every day of a calendar.
FIRST_DAY, LAST_DAY = 1, 10_000_000


def ordinals(published: Published) -> tuple[int, int]:
    """Return a filter as the first day in it and the first day no longer in it."""
    after, before = published.after, published.before
    return (
        FIRST_DAY if after is None else after.toordinal(),
        LAST_DAY if before is None else before.toordinal(),
    )


def first_second(day: date) -> float:
    """Return when a day begins in UTC, in seconds since 1970."""
    return datetime.combine(day, time(), UTC).timestamp()


def documents_in(seen: Seen) -> str:
    """Return the table of documents as SQL, without those of other libraries than `seen`."""
    if seen is None:
        return "documents"
    names = ", ".join("'" + name.replace("'", "''") + "'" for name in sorted(seen))
    return f"(SELECT * FROM documents WHERE library IN ({names}))"
