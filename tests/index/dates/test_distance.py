"""So many units before or after a day, told from Saturday, 23 March 2013."""

import pytest

from index.dates import find_dates

WRITTEN = "2013-03-23"


def told(text: str) -> list[str]:
    return [f"{one.text}|{one.value}" for one in find_dates(text, WRITTEN)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Half a year ago he left.", ["Half a year ago|2012-09"]),
        (
            "He left in May 2010. Half a year later he died.",
            ["May 2010|2010-05", "Half a year later|2010-11"],
        ),
        ("A year and a half ago he left.", ["A year and a half ago|2011-09"]),
        ("He left two and a half years ago.", ["two and a half years ago|2010-09"]),
        ("The car will be sold in three years.", ["in three years|2016"]),
        ("It will be the first surplus in five years.", []),
        ("It is expected to be the worst harvest in ten years.", []),
        ("It is due to open in two weeks.", ["in two weeks|2013-W14"]),
    ],
)
def test_a_distance_has_the_value_of_its_unit(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "It earned $12 in the first quarter of 2012, against $9 million a year ago.",
            "Q1",
        ),
        (
            "First-quarter 2012 net rose to $12 million, or 12 cents a share, from $9 million, or "
            "9 cents a share, a year earlier.",
            "Q1",
        ),
        ("In the first quarter of 2012 sales rose 3% from a year earlier.", "Q1"),
        ("In the first quarter of 2012 it paid more. A year earlier it had paid less.", ""),
    ],
)
def test_a_year_ago_beside_a_sum_is_the_quarter_of_the_year_before(text: str, value: str) -> None:
    assert told(text)[-1].split("|")[1] == (f"2011-{value}" if value else "2011")


def test_a_year_ago_far_behind_a_quarter_is_a_year() -> None:
    text = "The first quarter of 2012 was good. " + "It sold coats and hats. " * 20
    assert told(text + "Costs rose from $9 million a year ago.")[-1] == "a year ago|2012"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He was shot on March 3. The next morning the police came.", "2013-03-04"),
        ("He was shot on March 3. The following night it rained.", "2013-03-04"),
        ("He was shot on March 3. The previous evening he had called.", "2013-03-02"),
        ("He was shot on March 3. The day before, he had called.", "2013-03-02"),
    ],
)
def test_the_next_morning_counts_from_the_day_that_was_told(text: str, value: str) -> None:
    assert told(text)[1].split("|")[1] == value


@pytest.mark.parametrize("text", ["The next morning they left.", "Next morning"])
def test_the_next_morning_of_no_day_is_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Friday's vote will cost him his seat.", "2013-03-22"),
        ("The vote of Friday could, many said, still be the last.", "2013-03-22"),
        ("The bridge is set to close Friday.", "2013-03-29"),
        ("The council will meet on Friday.", "2013-03-29"),
        ("They have until Friday to answer.", "2013-03-29"),
        ("Thursday's vote will cost him his seat.", "2013-03-28"),
        ("Monday's vote will cost him his seat.", "2013-03-25"),
    ],
)
def test_the_weekday_of_yesterday_is_yesterday_unless_its_verb_stands_beside_it(
    text: str, value: str
) -> None:
    assert told(text)[-1].split("|")[1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It is due in wk 12.", "2013-W12"),
        ("See wk 9 2012 for more.", "2012-W09"),
        ("CW 14/2014 was cold.", "2014-W14"),
        ("calendar week 9 of 2012", "2012-W09"),
    ],
)
def test_a_numbered_week_is_a_week(text: str, value: str) -> None:
    assert [one.split("|")[1] for one in told(text)] == [value]


def test_the_first_months_of_a_year_are_a_span() -> None:
    assert told("It sold 3 in the first three months of this year, 2 in the last six of it.") == [
        "the first three months of this year|2013-01/2013-03"
    ]
    assert told("the last two months of last year") == [
        "the last two months of last year|2012-11/2012-12"
    ]


def test_march_last_year_is_a_month() -> None:
    assert told("March last year") == ["March last year|2012-03"]
