"""Blocks of a text processor's document -> the text that is stored.

Owns what becomes of lists, tables and notes: items with their markers one below the other, a table
as rows where it is one and as its paragraphs where it only lays the page out, and a note behind the
block that refers to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from index.readers.formats.composing import Composition, one_line

MOST_COLUMNS = 200
WITHOUT_END = 1 << 30  # rows that a cell spans

_LONGEST_HEADING = 300  # characters; a longer one is text in large letters
_LONGEST_CELL = 1_000  # characters; a longer one is a column of a layout
_LONGEST_NAME = 60  # characters of the name of a column
_DEEPEST = 8  # of list items, shown by their indent
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a heading or a list item."""

    words: str
    level: int = 0  # of a heading, 1 is the outermost
    marker: str = ""  # of a list item, or the number of a heading: "1.", "-"
    depth: int = 0  # of a list item, 0 is the outermost
    is_bold: bool = False  # all of it
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    blocks: "tuple[Block, ...]"
    columns: int = 1  # that it spans
    rows: int = 1  # that it spans, its own among them
    is_covered: bool = False  # by the cell above or beside it


@dataclass(slots=True)
class Row:
    """A row of a table."""

    cells: list[Cell] = field(default_factory=list)
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    rows: tuple[Row, ...]


Block = Paragraph | Table


class Laying:
    """Puts blocks one after the other."""

    def __init__(self, composed: Composition) -> None:
        """Write into `composed`."""
        self._composed = composed
        self._items: list[str] = []  # of the list that is open

    def add(self, block: Block) -> None:
        """Add the next block of the document."""
        if isinstance(block, Table):
            self.end()
            self._add_table(block)
            return
        words = block.words.strip()
        if not words:
            return
        marked = f"{block.marker} {words}" if block.marker else words
        if block.level and len(words) <= _LONGEST_HEADING:
            self.end()
            self._composed.heading(marked, block.level)
        elif block.marker and not block.is_note:
            self._items.append(_INDENT * min(block.depth, _DEEPEST) + marked)
        else:
            self.end()
            self._composed.paragraph(marked)

    def end(self) -> None:
        """End the list that is open."""
        if self._items:
            self._composed.paragraph("\n".join(self._items))
            self._items = []

    def _add_table(self, table: Table) -> None:
        if not _is_data(table):
            for row in table.rows:
                for cell in row.cells:
                    for block in () if cell.is_covered else cell.blocks:
                        self.add(block)
            self.end()
            return
        self._composed.rows(_grid(table), header=_has_header(table))
        for paragraph in _paragraphs(table):
            if paragraph.is_note:
                self.add(paragraph)


def _is_data(table: Table) -> bool:
    """Whether a table is rows of cells; others lay a page out."""
    if max((sum(cell.columns for cell in row.cells) for row in table.rows), default=0) < 2:
        return False
    for row in table.rows:
        for cell in row.cells:
            if any(isinstance(block, Table) or block.level for block in cell.blocks):
                return False
            if len(_words(cell)) > _LONGEST_CELL:
                return False
    return True


def _has_header(table: Table) -> bool:
    """Whether the first row names the columns: the file says so, or it looks like it."""
    rows = [row for row in table.rows if any(_words(cell) for cell in row.cells)]
    if not rows:
        return False
    if rows[0].is_header:
        return True
    names = [_words(cell) for cell in rows[0].cells]
    if len(rows) < 2 or len(names) < 2 or not all(names[1:]):
        return False
    if any(len(name) > _LONGEST_NAME or name.endswith((".", "!", "?")) for name in names):
        return False
    if _is_bold(rows[0]) and not _is_bold(rows[1]):
        return True
    return not any(map(_has_digit, names)) and any(
        all(_has_digit(_words(row.cells[at])) for row in rows[1:] if at < len(row.cells))
        for at in range(len(names))
    )


def _is_bold(row: Row) -> bool:
    filled = [cell for cell in row.cells if _words(cell)]
    return all(
        isinstance(block, Paragraph) and (block.is_bold or not block.words.strip())
        for cell in filled
        for block in cell.blocks
    )


def _has_digit(words: str) -> bool:
    return any(map(str.isdecimal, words))


def _grid(table: Table) -> Iterator[list[str]]:
    """Yield the rows; a cell that spans rows stands in each of them, as it does to the eye."""
    spans: dict[int, tuple[str, int]] = {}  # by column: words, and rows that are left
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            at = len(cells)
            if at >= MOST_COLUMNS:
                break
            words = _words(cell)
            if cell.is_covered:
                above, left = spans.get(at, ("", 0))
                words = above if left > 0 else ""
                spans[at] = above, left - 1
            else:
                spans[at] = words, cell.rows - 1
            cells.append(words)
            cells += [""] * (min(cell.columns, MOST_COLUMNS) - 1)
        yield cells


def _words(cell: Cell) -> str:
    shown = (
        f"{block.marker} {block.words}"
        for block in cell.blocks
        if isinstance(block, Paragraph) and block.words.strip() and not block.is_note
    )
    return one_line("\n".join(shown))


def _paragraphs(table: Table) -> Iterator[Paragraph]:
    for row in table.rows:
        for cell in row.cells:
            for block in cell.blocks:
                if isinstance(block, Paragraph):
                    yield block
