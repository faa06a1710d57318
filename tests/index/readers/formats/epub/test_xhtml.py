import time

import pytest

from index.errors import FormatError
from index.readers.formats.epub.xhtml import parse_xhtml


def words(source):
    return parse_xhtml(source).tree.text_content()


def test_what_is_closed_at_once_holds_nothing():
    page = parse_xhtml(
        b"<html><title/><body><p><a id='b' c=\"/>\"/>words<br/>more</p></body></html>"
    )
    (anchor,) = page.tree.iter("a")
    assert (anchor.text, anchor.tail, anchor.get("c")) == (None, "words", "/>")
    assert [one.tail for one in page.tree.iter("br")] == ["more"]
    assert page.warnings == ()


def test_the_declared_encoding_is_read_and_soft_hyphens_are_not():
    declared = "<?xml version='1.0' encoding='iso-8859-1'?><p>caf\u00e9 har\u00adbour</p>"
    assert words(declared.encode("latin-1")) == "caf\u00e9 harbour"
    assert words(b"<p>har&#173;b&#x00AD;our&shy;s</p>") == "harbours"


def test_entities_are_refused():
    with pytest.raises(FormatError, match="declares entities"):
        parse_xhtml(b"<!DOCTYPE a [<!ENTITY b 'c'>]><p>&b;</p>")


@pytest.mark.parametrize(
    "piece", ["<a ", "<a b='", "<a b=\"<a b='", "<a b c d=' ", "<a" + " b" * 50]
)
def test_unclosed_tags_take_no_time(piece):
    began = time.process_time()
    parse_xhtml(b"<p>x</p>" + piece.encode() * (200_000 // len(piece)))
    assert time.process_time() - began < 5
