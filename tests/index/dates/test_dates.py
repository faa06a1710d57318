import re
from calendar import day_name, month_name
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import GRAMMAR_VERSION, EventDate, days, find_asked_dates, find_dates
from index.dates.values import Unit, unit_of
from places import SOURCE_DOCS

MONTHS = list(month_name)[1:]
WEEKDAYS = list(day_name)
WORDS_TEXT = (
    "September last next this the past 14 14th 1979 2018-20 may May March Monday Sun. of "
    "from to between and two three weeks days ago later before after earlier year quarter "
    "third first 1990s '80s nineties summer fall Christmas Easter century 19th week end "
    "early mid- late today yesterday tomorrow tonight now , . 9/11 31/12/2019 12/2015 "
    "2019-09-14 2019-W38 Q3 AD will said İ ß 0 00 1 10000 99999 29 February leap fiscal "
    "FY19 in on by until weekend following same that coming month decade 1,250 $5 every "
    "February 30 day 31st not "
)
WORDS = [*WORDS_TEXT.split(), "\n", "\n\n", "\u00a0"]
PUBLISHED = st.one_of(
    st.none(),
    st.dates().map(date.isoformat),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()[:4]),
)
DAYS = st.dates(date(1901, 1, 1), date(2900, 1, 1))


def values(text, published="2020-01-09"):
    return [one.value for one in find_dates(text, published)]


def test_the_article_says_when():
    article = next(SOURCE_DOCS.glob("what-led-*.txt")).read_text(encoding="utf-8")
    found = find_dates(article, "2020-01-09")
    assert [(one.text, one.value) for one in found][1:] == [
        ("last September", "2019-09"),
        ("1979", "1979"),
    ]
    assert all(article[one.start : one.end] == one.text for one in found)


def test_a_found_date_says_where_it_stands():
    assert find_dates("He left last\nSeptember.", "2020-01-09") == [
        EventDate(text="last\nSeptember", value="2019-09", start=8, end=22)
    ]


def test_without_a_publication_date_only_whole_dates_are_resolved():
    text = "Last week, in September, on Monday, two years ago, in May 2019 and in the 1990s."
    assert values(text, None) == ["2019-05", "199"]


def test_a_publication_date_in_no_known_form_is_an_error():
    with pytest.raises(ValueError, match="write YYYY-MM-DD"):
        find_dates("last week", "9 January 2020")


def test_a_step_is_taken_from_the_date_that_was_named_last():
    text = "He came on 14 September 2019. Two days later he left. A year earlier he had not come."
    assert values(text) == ["2019-09-14", "2019-09-16", "2018"]
    assert values("He came on 14 September 2019." + " So it was." * 60 + " Two days later.") == [
        "2019-09-14"
    ]


HISTORY = "The city fell in 1759. In September the army left, and on 3 October it came back."


def test_a_text_that_tells_history_places_its_months_in_the_year_that_it_named():
    assert values(HISTORY) == ["1759", "1759-09", "1759-10-03"]
    assert values("It fell in May 1759. In September it rose, and in March it fell again.") == [
        "1759-05",
        "1759-09",
    ]
    assert values("He ruled from 1759 to 1763. In September he fled.") == ["1759/1763"]
    assert values("It fell in 1759. He spoke on Friday of the third quarter.") == [
        "1759",
        "2020-01-03",
        "2019-Q3",
    ]


def test_today_in_a_history_is_no_day():
    assert values("It fell in 1759. Today, most visitors come by train.") == ["1759"]


def test_a_text_that_speaks_of_its_own_week_or_reports_tells_news():
    assert values("The firm was founded in 1998. It said profit fell in September.") == [
        "1998",
        "2019-09",
    ]
    assert values(HISTORY + " A street was named after it last week.") == [
        "1759",
        "2019-09",
        "2019-10-03",
        "2020-W01",
    ]
    assert values(HISTORY + " So it was." * 400 + " He came last week.")[1] == "1759-09"


def test_a_month_shares_the_year_of_the_next():
    assert values("in June, July and August 1988") == ["1988-06", "1988-07", "1988-08"]
    assert values("in November and January 1988") == ["1987-11", "1988-01"]


