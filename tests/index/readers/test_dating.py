from datetime import date

import pytest

from index.documents import Origin
from index.periods import DateOrder, parse_period
from index.readers.contents import Header, Written
from index.readers.date_orders import Habit
from index.readers.dating import Dating, choose_date, written_dates
from index.readers.file_names import FileName

TODAY = date(2026, 1, 1)
DAY_FIRST = Habit(DateOrder.DAY_FIRST, 12)


def chosen(*texts: str, habits: tuple[Habit, ...] = ()) -> Dating:
    """The choice among a header's date and those of the path."""
    origins = (Origin.HEADER, Origin.FILE_NAME, Origin.FOLDER)
    return choose_date([Written(t, o) for t, o in zip(texts, origins, strict=False)], habits, TODAY)


def test_the_first_date_that_can_be_read_counts() -> None:
    assert chosen("2020-01-09", "2021") == Dating(parse_period("2020-01-09"), Origin.HEADER, ())
    assert chosen("soon", "2021-13", "2021").origin == Origin.FOLDER
    assert chosen() == Dating(None, None, ())


def test_a_date_that_proves_an_order_says_so() -> None:
    assert chosen("23/01/2020").order == DateOrder.DAY_FIRST
    assert chosen("2020-01-23").order is None


def test_a_date_in_doubt_is_none_and_gives_way_to_the_next() -> None:
    assert chosen("03/04/2020") == Dating(
        None,
        None,
        (
            "header: '03/04/2020' can be 2020-04-03 or 2020-03-04; write YYYY-MM-DD; "
            "treated as undated",
        ),
        in_doubt=True,
    )
    other = chosen("03/04/2020", "2020-05-09")
    assert (other.period, other.in_doubt) == (parse_period("2020-05-09"), False)
    assert other.warnings[0].endswith("write YYYY-MM-DD; the date of the file name is used")


@pytest.mark.parametrize("name", ["2020-04-03", "2020-04"])
def test_another_date_of_the_file_settles_a_doubt(name: str) -> None:
    assert chosen("03/04/2020", name) == Dating(
        parse_period("2020-04-03"), Origin.HEADER, (), DateOrder.DAY_FIRST
    )


def test_a_coarser_date_that_holds_both_days_settles_nothing() -> None:
    assert chosen("03/04/2020", "2020").period == parse_period("2020")


def test_a_habit_of_the_library_settles_a_doubt_and_is_told() -> None:
    assert chosen("03/04/2020", habits=(DAY_FIRST,)) == Dating(
        parse_period("2020-04-03"),
        Origin.HEADER,
        (
            "header: '03/04/2020' was read as 2020-04-03, DD/MM/YYYY as in 12 other documents; "
            "write YYYY-MM-DD to be sure",
        ),
    )
    assert chosen("20-01-09", habits=(DAY_FIRST,)).in_doubt


def test_a_day_without_a_year_is_one_of_the_only_year_the_path_names() -> None:
    header = Header(0, yearless="Jan 9")
    month = (Written("2020-01", Origin.FILE_NAME),)
    day = Written("2020-01-09", Origin.HEADER)
    assert written_dates(header, FileName(month, "a"))[0] == day
    assert written_dates(header, FileName((), "a", year="2020")) == [day]
    assert written_dates(header, FileName(month, "a", year="2019")) == [*month]
    assert written_dates(header, FileName((), "a")) == []


def test_the_day_of_a_change_counts_after_all_others() -> None:
    header = Header(
        0, (Written("2020-05-09", Origin.UPDATED), Written("2019-03-04", Origin.HEADER))
    )
    name = FileName((Written("2018", Origin.FOLDER),), "")
    assert [one.text for one in written_dates(header, name)] == ["2019-03-04", "2018", "2020-05-09"]
