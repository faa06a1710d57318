"""Dates of one file, read together -> what each of them says for certain.

Owns the order of day and month, which the whole file tells, and years that are not written. What
cannot be told stays None: no date is better than a wrong one.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from index.passages.written import Written
from index.periods import parse_period

# A file that was published soon after its last entry was written in that year.
_SOON_DAYS = 60

_ANY_YEAR = 2000  # of a day without one; it has a 29 February

_Parts = tuple[int | None, int | None, int | None]  # year, month, day


def settle(dates: Sequence[Written], published: str | None) -> list[str | None]:
    """Return the value of each date, as precise as it was written; None where it is in doubt."""
    parts = _with_years(_ordered(dates, published), dates, published)
    return [_value(*one) for one in parts]


def is_monotone(values: Sequence[str | None]) -> bool:
    """Whether the values run up or down, compared as far as the less precise goes."""
    known = [value for value in values if value]
    steps = [_compared(a, b) for a, b in pairwise(known)]
    return all(step >= 0 for step in steps) or all(step <= 0 for step in steps)


def _compared(a: str, b: str) -> int:
    length = min(len(a), len(b))
    return (b[:length] > a[:length]) - (b[:length] < a[:length])


def _ordered(dates: Sequence[Written], published: str | None) -> list[_Parts]:
    numbers = [one.numbers for one in dates if one.numbers]
    day_first = _day_first(dates, published) if numbers else None
    ordered: list[_Parts] = []
    for one in dates:
        if not one.numbers:
            ordered.append((one.year, one.month, one.day))
        elif day_first is None and one.numbers[0] != one.numbers[1]:
            ordered.append((None, None, None))
        else:
            day, month = one.numbers if day_first else one.numbers[::-1]
            ordered.append((one.year, month, day))
    return ordered


def _day_first(dates: Sequence[Written], published: str | None) -> bool | None:
    """Return whether the day stands first in all of the file; None where nothing tells."""
    possible = []
    for day_first in (True, False):
        values = [
            _value(one.year or _ANY_YEAR, *(one.numbers[::-1] if day_first else one.numbers))
            for one in dates
            if one.numbers
        ]
        weekdays = [one.weekday for one in dates if one.numbers]
        if all(value and _is_on(value, day) for value, day in zip(values, weekdays, strict=True)):
            possible.append((day_first, values))
    if len(possible) > 1 and any(is_monotone(values) for _, values in possible):
        possible = [(order, values) for order, values in possible if is_monotone(values)]
    dated = all(one.year is not None for one in dates if one.numbers)
    if len(possible) > 1 and dated and published and len(published) == 10:
        before = [(o, v) for o, v in possible if all(x is not None and x <= published for x in v)]
        possible = before or possible
    return possible[0][0] if len(possible) == 1 else None


def _with_years(
    parts: list[_Parts], dates: Sequence[Written], published: str | None
) -> list[_Parts]:
    """Give a year to the dates without one, where the others or the publication date tell it."""
    missing = [number for number, one in enumerate(parts) if one[0] is None]
    if not missing:
        return parts
    known = [one for one in parts if one[0] is not None and one[1] is not None]
    filled = _from_neighbours(parts) if known else _from_publication(parts, published)
    return [
        one if one[1] is not None and _weekday_fits(one, dates[number]) else (None, None, None)
        for number, one in enumerate(filled)
    ]


def _from_neighbours(parts: list[_Parts]) -> list[_Parts]:
    """Count on from the date before, in a list that runs upwards."""
    filled: list[_Parts] = []
    before: _Parts | None = None
    for year, month, day in parts:
        if year is None and before is not None and before[0] is not None and month is not None:
            turned = (month, day or 0) < (before[1] or 0, before[2] or 0)
            year = before[0] + turned
        filled.append((year, month, day) if year is not None else (None, None, None))
        if year is not None and month is not None:
            before = (year, month, day)
    # Downwards, or in no order at all, a step back is not a new year.
    written = [one[0] for one in parts if one[0] is not None]
    last = max((one[0] for one in filled if one[0] is not None), default=0)
    if last > max(written) + 1:
        return [one if one[0] is not None else (None, None, None) for one in parts]
    return filled


def _from_publication(parts: list[_Parts], published: str | None) -> list[_Parts]:
    unknown: list[_Parts] = [(None, None, None)] * len(parts)
    days = [(month or 0, day or 0) for _, month, day in parts]
    steps = list(pairwise(days))
    ordered = all(a <= b for a, b in steps) or all(a >= b for a, b in steps)
    if not published or not days or not ordered:
        return unknown
    year = int(published[:4])
    if len(published) < 10:
        return [(year, month, day) for _, month, day in parts] if len(published) == 4 else unknown
    on = date.fromisoformat(published)
    if max(days) <= (on.month, on.day) or min(days) == (on.month, on.day):
        return [(year, month, day) for _, month, day in parts]
    last = _value(year - 1, *max(days))
    if last and len(last) == 10 and (on - date.fromisoformat(last)).days <= _SOON_DAYS:
        return [(year - 1, month, day) for _, month, day in parts]
    return unknown


def _weekday_fits(parts: _Parts, one: Written) -> bool:
    if one.year is not None:
        return True
    value = _value(*parts)
    return value is None or _is_on(value, one.weekday)


def _is_on(value: str, weekday: int | None) -> bool:
    return weekday is None or len(value) < 10 or date.fromisoformat(value).weekday() == weekday


def _value(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None or (month is None and day is not None):
        return None
    value = f"{year:04}"
    if month is not None:
        value += f"-{month:02}"
        if day:
            value += f"-{day:02}"
    try:
        return parse_period(value).value
    except ValueError:
        return None
