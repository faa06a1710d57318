from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from bot.answering.scope import Scope
from bot.terminal import answers as terminal
from bot.terminal.arguments import Range
from bot.terminal.quotes import write_quotes
from fake_library import (
    EVENT,
    HEADING,
    LOGGED,
    PIZZA,
    QUOTE,
    SOURCE,
    TEXT,
    UNDATED,
    answered,
    diagnosis,
    failed_file,
    finding,
    hit,
    outcome,
    refused,
    report,
    status,
)
from index.dates.query.doubtful import DoubtfulDate
from index.dates.query.question_time import asked_time
from index.documents import EventDate
from index.errors import QuoteMismatch
from index.libraries import LibraryRecord
from index.periods import Days
from index.store.records import Excerpt, Published
from terminals import ORIGIN, coloured, plain


def test_a_quote_opens_with_its_sentence_above_its_passage():
    assert plain(terminal.write_answer, answered(QUOTE, PIZZA)) == [
        "  « Khamenei invited him to Tehran. »",
        "    Sadr led protests. Khamenei invited him to Tehran. It failed.",
        f"  {ORIGIN} 0-61",
        "",
        "  « Pizza was served. »",
        f"  {ORIGIN} 63-80",
    ]


def test_in_colour_the_sentence_is_marked_inside_its_passage(monkeypatch):
    assert coloured(monkeypatch, terminal.write_answer, answered()) == [
        "  « Sadr led protests. \x1b[1;32mKhamenei invited him to Tehran.\x1b[0m It failed. »",
        f"  \x1b[2m{ORIGIN} 0-61\x1b[0m",
    ]


def test_event_dates_stand_beside_the_words_they_come_from():
    assert plain(terminal.write_answer, answered(EVENT))[2] == "  last September → September 2019"


def test_words_that_name_their_time_themselves_have_nothing_beside_them():
    def dated(*events):
        return answered(replace(QUOTE, event_dates=events))

    plain_words = EventDate("September 2019", "2019-09", 0, 14)
    twice = EventDate("last\nSeptember", "2019-09", 20, 34)
    assert plain(terminal.write_answer, dated(plain_words)) == plain(
        terminal.write_answer, answered()
    )
    lines = plain(terminal.write_answer, dated(EVENT.event_dates[0], plain_words, twice))
    assert lines[2] == "  last September → September 2019"
    friday = EventDate("Friday\x1b", "2020-01-03", 40, 47)
    lines = plain(terminal.write_answer, dated(twice, friday))
    assert lines[2] == r"  last September → September 2019 · Friday\x1b → 3 January 2020"


def test_an_answer_says_how_its_time_was_understood():
    time = asked_time("Who came since last March?", date(2020, 1, 9))
    lines = plain(terminal.write_answer, replace(answered(PIZZA), time=time))
    said = "time: since last March → March 2019 on"
    assert lines[:3] == [f"{said}; --any-time searches without it", "", "  « Pizza was served. »"]
    in_chat = plain(
        terminal.write_answer,
        replace(refused(PIZZA), time=time),
        terminal.Ways(any_time="/anytime", by_date="/bydate"),
    )
    assert in_chat[1:4] == [
        "It holds 1 document, published 2020-01-09.",
        f"{said}; /anytime searches without it",
        "",
    ]


OLDER = replace(PIZZA, source=replace(SOURCE, published="2018-03"))


def test_quotes_of_different_dates_come_with_the_way_to_order_them():
    undated = replace(PIZZA, source=UNDATED)
    lines = plain(terminal.write_answer, answered(QUOTE, undated, OLDER))
    assert lines[-2:] == [
        "",
        "published between 2018-03 and 2020-01-09; --by-date puts the newest first",
    ]
    ways = terminal.Ways(any_time="/anytime", by_date="/bydate")
    lines = plain(terminal.write_answer, answered(QUOTE, OLDER), ways)
    assert lines[-1] == "published between 2018-03 and 2020-01-09; /bydate puts the newest first"
    assert plain(terminal.write_answer, answered(QUOTE, undated, PIZZA))[-1].startswith("  Who")


def test_quotes_that_are_in_order_of_their_dates_say_so():
    both = answered(QUOTE, OLDER)
    quoted = plain(write_quotes, both.quotes)
    by_date = replace(both, scope=Scope(by_date=True))
    assert plain(terminal.write_answer, by_date) == ["newest first", "", *quoted]
    newest = replace(both, newest="latest")
    assert plain(terminal.write_answer, newest) == [
        "newest first, because of the word “latest”",
        "",
        *quoted,
    ]


def test_a_question_about_how_things_are_says_that_the_newest_come_first():
    assert plain(terminal.write_answer, replace(answered(QUOTE, OLDER), newest=""))[:3] == [
        "newest first, since the question asks how things are",
        "",
        "  « Khamenei invited him to Tehran. »",
    ]


