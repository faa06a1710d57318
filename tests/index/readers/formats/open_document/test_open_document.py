"""Whole OpenDocument texts, from bytes to documents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import ElementKind, Markup, Origin
from index.errors import FormatError
from index.readers.contents import Written
from index.readers.formats import told_format
from index.readers.formats.open_document import read
from index.readers.guard.wire import pack, unpack
from zip_maker import open_text, zipped


def text(body):
    (found,) = read(open_text(body), "a.odt")
    return found.text


def p(words, style="Standard"):
    return f"<text:p text:style-name='{style}'>{words}</text:p>"


def h(words, level):
    return f"<text:h text:outline-level='{level}'>{words}</text:h>"


def cell(inside, more=""):
    return f"<table:table-cell {more}>{inside}</table:table-cell>"


def row(*words, more=""):
    cells = "".join(cell(p(one)) for one in words)
    return f"<table:table-row {more}>{cells}</table:table-row>"


def table(inside):
    return f"<table:table><table:table-column/>{inside}</table:table>"


def test_headings_titles_and_the_day_the_file_was_made_but_not_that_of_its_change():
    meta = "<meta:creation-date>2020-01-09T23:30:00.5</meta:creation-date>"
    body = p("Report", "P1") + h("First", 1) + p("Words.") + h("Second", 99) + p("More.")
    (found,) = read(open_text(body, meta=meta), "a.odt")
    assert found.text == "Report\n\nFirst\n\nWords.\n\nSecond\n\nMore."
    assert [(found.text[e.start : e.end], e.kind, e.level) for e in found.elements] == [
        ("Report", ElementKind.HEADING, 1),
        ("First", ElementKind.HEADING, 1),
        ("Second", ElementKind.HEADING, 10),
    ]
    assert found.title == "Report"
    assert found.markup is Markup.LAID_OUT
    assert found.dates == (Written("2020-01-09", Origin.CREATED),)
    assert found.warnings == ()
    assert read(open_text(p("Words.")), "a.odt")[0].dates == ()


def test_a_declared_title_and_a_date_at_the_top_count_first():
    meta = (
        "<dc:title xmlns:dc='http://purl.org/dc/elements/1.1/'>The harbour</dc:title>"
        "<meta:creation-date>2021-01-01</meta:creation-date>"
    )
    body = p("Report", "P1") + p("Published: 9 January 2020") + p("Words.")
    (found,) = read(open_text(body, meta=meta), "a.odt")
    assert found.title == "The harbour"
    assert [one.origin for one in found.dates] == [Origin.HEADER, Origin.CREATED]


def test_what_was_deleted_is_out_and_what_was_inserted_is_in():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        + p("never")
        + h("Gone", 1)
        + "</text:deletion></text:changed-region></text:tracked-changes>"
        + p(
            "The harbour was <text:change text:change-id='1'/><text:change-start/>often"
            "<text:change-end/> dredged."
        )
    )
    (found,) = read(open_text(body), "a.odt")
    assert found.text == "The harbour was often dredged."
    assert found.warnings == ("holds tracked changes; it is read as if all of them were accepted",)
    assert read(open_text("<text:tracked-changes/>" + p("a")), "a.odt")[0].warnings == ()


def test_blanks_tabs_and_line_ends_are_those_that_are_marked():
    body = p(" a\n  b<text:s/><text:s text:c='2'/>c<text:tab/>d<text:line-break/>e\u00adf ")
    assert text(body) == "a b   c\td\nef"
    assert len(text(p("a<text:s text:c='999999999'/>b"))) == 1_002


def test_words_in_links_spans_fields_and_boxes_are_kept():
    body = (
        p(
            "See <text:a>this <text:span>page</text:span></text:a>, p. <text:page-number>3"
            "</text:page-number>.<draw:frame><draw:text-box>"
            + p("In a box.")
            + "</draw:text-box><svg:title>alt</svg:title></draw:frame> After."
        )
        + "<text:section>"
        + p("In a section.")
        + "</text:section>"
    )
    assert text(body) == "See this page, p. 3. After.\n\nIn a box.\n\nIn a section."


def test_what_is_hidden_or_only_repeats_headings_is_left_out():
    body = (
        "<text:table-of-content><text:index-body>"
        + p("First 1")
        + "</text:index-body></text:table-of-content>"
        + p(
            "Shown<text:span text:style-name='T1'> hidden</text:span>.<office:annotation>"
            + p("A comment.")
            + "</office:annotation><text:hidden-text>no</text:hidden-text>"
        )
        + p("Hidden.", "Hidden")
        + "<text:section text:style-name='S1'>"
        + p("Hidden.")
        + "</text:section><text:section text:display='none'>"
        + p("Hidden.")
        + "</text:section>"
        + p(
            "<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>read</text:ruby-text>"
            "</text:ruby>"
        )
    )
    assert text(body) == "Shown.\n\nbase"


def test_items_have_the_markers_of_their_list():
    def item(inside, more=""):
        return f"<text:list-item {more}>{inside}</text:list-item>"

    def listed(inside, more="text:style-name='L1'"):
        return f"<text:list {more}>{inside}</text:list>"

    inner = listed(item(p("below")) + item(p("too")), "")
    again = "text:style-name='L1' text:continue-numbering='true'"
    body = (
        listed(item(p("one") + p("goes on") + inner) + item(p("two")))
        + p("Between.")
        + listed(item(p("three")), again)
        + listed(item(p("anew")) + item(p("seven"), "text:start-value='7'"))
        + listed(item(p("point")), "text:style-name='L2'")
        + listed(item("<text:number>§ 4</text:number>" + p("written")))
        + "<text:h text:outline-level='1'><text:number>2.</text:number>Costs</text:h>"
    )
    assert text(body) == (
        "1. one\n\ngoes on\n\n  (1.a) below\n  (1.b) too\n2. two\n\nBetween.\n\n"
        "3. three\n1. anew\n7. seven\n- point\n§ 4 written\n\n2. Costs"
    )


def test_tables_are_rows_with_merged_and_repeated_cells():
    body = table(
        f"<table:table-header-rows>{row('Town', 'Year', 'Cost')}</table:table-header-rows>"
        "<table:table-row>"
        + cell(p("Kolm"), "table:number-rows-spanned='2'")
        + cell(p("2018"))
        + cell(p("5"))
        + "</table:table-row><table:table-row><table:covered-table-cell/>"
        + cell(p("x"), "table:number-columns-repeated='2'")
        + "</table:table-row><table:table-row>"
        + cell(p("All"), "table:number-columns-spanned='2'")
        + "<table:covered-table-cell/>"
        + cell(p("10"))
        + "</table:table-row>"
        + row("a", "b", "c", more="table:number-rows-repeated='2'")
    )
    (found,) = read(open_text(body), "a.odt")
    assert found.text == (
        "Town\tYear\tCost\nKolm\t2018\t5\nKolm\tx\tx\nAll\t\t10\na\tb\tc\na\tb\tc"
    )
    assert [one.kind for one in found.elements] == [ElementKind.HEADER_ROW, *[ElementKind.ROW] * 5]


def test_a_row_inside_another_is_no_second_copy_of_it():
    inside = "<table:table-row><table:table-cell><text:p>Word.<table:table-row/></text:p>"
    closing = "</table:table-cell></table:table-row>"
    (document,) = read(open_text(f"<table:table>{inside}{closing}</table:table>"), "a.odt")
    assert document.text == "Word."


def test_rows_and_cells_that_are_repeated_without_end_are_cut():
    many = "table:number-rows-repeated='1048576'"
    made = text(table(row("a", "b", more=many) + row("", "", more=many)) + p("After."))
    assert made == "\n".join(["a\tb"] * 100) + "\n\nAfter."
    wide = cell(p("a"), "table:number-columns-repeated='16384'")
    made = text(table(f"<table:table-row>{wide}{wide}{wide}</table:table-row>"))
    assert made == "\t".join(["a"] * 200)


def test_a_table_in_a_table_is_one_of_its_own():
    inner = table(row("Town", "Cost") + row("Kolm", "3"))
    body = table(f"<table:table-row>{cell(p('Left.'))}{cell(inner)}</table:table-row>")
    assert text(body) == "Left.\n\nTown\tCost\nKolm\t3"


def test_notes_stand_behind_their_paragraph():
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        + p("By the council.")
        + p("More.")
        + "</text:note-body></text:note>"
    )
    assert text(p(f"It was dredged{note} again.")) == (
        "It was dredged again.\n\n[1] By the council.\n\nMore."
    )


BOMB = "<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>"
SPACE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is damaged: it is no whole zip file"),
        (zipped({"a.txt": "x"}), "is no OpenDocument text"),
        (zipped({"content.xml": f"<a xmlns='{SPACE}'><spreadsheet/></a>"}), "is no OpenDocument"),
        (open_text(""), "holds no text"),
        (open_text("<text:p>"), "is damaged: Opening and ending tag mismatch"),
        (open_text("", **{"content.xml": BOMB}), "declares entities"),
        (open_text(p("a"), **{"meta.xml": BOMB}), "declares entities"),
        (open_text("<text:span>" * 400), "is nested too deeply"),
        (open_text("", **{"META-INF/manifest.xml": "<a><encryption-data/></a>"}), "a password"),
    ],
)
def test_what_cannot_be_read_says_why(data, reason):
    with pytest.raises(FormatError, match=reason):
        read(data, "a.odt")


@pytest.mark.parametrize(
    "body",
    [
        "<table:table-row/><table:table-cell/><table:table-header-rows/><text:number>1</text:number>",
        "<text:p><text:p><table:table><text:p/></table:table></text:p></text:p>",
        "<text:list-item><text:note/></text:list-item><draw:text-box/>",
        "<table:table><table:table-cell><text:list/></table:table-cell></table:table>",
    ],
)
def test_marks_in_wrong_places_do_no_harm(body):
    assert text(body + p("Words.")).endswith("Words.")


def test_the_bytes_tell_the_format():
    assert told_format(open_text(p("a"))).name == "odt"


PIECES = (
    *("<text:p>", "</text:p>", "Word.", "<text:span>", "</text:span>", "<text:s/>", "<text:tab/>"),
    *("<text:h>", "</text:h>", "<text:list>", "</text:list>", "<text:list-item>", "<text:note>"),
    *("</text:list-item>", "</text:note>", "<table:table>", "</table:table>", "<table:table-row>"),
    *("</table:table-row>", "<table:table-cell>", "</table:table-cell>", "<draw:text-box>"),
    *(
        "</draw:text-box>",
        "<table:covered-table-cell/>",
        "<text:hidden-text>",
        "</text:hidden-text>",
    ),
)


def closed(pieces):
    """Leave out what closes nothing, and close what is open."""
    made, opened = [], []
    for piece in pieces:
        name = piece.strip("</>")
        if piece.startswith("</"):
            if name not in opened:
                continue
            while opened[-1] != name:
                made.append(f"</{opened.pop()}>")
            opened.pop()
        elif piece.startswith("<") and not piece.endswith("/>"):
            opened.append(name)
        made.append(piece)
    return "".join(made) + "".join(f"</{name}>" for name in reversed(opened))


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_whatever_the_marks_the_words_are_the_files_and_offsets_are_sound(pieces):
    try:
        documents = read(open_text(closed(pieces)), "a.odt")
    except FormatError:
        return
    assert unpack(pack(documents)) == documents
    shown = documents[0].text.replace("Word.", "")
    assert set(shown) <= set(" \t\n-[]0123456789")
    assert documents[0].text.count("Word.") <= pieces.count("Word.")


WHOLE = open_text(h("The harbour.", 1) + table(row("a", "1") * 3))


@settings(deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=20))
def test_a_damaged_file_is_read_or_refused(at, noise):
    try:
        documents = read(WHOLE[:at] + noise + WHOLE[at + len(noise) :], "a.odt")
    except FormatError:
        return
    unpack(pack(documents))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data):
    with pytest.raises(FormatError):
        read(data, "a.odt")
