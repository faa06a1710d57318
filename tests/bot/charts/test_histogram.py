from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.histogram import Histogram, Slot, days_of, histogram
from index.dates.values import days
from index.periods import Days


def spans(*values):
    return [Days(*days(value)) for value in values]


def counts(found):
    return {slot.value: slot.count for slot in found.slots}


def test_days_of_few_months_are_counted_by_month_with_the_empty_ones_in_between():
    found = histogram([spans("2019-11-03"), spans("2019-11-30"), spans("2020-02")])
    assert found == Histogram(
        "month",
        (
            Slot("2019-11", 2, False),
            Slot("2019-12", 0, False),
            Slot("2020-01", 0, False),
            Slot("2020-02", 1, False),
        ),
    )
    assert found.gaps == (found.slots[1:3],)


@pytest.mark.parametrize(
    ("values", "unit", "first", "last"),
    [
        (["2018-01", "2020-12-31"], "month", "2018-01", "2020-12"),
        (["2018-01", "2021-01"], "year", "2018", "2021"),
        (["1960", "2019"], "year", "1960", "2019"),
        (["1959", "2019"], "decade", "195", "201"),
        (["1430-05-30", "2019"], "decade", "143", "201"),
        (["1419", "2019"], "century", "14", "20"),
        (["0009", "0079"], "decade", "000", "007"),
    ],
)
def test_the_unit_is_the_finest_that_has_room(values, unit, first, last):
    found = histogram(spans(value) for value in values)
    assert (found.unit, found.slots[0].value, found.slots[-1].value) == (unit, first, last)
    assert sum(slot.count for slot in found.slots) == 2


def test_a_date_that_is_wider_than_the_unit_is_in_no_slot_and_leaves_no_gap():
    found = histogram([*map(spans, ("2019-01", "2019-03", "2021-01-05")), spans("2019")])
    assert (found.unit, found.wider) == ("month", 1)
    assert counts(found)["2019-02"] == 0
    assert [(gap[0].value, gap[-1].value) for gap in found.gaps] == [("2020-01", "2020-12")]


def test_where_most_dates_are_years_they_are_counted_by_year():
    found = histogram([spans("2019"), spans("2020"), spans("2020-03")])
    assert (found.unit, counts(found), found.wider) == ("year", {"2019": 1, "2020": 2}, 0)


def test_a_thing_counts_once_in_each_slot_that_it_has_a_date_in():
    found = histogram([spans("2020-01-01", "2020-01-02", "2020-02-01", "2020"), spans("2020-02")])
    assert (counts(found), found.wider) == ({"2020-01": 1, "2020-02": 2}, 0)


def test_one_date_far_away_is_left_outside_where_that_is_wanted():
    things = [spans(f"2019-{month:02}-01") for month in range(1, 11)] * 2 + [spans("1492")]
    things.append(spans("2300"))
    found = histogram(things, trim=True)
    assert (found.unit, len(found.slots), found.earlier, found.later) == ("month", 10, 0, 0)
    assert found.wider == 2  # a year is in no month
    things = [spans(f"2019-{month:02}-01") for month in range(1, 11)] * 4
    things += [spans("1492-10-12"), spans("2300-01-01")]
    found = histogram(things, trim=True)
    assert (found.unit, found.earlier, found.later) == ("month", 1, 1)
    assert histogram(things).unit == "century"


@pytest.mark.parametrize("things", [[], [[]], [[Days()], [Days(date(2020, 1, 1))]]])
def test_nothing_dated_is_no_slot(things):
    assert histogram(things) == Histogram("month", ())


def test_dates_wider_than_a_century_are_in_no_slot():
    found = histogram([[Days(date(1500, 1, 1), date(1999, 12, 31))]])
    assert found == Histogram("century", (), wider=1)


@pytest.mark.parametrize(
    ("value", "unit", "first", "last"),
    [
        ("2020-02", "month", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019", "year", date(2019, 1, 1), date(2019, 12, 31)),
        ("199", "decade", date(1990, 1, 1), date(1999, 12, 31)),
        ("00", "century", date(1, 1, 1), date(99, 12, 31)),
    ],
)
def test_the_days_of_a_slot(value, unit, first, last):
    assert days_of(Slot(value, 1, False), unit) == Days(first, last)


@given(st.lists(st.lists(st.tuples(st.dates(), st.integers(0, 40_000)))), st.booleans())
def test_every_dated_thing_is_counted_or_named(things, trim):
    top = date.max.toordinal()
    made = [
        [Days(day, date.fromordinal(min(day.toordinal() + n, top))) for day, n in thing]
        for thing in things
    ]
    found = histogram(made, trim=trim)
    named = found.wider + found.earlier + found.later
    assert sum(slot.count for slot in found.slots) + named >= sum(map(bool, made)) - (
        2 * len(made) if trim else 0
    )
    assert len(found.slots) <= 100
    if found.slots:
        assert found.slots[0].count
        assert found.slots[-1].count
        for slot in found.slots:
            assert days_of(slot, found.unit).first
    if not trim:
        assert (found.earlier, found.later) == (0, 0)
        assert max((slot.count for slot in found.slots), default=0) <= len(made)
