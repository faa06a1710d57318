"""TIMEX3 values of calendar periods, and the days that each covers.

Owns how a day, week, month, quarter, half, season, year, decade, century and a span of two of them
are written (ISO 8601, and TIMEX3 of TimeML 1.2.1 where ISO has nothing), and steps from one to the
next. Years run from 1 to 9999, as `datetime.date` has them. A day, a month and a year alone are
read by `index.periods`.
"""

import re
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import IntEnum

from index.periods import parse_period


class Unit(IntEnum):
    """A length of calendar time; the smaller number is the finer precision."""

    DAY = 0
    WEEKEND = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    SEASON = 5
    HALF = 6
    YEAR = 7
    DECADE = 8
    CENTURY = 9


# Meteorological seasons of the northern half. A winter has the year in which it begins.
SEASONS = ("SP", "SU", "FA", "WI")
_WEEK_ONE = date(1, 1, 1).toordinal()  # a Monday
_LAST_DAY = date.max.toordinal()
_MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6}
_YEARS_IN = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}
_FORM = re.compile(
    r"[0-9]{4}-(?:(?P<DAY>[0-9]{2}-[0-9]{2})|(?P<WEEKEND>W[0-9]{2}-WE)|(?P<WEEK>W[0-9]{2})"
    r"|(?P<MONTH>[0-9]{2})|(?P<QUARTER>Q[1-4])|(?P<SEASON>SP|SU|FA|WI)|(?P<HALF>H[12]))"
    r"|(?P<YEAR>[0-9]{4})|(?P<DECADE>[0-9]{3})|(?P<CENTURY>[0-9]{2})"
)


def days(value: str) -> tuple[date, date]:
    """Return the first and the last day of `value`, both inclusive; ValueError where it is none."""
    first, slash, last = value.partition("/")
    if slash:
        return _days(first)[0], _days(last)[1]
    return _days(first)


def unit_of(value: str) -> Unit:
    """Return the precision of a value that is no span; ValueError where it is none."""
    found = _FORM.fullmatch(value)
    if found and found.lastgroup:
        return Unit[found.lastgroup]
    raise ValueError(f"{value!r} is not a TIMEX3 value of a calendar date")


def shifted(day: date, unit: Unit, count: int) -> str | None:
    """Return the `unit` that lies `count` units from that of `day`; None outside 1 to 9999."""
    return _value(unit, _index(unit, day) + count)


def month_value(year: int, month: int) -> str | None:
    """Return the value of a month; None where it does not exist."""
    return _value(Unit.MONTH, year * 12 + month - 1) if 1 <= month <= 12 else None


def day_value(year: int, month: int, day: int) -> str | None:
    """Return the value of a day; None where it does not exist."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def year_value(year: int) -> str | None:
    """Return the value of a year; None outside 1 to 9999."""
    return _value(Unit.YEAR, year)


def _days(value: str) -> tuple[date, date]:
    unit = unit_of(value)
    parts = value.split("-")
    number = int(parts[0])
    try:
        if unit in (Unit.DAY, Unit.MONTH, Unit.YEAR):
            period = parse_period(value)
            return period.first, period.last
        if unit in (Unit.WEEK, Unit.WEEKEND):
            monday = date.fromisocalendar(number, int(parts[1][1:]), 1)
            return _stretch(monday.toordinal() + (5 if unit == Unit.WEEKEND else 0), unit)
        if unit in _YEARS_IN:
            first = number * _YEARS_IN[unit]
            last = first + _YEARS_IN[unit] - 1
            return date(max(MINYEAR, first), 1, 1), date(last, 12, 31)
        if unit == Unit.SEASON:
            return _months(number, SEASONS.index(parts[1]) * 3 + 3, 3)
        length = _MONTHS_IN[unit]
        return _months(number, (int(parts[1].lstrip("QH")) - 1) * length + 1, length)
    except ValueError:
        raise ValueError(f"{value!r} is not a date that exists; years run from 1 to 9999") from None


def _stretch(first: int, unit: Unit) -> tuple[date, date]:
    last = min(first + (1 if unit == Unit.WEEKEND else 6), _LAST_DAY)
    return date.fromordinal(min(first, _LAST_DAY)), date.fromordinal(last)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    first = date(year, month, 1)
    after = year * 12 + month - 1 + count
    if after // 12 > MAXYEAR:
        return first, date.max
    return first, date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _index(unit: Unit, day: date) -> int:
    if unit == Unit.DAY:
        return day.toordinal()
    if unit in (Unit.WEEK, Unit.WEEKEND):
        return (day.toordinal() - _WEEK_ONE) // 7
    if unit in _YEARS_IN:
        return day.year // _YEARS_IN[unit]
    if unit == Unit.SEASON:
        return (day.year * 12 + day.month - 3) // 3
    return (day.year * 12 + day.month - 1) // _MONTHS_IN[unit]


def _value(unit: Unit, index: int) -> str | None:
    if unit == Unit.DAY:
        return date.fromordinal(index).isoformat() if 1 <= index <= _LAST_DAY else None
    if unit in (Unit.WEEK, Unit.WEEKEND):
        monday = _WEEK_ONE + index * 7
        if not 1 <= monday <= _LAST_DAY:
            return None
        year, week, _ = date.fromordinal(monday).isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == Unit.WEEKEND else "")
    if unit in _YEARS_IN:
        length = _YEARS_IN[unit]
        if not (index >= 0 and index * length <= MAXYEAR and index * length + length > MINYEAR):
            return None
        return f"{index:0{5 - len(str(length))}}"
    per_year = 4 if unit == Unit.SEASON else 12 // _MONTHS_IN[unit]
    year, part = divmod(index, per_year)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    if unit == Unit.SEASON:
        return f"{year:04}-{SEASONS[part]}"
    if unit == Unit.MONTH:
        return f"{year:04}-{part + 1:02}"
    return f"{year:04}-{'Q' if unit == Unit.QUARTER else 'H'}{part + 1}"
