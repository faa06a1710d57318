from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dates import GRAMMAR_VERSION
from index.documents import EventDate
from index.passages import Passage, Span
from index.periods import Days
from index.store.database import Database
from index.store.records import StoredEventDate
from new_documents import IDENTITY
from new_documents import new as new_document
from sealed import change

TEXT = "In 1979 it was occupied. Last September he came. No more."
REVOLUTION = EventDate("1979", "1979", 3, 7)
SEPTEMBER = EventDate("Last September", "2019-09", 25, 39)


def new(*dates, path="docs/a.txt"):
    passages = [Passage(0, 48, (Span(0, 24), Span(25, 48))), Passage(49, 57, (Span(49, 57),))]
    return new_document(path, text=TEXT, passages=passages, dates=dates)


def stored(one, first, last):
    return StoredEventDate(one.start, one.end, one.value, Days(first, last))


YEAR_1979 = stored(REVOLUTION, date(1979, 1, 1), date(1979, 12, 31))
MONTH = stored(SEPTEMBER, date(2019, 9, 1), date(2019, 9, 30))


def test_event_dates_come_back_with_their_passage_and_its_days(database):
    database.writer.write([new(REVOLUTION, SEPTEMBER)])
    assert database.event_dates.of([1, 2, 99]) == {1: [YEAR_1979, MONTH]}


def test_event_dates_of_a_place_are_those_that_lie_in_it(database):
    database.writer.write([new(REVOLUTION, SEPTEMBER)])
    (source,) = database.documents.sources()
    assert database.event_dates.at(source.id, 0, 57) == [YEAR_1979, MONTH]
    assert database.event_dates.at(source.id, 25, 48) == [MONTH]
    assert database.event_dates.at(source.id, 4, 24) == []


def test_a_date_across_two_passages_belongs_to_none(database):
    database.writer.write(
        [new(EventDate("came. No", "2019", 43, 51), EventDate("more", "2020", 52, 56))]
    )
    assert [one.value for one in database.event_dates.of([1, 2]).get(2, [])] == ["2020"]
    assert 1 not in database.event_dates.of([1, 2])


@pytest.mark.parametrize(
    ("span", "ids"),
    [
        (Days(date(2019, 9, 14), date(2019, 9, 14)), [1]),
        (Days(date(2019, 9, 30), date(2019, 10, 5)), [1]),
        (Days(date(2019, 10, 1), date(2019, 10, 5)), []),
        (Days(date(1980, 1, 1), date(2019, 8, 31)), []),
        (Days(None, date(1979, 1, 1)), [1]),
        (Days(date(2019, 9, 30), None), [1]),
        (Days(date(2020, 1, 1), None), []),
        (Days(), [1]),
    ],
)
def test_passages_are_found_by_the_days_they_speak_of(database, span, ids):
    database.writer.write([new(REVOLUTION, SEPTEMBER)])
    assert database.event_dates.speaking_of([span]).tolist() == ids


def test_several_spans_find_what_speaks_of_any_and_each_passage_once(database):
    database.writer.write([new(REVOLUTION, SEPTEMBER), new(SEPTEMBER, path="docs/b.txt")])
    spans = [Days(date(1979, 5, 5), date(1979, 5, 5)), Days(date(2019, 9, 1), None)]
    assert database.event_dates.speaking_of(spans).tolist() == [1, 3]
    assert database.event_dates.speaking_of([]).tolist() == []


def test_event_dates_go_with_their_document(database):
    database.writer.write([new(REVOLUTION)])
    database.writer.write([], remove=["docs/a.txt"])
    assert database.event_dates.speaking_of([Days()]).tolist() == []
    assert database.connection.one("SELECT count(*) FROM event_dates")[0] == 0


DAY = st.dates()


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(DAY, DAY), max_size=6), st.tuples(DAY, DAY))
def test_a_look_up_finds_exactly_what_touches_the_days(tmp_path_factory, made, asked):
    path = tmp_path_factory.mktemp("events") / "library.sqlite3"
    database = Database.create(path, IDENTITY)
    try:
        asked_first, asked_last = sorted(asked)
        wanted = []
        for number, pair in enumerate(made):
            first, last = sorted(pair)
            value = f"{first}/{last}" if first < last else str(first)
            database.writer.write([new(EventDate("1979", value, 3, 7), path=f"docs/{number}.txt")])
            if first <= asked_last and asked_first <= last:
                wanted.append(2 * number + 1)
        assert database.event_dates.speaking_of([Days(asked_first, asked_last)]).tolist() == wanted
    finally:
        database.close()


def test_a_look_up_reads_the_index_and_no_table(database):
    plan = database.connection.all(
        "EXPLAIN QUERY PLAN SELECT passage_id FROM event_dates WHERE size = ?"
        " AND first_day BETWEEN ? AND ? AND last_day >= ?",
        (1, 2, 3, 4),
    )
    assert "SEARCH event_dates USING COVERING INDEX event_dates_days" in plan[0][3]


def test_dates_are_read_anew_for_every_document_and_the_grammar_is_noted(database):
    database.writer.write([new(REVOLUTION), new(path="docs/b.txt")])
    seen = []
    count = database.event_dates.read_anew(
        lambda *found_in: seen.append(found_in) or [SEPTEMBER],
        7,
        lambda done, total: None,
    )
    assert count == 2
    assert seen == [(TEXT, 0, "2020-01-09", [])] * 2
    assert database.event_dates.of([1, 2, 3, 4]) == {1: [MONTH], 3: [MONTH]}
    assert database.event_dates.grammar == 7


def test_documents_that_other_rules_cut_are_left_to_be_cut_again(database):
    database.writer.write([replace(new(REVOLUTION), cut="1.1"), new(path="docs/b.txt")])
    assert database.event_dates.read_anew(lambda *_: [SEPTEMBER], 7, cut="1.1") == 1
    assert database.event_dates.of([1, 3]) == {1: [MONTH]}


def test_reading_anew_that_is_broken_off_is_begun_again(database, monkeypatch):
    monkeypatch.setattr("index.store.event_dates.DOCUMENTS_AT_ONCE", 1)
    database.writer.write([new(REVOLUTION), new(REVOLUTION, path="docs/b.txt")])
    found = iter([[SEPTEMBER]])
    with pytest.raises(StopIteration):
        database.event_dates.read_anew(lambda *_: next(found), 7)
    assert database.event_dates.grammar == GRAMMAR_VERSION
    assert database.event_dates.of([1, 3]) == {1: [MONTH], 3: [YEAR_1979]}


def test_dates_of_a_damaged_document_are_not_read_anew(database):
    database.writer.write([new(REVOLUTION)])
    change(database.path, "UPDATE event_dates SET value = '1066'")
    database.event_dates.read_anew(lambda *_: (), 99)
    assert list(database.seals.broken()) == ["docs/a.txt"]


def test_a_date_that_is_no_day_is_left_out(database, caplog):
    database.writer.write([new(REVOLUTION)])
    change(database.path, "UPDATE event_dates SET first_day = 1 << 40")
    assert database.event_dates.of([1]) == {}
    assert "an event date of passage 1 is not what was written" in caplog.text
