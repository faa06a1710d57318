from datetime import date

import pytest

from bot.answering.scope import Scope
from bot.wording.typed_dates import OptionStyle, TypedDates
from index.errors import UsageError
from index.periods import Days
from index.store.records import Published

TODAY = date(2020, 11, 22)
TYPED = TypedDates(TODAY, OptionStyle(name=str, joint=": "))
DASHES = TypedDates(TODAY, OptionStyle(name="--{}".format, joint=" "))


@pytest.mark.parametrize(
    ("typed", "scope"),
    [
        ({}, Scope()),
        ({"after": "2020"}, Scope(Published(after=date(2020, 1, 1)))),
        (
            {"after": " 2020-02 ", "before": "2020-02-03"},
            Scope(Published(date(2020, 2, 1), date(2020, 2, 3))),
        ),
        ({"before": "last summer"}, Scope(Published(before=date(2020, 6, 1)))),
        ({"any_time": True, "by_date": True}, Scope(any_time=True, by_date=True)),
        ({"as_of": "January 2020"}, Scope(as_of=date(2020, 1, 31))),
        ({"as_of": "yesterday"}, Scope(as_of=date(2020, 11, 21))),
        ({"during": "2019-Q3"}, Scope(during=Days(date(2019, 7, 1), date(2019, 9, 30)))),
        (
            {"after": "2020-01-09", "as_of": "2020-01-09"},
            Scope(Published(after=date(2020, 1, 9)), as_of=date(2020, 1, 9)),
        ),
    ],
)
def test_each_option_means_its_own_of_the_days(typed, scope):
    assert TYPED.scope(**typed) == scope


@pytest.mark.parametrize(
    ("begins", "ends", "days"),
    [
        (None, None, Days()),
        ("2019", None, Days(date(2019, 1, 1), None)),
        (None, "2019", Days(None, date(2019, 12, 31))),
        ("last summer", "last summer", Days(date(2020, 6, 1), date(2020, 8, 31))),
    ],
)
def test_a_range_holds_both_its_ends(begins, ends, days):
    assert TYPED.between(begins, ends) == days


@pytest.mark.parametrize("option", ["after", "before", "as_of", "during"])
@pytest.mark.parametrize("value", ["x", "", " ", "20", "03/04/2020", "since March 2019"])
def test_what_is_no_date_is_named_with_what_is_read(option, value):
    with pytest.raises(UsageError) as caught:
        TYPED.scope(**{option: value})
    assert str(caught.value) == (
        f"{option}: “{value}” is not a date. "
        "Write 2020, 2020-01, 9 January 2020, 2019-Q3 or last summer."
    )


@pytest.mark.parametrize("before", ["2020", "2019-12-31"])
def test_dates_that_leave_no_day_are_named(before):
    with pytest.raises(UsageError) as caught:
        TYPED.scope(after="2020", before=before)
    assert str(caught.value) == (
        f"No day lies between after: 2020 and before: {before}. "
        "Give “before” a later date than “after”."
    )


def test_a_day_that_is_asked_about_lies_not_before_the_documents():
    with pytest.raises(UsageError) as caught:
        TYPED.scope(after="2020", as_of="2019")
    assert str(caught.value) == (
        "No day lies between after: 2020 and as_of: 2019. Give “as_of” a later date than “after”."
    )
    with pytest.raises(UsageError, match="between from: 2020 and to: 2019"):
        TYPED.between("2020", "2019")


def test_each_face_writes_options_in_its_own_way():
    with pytest.raises(UsageError) as caught:
        DASHES.days("as_of", "x")
    assert str(caught.value).startswith("--as_of “x” is not a date. Write 2020, ")
    with pytest.raises(UsageError) as caught:
        DASHES.between("2020", "2019")
    assert str(caught.value) == (
        "No day lies between --from 2020 and --to 2019. Give “--to” a later date than “--from”."
    )
