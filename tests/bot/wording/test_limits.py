"""The limits of a question in words."""

from datetime import date

import pytest

from bot.answering.scope import Scope
from bot.wording.limits import asked_for
from index.periods import Days
from index.store.records import Published

DAY = date(2020, 1, 9)


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope(), ""),
        (Scope(Published(after=DAY)), "published from 2020-01-09 on"),
        (Scope(Published(before=DAY)), "published before 2020-01-09"),
        (Scope(as_of=DAY), "published as of 2020-01-09"),
        (Scope(during=Days(DAY, DAY)), "that speak of 9 January 2020"),
    ],
)
def test_limits_are_said_as_they_were_asked(scope, words):
    assert asked_for(scope) == words
