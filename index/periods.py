"""A calendar value with its own precision, and the forms in which people write one.

Owns the value and the reading of a date that stands alone, as in a header or a file name; time
expressions inside running text are not its business.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

READ_FORMS = (
    "2020-01-09, 2020-01, 2020, 2020/01/09, 20200109, 9 January 2020, January 9, 2020 "
    "or January 2020"
)
_SHOWN = 80  # characters of an unreadable date in its message
_LONGEST = 200  # characters; nothing longer is a date


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a week, a month, a quarter or a year, exactly as precise as it was written."""

    value: str  # "2020-01-09", "2020-W03", "2020-01", "2020-Q1" or "2020"
    first: date
    last: date  # inclusive


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days; both are in it, None is an open end."""

    first: date | None = None
    last: date | None = None


class DateOrder(StrEnum):
    """In which order a date of numbers alone names its parts."""

    DAY_FIRST = "DD/MM/YYYY"
    MONTH_FIRST = "MM/DD/YYYY"
    SHORT_YEAR_FIRST = "YY-MM-DD"
    SHORT_DAY_FIRST = "DD-MM-YY"
    SHORT_MONTH_FIRST = "MM-DD-YY"


class DoubtfulDate(ValueError):
    """A date that means two days, depending on the order of its numbers."""

    def __init__(self, written: str, readings: Mapping[DateOrder, Period]) -> None:
        either = " or ".join(period.value for period in readings.values())
        super().__init__(f"{_clipped(written)!r} can be {either}; write YYYY-MM-DD")
        self.written = written
        self.readings = readings


def parse_period(value: str) -> Period:
    """Read "2020-01-09", "2020-W03", "2020-01", "2020-Q1" or "2020".

    Raise ValueError for anything else.
    """
    for form, build in _FORMS:
        if found := form.fullmatch(value):
            return build(*(int(number) for number in found.groups()))
    raise ValueError(f"{_clipped(value)!r} is not a date; write YYYY-MM-DD, YYYY-MM or YYYY")


def parse_publication_date(text: str, order: DateOrder | None = None) -> Period | None:
    """Read a date as people write it in headers; None where `text` is blank.

    A time of day and its zone are left out: the date stays the one that was written. `order`
    settles what numbers alone leave open. Raise ValueError for a date that does not exist and for
    what is no date, DoubtfulDate where day and month are in doubt.
    """
    if len(text) <= _LONGEST:
        written = _bare(text)
        if not written:
            return None
        for form in _WHOLE_FORMS:
            if found := form.fullmatch(written):
                return _period(found.groupdict())
        for form, orders in _NUMERIC_FORMS:
            if found := form.fullmatch(written):
                return _ordered(written, _readings(found, orders), order)
    shown = _clipped(" ".join(text[: _LONGEST + 1].split()))
    raise ValueError(f"{shown!r} is not a date in a form that is read; write {READ_FORMS}")


def date_order(text: str) -> DateOrder | None:
    """Return the order that a date of numbers proves, as 23/01/2020 does; None for all others."""
    written = _bare(text[:_LONGEST])
    for form, orders in _NUMERIC_FORMS:
        if found := form.fullmatch(written):
            readings = _readings(found, orders)
            # 05/05/2020 is one day under either order and proves neither.
            is_proof = len(readings) == 1 and found["one"] != found["two"]
            return next(iter(readings)) if is_proof else None
    return None


def date_end(line: str, start: int = 0) -> int | None:
    """Return where the longest date that begins at `start` ends; None where none begins.

    Its words may still name a day that does not exist, or leave day and month in doubt. White space
    within is one blank.
    """
    ends = [found.end() for form in _OPENINGS if (found := form.match(line, start))]
    return max(ends, default=None)


def _bare(text: str) -> str:
    """Return a date without what stands around it: [[2020-01-09]], <2020-01-09 Thu>, "2020"."""
    written = " ".join(text.split())
    while len(written) > 1 and written[0] + written[-1] in _AROUND:
        written = written[1:-1].strip()
    return written


def _clipped(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _period(parts: Mapping[str, str | None]) -> Period:
    year = parts["year"] or ""
    if quarter := parts.get("quarter"):
        return parse_period(f"{year}-Q{quarter}")
    if week := parts.get("week"):
        return parse_period(f"{year}-W{week.zfill(2)}")
    month = parts.get("month")
    if name := parts.get("name"):
        month = f"{_MONTHS[name.casefold()]:02}"
    day = parts.get("day")
    return parse_period("-".join(part.zfill(2) for part in (year, month, day) if part))


def _readings(found: re.Match[str], orders: Mapping[DateOrder, str]) -> dict[DateOrder, Period]:
    """Return the days that exist under each order, one order for each day."""
    readings: dict[DateOrder, Period] = {}
    for order, names in orders.items():
        parts = dict(zip(names, found.group("one", "two", "three"), strict=True))
        year = int(parts["Y"])
        if len(parts["Y"]) == 2:
            year += 2000 if year < _PIVOT else 1900
        try:
            period = _day(year, int(parts["M"]), int(parts["D"]))
        except ValueError:
            continue
        if period not in readings.values():
            readings[order] = period
    return readings


def _ordered(written: str, readings: Mapping[DateOrder, Period], order: DateOrder | None) -> Period:
    if not readings:
        raise ValueError(f"{written!r} is not a day that exists")
    if len(readings) == 1:
        return next(iter(readings.values()))
    if order is not None and order in readings:
        return readings[order]
    raise DoubtfulDate(written, readings)


def _day(year: int, month: int, day: int) -> Period:
    value = f"{year:04}-{month:02}-{day:02}"
    try:
        only = date(year, month, day)
    except ValueError:
        raise ValueError(f"{value} is not a day that exists") from None
    return Period(value, only, only)


def _week(year: int, week: int) -> Period:
    value = f"{year:04}-W{week:02}"
    try:
        first = date.fromisocalendar(year, week, 1)
        return Period(value, first, date.fromisocalendar(year, week, 7))
    except (ValueError, OverflowError):
        raise ValueError(f"{value} is not a week that exists") from None


def _months(value: str, year: int, month: int, count: int) -> Period:
    try:
        first = date(year, month, 1)
    except ValueError:
        raise ValueError(f"{value} is not a month that exists") from None
    # December of 9999 has no month after it, so the last day is not found by stepping over it.
    after = month + count
    last = date(year, 12, 31) if after > 12 else date(year, after, 1) - timedelta(days=1)
    return Period(value, first, last)


def _month(year: int, month: int) -> Period:
    return _months(f"{year:04}-{month:02}", year, month, 1)


def _quarter(year: int, quarter: int) -> Period:
    if year == 0:
        raise ValueError(f"0000-Q{quarter} is not a quarter that exists")
    return _months(f"{year:04}-Q{quarter}", year, quarter * 3 - 2, 3)


def _year(year: int) -> Period:
    if year == 0:
        raise ValueError("0000 is not a year that exists; years run from 0001 to 9999")
    return Period(f"{year:04}", date(year, 1, 1), date(year, 12, 31))


# A new precision is one line here and one function that builds it.
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"), _day),
    (re.compile(r"([0-9]{4})-([0-9]{2})"), _month),
    (re.compile(r"([0-9]{4})-W([0-9]{2})"), _week),
    (re.compile(r"([0-9]{4})-Q([1-4])"), _quarter),
    (re.compile(r"([0-9]{4})"), _year),
)

# English, then German, French and Spanish where they differ; also without accents.
_MONTH_NAMES = (
    "january jan januar jänner jän janvier janv enero ene",
    "february feb februar février fevrier févr fevr febrero",
    "march mar märz maerz mär mrz mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug août aout agosto ago",
    "september sept sep septembre septiembre setiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre decembre déc diciembre dic",
)
_MONTHS = {name: at for at, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
MONTH_NAME = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_AROUND = frozenset(("[]", "()", "<>", '""', "''", "“”", "**", "__", "``"))
_PIVOT = 69  # of two-digit years, as POSIX strptime has it: 68 is 2068, 69 is 1969

_NAME = rf"(?P<name>{MONTH_NAME})\.?"
_WEEKDAY_NAME = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|mo|di|mi|do|fr|sa|so"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\.?"
)
_WEEKDAY = rf"(?:{_WEEKDAY_NAME},? (?:den |the )?)?"
# Named one by one, and in capitals: any four letters would take the first word of a title along.
_ZONE = (
    r"(?: ?(?:(?-i:Z|UTC?|GMT|BST|WES?T|CES?T|EES?T|MSK|IST|JST|[ECMP][SD]?T|AE[SD]T|Uhr)(?!\w)"
    r"|[+-][0-9]{2}:?(?:[0-9]{2})?))"
)
_HALF = r" ?[ap](?:\.m\.?|m(?!\w))"
_CLOCK = (
    rf"[0-9]{{1,2}}[:h][0-9]{{2}}(?:[:.][0-9]{{2}}(?:[.,][0-9]{{1,9}})?)?(?:{_HALF})?"
    rf"|[0-9]{{1,2}}(?:\.[0-9]{{2}})?(?:{_HALF}| Uhr(?!\w))"
)
_TIME = (
    rf"(?: \({_WEEKDAY_NAME}\))?"
    rf"(?:(?:T|,? ?(?:at |um |à |@ ?|[–—-] )?(?<= ))(?:{_CLOCK}){_ZONE}{{0,2}}"
    r"(?: \([A-Z]{1,5}\))?"
    r"|T[0-9]{2}-?[0-9]{2}(?:-?[0-9]{2})?Z?)?"
)
_YEAR = r"(?P<year>[0-9]{4})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|\.)?"
_WRITTEN = (
    _YEAR + r"(?:-(?P<month>[0-9]{2}))?",
    _YEAR + r"-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})" + _TIME,
    _YEAR + r"/(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})" + _TIME,
    # With one digit it is as likely a version: 2021.3.1.
    _YEAR + r"\.(?P<month>[0-9]{2})\.(?P<day>[0-9]{2})\.?" + _TIME,
    _YEAR + r"(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?:[0-9]{4}(?:[0-9]{2})?)?" + _TIME,
    _YEAR + r"-?W(?P<week>[0-9]{2})",
    _YEAR + r"[- ]?Q(?P<quarter>[1-4])",
    r"Q(?P<quarter>[1-4])[- /]?" + _YEAR,
    _WEEKDAY + _DAY + r"(?: of| de)? ?" + _NAME + r",?(?: de)? ?" + _YEAR + _TIME,
    _WEEKDAY + _NAME + " ?" + _DAY + r",? " + _YEAR + _TIME,
    r"(?P<day>[0-9]{1,2})(?P<mark>[-./])" + _NAME + r"(?P=mark)" + _YEAR + _TIME,
    _YEAR + r"[- /]" + _NAME + r"[- /]" + _DAY + _TIME,
    _NAME + r",?(?: de)?[ -]" + _YEAR,
    _YEAR + "年 ?(?P<month>[0-9]{1,2})月(?: ?(?P<day>[0-9]{1,2})日)?",
)
_NUMERIC = (
    r"(?P<one>[0-9]{1,2})(?P<mark>[-./])(?P<two>[0-9]{1,2})(?P=mark)(?P<three>[0-9]{4})" + _TIME,
    r"(?P<one>[0-9]{2})(?P<mark>[-./])(?P<two>[0-9]{2})(?P=mark)(?P<three>[0-9]{2})" + _TIME,
)
# A weekday after the date only where nothing follows: "So" is one in German.
_WHOLE_FORMS = tuple(
    re.compile(rf"{form}(?:,? {_WEEKDAY_NAME}(?: {_CLOCK})?)?", re.IGNORECASE) for form in _WRITTEN
)
_NUMERIC_FORMS: tuple[tuple[re.Pattern[str], Mapping[DateOrder, str]], ...] = (
    (
        re.compile(_WEEKDAY + _NUMERIC[0], re.IGNORECASE),
        {DateOrder.DAY_FIRST: "DMY", DateOrder.MONTH_FIRST: "MDY"},
    ),
    (
        re.compile(_NUMERIC[1], re.IGNORECASE),
        {
            DateOrder.SHORT_YEAR_FIRST: "YMD",
            DateOrder.SHORT_DAY_FIRST: "DMY",
            DateOrder.SHORT_MONTH_FIRST: "MDY",
        },
    ),
)
_OPENINGS = tuple(
    re.compile(rf"(?:{form})(?![^\W_])(?![-/.:][0-9])(?!-\w)", re.IGNORECASE)
    for form in (*_WRITTEN, *(_WEEKDAY + form for form in _NUMERIC))
)
