"""Whole books, from bytes to documents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import ElementKind, Markup, Origin
from index.errors import FormatError
from index.readers.contents import Written
from index.readers.formats import told_format
from index.readers.formats.epub import read
from index.readers.formats.html.page import TOO_DEEP
from index.readers.guard.wire import pack, unpack
from zip_maker import book, xhtml, zipped

NAV = "<item id='nav' href='nav.xhtml' properties='nav'/>"
CHAPTERS = {
    # Not in the order of their names.
    "two": "<h1>The harbour</h1><p>It was dredged.</p><table><tr><th>Year</th><th>Cost</th></tr>"
    "<tr><td>2018</td><td>5</td></tr></table>",
    "one": "<p>Preface</p><p>Words before.<a id='x'/> Words after.</p>",
}


def nav(inside):
    return xhtml(f"<nav epub:type='toc'><ol>{inside}</ol></nav>")


def text(chapters, **more):
    (found,) = read(book(chapters, **more), "a.epub")
    return found.text


def places(found):
    ends = [mark.start for mark in found.landmarks[1:]] + [len(found.text)]
    return [
        (mark.label, found.text[mark.start : end].strip())
        for mark, end in zip(found.landmarks, ends, strict=True)
    ]


def test_chapters_stand_in_the_order_of_reading_and_are_the_places():
    contents = nav(
        "<li><a href='two.xhtml'>The <b>harbour</b></a></li>"
        "<li><a href='one.xhtml'>Preface</a></li>"
    )
    made = book(CHAPTERS, items=NAV, **{"OEBPS/nav.xhtml": contents})
    (found,) = read(made, "a.epub")
    assert found.text == (
        "The harbour\n\nIt was dredged.\n\nYear\tCost\n2018\t5\n\nPreface\n\n"
        "Words before. Words after."
    )
    assert [label for label, _ in places(found)] == ["The harbour", "Preface"]
    assert places(found)[1][1] == "Preface\n\nWords before. Words after."
    # The name of a chapter is its heading, though the book has it in a paragraph.
    assert [(found.text[e.start : e.end], e.kind, e.level) for e in found.elements] == [
        ("The harbour", ElementKind.HEADING, 1),
        ("Year\tCost", ElementKind.HEADER_ROW, 1),
        ("2018\t5", ElementKind.ROW, 0),
        ("Preface", ElementKind.HEADING, 1),
    ]
    assert (found.title, found.markup, found.dates) == ("A book", Markup.LAID_OUT, ())
    assert found.warnings == ()
    assert told_format(made).name == "epub"


def test_chapters_in_one_file_begin_where_the_table_of_contents_points():
    contents = nav(
        "<li><a href='one.xhtml#p1'>Part 1</a><ol><li><a href='one.xhtml#c1'>First</a><ol><li>"
        "<a href='one.xhtml#deep'>Deep</a></li></ol></li><li><a href='one.xhtml#c2'>Second</a></li>"
        "<li><a href='one.xhtml#none'>Gone</a></li></ol></li>"
    )
    body = (
        "<section id='p1'><h1>Part 1</h1><p>a</p><h2><a id='c1'></a>First</h2><p>b</p>"
        "<h3 id='deep'>Deep</h3><p>c</p><p><i><span id='c2'>Second</span></i></p><p>d</p></section>"
    )
    (found,) = read(book({"one": body}, items=NAV, **{"OEBPS/nav.xhtml": contents}), "a.epub")
    assert places(found) == [
        ("Part 1", "Part 1\n\na"),
        ("Part 1, First", "First\n\nb\n\nDeep\n\nc"),
        ("Part 1, Second", "Second\n\nd"),
    ]
    assert [one.level for one in found.elements] == [1, 2, 3, 2]


def test_the_table_of_contents_of_epub_2_is_read_and_its_page_left_out():
    ncx = (
        "<ncx xmlns='http://www.daisy.org/z3986/2005/ncx/'><navMap><navPoint><navLabel><text>One"
        "</text></navLabel><content src='one.xhtml'/><navPoint><navLabel><text>Two</text>"
        "</navLabel><content src='two.xhtml'/></navPoint></navPoint></navMap></ncx>"
    )
    made = book(
        {"toc": "<p>One 1</p>", "one": "<p>a</p>", "more": "<p>b</p>", "two": "<p>c</p>"},
        items="<item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>",
        spine="toc='ncx'",
        package="<guide><reference type='toc' href='toc.xhtml'/></guide>",
        **{"OEBPS/toc.ncx": ncx},
    )
    assert places(read(made, "a.epub")[0]) == [("One", "a\n\nb"), ("One, Two", "c")]


def test_without_a_table_of_contents_headings_or_numbers_are_the_places():
    (found,) = read(book({"b": "<p>a</p>", "a": "<p>b</p><h2>Head</h2>", "e": ""}), "a.epub")
    assert places(found) == [("part 1", "a"), ("Head", "b\n\nHead")]


def date(words, event=""):
    named = f" opf:event='{event}'" if event else ""
    return f"<dc:date{named}>{words}</dc:date>"


def test_dates_of_publication_count_and_those_of_changes_do_not():
    metadata = (
        date("2024-01-01", "modification")
        + date("2023-01-01", "creation")
        + date("2022-02-02", "conversion")
        + date("2021-03-14T23:30:00-05:00")
        + date("2020-01-09", "publication")
        + date("0101-01-01T00:00:00+00:00")
        + "<meta property='dcterms:modified'>2024-05-05T00:00:00Z</meta>"
        + "<meta property='dcterms:issued'>2019</meta>"
    )
    (found,) = read(book({"a": "<p>b</p>"}, metadata=metadata), "a.epub")
    assert found.title == ""
    assert found.dates == (
        Written("2020-01-09", Origin.METADATA),
        Written("2019", Origin.METADATA),
        Written("2021-03-14T23:30:00-05:00", Origin.METADATA),
        Written("2023-01-01", Origin.CREATED),
    )


def test_closed_tags_soft_hyphens_and_marks_of_pages_and_notes_show_nothing():
    body = (
        "<script/><a id='a' title=\"1>0\"/><p class='b'/>The har\u00adbour&shy;<br/>was<span "
        "epub:type='pagebreak'>12</span> dredged<a epub:type='noteref' href='#n'><sup>1</sup></a>."
        "<aside epub:type='footnote'><p>A note.</p></aside><hr/>"
    )
    assert text({"a": body}) == "The harbour\nwas dredged.\n\nA note."


def test_chapters_that_are_not_there_are_named():
    made = book(
        {"a": "<p>b</p>"},
        items="<item id='x' href='gone.xhtml'/>",
        **{"OEBPS/book.opf": ""},
    )
    with pytest.raises(FormatError, match="is no EPUB"):
        read(made, "a.epub")
    opf = (
        "<package><manifest><item id='x' href='gone%201.xhtml'/><item id='a' href='a.xhtml'/>"
        "<item id='out' href='../../etc/passwd'/><item id='web' href='https://example.org/a'/>"
        "</manifest><spine><itemref idref='x'/><itemref idref='a'/><itemref idref='a'/>"
        "<itemref idref='out'/><itemref idref='web'/><itemref idref='none'/></spine></package>"
    )
    (found,) = read(book({"a": "<p>b</p>"}, **{"OEBPS/book.opf": opf}), "a.epub")
    assert found.text == "b"
    assert found.warnings == ("does not hold 1 of the chapters that it names: OEBPS/gone 1.xhtml",)


LOCKED = (
    "<encryption><EncryptedData><CipherReference URI='OEBPS/a.xhtml'/></EncryptedData></encryption>"
)
BOMB = "<!DOCTYPE a [<!ENTITY b 'x'>]><html><p>&b;</p></html>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is damaged: it is no whole zip file"),
        (zipped({"a.txt": "x"}), "is no EPUB"),
        (zipped({"META-INF/container.xml": "<container/>"}), "is no EPUB"),
        (book({}), "holds no chapters"),
        (book({"a": "<img src='a.png'/>"}), "shows no words: its pages may be pictures"),
        (book({"a": "<p>b</p>"}, **{"META-INF/encryption.xml": LOCKED}), "is locked by its"),
        (book({"a": "x"}, **{"OEBPS/a.xhtml": BOMB}), "declares entities"),
        (book({"a": "x"}, **{"OEBPS/book.opf": BOMB}), "declares entities"),
        (book({"a": "x"}, **{"OEBPS/book.opf": "<package>"}), "is damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data, reason):
    with pytest.raises(FormatError, match=reason):
        read(data, "a.epub")


def test_letters_of_a_locked_font_lock_no_words():
    made = book(
        {"a": "<p>b</p>"}, **{"META-INF/encryption.xml": LOCKED.replace("a.xhtml", "f.otf")}
    )
    assert read(made, "a.epub")[0].text == "b"


PIECES = (
    *("<p>", "</p>", "<div id='c'>", "</div>", "<h1>", "</h1>", "<a id='b'/>", "<br/>", "Word."),
    *(
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<section/>",
        "<title/>",
        "&nbsp;",
        "&#0;",
        "<![CDATA[",
    ),
    *("]]>", "<span epub:type='pagebreak'>", "</span>", "<a b='\"/>", "<", "/>", "<li>", "<pre/>"),
)
TOC = nav("".join(f"<li><a href='a.xhtml#{at}'>Word.</a></li>" for at in ("", "b", "c")))


def test_a_chapter_that_is_nested_too_deeply_is_named_and_the_next_one_read():
    deep = "<p>Before.</p>" + "<div>" * 3_000 + "<p>Lost.</p>"
    (found,) = read(book({"a": deep, "b": "<p>Next.</p>"}), "a.epub")
    assert found.text == "Before.\n\nNext."
    assert found.warnings == (f"OEBPS/a.xhtml {TOO_DEEP}",)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_whatever_a_chapter_holds_the_words_are_its_own_and_offsets_are_sound(pieces):
    try:
        documents = read(book({"a": "".join(pieces)}, items=NAV, **{"OEBPS/nav.xhtml": TOC}), "a")
    except FormatError:
        return
    assert unpack(pack(documents)) == documents
    assert documents[0].text.count("Word.") <= pieces.count("Word.")
    assert "\ue000" not in documents[0].text


WHOLE = book(CHAPTERS)


@settings(deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=20))
def test_a_damaged_file_is_read_or_refused(at, noise):
    try:
        documents = read(WHOLE[:at] + noise + WHOLE[at + len(noise) :], "a.epub")
    except FormatError:
        return
    unpack(pack(documents))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data):
    with pytest.raises(FormatError):
        read(data, "a.epub")
