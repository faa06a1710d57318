"""Rows of a table whose first cell is a day -> entries.

Owns which tables are lists of days.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from index.documents import Entry, Origin
from index.passages.blocks import Block, Kind
from index.passages.settling import settle
from index.passages.tables import delimiter_of, split_cells
from index.passages.written import Written, date_at

_MOST = 0.8  # of the rows must begin with a day


def find_dated_rows(text: str, blocks: Sequence[Block], published: str | None) -> list[Entry]:
    """Return an entry for each run of rows of one day, in order."""
    entries: list[Entry] = []
    for table in _tables(blocks):
        dates = [_first_cell(text, row) for row in table]
        dated = [one for one in dates if one]
        if len(dated) < 2 or len(dated) < _MOST * len(table):
            continue
        values = iter(settle([one[1] for one in dated], published))
        rows = [(row, one, next(values)) for row, one in zip(table, dates, strict=True) if one]
        # A timetable of days to come tells nothing of when it was written.
        if published and all(value and value > published for _, _, value in rows):
            continue
        entries += _entries(rows)
    return entries


def _tables(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    table: list[Block] = []
    for block in blocks:
        if table and (block.kind is not Kind.ROW or block.opens):
            yield table
            table = []
        if block.kind is Kind.ROW:
            table.append(block)
    if table:
        yield table


def _first_cell(text: str, row: Block) -> tuple[int, Written] | None:
    line = text[row.start : row.end]
    delimiter = delimiter_of(line)
    cell = split_cells(line, delimiter)[0].strip("*_\"' ")
    written = date_at(cell, 0)
    if written and delimiter == "  " and cell[written.end : written.end + 1] == " ":
        cell = cell[: written.end]  # below a column's name one blank parts the cells
    if not written or written.end != len(cell) or not (written.day or written.numbers):
        return None
    return row.start + line.index(cell), written


def _entries(rows: list[tuple[Block, tuple[int, Written], str | None]]) -> Iterator[Entry]:
    for value, same in groupby(rows, key=lambda row: row[2]):
        group = list(same)
        first, (at, written), _ = group[0]
        yield Entry(
            first.start,
            group[-1][0].end,
            value,
            Origin.ROW if value else None,
            at + written.start,
            at + written.end,
        )
