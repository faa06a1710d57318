"""Times as programs write them -> the day as it is written.

Owns the forms of mails and feeds (RFC 822, RFC 5322, C's ctime); those of people are read in
`index.periods`.
"""

from email.utils import parsedate_tz

from index.periods import parse_publication_date


def day_as_written(stamp: str) -> str:
    """Return a time as a day where only a program would write it so; else as it is.

    The day stays the one that is written: none is counted over to another zone.
    """
    try:
        parse_publication_date(stamp)
    except ValueError:
        found = _parsed(stamp)
        return "-".join((f"{found[0]:04}", f"{found[1]:02}", f"{found[2]:02}")) if found else stamp
    return stamp


def _parsed(stamp: str) -> tuple[int, int, int] | None:
    try:
        found = parsedate_tz(stamp)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    # Its month is always one of those that have a name.
    return (found[0], found[1], found[2]) if found and found[0] and found[2] else None
