import pytest
from lxml import etree

from index.readers.formats.word.numbering import Numbering

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def level(at, form, shown, start=1):
    return (
        f"<w:lvl w:ilvl='{at}'><w:start w:val='{start}'/><w:numFmt w:val='{form}'/>"
        f"<w:lvlText w:val='{shown}'/></w:lvl>"
    )


def numbering(levels, lists="<w:num w:numId='1'><w:abstractNumId w:val='5'/></w:num>"):
    return Numbering(
        etree.fromstring(
            f"<w:numbering xmlns:w='{W}'><w:abstractNum w:abstractNumId='5'>{levels}"
            f"</w:abstractNum>{lists}</w:numbering>"
        )
    )


@pytest.mark.parametrize(
    ("form", "start", "markers"),
    [
        ("decimal", 9, ["(9)", "(10)"]),
        ("decimalZero", 9, ["(09)", "(10)"]),
        ("lowerLetter", 26, ["(z)", "(aa)"]),
        ("upperLetter", 1, ["(A)", "(B)"]),
        ("lowerRoman", 3, ["(iii)", "(iv)"]),
        ("upperRoman", 1998, ["(MCMXCVIII)", "(MCMXCIX)"]),
        ("bullet", 1, ["-", "-"]),
        ("none", 1, ["", ""]),
        ("chineseCounting", 1, ["(1)", "(2)"]),
        ("lowerLetter", 0, ["(0)", "(a)"]),
    ],
)
def test_markers_are_written_in_the_form_of_their_list(form, start, markers):
    found = numbering(level(0, form, "(%1)", start))
    assert [found.marker(1, 0) for _ in range(2)] == markers


def test_a_level_begins_anew_below_each_item_of_the_level_above():
    found = numbering(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"))
    shown = [found.marker(1, at) for at in (1, 0, 1, 1, 0, 1)]
    assert shown == ["1.1", "1.", "1.1", "1.2", "2.", "2.1"]


def test_lists_of_one_definition_go_on_unless_one_begins_anew():
    found = numbering(
        level(0, "decimal", "%1."),
        "<w:num w:numId='1'><w:abstractNumId w:val='5'/></w:num>"
        "<w:num w:numId='2'><w:abstractNumId w:val='5'/></w:num>"
        "<w:num w:numId='3'><w:abstractNumId w:val='5'/><w:lvlOverride w:ilvl='0'>"
        "<w:startOverride w:val='7'/></w:lvlOverride></w:num>"
        "<w:num w:numId='4'><w:abstractNumId w:val='5'/><w:lvlOverride w:ilvl='0'>"
        f"{level(0, 'upperLetter', '%1')}</w:lvlOverride></w:num>",
    )
    assert [found.marker(listed, 0) for listed in (1, 2, 3, 3, 4)] == ["1.", "2.", "7.", "8.", "I"]


def test_a_list_that_is_not_there_shows_nothing():
    assert Numbering(None).marker(1, 0) == ""
    assert numbering("").marker(1, 99) == ""
    assert numbering("").marker(1, 1) == "1."
    assert numbering("").marker(2, 0) == ""
