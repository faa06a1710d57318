from datetime import date

import pytest

from bot.answering.scope import Scope
from bot.answering.timeline import make_timeline
from index.errors import QuestionError
from index.periods import Days

TODAY = date(2022, 1, 1)


@pytest.fixture
def filled(shelf):
    shelf.add(
        "a.txt",
        "The bridge was opened in 1979. In May 2018 the bridge was closed. The weather was mild.",
        published="2020-01-09",
    )
    shelf.add("b.txt", "The bridge is used by a thousand people.", published="2019-03")
    shelf.add("c.txt", "The bridge is old.")
    shelf.add("d.txt", "Harvests were poor in 1850.", published="2021")
    shelf.index()
    return shelf


def line(shelf, topic="the bridge", **options):
    gatherer = shelf.gatherer(today=TODAY)
    return make_timeline(gatherer, gatherer.store.summary(), topic, **options)


def rows(made):
    return [(entry.value, entry.quote.sentence.text) for entry in made.entries]


def test_sentences_stand_in_the_order_of_the_time_they_speak_of(filled):
    made = line(filled)
    assert made.answered
    assert rows(made) == [
        ("1979", "The bridge was opened in 1979."),
        ("2018-05", "In May 2018 the bridge was closed."),
        ("2019-03", "The bridge is used by a thousand people."),
    ]
    assert [entry.event and entry.event.text for entry in made.entries] == [
        "1979",
        "May 2018",
        None,
    ]
    assert made.entries[2].days == Days(date(2019, 3, 1), date(2019, 3, 31))


def test_what_has_no_date_at_all_stands_apart(filled):
    assert [quote.text for quote in line(filled).undated] == ["The bridge is old."]


def test_from_and_to_leave_what_touches_those_days(filled):
    made = line(filled, between=Days(date(2018, 5, 31), date(2018, 12, 31)))
    assert rows(made) == [("2018-05", "In May 2018 the bridge was closed.")]
    assert made.undated == ()
    assert rows(line(filled, between=Days(None, date(1990, 1, 1)))) == [
        ("1979", "The bridge was opened in 1979.")
    ]


def test_the_limit_keeps_what_speaks_of_a_time_and_the_order(filled):
    made = line(filled, limit=2)
    assert rows(made) == [
        ("1979", "The bridge was opened in 1979."),
        ("2018-05", "In May 2018 the bridge was closed."),
    ]
    assert made.undated == ()


def test_a_sentence_that_stands_in_two_documents_stands_once(filled):
    filled.add("copy.txt", "The bridge was opened in 1979.", published="2021-05-05")
    filled.index()
    assert [value for value, _ in rows(line(filled))].count("1979") == 1


def test_a_topic_of_which_nothing_tells_is_refused_with_the_nearest(filled):
    made = line(filled, "the population of France")
    assert (made.answered, made.entries, made.undated) == (False, (), ())
    assert made.nearest
    assert made.library.documents == 4


def test_limits_of_publication_hold(filled):
    made = line(filled, scope=Scope(as_of=date(2019, 12, 31)))
    assert rows(made) == [("2019-03", "The bridge is used by a thousand people.")]


def test_a_topic_without_a_word_is_an_error(filled):
    with pytest.raises(QuestionError):
        line(filled, "?!")
