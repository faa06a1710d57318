import pytest
from lxml import html

from index.readers.formats.html.naming import meta, page_address, page_title


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("<title>A day | Site</title><h1>A day</h1>", "A day"),
        ("<title>A day | Site</title><h1>Site</h1><h1>A day</h1>", "A day"),
        ("<title>Site: A day</title><h1>A day</h1>", "A day"),
        ("<meta property='og:title' content='A  day'><title>x</title><h1>Other</h1>", "A day"),
        ("<title>\n A day </title><p>b", "A day"),
        ("<h1>A day</h1>", "A day"),
        ("<h1>A day</h1><h1>Another</h1>", ""),
        ("<p>x", ""),
    ],
)
def test_the_title(source, title):
    assert page_title(html.document_fromstring(source)) == title


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("<link rel='canonical' href='https://a.example/b'>", "https://a.example/b"),
        ("<link rel='canonical' href='/b'><meta property='og:url' content='http://a.example/c'>",
         "http://a.example/c"),
        ("<link rel='canonical' href='javascript:x'>", None),
        ("<p>x", None),
    ],
)  # fmt: skip
def test_the_address(source, address):
    assert page_address(html.document_fromstring(source + "<p>x")) == address


def test_a_name_of_meta_is_compared_without_case():
    tree = html.document_fromstring(
        "<meta name='DC.Title' content=''><meta name='dc.title' content='a'>"
    )
    assert meta(tree, "dc.title") == "a"
