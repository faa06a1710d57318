import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates.query.question_time import AskedTime, asked_time, latest_word, parse_days
from index.periods import Days

TODAY = date(2020, 3, 18)  # a Wednesday


def asked(question: str, today: date = TODAY) -> AskedTime:
    found = asked_time(question, today)
    assert found is not None, question
    return found


def span(question: str) -> tuple[str, str]:
    """The first and the last day of the one range that a question asks for; "" is an open end."""
    (only,) = asked(question).spans
    return str(only.first or ""), str(only.last or "")


def places(question: str) -> list[str]:
    return [question[start:end] for start, end in asked(question).places]


def test_the_time_in_a_question_is_told_with_its_words_value_days_and_place() -> None:
    assert asked("What happened in September 2019?") == AskedTime(
        text="September 2019",
        value="2019-09",
        spans=(Days(date(2019, 9, 1), date(2019, 9, 30)),),
        places=((17, 31),),
    )


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("what happened in september 2019", "september 2019", "2019-09"),
        ("who met sadr last september", "last september", "2019-09"),
        ("in may 2020", "may 2020", "2020-05"),
        ("in march what happened", "march", "2020-03"),
        ("what happened between march and may 2019", None, "2019-03/2019-05"),
        ("protests in september", "september", "2019-09"),
        ("What will end in september?", "september", "2020-09"),
        ("iran protests 2019", "2019", "2019"),
        ("what about 2019", "2019", "2019"),
        ("Who spoke yesterday?", "yesterday", "2020-03-17"),
        ("What changed last week?", "last week", "2020-W11"),
        ("What is planned this year?", "this year", "2020"),
        ("What was said two years ago?", "two years ago", "2018"),
        ("Who sang in the 1980s?", "the 1980s", "198"),
        ("profit in the third quarter of 2019", "the third quarter of 2019", "2019-Q3"),
        ("Where was he last summer?", "last summer", "2019-SU"),
        ("What happened on 9/11?", "9/11", "2001-09-11"),
        ("What happened on Black Friday?", "Black Friday", "2019-11-29"),
        ("the 2008 crisis", "2008", "2008"),
        ("What happened from 2018 to 2020?", "from 2018 to 2020", "2018/2020"),
    ],
)
def test_a_time_is_found_as_people_type_it(question: str, text: str | None, value: str) -> None:
    found = asked(question)
    assert found.value == value
    assert found.text == (text or "between march and may 2019")


@pytest.mark.parametrize(
    ("question", "text", "value", "days"),
    [
        ("What was there before 2018?", "before 2018", "../2018", ("", "2017-12-31")),
        ("PRIOR TO MAY 2018", "PRIOR TO MAY 2018", "../2018-05", ("", "2018-04-30")),
        ("pre-2018 laws", "pre-2018", "../2018", ("", "2017-12-31")),
        ("laws earlier than 2018", "earlier than 2018", "../2018", ("", "2017-12-31")),
        ("until 2018", "until 2018", "../2018", ("", "2018-12-31")),
        ("laws up to 2018", "up to 2018", "../2018", ("", "2018-12-31")),
        ("built by 2018", "by 2018", "../2018", ("", "2018-12-31")),
        ("no later than 2018", "no later than 2018", "../2018", ("", "2018-12-31")),
        ("in or before 2018", "in or before 2018", "../2018", ("", "2018-12-31")),
        ("in 2018 or earlier", "2018 or earlier", "../2018", ("", "2018-12-31")),
        ("since last March", "since last March", "2019-03/..", ("2019-03-01", "")),
        ("from 2018 on", "from 2018 on", "2018/..", ("2018-01-01", "")),
        ("from 2018 onwards who led", "from 2018 onwards", "2018/..", ("2018-01-01", "")),
        ("in 2018 or later", "2018 or later", "2018/..", ("2018-01-01", "")),
        ("starting in 2018", "starting in 2018", "2018/..", ("2018-01-01", "")),
        ("after 2018", "after 2018", "2018/..", ("2019-01-01", "")),
        ("following 9 May 2018", "following 9 May 2018", "2018-05-09/..", ("2018-05-10", "")),
        ("later than 2018", "later than 2018", "2018/..", ("2019-01-01", "")),
        ("post-2018 laws", "post-2018", "2018/..", ("2019-01-01", "")),
        ("on or after 9 May 2018", None, "2018-05-09/..", ("2018-05-09", "")),
    ],
)
def test_a_word_before_the_time_opens_one_end(
    question: str, text: str | None, value: str, days: tuple[str, str]
) -> None:
    found = asked(question)
    assert (found.text, found.value) == (text or question, value)
    assert span(question) == days


