import pytest

from index.passages.tables import find_rows, split_cells
from index.sentences import Span


def rows(text):
    """The header and the rows of the table that begins with the text."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Span(start, start + len(line)))
        start += len(line) + 1
    table = find_rows(text, lines, 0)
    if table is None:
        return None
    header = text[table.header.start : table.header.end] if table.header else ""
    return header, [text[row.start : row.end] for row in table.rows]


def test_a_grid_of_dashes_and_pluses_is_a_table_with_its_header():
    rule = "+-------+-------+"
    text = f"| Boat | Seats |\n{rule}\n| Heron | 4 |\n{rule}\n| Otter | 2 |\n{rule}"
    assert rows(text) == ("| Boat | Seats |", ["| Heron | 4 |", "| Otter | 2 |"])


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_capitals_above_cells_without_any_name_the_columns(mark):
    text = f"Key{mark}Where\nshed{mark}red hook\nloft{mark}blue tin\nboat{mark}under the stone"
    assert rows(text)[0] == f"Key{mark}Where"


def test_names_above_names_are_no_header():
    assert rows("Ann\tBo\nIlse\tMoor\nTom\tRask")[0] == ""


def test_prose_with_bars_or_semicolons_is_no_table():
    assert rows("a | b is a choice\nand this is not") is None
    assert rows("He came; he saw.\nShe left; he stayed.\nThey met; it rained.") is None


def test_a_mark_inside_quotation_marks_parts_no_cells():
    assert split_cells('"a;b";c', ";") == ['"a b"', "c"]
