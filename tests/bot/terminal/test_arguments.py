import io
from datetime import date

import pytest

from bot.answering.scope import Scope
from bot.terminal.arguments import (
    DayAndTopic,
    Range,
    day_and_topic,
    publication_date,
    question_from,
    range_in,
    typed_dates,
)
from index.errors import UsageError
from index.periods import READ_FORMS

TODAY = date(2020, 1, 9)
FORMS = "Write 2020, 2020-01, 9 January 2020, 2019-Q3 or last summer."


def test_the_words_of_a_question_are_joined():
    assert question_from(["Who", "invited Sadr?"], io.StringIO("not this")) == "Who invited Sadr?"


def test_a_lone_dash_reads_the_question_from_stdin():
    assert question_from(["-"], io.StringIO("  Who?\n")) == "Who?"
    assert question_from(["-", "x"], io.StringIO("Who?")) == "- x"


def test_bytes_that_are_not_utf8_become_question_marks():
    assert question_from(["a\udcffb"], io.StringIO()) == "a?b"


def test_an_option_is_named_as_it_is_typed():
    assert typed_dates().scope(as_of="2018") == Scope(as_of=date(2018, 12, 31))
    with pytest.raises(UsageError) as caught:
        typed_dates().scope(after="2020", as_of="2019")
    assert str(caught.value) == (
        "No day lies between --after 2020 and --as-of 2019. "
        "Give “--as-of” a later date than “--after”."
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["2019"], DayAndTopic(date(2019, 1, 1), None)),
        (["last week"], DayAndTopic(date(2019, 12, 30), None)),
        (["last", "week"], DayAndTopic(date(2019, 12, 30), None)),
        (["last", "week", "Sadr", "in Iraq"], DayAndTopic(date(2019, 12, 30), "Sadr in Iraq")),
        (["9", "January", "2020", "2020"], DayAndTopic(date(2020, 1, 9), "2020")),
        (["2019", "Sadr"], DayAndTopic(date(2019, 1, 1), "Sadr")),
        (["2019", " "], DayAndTopic(date(2019, 1, 1), None)),
    ],
)
def test_a_day_comes_before_its_topic(words, found):
    assert day_and_topic(words, TODAY) == found


@pytest.mark.parametrize("words", [["Sadr"], ["Sadr", "2019"], [""]])
def test_a_topic_without_a_day_is_refused(words):
    with pytest.raises(UsageError) as caught:
        day_and_topic(words, TODAY)
    assert str(caught.value) == f"'{' '.join(words)}' does not begin with a date. {FORMS}"


@pytest.mark.parametrize(
    ("written", "value"),
    [("2020-01", "2020-01"), ("9 January 2020", "2020-01-09"), ("2020/01/09", "2020-01-09")],
)
def test_a_publication_date_is_as_precise_as_it_is_written(written, value):
    assert publication_date("--published", written) == value


@pytest.mark.parametrize("written", ["", "2020-02-30", "03/04/2020", "last week"])
def test_a_wrong_publication_date_is_named_with_the_forms(written):
    with pytest.raises(UsageError) as caught:
        publication_date("--published", written)
    assert str(caught.value) == f"--published '{written}' is not a date. Write {READ_FORMS}."


@pytest.mark.parametrize(("value", "found"), [("0:3", Range(0, 3)), ("2-10", Range(2, 10))])
def test_a_range_is_read_in_both_forms(value, found):
    assert range_in(value, 10) == found


@pytest.mark.parametrize("value", ["3:3", "4:2", "0:11", "-1:3", "a:b", "1", "1:", "٣:٥", "1:2:3"])
def test_a_wrong_range_is_named_with_the_length(value):
    with pytest.raises(UsageError) as caught:
        range_in(value, 10)
    assert str(caught.value) == (
        f"--around '{value}' is not a range of this document, which has 10 characters. "
        "Write START-END with 0 <= START < END <= 10."
    )
