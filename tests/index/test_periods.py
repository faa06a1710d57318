import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.periods import (
    READ_FORMS,
    DateOrder,
    DoubtfulDate,
    Period,
    date_end,
    date_order,
    parse_period,
    parse_publication_date,
)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020-01-09", date(2020, 1, 9), date(2020, 1, 9)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-Q1", date(2020, 1, 1), date(2020, 3, 31)),
        ("9999-Q4", date(9999, 10, 1), date(9999, 12, 31)),
        ("2020-W01", date(2019, 12, 30), date(2020, 1, 5)),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
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
        ("2019-W53", "2019-W53 is not a week that exists"),
        ("9999-W52", "9999-W52 is not a week that exists"),
        ("0000-Q1", "0000-Q1 is not a quarter that exists"),
        ("2020-Q5", "'2020-Q5' is not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
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
        ("2020-1-9", "2020-01-09"),
        ("2020-01-09 9:15", "2020-01-09"),
        ("2020-01-09T10-22-33", "2020-01-09"),
        ("[[2020-01-09]]", "2020-01-09"),
        ("<2020-01-09 Thu>", "2020-01-09"),
        ("2020.01.09", "2020-01-09"),
        ("20200109123000", "2020-01-09"),
        ("20200109T101500Z", "2020-01-09"),
        ("13/01/2020", "2020-01-13"),
        ("01/13/2020 14:30", "2020-01-13"),
        ("31.12.2020", "2020-12-31"),
        ("05/05/2020", "2020-05-05"),
        ("99-01-31", "1999-01-31"),
        ("March 5, 2021 10:22 AM", "2021-03-05"),
        ("January 9, 2020 at 10 p.m.", "2020-01-09"),
        ("Thu, 16 Jan 2020 09:15:00 +0100 (CET)", "2020-01-16"),
        ("9-Jan-2020", "2020-01-09"),
        ("2020 Jan 9", "2020-01-09"),
        ("Donnerstag, 9. Januar 2020", "2020-01-09"),
        ("1er mars 2020", "2020-03-01"),
        ("9 de enero de 2020", "2020-01-09"),
        ("2020年1月9日", "2020-01-09"),
        ("2020年1月", "2020-01"),
        ("2020-Q1", "2020-Q1"),
        ("Q1 2020", "2020-Q1"),
        ("2020-W03", "2020-W03"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, value: str) -> None:
    assert parse_publication_date(text) == parse_period(value)


def test_blank_is_no_date() -> None:
    assert parse_publication_date(" \n") is None


@pytest.mark.parametrize("text", ["last May", "2020-01-09 or later", "2021.3.1", "le 9"])
def test_what_is_no_date_is_refused_with_the_forms_that_are_read(text: str) -> None:
    message = f"'{text}' is not a date in a form that is read; write {READ_FORMS}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_publication_date(text)


@pytest.mark.parametrize(
    ("text", "first", "second", "order"),
    [
        ("03/04/2020", "2020-04-03", "2020-03-04", DateOrder.DAY_FIRST),
        ("3.4.2020", "2020-04-03", "2020-03-04", DateOrder.DAY_FIRST),
        ("20-01-09", "2020-01-09", "2009-01-20", DateOrder.SHORT_YEAR_FIRST),
    ],
)
def test_a_date_that_can_be_two_days_is_in_doubt_until_its_order_is_told(
    text: str, first: str, second: str, order: DateOrder
) -> None:
    with pytest.raises(DoubtfulDate, match=f"can be {first} or {second}; write YYYY") as doubt:
        parse_publication_date(text)
    assert [period.value for period in doubt.value.readings.values()] == [first, second]
    assert parse_publication_date(text, order) == parse_period(first)
    assert date_order(text) is None


def test_the_order_of_numbers_is_proved_by_a_number_that_is_no_month() -> None:
    assert date_order("23/01/2020") == DateOrder.DAY_FIRST
    assert date_order("01/23/2020") == DateOrder.MONTH_FIRST
    assert date_order("99-01-31") == DateOrder.SHORT_YEAR_FIRST
    for text in ("2020-01-23", "23 January 2020", "05/05/2020", "99/99/2020", ""):
        assert date_order(text) is None, text


def test_numbers_that_are_no_day_in_any_order_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^'31/31/2020' is not a day that exists$"):
        parse_publication_date("31/31/2020")
    with pytest.raises(ValueError, match=r"^'45/67/89' is not a day that exists$"):
        parse_publication_date("45/67/89")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2020-01-09T12:00 Title", "2020-01-09T12:00"),
        ("9 January 2020 was cold", "9 January 2020"),
        ("2020-01-09 12:00 USA", "2020-01-09 12:00"),
        ("2020-01-09: a day", "2020-01-09"),
        ("January 9, 2020. The", "January 9, 2020"),
        ("2020 Title", "2020"),
        ("2020-01-09 12 people", "2020-01-09"),
        ("03/04/2021_", "03/04/2021"),
        ("2021.3.1 Title", None),
        ("2020-01-09-x", None),
        ("20201 x", None),
        ("on 9 January 2020", None),
    ],
)
def test_a_date_at_the_head_of_a_line_ends_where_its_words_do(line: str, date: str | None) -> None:
    end = date_end(line)
    assert (None if end is None else line[:end]) == date


def test_a_long_text_is_no_date_and_its_message_stays_short() -> None:
    with pytest.raises(ValueError, match=r"is not a date in a form that is read") as refused:
        parse_publication_date("2020 " * 10_000)
    assert len(str(refused.value)) < 300


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
        f"[[{day.isoformat()}]]",
        f"{day.isoformat()} 9:15",
    ):
        assert parse_publication_date(text) == expected


@given(st.text())
def test_any_text_is_a_date_none_or_a_value_error(text: str) -> None:
    try:
        period = parse_publication_date(text)
    except ValueError:
        return
    assert period is None or period.first <= period.last
