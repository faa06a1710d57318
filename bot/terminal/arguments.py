"""What a person types after a command, read and checked: questions, dates and ranges.

Owns the forms and the words for a wrong one; what is done with the values is in `cli`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from bot.answering.scope import Scope
from index.errors import UsageError
from index.periods import READ_FORMS, Days, parse_period, parse_publication_date
from index.store.records import Published

# Far past the longest question the library takes, so that one too long is still named as such.
_LONGEST_READ = 100_000

# In every refusal of a date.
DATE_FORMS = 'Write YYYY, YYYY-MM or YYYY-MM-DD, or words: "last week", "9 January 2020".'
_MOST_DATE_WORDS = 8

_RANGE = re.compile(r"(\d{1,18})[:-](\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Range:
    """A half-open range of characters inside a document's text; never empty."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DayAndTopic:
    """A day, and what is asked about the time since then."""

    day: date
    topic: str | None


def today() -> date:
    """Return the day on this machine's clock, from which a person's "last week" is told."""
    return date.today()


def question_from(words: Sequence[str], stdin: TextIO) -> str:
    """Return the question: the words joined, or what stdin holds where they are a lone "-"."""
    text = stdin.read(_LONGEST_READ) if list(words) == ["-"] else " ".join(words)
    # Bytes that are not UTF-8 arrive as lone surrogates, which no tokenizer takes.
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def scope_from(
    *,
    today: date,
    after: str | None = None,
    before: str | None = None,
    as_of: str | None = None,
    during: str | None = None,
    any_time: bool = False,
    by_date: bool = False,
) -> Scope:
    """Return the limits of a question as typed; words such as "last week" are told from `today`.

    `after` and `before` mean the first day of their time, `as_of` the last. Raises UsageError for
    what is not a date and for limits that leave no day.
    """
    scope = Scope(
        published=Published(
            after=_first_day("--after", after, today), before=_first_day("--before", before, today)
        ),
        as_of=_last_day("--as-of", as_of, today),
        during=None if during is None else _days("--during", during, today),
        any_time=any_time,
        by_date=by_date,
    )
    begins, ends = scope.published.after, scope.published.before
    if begins and ends and begins >= ends:
        raise UsageError(
            f"--after {after} --before {before} leaves no day: it asks for documents from "
            f"{begins} on that are earlier than {ends}. "
            "Give --before a later date than --after."
        )
    if begins and scope.as_of and begins > scope.as_of:
        raise UsageError(
            f"--after {after} --as-of {as_of} leaves no day: it asks for documents from {begins} "
            f"on as they were known on {scope.as_of}. "
            "Give --as-of a later date than --after."
        )
    return scope


def days_between(begins: str | None, ends: str | None, today: date) -> Days:
    """Return the days from the first of --from to the last of --to. Raises UsageError."""
    first, last = _first_day("--from", begins, today), _last_day("--to", ends, today)
    if first and last and first > last:
        raise UsageError(
            f"--from {begins} --to {ends} leaves no day: it asks for the time from {first} to "
            f"{last}. Give --to a later date than --from."
        )
    return Days(first, last)


def day_and_topic(words: Sequence[str], today: date) -> DayAndTopic:
    """Return the day that the first of `words` name, and what is left of them.

    As many words as make a date belong to it: "last week Sadr" asks for Sadr since last week.
    Raises UsageError.
    """
    for count in range(min(len(words), _MOST_DATE_WORDS), 0, -1):
        try:
            day = _read(" ".join(words[:count]), today).first
        except ValueError:
            continue
        if day is not None:
            return DayAndTopic(day, " ".join(words[count:]).strip() or None)
    raise UsageError(f"'{' '.join(words)}' does not begin with a date. {DATE_FORMS}")


def publication_date(option: str, value: str) -> str:
    """Return the publication date that `value` writes, as precise as it is. Raises UsageError."""
    try:
        period = parse_publication_date(value)
    except ValueError:
        period = None
    if period is None:
        raise UsageError(f"{option} '{value}' is not a date. Write {READ_FORMS}.")
    return period.value


def range_in(value: str, length: int) -> Range:
    """Return the range that "START-END" or "START:END" names in a text of `length` characters.

    Raises UsageError.
    """
    match = _RANGE.fullmatch(value)
    start, end = (int(match[1]), int(match[2])) if match else (0, 0)
    if match and start < end <= length:
        return Range(start, end)
    raise UsageError(
        f"--around '{value}' is not a range of this document, which has {length} characters. "
        f"Write START-END with 0 <= START < END <= {length}."
    )


def _first_day(option: str, value: str | None, today: date) -> date | None:
    if value is None:
        return None
    day = _days(option, value, today).first
    if day is None:
        raise _not_a_date(option, value)
    return day


def _last_day(option: str, value: str | None, today: date) -> date | None:
    if value is None:
        return None
    day = _days(option, value, today).last
    if day is None:
        raise _not_a_date(option, value)
    return day


def _days(option: str, value: str, today: date) -> Days:
    try:
        return _read(value, today)
    except ValueError as error:
        raise _not_a_date(option, value) from error


def _read(value: str, today: date) -> Days:
    try:
        period = parse_period(value)
    except ValueError:
        from index.dates.query.question_time import (
            parse_days,  # a tenth of a second that ISO dates do without
        )

        return parse_days(value, today)
    return Days(period.first, period.last)


def _not_a_date(option: str, value: str) -> UsageError:
    return UsageError(f"{option} '{value}' is not a date. {DATE_FORMS}")
