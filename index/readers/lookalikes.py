"""What looks like a date at the top of a text, or in a file's name, and was not taken for one.

Owns the search for it and the words of the warning. It is asked only where a document is undated.
"""

import re
from collections.abc import Sequence

from index.documents import Entry
from index.periods import MONTH_NAME
from index.readers.contents import clean_title
from index.readers.header_lines import top_lines

_LINES = 5  # not blank
_LINE_CHARACTERS = 160  # a longer line is a paragraph
_SHOWN = _SHORT = 60

_YEAR = r"(?:1[5-9]|20|21)[0-9]{2}"
_LIKE = re.compile(
    rf"(?<![\w.,/-])(?:{_YEAR}[-/.][0-9]{{1,2}}[-/][0-9]{{1,2}}"
    rf"|[0-9]{{1,2}}(?P<mark>[-/.])[0-9]{{1,2}}(?P=mark)(?:{_YEAR}|[0-9]{{2}})"
    rf"|(?:[0-9]{{1,2}}(?:st|nd|rd|th|\.)?(?: of)? )?{MONTH_NAME}\.?,?"
    rf"(?: [0-9]{{1,2}}(?:st|nd|rd|th)?,?)? {_YEAR}"
    rf"|{_YEAR}[0-1][0-9][0-3][0-9])(?![\w])(?!\.[0-9])",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<![0-9])[0-3]?[0-9](?![0-9])|[0-9]{8}")
_OPENING = re.compile(r"[^\w]{0,12}(?:[^\W\d_]{1,12}[.:,]? ){0,2}$")
_HOW = 'write a first line "date YYYY-MM-DD"'


def unread_dates(
    text: str, yearless: str, in_name: str, entries: Sequence[Entry] = ()
) -> tuple[str, ...]:
    """Return a warning for what looks like a date in the first lines, and one for the path.

    `yearless` is a day without a year that was read, `in_name` what the path holds. What dates one
    of the `entries`, or stands in one, was read.
    """
    warnings = []
    if words := yearless or _in_first_lines(text, entries):
        warnings.append(f"text: looks like a date, not read: {words!r}; {_HOW} if it is its date")
    if in_name:
        shown = clean_title(in_name)[:_SHOWN]
        warnings.append(
            f"path: looks like a date, not read: {shown!r}; begin the name with YYYY-MM-DD"
        )
    return tuple(warnings)


def _in_first_lines(text: str, entries: Sequence[Entry]) -> str:
    """Return what looks like a date where it leads a line, or stands in one that is no sentence."""
    lines = top_lines(text, 0)
    for number, line in enumerate(lines[:_LINES]):
        words = line.words[:_LINE_CHARACTERS]
        found = _LIKE.search(words)
        if not found or any(e.date and e.start <= line.start < e.end for e in entries):
            continue
        # A line of prose that was wrapped is longer, or does not stand alone.
        alone = line.opens and (number + 1 == len(lines) or lines[number + 1].opens)
        longest = _LINE_CHARACTERS if alone else _SHORT
        is_short = len(line.words) <= longest and not line.words.endswith((".", "!", "?"))
        # "In May 2011 we met" tells of a month; nobody dates a text by one in a sentence.
        leads = bool(_DAY.search(found[0]) and _OPENING.fullmatch(words, 0, found.start()))
        if is_short or leads:
            return found[0]
    return ""
