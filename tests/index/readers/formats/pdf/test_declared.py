import pytest

from index.documents import Origin
from index.readers.contents import Written
from index.readers.formats.pdf.declared import pdf_dates, pdf_title
from index.readers.formats.pdf.pages import Line, Page

PACKET = b"<x:xmpmeta><rdf:Description>%s</rdf:Description></x:xmpmeta>"


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        (b"<prism:publicationDate>2020-01-09</prism:publicationDate>", "2020-01-09"),
        (b"<dc:date><rdf:Seq><rdf:li>2020-01</rdf:li></rdf:Seq></dc:date>", "2020-01"),
        (b"<dc:date>soon, very soon</dc:date>", None),
        (b"<xmp:ModifyDate>2020-01-09</xmp:ModifyDate>", None),
    ],
)
def test_what_the_file_declares(inside, written):
    expected = (Written(written, Origin.METADATA),) if written else ()
    assert pdf_dates({}, b"..." + PACKET % inside, "Text.") == expected


def test_a_creation_date_is_weak_and_a_day_of_change_is_none():
    metadata = {"CreationDate": "D:20200310101010+01'00'", "ModDate": "D:20220101"}
    assert pdf_dates(metadata, b"", "Text.") == (Written("2020-03-10", Origin.CREATED),)
    assert pdf_dates({"CreationDate": "yesterday"}, b"", "Text.") == ()


def first_page(*texts, size=24):
    sizes = [size] + [10] * (len(texts) - 1)
    lines = tuple(Line(t, 0, 1, 9, 8, s) for t, s in zip(texts, sizes, strict=True))
    return [Page(1, "page 1", lines)]


@pytest.mark.parametrize(
    ("named", "title"),
    [
        ("A year of Kolm", "A year of Kolm"),
        ("Microsoft Word - report.docx", "Large words"),
        ("untitled", "Large words"),
        ("report_v2.indd", "Large words"),
        ("", "Large words"),
        ("12", "Large words"),
    ],
)
def test_the_title_that_is_named_unless_it_is_that_of_a_program(named, title):
    assert pdf_title({"Title": named}, first_page("Large words", "a", "b", "c")) == title


def test_letters_all_alike_name_nothing():
    assert pdf_title({}, first_page("a", "b", "c", size=10)) == ""
