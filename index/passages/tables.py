"""Lines -> rows of a table: bars, semicolons, tabs, commas, columns of blanks.

Owns which lines are rows and which of them is the header. Prose that happens to hold a semicolon
or a tab stays prose: several lines must have as many cells as each other.
"""

import re
from dataclasses import dataclass

from index.sentences import Span, is_list_item, trim


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, apart from its header and its rules."""

    header: Span | None
    rows: tuple[Span, ...]
    lines: int  # how many lines of the text it takes


_SEPARATOR = re.compile(r"[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*")
_GRID = re.compile(r"[ \t]*+\+(?:[-=:]++\+)++[ \t]*")  # "+------+-----+"
_QUOTED = re.compile(r"\"[^\"\n]*\"")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_SENTENCE_END = tuple(".!?…。！？")
_LONGEST_NAME = 40  # characters of a column's name
_MOST_ROWS = 5_000  # below one header
_LONGEST_CELL = 60  # characters on the average; beyond that it is prose

# What parts the cells; how many lines there must be for two cells a line, and for more.
_DELIMITERS = (("\t", 2, 2), (";", 3, 2), (",", 99, 3), ("  ", 3, 3))


def find_rows(text: str, lines: list[Span], at: int) -> Table | None:
    """Return the table that begins at `lines[at]`, which belong to one paragraph; else None."""
    line = text[lines[at].start : lines[at].end]
    if "|" in line:
        return _with_rule(text, lines, at) or _with_bars(text, lines, at)
    if is_list_item(line):
        return None
    for delimiter, least_of_two, least in _DELIMITERS:
        if delimiter not in line:
            continue
        count = len(split_cells(line, delimiter))
        needed = least_of_two if count == 2 else least
        if count < 2 or at + needed > len(lines):
            continue
        last = at
        while last < len(lines) and _has_cells(text, lines[last], delimiter, count):
            last += 1
        if last - at >= needed and _is_no_prose(text, lines[at:last], delimiter, count):
            return _table(text, lines[at:last], delimiter)
    return _under_columns(text, lines, at)


def trimmed(text: str, span: Span) -> Span:
    """Return `span`, which is not blank, without white space at either end."""
    return trim(text, span.start, span.end) or span


def split_cells(line: str, delimiter: str) -> list[str]:
    """Return the cells of a row."""
    line = line.strip()
    if delimiter == "  ":
        return _GAP.split(line)
    if delimiter == "|":
        return [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]
    if '"' in line:
        line = _QUOTED.sub(lambda found: found[0].replace(delimiter, " "), line)
    return [cell.strip() for cell in line.split(delimiter)]


def delimiter_of(line: str) -> str:
    """Return what parts the cells of a line that is known to be a row."""
    return next((mark for mark in ("|", "\t", ";", ",") if mark in line), "  ")


def _with_rule(text: str, lines: list[Span], at: int) -> Table | None:
    if at + 1 >= len(lines):
        return None
    rule = text[lines[at + 1].start : lines[at + 1].end]
    is_grid = bool(_GRID.fullmatch(rule))
    if not is_grid and ("|" not in rule or not _SEPARATOR.fullmatch(rule)):
        return None
    last = at + 2
    found: list[Span] = []
    while last < len(lines):
        line = text[lines[last].start : lines[last].end]
        if "|" in line:
            found.append(lines[last])
        elif not is_grid or not _GRID.fullmatch(line):
            break
        last += 1
    rows = tuple(trimmed(text, line) for line in found)
    return Table(trimmed(text, lines[at]), rows, last - at)


def _with_bars(text: str, lines: list[Span], at: int) -> Table | None:
    last = at
    while last < len(lines):
        line = text[lines[last].start : lines[last].end].strip()
        if not (line.startswith("|") and line.endswith("|") and line.count("|") > 2):
            break
        last += 1
    return _table(text, lines[at:last], "|") if last - at >= 2 else None


def _has_cells(text: str, line: Span, delimiter: str, count: int) -> bool:
    words = text[line.start : line.end]
    return delimiter in words and len(split_cells(words, delimiter)) == count


def _is_no_prose(text: str, lines: list[Span], delimiter: str, count: int) -> bool:
    texts = [text[line.start : line.end].strip() for line in lines]
    if sum(map(len, texts)) > _LONGEST_CELL * count * len(texts):
        return False
    if delimiter == "\t":
        return True
    if sum(words.endswith(_SENTENCE_END) for words in texts) * 2 > len(texts):
        return False
    # "Bread, butter, jam" is prose, "bread,butter,jam" a row.
    followed = sum(words.count(delimiter + " ") for words in texts)
    return delimiter == "  " or followed * 2 <= sum(words.count(delimiter) for words in texts)


def _under_columns(text: str, lines: list[Span], at: int) -> Table | None:
    """Return a table whose cells stand below the words of its header, one blank apart or more."""
    header = text[lines[at].start : lines[at].end].rstrip()
    names = split_cells(header, "  ")
    if len(names) < 3 or any(map(_has_digit, names)) or max(map(len, names)) > _LONGEST_NAME:
        return None
    starts = [found.end() for found in _GAP.finditer(header)]
    last = at + 1
    while last < len(lines) and last - at <= _MOST_ROWS:
        row = text[lines[last].start : lines[last].end]
        if not all(
            row[start - 1 : start] == " " and row[start : start + 1].strip() for start in starts
        ):
            break
        last += 1
    if last - at < 3:
        return None
    rows = tuple(trimmed(text, line) for line in lines[at + 1 : last])
    return Table(trimmed(text, lines[at]), rows, last - at)


def _table(text: str, lines: list[Span], delimiter: str) -> Table:
    spans = [trimmed(text, line) for line in lines]
    cells = [split_cells(text[span.start : span.end], delimiter) for span in spans]
    if not _has_header(cells):
        return Table(None, tuple(spans), len(lines))
    return Table(spans[0], tuple(spans[1:]), len(lines))


def _has_header(cells: list[list[str]]) -> bool:
    """Whether the first row names its columns: words where rows below have numbers or capitals, or
    capitals where most cells below have none.
    """
    first, *others = cells
    if not others or not all(first) or any(_has_digit(cell) for cell in first):
        return False
    if all(cell[0].islower() for cell in first):
        return True
    cells_below = [cell for row in others for cell in row if cell]
    small = sum(not cell[0].isupper() for cell in cells_below)
    if all(cell[0].isupper() for cell in first) and small * 2 > len(cells_below):
        return True
    for column in range(len(first)):
        below = [row[column] for row in others if column < len(row)]
        if sum(map(_has_digit, below)) * 2 > len(below):
            return True
    return False


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))
