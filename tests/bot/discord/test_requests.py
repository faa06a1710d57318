from datetime import date

import pytest

from bot.answering.scope import Scope
from bot.discord.requests import Request, request_of, row_of
from index.periods import Days
from index.store.records import Published

DAY = date(2020, 1, 9)


@pytest.mark.parametrize(
    "request_",
    [
        Request("Who?"),
        Request("When?", "Who? When?", Scope(Published(DAY, date(2021, 1, 1)), as_of=DAY)),
        Request("Why?", None, Scope(during=Days(DAY, None), any_time=True, by_date=True)),
        Request("Sadr", kind="timeline", between=Days(None, DAY)),
        Request("", None, Scope(), "since", Days(DAY), added=True),
    ],
)
def test_a_request_comes_back_from_its_row_whole(request_):
    assert request_of(row_of(request_)) == request_


def test_what_is_as_usual_takes_no_room():
    assert row_of(Request("Who?")) == ("Who?", None, None, None, "{}")


def test_a_row_of_the_first_format_has_publication_dates_alone():
    row = ("Who?", None, "2020-01-09", None, None)
    assert request_of(row) == Request("Who?", None, Scope(Published(DAY, None)))
