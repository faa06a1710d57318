"""Chats, tables, feeds and subtitles from their file to an answer: the words, date and place."""

import pytest

from bot.wording.quotes import whereabouts
from channel_maker import ADDRESS, FIRST, export, message
from index.documents import Origin

pytestmark = pytest.mark.socket  # starts processes


def test_a_channel_of_discord(shelf):
    data = export(
        message("The harbour was dredged last September.", "2020-01-09T23:30:00-05:00"),
        message(
            "And the council pays 300,000 euros for the dredging.", "2020-01-10T00:10:00-05:00"
        ),
        message("Good morning.", "2020-01-11T08:10:00-05:00", "Bo"),
    )
    # The day in the name is one that was asked for when it was exported.
    (shelf.docs / "Kolm - general [6] (after 2020-01-05).json").write_bytes(data)
    report = shelf.index()
    assert (report.failed, report.warnings) == ((), ())
    (quote, *_) = shelf.answerer().answer("What does the council pay for the dredging?").quotes
    assert quote.sentence.text == "Ann: And the council pays 300,000 euros for the dredging."
    assert (quote.source.title, quote.source.published) == ("general – Kolm", None)
    assert (quote.entry.date, quote.entry.date_from) == ("2020-01-10", Origin.MESSAGE)
    assert whereabouts(quote.landmarks, quote.sentence.start) == f"{ADDRESS}/{FIRST + 1}"
    (quote, *_) = shelf.answerer().answer("When was the harbour dredged?").quotes
    assert [event.value for event in quote.event_dates] == ["2019-09"]


def test_a_table_of_documents(shelf):
    (shelf.docs / "board.csv").write_text(
        "number;title;posted;message\n"
        '12;Dredging;09/01/2020;"The council pays 300,000 euros\nfor the dredging; no more."\n'
        "13;Ferry;23/01/2020;The ferry to Varn leaves at noon.\n"
    )
    report = shelf.index()
    assert (report.failed, report.warnings) == ((), ())
    (quote, *_) = shelf.answerer().answer("What does the council pay for the dredging?").quotes
    assert quote.text == "The council pays 300,000 euros\nfor the dredging; no more."
    source = quote.source
    assert (source.published, source.published_from) == ("2020-01-09", Origin.METADATA)
    assert (source.path, source.title) == ("source_docs/board.csv#1", "Dredging")


def test_a_table_of_figures(shelf):
    (shelf.docs / "ferry.csv").write_text(
        "Day,Line,Passengers\n2020-01-09,Kolm to Varn,312\n2020-01-10,Kolm to Varn,290\n"
    )
    report = shelf.index()
    assert (report.failed, report.warnings) == ((), ())
    (quote, *_) = shelf.answerer().answer("How many passengers from Kolm to Varn?").quotes
    assert quote.sentence.text in ("2020-01-09\tKolm to Varn\t312", "2020-01-10\tKolm to Varn\t290")
    assert quote.entry.date == quote.sentence.text[:10]
    assert [lead.text for lead in quote.leads] == ["Day\tLine\tPassengers"]
    assert quote.landmarks[0].label in ("row 2", "row 3")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("posts.jsonl", "{}\n"),
        ("posts.json", "[{}]"),
    ],
)
def test_objects_in_json(shelf, name, data):
    one = (
        '{"id": "p1", "headline": "Dredging", "created_at": "2020-01-09T23:30:00-05:00", '
        '"body": "<p>The council pays <b>300,000</b> euros for the dredging.</p>", '
        '"url": "https://example.org/p1"}'
    )
    (shelf.docs / name).write_text(data.replace("{}", one))
    assert shelf.index().failed == ()
    (quote,) = shelf.answerer().answer("What does the council pay for the dredging?").quotes
    assert quote.text == "The council pays 300,000 euros for the dredging."
    source = quote.source
    assert (source.published, source.published_from) == ("2020-01-09", Origin.METADATA)
    assert (source.path, source.title) == (f"source_docs/{name}#p1", "Dredging")
    assert source.url == "https://example.org/p1"


def test_a_feed(shelf):
    (shelf.docs / "feed.xml").write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Kolm</title>'
        "<item><guid>urn:1</guid><title>Costs of the harbour</title>"
        "<link>https://example.org/1</link><pubDate>Thu, 09 Jan 2020 23:30:00 -0500</pubDate>"
        "<description>&lt;p&gt;The council pays &lt;b&gt;300,000&lt;/b&gt; euros for the dredging, "
        "as it said last September.&lt;/p&gt;</description></item>"
        "<item><guid>urn:2</guid><title>The ferry leaves at noon</title></item></channel></rss>"
    )
    report = shelf.index()
    assert (report.failed, report.warnings) == ((), ())
    (quote, *_) = shelf.answerer().answer("What does the council pay for the dredging?").quotes
    assert quote.text == (
        "The council pays 300,000 euros for the dredging, as it said last September."
    )
    source = quote.source
    assert (source.published, source.published_from) == ("2020-01-09", Origin.METADATA)
    assert (source.path, source.url) == ("source_docs/feed.xml#urn:1", "https://example.org/1")
    assert source.title == "Costs of the harbour"
    assert [event.value for event in quote.event_dates] == ["2019-09"]


def test_a_feed_that_names_only_changes(shelf):
    (shelf.docs / "feed.atom").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>Costs</title>'
        "<updated>2020-01-09T23:30:00-05:00</updated><summary>The council pays 300,000 euros for "
        "the dredging.</summary></entry></feed>"
    )
    (warning,) = shelf.index().warnings
    assert warning.reason.startswith("its items name no day of publication")
    (quote,) = shelf.answerer().answer("What does the council pay for the dredging?").quotes
    source = quote.source
    assert (source.published, source.published_from) == ("2020-01-09", Origin.UPDATED)


def test_subtitles(shelf):
    (shelf.docs / "2020-01-09 harbour talk.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann>Good evening to all of you.\n\n"
        "01:02.000 --> 01:05.000\n<v Bo>The council pays 300,000 euros\n\n"
        "01:05.000 --> 01:07.000\n<v Bo>for the dredging since last September.\n"
    )
    report = shelf.index()
    assert (report.failed, report.warnings) == ((), ())
    (quote, *_) = shelf.answerer().answer("What does the council pay for the dredging?").quotes
    assert quote.sentence.text.endswith(
        "The council pays 300,000 euros\nfor the dredging since last September."
    )
    assert (quote.source.published, quote.source.published_from) == ("2020-01-09", Origin.FILE_NAME)
    assert whereabouts(quote.landmarks, quote.sentence.start) == "0:00:01 to 0:01:05"
    assert [event.value for event in quote.event_dates] == ["2019-09"]