def test_the_dates_that_count_are_told_where_quotes_are_of_entries():
    lines = plain(terminal.write_answer, answered(QUOTE, LOGGED))
    assert lines[-1] == "dated between 2020-01-09 and 2024-03-04; --by-date puts the newest first"
    same = replace(LOGGED, entry=replace(LOGGED.entry, date="2020-01-09"))
    assert not plain(terminal.write_answer, answered(QUOTE, same))[-1].startswith("dated")


def test_what_may_not_answer_is_said_to_be_the_closest_and_stands_alone(monkeypatch):
    middling = replace(answered(PIZZA, OLDER), middling=True)
    assert plain(terminal.write_answer, middling) == [
        "May not answer this: the closest that the library holds:",
        "  « Pizza was served. »",
        f"  {ORIGIN} 63-80",
    ]
    assert coloured(monkeypatch, terminal.write_answer, middling)[0] == (
        "\x1b[1;35mMay not answer this: the closest that the library holds:\x1b[0m"
    )


def test_what_of_a_question_was_not_taken_as_it_stands_is_said():
    doubtful = (DoubtfulDate("03/05/2021", 0, 10, ("2021-05-03", "2021-03-05")),)
    answer = replace(answered(PIZZA), respelled=(("Kovatch", "Kovač"),), doubtful=doubtful)
    date = "“03/05/2021” was not understood as a date: write 2021-05-03 or 2021-03-05."
    assert plain(terminal.write_answer, answer)[:4] == [
        "Nothing on “Kovatch”; shown for “Kovač”.",
        date,
        "",
        "  « Pizza was served. »",
    ]
    refusal = replace(refused(), missing=("E1099\x1b",), doubtful=doubtful)
    assert plain(terminal.write_answer, refusal) == [
        "Nothing in the library answers this.",
        "It holds 1 document, published 2020-01-09.",
        r"E1099\x1b is not in the library.",
        date,
    ]


@pytest.mark.parametrize(
    ("scope", "asked"),
    [
        (Scope(Published(after=date(2021, 1, 1))), "published from 2021-01-01 on"),
        (Scope(as_of=date(2020, 12, 31)), "published as of 2020-12-31"),
        (Scope(during=Days(date(2019, 9, 1), date(2019, 9, 30))), "that speak of September 2019"),
        (
            Scope(as_of=date(2020, 12, 31), during=Days(date(2019, 9, 1))),
            "published as of 2020-12-31 that speak of September 2019 on",
        ),
        (
            Scope(
                Published(date(2020, 1, 1), date(2021, 1, 1)),
                date(2020, 12, 31),
                Days(date(2018, 1, 1), date(2019, 12, 31)),
            ),
            "published from 2020-01-01 on, before 2021-01-01, as of 2020-12-31, "
            "that speak of 2018 to 2019",
        ),
    ],
)
def test_a_refusal_says_what_was_asked(scope, asked):
    assert plain(terminal.write_answer, replace(refused(), scope=scope)) == [
        "Nothing in the library answers this.",
        "It holds 1 document, published 2020-01-09.",
        f"Asked were documents {asked}.",
    ]


def test_an_undated_document_is_called_undated():
    lines = plain(terminal.write_answer, answered(replace(PIZZA, source=UNDATED)))
    assert lines[1] == "  Plain · undated · source_docs/plain.txt · characters 63-80"


def test_a_sentence_that_is_not_what_the_quote_says_is_never_shown():
    wrong = replace(QUOTE, sentence=replace(QUOTE.sentence, start=18, end=49))
    before = replace(QUOTE, start=30)
    for quote in (wrong, before):
        with pytest.raises(QuoteMismatch, match=r"quote \d+-61 of source_docs/sadr\.txt"):
            plain(terminal.write_answer, answered(quote))


def test_a_refusal_says_what_the_library_covers_and_what_is_nearest():
    assert plain(terminal.write_answer, refused(QUOTE, PIZZA, QUOTE, QUOTE)) == [
        "Nothing in the library answers this.",
        "It holds 1 document, published 2020-01-09.",
        "",
        "Nearest passages:",
        "  […] Khamenei invited him to Tehran. […]",
        f"  {ORIGIN} 0-61",
        "  Pizza was served.",
        f"  {ORIGIN} 63-80",
        "  […] Khamenei invited him to Tehran. […]",
        f"  {ORIGIN} 0-61",
    ]


def test_a_refusal_with_nothing_near_has_no_heading():
    assert len(plain(terminal.write_answer, refused())) == 2


