from dataclasses import replace

from bot.answering.quotes import QuotedLead
from bot.terminal.quotes import write_quotes
from fake_library import LOGGED, PIZZA, QUOTE, SOURCE, UNDATED
from index.documents import Entry
from index.passages import LeadKind
from terminals import ORIGIN, plain


def test_all_that_belongs_to_a_quote_stands_around_it():
    assert plain(write_quotes, [LOGGED]) == [
        "  Windows",
        "  | Who | Where |",
        "  « Khamenei invited him to Tehran. »",
        "    Sadr led protests. Khamenei invited him to Tehran. It failed.",
        "  Who met whom · entry of 2024-03-04 · published 2020-01-09 · source_docs/sadr.txt"
        " · characters 0-61",
        "  also in 1 other document",
        "  an earlier version, of 2020-01-09, says: « Pizza was served. »",
    ]


def test_an_entry_without_a_date_says_so_and_an_undated_document_says_nothing_more():
    entry = Entry(0, 62, None, None)
    assert plain(write_quotes, [replace(PIZZA, entry=entry)])[1] == (
        "  Who met whom · entry without a date · published 2020-01-09 · source_docs/sadr.txt"
        " · characters 63-80"
    )
    assert plain(write_quotes, [replace(PIZZA, entry=entry, source=UNDATED)])[1] == (
        "  Plain · entry without a date · source_docs/plain.txt · characters 63-80"
    )


def test_many_versions_lead_to_the_timeline():
    quote = replace(PIZZA, versions=(QUOTE,) * 3)
    said = "  3 other versions, of 2020; {} shows them in order"
    assert plain(write_quotes, [quote])[-1] == said.format("dateline timeline")
    assert plain(write_quotes, [quote], "/timeline")[-1] == said.format("/timeline")


def test_hostile_headings_and_versions_cannot_reach_the_terminal():
    version = replace(
        PIZZA,
        text="A\x1b[2J",
        sentence=replace(PIZZA.sentence, text="A\x1b[2J"),
        source=replace(SOURCE, published="2019"),
    )
    lead = QuotedLead(LeadKind.HEADING, "Up\x1b[1A\n\u202e", 0, 8)
    question = QuotedLead(LeadKind.QUESTION, "Why\x07?", 10, 15)
    assert plain(write_quotes, [replace(PIZZA, leads=(lead, question), versions=(version,))]) == [
        r"  Up\x1b[1A \u202e",
        r"  asked: Why\x07?",
        "  « Pizza was served. »",
        f"  {ORIGIN} 63-80",
        r"  an earlier version, of 2019, says: « A\x1b[2J »",
    ]
