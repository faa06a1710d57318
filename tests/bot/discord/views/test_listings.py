from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.scope import Scope
from bot.answering.since import Since
from bot.answering.timeline import Entry
from bot.discord.ask.worker import Listing
from bot.discord.views.container import ANSWERED, REFUSED
from bot.discord.views.listings import PER_PAGE, listing_text, listing_view
from bot.discord.views.markdown import size
from discord_markdown import PINGS, shown
from fake_library import (
    ENTRY,
    EVENT,
    LIBRARY,
    LOGGED,
    PIZZA,
    PUBLICATION_ENTRY,
    QUOTE,
    SEPTEMBER,
    SOURCE,
    UNDATED,
    since,
    timeline,
)
from index.documents import EventDate
from index.periods import Days
from index.store.records import Published
from views import buttons, choices, colour, custom_ids, texts

ADDED = replace(SOURCE, added=date(2024, 5, 3))


def listing(found) -> Listing:
    return Listing(found, 7)


def lines(found, **options) -> list[str]:
    (text,) = texts(listing_view(listing(found), **options))
    return [line for line in text.split("\n") if line]


# --- a timeline ---


def test_a_timeline_reads_from_date_to_date_and_puts_the_undated_apart():
    found = timeline(
        ENTRY, PUBLICATION_ENTRY, undated=(replace(PIZZA, source=UNDATED),), topic="Sadr"
    )
    view = listing_view(listing(found))
    assert texts(view) == [
        "-# Timeline: Sadr\n"
        "**September 2019**\n"
        "> Khamenei invited him to Tehran.\n"
        "-# Who met whom · published 9 January 2020\n\n"
        "**9 January 2020** · published\n"
        "> Khamenei invited him to Tehran.\n"
        "-# Who met whom\n\n"
        "**Undated**\n"
        "> Pizza was served.\n"
        "-# Plain"
    ]
    assert (buttons(view), colour(view)) == ([], ANSWERED.value)
    assert choices(view) == [
        "September 2019 · Who met whom",
        "9 January 2020 · Who met whom",
        "Plain",
    ]


def test_a_date_that_is_an_entrys_says_so_and_its_headings_stand_above():
    found = timeline(
        Entry(LOGGED, "2024-03-04", Days(date(2024, 3, 4), date(2024, 3, 4)), None),
        replace(ENTRY, quote=LOGGED),
    )
    assert lines(found)[1:] == [
        "**4 March 2024** · date of the entry",
        "-# Windows",
        "> Khamenei invited him to Tehran.",
        "-# Who met whom",
        "**September 2019**",
        "-# Windows",
        "> Khamenei invited him to Tehran.",
        "-# Who met whom · entry of 4 March 2024",
    ]


def test_what_is_new_in_an_entry_has_the_date_of_the_entry():
    view = listing_view(listing(since(LOGGED)))
    assert texts(view)[0].endswith("\n-# entry of 4 March 2024")
    assert choices(view) == ["4 March 2024 · Who met whom"]


def test_the_days_and_limits_asked_for_stand_above_a_timeline():
    found = replace(
        timeline(),
        between=Days(date(2019, 3, 4), None),
        scope=Scope(published=Published(before=date(2021, 1, 1))),
    )
    assert lines(found)[0] == (
        "-# Timeline: Sadr · 4 March 2019 on · published before 1 January 2021"
    )


def test_a_long_timeline_is_turned_page_by_page():
    entries = [replace(ENTRY, value=str(2001 + number)) for number in range(PER_PAGE + 1)]
    found = timeline(*entries, undated=(PIZZA, PIZZA))
    first = listing_view(listing(found))
    assert buttons(first) == ["3 more"]
    assert custom_ids(first) == [f"dl:more:7:{PER_PAGE}", "dl:look"]
    assert lines(found)[-3] == f"**{2000 + PER_PAGE}**"
    assert lines(found, offset=PER_PAGE)[:5] == [
        f"**{2001 + PER_PAGE}**",
        "> Khamenei invited him to Tehran.",
        "-# Who met whom · published 9 January 2020",
        "**Undated**",
        "> Pizza was served.",
    ]
    assert lines(found, offset=PER_PAGE + 1)[0] == "**Undated**"
    assert lines(found, offset=99) == ["There are no more quotes."]


def test_a_date_begins_its_line_with_a_capital():
    assert lines(timeline(replace(ENTRY, value="2019-Q3")))[1] == "**Third quarter of 2019**"


def test_other_times_of_a_sentence_stand_beside_its_publication_date():
    event = ENTRY.event
    quote = replace(ENTRY.quote, event_dates=(event, EventDate("the May before", "2018-05", 0, 1)))
    found = timeline(
        replace(ENTRY, quote=quote),
        replace(PUBLICATION_ENTRY, quote=quote),
        undated=(replace(EVENT, source=UNDATED),),
    )
    assert [each for each in lines(found) if each.startswith("-# ")][1:] == [
        "-# Who met whom · published 9 January 2020 · “the May before” → May 2018",
        "-# Who met whom · “last September” → September 2019; “the May before” → May 2018",
        "-# Plain · “last September” → September 2019",
    ]


def test_a_long_sentence_is_cut_visibly():
    marked = "It went " + "on and " * 60 + "on."
    quote = replace(QUOTE, sentence=replace(QUOTE.sentence, text=marked))
    sentence = lines(timeline(replace(ENTRY, quote=quote)))[2]
    assert sentence.startswith("> It went on and on")
    assert sentence.endswith(" […]")
    assert 120 < len(sentence) <= 250


