import pytest

from index.dates.meanings import (
    Between,
    Direction,
    Fixed,
    FromText,
    Month,
    MonthDay,
    NamedQuarter,
    Numeric,
    Offset,
    Present,
    Recurring,
    SameQuarter,
    Shifted,
    Stretch,
    Tense,
    Unknown,
    Weekday,
    Within,
    YearPart,
)
from index.dates.resolve import Named, resolve
from index.dates.values import Unit
from index.periods import parse_period

PAST, FUTURE, UNTOLD = Tense.PAST, Tense.FUTURE, Tense.UNTOLD
SEPTEMBER = Month(9)


def read(meaning, published="2020-01-09", tense=PAST, named=None):
    return resolve(meaning, published and parse_period(published), tense, Named(last=named))


@pytest.mark.parametrize(
    ("meaning", "tense", "value"),
    [
        (Recurring(SEPTEMBER), PAST, "2019-09"),
        (Recurring(SEPTEMBER), FUTURE, "2020-09"),
        (Recurring(Month(1)), PAST, "2020-01"),
        (Recurring(Month(3)), UNTOLD, "2020-03"),
        (Recurring(Month(9)), UNTOLD, "2019-09"),
        (Recurring(MonthDay(2, 1)), UNTOLD, "2020-02-01"),
        (Recurring(MonthDay(12, 25)), UNTOLD, "2019-12-25"),
        (Recurring(Weekday(4)), UNTOLD, "2020-01-03"),
        (Recurring(YearPart(Unit.QUARTER, 2)), UNTOLD, "2019-Q2"),
        (Recurring(Month(1)), FUTURE, "2020-01"),
        (Recurring(SEPTEMBER, Direction.LAST), FUTURE, "2019-09"),
        (Recurring(Month(1), Direction.LAST), PAST, "2019-01"),
        (Recurring(SEPTEMBER, Direction.THIS), PAST, "2020-09"),
        (Recurring(SEPTEMBER, Direction.NEXT), PAST, "2020-09"),
        (Recurring(Weekday(3)), PAST, "2020-01-09"),
        (Recurring(Weekday(3)), FUTURE, "2020-01-09"),
        (Recurring(Weekday(4)), PAST, "2020-01-03"),
        (Recurring(Weekday(4)), FUTURE, "2020-01-10"),
        (Recurring(Weekday(3), Direction.LAST), PAST, "2020-01-02"),
        (Recurring(Weekday(3), Direction.COMING), PAST, "2020-01-16"),
        (Recurring(Weekday(0), Direction.NEXT), PAST, "2020-01-13"),
        (Recurring(Weekday(4), Direction.NEXT), PAST, "2020-01-17"),
        (Recurring(Weekday(0), Direction.THIS), PAST, "2020-01-06"),
        (Recurring(YearPart(Unit.SEASON, 4), Direction.THIS), PAST, "2019-WI"),
        (Recurring(YearPart(Unit.SEASON, 2), Direction.LAST), PAST, "2019-SU"),
        (Recurring(MonthDay(2, 29)), PAST, "2016-02-29"),
        (Recurring(MonthDay(1, 2, 3)), PAST, "2020-01-02"),
        (Shifted(Unit.WEEK, -2), PAST, "2019-W52"),
        (Stretch(Unit.MONTH, -3), PAST, "2019-10/2020-01"),
        (Stretch(Unit.DAY, 3), PAST, "2020-01-10/2020-01-12"),
        (Within(YearPart(Unit.QUARTER, 3), Shifted(Unit.YEAR, -1)), PAST, "2019-Q3"),
        (Within(Weekday(0), Shifted(Unit.WEEK, -1)), PAST, "2019-12-30"),
        (Within(Weekday(0), Shifted(Unit.YEAR, -1)), PAST, None),
        (Offset(Unit.WEEK, -2, Recurring(MonthDay(12, 25))), PAST, "2019-W50"),
        (Offset(Unit.DAY, 2, Recurring(SEPTEMBER)), PAST, None),
        (Between(Recurring(Month(3)), Fixed("2019-05")), PAST, "2019-03/2019-05"),
        (Between(Recurring(Month(11)), Fixed("2019-02")), PAST, "2018-11/2019-02"),
        (Between(Recurring(Month(11)), Recurring(Month(3))), PAST, "2019-11/2020-03"),
        (Between(Recurring(Month(11)), Recurring(Month(3))), FUTURE, "2019-11/2020-03"),
        (Numeric(2019, 5, 9), PAST, None),
        (NamedQuarter(0), PAST, None),
        (NamedQuarter(0, or_last=True), PAST, "2019-Q4"),
        (NamedQuarter(-4, or_last=True), PAST, "2018-Q4"),
        (SameQuarter(Shifted(Unit.YEAR, -1)), PAST, "2019"),
        (Between(Fixed("2018"), Present()), PAST, "2018/2020-01-09"),
        (Between(Fixed("2019"), Fixed("2018")), PAST, None),
        (Present(), PAST, None),
        (Unknown(), PAST, None),
    ],
)
def test_a_reading_is_the_nearest_that_words_and_tense_allow(meaning, tense, value):
    assert read(meaning, tense=tense) == value


