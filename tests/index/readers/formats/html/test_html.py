"""Whole pages, from bytes to documents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import ElementKind, Origin
from index.errors import FormatError
from index.readers.contents import Written
from index.readers.formats.html import page as page_module
from index.readers.formats.html import read
from index.readers.guard.wire import pack, unpack

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title>The harbour is dredged again | Kolm Herald</title>
<link rel="canonical" href="https://example.org/news/harbour">
<meta property="article:published_time" content="2020-01-09T23:30:00-05:00">
<meta property="article:modified_time" content="2021-05-05"></head>
<body><div class="cookie-banner">We use cookies. Accept them all to go on reading our pages.</div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<main><article><h1>The harbour is dredged again</h1><p class="byline">By Ann Ode</p>
<p>The harbour of Kolm was dredged for the third time <b>last</b> Septem<i>ber</i>, since the
river <a href="/x">carries sand</a> into it every spring, the council said on Monday.</p>
<h2>What it costs</h2>
<p>The council pays 300,000 euros for the work.<br>The rest is paid by the ports.</p>
<p>Nobody was surprised.</p><p>Nobody was surprised.</p>
<table><thead><tr><th>Year</th><th>Cost</th></tr></thead>
<tbody><tr><td>2018</td><td>250,000</td></tr><tr><td>2019</td><td>300,000</td></tr></tbody></table>
<pre><code>depth = 4
  width = 12</code></pre></article></main>
<aside><h3>Most read</h3><ul><li><a href="/1">Bridge closed until June</a></li></ul></aside>
<footer><p>Copyright 2024 Kolm Herald</p></footer>
<script>document.write("hidden words")</script></body></html>"""


def test_the_main_text_stands_word_for_word_as_in_the_page():
    (page,) = read(PAGE.encode(), "harbour.html")
    assert page.text == (
        "The harbour is dredged again\n\n"
        "The harbour of Kolm was dredged for the third time last September, since the river "
        "carries sand into it every spring, the council said on Monday.\n\n"
        "What it costs\n\n"
        "The council pays 300,000 euros for the work.\nThe rest is paid by the ports.\n\n"
        "Nobody was surprised.\n\nNobody was surprised.\n\n"
        "Year\tCost\n2018\t250,000\n2019\t300,000\n\n"
        "depth = 4\n  width = 12"
    )
    assert page.title == "The harbour is dredged again"
    assert page.url == "https://example.org/news/harbour"
    # The day as it is written, not the one in UTC.
    assert page.dates == (Written("2020-01-09T23:30:00-05:00", Origin.METADATA),)
    assert page.warnings == ()


def test_headings_rows_and_code_are_told():
    (page,) = read(PAGE.encode(), "harbour.html")
    assert [(e.kind, page.text[e.start : e.end], e.level) for e in page.elements] == [
        (ElementKind.HEADING, "The harbour is dredged again", 1),
        (ElementKind.HEADING, "What it costs", 2),
        (ElementKind.HEADER_ROW, "Year\tCost", 1),
        (ElementKind.ROW, "2018\t250,000", 0),
        (ElementKind.ROW, "2019\t300,000", 0),
        (ElementKind.CODE, "depth = 4\n  width = 12", 0),
    ]


@pytest.mark.parametrize(
    "page", ["", " \n", "<html></html>", "<script>alert(1)</script>", "<p hidden>words</p>"]
)
def test_a_page_without_words_is_refused(page):
    with pytest.raises(FormatError, match="shows no words"):
        read(page.encode(), "a.html")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 300 + "Words.",
        "<table><tr><td colspan=9999999999999999>Words.<td>More.</table>",
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>Words.",
        "Wo\0rds.",
        "<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;'>]>Words. &c;",
        "Words.<p" + " a=1" * 500,
        "<table>" * 200 + "Words.",
        "<p style='x:" + "(" * 10_000 + "'>Words.</p>",
        "<svg><script>no</script></svg>Words.<iframe src='file:///etc/passwd'></iframe>",
    ],
)
def test_hostile_pages_are_read_or_refused(page):
    try:
        (found,) = read(page.encode(), "a.html")
    except FormatError:
        return
    assert "Words." in found.text
    assert "passwd" not in found.text


def test_a_page_of_very_many_elements_is_read_without_telling_the_main_text(monkeypatch):
    monkeypatch.setattr(page_module, "MOST_ELEMENTS", 5)
    (found,) = read(PAGE.encode(), "harbour.html")
    assert found.text.startswith("We use cookies.")
    assert "Bridge closed" not in found.text
    assert found.dates == (Written("2020-01-09T23:30:00-05:00", Origin.METADATA),)
    assert found.warnings == (
        "the main text could not be told from the rest of the page; all of it is in the library",
    )


def test_a_page_that_is_far_too_long_is_refused():
    with pytest.raises(FormatError, match="is a page of 10,000,001 bytes, more than 10,000,000"):
        read(b"x" * 10_000_001, "a.html")


FRAGMENTS = (
    *("<p>", "</p>", "<div>", "</div>", "<h1>", "<h2>", "</h2>", "<b>", "</b>", "<br>", "<table>"),
    *("<tr>", "<td>", "<th>", "</table>", "<pre>", "</pre>", "<li>", "<ul>", "<nav>", "</nav>"),
    *("<!--", "-->", "&amp;", "&#0;", "&#55296;", "&nbsp;", "word", "Word.", "long-words", "\0"),
    *(
        "<script>",
        "</script>",
        "<time datetime='2020-01-09'>",
        "<meta charset=utf-16>",
        "é",
    ),
)
fragments = st.lists(st.sampled_from(FRAGMENTS), max_size=40)


@settings(deadline=None)
@given(fragments)
def test_whatever_a_page_holds_offsets_are_sound_and_words_are_its_own(parts):
    source = " ".join(parts)
    try:
        documents = read(source.encode(), "a.html")
    except FormatError:
        return
    assert unpack(pack(documents)) == documents
    for word in documents[0].text.split():
        assert word.strip("&\ufffd\xa0") in source.replace("\0", "") or "&" in source


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        documents = read(data, "a.html")
    except FormatError:
        return
    unpack(pack(documents))


PARAGRAPH = "<p>The harbour was dredged, and nobody was surprised by that at all.</p>"
MADE = "<meta name=created content='2021-03-04T10:00:00'><meta name=changed content=2024-05-05>"


@pytest.mark.parametrize(
    ("head", "top", "expected"),
    [
        (MADE, "Notes", [("2021-03-04", Origin.CREATED)]),
        (
            MADE,
            "Published 9 January 2020",
            [("9 January 2020", Origin.HEADER), ("2021-03-04", Origin.CREATED)],
        ),
        ("", "9 January 2020", [("9 January 2020", Origin.HEADER)]),
        ("<meta name=created content='1970-01-01T00:00:00'>", "Notes", []),
        (
            MADE + "<meta name=date content=2019-02-02>",
            "9 January 2020",
            [("2019-02-02", Origin.METADATA)],
        ),
    ],
)
def test_a_page_without_a_declared_date_has_that_of_its_first_lines_else_of_its_making(
    head, top, expected
):
    page = f"<!DOCTYPE html><head><title>Harbour</title>{head}</head><body><p>{top}</p>{PARAGRAPH}"
    (found,) = read(page.encode(), "a.html")
    assert [(one.text, one.origin) for one in found.dates] == expected
