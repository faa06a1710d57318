import time

import pytest

from index.dates.query.doubtful import DoubtfulDate, doubtful_dates


def test_a_date_of_two_readings_is_told_with_both_of_them():
    question = "What was decided on 03/05/2021 in Nordby?"
    assert doubtful_dates(question) == [
        DoubtfulDate("03/05/2021", 20, 30, ("2021-05-03", "2021-03-05"))
    ]


@pytest.mark.parametrize(
    ("question", "text", "readings"),
    [
        ("What came after 04.07.2019?", "04.07.2019", ("2019-07-04", "2019-04-07")),
        ("the vote of 1-2-21", "1-2-21", ("2021-02-01", "2021-01-02")),
        ("who spoke on 3/5?", "3/5", ("XXXX-05-03", "XXXX-03-05")),
        ("Who left on 31/02/2021?", "31/02/2021", ()),
        ("Who left on 30 February 2021?", "30 February 2021", ()),
        ("Who left on June 31, 2021?", "June 31, 2021", ()),
        ("news of 2021-13-05", "2021-13-05", ()),
        ("news of 2021-02-30", "2021-02-30", ()),
    ],
)
def test_what_is_not_certain_is_told_word_for_word(question, text, readings):
    (found,) = doubtful_dates(question)
    assert (found.text, found.readings) == (text, readings)
    assert question[found.start : found.end] == text


@pytest.mark.parametrize(
    "question",
    [
        "What happened on 25/12/2021?",
        "What happened on 05/05/2021?",
        "What happened on 2021-05-03?",
        "What happened on 29 February 2020?",
        "What happened on 9/11?",
        "Who had a 3/5 majority? Was it by 2/3 of all?",
        "What does version 1.2.2021 bring, and 10.0.0.1?",
        "What is at https://example.com/1/2/2021?",
        "What is order A-1/2/2021?",
        "Who won by 3-2-1?",
        "What is 3.5.20?",
    ],
)
def test_what_is_understood_or_no_date_at_all_is_not_in_doubt(question):
    assert doubtful_dates(question) == []


@pytest.mark.parametrize("piece", ["1/2/", "1-", "on 1/2 ", "31 february ", "feb 30 ", "2021-13-"])
def test_a_long_question_is_read_in_no_time(piece):
    began = time.process_time()
    doubtful_dates(piece * 20_000)
    assert time.process_time() - began < 2
