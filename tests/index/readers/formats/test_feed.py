import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import ElementKind, Origin
from index.errors import FormatError
from index.readers.contents import Written
from index.readers.formats.feed import ONLY_UPDATED, read
from index.readers.guard.wire import pack, unpack

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:a="http://www.w3.org/2005/Atom">
<channel><title>Kolm &amp; Varn</title><lastBuildDate>Sun, 5 May 2024 08:00:00 GMT</lastBuildDate>
%s</channel></rss>"""
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Kolm</title>%s</feed>'


def rss(items):
    return read((RSS % items).encode(), "feed.xml")


def atom(entries):
    return read((ATOM % entries).encode(), "feed.xml")


def dates(documents):
    return [one.dates for one in documents]


def test_each_item_is_a_document():
    first, second = rss(
        "<item><title>The &amp;lt;b&amp;gt;harbour&amp;lt;/b&amp;gt; &amp;amp; the sea</title>"
        '<guid isPermaLink="false">g 1</guid><link>https://example.org/1</link>'
        "<pubDate>Fri, 14 Mar 2025 23:30:00 -0500</pubDate><description>In short.</description>"
        "<content:encoded><![CDATA[<h2>Costs</h2><p>300,000 <b>eu</b>ros<br/>in all.</p>"
        "<script>no</script>]]></content:encoded></item>"
        "<item><description>Ann &amp; Bo said:\n\n1 &lt; 2</description></item>"
    )
    assert first.text == "The <b>harbour</b> & the sea\n\nCosts\n\n300,000 euros\nin all."
    assert (first.part, first.title) == ("g 1", "The <b>harbour</b> & the sea")
    assert first.url == "https://example.org/1"
    # The day as it is written; in UTC it is the next one.
    assert first.dates == (Written("Fri, 14 Mar 2025 23:30:00 -0500", Origin.METADATA),)
    assert [(one.kind, one.level) for one in first.elements] == [
        (ElementKind.HEADING, 1),
        (ElementKind.HEADING, 2),
    ]
    assert second.text == "Ann & Bo said:\n\n1 < 2"
    assert (second.part, second.title, second.url) == ("2", "Kolm & Varn", None)
    assert (second.dates, second.warnings) == ((), ())


def test_an_entry_of_atom_has_the_day_of_its_publication_and_never_that_of_its_change():
    (one,) = atom(
        '<entry><id>urn:1</id><title type="html">The &lt;i&gt;harbour&lt;/i&gt;</title>'
        "<updated>2025-05-14T23:30:00-05:00</updated>"
        "<published>2025-05-13T23:30:00-05:00</published>"
        '<link href="https://example.org/1"/><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>It was <b>dredged</b>.</p></div></content>'
        "</entry>"
    )
    assert (one.text, one.title) == ("The harbour\n\nIt was dredged.", "The harbour")
    assert (one.part, one.url) == ("urn:1", "https://example.org/1")
    assert one.dates == (Written("2025-05-13T23:30:00-05:00", Origin.METADATA),)


def test_where_only_the_day_of_a_change_is_named_it_is_weak_and_said_so():
    first, second = atom(
        "<entry><id>1</id><summary>a</summary><updated>2025-05-14</updated></entry>"
        "<entry><id>2</id><summary>b</summary><updated>2025-05-15</updated></entry>"
    )
    assert first.dates == (Written("2025-05-14", Origin.UPDATED),)
    assert second.dates == (Written("2025-05-15", Origin.UPDATED),)
    assert (first.warnings, second.warnings) == ((ONLY_UPDATED,), ())


def test_dc_date_is_the_day_of_publication_of_an_item():
    found = rss(
        "<item><title>a</title><dc:date>2025-03-14T23:30:00-05:00</dc:date></item>"
        "<item><title>b</title><a:updated>2025-05-14T23:30:00-05:00</a:updated></item>"
        "<item><title>c</title><pubDate>Fri, 14 Mar 25 23:30 EST</pubDate>"
        "<dc:date>2020-01-01</dc:date></item>"
    )
    assert dates(found) == [
        (Written("2025-03-14T23:30:00-05:00", Origin.METADATA),),
        (Written("2025-05-14T23:30:00-05:00", Origin.UPDATED),),
        (Written("2025-03-14", Origin.METADATA), Written("2020-01-01", Origin.METADATA)),
    ]


def test_rss_1_is_read():
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>Kolm</title><dc:date>2024-05-05</dc:date></channel>"
        '<item rdf:about="https://example.org/1"><title>a</title><link>https://example.org/1</link>'
        "<dc:date>2020-01-09</dc:date></item></rdf:RDF>"
    )
    (one,) = read(data.encode(), "a.xml")
    assert (one.text, one.url) == ("a", "https://example.org/1")
    assert one.dates == (Written("2020-01-09", Origin.METADATA),)


def test_a_title_that_begins_the_text_is_not_said_twice():
    first, second = rss(
        "<item><title>The harbour of…</title><description>The harbour of Kolm.</description></item>"
        "<item><title>Other</title><description>The harbour of Kolm.</description></item>"
    )
    assert (first.text, first.elements) == ("The harbour of Kolm.", ())
    assert second.text == "Other\n\nThe harbour of Kolm."


def test_items_of_one_name_are_told_apart():
    items = "<item><guid>g</guid><title>a</title></item><item><guid>g</guid><title>b</title></item>"
    assert [one.part for one in rss(items)] == ["g", "g (2)"]


def test_broken_xml_is_read_as_far_as_it_goes_with_a_warning():
    data = "<rss><channel><item><title>a</title><description>b & c</description></item>"
    data += "<item><title>d & e</title></item>"
    first, second = read(data.encode(), "feed.xml")
    assert (first.text, second.text) == ("a\n\nb & c", "d & e")
    assert first.warnings == ("is broken XML; 2 of its items could be read",)


def test_the_encoding_that_is_declared_is_the_one_that_is_read():
    data = '<?xml version="1.0" encoding="windows-1251"?>' + ATOM % (
        "<entry><id>1</id><title>Гавань</title></entry>"
    )
    assert read(data.encode("cp1251"), "feed.xml")[0].text == "Гавань"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is no RSS or Atom feed"),
        (b"<html><body>words", "is no RSS or Atom feed"),
        (b"<urlset><url><loc>https://example.org/</loc></url></urlset>", "is no RSS or Atom feed"),
        (b"https://example.org/feed.xml", "is no RSS or Atom feed"),
        (b"/etc/passwd", "is no RSS or Atom feed"),
        ((RSS % "").encode(), "is a feed without items"),
        ((RSS % "<item><guid>g</guid></item>").encode(), "is a feed whose items have no words"),
    ],
)
def test_what_holds_no_words_of_a_feed_is_refused(data, reason):
    with pytest.raises(FormatError, match=reason):
        read(data, "feed.xml")


@pytest.mark.parametrize(
    "data",
    [
        "<!DOCTYPE a [<!ENTITY b 'bomb'><!ENTITY c '&b;&b;&b;'>]>"
        + ATOM % "<entry><title>a &c;</title></entry>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
        + ATOM % "<entry><title>a &b;</title></entry>",
        ATOM % ("<entry><title>a</title><content>" + "<div>" * 5_000 + "</content></entry>"),
        ATOM % ("<entry>" * 2_000 + "<title>a</title>"),
        ATOM % "<entry><title>a</title><link href='javascript:alert(1)'/></entry>",
        ATOM % ("<entry><title>a</title><dc:date" + " " * 10_000 + "</entry>"),
    ],
)
def test_hostile_feeds_are_read_or_refused(data):
    try:
        found = read(data.encode(), "feed.xml")
    except (FormatError, RecursionError):
        return
    for one in found:
        assert "root:" not in one.text
        assert "bomb" not in one.text
        assert one.url is None
    assert unpack(pack(found)) == found


TAGS = ("item", "title", "guid", "pubDate")
pieces = st.sampled_from(
    [f"<{end}{tag}>" for tag in TAGS for end in ("", "/")]
    + ["a", "&amp;", "&#0;", "&x;", "<![CDATA[", "]]>", "<p>", "2020-01-09", "\0", "é", "<!--", ">"]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(pieces, max_size=14), st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(items, noise):
    for data in ((RSS % "".join(items)).encode(), noise, ATOM.encode() + noise):
        try:
            found = read(data, "feed.xml")
        except FormatError:
            continue
        unpack(pack(found))
