import pytest

from index.readers.formats.html.page import TOO_DEEP, WRITTEN_BY, is_whole, parse

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


@pytest.mark.parametrize(
    "page",
    [
        "<title>T</title><article><p>Word</article><p>after",
        "<html><head><title>T</title></head><article><p>Word</article><p>after",
        "<title>T</title><article><p>Word</article><body class=a><p>after",
    ],
)
def test_what_no_head_holds_opens_the_body_though_no_tag_says_so(page):
    tree = parse(f"<!DOCTYPE html><meta charset=utf-8>{page}".encode()).tree
    assert [one.text for one in tree.find("body").iter("p")] == ["Word", "after"]
    assert [one.tag for one in tree.find("head") if one.tag != "meta"] == ["title"]


def test_words_behind_what_opens_the_body_go_with_it():
    tree = parse(b"<!DOCTYPE html><title>T</title><main>One <b>two</b></main> three").tree
    assert tree.find("body").text_content().split() == ["One", "two", "three"]


def test_a_page_that_is_nested_too_deeply_is_warned_of():
    assert parse(b"<p>Before.</p>" + b"<div>" * 3_000 + b"Lost.").warnings == (TOO_DEEP,)
    assert parse(b"<p>Before.</p>" + b"<div>" * 1_000 + b"Here.</zzz>").warnings == ()
