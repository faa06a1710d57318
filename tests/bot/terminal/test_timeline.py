from dataclasses import replace
from datetime import date

import pytest

from bot.answering.scope import Scope
from bot.answering.timeline import Entry
from bot.terminal.timeline import write_since, write_timeline
from fake_library import (
    ENTRY,
    EVENT,
    LOGGED,
    PIZZA,
    PUBLICATION_ENTRY,
    QUOTE,
    SOURCE,
    TEXT,
    UNDATED,
    since,
    timeline,
)
from index.documents import EventDate
from index.errors import QuoteMismatch
from index.periods import Days
from index.store.records import Published
from terminals import ORIGIN, coloured, plain

SENTENCE = "  « Khamenei invited him to Tehran. »"
DECADE = Entry(PIZZA, "199", Days(date(1990, 1, 1), date(1999, 12, 31)), EVENT.event_dates[0])
OLDER = replace(PIZZA, source=replace(SOURCE, published="2018-03", path="source_docs/old.txt"))


def test_a_timeline_has_its_dates_down_the_left_edge():
    undated = replace(PIZZA, source=UNDATED)
    found = timeline(DECADE, ENTRY, PUBLICATION_ENTRY, undated=(undated, undated))
    plain_origin = "  Plain · undated · source_docs/plain.txt · characters 63-80"
    assert plain(write_timeline, found) == [
        "The 1990s",
        "  « Pizza was served. »",
        f"  {ORIGIN} 63-80",
        "",
        "September 2019",
        SENTENCE,
        f"  {ORIGIN} 0-61",
        "",
        "9 January 2020 · date of publication",
        SENTENCE,
        f"  {ORIGIN} 0-61",
        "",
        "Undated",
        "  « Pizza was served. »",
        plain_origin,
        "",
        "  « Pizza was served. »",
        plain_origin,
    ]


def test_a_date_that_is_an_entrys_says_so():
    quote = replace(LOGGED, repeated_in=(), versions=())
    found = timeline(Entry(quote, "2024-03-04", Days(date(2024, 3, 4), date(2024, 3, 4)), None))
    assert plain(write_timeline, found) == [
        "4 March 2024 · date of the entry",
        "  Windows",
        "  | Who | Where |",
        SENTENCE,
        "  Who met whom · entry of 2024-03-04 · published 2020-01-09 · source_docs/sadr.txt"
        " · characters 0-61",
    ]


def test_what_is_new_in_an_entry_stands_under_its_date():
    lines = plain(write_since, since(LOGGED, PIZZA))
    assert [line for line in lines if line and not line.startswith("  ")] == [
        "2 documents published since 2020-01-01, 1 of them quoted",
        "entry of 2024-03-04",
        "published 2020-01-09",
    ]


def test_sentences_of_one_date_share_it_but_not_with_a_date_of_publication():
    same_day = replace(ENTRY, value="2020-01-09")
    found = timeline(same_day, same_day, PUBLICATION_ENTRY)
    lines = plain(write_timeline, found)
    assert [line for line in lines if not line.startswith("  ")] == [
        "9 January 2020",
        "",
        "",
        "9 January 2020 · date of publication",
    ]
    assert lines.count(SENTENCE) == 3


def test_undated_quotes_alone_need_no_gap_before_them():
    found = replace(timeline(undated=(replace(PIZZA, source=UNDATED),)), entries=())
    assert plain(write_timeline, found)[:2] == ["Undated", "  « Pizza was served. »"]


def test_in_colour_the_words_that_name_the_time_stand_out(monkeypatch):
    event = EventDate("invited him", "2019-09", 28, 39)
    assert TEXT[28:39] == event.text
    lines = coloured(monkeypatch, write_timeline, timeline(replace(ENTRY, event=event)))
    assert lines == [
        "\x1b[1mSeptember 2019\x1b[0m",
        "  « Khamenei \x1b[36minvited him\x1b[0m to Tehran. »",
        f"  \x1b[2m{ORIGIN} 0-61\x1b[0m",
    ]


@pytest.mark.parametrize(
    "event", [EventDate("elsewhere", "2019-09", 28, 39), EventDate("led", "2019-09", 5, 8)]
)
def test_words_that_are_not_the_sentences_are_not_marked_in_it(monkeypatch, event):
    lines = coloured(monkeypatch, write_timeline, timeline(replace(ENTRY, event=event)))
    assert lines[1] == SENTENCE


def test_a_sentence_that_is_not_what_the_quote_says_is_never_shown():
    wrong = replace(QUOTE, sentence=replace(QUOTE.sentence, start=18, end=49))
    for found in (timeline(replace(ENTRY, quote=wrong)), timeline(undated=(wrong,))):
        with pytest.raises(QuoteMismatch):
            plain(write_timeline, found)


def test_a_timeline_is_refused_as_an_answer_is():
    found = replace(
        timeline(),
        answered=False,
        entries=(),
        nearest=(PIZZA,),
        between=Days(date(2021, 3, 1), None),
        scope=Scope(Published(before=date(2020, 1, 1))),
    )
    assert plain(write_timeline, found) == [
        "Nothing in the library answers this.",
        "It holds 1 document, published 2020-01-09.",
        "Asked were documents published before 2020-01-01.",
        "Asked was the time: March 2021 on.",
        "",
        "Nearest passages:",
        "  Pizza was served.",
        f"  {ORIGIN} 63-80",
    ]
    assert len(plain(write_timeline, replace(found, between=Days(), scope=Scope()))) == 6


def test_what_is_new_stands_under_the_date_of_its_document():
    found = replace(since(QUOTE, PIZZA, OLDER), documents=2)
    older = ORIGIN.replace("2020-01-09", "2018-03").replace("sadr.txt", "old.txt")
    assert plain(write_since, found) == [
        "2 documents published since 2020-01-01",
        "",
        "published 2020-01-09",
        SENTENCE,
        f"    {TEXT[:61]}",
        f"  {ORIGIN} 0-61",
        "",
        "  « Pizza was served. »",
        f"  {ORIGIN} 63-80",
        "",
        "published 2018-03",
        "  « Pizza was served. »",
        f"  {older} 63-80",
    ]


def test_what_was_added_stands_under_the_day_it_came():
    added = replace(PIZZA, source=replace(SOURCE, added=date(2020, 2, 1)))
    found = replace(since(added, added, added=True), documents=12)
    lines = plain(write_since, found)
    assert lines[:4] == [
        "12 documents added since 2020-01-01, 1 of them quoted",
        "",
        "added 2020-02-01",
        "  « Pizza was served. »",
    ]
    assert lines.count("added 2020-02-01") == 1


def test_nothing_new_is_said():
    found = replace(since(), documents=0, quotes=())
    assert plain(write_since, found) == [
        "No document was published since 2020-01-01.",
        "The library holds 1 document, published 2020-01-09.",
    ]
    assert plain(write_since, replace(found, added=True))[0] == (
        "No document was added since 2020-01-01."
    )


@pytest.mark.parametrize(("documents", "were"), [(1, "1 document was"), (3, "3 documents were")])
def test_new_documents_that_do_not_answer_are_counted(documents, were):
    found = replace(since(topic="Sadr"), documents=documents, quotes=(), nearest=(PIZZA,))
    assert plain(write_since, found) == [
        "Nothing published since 2020-01-01 answers this.",
        f"{were} published since then.",
        "",
        "Nearest passages:",
        "  Pizza was served.",
        f"  {ORIGIN} 63-80",
    ]
