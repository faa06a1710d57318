import pytest

from index.readers.formats.html.page import WRITTEN_BY, is_whole, parse

WORDS = "<p>Café und Straße</p>"


@pytest.mark.parametrize(("generator", "whole"), [(WRITTEN_BY, True), ("another", False)])
def test_a_page_that_dateline_wrote_is_main_text_alone(generator, whole):
    page = parse(f'<head><meta name="generator" content="{generator}"></head>{WORDS}'.encode())
    assert is_whole(page.tree) is whole


@pytest.mark.parametrize(
    "data",
    [
        ("<meta charset=utf-8>" + WORDS).encode(),
        ("<meta charset='ISO-8859-1'>" + WORDS).encode("latin-1"),
        ('<meta content="text/html; charset=windows-1252">' + WORDS).encode("cp1252"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><html>' + WORDS).encode("latin-1"),
        ("<meta charset=utf-16>" + WORDS).encode(),  # it cannot be
        WORDS.encode("utf-16"),
        ("<meta charset=nonsense>" + WORDS).encode(),
    ],
)  # fmt: skip
def test_a_page_is_read_in_the_encoding_that_it_declares(data):
    page = parse(data)
    assert page.tree.text_content().strip() == "Café und Straße"
    assert page.warnings == ()
