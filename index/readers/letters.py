"""The date of a letter: at the edge of its head, and with the place below its last words.

Owns a day in one of two columns of a letterhead, and "Kolm, 9 January 2020" as a signature. Both
stay text. A table and a list of days are none of these: then another line has a day as well.
"""

import re
from collections.abc import Iterator

from index.periods import date_end
from index.readers.date_lines import Label, LineDate, date_line

_TOP_LINES, _END_LINES, _TOP_CHARACTERS = 6, 3, 2_000
_LONGEST = 200  # characters of a line of a head, blanks and all
_LONGEST_SIGNATURE = 80
_GAP = re.compile(r"[ \t]{4,}|\t")
_MANY_ROWS = 3  # lines of as many columns may be a table, unless somebody is addressed below
_ADDRESSED = re.compile(
    r"^[ \t]*(?:dear|hello|hi|sehr geehrte|liebe[rs]?|hallo|ch[eè]re?s?|madame|monsieur"
    r"|estimad[oa]s?|querid[oa]s?|to whom|sirs?|madam|re:|subject:|betreff|betr\.|objet)\b",
    re.IGNORECASE | re.MULTILINE,
)
# What is to come, or was: the day of another thing than the letter.
_OTHER = re.compile(
    r"\b(?:deadline|due|until|till|expir\w+|born|died|starts?|begins?|ends?|opens?|opening|closing"
    r"|event|when|next|last|valid|meeting|concert|copyright|printed|retrieved|accessed|photo|source"
    r"|from|since|frist|bis|fällig|gültig|ab|geboren|nächste[rs]?|sitzung|konzert|prochaine?"
    r"|jusqu\w*|hasta|received|updated?|reply|delivery|departure|arrival|check-?in|check-?out)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:(?i:written|given|done|signed|geschrieben|fait) (?:(?:at|in|zu|à) )?)?"
    r"[^\W\d_a-z][\w.'’-]*(?: (?:(?:am|an|der|de|la|le|les|on|upon|in|im|bei|the) ){0,2}"
    r"[^\W\d_a-z][\w.'’-]*){0,2},? (?:(?:the|den|le|on|am|el|a) )?"
)
_CLOSERS = ".)*_ \t"
_SENTENCE = re.compile(r"[^\W\d_]{2}[.!?…](?:\s|$)")


def letter_date(text: str, start: int) -> str:
    """Return the date of the letter that `text[start:]` is; "" for none."""
    return _of_head(text, start) or _signed(text, start)


def _of_head(text: str, start: int) -> str:
    """Read "Mill Lane 4 ... 9 January 2020" among the first lines."""
    lines = list(_lines(text, start, start + _TOP_CHARACTERS))[:_TOP_LINES]
    counts = [len(_GAP.split(line)) for line in lines]
    for number, line in enumerate(lines):
        if len(line) > _LONGEST or (counts[number] == 1 and _SENTENCE.search(line)):
            return ""
        found = _in_columns(line)
        if not found:
            continue
        rows = sum(count == counts[number] for count in counts)
        if rows >= _MANY_ROWS and not _ADDRESSED.search(text, start, start + _TOP_CHARACTERS):
            return ""
        others = (_in_columns(other) for other in _lines(text, start, len(text)) if other != line)
        return "" if any(others) else found
    return ""


def _in_columns(line: str) -> str:
    """Return the date that is one of the two or three columns of a line; "" for none, or more."""
    cells = _GAP.split(line) if len(line) <= _LONGEST else []
    if not 2 <= len(cells) <= 3 or not any(map(str.isdigit, line)) or _OTHER.search(line):
        return ""
    found = [one for cell in cells if (one := _only(date_line(cell)))]
    return found[0].text if len(found) == 1 else ""


def _only(dates: tuple[LineDate, ...]) -> LineDate | None:
    if len(dates) != 1 or dates[0].label is Label.CHANGED or len(dates[0].text) <= len("2020-01"):
        return None
    return dates[0]


def _signed(text: str, start: int) -> str:
    """Read "Kolm, 9 January 2020" below the last words, perhaps with a name after it."""
    lines = list(_lines(text, start, len(text)))
    found = [(number, one) for number, line in enumerate(lines) if (one := _placed(line))]
    if len(found) != 1 or found[0][0] < max(1, len(lines) - _END_LINES):
        return ""
    [(number, written)] = found
    said = any(map(_SENTENCE.search, lines[:number]))
    return "" if not said or any(map(_SENTENCE.search, lines[number + 1 :])) else written


def _placed(line: str) -> str:
    """Return the date of a line that is a place and a day, or a day alone; "" for another."""
    line = line.strip("*_ \t—–-")
    if len(line) > _LONGEST_SIGNATURE or not any(map(str.isdigit, line)) or _OTHER.search(line):
        return ""
    place = _PLACE.match(line)
    for at in (0, place.end() if place else 0):
        end = date_end(line, at)
        if end is not None and end - at > len("2020-01") and not line[end:].strip(_CLOSERS):
            return line[at:end]
    return ""


def _lines(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the lines that are not blank, without the blanks around them."""
    end = min(end, len(text))
    while start < end:
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        if line := text[start:stop].strip():
            yield line
        start = stop + 1
