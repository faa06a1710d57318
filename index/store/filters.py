"""Filters on dates as the tables compare them: days as proleptic ordinals, moments as seconds."""

from datetime import UTC, date, datetime, time

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