def test_an_order_of_day_and_month_that_nothing_tells_is_not_resolved():
    assert values("on 5/9/2019, 4/4/2019 and at 9/10 of its length") == ["2019-04-04"]
    assert values("on 14/9/2019, 9/14/2019 and 5/9/2019") == ["2019-09-14", "2019-09-14"]


def test_another_date_of_the_text_tells_the_order_of_day_and_month():
    assert values("on 5/9/2019 and 9/14/2019") == ["2019-05-09", "2019-09-14"]
    assert values("on 5/9/2019 and 14/9/2019") == ["2019-09-05", "2019-09-14"]


def test_the_publication_date_tells_the_order_of_day_and_month():
    assert values("02/11/89 and 03/12/89", "1989-11-02") == ["1989-11-02", "1989-12-03"]
    assert values("11/02/89 and 03/12/89", "1989-11-02") == ["1989-11-02", "1989-03-12"]


def test_durations_are_dates_only_where_a_question_asks_for_them():
    text = "What happened over the past two weeks? And in the last decade?"
    assert find_dates(text, "2020-01-09") == []
    assert [one.value for one in find_asked_dates(text, date(2020, 1, 9))] == [
        "2019-W52/2020-W02",
        "201/202",
    ]


def test_a_month_is_past_in_a_question_and_the_nearest_in_a_heading():
    assert values("The May election") == ["2020-05"]
    (one,) = find_asked_dates("The May election?", date(2020, 1, 9))
    assert one.value == "2019-05"


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2020-01-09", ["2020-01-08", "2020-W01", "2019-12", "2019", "201"]),
        ("2020-01", ["2019-12", "2019", "201"]),
        ("2020", ["2019", "201"]),
        (None, []),
    ],
)
def test_a_coarse_publication_date_resolves_what_it_can_tell(published, expected):
    text = "yesterday, last week, last month, last year and last decade"
    assert values(text, published) == expected


def test_the_version_of_the_grammar_is_a_whole_number():
    assert isinstance(GRAMMAR_VERSION, int)


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)), PUBLISHED)
def test_any_text_gives_ordered_exact_slices_with_values_that_exist(text, published):
    end = 0
    for one in find_dates(text, published):
        assert end <= one.start < one.end
        assert text[one.start : one.end] == one.text
        first, last = days(one.value)
        assert first <= last
        end = one.end


@given(DAYS)
def test_a_written_day_is_that_day(day):
    month = MONTHS[day.month - 1]
    for text in (
        f"on {day.day} {month} {day.year}",
        f"on {month} {day.day}, {day.year}",
        f"{day:%A}, {month} {day.day}, {day.year}",
        day.isoformat(),
    ):
        assert [one.value for one in find_dates(text, None)][-1:] == [day.isoformat()]


@given(st.dates())
def test_iso_days_of_any_year_are_read(day):
    assert values(f"on {day.isoformat()}.", None) == [day.isoformat()]


@given(DAYS)
def test_relative_dates_move_with_the_publication_date(day):
    published = day.isoformat()
    iso = day.isocalendar()
    assert values("today, yesterday and tomorrow", published) == [
        (day + timedelta(step)).isoformat() for step in (0, -1, 1)
    ]
    assert values("ten days ago", published) == [(day - timedelta(10)).isoformat()]
    assert values("this week", published) == [f"{iso.year:04}-W{iso.week:02}"]
    before = (day - timedelta(7)).isocalendar()
    assert values("last week", published) == [f"{before.year:04}-W{before.week:02}"]
    assert values("two years ago", published) == [f"{day.year - 2:04}"]
    month = (day.replace(day=1) - timedelta(1)).isoformat()[:7]
    assert values("last month", published) == [month]


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_within_the_week_before_and_its_own_day_is_that_day(day, number):
    name = WEEKDAYS[number]
    (value,) = values(f"He said so on {name}.", day.isoformat())
    assert 0 <= (day - date.fromisoformat(value)).days < 7
    assert date.fromisoformat(value).weekday() == number
    (value,) = values(f"He will speak on {name}.", day.isoformat())
    assert 0 <= (date.fromisoformat(value) - day).days < 7
    (value,) = values(f"He spoke last {name}.", day.isoformat())
    assert 1 <= (day - date.fromisoformat(value)).days <= 7


