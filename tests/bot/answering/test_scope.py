from datetime import date

import pytest

from bot.answering.scope import Scope
from index.store.records import Published

DAY = date(2020, 1, 9)


@pytest.mark.parametrize(
    ("scope", "published"),
    [
        (Scope(), Published()),
        (Scope(as_of=DAY), Published(before=date(2020, 1, 10))),
        (
            Scope(Published(after=date(2019, 1, 1)), as_of=DAY),
            Published(date(2019, 1, 1), date(2020, 1, 10)),
        ),
        (Scope(Published(before=date(2019, 1, 1)), as_of=DAY), Published(before=date(2019, 1, 1))),
        (Scope(Published(before=date(2021, 1, 1)), as_of=DAY), Published(before=date(2020, 1, 10))),
        (Scope(as_of=date.max), Published()),
    ],
)
def test_as_of_a_day_leaves_what_was_published_by_the_end_of_it(scope, published):
    assert scope.filter == published
