import io
from datetime import date

import pytest

from bot.answering.scope import Scope
from bot.terminal.arguments import (
    DayAndTopic,
    Range,
    day_and_topic,
    days_between,
    publication_date,
    question_from,
    range_in,
    scope_from,
)
from index.errors import UsageError
from index.periods import READ_FORMS, Days
from index.store.records import Published

TODAY = date(2020, 1, 9)
FORMS = 'Write YYYY, YYYY-MM or YYYY-MM-DD, or words: "last week", "9 January 2020".'


def test_the_words_of_a_question_are_joined():
    assert question_from(["Who", "invited Sadr?"], io.StringIO("not this")) == "Who invited Sadr?"


def test_a_lone_dash_reads_the_question_from_stdin():
    assert question_from(["-"], io.StringIO("  Who?\n")) == "Who?"
    assert question_from(["-", "x"], io.StringIO("Who?")) == "- x"


def test_bytes_that_are_not_utf8_become_question_marks():
    assert question_from(["a\udcffb"], io.StringIO()) == "a?b"


@pytest.mark.parametrize(
    ("after", "before", "published"),
    [
        (None, None, Published()),
        ("2019", None, Published(after=date(2019, 1, 1))),
        ("2019-05", "2020-02-03", Published(date(2019, 5, 1), date(2020, 2, 3))),
        (None, "2020", Published(before=date(2020, 1, 1))),
        ("last September", "9 January 2020", Published(date(2019, 9, 1), date(2020, 1, 9))),
        ("last week", "today", Published(date(2019, 12, 30), date(2020, 1, 9))),
    ],
)
def test_after_and_before_mean_first_days(after, before, published):
    assert scope_from(today=TODAY, after=after, before=before) == Scope(published)


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        ("2018", date(2018, 12, 31)),
        ("2020-02", date(2020, 2, 29)),
        ("2018-03-04", date(2018, 3, 4)),
        ("last summer", date(2019, 8, 31)),
        ("yesterday", date(2020, 1, 8)),
    ],
)
def test_as_of_means_the_last_day(as_of, day):
    assert scope_from(today=TODAY, as_of=as_of) == Scope(as_of=day)


def test_during_means_every_day():
    during = Days(date(2019, 9, 1), date(2019, 9, 30))
    assert scope_from(today=TODAY, during="2019-09") == Scope(during=during)
    assert scope_from(today=TODAY, during="last September") == Scope(during=during)


def test_switches_are_handed_on():
    scope = scope_from(today=TODAY, any_time=True, by_date=True)
    assert scope == Scope(any_time=True, by_date=True)
    assert scope_from(today=TODAY) == Scope()


@pytest.mark.parametrize("value", ["", "sometime", "2020-13", "2020-02-30", "20", "2020-1-1"])
@pytest.mark.parametrize("option", ["after", "before", "as_of", "during"])
def test_what_is_not_a_date_is_named_with_the_forms(option, value):
    with pytest.raises(UsageError) as caught:
        scope_from(today=TODAY, **{option: value})
    assert str(caught.value) == f"--{option.replace('_', '-')} '{value}' is not a date. {FORMS}"


@pytest.mark.parametrize("before", ["2020", "2020-01-01", "2019-12", "last week"])
def test_a_range_of_no_day_is_refused(before):
    with pytest.raises(UsageError, match=f"^--after 2020 --before {before} leaves no day"):
        scope_from(today=TODAY, after="2020", before=before)


def test_documents_after_the_day_of_the_answer_are_refused():
    with pytest.raises(UsageError) as caught:
        scope_from(today=TODAY, after="2020", as_of="2019")
    assert str(caught.value) == (
        "--after 2020 --as-of 2019 leaves no day: it asks for documents from 2020-01-01 on as "
        "they were known on 2019-12-31. Give --as-of a later date than --after."
    )
    scope = scope_from(today=TODAY, after="2020-01-01", as_of="2020-01-01")
    assert scope.filter == Published(date(2020, 1, 1), date(2020, 1, 2))


def test_a_timeline_runs_from_the_first_day_to_the_last():
    assert days_between("2018", "2019-02", TODAY) == Days(date(2018, 1, 1), date(2019, 2, 28))
    assert days_between(None, "last week", TODAY) == Days(None, date(2020, 1, 5))
    assert days_between(None, None, TODAY) == Days()
    with pytest.raises(UsageError) as caught:
        days_between("2020", "2019", TODAY)
    assert str(caught.value) == (
        "--from 2020 --to 2019 leaves no day: it asks for the time from 2020-01-01 to 2019-12-31. "
        "Give --to a later date than --from."
    )
    with pytest.raises(UsageError, match=r"^--to 'x' is not a date\."):
        days_between("2020", "x", TODAY)


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
