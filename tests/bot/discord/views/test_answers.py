from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simcord.components import walk_components

from bot.answering.answer import Answer
from bot.answering.quotes import Quote, QuotedLead, Sentence
from bot.answering.scope import Scope
from bot.discord.ask.worker import Reply, Variant
from bot.discord.views.answers import (
    answer_view,
    brief_text,
    context_view,
    fallback_text,
    note_view,
    verify_view,
)
from bot.discord.views.container import ANSWERED, MIDDLING, WRONG
from bot.discord.views.markdown import size
from bot.terminal.page import visible
from discord_markdown import PINGS, shown, words
from fake_library import (
    EVENT,
    HEADING,
    LIBRARY,
    LOGGED,
    PIZZA,
    QUOTE,
    SOURCE,
    TEXT,
    UNDATED,
    answered,
    refused,
)
from index.dates.query.doubtful import DoubtfulDate
from index.dates.query.question_time import AskedTime
from index.documents import Entry, EventDate
from index.passages import LeadKind, Span
from index.periods import Days
from index.store.records import Excerpt, Published, StoredLead
from views import buttons, choices, colour, custom_ids, rows, said, texts, wire

AGED = Scope(
    published=Published(date(2020, 1, 1), date(2021, 1, 1)),
    as_of=date(2020, 9, 30),
    during=Days(date(2019, 6, 1), date(2019, 8, 31)),
)
SEPTEMBER = AskedTime(
    "last September", "2019-09", (Days(date(2019, 9, 1), date(2019, 9, 30)),), ((4, 18),)
)


def reply(answer: Answer, **changes) -> Reply:
    return replace(Reply(answer, 7, None, Scope()), **changes)


# --- an answer ---


def test_an_answer_is_its_first_quote_with_the_sentence_bold_and_its_origin():
    view = answer_view(reply(answered()))
    assert texts(view) == [
        "**9 January 2020** · Who met whom\n"
        "> Sadr led protests. **Khamenei invited him to Tehran.** It failed.",
        "-# Who?",
    ]
    assert rows(view) == [["Context", "Check", "Ask on"]]
    assert choices(view) == ["This helped", "This did not help"]
    assert colour(view) == ANSWERED.value


def test_further_quotes_are_one_press_away():
    answer = answered(QUOTE, PIZZA, EVENT, PIZZA)
    first = answer_view(reply(answer))
    assert rows(first) == [["3 more", "Context", "Check", "Ask on"]]
    second = answer_view(reply(answer), offset=1)
    assert texts(second)[0] == "**9 January 2020** · Who met whom\n> **Pizza was served.**"
    assert buttons(second) == ["Context", "Check", "Context", "Check", "1 more"]
    last = answer_view(reply(answer), offset=3)
    assert buttons(last) == ["Context", "Check"]
    assert texts(answer_view(reply(answer), offset=4)) == ["There are no more quotes."]


def test_an_undated_document_says_so():
    assert said(answer_view(reply(answered(_from(UNDATED))))).startswith("**Undated** · Plain\n")


def test_event_dates_stand_beside_the_publication_date():
    assert texts(answer_view(reply(answered(EVENT)))) == [
        "**9 January 2020** · Who met whom\n"
        "> Sadr led protests. **Khamenei invited him to Tehran.** It failed.",
        "-# “last September” → September 2019\n-# Who?",
    ]


@pytest.mark.parametrize(
    ("events", "seen"),
    [
        ([("in 2019", "2019")], ""),
        ([("Sept. 9th, 2019", "2019-09-09")], ""),
        ([("9 September", "2019-09-09")], "“9 September” → 9 September 2019"),
        (
            [("last\nweek", "2019-W38"), ("since *May*", "2019-05/..")],
            r"“last week” → week of 16 September 2019; “since \*May\*” → May 2019 on",
        ),
        ([("then", "2019"), ("in 2018", "2018"), ("then", "2019")], "“then” → 2019"),
    ],
)
def test_event_dates_that_only_repeat_the_words_are_left_out(events, seen):
    quote = replace(
        QUOTE, event_dates=tuple(EventDate(text, value, 0, 1) for text, value in events)
    )
    below = texts(answer_view(reply(answered(quote))))[1]
    assert below == (f"-# {seen}\n-# Who?" if seen else "-# Who?")


