import pytest

from index.documents import Element, ElementKind, Landmark
from index.errors import FormatError
from index.readers.formats import composing
from index.readers.formats.composing import Composition, one_line


def test_blocks_stand_a_blank_line_apart_and_rows_on_lines():
    composed = Composition()
    composed.heading("A \n title", 2)
    composed.paragraph("One\r\nline\rmore")
    composed.rows([["a", " b\n c "], ["", " "], ["d", ""]], header=False)
    assert composed.text == "A title\n\nOne\nline\nmore\n\na\tb c\nd"
    assert composed.elements == (
        Element(ElementKind.HEADING, 0, 7, 2),
        Element(ElementKind.ROW, 24, 29, 1),
        Element(ElementKind.ROW, 30, 31, 0),
    )


def test_what_is_blank_adds_nothing():
    composed = Composition()
    for add in (composed.paragraph, composed.code, composed.message):
        add(" \n")
    composed.heading("\t", 1)
    assert (composed.text, composed.elements) == ("", ())


def test_a_landmark_stands_where_the_next_block_begins():
    composed = Composition()
    composed.landmark("page 1")
    composed.landmark("page 2")
    composed.paragraph("Two.")
    composed.landmark("page 2")
    composed.landmark("page 3")
    composed.paragraph("Three.")
    assert composed.landmarks == (Landmark(0, "page 2"), Landmark(6, "page 3"))


def test_hyphens_are_kept_by_their_place():
    composed = Composition()
    composed.paragraph("First.")
    composed.paragraph("difficult", hyphens=[4])
    assert composed.elements == (Element(ElementKind.HYPHEN, 12, 12),)


def test_a_text_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(composing, "MAX_CHARACTERS", 10)
    monkeypatch.setattr(composing, "MAX_ELEMENTS", 2)
    composed = Composition()
    with pytest.raises(FormatError, match="holds more than 10 characters; split it"):
        composed.paragraph("eleven long")
    composed = Composition()
    with pytest.raises(FormatError, match="holds more than 2 headings and rows; split it"):
        composed.rows([["a"], ["b"], ["c"]], header=False)


def test_one_line():
    assert one_line(" a \n\tb\u00a0c ") == "a b\u00a0c"


def test_rows_can_be_found_by_their_numbers():
    composed = Composition()
    composed.rows([["a", "b"], ["", ""], ["c"]], header=True, label="row")
    assert composed.landmarks == (Landmark(0, "row 1"), Landmark(4, "row 3"))
