import pytest

from bot.answering.referents import (
    Before,
    person_spoken_of,
    place_spoken_of,
    thing_spoken_of,
)

ELECTED = Before("Who was elected mayor of Lom?", "Ida Moss was elected in Vik.", "Ruth Abel")


@pytest.mark.parametrize(
    ("before", "person"),
    [
        (ELECTED, "Ida Moss"),
        (Before("When was Kaj Holt born?", "Ida Moss knew him."), "Kaj Holt"),
        (Before("Who is Kaj Holt?", "Ida Moss knew him."), "Kaj Holt"),
        (Before("Who was elected?", "", "Ruth Abel"), "Ruth Abel"),
        (Before("When did it rain?"), None),
    ],
)
def test_she_is_whom_an_answer_names_or_the_question(before, person):
    assert person_spoken_of(before) == person


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("When was the Heron built?", "the Heron"),
        ("Who designed the Sund bridge?", "the Sund bridge"),
        ("What did the storm break?", "the storm"),
        ("Who invited Sadr?", None),
    ],
)
def test_it_is_the_thing_that_was_asked_about(question, thing):
    assert thing_spoken_of(Before(question)) == thing


def test_there_is_the_place_of_the_question_and_of_the_answer_where_it_was_asked_for():
    sentence = "The fair is held in Vik."
    assert place_spoken_of(Before("What happens in Lom?", sentence)) == "Lom"
    assert place_spoken_of(Before("Where in Lom is it held?", sentence)) == "Vik"
    assert place_spoken_of(Before("What happens?")) is None
