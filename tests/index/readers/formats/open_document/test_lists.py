from lxml import etree

from index.readers.formats.open_document.lists import Lists
from index.readers.formats.open_document.styles import Styles

SPACES = " ".join(
    f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in ("style", "text")
)
LIST = (
    f"<a {SPACES}><text:list-style style:name='L'><text:list-level-style-number text:level='1' "
    "style:num-format='1' style:num-suffix='.'/><text:list-level-style-number text:level='2' "
    "style:num-format='a' style:num-suffix='.'/></text:list-style></a>"
)


def lists():
    styles = Styles()
    styles.add(etree.fromstring(LIST))
    return Lists(styles)


def items(found, count):
    markers = []
    for _ in range(count):
        found.begin_item(None)
        markers.append(found.marker())
    return markers


def test_items_are_counted_and_a_list_inside_has_a_level_of_its_own():
    found = lists()
    found.begin("L", goes_on=False)
    assert items(found, 1) == ["1."]
    found.begin("", goes_on=False)
    assert found.depth == 1
    assert items(found, 2) == ["a.", "b."]
    found.end()
    assert items(found, 1) == ["2."]


def test_a_list_begins_anew_unless_it_goes_on():
    found = lists()
    for goes_on, expected in ((False, ["1.", "2."]), (True, ["3.", "4."]), (False, ["1.", "2."])):
        found.begin("L", goes_on=goes_on)
        assert items(found, 2) == expected
        found.end()


def test_the_first_paragraph_of_an_item_takes_its_marker():
    found = lists()
    assert found.marker() == ""
    found.begin("L", goes_on=False)
    found.begin_item(5)
    found.write("§ 5")
    assert [found.marker(), found.marker()] == ["§ 5", ""]


def test_what_ends_without_a_beginning_does_no_harm():
    found = lists()
    found.end()
    found.begin_item(None)
    found.write("x")
    assert (found.marker(), found.depth) == ("", 0)