def test_the_place_is_that_of_the_expression_alone() -> None:
    assert places("What was there before January 2020?") == ["January 2020"]
    assert places("What came from 2018 onwards?") == ["2018"]


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("before the end of 2018", ("", "2018-12-31")),
        ("before late 2018", ("", "2018-12-31")),
        ("before early 2018", ("", "2017-12-31")),
        ("before the start of 2018", ("", "2017-12-31")),
        ("after the beginning of 2018", ("2018-01-01", "")),
        ("after mid-2018", ("2018-01-01", "")),
        ("after late 2018", ("2019-01-01", "")),
    ],
)
def test_before_and_after_a_part_of_a_period_leave_the_rest_of_it_in(
    question: str, days: tuple[str, str]
) -> None:
    assert span(question) == days


@pytest.mark.parametrize(
    ("question", "text", "days"),
    [
        ("What fell before the embassy was occupied in January 2020?", None, ("", "2020-01-31")),
        ("Who spoke after the U.S. attack in January 2020?", None, ("2020-01-01", "")),
        ("since the vote in 2018", None, ("2018-01-01", "")),
        ("before the 2018 election in Iraq", "before the 2018 election", ("", "2018-12-31")),
        ("after Monday's attack", "after Monday's attack", ("2020-03-16", "")),
        ("before last year's vote", "before last year's vote", ("", "2019-12-31")),
    ],
)
def test_an_event_lies_inside_its_period_so_the_period_counts(
    question: str, text: str | None, days: tuple[str, str]
) -> None:
    assert span(question) == days
    words = question.rstrip("?")
    begin = min(words.find(word) for word in ("before", "after", "since") if word in words)
    assert asked(question).text == (text or words[begin:])


@pytest.mark.parametrize(
    "question",
    [
        "What was said before the war, in January 2020?",
        "What came after that? And in January 2020?",
        "Who came before and who left in January 2020?",
        "What was there before in January 2020?",
        "Who was killed by a drone in January 2020?",
        "What was caused by the January 2020 law?",
        "What happened to those after whom it was named and what in January 2020?",
        "before " + "a very long event " * 7 + "in January 2020",
    ],
)
def test_a_word_that_does_not_belong_to_the_time_leaves_it_as_it_is(question: str) -> None:
    assert span(question) == ("2020-01-01", "2020-01-31")
    assert asked(question).text == "January 2020"


def test_several_times_are_several_ranges() -> None:
    found = asked("Compare 2018, in May 2019 and 2018")
    assert (found.text, found.value) == ("2018, May 2019", "2018, 2019-05")
    assert found.spans == (
        Days(date(2018, 1, 1), date(2018, 12, 31)),
        Days(date(2019, 5, 1), date(2019, 5, 31)),
    )
    assert len(found.places) == 3


def test_two_open_ends_that_overlap_are_one_range() -> None:
    question = "What happened after 2017 and before March 2020?"
    found = asked(question)
    assert found.text == "after 2017 and before March 2020"
    assert found.value == "2018-01-01/2020-02-29"
    assert span(question) == ("2018-01-01", "2020-02-29")
    assert places(question) == ["2017", "March 2020"]
    assert asked("until 2020 but since 2018").value == "2018/2020"


def test_two_open_ends_that_do_not_overlap_stay_two() -> None:
    found = asked("Compare what was said before 2018 and after 2018")
    assert found.text == "before 2018, after 2018"
    assert found.value == "../2018, 2018/.."
    assert found.spans == (Days(None, date(2017, 12, 31)), Days(date(2019, 1, 1), None))


def test_a_word_belongs_to_the_time_that_follows_first() -> None:
    assert asked("Compare before 2018 with January 2020").value == "../2018, 2020-01"


def test_on_after_a_time_opens_its_end_only_with_from() -> None:
    assert asked("What did he speak in 2018 on?").value == "2018"
    assert asked("What did he speak of from 2018 on?").value == "2018/.."


def test_no_end_lies_outside_the_calendar() -> None:
    first, last = date(1, 5, 1), date(9999, 5, 1)
    assert asked("before this year", first).spans == (Days(None, date(1, 12, 31)),)
    assert asked("after this year", last).spans == (Days(date(9999, 1, 1), None),)


