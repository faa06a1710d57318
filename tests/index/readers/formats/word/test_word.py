"""Whole Word files, from bytes to documents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import ElementKind, Markup, Origin
from index.errors import FormatError
from index.readers.contents import Written
from index.readers.formats.word import read
from index.readers.guard.wire import pack, unpack
from zip_maker import paragraph, run, word, zipped


def item(words, listed, level=0):
    numbering = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{listed}'/></w:numPr>"
    return paragraph(words, "", numbering)


def text(body, **others):
    (found,) = read(word(body, **others), "a.docx")
    return found.text


def cell(*blocks, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks) or paragraph('')}</w:tc>"


def table(*rows):
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def words_in_cells(*words):
    return "".join(cell(paragraph(one)) for one in words)


def test_headings_by_style_name_what_they_are_based_on_and_their_outline_level():
    body = (
        paragraph("Report", "Titel")
        + paragraph("First", "berschrift1")
        + paragraph("Words.")
        + paragraph("Own", "Eigene")
        + paragraph("Level", "Ebene")
        + paragraph("Direct", "", "<w:outlineLvl w:val='4'/>")
        + paragraph("No heading.", "berschrift1", "<w:outlineLvl w:val='9'/>")
        + paragraph("Long. " * 60, "berschrift2")
    )
    (found,) = read(word(body, created="2020-01-09T23:30:00Z"), "a.docx")
    assert found.text.startswith(
        "Report\n\nFirst\n\nWords.\n\nOwn\n\nLevel\n\nDirect\n\nNo heading.\n\nLong. Long."
    )
    assert [(found.text[e.start : e.end], e.kind, e.level) for e in found.elements] == [
        ("Report", ElementKind.HEADING, 1),
        ("First", ElementKind.HEADING, 1),
        ("Own", ElementKind.HEADING, 2),
        ("Level", ElementKind.HEADING, 3),
        ("Direct", ElementKind.HEADING, 5),
    ]
    assert found.title == "Report"
    assert found.markup is Markup.LAID_OUT
    assert found.dates == (Written("2020-01-09", Origin.CREATED),)
    assert found.warnings == ()


def test_a_declared_title_counts_before_one_that_is_laid_out_unless_a_program_wrote_it():
    body = paragraph("Report", "Titel") + paragraph("Words.")
    assert read(word(body, title="The harbour"), "a.docx")[0].title == "The harbour"
    assert read(word(body, title="Microsoft Word - x.doc"), "a.docx")[0].title == "Report"
    assert read(word(paragraph("H", "berschrift1")), "a.docx")[0].title == "H"
    assert read(word(paragraph("Words.")), "a.docx")[0].title == ""


def test_a_date_at_the_top_counts_before_the_day_of_creation_and_none_before_a_change():
    body = paragraph("Minutes") + paragraph("Published: 9 January 2020") + paragraph("Words.")
    (found,) = read(word(body, created="2021-01-01T00:00:00Z"), "a.docx")
    assert found.dates == (
        Written("9 January 2020", Origin.HEADER),
        Written("2021-01-01", Origin.CREATED),
    )
    assert read(word(paragraph("Words.")), "a.docx")[0].dates == ()


def test_tracked_changes_are_accepted():
    body = (
        f"<w:p>{run('The harbour was ')}<w:del w:id='1'><w:r><w:delText>never</w:delText>"
        f"<w:t>never</w:t></w:r></w:del><w:ins w:id='2'>{run('often')}</w:ins>{run(' dredged.')}"
        f"<w:moveFrom w:id='3'>{run(' Moved.')}</w:moveFrom></w:p>"
        f"<w:p><w:moveTo w:id='4'>{run('Moved.')}</w:moveTo></w:p>"
        f"{paragraph('One ', '', '<w:rPr><w:del w:id=<Q>5<Q>/></w:rPr>')}{paragraph('line.')}"
        "<w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val='berschrift1'/></w:pPr></w:pPrChange>"
        f"</w:pPr>{run('Was a heading.')}</w:p>"
    ).replace("<Q>", "'")
    gone = f"<w:tr><w:trPr><w:del w:id='6'/></w:trPr>{words_in_cells('old', '1')}</w:tr>"
    rows = table(words_in_cells("a", "b"), words_in_cells("c", "d"))
    body += rows.replace("</w:tbl>", f"{gone}</w:tbl>")
    (found,) = read(word(body), "a.docx")
    assert found.text == (
        "The harbour was often dredged.\n\nMoved.\n\nOne line.\n\nWas a heading.\n\na\tb\nc\td"
    )
    assert [one.kind for one in found.elements] == [ElementKind.ROW] * 2
    assert found.warnings == ("holds tracked changes; it is read as if all of them were accepted",)


def test_words_in_links_controls_tags_fields_and_boxes_are_kept():
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>"
        f"{paragraph('In a box.')}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict>"
        f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    body = (
        f"<w:p>{run('See ')}<w:hyperlink>{run('this page')}</w:hyperlink>{run(', ')}"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Ann')}</w:sdtContent></w:sdt>"
        f"<w:smartTag>{run(' Ode')}</w:smartTag>{box}<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:instrText> DATE </w:instrText><w:t>unseen</w:t></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run(' on 9 May')}"
        f"<w:r><w:fldChar w:fldCharType='end'/></w:r><w:fldSimple w:instr='PAGE'>{run(', p. 3')}"
        f"</w:fldSimple>{run('.')}<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>"
    )
    assert text(body) == ("See this page, Ann Ode on 9 May, p. 3.x=1\n\nIn a box.\n\nIn a control.")


def test_what_is_hidden_or_was_never_written_is_left_out():
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{paragraph('Contents')}</w:sdtContent></w:sdt>"
    )
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{run('Click here to write.')}</w:sdtContent></w:sdt>"
    )
    field = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC \\o</w:instrText>"
        f"</w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('First 1')}</w:p>"
        f"{paragraph('Second 2')}<w:p><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    )
    body = (
        contents
        + field
        + paragraph("First 1", "Verzeichnis1")
        + f"<w:p>{run('Shown ')}{run('hidden', '<w:vanish/>')}"
        + run("not hidden", "<w:vanish w:val='0'/>")
        + run("secret", "<w:rStyle w:val='Geheim'/>")
        + f"{prompt}</w:p>"
        + paragraph("Secret.", "Geheim")
        + "<w:p><w:r><w:ruby><w:rt><w:r><w:t>read</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base"
        + "</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert text(body) == "Shown not hidden\n\nbase"


def test_a_table_of_contents_that_is_never_closed_ends_at_a_heading():
    body = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC</w:instrText>"
        f"</w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('First 1')}</w:p>"
    ) + paragraph("First", "berschrift1")
    assert text(body + paragraph("Words.")) == "First\n\nWords."


def test_list_items_have_the_markers_that_word_shows():
    body = (
        paragraph("Items:")
        + item("one", 1)
        + item("below", 1, 1)
        + item("below too", 1, 1)
        + item("two", 1)
        + item("anew", 1, 1)
        + paragraph("Between.")
        + item("goes on", 1)
        + item("begins again", 3)
        + paragraph("point", "Liste")
        + paragraph("no point", "Liste", "<w:numPr><w:numId w:val='0'/></w:numPr>")
        + paragraph("Costs", "berschrift1", "<w:numPr><w:numId w:val='3'/></w:numPr>")
    )
    assert text(body) == (
        "Items:\n\n1. one\n  1.a) below\n  1.b) below too\n2. two\n  2.a) anew\n\nBetween.\n\n"
        "3. goes on\n1. begins again\n- point\n\nno point\n\n2. Costs"
    )


def test_tabs_breaks_and_hyphens_are_as_word_copies_them():
    body = (
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/>"
        "<w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/>"
        "<w:t>e\u00adf\ng</w:t><w:sym w:font='Wingdings' w:char='F0FC'/><w:sym w:char='2192'/>"
        "</w:r></w:p>"
    )
    assert text(body) == "a\tb\nc-def g\u2192"


def test_tables_are_rows_and_merged_cells_stand_in_each_row_they_span():
    begins, goes_on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    body = table(
        "<w:trPr><w:tblHeader/></w:trPr>" + words_in_cells("Town", "Year", "Cost"),
        cell(paragraph("Kolm"), properties=begins) + words_in_cells("2018", "250,000"),
        cell(properties=goes_on) + words_in_cells("2019", "300,000"),
        cell(paragraph("All"), properties="<w:gridSpan w:val='2'/>") + words_in_cells("550,000"),
    )
    (found,) = read(word(body), "a.docx")
    assert (
        found.text == "Town\tYear\tCost\nKolm\t2018\t250,000\nKolm\t2019\t300,000\nAll\t\t550,000"
    )
    assert [(one.kind, one.level) for one in found.elements] == [
        (ElementKind.HEADER_ROW, 1),
        *[(ElementKind.ROW, 0)] * 3,
    ]


def test_a_table_that_lays_the_page_out_is_its_paragraphs_and_the_tables_in_it():
    inner = table(words_in_cells("Town", "Cost"), words_in_cells("Kolm", "3"))
    body = table(cell(paragraph("Left.")) + cell(paragraph("Right."), inner, paragraph("After.")))
    (found,) = read(word(body), "a.docx")
    assert found.text == "Left.\n\nRight.\n\nTown\tCost\nKolm\t3\n\nAfter."
    assert [one.kind for one in found.elements] == [ElementKind.HEADER_ROW, ElementKind.ROW]


def test_notes_stand_behind_what_refers_to_them_once():
    notes = (
        f"<w:footnote w:id='0' w:type='separator'>{paragraph('line')}</w:footnote>"
        f"<w:footnote w:id='2'>{paragraph(' By the council.')}{paragraph('More.')}</w:footnote>"
    )
    refers = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    body = (
        f"<w:p>{run('It was dredged')}{refers}{run(' again.')}</w:p>"
        f"<w:p>{run('After.')}{refers}</w:p>"
    )
    assert text(body, notes=notes) == (
        "It was dredged again.\n\n[1] By the council.\n\nMore.\n\nAfter."
    )
    rows = table(f"<w:tc><w:p>{run('a')}{refers}</w:p></w:tc>" + words_in_cells("b"))
    assert text(rows, notes=notes) == "a\tb\n\n[1] By the council.\n\nMore."


def test_the_body_is_found_where_the_package_says_and_in_the_strict_standard():
    body = "<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'><w:body>" + (
        "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Strict</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    rels = (
        "<Relationships><Relationship Type='http://purl.oclc.org/ooxml/officeDocument/relationships"
        "/officeDocument' Target='/word/document2.xml'/></Relationships>"
    )
    made = zipped({"_rels/.rels": rels, "word/document2.xml": body})
    (found,) = read(made, "a.docx")
    assert (found.text, found.title, found.elements[0].level) == ("Strict", "Strict", 1)


BOMB = "<!DOCTYPE a [<!ENTITY b 'x'>]><w:document>&b;</w:document>"
OUTSIDE = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is damaged: it is no whole zip file"),
        (b"PK\x03\x04 nothing", "is damaged: it is no whole zip file"),
        (word("x")[:-200], "is damaged: it is no whole zip file"),
        (zipped({"a.txt": "x"}), "is no Word file"),
        (word(""), "holds no text"),
        (word("<w:p>"), "is damaged: Opening and ending tag mismatch"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "asks for a password"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "is a file of an old Office"),
        (word("", **{"word/document.xml": BOMB}), "declares entities"),
        (word("", **{"word/styles.xml": BOMB}), "declares entities"),
        (word("", **{"word/document.xml": OUTSIDE.encode("utf-16")}), "declares entities"),
        (word("<w:p><w:r>" + "<w:smartTag>" * 400), "is nested too deeply"),
        (word(table(words_in_cells("a")).replace("</w:p>", "")), "is damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data, reason):
    with pytest.raises(FormatError, match=reason):
        read(data, "a.docx")


@pytest.mark.parametrize(
    "body",
    [
        "<w:tc><w:tr><w:tbl/></w:tr></w:tc><w:txbxContent/><w:t>lost</w:t>",
        "<w:p><w:p><w:tbl><w:p/></w:tbl></w:p></w:p>",
        "<w:r><w:fldChar w:fldCharType='end'/><w:fldChar/></w:r><w:footnoteReference/>",
        table(cell(paragraph("a"), properties="<w:gridSpan w:val='999999999'/>") + cell()),
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='99'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>",
        "<w:p><w:pPr><w:outlineLvl w:val='-1'/><w:pStyle/></w:pPr></w:p>",
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>carried</w:t></w:r></w:p>",
        "<w:p><w:r><w:sym w:char='DC00'/><w:sym w:char='zz'/><w:sym/></w:r></w:p>",
    ],
)
def test_marks_in_wrong_places_do_no_harm(body):
    made = text(body + paragraph("Words."))
    assert made.endswith("Words.")
    assert "lost" not in made


def test_styles_that_are_based_on_each_other_end():
    styles = (
        "<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
        "<w:style w:styleId='a'><w:name w:val='heading 3'/><w:basedOn w:val='b'/></w:style>"
        "<w:style w:styleId='b'><w:basedOn w:val='a'/></w:style></w:styles>"
    )
    (found,) = read(word(paragraph("Words.", "b"), **{"word/styles.xml": styles}), "a.docx")
    assert found.elements[0].level == 3


PIECES = (
    *("<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>Word.</w:t>", "<w:tab/>", "<w:br/>", "<w:tbl>"),
    *("</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:del>", "</w:del>", "<w:ins>"),
    *(
        "</w:ins>",
        "<w:txbxContent>",
        "</w:txbxContent>",
        "<w:pPr><w:outlineLvl w:val='1'/></w:pPr>",
    ),
    *("<w:fldChar w:fldCharType='begin'/>", "<w:fldChar w:fldCharType='end'/>", "<w:sdtContent>"),
    *("</w:sdtContent>", "<w:tcPr><w:vMerge/></w:tcPr>", "<w:footnoteReference w:id='1'/>"),
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
        elif not piece.endswith("/>") and piece.count("<") == 1:
            opened.append(name)
        made.append(piece)
    return "".join(made) + "".join(f"</{name}>" for name in reversed(opened))


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_whatever_the_marks_the_words_are_the_files_and_offsets_are_sound(pieces):
    try:
        documents = read(word(closed(pieces)), "a.docx")
    except FormatError:
        return
    assert unpack(pack(documents)) == documents
    assert set(documents[0].text.replace("Word.", "")) <= set(" \t\n[1]")
    assert documents[0].text.count("Word.") <= pieces.count("<w:t>Word.</w:t>")


WHOLE = word(paragraph("The harbour.", "berschrift1") + table(words_in_cells("a", "1")) * 3)


@settings(deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=20))
def test_a_damaged_file_is_read_or_refused(at, noise):
    try:
        documents = read(WHOLE[:at] + noise + WHOLE[at + len(noise) :], "a.docx")
    except FormatError:
        return
    unpack(pack(documents))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data):
    with pytest.raises(FormatError):
        read(data, "a.docx")
