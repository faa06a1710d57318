from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.quotes import QuotedLead
from bot.discord.views.markdown import size
from bot.discord.views.quotes import above_lines, below_text, quote_text, whereabouts_line
from discord_markdown import PINGS, shown
from fake_library import LOGGED, PIZZA, QUOTE, SOURCE, UNDATED
from index.documents import Entry, Landmark
from index.passages import LeadKind


def lead(kind: LeadKind, text: str) -> QuotedLead:
    return QuotedLead(kind, text, 0, len(text))


def of(published: str | None):
    return replace(PIZZA, source=replace(SOURCE, published=published))


def test_the_date_of_an_entry_and_what_stands_above_it_come_with_a_quote():
    assert quote_text(LOGGED) == (
        "**Entry of 4 March 2024** · Who met whom\n"
        "-# Windows\n"
        "-# \\| Who \\| Where \\|\n"
        "> Sadr led protests. **Khamenei invited him to Tehran.** It failed."
    )
    untold = replace(PIZZA, entry=Entry(0, 90, None, None))
    assert quote_text(untold).split("\n")[0] == "**Entry without a date** · Who met whom"


def test_the_question_that_a_quote_answers_and_its_introduction_stand_over_it():
    leads = (
        lead(LeadKind.HEADING, "# *Tools*"),
        lead(LeadKind.HEADING, "Windows"),
        lead(LeadKind.QUESTION, "**What do I need?**"),
        lead(LeadKind.INTRODUCTION, "You need:"),
    )
    assert above_lines(replace(QUOTE, start=100, leads=leads)) == [
        r"-# \*Tools\* › Windows",
        "-# asked: What do I need?",
        "-# You need\\: […]",
    ]


def test_what_stands_above_takes_of_the_room_of_the_passage():
    long = "It was so. " * 200
    leads = tuple(lead(kind, "Words above. " * 60) for kind in LeadKind)
    quote = replace(
        QUOTE,
        text=long,
        start=10**6,
        end=10**6 + len(long),
        leads=leads,
        sentence=replace(QUOTE.sentence, text="It was so.", start=10**6, end=10**6 + 10),
    )
    _, *above, passage = quote_text(quote).split("\n")
    assert [size(each) <= 160 for each in above] == [True] * 3
    assert passage == "> **It was so.** It was so. It was so. […]"
    short = quote_text(replace(quote, leads=()))
    assert short.endswith("\n> **It was so.** It was so. It was so. […]")


def test_where_else_a_quote_stands_and_what_other_versions_say_are_small_lines_below():
    quote = replace(LOGGED, versions=(of("2021-05-03"), of(None)))
    assert below_text(quote) == (
        "-# also in 1 other document\n"
        "-# an earlier version, of 3 May 2021, says: “Pizza was served.”\n"
        "-# another version, undated, says: “Pizza was served.”"
    )
    several = replace(PIZZA, repeated_in=(UNDATED, replace(of("2021-05-03").source, id=9)))
    assert below_text(several) == "-# also in 2 other documents, first on 3 May 2021"
    assert below_text(QUOTE) == ""


def test_many_versions_lead_to_the_timeline():
    quote = replace(PIZZA, versions=(of("2024"), of("2021"), of("2019")))
    assert below_text(quote) == ("-# 3 other versions, 2019 to 2024; /timeline shows them in order")


@pytest.mark.parametrize(
    "address", ["https://discord.com/channels/5/6/7", "https://discord.com/channels/@me/6/7"]
)
def test_a_quote_of_a_conversation_links_to_its_message(address):
    other = Landmark(0, "https://discord.com/channels/5/6/1")
    quote = replace(QUOTE, landmarks=(other, Landmark(QUOTE.sentence.start, address)))
    assert quote_text(quote).startswith(f"**9 January 2020** · [Who met whom](<{address}>)\n")
    assert whereabouts_line(quote.landmarks, QUOTE.sentence.start) == f"<{address}>"


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("https://discord.com/invite/6", r"https\://discord\.com/invite/6"),
        ("https://discord.com/channels/5/6/7/../8", r"https\://discord\.com/channels/5/6/7/../8"),
    ],
)
def test_what_is_no_message_is_no_link(address, seen):
    quote = replace(QUOTE, landmarks=(Landmark(QUOTE.sentence.start, address),))
    assert quote_text(quote).startswith("**9 January 2020** · Who met whom\n")
    assert below_text(quote) == f"-# {seen}"
    assert whereabouts_line(quote.landmarks, QUOTE.sentence.start) == seen


@pytest.mark.parametrize("kind", list(LeadKind))
@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(["@everyone ", "*", "_", "`", "# ", "<@1>", "a\n", "\n> ", "b "])))
def test_whatever_stands_above_a_quote_is_harmless(kind, parts):
    text = "".join(parts) or "x"
    for each in above_lines(replace(QUOTE, leads=(lead(kind, text),))):
        assert each.startswith("-# ")
        assert "\n" not in each
        assert PINGS.search(each) is None
        assert shown(each).kinds <= {"subtext"}
