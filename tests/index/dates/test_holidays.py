"""Names of days that come every year, by themselves and behind "last" and "next"."""

import pytest

from index.dates import find_dates

WRITTEN = "2019-07-10"  # a Wednesday


@pytest.mark.parametrize(
    ("name", "last", "coming"),
    [
        ("Xmas", "2018-12-25", "2019-12-25"),
        ("Christmas Eve", "2018-12-24", "2019-12-24"),
        ("Epiphany", "2019-01-06", "2020-01-06"),
        ("Palm Sunday", "2019-04-14", "2020-04-05"),
        ("MLK Day", "2019-01-21", "2020-01-20"),
        ("Ash Wednesday", "2019-03-06", "2020-02-26"),
        ("Mardi Gras", "2019-03-05", "2020-02-25"),
        ("Juneteenth", "2019-06-19", "2020-06-19"),
        ("Whit Sunday", "2019-06-09", "2020-05-31"),
        ("Bonfire Night", "2018-11-05", "2019-11-05"),
        ("Cyber Monday", "2018-11-26", "2019-12-02"),
        ("St. Patrick's Day", "2019-03-17", "2020-03-17"),
        ("Mother's Day", "2019-05-12", "2020-05-10"),
        ("Good Friday", "2019-04-19", "2020-04-10"),
    ],
)
def test_every_holiday_is_read_behind_last_and_next(name: str, last: str, coming: str) -> None:
    text = f"They met last {name} and will meet next {name}."
    assert [(one.text, one.value) for one in find_dates(text, WRITTEN)] == [
        (f"last {name}", last),
        (f"next {name}", coming),
    ]


def test_a_holiday_in_a_name_is_none() -> None:
    assert find_dates("The Good Friday Agreement; Easter Road; Christmas Island", WRITTEN) == []