def test_a_topic_that_nothing_answers_is_refused_as_a_question_is():
    found = replace(timeline(), answered=False, entries=(), nearest=(PIZZA,))
    view = listing_view(listing(found))
    assert texts(view) == [
        "**Nothing in the library answers this.**\n"
        "Try other words, or a name or a date."
        " The library covers 1 document, published 9 January 2020.\n"
        "-# Timeline: Sadr"
    ]
    assert (buttons(view), colour(view)) == (["Nearest", "Ask on", "👎"], REFUSED.value)


def test_a_list_can_be_taken_away_by_the_asker():
    assert buttons(listing_view(listing(timeline()), asker=5)) == ["Remove"]
    found = replace(timeline(), answered=False, entries=())
    assert buttons(listing_view(listing(found), asker=5)) == ["Ask on", "👎", "Remove"]


# --- what is new ---


def test_news_are_the_first_sentences_of_each_document_under_its_title():
    view = listing_view(listing(since(EVENT)))
    assert texts(view) == [
        "-# 1 document published since 1 January 2020\n"
        "**Who met whom**\n"
        "> Khamenei invited him to Tehran. It failed.\n"
        "-# published 9 January 2020 · “last September” → September 2019"
    ]
    assert (buttons(view), colour(view)) == ([], ANSWERED.value)


def test_news_on_a_topic_mark_the_sentence_that_answers():
    found = replace(since(topic="Sadr"), documents=12)
    assert lines(found)[:3] == [
        "-# Sadr · among 12 documents published since 1 January 2020",
        "**Who met whom**",
        "> Sadr led protests. **Khamenei invited him to Tehran.** It failed.",
    ]
    assert buttons(listing_view(listing(found))) == []


def test_what_was_added_says_when():
    found = since(replace(QUOTE, source=ADDED), replace(QUOTE, source=UNDATED), added=True)
    text = lines(found)
    assert text[0] == "-# 2 documents added since 1 January 2020"
    assert choices(listing_view(listing(found))) == [
        "9 January 2020 · Who met whom",
        "undated · Plain",
    ]
    assert text[3] == "-# added 3 May 2024 · published 9 January 2020"
    assert text[6] == "-# undated"


def test_news_are_turned_page_by_page_and_say_what_has_no_place():
    quotes = [replace(QUOTE, source=replace(SOURCE, id=n)) for n in range(PER_PAGE + 2)]
    found = replace(since(*quotes), documents=2_000)
    assert buttons(listing_view(listing(found))) == ["2 more"]
    assert lines(found)[-1] == "-# published 9 January 2020"
    assert lines(found, offset=PER_PAGE)[-1] == (
        "-# and 1,992 more documents; give a later date or a topic"
    )


def test_no_news_are_said_to_be_none():
    nothing = replace(since(), documents=0, quotes=())
    view = listing_view(listing(nothing))
    assert texts(view) == [
        "**Nothing was published since 1 January 2020.**\n"
        "The library covers 1 document, published 9 January 2020."
    ]
    assert (buttons(view), colour(view)) == ([], REFUSED.value)
    refused = replace(nothing, topic="Sadr", nearest=(PIZZA,))
    assert lines(refused)[::2] == [
        "**Nothing in the library answers this.**",
        "-# Sadr · among 0 documents published since 1 January 2020",
    ]
    assert buttons(listing_view(listing(refused))) == ["Nearest", "Ask on", "👎"]


# --- limits ---

odd = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["@everyone ", "*_~` ", "a\n", "👍", "https://e.org/x ", "<@1>", " ", "Go. "]),
    st.sampled_from(["It was so. ", "x" * 50]),
)
long_text = st.builds(lambda part, times: part * times, odd, st.sampled_from([1, 3, 90]))


@pytest.mark.slow
@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(long_text.filter(bool), long_text), min_size=1), long_text, st.booleans())
def test_whatever_documents_hold_every_list_is_within_the_limits(texts_of, topic, answered):
    quotes = [
        replace(
            QUOTE,
            text=text,
            start=19,
            end=19 + len(text),
            source=replace(ADDED, title=title),
            event_dates=(EventDate(title, "2019-W38", 0, 1),) * 2,
            sentence=replace(QUOTE.sentence, text=text, end=19 + len(text)),
        )
        for text, title in texts_of * 8
    ]
    entries = tuple(Entry(each, "2019-09-28/2019-10-03", SEPTEMBER, None) for each in quotes[::2])
    line = replace(
        timeline(topic=topic),
        answered=answered,
        entries=entries if answered else (),
        undated=tuple(quotes[1::2]) if answered else (),
        nearest=() if answered else tuple(quotes),
        between=Days(date(2019, 9, 30), date(2020, 9, 30)),
    )
    news = Since(
        date(2019, 9, 30),
        True,
        topic,
        10_000,
        tuple(quotes) if answered else (),
        () if answered else tuple(quotes),
        LIBRARY,
    )
    for found in (line, news, replace(news, topic=None)):
        for offset in (0, PER_PAGE, 999):
            view = listing_view(Listing(found, 2**63 - 1), offset=offset)
            assert 0 < sum(map(size, texts(view))) <= 4_000
            for named in choices(view):
                assert 0 < len(named) <= 100
            for text in texts(view):
                assert PINGS.search(text) is None
                assert shown(text).kinds <= {"bar", "bold", "subtext"}
        plain = listing_text(Listing(found, 1))
        assert 0 < size(plain) <= 2_000
        assert PINGS.search(plain) is None


@pytest.mark.parametrize("found", [timeline(ENTRY, PUBLICATION_ENTRY), since()])
def test_plain_content_holds_the_same_words(found):
    assert listing_text(listing(found)).split("\n") == lines(found)
