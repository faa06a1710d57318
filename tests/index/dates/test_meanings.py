from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates.meanings import (
    DayOfMonth,
    EasterDay,
    Month,
    MonthDay,
    NthWeekday,
    Weekday,
    YearPart,
    around,
)
from index.dates.values import Unit, days

CYCLES = [
    Month(9),
    MonthDay(2, 29),
    MonthDay(12, 31),
    YearPart(Unit.QUARTER, 4),
    YearPart(Unit.SEASON, 4),
    YearPart(Unit.HALF, 1),
    NthWeekday(11, 3, 4),
    NthWeekday(5, 0, -1),
    EasterDay(0),
    Weekday(0),
    DayOfMonth(31),
]


@pytest.mark.parametrize(
    ("cycle", "year", "value"),
    [
        (EasterDay(0), 2019, "2019-04-21"),
        (EasterDay(0), 1818, "1818-03-22"),
        (EasterDay(0), 2038, "2038-04-25"),
        (EasterDay(-2), 2024, "2024-03-29"),
        (EasterDay(0), 1500, None),
        (NthWeekday(11, 3, 4), 2019, "2019-11-28"),
        (NthWeekday(5, 0, -1), 2021, "2021-05-31"),
        (NthWeekday(12, 0, -1), 2019, "2019-12-30"),
        (NthWeekday(9, 0, 1), 2019, "2019-09-02"),
        (MonthDay(2, 29), 2019, None),
        (MonthDay(9, 14, 5), 2019, "2019-09-14"),
        (MonthDay(9, 14, 4), 2019, None),
    ],
)
def test_a_day_of_the_year_has_its_rule(cycle, year, value):
    assert cycle.in_year(year) == value


@given(st.sampled_from(CYCLES), st.dates())
def test_values_around_a_day_come_in_order_and_exist(cycle, day):
    spans = [days(value) for value in around(cycle, day)]
    assert spans == sorted(spans)


def test_a_day_of_the_month_may_be_bound_to_a_weekday():
    found = list(around(DayOfMonth(13, 4), date(1998, 2, 1)))
    assert found == ["1997-06-13", "1998-02-13", "1998-03-13", "1998-11-13"]


@given(st.sampled_from(CYCLES), st.dates(date(1700, 1, 1), date(9900, 1, 1)))
def test_values_around_a_day_lie_on_both_sides_of_it(cycle, day):
    spans = [days(value) for value in around(cycle, day)]
    assert spans[0][0] <= day
    assert spans[-1][1] >= day
