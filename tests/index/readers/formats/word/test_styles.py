from lxml import etree

from index.readers.formats.word.styles import PLAIN, Style, Styles

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def styles(inside):
    return Styles(etree.fromstring(f"<w:styles xmlns:w='{W}'>{inside}</w:styles>"))


def test_a_style_takes_over_what_it_does_not_say_itself():
    found = styles(
        "<w:style w:styleId='a'><w:name w:val='heading 2'/><w:pPr><w:numPr><w:ilvl w:val='1'/>"
        "<w:numId w:val='7'/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
        "<w:style w:styleId='b'><w:name w:val='Own'/><w:basedOn w:val='a'/>"
        "<w:rPr><w:b w:val='0'/><w:vanish/></w:rPr></w:style>"
        "<w:style w:styleId='c'><w:name w:val='Text'/><w:basedOn w:val='b'/>"
        "<w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>"
    )
    assert found.of("a") == Style(2, is_bold=True, list=7, list_level=1)
    assert found.of("b") == Style(2, is_hidden=True, list=7, list_level=1)
    assert found.of("c") == Style(0, is_hidden=True, list=7, list_level=1)


def test_paragraphs_that_name_no_style_have_the_default_one():
    found = styles(
        "<w:style w:type='paragraph' w:default='1' w:styleId='n'><w:name w:val='Normal'/>"
        "<w:rPr><w:b/></w:rPr></w:style>"
    )
    assert found.of("") == Style(is_bold=True)
    assert found.of("gone") == PLAIN


def test_without_styles_the_ids_tell():
    found = Styles(None)
    assert found.of("Heading2").level == 2
    assert found.of("Title").is_title
    assert found.of("TOC1").is_contents
    assert found.of("") == PLAIN