@pytest.mark.parametrize(
    ("meaning", "published", "value"),
    [
        (Shifted(Unit.YEAR, -1), "2020", "2019"),
        (Shifted(Unit.MONTH, -1), "2020", None),
        (Shifted(Unit.MONTH, -1), "2020-01", "2019-12"),
        (Shifted(Unit.DAY, 0), "2020-01", None),
        (Recurring(SEPTEMBER), "2020-01", "2019-09"),
        (Recurring(SEPTEMBER), "2020", None),
        (Recurring(MonthDay(1, 9)), "2020-01", None),
        (Recurring(MonthDay(9, 14)), "2020-01", "2019-09-14"),
        (Recurring(SEPTEMBER), None, None),
        (Shifted(Unit.YEAR, -1), None, None),
        (Fixed("1979"), None, "1979"),
        (Shifted(Unit.YEAR, -3), "0002", None),
        (Recurring(SEPTEMBER), "0001-02-03", None),
        (Shifted(Unit.DAY, 1), "9999-12-31", None),
    ],
)
def test_a_coarse_or_absent_publication_date_resolves_only_what_is_certain(
    meaning, published, value
):
    assert read(meaning, published) == value


@pytest.mark.parametrize(
    ("meaning", "named", "value"),
    [
        (FromText(Unit.DAY, 2), "2019-09-14", "2019-09-16"),
        (FromText(Unit.YEAR, 0), "1998-05", "1998"),
        (FromText(Unit.DAY, 2), "2019-09", None),
        (FromText(Unit.YEAR, 1), None, None),
        (FromText(Unit.YEAR, -1, or_publication=True), None, "2019"),
        (FromText(Unit.YEAR, -1, or_publication=True), "2003", "2002"),
        (FromText(Unit.YEAR, 1), "2003/2005", None),
    ],
)
def test_a_step_from_the_text_needs_a_date_that_is_fine_enough(meaning, named, value):
    assert read(meaning, named=named) == value


@pytest.mark.parametrize(
    ("meaning", "value"),
    [
        (NamedQuarter(0, or_last=True), "2019-Q3"),
        (NamedQuarter(-4), "2018-Q3"),
        (SameQuarter(Fixed("1995")), "1995-Q3"),
        (FromText(Unit.YEAR, 0), "1986"),
        (FromText(Unit.YEAR, -1, or_publication=True), "2018"),
        (FromText(Unit.DAY, 1), "2019-12-04"),
    ],
)
def test_what_the_text_named_is_kept_by_its_kind(meaning, value):
    named = Named(last="2019-12-03", year="1986-05", quarter="2019-Q3")
    assert resolve(meaning, None, PAST, named) == value
