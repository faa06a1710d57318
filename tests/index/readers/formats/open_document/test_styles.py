from lxml import etree

from index.readers.formats.open_document.styles import Style, Styles

SPACES = " ".join(
    f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{space}:1.0'"
    for name, space in (("style", "style"), ("text", "text"), ("fo", "xsl-fo-compatible"))
)


def styles(inside):
    found = Styles()
    found.add(etree.fromstring(f"<a {SPACES}>{inside}</a>"))
    return found


def test_a_style_takes_over_from_the_one_it_was_made_from():
    found = styles(
        "<style:style style:name='P1' style:parent-style-name='P2'/>"
        "<style:style style:name='P2' style:parent-style-name='Title'><style:text-properties "
        "fo:font-weight='bold' text:display='none'/></style:style>"
        "<style:style style:name='P3' style:parent-style-name='Table_20_Heading'/>"
        "<style:style style:name='P4' style:parent-style-name='P3'><style:text-properties "
        "fo:font-weight='normal'/></style:style>"
        "<style:style style:name='S1'><style:section-properties text:display='none'/></style:style>"
    )
    assert found.of("P1") == Style(is_title=True, is_bold=True, is_hidden=True)
    assert found.of("P3") == Style(is_bold=True)
    assert found.of("P4") == Style()
    assert found.of("S1") == Style(is_hidden=True)
    assert found.of("gone") == found.of("") == Style()
    assert Styles().of("Title") == Style(is_title=True)


def test_styles_that_are_made_from_each_other_end():
    found = styles(
        "<style:style style:name='a' style:parent-style-name='b'/>"
        "<style:style style:name='b' style:parent-style-name='a'/>"
    )
    assert found.of("a") == Style()


def test_markers_of_lists():
    found = styles(
        "<text:list-style style:name='L'>"
        "<text:list-level-style-number text:level='1' style:num-format='I' text:start-value='4'/>"
        "<text:list-level-style-number text:level='2' style:num-format='1' style:num-prefix='('"
        " style:num-suffix=')' text:display-levels='2'/>"
        "<text:list-level-style-number text:level='3' style:num-format=''/>"
        "<text:list-level-style-bullet text:level='4'/><text:list-level-style-bullet/>"
        "</text:list-style>"
    )
    assert found.start("L", 1) == 4
    assert found.start("L", 2) == found.start("gone", 1) == 1
    counts = [[4], [4, 2], [4, 2, 1], [4, 2, 1, 1]]
    assert [found.marker("L", one) for one in counts] == ["IV", "(IV.2)", "", "-"]
    assert found.marker("gone", [1]) == "-"
