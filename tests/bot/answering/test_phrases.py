import pytest

from bot.answering.phrases import (
    name_runs,
    names_in,
    people_in,
    phrases_in,
    place_in,
    without_last_verb,
    without_time,
)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("What are the types of river otters?", ["the types of river otters"]),
        ("Who designed the Sund bridge?", ["the Sund bridge"]),
        ("Is Lom, or is Vik, larger?", ["Lom", "Vik", "larger"]),
        ("Why?", []),
    ],
)
def test_phrases_are_the_runs_of_words_that_name_something(text, phrases):
    found = phrases_in(text)
    assert [one.text for one in found] == phrases
    assert all(text[one.start : one.end] in one.text for one in found)


def test_names_are_runs_with_a_capital_or_a_digit():
    assert [one.text for one in name_runs("Was Ida Moss in Vik on Sunday with E12?")] == [
        "Ida Moss",
        "Vik",
        "E12",
    ]
    assert names_in("Who was there?") == []
    assert names_in("WHO WAS THERE?") == []


def test_people_have_full_names_or_stand_in_no_place():
    assert people_in("In Lom, Ida Moss met Kaj Holt.") == ["Ida Moss", "Kaj Holt"]
    assert people_in("Yesterday Holt went to a town in Vik.") == ["Holt"]


def test_the_last_place_is_told():
    assert place_in("She went from Lom to Vik on Sunday.") == "Vik"
    assert place_in("Nowhere.") is None


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("What happened in Iraq between May 2018 and 2019?", "What happened in Iraq?"),
        ("In May 2018, who met Sadr?", "who met Sadr?"),
        ("Who met Sadr?", "Who met Sadr?"),
    ],
)
def test_a_time_is_taken_away_with_the_words_that_bind_it(question, left):
    assert without_time(question) == left


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("When was the Heron built?", "When was the Heron"),
        ("When did the Heron sail?", "When did the Heron"),
        ("Where are the boats repaired?", "Where are the boats"),
        ("What is the crew of the Heron?", "What is the crew of the Heron?"),
        ("Where is the Heron?", "Where is the Heron?"),
        ("Who built the Heron?", "Who built the Heron?"),
    ],
)
def test_the_verb_that_ends_a_question_is_taken_away(question, left):
    assert without_last_verb(question) == left