def test_more_event_dates_than_have_room_are_cut_visibly():
    events = tuple(EventDate(f"then {'so ' * 9}{n}", f"20{n}", 0, 1) for n in range(10, 20))
    text = said(answer_view(reply(answered(replace(QUOTE, event_dates=events)))))
    dates = text.split("\n")[2].removeprefix("-# “")
    assert dates.startswith("then so so ")
    assert dates.endswith("→ 2013; […]")
    assert size(dates) < 200


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("https://discord.gg/abc", r"https\://discord\.gg/abc"),
        ("https://example.org/> @everyone", "https\\://example\\.org/\\> @\u200beveryone"),
        ("javascript:alert(1)", r"javascript\:alert(1)"),
    ],
)
def test_an_address_that_is_no_plain_link_is_shown_as_words(url, seen):
    text = said(answer_view(reply(answered(_from(replace(SOURCE, url=url))))))
    assert text.startswith("**9 January 2020** · Who met whom\n")
    assert text.endswith(f"\n-# {seen}\n-# Who?")


def test_the_title_opens_the_page_at_the_marked_sentence():
    at = replace(SOURCE, url="https://example.org/a_b?c=1")
    text = said(answer_view(reply(answered(_from(at)))))
    link = "https://example.org/a_b?c=1#:~:text=Khamenei%20invited%20him%20to%20Tehran."
    assert text.startswith(f"**9 January 2020** · [Who met whom](<{link}>)\n")
    assert text.endswith("\n-# example.org\n-# Who?")


def test_the_limits_asked_for_are_shown_with_the_question():
    text = said(answer_view(reply(answered(), scope=AGED)))
    assert text.split("\n")[-1] == (
        "-# Who? · published from 1 January 2020 on and before 1 January 2021"
        " · as of 30 September 2020 · speaking of June to August 2019"
    )


@pytest.mark.parametrize(
    ("value", "spans", "seen"),
    [
        ("2019-09", [(date(2019, 9, 1), date(2019, 9, 30))], "September 2019"),
        ("2019-03/..", [(date(2019, 3, 1), None)], "March 2019 on"),
        ("2019-03/..", [(date(2019, 4, 1), None)], "after March 2019"),
        ("../2018", [(None, date(2018, 12, 31))], "up to 2018"),
        ("../2018", [(None, date(2017, 12, 31))], "before 2018"),
        (
            "2018, ../2016",
            [(date(2018, 1, 1), date(2018, 12, 31)), (None, date(2015, 12, 31))],
            "2018 or before 2016",
        ),
    ],
)
def test_the_time_in_a_question_is_shown_as_it_was_understood(value, spans, seen):
    time = AskedTime("then", value, tuple(Days(*each) for each in spans), ((0, 4),))
    text = said(answer_view(reply(replace(answered(), time=time))))
    assert text.split("\n")[-1] == f"-# Who? · time: {seen}"


def test_who_asks_for_the_latest_is_told_that_the_newest_come_first():
    view = answer_view(reply(replace(answered(_on("2019"), _on("2018")), newest="la*test")))
    assert texts(view)[1].split("\n") == [
        "-# One more quote is from 2018.",
        r"-# Newest first: your question says “la\*test”.",
        "-# Who?",
    ]
    assert "Newest first" not in choices(view)  # it is in that order already


def test_a_question_about_how_things_are_says_that_the_newest_come_first():
    view = answer_view(reply(replace(answered(_on("2019"), _on("2018")), newest="")))
    assert "\n-# Newest first: the question asks how things are.\n" in texts(view)[1]
    assert "Newest first" not in choices(view)


def test_what_belongs_to_a_quote_stands_around_it_and_in_plain_content_too():
    view = answer_view(reply(answered(LOGGED)))
    assert texts(view) == [
        "**Entry of 4 March 2024** · Who met whom\n"
        "-# Windows\n"
        "-# \\| Who \\| Where \\|\n"
        "> Sadr led protests. **Khamenei invited him to Tehran.** It failed.",
        "-# also in 1 other document\n"
        "-# an earlier version, of 9 January 2020, says: “Pizza was served.”\n"
        "-# Who?",
    ]
    assert fallback_text(reply(answered(LOGGED))) == said(view)
    second = said(answer_view(reply(answered(QUOTE, LOGGED)), offset=1))
    assert f"{second}\n-# Who?" == said(view)


def test_quotes_of_entries_are_put_in_the_order_of_their_own_dates():
    view = answer_view(reply(answered(QUOTE, LOGGED)))
    assert "-# One more quote is from 4 March 2024.\n" in texts(view)[1]
    assert "Newest first" in choices(view)


