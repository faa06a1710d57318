from lxml import etree

from index.readers.formats.open_document.names import full, number, value

TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def test_names_are_those_of_the_standard():
    assert full("text:p") == f"{{{TEXT}}}p"
    root = etree.fromstring(f"<t:p xmlns:t='{TEXT}' t:c='12' t:d='-1' t:e='99999999999' c='3'/>")
    assert (value(root, "text:c"), value(root, "text:x")) == ("12", "")
    names = ("text:c", "text:d", "text:e", "text:x")
    assert [number(root, name) for name in names] == [12, None, None, None]
