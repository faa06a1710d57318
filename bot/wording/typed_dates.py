"""What people type where a command asks for a date: read, and put into the limits of a question.

Owns what each option means and what is said where one cannot be read; which forms are dates is in
`index.dates.query.question_time`. All of it raises UsageError with a sentence for the person.
"""

from datetime import date

from bot.answering.scope import Scope
from index.dates.query.question_time import parse_days
from index.errors import UsageError
from index.periods import Days
from index.store.records import Published


def scope_from(
    today: date,
    *,
    after: str | None = None,
    before: str | None = None,
    as_of: str | None = None,
    during: str | None = None,
) -> Scope:
    """Return the limits of a question: documents published from the first day of `after` on.

    And before the first of `before`, by the last of `as_of`; passages that speak of any of
    `during`. Raises UsageError for what is not a date and for limits that leave no day.
    """
    published = Published(_first("after", after, today), _first("before", before, today))
    read = days("as_of", as_of, today)
    scope = Scope(published, read.last if read else None, days("during", during, today))
    begins = published.after
    if begins and published.before and begins >= published.before:
        raise _none_between(f"after: {after}", f"before: {before}")
    if begins and scope.as_of and begins > scope.as_of:
        raise _none_between(f"after: {after}", f"as_of: {as_of}")
    return scope


def days_between(begins: str | None, ends: str | None, today: date) -> Days:
    """Return the days from the first of `begins` to the last of `ends`, both open where unset."""
    last = days("to", ends, today)
    between = Days(_first("from", begins, today), last.last if last else None)
    if between.first and between.last and between.first > between.last:
        raise _none_between(f"from: {begins}", f"to: {ends}")
    return between


def days(option: str, value: str | None, today: date) -> Days | None:
    """Return the days that are typed into an option; None where nothing is."""
    if value is None or not value.strip():
        return None
    try:
        return parse_days(value, today)
    except ValueError as error:
        raise UsageError(
            f"{option}: “{value}” is not a date. Write 2020, 2020-01, 9 January 2020, 2019-Q3 or "
            "last summer."
        ) from error


def _first(option: str, value: str | None, today: date) -> date | None:
    read = days(option, value, today)
    return read.first if read else None


def _none_between(earlier: str, later: str) -> UsageError:
    first, last = (each.partition(":")[0] for each in (earlier, later))
    return UsageError(
        f"No day lies between {earlier} and {later}. Give “{last}” a later date than “{first}”."
    )