def test_a_hostile_document_cannot_reach_the_terminal(monkeypatch):
    source = replace(SOURCE, title="\x1b]0;owned\x07[red]\n", path="source_docs/\x9bA\u202e.txt")
    text = "Clear \x1b[2J[bold]all[/bold]."
    quote = replace(
        QUOTE,
        text=text,
        start=0,
        end=len(text),
        source=source,
        sentence=SimpleNamespace(text=text, start=0, end=len(text)),
    )
    origin = (
        r"\x1b]0;owned\x07[red]\n · published 2020-01-09 · "
        rf"source_docs/\x9bA\u202e.txt · characters 0-{len(text)}"
    )
    assert plain(terminal.write_answer, answered(quote)) == [
        r"  « Clear \x1b[2J[bold]all[/bold]. »",
        f"  {origin}",
    ]
    shown = "\n".join(coloured(monkeypatch, terminal.write_answer, answered(quote)))
    assert r"Clear \x1b[2J[bold]all[/bold]." in shown
    assert set("\x07\x9b\u202e").isdisjoint(shown)
    assert "\x1b]" not in shown
    assert "\x1b[2J" not in shown


def test_hits_show_what_each_ranked_on():
    assert plain(terminal.write_hits, [hit(QUOTE), hit(PIZZA, None, 12)]) == [
        "  #  score  cosine  (rank)    bm25  (rank)",
        "  1  0.750   0.713     (1)   12.40     (2)",
        "     […] Khamenei invited him to Tehran. […]",
        f"     {ORIGIN} 0-61",
        "  2  0.750   0.713     (-)   12.40    (12)",
        "     Pizza was served.",
        f"     {ORIGIN} 63-80",
    ]
    assert plain(terminal.write_hits, []) == ["No passage to rank."]


def test_sources_line_up_with_their_warnings_below():
    warned = replace(SOURCE, warnings=("2031-01-01 lies in the future",))
    assert plain(terminal.write_sources, [warned, replace(UNDATED, passages=1)]) == [
        "2020-01-09  header            2 passages  Who met whom · source_docs/sadr.txt",
        "  warning: 2031-01-01 lies in the future",
        "undated     -                  1 passage  Plain · source_docs/plain.txt",
    ]
    assert plain(terminal.write_sources, []) == ["The library holds no documents."]


def test_sources_say_how_many_entries_a_document_has():
    log = replace(SOURCE, entries=12, first_entry="2024-01-02", last_entry="2024-12-31")
    line = "2020-01-09  header            2 passages  Who met whom · source_docs/sadr.txt"
    untold = replace(SOURCE, entries=1)
    assert plain(terminal.write_sources, [log, untold]) == [
        f"{line} · 12 entries, 2024-01-02 to 2024-12-31",
        f"{line} · 1 entry",
    ]


def test_a_range_stands_below_its_headings_and_above_the_date_of_its_entry():
    document = SimpleNamespace(source=SOURCE, text=TEXT)
    excerpt = Excerpt(SOURCE, "led", 5, 8, "", "", (), LOGGED.entry, (HEADING, HEADING))
    assert plain(terminal.write_document, document, Range(5, 8), excerpt) == [
        "Sadr › Sadr",
        "Sadr « led » protests. Khamenei invited him to Tehran. It failed. […]",
        "Who met whom · entry of 2024-03-04 · published 2020-01-09 · source_docs/sadr.txt"
        " · characters 5-8",
    ]


def test_a_range_is_shown_inside_its_paragraph(monkeypatch):
    document = SimpleNamespace(source=SOURCE, text=TEXT)
    assert plain(terminal.write_document, document, Range(5, 8)) == [
        "Sadr « led » protests. Khamenei invited him to Tehran. It failed. […]",
        f"{ORIGIN} 5-8",
    ]
    assert plain(terminal.write_document, document, Range(81, 84))[0] == (
        "[…] Pizza was served. « The » end."
    )
    assert coloured(monkeypatch, terminal.write_document, document, Range(0, 4))[0] == (
        "\x1b[1;32mSadr\x1b[0m led protests. Khamenei invited him to Tehran. It failed. […]"
    )


@pytest.mark.parametrize("start", range(len(TEXT)))
def test_every_range_is_shown_whole(start):
    document = SimpleNamespace(source=SOURCE, text=TEXT)
    for end in range(start + 1, len(TEXT) + 1):
        shown = "\n".join(plain(terminal.write_document, document, Range(start, end)))
        assert f"« {TEXT[start:end]} »" in shown


def test_a_whole_document_is_shown_as_it_is():
    document = SimpleNamespace(source=SOURCE, text=TEXT)
    assert plain(terminal.write_document, document, None) == TEXT.split("\n")


