"""What a person types after a command, read and checked: questions, days and ranges.

Owns how options are spelled and what is said of a wrong one; dates are read by
`bot.wording.typed_dates`, and what is done with the values is in `cli`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from bot.wording.typed_dates import DATE_FORMS, OptionStyle, TypedDates, today
from index.dates.query.days import parse_days
from index.errors import UsageError
from index.periods import READ_FORMS, parse_publication_date

# Far past the longest question the library takes, so that one too long is still named as such.
_LONGEST_READ = 100_000

OPTIONS = OptionStyle(name=lambda name: f"--{name.replace('_', '-')}", joint=" ")
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


def question_from(words: Sequence[str], stdin: TextIO) -> str:
    """Return the question: the words joined, or what stdin holds where they are a lone "-"."""
    text = stdin.read(_LONGEST_READ) if list(words) == ["-"] else " ".join(words)
    # Bytes that are not UTF-8 arrive as lone surrogates, which no tokenizer takes.
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def typed_dates() -> TypedDates:
    """Return what reads the dates of a command that runs today."""
    return TypedDates(today(), OPTIONS)


def day_and_topic(words: Sequence[str], today: date) -> DayAndTopic:
    """Return the day that the first of `words` name, and what is left of them.

    As many words as make a date belong to it: "last week Sadr" asks for Sadr since last week.
    Raises UsageError.
    """
    for count in range(min(len(words), _MOST_DATE_WORDS), 0, -1):
        try:
            day = parse_days(" ".join(words[:count]), today).first
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
