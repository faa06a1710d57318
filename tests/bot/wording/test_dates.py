from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.dates import (
    beside,
    date_in_words,
    days_in_words,
    long_date,
    says_more,
    time_as_understood,
)
from index.dates.query.question_time import asked_time
from index.periods import Days


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2019-09-14", "14 September 2019"),
        ("2019-09", "September 2019"),
        ("2019", "2019"),
        ("2019-W38", "week of 16 September 2019"),
        ("2019-W38-WE", "weekend of 21 September 2019"),
        ("2019-Q3", "third quarter of 2019"),
        ("2019-H1", "first half of 2019"),
        ("2019-SU", "summer 2019"),
        ("2019-WI", "winter 2019/20"),
        ("1999-WI", "winter 1999/2000"),
        ("199", "the 1990s"),
        ("006", "the 60s AD"),
        ("000", "the 0s AD"),
        ("19", "the 20th century"),
        ("20", "the 21st century"),
        ("10", "the 11th century"),
        ("01", "the 2nd century"),
        ("0079-08-24", "24 August AD 79"),
        ("0079", "AD 79"),
    ],
)
def test_every_form_of_value_has_words(value, words):
    assert date_in_words(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2018/2020", "2018 to 2020"),
        ("2019-07/2019-09", "July to September 2019"),
        ("2018-07/2019-09", "July 2018 to September 2019"),
        ("2019-09-05/2019-09-09", "5 to 9 September 2019"),
        ("2019-08-05/2019-09-09", "5 August to 9 September 2019"),
        ("2019-Q1/2019-Q3", "first to third quarter of 2019"),
        ("2019-SP/2019-FA", "spring to autumn 2019"),
        ("17/18", "the 18th to the 19th century"),
        ("198/199", "the 1980s to the 1990s"),
        ("2019-03/..", "March 2019 on"),
        ("../2018", "up to 2018"),
        ("2018, 2020", "2018 and 2020"),
        ("2018, 2019-05, 2020/..", "2018, May 2019 and 2020 on"),
    ],
)
def test_spans_and_lists_have_words(value, words):
    assert date_in_words(value) == words


@pytest.mark.parametrize(
    "value", ["", "last year", "2019-13", "2019-02-30", "2019-W60", "2019-Q9", "T12", "٢٠١٩", "1"]
)
def test_what_is_no_value_stays_as_it_is(value):
    assert date_in_words(value) == value


@given(st.text(alphabet="0129-/., WQHSUE", max_size=24))
def test_nothing_that_looks_like_a_value_ends_the_run(value):
    date_in_words(value)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2019, 9, 14), date(2019, 9, 14), "14 September 2019"),
        (date(2019, 9, 1), date(2019, 9, 30), "September 2019"),
        (date(2019, 2, 1), date(2019, 2, 28), "February 2019"),
        (date(2020, 2, 1), date(2020, 2, 28), "1 to 28 February 2020"),
        (date(2019, 7, 1), date(2019, 9, 30), "July to September 2019"),
        (date(2019, 1, 1), date(2019, 12, 31), "2019"),
        (date(2018, 1, 1), date(2019, 12, 31), "2018 to 2019"),
        (date(2018, 1, 3), None, "3 January 2018 on"),
        (date(2018, 3, 1), None, "March 2018 on"),
        (None, date(2018, 12, 31), "up to 2018"),
        (None, date(2018, 12, 30), "up to 30 December 2018"),
        (date(2018, 3, 1), date(2019, 12, 31), "March 2018 to December 2019"),
        (None, None, ""),
    ],
)
def test_days_are_named_by_the_period_they_fill(first, last, words):
    assert days_in_words(Days(first, last)) == words


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("September 2019", "2019-09"),
        ("Sept. 2019", "2019-09"),
        ("January 9th, 2020", "2020-01-09"),
        ("Thursday 9 January 2020", "2020-01-09"),
        ("the summer of 2019", "2019-SU"),
        ("between 2015 and 2017", "2015/2017"),
        ("from July to\nSeptember 2018", "2018-07/2018-09"),
        ("1990s", "199"),
        ("late 2016", "2016"),
        ("2019-09", "2019-09"),
    ],
)
def test_words_that_say_it_all_stand_alone(words, value):
    assert not says_more(value, words)
    assert beside(words, value) == words


@pytest.mark.parametrize(
    ("words", "value", "shown"),
    [
        ("last September", "2019-09", "last September → September 2019"),
        ("Friday", "2020-01-03", "Friday → 3 January 2020"),
        ("the '90s", "199", "the '90s → the 1990s"),
        ("the marches of 2019", "2019-03", "the marches of 2019 → March 2019"),
    ],
)
def test_words_that_leave_something_open_have_the_time_beside_them(words, value, shown):
    assert beside(words, value) == shown


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Who came since last March?", "since last March → March 2019 on"),
        ("Who came before 2018?", "before 2018"),
        ("Who came until 2018?", "until 2018"),
        ("Who came last summer?", "last summer → summer 2019"),
        ("Who came in 2018 or 2020?", "2018, 2020"),
        ("Who came during the 1990s?", "the 1990s"),
    ],
)
def test_a_question_is_told_how_its_time_was_understood(question, shown):
    assert time_as_understood(asked_time(question, date(2020, 1, 9))) == shown


def test_dates_are_as_precise_as_they_were_written():
    assert long_date("2020-01-09") == "9 January 2020"
    assert long_date("2020-01") == "January 2020"
    assert long_date("2020") == "2020"
    assert long_date("2019-Q3") == "third quarter of 2019"
    assert long_date("2020-W03") == "week of 13 January 2020"
    assert long_date("2019-H1") == "2019-H1"
    assert long_date("2020-13-01") == "2020-13-01"
