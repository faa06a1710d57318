"""Dates as people type them into a command: read, and put into the limits of a question.

Owns what each option means and what is said where one cannot be read; which forms are dates is in
`index.dates.query.days`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.answering.scope import Scope
from index.dates.query.days import parse_days
from index.errors import UsageError
from index.periods import Days
from index.store.records import Published

# In every refusal of a date.
DATE_FORMS = "Write 2020, 2020-01, 9 January 2020, 2019-Q3 or last summer."


@dataclass(frozen=True, slots=True)
class OptionStyle:
    """How a face writes an option and its value: "--as-of 2020", or "as_of: 2020"."""

    name: Callable[[str], str]  # gets "as_of"
    joint: str  # between the name and the value


class TypedDates:
    """Reads the dates of one command."""

    def __init__(self, today: date, style: OptionStyle) -> None:
        """`today`: the day that "last week" is told from."""
        self._today = today
        self._style = style

    def scope(
        self,
        *,
        after: str | None = None,
        before: str | None = None,
        as_of: str | None = None,
        during: str | None = None,
        any_time: bool = False,
        by_date: bool = False,
    ) -> Scope:
        """Return the limits of a question: documents published from the first day of `after` on.

        And before the first of `before`, by the last of `as_of`; passages that speak of any of
        `during`. Raises UsageError for what is not a date and for limits that leave no day.
        """
        published = Published(self._first("after", after), self._first("before", before))
        scope = Scope(
            published=published,
            as_of=self._last("as_of", as_of),
            during=None if during is None else self.days("during", during),
            any_time=any_time,
            by_date=by_date,
        )
        begins = published.after
        if begins and published.before and begins >= published.before:
            raise self._no_day("after", after, "before", before)
        if begins and scope.as_of and begins > scope.as_of:
            raise self._no_day("after", after, "as_of", as_of)
        return scope

    def between(self, begins: str | None, ends: str | None) -> Days:
        """Return the days from the first of `begins` to the last of `ends`, None is an open end.

        Raises UsageError for what is not a date and where no day is left.
        """
        between = Days(self._first("from", begins), self._last("to", ends))
        if between.first and between.last and between.first > between.last:
            raise self._no_day("from", begins, "to", ends)
        return between

    def days(self, option: str, value: str) -> Days:
        """Return the days that are typed into an option. Raises UsageError."""
        try:
            return parse_days(value, self._today)
        except ValueError as error:
            given = self._given(option, f"“{value}”")
            raise UsageError(f"{given} is not a date. {DATE_FORMS}") from error

    def _first(self, option: str, value: str | None) -> date | None:
        return None if value is None else self.days(option, value).first

    def _last(self, option: str, value: str | None) -> date | None:
        return None if value is None else self.days(option, value).last

    def _given(self, option: str, value: str | None) -> str:
        return f"{self._style.name(option)}{self._style.joint}{value}"

    def _no_day(
        self, earlier: str, earlier_value: str | None, later: str, later_value: str | None
    ) -> UsageError:
        return UsageError(
            f"No day lies between {self._given(earlier, earlier_value)} and "
            f"{self._given(later, later_value)}. Give “{self._style.name(later)}” a later date "
            f"than “{self._style.name(earlier)}”."
        )


def today() -> date:
    """Return the day on this machine's clock, from which a person's "last week" is told."""
    return date.today()
