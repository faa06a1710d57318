"""Meaning + publication date -> TIMEX3 value.

Owns which reading is taken: the nearest past one in news unless tense or words say otherwise, and
none at all where the publication date is needed and is absent or too coarse to tell.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from index.dates.meanings import (
    Between,
    Cycle,
    DayOfMonth,
    Direction,
    Fixed,
    FromText,
    Meaning,
    MonthDay,
    NamedQuarter,
    Numeric,
    Offset,
    OfStory,
    Present,
    Recurring,
    SameQuarter,
    Shifted,
    Stretch,
    Tense,
    Unknown,
    Weekday,
    Within,
    YearAgo,
    YearPart,
    around,
    in_month,
)
from index.dates.values import Unit, days, shifted, unit_of
from index.periods import Period

# A month without a year is the nearest one where no verb tells; farther ahead than so many days it
# is the one before, since what is long to come is seldom told without its verb.
_NEAR_DAYS = 183


@dataclass(frozen=True, slots=True)
class Named:
    """What the text named before an expression, and near it; None where it named nothing."""

    last: str | None = None
    year: str | None = None  # the last that says its year by itself: 1998-05 for "May 1998"
    quarter: str | None = None  # the one of the report, which it named first
    quarter_near: str | None = None  # the last that is a quarter, where it was named just before
    is_here: bool = True  # whether the last stands in the same sentence


NOTHING = Named()


def resolve(
    meaning: Meaning, published: Period | None, tense: Tense, named: Named = NOTHING
) -> str | None:
    """Return the value; None where it is not certain or lies outside the years 1 to 9999.

    "Two days later" and the like count from `named`. Where the publication date is a month or a
    year, a value counts only if its first and its last day agree.
    """
    if published is None:
        return _Reader(None, tense, named).value(meaning)
    value = _Reader(published.first, tense, named).value(meaning)
    if value is None or published.first == published.last:
        return value
    return value if _Reader(published.last, tense, named).value(meaning) == value else None


class _Reader:
    def __init__(self, day: date | None, tense: Tense, named: Named) -> None:
        self._day = day
        self._tense = tense
        self._named = named

    def value(self, meaning: Meaning) -> str | None:
        match meaning:
            case Unknown() | Present() | Numeric():
                return None
            case Fixed():
                return meaning.value
            case FromText():
                return self._from_text(meaning)
            case NamedQuarter():
                return self._named_quarter(meaning)
            case SameQuarter():
                return self._same_quarter(meaning)
            case YearAgo():
                return self._year_ago(meaning)
            case OfStory():
                return self._of_story(meaning)
            case Offset():
                return self._offset(meaning)
            case Within():
                return self._within(meaning)
            case Between():
                return self._between(meaning)
        return None if self._day is None else _from_day(meaning, self._day, self._tense)

    def _from_text(self, meaning: FromText) -> str | None:
        named = self._named.last
        if meaning.unit == Unit.YEAR and not meaning.or_publication:
            named = self._named.year or named  # "that year" is one that was told as a year
        if meaning.compared and not self._named.is_here:
            named = None
        if named and "/" not in named:
            if unit_of(named) > meaning.unit:
                return None
            return shifted(days(named)[0], meaning.unit, meaning.count)
        if meaning.or_publication and self._day and not named:
            return shifted(self._day, meaning.unit, meaning.count)
        return None

    def _named_quarter(self, meaning: NamedQuarter) -> str | None:
        if self._named.quarter:
            return shifted(days(self._named.quarter)[0], Unit.QUARTER, meaning.count)
        if meaning.or_last and self._day:
            return shifted(self._day, Unit.QUARTER, meaning.count - 1)
        return None

    def _same_quarter(self, meaning: SameQuarter) -> str | None:
        year = self.value(meaning.year)
        if not self._named.quarter or not year or unit_of(year) != Unit.YEAR:
            return year
        return f"{year}{self._named.quarter[4:]}"

    def _year_ago(self, meaning: YearAgo) -> str | None:
        quarter = self._named.quarter if meaning.of_report else self._named.quarter_near
        if quarter is None:
            return self.value(meaning.otherwise)
        return shifted(days(quarter)[0], Unit.QUARTER, -4)

    def _of_story(self, meaning: OfStory) -> str | None:
        named = (self._named.last or "").split("/")[-1]
        if not named and meaning.otherwise:
            return self.value(meaning.otherwise)
        if not named or unit_of(named) > Unit.YEAR:
            return None
        first, last = days(named)
        spans = [(value, *days(value)) for value in around(meaning.cycle, first)]
        if meaning.is_following:
            return next((value for value, begins, _ in spans if begins > last), None)
        # "That winter" of a year may be one or the other.
        inside = [value for value, begins, ends in spans if begins <= last and ends >= first]
        if len(inside) > 1:
            return None
        return inside[0] if inside else next((v for v, begins, _ in spans if begins > last), None)

    def _offset(self, meaning: Offset) -> str | None:
        base = self.value(meaning.base)
        if base is None or "/" in base or unit_of(base) > meaning.unit:
            return None
        return shifted(days(base)[0], meaning.unit, meaning.count)

    def _within(self, meaning: Within) -> str | None:
        whole = self.value(meaning.whole)
        if whole is None or "/" in whole:
            return None
        unit, part = unit_of(whole), meaning.part
        if isinstance(part, Weekday):
            first = days(whole)[0]
            return shifted(first, Unit.DAY, part.number) if unit == Unit.WEEK else None
        if isinstance(part, DayOfMonth):
            return in_month(part.day, whole) if unit == Unit.MONTH else None
        return part.in_year(int(whole)) if unit == Unit.YEAR else None

    def _between(self, meaning: Between) -> str | None:
        first, last = meaning.first, meaning.last
        end = self.value(Shifted(Unit.DAY, 0) if isinstance(last, Present) else last)
        coming = self._tense in _AHEAD and _is_open(last)  # it may have begun already
        if _is_open(first) and end and (coming or isinstance(last, Fixed | Within)):
            start = _beside(first, end, before=True)  # "between March and May 2019"
        else:
            start = self.value(first)
        if start is None:
            return None
        if _is_open(last) and (end is None or days(end) < days(start)):
            end = _beside(last, start, before=False)  # "from November 2019 to March"
        if end is None or "/" in start or "/" in end:
            return None
        return f"{start}/{end}" if days(start)[0] < days(end)[0] else None


def _from_day(meaning: Shifted | Stretch | Recurring, day: date, tense: Tense) -> str | None:
    match meaning:
        case Shifted():
            return shifted(day, meaning.unit, meaning.count)
        case Stretch():
            here = shifted(day, meaning.unit, 0)
            there = shifted(day, meaning.unit, meaning.count)
            if meaning.unit == Unit.DAY and meaning.count > 0:
                here = shifted(day, meaning.unit, 1)  # the next three days begin tomorrow
            if not here or not there or here == there:
                return here
            return f"{there}/{here}" if meaning.count < 0 else f"{here}/{there}"
        case Recurring():
            return _pick(meaning, day, tense)


def _beside(recurring: Recurring, value: str, *, before: bool) -> str | None:
    """Return the one nearest before (or after) `value`, where what comes again is a month or so."""
    first, last = days(value)
    near = list(around(recurring.cycle, first))
    if before:
        return next((one for one in reversed(near) if days(one)[0] <= first), None)
    return next((one for one in near if days(one)[1] >= last), None)


_AHEAD = (Tense.FUTURE, Tense.TERM)
_Span = tuple[str, date, date]


def _pick(recurring: Recurring, day: date, tense: Tense) -> str | None:
    cycle, direction = recurring.cycle, recurring.direction
    spans = [(value, *days(value)) for value in around(cycle, day)]
    if isinstance(cycle, MonthDay) and cycle.weekday is not None:
        # The weekday tells the year; at the year's turn it does so better than the tense.
        return min(spans, key=lambda span: abs(span[1] - day), default=("", day, day))[0] or None
    if direction == Direction.OPEN:
        past = next((span for span in reversed(spans) if span[1] <= day), None)
        coming = next((span for span in spans if span[2] >= day), None)
        ahead = tense in _AHEAD or (tense == Tense.UNTOLD and _is_nearer(cycle, past, coming, day))
        if isinstance(cycle, Weekday) and past and tense != Tense.TERM:
            # "Friday's vote will cost him", told on Saturday: few name a day six days ahead by its
            # name alone, and many tell what was yesterday beside a verb of the future.
            ahead = ahead and (day - past[1]).days != 1
        chosen = coming if ahead else past
        return chosen[0] if chosen else None
    if direction == Direction.LAST:
        return next((value for value, _, last in reversed(spans) if last < day), None)
    if isinstance(cycle, Weekday) and direction != Direction.COMING:
        # Weeks begin on Monday: written on a Monday, "next Friday" is eleven days away.
        weeks = 1 if direction == Direction.NEXT else 0
        return shifted(day, Unit.DAY, cycle.number - day.weekday() + 7 * weeks)
    if direction in (Direction.NEXT, Direction.COMING):
        return next((value for value, first, _ in spans if first > day), None)
    return _of_this_year(cycle, day, spans)


def _is_nearer(cycle: Cycle, past: _Span | None, coming: _Span | None, day: date) -> bool:
    """Whether the coming one is nearer; news that does not tell speaks of the past week."""
    if isinstance(cycle, Weekday | DayOfMonth | YearPart) or not past or not coming:
        return False
    return (coming[1] - day).days < min(_NEAR_DAYS, (day - past[2]).days)


def _of_this_year(cycle: Cycle, day: date, spans: list[_Span]) -> str | None:
    holds = next((value for value, first, last in spans if first <= day <= last), None)
    if holds or isinstance(cycle, Weekday | DayOfMonth):
        return holds
    return cycle.in_year(day.year)


def _is_open(meaning: Meaning) -> TypeGuard[Recurring]:
    return isinstance(meaning, Recurring) and meaning.direction == Direction.OPEN