def test_what_of_a_question_was_not_taken_as_it_stands_is_said_above_the_answer():
    doubtful = (DoubtfulDate("03/05/2021", 0, 10, ("2021-05-03", "2021-03-05")),)
    found = replace(answered(PIZZA), respelled=(("Ko*vatch", "Kovač"),), doubtful=doubtful)
    respelled = r"-# Nothing on “Ko\*vatch”; shown for “Kovač”."
    date = "-# “03/05/2021” was not understood as a date: write 2021-05-03 or 2021-03-05."
    quoted = said(answer_view(reply(answered(PIZZA))))
    assert said(answer_view(reply(found))) == f"{respelled}\n{date}\n{quoted}"
    assert fallback_text(reply(found)) == f"{respelled}\n{date}\n{quoted}"


# --- what may not answer ---


def test_what_may_not_answer_looks_different_and_is_one_short_quote():
    long = "It was so. " * 60
    quote = replace(QUOTE, text=long, end=len(long), sentence=Sentence("It was so.", 0, 10))
    found = reply(replace(answered(quote, PIZZA), middling=True))
    view = answer_view(found)
    assert texts(view)[0].split("\n") == [
        "**May not answer this** — the closest that the library holds:",
        "**9 January 2020** · Who met whom",
        "> **It was so.** It was so. It was so. […]",
    ]
    assert colour(view) == MIDDLING.value
    assert buttons(view)[0] == "1 more"
    assert fallback_text(found) == said(view)


def test_a_follow_up_says_what_it_was_understood_as():
    text = said(answer_view(reply(answered(), understood="Who led? And then?")))
    assert text.endswith("\n-# understood as: Who led? And then?")


# --- other times, and the order of dates ---


def test_a_question_with_a_time_can_be_asked_without_it():
    timed = replace(answered(), time=SEPTEMBER)
    assert choices(answer_view(reply(timed)))[0] == "Search at any time"
    refusal = answer_view(reply(replace(refused(PIZZA), time=SEPTEMBER)))
    assert rows(refusal) == [["Any time", "Nearest", "Ask on"]]
    assert texts(refusal)[0].endswith("\n-# Who? · time: September 2019")


def test_what_is_asked_without_its_time_says_so_and_is_a_persons_own():
    view = answer_view(reply(answered(_on("2018"), _on("2019"))), Variant(any_time=True))
    assert texts(view)[1].endswith("\n-# Who? · any time")
    assert rows(view) == [["1 more", "Context", "Check"]]
    assert (custom_ids(view)[0], choices(view)) == ("dl:more:7:1:a", ["Newest first"])
    refusal = answer_view(reply(refused()), Variant(any_time=True))
    assert (texts(refusal)[0].split("\n")[-1], rows(refusal)) == ("-# Who? · any time", [])


def test_quotes_of_different_dates_can_be_put_in_their_order():
    answer = answered(_on("2018-03"), _on("2020-01-09"), _on("2018-03"))
    first = answer_view(reply(answer))
    assert texts(first)[0].startswith("**March 2018** · ")
    assert texts(first)[1] == ("-# More quotes are from 9 January 2020 and March 2018.\n-# Who?")
    assert choices(first) == ["Newest first", "This helped", "This did not help"]
    view = answer_view(reply(answer), Variant(by_date=True))
    assert (texts(view)[0], texts(view)[-1]) == ("-# Newest first.", "-# Who?")
    assert len(texts(view)) == 4
    assert rows(view) == [["Context", "Check"], ["Context", "Check"], ["1 more"]]
    assert custom_ids(view)[-1] == "dl:more:7:2:d"
    last = answer_view(reply(answer), Variant(by_date=True), offset=2)
    assert len(texts(last)) == 1


@pytest.mark.parametrize(
    ("dates", "seen"),
    [
        (["2018", "2018"], None),
        ([None, "2018"], None),
        (["2018", None, "2018"], None),
        (["2018", "2019"], "One more quote is from 2019."),
        (["2018", "2019", None], "More quotes are from 2019."),
        (
            ["2014", "2018", "2019", "2016-05", "2017-05-03"],
            "More quotes are from 2019, 2018, 3 May 2017 and other dates.",
        ),
    ],
)
def test_the_dates_of_further_quotes_are_told_where_they_differ(dates, seen):
    view = answer_view(reply(answered(*map(_on, dates))))
    assert texts(view)[1] == (f"-# {seen}\n-# Who?" if seen else "-# Who?")
    assert ("Newest first" in choices(view)) is (seen is not None)


# --- a refusal ---


# --- what the buttons show ---

EXCERPT = Excerpt(SOURCE, TEXT[19:50], 19, 50, "Sadr led protests.", "It failed.")


