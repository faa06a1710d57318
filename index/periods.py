"""A calendar value with its own precision, and the forms in which people write one.

Owns the value and the reading of a date that stands alone, as in a header or a file name; time
expressions inside running text are not its business.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

READ_FORMS = (
    "2020-01-09, 2020-01, 2020, 2020/01/09, 20200109, 9 January 2020, January 9, 2020 "
    "or January 2020"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a month or a year, exactly as precise as it was written."""

    value: str  # "2020-01-09", "2020-01" or "2020"
    first: date
    last: date  # inclusive


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days; both are in it, None is an open end."""

    first: date | None = None
    last: date | None = None


def parse_period(value: str) -> Period:
    """Read "2020-01-09", "2020-01" or "2020"; raise ValueError for anything else."""
    for form, build in _FORMS:
        if found := form.fullmatch(value):
            return build(*(int(number) for number in found.groups()))
    raise ValueError(f"{value!r} is not a date; write YYYY-MM-DD, YYYY-MM or YYYY")


def parse_publication_date(text: str) -> Period | None:
    """Read a date as people write it in headers; None where `text` is blank.

    A time of day and its zone are left out: the date stays the one that was written. Raise
    ValueError for a date that does not exist, and for forms that leave day and month in doubt.
    """
    written = " ".join(text.split())
    if not written:
        return None
    for form in _WRITTEN_FORMS:
        if found := form.fullmatch(written):
            return _period(found.groupdict())
    raise ValueError(f"{written!r} is not a date in a form that is read; write {READ_FORMS}")


def _period(parts: dict[str, str | None]) -> Period:
    year = parts["year"] or ""
    month = parts.get("month")
    if name := parts.get("name"):
        month = f"{_MONTHS.index(name[:3].lower()) + 1:02}"
    day = parts.get("day")
    return parse_period("-".join(part.zfill(2) for part in (year, month, day) if part))


def _day(year: int, month: int, day: int) -> Period:
    value = f"{year:04}-{month:02}-{day:02}"
    try:
        only = date(year, month, day)
    except ValueError:
        raise ValueError(f"{value} is not a day that exists") from None
    return Period(value, only, only)


def _month(year: int, month: int) -> Period:
    value = f"{year:04}-{month:02}"
    try:
        first = date(year, month, 1)
    except ValueError:
        raise ValueError(f"{value} is not a month that exists") from None
    # December of 9999 has no month after it, so the last day is not found by stepping over it.
    last = date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
    return Period(value, first, last)


def _year(year: int) -> Period:
    if year == 0:
        raise ValueError("0000 is not a year that exists; years run from 0001 to 9999")
    return Period(f"{year:04}", date(year, 1, 1), date(year, 12, 31))


# A new precision is one line here and one function that builds it.
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"), _day),
    (re.compile(r"([0-9]{4})-([0-9]{2})"), _month),
    (re.compile(r"([0-9]{4})"), _year),
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_ZONE = r"(?: ?(?:[A-Z]{1,4}|[+-][0-9]{2}:?(?:[0-9]{2})?))?"
_TIME = rf"(?:[T ][0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:[.,][0-9]+)?)?{_ZONE})?"
_YEAR = r"(?P<year>[0-9]{4})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_WRITTEN_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        _YEAR + r"(?:-(?P<month>[0-9]{2}))?",
        _YEAR + r"-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})" + _TIME,
        _YEAR + r"/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})",
        _YEAR + r"(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        _WEEKDAY + _DAY + r"(?: of)? " + _NAME + r",? " + _YEAR + _TIME,
        _WEEKDAY + _NAME + " " + _DAY + r",? " + _YEAR,
        _NAME + r",? " + _YEAR,
    )
)
