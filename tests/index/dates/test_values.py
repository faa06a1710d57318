from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates.values import Unit, days, month_value, shifted, unit_of, year_value


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2019-09-14", "2019-09-14", "2019-09-14"),
        ("2019-W38", "2019-09-16", "2019-09-22"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2019-W38-WE", "2019-09-21", "2019-09-22"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("2019-Q3", "2019-07-01", "2019-09-30"),
        ("2019-H1", "2019-01-01", "2019-06-30"),
        ("2019-SU", "2019-06-01", "2019-08-31"),
        ("2019-WI", "2019-12-01", "2020-02-29"),
        ("9999-WI", "9999-12-01", "9999-12-31"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("201", "2010-01-01", "2019-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("00", "0001-01-01", "0099-12-31"),
        ("2018/2020", "2018-01-01", "2020-12-31"),
        ("2018-11/2019-03-04", "2018-11-01", "2019-03-04"),
    ],
)
def test_a_value_covers_its_days(value, first, last):
    assert days(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    ["", "2019-13", "2019-02-30", "2019-W54", "2021-W53", "0000", "x", "2019-Q5", "2/", "-1"],
)
def test_what_is_no_value_is_an_error(value):
    with pytest.raises(ValueError, match=r"not a"):
        days(value)


@given(st.dates(), st.sampled_from(Unit))
def test_the_unit_of_a_day_holds_it_and_has_its_precision(day, unit):
    value = shifted(day, unit, 0)
    assert unit_of(value) == unit
    first, last = days(value)
    if unit == Unit.WEEKEND:
        assert first.isocalendar()[:2] == day.isocalendar()[:2]
    else:
        assert first <= day <= last


@given(st.dates(date(500, 1, 1), date(9500, 1, 1)), st.sampled_from(Unit), st.integers(-3, 3))
def test_steps_add_up_and_meet_without_a_gap(day, unit, count):
    there = shifted(day, unit, count)
    assert shifted(days(there)[0], unit, -count) == shifted(day, unit, 0)
    following = shifted(days(there)[0], unit, 1)
    gap = (days(following)[0] - days(there)[1]).days
    assert gap == (6 if unit == Unit.WEEKEND else 1)


@given(st.dates(), st.sampled_from(Unit), st.integers(-20_000, 20_000))
def test_a_step_out_of_the_years_gives_none(day, unit, count):
    value = shifted(day, unit, count)
    if value is None:
        assert abs(count) > 90 or not 300 < day.year < 9000 or unit >= Unit.DECADE
    else:
        days(value)


def test_months_and_years_that_do_not_exist_are_none():
    assert [month_value(2019, 13), month_value(0, 5), year_value(0), year_value(10_000)] == [
        None
    ] * 4
    assert [month_value(79, 8), year_value(79)] == ["0079-08", "0079"]
