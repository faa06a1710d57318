import pytest

from index.readers.formats.stamps import day_as_written


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Wed Oct 10 23:19:24 +0000 2018", "2018-10-10"),
        ("Fri, 14 Mar 25 23:30 EST", "2025-03-14"),
        ("Wed Oct 10 20:19:24 2018", "2018-10-10"),
        ("Thu, 30 Feb 20 10:00:00 GMT", "2020-02-30"),  # told to be no day where it is read
    ],
)
def test_what_only_programs_write_so_is_a_day(stamp, day):
    assert day_as_written(stamp) == day


@pytest.mark.parametrize(
    "stamp",
    [
        "Fri, 14 Mar 2025 23:30:00 -0500",
        "2025-03-14",
        "03/04/2020",
        "soon",
        "",
        "Tue, 0 Jan 18 1:0",
    ],
)
def test_all_else_stays_as_it_is(stamp):
    assert day_as_written(stamp) == stamp
