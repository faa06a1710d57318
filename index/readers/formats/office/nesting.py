"""What stands inside what in a text processor's document: cells in tables, boxes and notes beside
paragraphs.

Owns where a block goes: to the document, or into the cell or the box that is open. A reader says
what begins and ends, in the order of the file.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from index.readers.formats.office.laying import Block, Cell, Paragraph, Row, Table


@dataclass(slots=True)
class OpenTable:
    """A table that is open, with the row and the cell that are open in it."""

    rows: list[Row] = field(default_factory=list)
    row: Row = field(default_factory=Row)
    row_is_deleted: bool = False
    columns: int = 1  # that the cell spans
    spanned_rows: int = 1
    cell_is_covered: bool = False
    cell_is_deleted: bool = False


@dataclass(slots=True)
class _Flow:
    blocks: list[Block] = field(default_factory=list)
    carried: str = ""


class Nesting:
    """Takes blocks where they stand."""

    def __init__(self, emit: Callable[[Block], None]) -> None:
        """Give the blocks of the document itself to `emit`."""
        self._emit = emit
        self._flows = [_Flow()]
        self._tables: list[OpenTable] = []

    @property
    def table(self) -> OpenTable | None:
        """The innermost table that is open."""
        return self._tables[-1] if self._tables else None

    def give(self, block: Block) -> None:
        """Put a block where the document stands."""
        if len(self._flows) == 1:
            self._emit(block)
        else:
            self._flows[-1].blocks.append(block)

    def carry(self, words: str) -> None:
        """Keep the words of a paragraph that goes on in the next one."""
        self._flows[-1].carried += words

    def carried(self) -> str:
        """Take what was kept for this paragraph."""
        words, self._flows[-1].carried = self._flows[-1].carried, ""
        return words

    def begin_flow(self) -> None:
        """Open a cell, a box or a note."""
        self._flows.append(_Flow())

    def end_flow(self) -> list[Block]:
        """Close the innermost cell, box or note; return what is in it."""
        self.end()
        return self._flows.pop().blocks if len(self._flows) > 1 else []

    def end(self) -> None:
        """Give what was kept for a paragraph that never came."""
        words = self.carried()
        if words.strip():
            self.give(Paragraph(words))

    def begin_table(self) -> None:
        """Open a table."""
        self._tables.append(OpenTable())

    def end_table(self) -> None:
        """Close a table, and put it where the document stands."""
        if self._tables and (rows := self._tables.pop().rows):
            self.give(Table(tuple(rows)))

    def begin_row(self) -> None:
        """Open a row."""
        if table := self.table:
            table.row, table.row_is_deleted = Row(), False

    def end_row(self, times: int = 1) -> None:
        """Close a row, which stands in the table so many times."""
        table = self.table
        if table and not table.row_is_deleted:
            table.rows += [table.row] * times
        if table:
            table.row = Row()  # a damaged file may have a row inside another: none counts twice

    def begin_cell(self) -> None:
        """Open a cell."""
        self.begin_flow()
        if table := self.table:
            table.columns = table.spanned_rows = 1
            table.cell_is_covered = table.cell_is_deleted = False

    def end_cell(self, times: int = 1) -> None:
        """Close a cell, which stands in the row so many times."""
        blocks = self.end_flow()
        table = self.table
        if table and not table.cell_is_deleted:
            cell = Cell(tuple(blocks), table.columns, table.spanned_rows, table.cell_is_covered)
            table.row.cells += [cell] * times
