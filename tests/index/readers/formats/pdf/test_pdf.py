"""Whole PDFs, from bytes to documents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import ElementKind, Landmark, Markup, Origin
from index.errors import FormatError
from index.readers.contents import Written
from index.readers.formats.pdf import read
from index.readers.guard.wire import pack, unpack
from pdf_maker import Words, column, pdf


def page(number, *lines):
    head = Words("Annual report 2020", 72, 760)
    return [head, *column(*lines), Words(str(number), 300, 30)]


REPORT = pdf(
    [Words("Annual report", 72, 700, 24), *column("Published 9 January 2020", y=660)],
    page(
        2,
        "The harbour of Kolm was dredged for the third time last September, since it is diffi-",
        "cult to keep it open, and a well-",
        "known firm did it; the vice-",
        "President was there. The years 2019-",
        "2020 were hard. The council paid for it, and it will go on as the weather allows and",
    ),
    page(3, "the rest is paid by the ports.", "", "A well-known harbour."),
    page(4, "Last page of it."),
    [],
    labels="0<</S/r>> 2<</S/D/St 1>>",
    info="/Title(A year of Kolm)/CreationDate(D:20200310101010Z)/ModDate(D:20220101)",
)


def test_lines_become_paragraphs_without_what_runs_through_the_pages():
    (found,) = read(REPORT, "report.pdf")
    assert found.text == (
        "Annual report\n\nPublished 9 January 2020\n\n"
        "The harbour of Kolm was dredged for the third time last September, since it is difficult "
        "to keep it open, and a well-known firm did it; the vice-President was there. The years "
        "2019-2020 were hard. The council paid for it, and it will go on as the weather allows and "
        "the rest is paid by the ports.\n\n"
        "A well-known harbour.\n\nLast page of it."
    )
    assert found.markup is Markup.PLAIN
    assert found.warnings == (
        "no text layer on page 5: what stands there is not read",
        "left out as it runs through the pages: 'Annual report 2020'",
    )


def test_pages_are_named_by_number_and_label_where_they_begin_inside_a_paragraph_too():
    (found,) = read(REPORT, "report.pdf")
    assert [(mark.label, found.text[mark.start :][:8]) for mark in found.landmarks] == [
        ("page 1 (i)", "Annual r"),
        ("page 2 (ii)", "The harb"),
        ("page 3 (1)", "the rest"),
        ("page 4 (2)", "Last pag"),
    ]


def test_a_hyphen_that_was_taken_out_is_remembered():
    (found,) = read(REPORT, "report.pdf")
    assert [
        (one.kind, found.text[: one.start][-5:], found.text[one.start :][:4])
        for one in found.elements
    ] == [(ElementKind.HYPHEN, "diffi", "cult")]


def test_the_title_and_the_dates_the_creation_date_last():
    (found,) = read(REPORT, "report.pdf")
    assert found.title == "A year of Kolm"
    assert found.dates == (
        Written("9 January 2020", Origin.HEADER),
        Written("2020-03-10", Origin.CREATED),
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html>no PDF</html>", "is no PDF"),
        (b"%PDF-1.4\nnothing", "is a damaged PDF"),
        (pdf([], []), "has no text layer, as scans have none"),
    ],
)
def test_what_cannot_be_read_says_why(data, reason):
    with pytest.raises(FormatError, match=reason):
        read(data, "a.pdf")


def test_one_page_without_a_label_is_page_1():
    (found,) = read(pdf(column("One line.")), "a.pdf")
    assert (found.text, found.landmarks) == ("One line.", (Landmark(0, "page 1"),))


lines = st.lists(st.text(st.sampled_from("aB .-1(é•"), max_size=30), max_size=5)


@settings(deadline=None)
@given(st.lists(lines, max_size=4))
def test_whatever_the_lines_the_letters_stay_and_offsets_are_sound(pages):
    source = pdf(*(column(*lines) for lines in pages))
    try:
        documents = read(source, "a.pdf")
    except FormatError:
        return
    assert unpack(pack(documents)) == documents
    shown = {letter for lines in pages for line in lines for letter in line}
    assert set(documents[0].text) <= shown | set(" \n-")


@settings(deadline=None)
@given(st.integers(0, len(REPORT)), st.binary(max_size=20))
def test_a_damaged_file_is_read_or_refused(at, noise):
    try:
        documents = read(REPORT[:at] + noise + REPORT[at + len(noise) :], "a.pdf")
    except FormatError:
        return
    unpack(pack(documents))
