from index.readers.formats.epub.contents import Named, read_contents
from index.readers.formats.epub.package import read_book
from index.readers.formats.zipped import Zipped
from zip_maker import book, xhtml

NAV = "<item id='nav' href='nav.xhtml' properties='nav'/>"


def contents(inside):
    zipped = Zipped(book({"a": "b"}, items=NAV, **{"OEBPS/nav.xhtml": xhtml(inside)}))
    return read_contents(zipped, read_book(zipped))


def test_names_of_two_levels_are_places_the_second_with_the_first():
    links = (
        "<ol><li><a href='a.xhtml'>One</a><ol><li><a href='a.xhtml#b'>Two</a><ol><li>"
        "<a href='a.xhtml#c'>Three</a></li></ol></li></ol></li></ol>"
    )
    other = "<nav epub:type='page-list'><ol><li><a href='a.xhtml#p'>12</a></li></ol></nav>"
    assert contents(f"{other}<nav epub:type='toc'>{links}</nav>{other}") == {
        "OEBPS/a.xhtml": (Named("One", "", 1, "One"), Named("Two", "b", 2, "One, Two"))
    }


def test_the_first_name_of_a_place_counts_and_long_ones_are_cut():
    long = "x" * 200
    found = contents(
        f"<nav><ol><li><a href='a.xhtml'>{long}</a></li><li><a href='a.xhtml'>Again</a></li>"
        "<li><a href='b.xhtml'> </a></li></ol></nav>"
    )
    assert found == {"OEBPS/a.xhtml": (Named(long, "", 1, "x" * 120),)}


def test_a_book_without_a_table_of_contents_names_nothing():
    zipped = Zipped(book({"a": "b"}, items=NAV))
    assert read_contents(zipped, read_book(zipped)) == {}
    assert contents("") == {}
