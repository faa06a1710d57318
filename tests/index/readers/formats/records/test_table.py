import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import ElementKind, Landmark
from index.errors import FormatError
from index.readers.formats.records.table import read
from index.readers.guard.wire import pack, unpack


def one(text, name="a.csv"):
    (found,) = read(text.encode(), name)
    return found


def test_rows_with_a_text_and_a_title_are_documents():
    rows = (
        "\ufeffid;Title;Published At;Text;Link\r\n"
        '7;The harbour;03/04/2020;"It was ""dredged"".\r\nTwice; really.";https://example.org/1\r\n'
        ";;23/01/2020;Text b;no\r\n"
        "8;C;;;\r\n"
    )
    found = read(rows.encode(), "a.csv")
    assert [(d.text, d.part, d.title, d.url) for d in found] == [
        ('It was "dredged".\nTwice; really.', "7", "The harbour", "https://example.org/1"),
        ("Text b", "2", "", None),
    ]
    assert [[date.text for date in d.dates] for d in found] == [["2020-04-03"], ["23/01/2020"]]


def test_any_other_table_is_one_document_of_rows():
    table = one('Town,Price\nKolm,3\n,,\n\nVarn,"4,50\n(new)"\n')
    assert table.text == "Town\tPrice\nKolm\t3\nVarn\t4,50 (new)"
    assert [element.kind for element in table.elements] == [
        ElementKind.HEADER_ROW,
        ElementKind.ROW,
        ElementKind.ROW,
    ]
    # As a program for tables counts them.
    assert table.landmarks == (Landmark(0, "row 1"), Landmark(11, "row 2"), Landmark(18, "row 5"))
    assert (table.part, table.dates) == ("", ())


@pytest.mark.parametrize(
    "rows",
    [
        "text\nIt was dredged.\n",  # neither title nor date nor address
        "title,date\nThe harbour,2020\n",  # no text
        "date,description,amount\n2020-01-09,Dredging of the harbour,300\n",  # a bank's statement
        "text,title\n,\n",
        "2020-01-09,Text\n2020-01-10,Text\n",  # no header
        "Text,Text\na,b\n",
    ],
)
def test_tables_that_are_no_list_of_documents(rows):
    assert [document.part for document in read(rows.encode(), "a.csv")] == [""]


def test_longer_words_are_a_text_whatever_other_columns_there_are():
    rows = "date,description,amount\n2020-01-09,The harbour of Kolm was dredged by the council,3\n"
    assert one(rows).text == "The harbour of Kolm was dredged by the council"


@pytest.mark.parametrize(
    ("first", "header"),
    [
        ("Town,Price", True),
        ("Town,2019", True),
        ("Kolm,3", False),
        ("Kolm,€ 3.50", False),
        ("Kolm,9 January 2020", False),
        ("Kolm,Kolm", False),
        (",Price", True),
    ],
)
def test_a_header_holds_names_and_no_values(first, header):
    kinds = [element.kind for element in one(f"{first}\nVarn,5\n").elements]
    assert (kinds[0] is ElementKind.HEADER_ROW) is header


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("a;b\n1,5;2\n", "a.csv", "a\tb\n1,5\t2"),
        ("a\tb\n1,5\t2\n", "a.csv", "a\tb\n1,5\t2"),
        ("a|b\n1|2\n", "a.csv", "a\tb\n1\t2"),
        ("sep=;\na,x;b\n1;2\n", "a.csv", "a,x\tb\n1\t2"),
        ("a,b\nlong, long; words,2\n", "a.tsv", "a\tb\nlong\tlong; words\t2"),
        ("alone\n", "a.csv", "alone"),
        ('a,b\n"x,1\ny,2\n', "a.csv", 'a\tb\n"x\t1\ny\t2'),
        ('a,b\n5" pipe,1\n"6"" pipe",2\n', "a.csv", 'a\tb\n5" pipe\t1\n6" pipe\t2'),
        ("a,b\r1,2\r", "a.csv", "a\tb\n1\t2"),
    ],
)
def test_cells_are_told_apart(text, name, words):
    assert one(text, name).text == words


def test_a_mark_that_is_never_closed_is_warned_of():
    assert one('a,b\n"x,1\n').warnings == (
        "a quotation mark is never closed; they are all read as they stand",
    )


def test_rows_with_more_cells_than_columns_are_warned_of():
    (found,) = read(b"title,text\nA,one, two\n", "a.csv")
    assert found.text == "one"
    assert found.warnings == ("more cells than columns in line 1 of the table; look at it",)


def test_other_encodings_are_read():
    assert one("Ort,Größe\nKölm,3\n").text == "Ort\tGröße\nKölm\t3"
    (found,) = read("\ufeffOrt\tGröße\nKölm\t3\n".encode("utf-16-le"), "a.csv")
    assert found.text == "Ort\tGröße\nKölm\t3"


@pytest.mark.parametrize("data", [b"", b"\n\n", b",,,\n", b"sep=;\n"])
def test_a_table_without_cells_is_refused(data):
    with pytest.raises(FormatError, match="holds no cells"):
        read(data, "a.csv")


@pytest.mark.parametrize(
    "data", [b'"' * 100_001, b"," * 100_000, b"a\n" * 50_000, b'"' + b"a,\n" * 20_000, b"\0,\0\n"]
)
def test_hostile_tables_are_read_or_refused(data):
    try:
        read(data, "a.csv")
    except FormatError:
        return


cells = st.text(st.sampled_from("abc ,;|\t\"\n\r'é1"), max_size=8)
tables = st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=6)


@settings(deadline=None)
@given(tables, st.sampled_from(["title,text\n", "id,date,text\n", "", "text\n"]))
def test_whatever_a_table_holds_its_cells_stand_in_the_text(rows, header):
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    try:
        documents = read((header + stream.getvalue()).encode(), "a.csv")
    except FormatError:
        return
    assert unpack(pack(documents)) == documents


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(data):
    try:
        documents = read(data, "a.csv")
    except FormatError:
        return
    unpack(pack(documents))
