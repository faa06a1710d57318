"""What a text told before an expression: the date, the year and the quarter that it named last.

Owns how far a text's own dates reach: what "that day" counts from, and where a history is told, so
that its "in October" is not the last one.
"""

from bisect import bisect_left
from dataclasses import dataclass

from index.dates.grammar import Expression, Grammar
from index.dates.meanings import (
    Between,
    Fixed,
    Meaning,
    Month,
    MonthDay,
    NamedQuarter,
    Recurring,
    SameQuarter,
    Shifted,
    Unknown,
    YearAgo,
)
from index.dates.resolve import Named
from index.dates.values import Unit, days, unit_of
from index.periods import Period

_MEMORY = 600  # characters over which "that day" looks back
_QUARTER_MEMORY = 3_000  # a report speaks of one quarter from its first line to its last
_NEAR_QUARTER = 300  # characters; "a year ago" farther behind compares something else
# A text that speaks of years this far back, and nowhere near of its own week, tells history: its
# "in October" is not the last one.
_HISTORY_YEARS = 2
_NEWS_REACH = 3_000  # characters; a news story is rarely longer


@dataclass(frozen=True, slots=True)
class _Told:
    """A value that the text named; `is_fixed` where its own words tell it."""

    value: str
    end: int
    is_fixed: bool


class Story:
    """What the text named last."""

    def __init__(self, text: str, low: str, grammar: Grammar, published: Period | None) -> None:
        self._text = text
        self._low = low
        self._grammar = grammar
        self._published = published
        self._last: _Told | None = None
        self._year: _Told | None = None
        self._quarter: _Told | None = None
        self._latest_quarter: _Told | None = None
        self.told_from_now: list[int] = []  # where, in order

    def note(self, expression: Expression, value: str) -> None:
        """Keep what an expression told, for those behind it."""
        meaning = expression.meaning
        self._last = _Told(value, expression.end, isinstance(meaning, Fixed | Between))
        if "/" in value:
            return
        if not isinstance(meaning, Recurring | Shifted):
            self._year = self._last
        if unit_of(value) == Unit.QUARTER and not _is_told_from_quarter(meaning):
            # A report names its own quarter first; those behind it are compared with.
            if self._quarter is None or expression.start - self._quarter.end > _QUARTER_MEMORY:
                self._quarter = self._last
            self._latest_quarter = self._last

    def named(self, expression: Expression) -> Named:
        """Return what the text named before `expression`, and near it."""
        last = _within(self._last, expression, _MEMORY)
        return Named(
            last.value if last else None,
            _value(_within(self._year, expression, _MEMORY)),
            _value(_within(self._quarter, expression, _QUARTER_MEMORY)),
            _value(_within(self._latest_quarter, expression, _NEAR_QUARTER)),
            is_here=bool(last and not self._grammar.parts(self._text, last.end, expression.start)),
        )

    def tells_history(self, expression: Expression) -> bool:
        """Whether the text tells of years long past around `expression`, and not of its week."""
        last = self._last
        if not last or expression.start - last.end > _MEMORY or not last.is_fixed:
            return False
        if not self._published or self._is_news(expression.start):
            return False
        if days(last.value)[1].year > self._published.first.year - _HISTORY_YEARS:
            return False
        return not self._grammar.reports(self._low, last.end, expression.start)

    def of_its_year(self, expression: Expression) -> Expression:
        """Place "in October" in the year that a history named before; Unknown where it is not."""
        cycle = expression.meaning.cycle if isinstance(expression.meaning, Recurring) else None
        value = None
        if isinstance(cycle, Month | MonthDay) and self._last and "/" not in self._last.value:
            first, last = days(self._last.value)
            if first.year == last.year:
                value = cycle.in_year(first.year)
        if value and self._last and days(value)[1] >= days(self._last.value)[0]:
            return Expression(expression.start, expression.end, Fixed(value))
        return Expression(expression.start, expression.end, Unknown())

    def _is_news(self, at: int) -> bool:
        """Whether the text says something that counts from the day of writing near `at`."""
        near = bisect_left(self.told_from_now, at - _NEWS_REACH)
        return near < len(self.told_from_now) and self.told_from_now[near] <= at + _NEWS_REACH


def _within(told: _Told | None, expression: Expression, reach: int) -> _Told | None:
    return told if told and expression.start - told.end <= reach else None


def _value(told: _Told | None) -> str | None:
    return told.value if told else None


def _is_told_from_quarter(meaning: Meaning) -> bool:
    """Whether it is another quarter than that of the report: "the year-ago quarter"."""
    if isinstance(meaning, NamedQuarter):
        return meaning.count != 0
    if isinstance(meaning, Shifted):
        return meaning.count >= 0  # "the current quarter": a report is of one that is over
    return isinstance(meaning, SameQuarter | YearAgo)
