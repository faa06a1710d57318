from index.readers.formats.office.laying import Paragraph
from index.readers.formats.word.numbering import Numbering
from index.readers.formats.word.styles import Styles
from index.readers.formats.word.walking import Walk
from zip_maker import W, paragraph, run


def walked(inside, **options):
    blocks = []
    walk = Walk(Styles(None), Numbering(None), blocks.append, **options)
    walk.read(f"<w:a xmlns:w='{W}'>{inside}</w:a>".encode())
    return walk, blocks


def test_a_paragraph_is_bold_where_all_of_its_words_are():
    bold = "<w:b/>"
    _, blocks = walked(
        f"<w:p>{run('All', bold)}{run(' ')}{run('bold', bold)}</w:p>"
        f"<w:p>{run('Not', bold)}{run(' all')}</w:p>"
    )
    assert blocks == [Paragraph("All bold", is_bold=True), Paragraph("Not all")]


def test_a_part_of_notes_gives_them_by_kind_and_id():
    walk, blocks = walked(
        f"<w:endnote w:id='3'>{paragraph('A note.')}</w:endnote>"
        f"<w:endnote w:id='0' w:type='separator'>{paragraph('no')}</w:endnote>"
    )
    assert blocks == []
    assert walk.notes == {("endnote", "3"): [Paragraph("A note.")]}


def test_titles_and_changes_are_noticed():
    walk, blocks = walked(paragraph("Report", "Title") + f"<w:p><w:ins>{run('New.')}</w:ins></w:p>")
    assert (walk.titles, walk.has_changes) == (["Report"], True)
    assert blocks == [Paragraph("Report", level=1), Paragraph("New.")]
    assert walked(paragraph("Words."))[0].has_changes is False


def test_a_note_beside_a_paragraph_is_marked_with_its_number():
    notes = {("footnote", "1"): [Paragraph("Same."), Paragraph(" ")], ("footnote", "2"): []}
    refer = "<w:r><w:footnoteReference w:id='1'/><w:footnoteReference w:id='2'/></w:r>"
    _, blocks = walked(f"<w:p>{run('Words.')}{refer}</w:p>", notes=notes)
    assert blocks == [Paragraph("Words."), Paragraph("Same.", marker="[1]", is_note=True)]
