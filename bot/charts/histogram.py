"""How many there are in each month, year, decade or century.

Owns which of the four fits the dates, and that a date counts only where it lies as a whole: "2019"
is in no month. What is counted is in `counted`, the words for it are in `wording.charts`.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from index.periods import Days

Unit = Literal["month", "year", "decade", "century"]

# From the finest on. A row or a bar for each is what a screen, and a picture on a phone, has room
# for; nothing is coarser than a century, and the calendar has 100 of them.
_MOST_SLOTS: dict[Unit, int] = {"month": 36, "year": 60, "decade": 60, "century": 100}
_YEARS: dict[Unit, int] = {"year": 1, "decade": 10, "century": 100}
_DIGITS: dict[Unit, int] = {"year": 4, "decade": 3, "century": 2}
# Most dates are to be as exact as the unit: of the others it shows nothing.
_EXACT = 0.75
# With `trim`, one date in so many may lie outside at either end: one "1492" in a year of news
# would make a picture of centuries.
_TRIMMED = 20


@dataclass(frozen=True, slots=True)
class Slot:
    """One month, year, decade or century."""

    value: str  # ISO 8601 / TIMEX3: "2019-09", "2019", "201" for the 2010s, "20" for the century
    count: int
    maybe: bool  # whether a wider date touches it, so that there may be more


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts by time, from the first slot that holds any to the last."""

    unit: Unit
    slots: tuple[Slot, ...]  # none left out in between; empty where no date fits any
    wider: int = 0  # those with dates, of which none is as exact as the unit
    earlier: int = 0  # those before the first slot alone
    later: int = 0  # those after the last slot alone

    @property
    def gaps(self) -> tuple[tuple[Slot, ...], ...]:
        """The runs of slots that nothing can lie in."""
        runs = groupby(self.slots, key=lambda slot: slot.count == 0 and not slot.maybe)
        return tuple(tuple(run) for empty, run in runs if empty)


def histogram(dated: Iterable[Sequence[Days]], *, trim: bool = False) -> Histogram:
    """Count things by their dates, each once in every slot that one of its dates lies in.

    Open ends and things without a date count nowhere. With `trim`, a few of the earliest and the
    latest dates may be left outside where the unit is the finer for it.
    """
    things = [[one for one in days if one.first and one.last] for days in dated]
    things = [days for days in things if days]
    ends = [(one.first, one.last) for days in things for one in days if one.first and one.last]
    unit, first, last = _fitting(ends, trim)
    if first is None or last is None:
        return Histogram(unit, (), wider=len(things))
    counts, maybe = [0] * (last - first + 1), [False] * (last - first + 1)
    wider = earlier = later = 0
    for days in things:
        inside = {_number(one.first, unit) for one in days if _fits(one.first, one.last, unit)}
        for number in inside:
            if first <= number <= last:
                counts[number - first] += 1
        for one in days:
            if not _fits(one.first, one.last, unit):
                begins, ends_ = _number(one.first, unit), _number(one.last, unit)
                for number in range(max(begins, first), min(ends_, last) + 1):
                    maybe[number - first] = True
        wider += not inside
        earlier += bool(inside) and max(inside) < first
        later += bool(inside) and min(inside) > last
    slots = tuple(Slot(_value(first + n, unit), count, maybe[n]) for n, count in enumerate(counts))
    return Histogram(unit, slots, wider, earlier, later)


def days_of(slot: Slot, unit: Unit) -> Days:
    """Return the days of a slot."""
    if unit == "month":
        year, month = int(slot.value[:4]), int(slot.value[5:])
        return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    years = _YEARS[unit]
    begins = int(slot.value) * years
    return Days(date(max(begins, 1), 1, 1), date(begins + years - 1, 12, 31))


def _fitting(ends: Sequence[tuple[date, date]], trim: bool) -> tuple[Unit, int | None, int | None]:
    """Return the finest unit that most dates are as exact as, and its first and last slot."""
    for unit, most in _MOST_SLOTS.items():
        numbers = sorted(_number(a, unit) for a, b in ends if _fits(a, b, unit))
        if unit != "century" and len(numbers) < _EXACT * len(ends):
            continue
        outside = len(numbers) // _TRIMMED if trim else 0
        for cut in sorted({0, outside}):
            kept = numbers[cut : len(numbers) - cut]
            if kept and kept[-1] - kept[0] < most:
                return unit, kept[0], kept[-1]
    return ("month" if not ends else "century"), None, None


def _fits(first: date | None, last: date | None, unit: Unit) -> bool:
    return _number(first, unit) == _number(last, unit)


def _number(day: date | None, unit: Unit) -> int:
    """Return the number of the slot that a day lies in."""
    if day is None:
        raise ValueError("an open end lies in no slot")
    return day.year * 12 + day.month - 1 if unit == "month" else day.year // _YEARS[unit]


def _value(number: int, unit: Unit) -> str:
    if unit == "month":
        return f"{number // 12:04}-{number % 12 + 1:02}"
    return f"{number:0{_DIGITS[unit]}}"