def test_a_context_is_the_passage_between_its_neighbours():
    assert EXCERPT.text == "Khamenei invited him to Tehran."
    assert texts(context_view(EXCERPT, Span(19, 27))) == [
        "> Sadr led protests.\n> \n> **Khamenei** invited him to Tehran.\n> \n> It failed.\n"
        "Who met whom · published 9 January 2020\n"
        "-# source\\_docs/sadr.txt · characters 19–50"
    ]


def test_a_context_at_the_edge_of_a_document_has_one_neighbour():
    text = texts(context_view(replace(EXCERPT, before="")))[0]
    assert text.startswith("> Khamenei invited him to Tehran.\n> \n> It failed.\n")


def test_a_context_shows_the_times_its_passage_speaks_of():
    events = (EventDate("in 2018", "2018", 19, 20), EventDate("a year later", "2019", 21, 22))
    text = texts(context_view(replace(EXCERPT, event_dates=(*events, events[1]))))[0]
    assert text.endswith(
        "It failed.\n"
        "Who met whom · published 9 January 2020\n"
        "-# “a year later” → 2019\n"
        "-# source\\_docs/sadr.txt · characters 19–50"
    )


def test_the_context_of_an_entry_has_its_headings_and_both_dates():
    excerpt = replace(EXCERPT, entry=LOGGED.entry, leads=(HEADING,))
    lines = texts(context_view(excerpt))[0].split("\n")
    assert lines[0] == "-# Sadr"
    assert lines[-2] == ("Who met whom · entry of 4 March 2024 · document published 9 January 2020")


def test_a_long_neighbour_is_cut_on_its_far_side():
    long = " ".join(f"Sentence {number} is here." for number in range(60))
    text = texts(context_view(replace(EXCERPT, before=long, after=long)))[0]
    before, _, after = text.split("\n> \n")
    assert before.startswith("> […] Sentence ")
    assert before.endswith("Sentence 59 is here.")
    assert after.startswith("> Sentence 0 is here.")
    assert after.split("\n")[0].endswith("is here. […]")


def test_a_verified_quote_names_file_place_and_hash():
    view = verify_view(EXCERPT, unchanged=True)
    assert texts(view) == [
        "**Word for word.** Checked just now: the library holds there exactly what was quoted.\n"
        "File: source\\_docs/sadr.txt\n"
        f"Characters: 19–50 of {len(TEXT)}\n"
        f"SHA-256 of the file: `{'ab' * 32}`"
    ]
    assert colour(view) == ANSWERED.value


def test_a_verified_quote_of_an_entry_names_its_section_and_both_dates():
    excerpt = replace(EXCERPT, entry=LOGGED.entry, leads=(HEADING, HEADING))
    lines = texts(verify_view(excerpt, unchanged=True))[0].split("\n")
    assert lines[1:5] == [
        "File: source\\_docs/sadr.txt",
        "Section: Sadr › Sadr",
        "Date: entry of 4 March 2024, document published 9 January 2020",
        f"Characters: 19–50 of {len(TEXT)}",
    ]


def test_a_quote_that_is_not_there_any_more_is_said_to_be_so():
    view = verify_view(EXCERPT, unchanged=False)
    assert texts(view)[0].startswith("**Not what was quoted.** ")
    assert colour(view) == WRONG.value


def test_a_note_shows_its_text_as_it_is():
    assert texts(note_view("No document is named 'a_b'.")) == [r"No document is named 'a\_b'."]


# --- plain content ---


def test_plain_content_holds_the_same_words():
    answer = reply(answered(QUOTE, PIZZA))
    first, second = said(answer_view(answer)), said(answer_view(answer, offset=1))
    assert fallback_text(answer) == f"{first}\n{second}"
    assert fallback_text(reply(refused(PIZZA))) == said(answer_view(reply(refused(PIZZA))))


def test_what_hangs_below_the_message_that_asked_says_its_words_not_again():
    hanging = answer_view(reply(answered(EVENT)), hanging=True)
    assert texts(hanging)[1] == "-# “last September” → September 2019"
    assert len(texts(answer_view(reply(answered()), hanging=True))) == 1
    timed = replace(answered(), time=SEPTEMBER)
    assert texts(answer_view(reply(timed), hanging=True))[1] == "-# time: September 2019"


def test_the_asker_alone_is_offered_to_take_an_answer_away():
    view = answer_view(reply(answered()), asker=5)
    assert choices(view) == ["This helped", "This did not help", "Remove this answer"]


def test_a_phone_tells_when_what_and_the_sentence_before_the_answer_is_opened():
    assert brief_text(reply(answered())) == (
        "**9 January 2020** · Who met whom\n> Khamenei invited him to Tehran."
    )
    assert brief_text(reply(refused())) == "**Nothing in the library answers this.**"
    middling = brief_text(reply(replace(answered(), middling=True)))
    assert middling.startswith("**May not answer this** — ")