def test_since_before_a_span_adds_nothing() -> None:
    assert span("since 2018 until today") == ("2018-01-01", "2020-03-18")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("the past three years", "2017-03-18", "2020-03-18"),
        ("the last 2 weeks", "2020-03-04", "2020-03-18"),
        ("the last few days", "2020-03-15", "2020-03-18"),
        ("the last couple of months", "2020-01-18", "2020-03-18"),
        ("the past year", "2019-03-18", "2020-03-18"),
        ("the past decade", "2010-03-18", "2020-03-18"),
        ("the last decade", "2010-03-18", "2020-03-18"),
        ("the last 24 hours", "2020-03-17", "2020-03-18"),
        ("the last 25 hours", "2020-03-16", "2020-03-18"),
        ("the next two months", "2020-03-18", "2020-05-18"),
    ],
)
def test_a_stretch_ends_or_begins_today(words: str, first: str, last: str) -> None:
    question = f"What happened in {words}?"
    assert span(question) == (first, last)
    assert asked(question).value == f"{first}/{last}"
    assert places(question) == [words]


def test_a_stretch_keeps_to_the_months_and_the_calendar() -> None:
    leap = asked("in the past month", date(2020, 3, 31))
    assert leap.spans == (Days(date(2020, 2, 29), date(2020, 3, 31)),)
    early = asked("in the past 900 years", date(30, 5, 1))
    assert early.spans == (Days(date(1, 1, 1), date(30, 5, 1)),)


@pytest.mark.parametrize(
    "question",
    [
        "What did he do in his last two years?",
        "in the last two days before the vote",
        "in the last two days of it",
        "in the last 0 days",
        "in the last years",
    ],
)
def test_a_stretch_that_does_not_end_today_is_no_time(question: str) -> None:
    assert asked_time(question, TODAY) is None


@pytest.mark.parametrize(
    "question",
    [
        "Who invited Sadr to Tehran?",
        "Who wrote 1984?",
        'What happens in "1984"?',
        "What is the plot of “1917”?",
        "Who directed ‘1917’?",
        "Who plays in the film 1917 with him?",
        'When did he say "I leave in May 2019"?',
        "Blade Runner 2049",
        "What is Agenda 2030 about?",
        "Windows 95, Apollo 11, Channel 4, Area 51, Boeing 747 and COVID-19",
        "Who is Man Friday?",
        "What is Black Friday?",
        "What's 9/11?",
        "May I ask who won?",
        "What did Theresa May say?",
        "who may march with them",
        "What is the latest now?",
        "Who is president as of today?",
        "What was known until today?",
        "Was ist passiert?",
        "何が起きましたか",
        "",
    ],
)
def test_a_question_without_a_time_has_none(question: str) -> None:
    assert asked_time(question, TODAY) is None


def test_a_year_to_come_is_a_time_after_a_small_word() -> None:
    assert asked("In 2030, what will be built?").value == "2030"
    assert asked("Euro 2020").value == "2020"


def test_a_whole_question_in_quotation_marks_is_read() -> None:
    assert asked('"What happened in 2019?"').value == "2019"


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("What is the latest on Iran?", "latest"),
        ("newest report", "newest"),
        ("the most recent vote", "most recent"),
        ("What did he say most recently?", "most recently"),
        ("Who is the current president?", "current"),
        ("Who currently leads?", "currently"),
        ("Who leads now?", "now"),
        ("WHO LEADS NOW", "NOW"),
        ("Now, who leads?", "Now"),
        ("What is now happening?", "now"),
        ("Who leads right  now?", "right  now"),
        ("What do they eat nowadays?", "nowadays"),
        ("Who leads at present?", "at present"),
        ("What is said these days?", "these days"),
        ("What was done so far?", "so far"),
        ("an up-to-date list", "up-to-date"),
        ("As of today, who leads?", "As of today"),
        ("the latest news in 2015", "latest"),
        ("What is “Now and Then” and who currently sings it?", "currently"),
    ],
)
def test_a_word_for_the_latest_is_told_as_written(question: str, word: str) -> None:
    assert latest_word(question) == word


