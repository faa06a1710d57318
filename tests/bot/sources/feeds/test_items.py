import pytest

from bot.sources.feeds.items import read
from feed_server import item, rss
from index.errors import FormatError

URL = "https://kolm.example/feeds/news.xml"


def items(feed: str):
    return read(feed.encode(), URL)[1:]


def told(entry: str):
    (found,) = items(rss(entry))
    return found


def test_the_feed_itself_comes_first():
    feed, *_ = read(rss(title="Kolm &amp; around").encode(), URL)
    assert (feed.title, feed.part, feed.text) == ("Kolm & around", "", "feed")


def test_an_item_has_its_name_title_address_and_day_as_it_is_written():
    found = told(item(1, "It rains."))
    assert (found.part, found.title, found.url) == ("id-1", "Notice 1", "https://kolm.example/1")
    assert [date.text for date in found.dates] == ["2020-03-14"]
    assert "<p>It rains.</p>" in found.text


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("<pubDate>Sat, 14 Mar 20 23:30:00 GMT</pubDate>", "2020-03-14"),
        ("<pubDate>2020-03</pubDate>", "2020-03"),
        ("<pubDate>soon</pubDate>", None),
        ("<updated xmlns='http://www.w3.org/2005/Atom'>2020-03-14T00:00:00Z</updated>", None),
        ("", None),
    ],
)
def test_only_the_day_of_publication_counts(said, day):
    found = told(f"<item><title>A</title><guid>1</guid>{said}</item>")
    assert [date.text for date in found.dates] == ([day] if day else [])


def test_in_rss_1_the_date_of_dublin_core_counts():
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<item rdf:about="https://kolm.example/1"><title>A</title>'
        "<dc:date>2020-03-14T23:30:00-05:00</dc:date></item></rdf:RDF>"
    )
    (found,) = items(feed)
    assert [date.text for date in found.dates] == ["2020-03-14"]


def test_atom_is_read_with_published_and_not_updated():
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>urn:1</id>'
        "<title>A</title><updated>2021-01-01T00:00:00Z</updated>"
        "<published>2020-03-14T23:30:00-05:00</published>"
        '<link href="/a"/><content type="html">&lt;p&gt;Long words.&lt;/p&gt;</content>'
        "<summary>Short.</summary></entry></feed>"
    )
    (found,) = items(feed)
    assert (found.part, found.url) == ("urn:1", "https://kolm.example/a")
    assert [date.text for date in found.dates] == ["2020-03-14"]
    assert "<p>Long words.</p>" in found.text
    assert "Short." not in found.text


def test_an_item_without_a_name_is_named_by_its_contents():
    one = "<item><title>A</title><description>Words.</description></item>"
    first, second = items(rss(one, one.replace("Words", "Others")))
    assert first.part != second.part
    assert items(rss(one))[0].part == first.part


def test_an_item_that_says_nothing_or_the_same_again_is_left_out():
    assert items(rss("<item><guid>1</guid></item>")) == ()
    assert len(items(rss(item(1, "One."), item(1, "Again.")))) == 1


def test_scripts_are_no_part_of_an_item():
    assert "alert" not in told(item(1, "Words.<script>alert(1)</script>")).text


def test_what_is_said_to_be_something_else_is_text():
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>A</title>'
        '<content type="text/x-odd">&lt;script&gt;alert(1)&lt;/script&gt;</content></entry></feed>'
    )
    (found,) = items(feed)
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in found.text


def test_a_broken_feed_gives_what_can_be_read():
    broken = rss(item(1, "One."), item(2, "Two.")).replace("</channel></rss>", "<item><title>B &")
    assert [found.part for found in items(broken)][:2] == ["id-1", "id-2"]


def test_entities_are_not_opened():
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    feed = rss(item(1, "x")).replace("<rss", bomb + "<rss").replace("Notice 1", "N &b; M")
    assert "aaaaaaaa" not in "".join(found.text for found in items(feed))


@pytest.mark.parametrize("data", ["<html><body><p>A page.</p></body></html>", "words", "{}", ""])
def test_what_is_no_feed_is_told(data):
    with pytest.raises(FormatError, match="is no RSS or Atom feed"):
        read(data.encode(), URL)
