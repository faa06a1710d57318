"""What a time expression says before it is known when it was said.

Owns the closed set of meanings that a grammar of any language may give; `resolve` turns each into a
value. Nothing here knows words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from index.dates.values import SEASONS, Unit, day_value, month_value, shifted


class Direction(Enum):
    """Which one of a thing that comes again and again is meant."""

    OPEN = "the tense decides; the nearest past one by itself"
    LAST = "last September, last Friday"
    THIS = "this September, this Friday"
    NEXT = "next September, next Friday"
    COMING = "this coming Friday"


class Tense(Enum):
    """Where the sentence places what it tells."""

    PAST = "past"
    FUTURE = "future"
    TERM = "future by the words beside it: until Friday, will meet on Friday"
    UNTOLD = "no verb near it tells"


@dataclass(frozen=True, slots=True)
class Month:
    """September."""

    month: int

    def in_year(self, year: int) -> str | None:
        """Return the value in `year`; None where there is none."""
        return month_value(year, self.month)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """14 September; Saturday, 14 September, which only some years have."""

    month: int
    day: int
    weekday: int | None = None  # Monday is 0

    def in_year(self, year: int) -> str | None:
        """Return the value in `year`; None where there is none."""
        value = day_value(year, self.month, self.day)
        if value and self.weekday is not None and _weekday(value) != self.weekday:
            return None
        return value


@dataclass(frozen=True, slots=True)
class YearPart:
    """The third quarter, the first half, summer, week 12; `number` from 1."""

    unit: Unit
    number: int

    def in_year(self, year: int) -> str | None:
        """Return the value in `year`; None where there is none."""
        if not 1 <= year <= 9999:
            return None
        if self.unit == Unit.WEEK:
            return f"{year:04}-W{self.number:02}"
        if self.unit == Unit.SEASON:
            return f"{year:04}-{SEASONS[self.number - 1]}"
        return f"{year:04}-{'Q' if self.unit == Unit.QUARTER else 'H'}{self.number}"


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The fourth Thursday of November, and `days_after` it; `nth` -1 is the last."""

    month: int
    weekday: int  # Monday is 0
    nth: int
    days_after: int = 0

    def in_year(self, year: int) -> str | None:
        """Return the value in `year`; None where there is none."""
        if not 1 <= year <= 9998:
            return None
        if self.nth > 0:
            first = date(year, self.month, 1)
            day = first + timedelta((self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1))
        else:
            following = date(year + self.month // 12, self.month % 12 + 1, 1) - timedelta(1)
            day = following - timedelta((following.weekday() - self.weekday) % 7)
        if day.month != self.month:
            return None
        return (day + timedelta(self.days_after)).isoformat()


@dataclass(frozen=True, slots=True)
class EasterDay:
    """A day that lies `days_after` Easter Sunday of the western churches."""

    days_after: int

    def in_year(self, year: int) -> str | None:
        """Return the value in `year`; None before the Gregorian calendar."""
        if not 1583 <= year <= 9998:
            return None
        # Anonymous Gregorian computus (J. Meeus, Astronomical Algorithms, chapter 8).
        a, b, c = year % 19, year // 100, year % 100
        d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
        e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
        month, day = divmod(d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114, 31)
        return (date(year, month, day + 1) + timedelta(self.days_after)).isoformat()


Yearly = Month | MonthDay | YearPart | NthWeekday | EasterDay


@dataclass(frozen=True, slots=True)
class Weekday:
    """Friday; Monday is 0."""

    number: int


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """The 14th; Friday the 14th."""

    day: int
    weekday: int | None = None  # Monday is 0


Cycle = Yearly | Weekday | DayOfMonth


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that is known from the words alone."""

    value: str


@dataclass(frozen=True, slots=True)
class Numeric:
    """5/9/2019: which of the two numbers is the month, the numbers alone may not tell."""

    year: int
    one: int
    two: int

    @property
    def month_first(self) -> str | None:
        """Return the value as Americans write it; None where it does not exist."""
        return day_value(self.year, self.one, self.two)

    @property
    def day_first(self) -> str | None:
        """Return the value as the rest of the world writes it; None where it does not exist."""
        return day_value(self.year, self.two, self.one)


@dataclass(frozen=True, slots=True)
class Shifted:
    """So many units from the publication date: yesterday, this week, two years ago."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many units up to the publication date (`count` < 0) or from it on: the past two years."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True)
