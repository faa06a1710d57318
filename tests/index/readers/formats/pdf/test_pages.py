import pypdfium2 as pdfium

from index.readers.formats.pdf.pages import HYPHEN, read_pages
from pdf_maker import Words, column, pdf


def lines(*words):
    document = pdfium.PdfDocument(pdf(words))
    try:
        (page,) = read_pages(document)
    finally:
        document.close()
    return page.lines


def test_lines_stand_where_they_are_printed():
    line, below = lines(*column("A line", "Below it", y=500))
    assert (line.text, round(line.left)) == ("A line", 72)
    assert line.bottom < 500 < line.top
    assert below.top < line.top
    assert 9 < line.size < 16
    assert line.right > line.left + 20


def test_a_hyphen_at_a_line_end_joins_two_lines_by_a_mark():
    (line,) = lines(*column("a diffi-", "cult word"))
    assert line.text == f"a diffi{HYPHEN}cult word"


def test_a_bullet_does_not_tell_the_size_of_a_line():
    line, other = lines(Words("• a", 72, 500), Words("b", 72, 480))
    assert abs(line.size - other.size) < 0.5
