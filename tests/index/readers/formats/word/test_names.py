from lxml import etree

from index.readers.formats.word.names import child, flag, number, tags, value

BOTH = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)


def test_both_namespaces_are_read():
    assert tags("p") == [f"{{{space}}}p" for space in BOTH]
    for space in BOTH:
        root = etree.fromstring(f"<w:a xmlns:w='{space}'><w:b w:val='12'/></w:a>")
        assert value(child(root, "b")) == "12"
        assert number(child(root, "b")) == 12
        assert (value(root), child(root, "c"), number(None)) == ("", None, None)


def test_numbers_are_small_and_switches_may_be_off():
    root = etree.fromstring(
        f"<w:a xmlns:w='{BOTH[0]}'><w:b/><w:i w:val='0'/><w:u w:val='-1'/>"
        "<w:s w:val='99999999999'/></w:a>"
    )
    assert [flag(root, name) for name in ("b", "i", "x")] == [True, False, None]
    assert [number(child(root, name)) for name in ("b", "u", "s")] == [None, None, None]
