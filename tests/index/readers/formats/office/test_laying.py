import pytest

from index.documents import ElementKind
from index.readers.formats.composing import Composition
from index.readers.formats.office.laying import WITHOUT_END, Cell, Laying, Paragraph, Row, Table


def laid(*blocks):
    composed = Composition()
    laying = Laying(composed)
    for block in blocks:
        laying.add(block)
    laying.end()
    return composed


def table(*rows, header=False):
    made = [Row([Cell((Paragraph(words),)) for words in row]) for row in rows]
    made[0].is_header = header
    return Table(tuple(made))


def kinds(composed):
    return [one.kind for one in composed.elements]


def test_items_of_a_list_stand_one_below_the_other():
    composed = laid(
        Paragraph("Items:"),
        Paragraph("one", marker="1."),
        Paragraph("below", marker="-", depth=1),
        Paragraph("two", marker="2."),
        Paragraph("  "),
        Paragraph("After."),
    )
    assert composed.text == "Items:\n\n1. one\n  - below\n2. two\n\nAfter."


def test_a_long_heading_is_a_paragraph():
    assert kinds(laid(Paragraph("x" * 300, level=1))) == [ElementKind.HEADING]
    assert kinds(laid(Paragraph("x" * 301, level=1))) == []


@pytest.mark.parametrize(
    ("made", "first"),
    [
        (table(["a", "b"], ["c", "d"], header=True), ElementKind.HEADER_ROW),
        (table(["a", "b"], ["c", "d"]), ElementKind.ROW),
        (table(["Town", "Cost"], ["Kolm", "3"], ["Brenn", "4"]), ElementKind.HEADER_ROW),
        (table(["Town", "Cost"], ["Kolm", "3"], ["Brenn", "none"]), ElementKind.ROW),
        (table(["Kolm", "1"], ["Brenn", "2"]), ElementKind.ROW),
        (table(["Kolm", ""], ["Brenn", "2"]), ElementKind.ROW),
        (table(["It was so.", "b"], ["c", "2"]), ElementKind.ROW),
        (table(["Town", "Cost"]), ElementKind.ROW),
    ],
)
def test_the_first_row_is_a_header_where_the_file_says_so_or_numbers_stand_below_words(made, first):
    assert kinds(laid(made))[0] is first


def test_a_bold_first_row_is_a_header_where_not_all_rows_are():
    bold = Row([Cell((Paragraph(words, is_bold=True),)) for words in ("a", "b")])
    plain = Row([Cell((Paragraph(words),)) for words in ("c", "d")])
    assert kinds(laid(Table((bold, plain))))[0] is ElementKind.HEADER_ROW
    assert kinds(laid(Table((bold, bold))))[0] is ElementKind.ROW


def test_spans_keep_the_columns_below_each_other():
    rows = (
        Row([Cell((Paragraph("Kolm"),), rows=WITHOUT_END), Cell((Paragraph("x"),), columns=2)]),
        Row([Cell((), is_covered=True), *(Cell((Paragraph(one),)) for one in "yz")]),
        Row([Cell((), is_covered=True), Cell((), is_covered=True), Cell((Paragraph("z"),))]),
    )
    assert laid(Table(rows)).text == "Kolm\tx\nKolm\ty\tz\nKolm\t\tz"


def test_a_table_of_one_column_headings_or_long_cells_lays_the_page_out():
    assert kinds(laid(table(["a"], ["b"]))) == []
    heading = Table((Row([Cell((Paragraph("H", level=1),)), Cell((Paragraph("b"),))]),))
    assert kinds(laid(heading)) == [ElementKind.HEADING]
    assert kinds(laid(table(["a", "x" * 1_001]))) == []


def test_notes_of_a_table_stand_behind_it():
    note = Paragraph("By law.", marker="[1]", is_note=True)
    made = Table((Row([Cell((Paragraph("a"), note)), Cell((Paragraph("b"),))]),))
    assert laid(made).text == "a\tb\n\n[1] By law."
