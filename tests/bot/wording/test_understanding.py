from dataclasses import replace

import pytest

from bot.wording.understanding import question_notes
from fake_library import answered, refused
from index.dates.query.doubtful import DoubtfulDate


@pytest.mark.parametrize(
    ("missing", "respelled", "said"),
    [
        ((), (), []),
        (("E1099",), (), ["E1099 is not in the library."]),
        (("E1099", "Corvane"), (), ["E1099 and Corvane are not in the library."]),
        ((), (("Kovatch", "Kovač"),), ["Kovatch is not in the library."]),
        (tuple("ABCDE"), (), ["A, B and C are not in the library."]),
    ],
)
def test_a_refusal_says_which_names_are_not_in_the_library(missing, respelled, said):
    answer = replace(refused(), missing=missing, respelled=respelled)
    assert list(question_notes(answer)) == said


def test_an_answer_says_for_which_name_it_is_shown():
    answer = replace(answered(), missing=("Lu",), respelled=(("Kovatch", "Kovač"),))
    assert list(question_notes(answer)) == ["Nothing on “Kovatch”; shown for “Kovač”."]


@pytest.mark.parametrize(
    ("text", "readings", "said"),
    [
        ("03/05/2021", ("2021-05-03", "2021-03-05"), "write 2021-05-03 or 2021-03-05"),
        ("3/5", ("XXXX-05-03", "XXXX-03-05"), "write 3 May or 5 March"),
        ("31 February 2021", (), "there is no such day"),
    ],
)
def test_a_date_that_was_not_understood_is_said_with_what_it_may_mean(text, readings, said):
    doubtful = (DoubtfulDate(text, 0, len(text), readings),)
    for answer in (answered(), refused()):
        assert list(question_notes(replace(answer, doubtful=doubtful))) == [
            f"“{text}” was not understood as a date: {said}."
        ]


def test_words_of_a_person_are_written_as_the_face_does():
    answer = replace(refused(), missing=("a*b",))
    assert list(question_notes(answer, str.upper)) == ["A*B is not in the library."]