def test_status():
    assert plain(terminal.write_status, status()) == [
        "library               1 document, published 2020-01-09; 2 passages",
        "documents in          source_docs",
        "index in              .dateline (412 KB)",
        "model                 all-MiniLM-L6-v2, 384 dimensions",
        "weights               sha256 53aa",
        "vector index          Flat",
        "second look           off",
        "derived indexes       up to date",
        "generation            3 (format 1)",
    ]
    behind = plain(terminal.write_status, status(lagging=True, size_bytes=3_140_000))
    assert behind[2] == "index in              .dateline (3.1 MB)"
    assert behind[7] == "derived indexes       behind; the next start brings them in line"
    alone = plain(terminal.write_status, status(in_memory=("word", "vector")))
    assert alone[7].startswith("derived indexes       up to date; made in memory at each start")


def test_a_status_names_the_files_that_cannot_be_read():
    failed = (failed_file("a.pdf", datetime(2026, 1, 2, 3, 4, tzinfo=UTC)), failed_file("b.pdf"))
    assert plain(terminal.write_status, status(failed=failed))[9:] == [
        "Could not be read:",
        "  a.pdf: is locked (since 2026-01-02)",
        "  b.pdf: is locked",
    ]


def test_a_report_counts_and_lists():
    done = report(
        added=("source_docs/a.txt",),
        removed=("source_docs/\x1bb.txt",),
        failed=(outcome("source_docs/c.txt", "it is empty"),),
        warnings=(outcome("source_docs/a.txt", "no such day: 2020-02-30"),),
        skipped_kinds=(outcome("source_docs/d.pdf", "not a format that is read"),),
        passages_embedded=1,
    )
    assert plain(terminal.write_report, done, every_line=False) == [
        "1 added, 0 changed, 1 removed, 1 unchanged; 1 passage embedded in 0.2 s",
        "  added    source_docs/a.txt",
        r"  removed  source_docs/\x1bb.txt",
        "Could not be read:",
        "  source_docs/c.txt: it is empty",
        "Warnings:",
        "  source_docs/a.txt: no such day: 2020-02-30",
        "Skipped:",
        "  source_docs/d.pdf: not a format that is read",
        "The library holds 1 document, published 2020-01-09; 2 passages.",
    ]


def test_nothing_to_do_is_said():
    assert plain(terminal.write_report, report(), every_line=False) == [
        "Nothing changed, nothing embedded (0.2 s).",
        "The library holds 1 document, published 2020-01-09; 2 passages.",
    ]


def test_a_report_says_what_was_cut_again():
    lines = plain(terminal.write_report, report(cut_again=2), every_line=False)
    assert "Of those unchanged, 2 documents were cut into passages again." in lines


def test_a_report_says_whose_dates_were_read_anew():
    lines = plain(terminal.write_report, report(dates_read_anew=2), every_line=False)
    assert "The dates in the text of 2 documents were read again." in lines
    assert "again" not in "".join(plain(terminal.write_report, report(), every_line=False))


def test_a_rebuild_of_unchanged_documents_says_what_it_embedded():
    lines = plain(terminal.write_report, report(passages_embedded=2), every_line=False)
    assert lines[0] == "0 added, 0 changed, 0 removed, 1 unchanged; 2 passages embedded in 0.2 s"


def test_long_lists_are_cut_unless_every_line_is_wanted():
    paths = tuple(f"source_docs/{number}.txt" for number in range(12))
    cut = plain(terminal.write_report, report(added=paths), every_line=False)
    assert cut[10:12] == ["  added    source_docs/9.txt", "  and 2 more (--verbose lists all)"]
    assert len(plain(terminal.write_report, report(added=paths), every_line=True)) == 14
    assert len(plain(terminal.write_report, report(added=paths[:11]), every_line=False)) == 13


def test_a_diagnosis_says_how_to_mend():
    found = diagnosis(
        finding("ok", "SQLite is whole."),
        finding("fault", "The vector index is cut short.", "Run `dateline doctor --repair`."),
        finding("fault", "The word index was behind.", "Run it.", mended=True),
        finding("note", "One file failed."),
        healthy=False,
    )
    assert plain(terminal.write_diagnosis, found) == [
        "ok      SQLite is whole.",
        "fault   The vector index is cut short.",
        "        Run `dateline doctor --repair`.",
        "mended  The word index was behind.",
        "note    One file failed.",
        "The index has faults.",
    ]
    assert plain(terminal.write_diagnosis, diagnosis()) == ["The index is sound."]


def test_a_status_names_the_libraries_where_there_are_several():
    libraries = (LibraryRecord("Apollo", public=False), LibraryRecord("main", public=True))
    lines = plain(terminal.write_status, status(libraries=libraries))
    assert "libraries             Apollo (not public), main" in lines
    assert not any(line.startswith("libraries") for line in plain(terminal.write_status, status()))