# --- limits ---

odd = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["@everyone ", "*_~` ", "a\n", "👍", "https://e.org/x ", "<@1>", " ", "Go. "]),
    st.sampled_from(["It was so. ", "x" * 50]),
)
long_text = st.builds(lambda part, times: part * times, odd, st.sampled_from([1, 3, 90]))


@st.composite
def quotes(draw) -> Quote:
    text = draw(long_text.filter(lambda made: len(made) > 1))
    first = draw(st.integers(0, len(text) - 2))
    last = draw(st.integers(first + 1, len(text)))
    published = draw(st.sampled_from([None, "2020", "2020-01-09"]))
    source = replace(
        SOURCE,
        title=draw(long_text),
        path=draw(long_text),
        url=draw(st.none() | long_text),
        published=published,
    )
    dates = tuple(
        EventDate(draw(long_text), draw(st.sampled_from(["2019-09", "20", "x" * 300])), 0, 1)
        for _ in range(draw(st.integers(0, 12)))
    )
    leads = tuple(
        QuotedLead(draw(st.sampled_from(LeadKind)), draw(long_text), 0, 9)
        for _ in range(draw(st.integers(0, 6)))
    )
    versions = tuple(
        replace(QUOTE, sentence=replace(QUOTE.sentence, text=draw(long_text)))
        for _ in range(draw(st.integers(0, 3)))
    )
    start = 10**9
    return Quote(
        text=text,
        start=start,
        end=start + len(text),
        source=source,
        sentence=Sentence(text[first:last], start + first, start + last),
        event_dates=dates,
        score=0.5,
        leads=leads,
        entry=draw(st.sampled_from([None, LOGGED.entry, Entry(0, 9, None, None)])),
        repeated_in=draw(st.sampled_from([(), (UNDATED,), (replace(SOURCE, id=9), UNDATED)])),
        versions=versions,
    )


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(st.lists(quotes(), min_size=1, max_size=5), long_text, st.booleans(), st.booleans())
def test_whatever_documents_hold_every_view_is_within_the_limits(found, question, follows, answers):
    answer = Answer(
        question,
        answers,
        tuple(found) if answers else (),
        () if answers else tuple(found),
        LIBRARY,
        time=replace(SEPTEMBER, value=", ".join(["2019-09-30/2020-09-30"] * 40)),
        newest=question or None,
        middling=follows,
        missing=(question,) * 4,
        respelled=((question, question),) * 4,
        doubtful=(DoubtfulDate(question, 0, 9, ("2021-05-03", "2021-03-05")),) * 4,
    )
    made = reply(
        answer,
        request_id=2**63 - 1,
        understood=question if follows else None,
        scope=AGED,
    )
    quote = found[0]
    excerpt = Excerpt(
        quote.source,
        quote.text,
        quote.start,
        quote.end,
        quote.text,
        quote.text,
        quote.event_dates * 3,
        quote.entry,
        tuple(StoredLead(each.kind, each.start, each.end, each.text) for each in quote.leads),
    )
    views = [
        *(answer_view(made, variant) for variant in (Variant(True), Variant(True, True))),
        *(answer_view(made, offset=offset) for offset in (0, 1, 3, 9)),
        context_view(excerpt, Span(quote.sentence.start, quote.sentence.end)),
        verify_view(excerpt, unchanged=True),
        note_view("Sorry: " + question),
    ]
    for view in views:
        assert 0 < sum(map(size, texts(view))) <= 4_000
        for each in walk_components(wire(view)):
            assert len(each.get("label") or "") <= 80
            assert len(each.get("custom_id") or "") <= 100
        for text in texts(view):
            assert PINGS.search(text) is None
            assert shown(text).kinds <= {"bar", "bold", "subtext", "link", "code"}
    content = fallback_text(made)
    assert 0 < size(content) <= 2_000
    assert PINGS.search(content) is None


@settings(deadline=None)
@given(quotes())
def test_the_words_beside_the_bar_are_the_documents(quote):
    text = said(answer_view(reply(answered(quote))))
    barred = "\n".join(each for each in text.split("\n") if each.startswith("> "))
    seen = words(shown(barred).text.replace("[…]", " "))
    assert " ".join(seen) in " ".join(words(visible(quote.text).replace("[…]", " ")))


def _from(source) -> Quote:
    return replace(QUOTE, source=source)


def _on(published: str | None) -> Quote:
    return _from(replace(SOURCE, published=published))
