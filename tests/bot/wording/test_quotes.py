from dataclasses import replace

import pytest

from bot.answering.quotes import QuotedLead
from bot.wording.dates import long_date
from bot.wording.quotes import (
    Version,
    counting_date,
    heading_path,
    lead_lines,
    message_address,
    repeated_line,
    unmarked,
    versions,
    whereabouts,
)
from fake_library import PIZZA, QUOTE, SOURCE, UNDATED
from index.documents import Entry, Landmark, Origin
from index.passages import LeadKind

HEADING, ROW, QUESTION, INTRODUCTION = (
    LeadKind.HEADING,
    LeadKind.HEADER_ROW,
    LeadKind.QUESTION,
    LeadKind.INTRODUCTION,
)


def of(published: str | None):
    return replace(PIZZA, source=replace(SOURCE, id=9, published=published))


@pytest.mark.parametrize(
    ("entry", "source", "said"),
    [
        (None, SOURCE, "published 9 January 2020"),
        (None, UNDATED, "undated"),
        (Entry(0, 9, "2024-03", Origin.HEADING), SOURCE, "entry of March 2024"),
        (Entry(0, 9, None, None), SOURCE, "entry without a date"),
    ],
)
def test_the_date_of_an_entry_takes_the_place_of_the_documents(entry, source, said):
    assert counting_date(source, entry, long_date) == said


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Windows", "Windows"),
        ("## Windows ##", "Windows"),
        ("**Old\n  and new**", "Old and new"),
        ("2 ** 8", "2 ** 8"),
        ("#1 of all", "#1 of all"),
        ("C#", "C#"),
        ("###", "###"),
    ],
)
def test_only_marks_of_markdown_are_left_out(text, seen):
    assert unmarked(text) == seen


def test_headings_are_a_path_with_the_outermost_first():
    leads = (
        QuotedLead(HEADING, "# Windows", 0, 9),
        QuotedLead(QUESTION, "How?", 10, 14),
        QuotedLead(HEADING, "**Uninstall**", 20, 33),
    )
    assert heading_path(leads) == "Windows › Uninstall"
    assert heading_path(()) == ""
    assert heading_path(leads, "Windows") == "Uninstall"
    assert heading_path(leads[:1], "Windows") == ""


def test_what_else_stands_above_says_where_words_are_left_out():
    leads = (
        QuotedLead(HEADING, "Windows", 0, 7),
        QuotedLead(QUESTION, "**What do I need?**", 10, 29),
        QuotedLead(INTRODUCTION, "You need\nthese:", 40, 55),
        QuotedLead(ROW, "| a | b |", 57, 66),
    )
    assert list(lead_lines(replace(QUOTE, leads=leads, start=90))) == [
        "asked: What do I need?",
        "You need these:",
        "| a | b | […]",
    ]
    assert list(lead_lines(QUOTE)) == []


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ((), ""),
        ((SOURCE,), ""),  # its own document is no other one
        ((UNDATED,), "also in 1 other document"),
        ((of("2021-05-03").source,), "also in 1 other document, of 3 May 2021"),
        ((of("2021-05-03").source, UNDATED), "also in 2 other documents, first on 3 May 2021"),
        (
            (of("2021-05").source, replace(of("2022").source, id=8)),
            "also in 2 other documents, first in May 2021",
        ),
    ],
)
def test_documents_that_say_the_very_same_are_counted(sources, said):
    assert repeated_line(replace(QUOTE, repeated_in=sources), long_date) == said


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2019-05-03", "an earlier version, of 3 May 2019, says"),
        ("2021", "a later version, of 2021, says"),
        ("2020-01-09", "another version, of 9 January 2020, says"),
        (None, "another version, undated, says"),
    ],
)
def test_a_version_is_quoted_with_its_date(published, said):
    quote = replace(QUOTE, versions=(of(published),))
    assert versions(quote, long_date) == [Version(said, "Pizza was served.")]


def test_many_versions_are_counted_with_their_years():
    quote = replace(QUOTE, versions=(of("2024-05-01"), of("2021"), of(None)))
    assert versions(quote) == [Version("3 other versions, 2021 to 2024")]
    same = replace(QUOTE, versions=(of("2021"), of("2021-05"), of("2021-06")))
    assert versions(same) == [Version("3 other versions, of 2021")]
    undated = replace(QUOTE, versions=(of(None),) * 3)
    assert versions(undated) == [Version("3 other versions")]
    assert versions(QUOTE) == []


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([], ""),
        ([""], ""),
        (["page 3"], "page 3"),
        (["page 3", "page 4"], "page 3 to page 4"),
        (["page 3", "page 4", "page 5 (v)"], "page 3 to page 5 (v)"),
        (["", "page 4"], "page 4"),
    ],
)
def test_where_in_its_file_a_quote_stands(labels, said):
    assert whereabouts([Landmark(at, label) for at, label in enumerate(labels)], 0) == said


@pytest.mark.parametrize(
    ("at", "said"), [(10, "https://a.example/1"), (29, "https://a.example/1"), (35, "https://b/2")]
)
def test_in_a_conversation_the_address_of_the_message_that_counts_is_told(at, said):
    landmarks = [Landmark(10, "https://a.example/1"), Landmark(30, "https://b/2")]
    assert whereabouts(landmarks, at) == message_address(landmarks, at) == said


def test_a_place_without_an_address_of_its_own_has_none():
    landmarks = [Landmark(0, "page 3"), Landmark(10, "https://a.example/1"), Landmark(30, "")]
    assert [message_address(landmarks, at) for at in (5, 20, 35)] == ["", "https://a.example/1", ""]
    assert whereabouts(landmarks, 35) == "page 3"
    assert message_address([], 0) == whereabouts([], 0) == ""
