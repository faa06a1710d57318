import pytest

from bot.sources.feeds import items
from index.documents import Origin
from index.errors import FormatError
from index.periods import parse_publication_date
from index.readers.formats import feed, html
from index.readers.formats.composing import Composition
from index.readers.formats.feed_items import FeedWords, parse_feed

URL = "https://kolm.example/feeds/news.xml"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Kolm</title>%s</feed>'
RSS = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Kolm</title>'
    "%s</channel></rss>"
)
ITEMS = [
    RSS % "<item><title>Fair &amp;amp; sun</title><guid>1</guid><description>S.</description>"
    "<pubDate>Fri, 14 Mar 25 23:30:00 -0500</pubDate>"
    "<content:encoded><![CDATA[<p>It has <b>ninety</b> stalls.</p>]]></content:encoded></item>",
    RSS % "<item><title>Sums</title><dc:date>2025-03-14T23:30:00-05:00</dc:date>"
    "<description>Ann &amp;amp; Bo said:\n\n1 &amp;lt; 2</description></item>",
    ATOM % '<entry><id>1</id><title type="html">The &lt;i&gt;sea&lt;/i&gt;</title>'
    "<published>2025-03-14T23:30:00-05:00</published><updated>2026-01-01</updated>"
    '<content type="html">&lt;p&gt;Long words.&lt;/p&gt;</content><summary>S.</summary></entry>',
    ATOM % "<entry><id>1</id><title>A</title><published>2025-03</published>"
    "<summary>Just words.</summary></entry>",
]


@pytest.mark.parametrize("data", ITEMS)
def test_a_feed_says_the_same_in_the_source_folder_and_where_it_is_followed(data):
    (local,) = feed.read(data.encode(), "feed.xml")
    _, followed = items.read(data.encode(), URL)
    (page,) = html.read(followed.text.encode(), "item.html")
    assert (page.text, page.title, page.url) == (local.text, local.title, local.url)
    days = [parse_publication_date(one.dates[0].text).value for one in (local, page)]
    assert days[0] == days[1]
    assert days[0].startswith("2025-03")


def test_a_feed_that_is_found_at_an_address_has_whole_addresses_and_no_scripts():
    data = ATOM % (
        '<entry><link href="/a"/><content type="html">'
        "&lt;p&gt;Words&lt;script&gt;x&lt;/script&gt;.&lt;/p&gt;</content></entry>"
    )
    (found,) = parse_feed(data.encode(), URL).items
    assert found.url == found.known_by == "https://kolm.example/a"
    assert found.words == FeedWords("<p>Words.</p>", declared_html=True)
    (local,) = parse_feed(data.encode()).items
    assert (local.url, local.known_by) == (None, "/a")
    assert "script" in local.words.value


@pytest.mark.parametrize(
    ("name", "address"),
    [("7", None), ("https://kolm.example/7?a=1&amp;b=2", "https://kolm.example/7?a=1&b=2")],
)
def test_the_name_of_an_item_is_its_address_only_where_it_is_one(name, address):
    for data in (
        ATOM % f"<entry><id>{name}</id></entry>",
        RSS % f"<item><guid>{name}</guid></item>",
    ):
        (found,) = parse_feed(data.encode(), URL).items
        assert found.url == address


def test_the_day_of_a_change_is_told_as_that_alone():
    data = ATOM % "<entry><id>1</id><updated>2026-01-01</updated></entry>"
    (found,) = parse_feed(data.encode()).items
    assert [(one.text, one.origin) for one in found.dates] == [("2026-01-01", Origin.UPDATED)]
    assert found.words == FeedWords()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (FeedWords("a &amp; b", declared_html=True), "a & b"),
        (FeedWords("a &amp; b"), "a &amp; b"),
        (FeedWords("<p>a</p><p>b</p>"), "a\n\nb"),
        (FeedWords("1 <2", declared_html=True), "1 <2"),
        (FeedWords("a <b", declared_html=False), "a <b"),
    ],
)
def test_words_are_shown_as_html_where_they_are_such(words, shown):
    composed = Composition()
    words.add_to(composed)
    assert composed.text == shown


def test_what_is_no_feed_is_refused_and_a_feed_without_items_is_one():
    with pytest.raises(FormatError, match="is no RSS or Atom feed"):
        parse_feed(b"<html><p>A page.</p></html>")
    assert parse_feed((ATOM % "").encode()).title == "Kolm"
