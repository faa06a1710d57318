from index.readers.formats.office.laying import Cell, Paragraph, Row, Table
from index.readers.formats.office.nesting import Nesting


def test_blocks_go_to_the_cell_that_is_open_and_tables_to_the_cell_around_them():
    given = []
    nesting = Nesting(given.append)
    nesting.begin_table()
    nesting.begin_row()
    nesting.begin_cell()
    nesting.table.columns = 2
    nesting.begin_table()
    nesting.begin_row()
    nesting.begin_cell()
    nesting.give(Paragraph("inner"))
    nesting.end_cell()
    nesting.end_row()
    nesting.end_table()
    nesting.end_cell(times=2)
    nesting.end_row()
    assert given == []
    nesting.end_table()
    inner = Table((Row([Cell((Paragraph("inner"),))]),))
    assert given == [Table((Row([Cell((inner,), columns=2)] * 2),))]
    assert nesting.table is None


def test_deleted_rows_and_cells_and_empty_tables_are_left_out():
    given = []
    nesting = Nesting(given.append)
    nesting.begin_table()
    nesting.begin_row()
    nesting.table.row_is_deleted = True
    nesting.end_row()
    nesting.end_table()
    assert given == []
    nesting.begin_table()
    nesting.begin_row()
    nesting.begin_cell()
    nesting.table.cell_is_deleted = True
    nesting.end_cell()
    nesting.end_row(times=2)
    nesting.end_table()
    assert given == [Table((Row(), Row()))]


def test_carried_words_wait_for_the_next_paragraph_of_the_same_place():
    given = []
    nesting = Nesting(given.append)
    nesting.carry("One ")
    nesting.begin_flow()
    assert nesting.carried() == ""
    nesting.carry("boxed")
    assert nesting.end_flow() == [Paragraph("boxed")]
    assert nesting.carried() == "One "
    nesting.carry("last")
    nesting.end()
    assert given == [Paragraph("last")]


def test_ends_without_a_beginning_do_no_harm():
    nesting = Nesting(lambda block: None)
    nesting.end_cell()
    nesting.end_row()
    nesting.end_table()
    assert nesting.end_flow() == []
