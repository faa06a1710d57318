import json

import pytest
from lxml import html

from index.documents import Origin
from index.readers.formats.html.dating import page_dates

PARAGRAPH = "<p>The harbour was dredged, and nobody was surprised by that at all.</p>"


def dates(source, address=None):
    found, warnings = page_dates(html.document_fromstring(source + PARAGRAPH), address)
    return [(one.text, one.origin) for one in found], warnings


def ld(value):
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


DECLARED = [
    ("<meta property='article:published_time' content='2020-01-09T10:00Z'>", "2020-01-09T10:00Z"),
    ("<meta name='DC.date.issued' content='2020-01-09'>", "2020-01-09"),
    ("<meta itemprop='datePublished' content='2020-01'>", "2020-01"),
    ("<span itemprop='datePublished'>9 January 2020</span>", "9 January 2020"),
    ("<time pubdate datetime='2020-01-09'>Thursday</time>", "2020-01-09"),
    ("<time class='entry-date published' datetime='2020-01-09'>x</time>", "2020-01-09"),
    (ld({"@type": "NewsArticle", "datePublished": "2020-01-09"}), "2020-01-09"),
    (ld({"@graph": [{"@type": "WebSite", "datePublished": "2010-01-01"},
                    {"@type": ["BlogPosting"], "datePublished": "2020-01-09"}]}), "2020-01-09"),
    (ld([{"@type": "WebPage", "datePublished": "2020-01-09", "dateModified": "2022"}]),
     "2020-01-09"),
    (ld({"@type": "Article", "datePublished": "soon"}) + "<meta name='date' content='2020-01-09'>",
     "2020-01-09"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "written"), DECLARED)
def test_what_a_page_declares_is_its_date_as_it_is_written(source, written):
    assert dates(source) == ([(written, Origin.METADATA)], ())


@pytest.mark.parametrize(
    "source",
    [
        "<meta property='article:modified_time' content='2020-01-09'>",
        "<meta name='last-modified' content='2020-01-09'>",
        "<time class='updated' datetime='2020-01-09'>9 January 2020</time>",
        "<time itemprop='dateModified' datetime='2020-01-09'>9 January 2020</time>",
        ld({"@type": "Article", "dateModified": "2020-01-09"}),
        ld({"@type": "WebSite", "datePublished": "2020-01-09"}),
        "<aside class='most-read'><time datetime='2020-01-09'>9 January 2020</time></aside>",
        "<div class='related'><p>Published 9 January 2020</p></div>",
        "<footer>Copyright 2020</footer>",
        "<p>On 9 January 2020 the harbour froze over.</p>",
        "<p class='info'>This page was last updated on January 9, 2020.</p>",
        "<span class='release-info'>Release 0.3, documentation updated on Jan 9, 2020.</span>",
    ],
)
def test_changes_other_texts_and_events_date_no_page(source):
    assert dates(source) == ([], ())


def test_the_address_counts_where_nothing_is_declared():
    assert dates("", "https://example.org/2020/01/09/harbour") == (
        [("2020-01-09", Origin.ADDRESS)],
        (),
    )
    assert dates("", "https://example.org/2010-11-season") == ([], ())


def test_what_stands_on_the_page_is_taken_last_and_warned_of():
    source = "<article><p class='date'>Published: January 9, 2020</p></article>"
    assert dates(source) == (
        [("2020-01-09", Origin.PAGE)],
        ("declares no date; 2020-01-09 stands on the page: check it",),
    )


def test_a_day_is_never_made_of_a_month():
    found, _ = dates("<article><p class='date'>Published: January 2020</p></article>")
    assert found == []


def test_two_dates_that_disagree_are_warned_of():
    source = (
        "<meta name='date' content='2020-01-09'>"
        "<article><p class='published'>Published: March 4, 2021</p></article>"
    )
    found, warnings = dates(source)
    assert found == [("2020-01-09", Origin.METADATA)]
    assert all("check it" in warning for warning in warnings)
