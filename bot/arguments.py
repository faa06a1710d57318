"""What a person types after a command, read and checked: questions, dates and ranges.

Owns the forms and the words for a wrong one; what is done with the values is in `cli`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from index.errors import UsageError
from index.periods import parse_period
from index.store.records import Published

# Far past the longest question the library takes, so that one too long is still named as such.
_LONGEST_READ = 100_000

_RANGE = re.compile(r"(\d{1,18})[:-](\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Range:
    """A half-open range of characters inside a document's text; never empty."""

    start: int
    end: int


def question_from(words: Sequence[str], stdin: TextIO) -> str:
    """Return the question: the words joined, or what stdin holds where they are a lone "-"."""
    text = stdin.read(_LONGEST_READ) if list(words) == ["-"] else " ".join(words)
    # Bytes that are not UTF-8 arrive as lone surrogates, which no tokenizer takes.
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def published_between(after: str | None, before: str | None) -> Published:
    """Return the filter from the first day of `after` on, up to the first day of `before`.

    Raises UsageError for what is not a date and for a range that holds no day.
    """
    published = Published(_first_day("--after", after), _first_day("--before", before))
    if published.after and published.before and published.after >= published.before:
        raise UsageError(
            f"--after {after} --before {before} leaves no day: it asks for documents from "
            f"{published.after} on that are earlier than {published.before}. "
            "Give --before a later date than --after."
        )
    return published


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


def _first_day(option: str, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return parse_period(value).first
    except ValueError as error:
        raise UsageError(
            f"{option} '{value}' is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD."
        ) from error