@pytest.mark.parametrize(
    "question",
    [
        "Who must leave by May at the latest?",
        "Who plays in Apocalypse Now?",
        'Who plays in "apocalypse now" today?',
        "What is now Turkey?",
        "every now and then",
        "from now on",
        "a week from now",
        "now that he left",
        "What drives an ocean current?",
        "What is alternating current used for?",
        "The current is strong",
        "How did it come so far away?",
        "What is known?",
        "Who was there recently?",
        "",
    ],
)
def test_other_senses_do_not_ask_for_the_latest(question: str) -> None:
    assert latest_word(question) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019-09", "2019-09-01", "2019-09-30"),
        (" 2019-09-14 ", "2019-09-14", "2019-09-14"),
        ("2019-Q3", "2019-07-01", "2019-09-30"),
        ("2019-q3", "2019-07-01", "2019-09-30"),
        ("2019-W38", "2019-09-16", "2019-09-22"),
        ("2019-W38-WE", "2019-09-21", "2019-09-22"),
        ("2019-su", "2019-06-01", "2019-08-31"),
        ("2018/2020", "2018-01-01", "2020-12-31"),
        ("2018 - 2020", "2018-01-01", "2020-12-31"),
        ("9 January 2020", "2020-01-09", "2020-01-09"),
        ("January 9, 2020", "2020-01-09", "2020-01-09"),
        ("2020/01/09", "2020-01-09", "2020-01-09"),
        ("september", "2019-09-01", "2019-09-30"),
        ("may", "2019-05-01", "2019-05-31"),
        ("Monday", "2020-03-16", "2020-03-16"),
        ("in September 2019", "2019-09-01", "2019-09-30"),
        ("last summer", "2019-06-01", "2019-08-31"),
        ("today", "2020-03-18", "2020-03-18"),
        ("Yesterday", "2020-03-17", "2020-03-17"),
        ("last  week", "2020-03-09", "2020-03-15"),
        ("two weeks ago", "2020-03-02", "2020-03-08"),
        ("1980s", "1980-01-01", "1989-12-31"),
        ("the 1980s", "1980-01-01", "1989-12-31"),
        ("19th century", "1800-01-01", "1899-12-31"),
        ("2018 to 2020", "2018-01-01", "2020-12-31"),
        ("past three years", "2017-03-18", "2020-03-18"),
    ],
)
def test_days_are_read_as_people_type_them(text: str, first: str, last: str) -> None:
    assert parse_days(text, TODAY) == Days(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "199",
        "20",
        "2020/01",
        "2020/2018",
        "2020-2018",
        "2019-W60",
        "2019-Q5",
        "03/04/2020",
        "since March",
        "2018/..",
        "the war in 2019",
        "2019 was good",
        "20 years",
        "soon",
        "?" * 500,
        "in " * 500 + "2019",
    ],
)
def test_what_is_no_time_is_named_with_the_forms_that_are_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"2019-Q3.* words such as yesterday") as raised:
        parse_days(text, TODAY)
    assert text[:60] in str(raised.value)
    assert len(str(raised.value)) < 300


def test_a_day_that_does_not_exist_is_told_apart_from_an_unknown_form() -> None:
    with pytest.raises(ValueError, match=r"^2020-02-30 is not a day that exists; write 2020-01-09"):
        parse_days("30 February 2020", TODAY)
    with pytest.raises(ValueError, match=r"^no date is given; write 2020-01-09"):
        parse_days("  ", TODAY)


WORDS_TEXT = (
    "before after since until by from to between and or on the in early late end of 2018 2020 "
    "2030 0001 9999 May march september 14 9/11 last past next few couple three years weeks 24 "
    "hours ſix sİx week yesterday today now current latest what who wrote Agenda ' ’s “ ” , "
    "? ! - İ ß 9 January election onwards later up than no pre- post- as century 1980s 31 December"
)
QUESTIONS = st.one_of(
    st.text(max_size=2_000),
    st.lists(st.sampled_from([*WORDS_TEXT.split(), '"', "\n", "\u00a0"]), max_size=40).map(
        " ".join
    ),
)


@given(question=QUESTIONS, today=st.dates())
def test_any_question_on_any_day_is_read_within_the_calendar(question: str, today: date) -> None:
    word = latest_word(question)
    assert word is None or word in question
    found = asked_time(question, today)
    if found is None:
        return
    assert found.spans
    assert found.value
    done = 0
    for start, end in found.places:
        assert done <= start < end <= len(question)
        assert question[start:end].strip() == question[start:end]
        done = end
    for days in found.spans:
        assert days != Days()
        assert (days.first or date.min) <= (days.last or date.max)
    assert found.text.split(", ")[0] in question


@given(text=QUESTIONS, today=st.dates())
def test_any_typed_text_gives_days_or_a_value_error(text: str, today: date) -> None:
    try:
        days = parse_days(text, today)
    except ValueError:
        return
    assert days.first is not None
    assert days.last is not None
    assert days.first <= days.last


@given(day=st.dates())
def test_every_day_is_read_and_today_is_told_from_itself(day: date) -> None:
    assert parse_days(day.isoformat(), TODAY) == Days(day, day)
    assert parse_days("today", day) == Days(day, day)
    if day > date.min:
        yesterday = day - timedelta(days=1)
        assert parse_days("yesterday", day) == Days(yesterday, yesterday)


@pytest.mark.parametrize("piece", ["before ", "the last ", '"', "in or before ", " ", "- ", "now "])
def test_the_longest_question_is_read_in_no_time(piece: str) -> None:
    question = (piece * 2_000)[:1_995] + " 2019"
    started = time.perf_counter()
    asked_time(question, TODAY)
    latest_word(question)
    assert time.perf_counter() - started < 0.5