class FromText:
    """So many units from the last date that the text named: two days later, that year."""

    unit: Unit
    count: int
    or_publication: bool = False  # where the text named none before
    compared: bool = False  # "up from a year earlier": only what the same sentence named counts


@dataclass(frozen=True, slots=True)
class NamedQuarter:
    """The quarter that the text speaks of, and `count` from it: the quarter, the latest quarter."""

    count: int
    or_last: bool = False  # the last one that is over, where the text named none before


@dataclass(frozen=True, slots=True)
class YearAgo:
    """A year before what a report compares: the quarter where it spoke of one just before."""

    otherwise: "Meaning"
    of_report: bool = False  # the quarter may be named anywhere before: "the year-ago period"


@dataclass(frozen=True, slots=True)
class SameQuarter:
    """The quarter that the text speaks of, in another year: the same quarter of 1995."""

    year: "Meaning"


@dataclass(frozen=True, slots=True)
class Recurring:
    """What comes again and again, without its year, month or week."""

    cycle: Cycle
    direction: Direction = Direction.OPEN


@dataclass(frozen=True, slots=True)
class OfStory:
    """What comes again, told from the last date that the text named: that autumn, the next May."""

    cycle: Cycle
    is_following: bool  # the first that begins after that date; else the one that goes with it
    otherwise: "Meaning | None" = None  # where the text named no date before


@dataclass(frozen=True, slots=True)
class Within:
    """A part of another period: the third quarter of last year, Monday of last week."""

    part: Cycle
    whole: "Meaning"


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units from another date: two weeks before Christmas, the week of September 9."""

    unit: Unit
    count: int
    base: "Meaning"


@dataclass(frozen=True, slots=True)
class Between:
    """From one date to another."""

    first: "Meaning"
    last: "Meaning"


@dataclass(frozen=True, slots=True)
class Present:
    """Now: no date by itself, and the publication date where a span ends with it."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A date that cannot be told, and whose words are not to be read as another one."""


Meaning = (
    Unknown
    | Present
    | Fixed
    | Numeric
    | Shifted
    | Stretch
    | FromText
    | NamedQuarter
    | SameQuarter
    | YearAgo
    | Recurring
    | OfStory
    | Within
    | Offset
    | Between
)


def around(cycle: Cycle, day: date) -> Iterator[str]:
    """Yield the values of `cycle` near `day`, the earliest first.

    Eight years each way hold a 29 February where a century has none (1896, 1904).
    """
    if isinstance(cycle, Weekday):
        back = (day.weekday() - cycle.number) % 7
        steps = [-back - 7, -back, -back + 7, -back + 14]
        found = [shifted(day, Unit.DAY, step) for step in steps]
    elif isinstance(cycle, DayOfMonth):
        reach = 2 if cycle.weekday is None else 12
        months = [shifted(day, Unit.MONTH, step) for step in range(-reach, reach + 1)]
        found = [in_month(cycle.day, month) for month in months if month]
        if cycle.weekday is not None:
            found = [one for one in found if one and _weekday(one) == cycle.weekday]
    else:
        reach = 8 if isinstance(cycle, MonthDay) and (cycle.month, cycle.day) == (2, 29) else 2
        found = [cycle.in_year(year) for year in range(day.year - reach, day.year + reach + 1)]
    yield from (value for value in found if value)


def _weekday(value: str) -> int:
    return date.fromisoformat(value).weekday()


def in_month(day: int, month: str) -> str | None:
    """Return that day of a month's value; None where the month is shorter."""
    return day_value(int(month[:4]), int(month[5:]), day)


def is_open(meaning: Meaning) -> bool:
    """Whether the tense of the sentence decides which one is meant."""
    match meaning:
        case Recurring():
            return meaning.direction == Direction.OPEN
        case Within():
            return is_open(meaning.whole)
        case Offset():
            return is_open(meaning.base)
        case Between():
            return is_open(meaning.last) or (
                is_open(meaning.first) and not isinstance(meaning.last, Fixed | Within)
            )
    return False


TODAY = Shifted(Unit.DAY, 0)


def is_told_from_now(meaning: Meaning) -> bool:
    """Whether the words count from the day of writing: "Monday", "last week".

    "Today" is left out: in a history it says no more than nowadays.
    """
    if isinstance(meaning, Recurring):
        return meaning.direction != Direction.OPEN or isinstance(meaning.cycle, Weekday)
    return isinstance(meaning, Shifted | Stretch) and meaning != TODAY
