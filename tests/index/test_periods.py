import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.periods import READ_FORMS, Period, parse_period, parse_publication_date


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020-01-09", date(2020, 1, 9), date(2020, 1, 9)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_a_value_covers_the_days_of_its_precision(value: str, first: date, last: date) -> None:
    assert parse_period(value) == Period(value, first, last)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("2020-02-30", "2020-02-30 is not a day that exists"),
        ("2020-13", "2020-13 is not a month that exists"),
        ("0000", "0000 is not a year that exists; years run from 0001 to 9999"),
        ("0000-01", "0000-01 is not a month that exists"),
        ("2020-1-9", "'2020-1-9' is not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("٢٠٢٠", "'٢٠٢٠' is not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("2020\n", "'2020\\n' is not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
    ],
)
def test_what_is_no_date_is_named_in_the_error(value: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_period(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020", "2020"),
        ("2020-01", "2020-01"),
        ("2020-01-09", "2020-01-09"),
        ("2020-01-09T10:00:00Z", "2020-01-09"),
        ("2020-01-09 23:59:59.123 +0200", "2020-01-09"),
        ("2020-01-09T23:59-11:00", "2020-01-09"),
        ("20200109", "2020-01-09"),
        ("2020/01/09", "2020-01-09"),
        ("9 January 2020", "2020-01-09"),
        ("9th Jan 2020", "2020-01-09"),
        ("9th of January, 2020", "2020-01-09"),
        ("Thu, 09 Jan 2020 10:00:00 GMT", "2020-01-09"),
        ("January 9, 2020", "2020-01-09"),
        ("Thursday, SEPT. 1st 2020", "2020-09-01"),
        ("  Jan   2020 ", "2020-01"),
        ("January 2020", "2020-01"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, value: str) -> None:
    assert parse_publication_date(text) == parse_period(value)


def test_blank_is_no_date() -> None:
    assert parse_publication_date(" \n") is None


@pytest.mark.parametrize("text", ["03/04/2020", "2020-1-9", "last May", "2020-01-09 or later"])
def test_a_form_that_leaves_doubt_is_refused_with_the_forms_that_are_read(text: str) -> None:
    message = f"'{text}' is not a date in a form that is read; write {READ_FORMS}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_publication_date(text)


def test_a_written_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^2020-02-30 is not a day that exists$"):
        parse_publication_date("30 February 2020")


@given(st.dates())
def test_every_day_is_read_back_from_each_form(day: date) -> None:
    expected = Period(day.isoformat(), day, day)
    assert parse_period(day.isoformat()) == expected
    months = "January February March April May June July August September October November December"
    name = months.split()[day.month - 1]
    for text in (
        f"{day.day} {name} {day.year:04}",
        f"{name[:3]} {day.day}, {day.year:04}",
        day.isoformat().replace("-", ""),
        day.isoformat().replace("-", "/"),
    ):
        assert parse_publication_date(text) == expected


@given(st.text())
def test_any_text_is_a_date_none_or_a_value_error(text: str) -> None:
    try:
        period = parse_publication_date(text)
    except ValueError:
        return
    assert period is None or period.first <= period.last