@given(DAYS, st.integers(1, 12))
def test_a_month_is_the_nearest_past_one_unless_the_sentence_speaks_of_the_future(day, month):
    name = MONTHS[month - 1]
    this = day.year * 12 + day.month - 1
    for text, nearest in (
        (f"It fell in {name}.", range(12)),
        (f"It fell last {name}.", range(1, 13)),
    ):
        (value,) = values(text, day.isoformat())
        assert this - (int(value[:4]) * 12 + int(value[5:]) - 1) in nearest
    (value,) = values(f"It will fall in {name}.", day.isoformat())
    assert 0 <= int(value[:4]) * 12 + int(value[5:]) - 1 - this < 12


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("ten days ago", Unit.DAY),
        ("three weeks ago", Unit.WEEK),
        ("two months ago", Unit.MONTH),
        ("a year ago", Unit.YEAR),
        ("a decade ago", Unit.DECADE),
        ("last quarter", Unit.QUARTER),
        ("last summer", Unit.SEASON),
        ("last weekend", Unit.WEEKEND),
        ("in the first half of last year", Unit.HALF),
        ("in the third quarter of last year", Unit.QUARTER),
        ("in September", Unit.MONTH),
        ("early in 2018", Unit.YEAR),
        ("late last year", Unit.YEAR),
        ("in mid-September", Unit.MONTH),
        ("in the late 1990s", Unit.DECADE),
        ("last century", Unit.CENTURY),
        ("Monday morning", Unit.DAY),
    ],
)
@given(day=DAYS)
def test_a_value_is_as_precise_as_the_words(text, unit, day):
    (value,) = values(text, day.isoformat())
    assert unit_of(value) == unit


@given(st.dates())
def test_no_date_of_publication_makes_it_fail(day):
    text = (
        "today tomorrow, last week, next year, two centuries ago, a decade from now, last summer, "
        "next winter, this weekend, on Friday, in September, on February 29, on the 31st, "
        "at Christmas, last Easter, in the past ten years, in the next 500 days, "
        "from Monday to next week, two weeks before Christmas, in the fourth quarter"
    )
    for one in find_dates(text, day.isoformat()):
        days(one.value)


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2020-02-29", "a year ago", "2019"),
        ("2021-03-01", "on February 29", "2020-02-29"),
        ("1903-01-01", "on February 29", "1896-02-29"),
        ("2021-01-01", "this week", "2020-W53"),
        ("2021-01-01", "next week", "2021-W01"),
        ("2018-12-31", "this week", "2019-W01"),
        ("2019-01-01", "yesterday", "2018-12-31"),
        ("2019-01-01", "last month", "2018-12"),
        ("2019-01-01", "last quarter", "2018-Q4"),
        ("2019-01-05", "on the 31st.", "2018-12-31"),
    ],
)
def test_years_turn_where_the_calendar_turns_them(published, text, value):
    assert values(text, published) == [value]


# What a value of each precision must have in its words.
DAY_WORDS = r"\d|day|night|morning|evening|noon|christmas|easter|first|third|sun|yesterday|tomorrow"
PRECISE_WORDS = {
    Unit.DAY: DAY_WORDS,
    Unit.WEEK: r"week|w\d\d",
    Unit.WEEKEND: r"weekend",
    Unit.MONTH: r"\d-\d\d|\d/\d|month|january|february|march|april|may|june|july|august|sept|dec",
    Unit.QUARTER: r"quarter|q\d",
    Unit.SEASON: r"summer|fall|spring|winter",
}


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), PUBLISHED)
def test_no_value_is_more_precise_than_its_words(text, published):
    for one in find_dates(text, published):
        for value in one.value.split("/"):
            words = PRECISE_WORDS.get(unit_of(value))
            if words and not (value == published and " now" in one.text):
                assert re.search(words, one.text.lower()), one
