import pytest

from index.readers.formats.epub.package import read_book, resolved
from index.readers.formats.zipped import Zipped
from zip_maker import book


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("b.xhtml#x%20y", ("O/b.xhtml", "x y")),
        ("../a/b%201.xhtml", ("a/b 1.xhtml", "")),
        ("#x", ("O/a.xhtml", "x")),
        ("../../etc/passwd", ("", "")),
        ("/etc/passwd", ("", "")),
        ("https://example.org/a", ("", "")),
        ("file:a", ("", "")),
    ],
)
def test_addresses_stay_inside_the_book(href, found):
    assert resolved("O/a.xhtml", href) == found


def test_what_a_package_says():
    made = book(
        {"a": "b", "c": "d"},
        metadata="<dc:title>\n The  book</dc:title><dc:title>More</dc:title>",
        items="<item id='n' href='nav.xhtml' properties='scripted nav'/>"
        "<item id='x' href='x.ncx' media-type='application/x-dtbncx+xml'/>",
    )
    found = read_book(Zipped(made))
    assert found.title == "The book"
    assert found.chapters == ("OEBPS/a.xhtml", "OEBPS/c.xhtml")
    assert (found.navigation, found.ncx) == ("OEBPS/nav.xhtml", "OEBPS/x.ncx")
    assert (found.dates, found.locked) == ((), frozenset())
