from datetime import date

import pytest

from index.dates.overlap import share_inside, touches
from index.periods import Days

SEPTEMBER = Days(date(2019, 9, 1), date(2019, 9, 30))
YEAR = Days(date(2019, 1, 1), date(2019, 12, 31))


@pytest.mark.parametrize(
    ("days", "asked", "share"),
    [
        (Days(date(2019, 9, 14), date(2019, 9, 14)), [SEPTEMBER], 1.0),
        (SEPTEMBER, [SEPTEMBER], 1.0),
        (SEPTEMBER, [YEAR], 1.0),
        (YEAR, [SEPTEMBER], 30 / 365),
        (Days(date(2019, 8, 31), date(2019, 9, 1)), [SEPTEMBER], 0.5),
        (Days(date(2019, 10, 1), date(2019, 10, 1)), [SEPTEMBER], 0.0),
        (SEPTEMBER, [Days(date(2019, 9, 16), None)], 0.5),
        (SEPTEMBER, [Days(None, date(2019, 9, 15))], 0.5),
        (SEPTEMBER, [Days()], 1.0),
        (SEPTEMBER, [Days(None, date(2018, 1, 1)), YEAR], 1.0),
        (SEPTEMBER, [], 0.0),
    ],
)
def test_the_share_of_a_time_that_lies_in_what_is_asked(days, asked, share):
    assert share_inside(days, asked) == pytest.approx(share)
    assert touches(days, asked) == (share > 0)


def test_a_time_without_an_end_has_no_share():
    with pytest.raises(ValueError, match="open end"):
        share_inside(Days(date(2019, 9, 1), None), [YEAR])
