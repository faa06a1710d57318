from index.readers.formats.office.laying import Paragraph
from index.readers.formats.open_document.styles import Styles
from index.readers.formats.open_document.walking import Walk

TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def walked(inside):
    blocks = []
    walk = Walk(Styles(), blocks.append)
    walk.read(
        f"<office:text xmlns:office='{OFFICE}' xmlns:text='{TEXT}'>{inside}</office:text>".encode()
    )
    return walk, blocks


def test_a_title_is_noticed_and_a_heading_keeps_its_level():
    walk, blocks = walked("<text:p text:style-name='Title'>A</text:p><text:h>B</text:h>")
    assert walk.titles == ["A"]
    assert walk.has_text
    assert blocks == [Paragraph("A", level=1), Paragraph("B", level=1)]


def test_words_behind_a_mark_are_kept():
    _, blocks = walked("<text:p>a <text:note><text:p>n</text:p></text:note>b<!--c--> d</text:p>")
    assert blocks == [Paragraph("a b d"), Paragraph("n", marker="[1]", is_note=True)]


def test_changes_are_noticed_where_there_are_some():
    assert not walked("<text:tracked-changes/>")[0].has_changes
    deletion = "<text:deletion><text:p>x</text:p></text:deletion>"
    region = f"<text:changed-region>{deletion}</text:changed-region>"
    walk, blocks = walked(f"<text:tracked-changes>{region}</text:tracked-changes>")
    assert walk.has_changes
    assert blocks == []
