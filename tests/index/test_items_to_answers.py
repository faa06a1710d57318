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
