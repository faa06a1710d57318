import io
from datetime import date

import pytest

from bot.arguments import Range, published_between, question_from, range_in
from index.errors import UsageError
from index.store.records import Published


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
    ],
)
def test_dates_become_a_half_open_range(after, before, published):
    assert published_between(after, before) == published


@pytest.mark.parametrize("value", ["", "yesterday", "2020-13", "2020-02-30", "20", "2020-1-1"])
def test_what_is_not_a_date_is_named_with_the_forms(value):
    with pytest.raises(UsageError) as caught:
        published_between(None, value)
    assert str(caught.value) == (
        f"--before '{value}' is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD."
    )


@pytest.mark.parametrize("before", ["2020", "2020-01-01", "2019-12"])
def test_a_range_of_no_day_is_refused(before):
    with pytest.raises(UsageError, match=f"^--after 2020 --before {before} leaves no day"):
        published_between("2020", before)


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
