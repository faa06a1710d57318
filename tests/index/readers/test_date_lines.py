import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.date_lines import (
    Label,
    LineDate,
    date_line,
    dateline,
    published_date,
    told_date,
    without_year,
)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("2020-01-09", "2020-01-09"),
        ("January 9, 2020", "January 9, 2020"),
        ("Thursday, 9 January 2020", "Thursday, 9 January 2020"),
        ("*January 9, 2020*", "January 9, 2020"),
        ("_9 January 2020_", "9 January 2020"),
        ("## 9 January 2020", "9 January 2020"),
        ("– 9 January 2020 –", "9 January 2020"),
        ("[[2020-01-09]]", "2020-01-09"),
        ("By Ann Ode, 9 January 2020", "9 January 2020"),
        ("By Ann Ode and Ivo Lund on 9 January 2020", "9 January 2020"),
        ("Ann Ode · 9 January 2020 · 5 min read", "9 January 2020"),
        ("January 9, 2020 by Ann Ode", "January 9, 2020"),
        ("Kolm, 9 January 2020", "9 January 2020"),
        ("Kolm, den 9. Januar 2020", "9. Januar 2020"),
        ("by Ann Ode (9 January 2020)", "9 January 2020"),
        ("9 January 2020 | Harbour News | 12 comments", "9 January 2020"),
        ("03/04/2020", "03/04/2020"),
        ("Edition of 9 January 2020", "9 January 2020"),
        ("As of 9 January 2020", "9 January 2020"),
        ("Stand: 9. Januar 2020", "9. Januar 2020"),
        ("Valid from 2020-01-09", "2020-01-09"),
        ("Release date: 9 January 2020", "9 January 2020"),
    ],
)
def test_a_line_of_a_date_and_who_and_where_is_a_date_line(line: str, written: str) -> None:
    assert date_line(line) == (LineDate(written, Label.NONE),)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("Published: January 9, 2020", "January 9, 2020"),
        ("Published on 15 January 2020", "15 January 2020"),
        ("**Published:** 2020-01-09", "2020-01-09"),
        ("Published January 9, 2020, 10:15 a.m. ET", "January 9, 2020, 10:15 a.m. ET"),
        ("By Ann Ode | Published: March 5, 2021 10:22 AM", "March 5, 2021 10:22 AM"),
        ("Posted by Ann Ode on January 9, 2020", None),
        ("Posted on January 9, 2020 by Ann Ode", "January 9, 2020"),
        ("Date of publication: 9 January 2020", "9 January 2020"),
        ("Datum: 9. Januar 2020", "9. Januar 2020"),
        ("First published 2020", "2020"),
    ],
)
def test_a_word_before_the_date_says_that_it_is_that_of_publication(
    line: str, written: str | None
) -> None:
    label = Label.PUBLISHED if written else Label.NONE
    assert date_line(line) == (LineDate(written or "January 9, 2020", label),)


@pytest.mark.parametrize(
    "line",
    [
        "Updated 3 May 2021",
        "**Last updated on 3 May 2021**",
        "Modified: 3 May 2021",
        "Last edited 3 May 2021",
        "Zuletzt geändert am 3 May 2021",
    ],
)
def test_a_day_of_change_is_no_day_of_publication(line: str) -> None:
    dates = date_line(line)
    assert dates == (LineDate("3 May 2021", Label.CHANGED),)
    assert published_date(dates) is None


def test_the_published_one_of_several_counts() -> None:
    both = date_line("Updated 3 May 2021 | Published 9 January 2020")
    assert published_date(both) == LineDate("9 January 2020", Label.PUBLISHED)
    plain = date_line("9 January 2020 (updated 3 May 2021)")
    assert published_date(plain) is None or published_date(plain) == plain[0]
    assert published_date(date_line("9 January 2020, 10 January 2020")) is None
    assert published_date(date_line("9 January 2020, 9 January 2020")) == LineDate(
        "9 January 2020", Label.NONE
    )
    assert published_date(()) is None


@pytest.mark.parametrize(
    "line",
    [
        "2020-01-09 was a cold day and the yard was closed.",
        "January 9, 2020 was cold.",
        "What happened on 9 January 2020",
        "9 January 2020: a day at the bridge",
        "The bridge was opened on 9 January 2020.",
        "Paris, 9 January 2020, was cold.",
        "PARIS, 9 January 2020 was cold.",
        "Photos by Ann Ode. 9 January 2020",
        "January 9, 2020 Harbour News",
        "9-11 January 2020",
        "Published by Ann Ode",
        "Dates",
        "",
        "9 January 2020 " + "- " * 100 + "and so on",
    ],
)
def test_a_line_that_says_more_is_none(line: str) -> None:
    assert published_date(date_line(line)) is None


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("KOLM, 9 January 2020 (Wire) - The yard was closed.", "9 January 2020"),
        ("Kolm, Sweden, 9 January 2020 (Wire) — The yard was closed.", "9 January 2020"),
        ("PARIS, Jan. 9, 2020 (AP) — The mayor spoke.", "Jan. 9, 2020"),
        ("NEW YORK, January 9, 2020 /PRNewswire/ -- A firm grew.", "January 9, 2020"),
        ("LONDON, Jan 9 (Reuters) - The mayor spoke.", "Jan 9"),
        ("LONDON 9 January - The mayor spoke.", "9 January"),
        ("London, Jan 9 - The mayor spoke.", ""),
        ("London, January 9, 2020 — The mayor spoke.", "January 9, 2020"),
        ("In London, January 9, 2020 — a day of snow", ""),
        ("PARIS, 9 January 2020 was cold.", ""),
        ("The mayor spoke on 9 January 2020 (a Thursday) - and left.", ""),
        ("OSLO (AP) - The mayor spoke.", ""),
        ("9 January 2020 (Wire) - The mayor spoke.", ""),
        ("", ""),
    ],
)
def test_a_newswire_begins_with_place_and_day(line: str, written: str) -> None:
    assert dateline(line) == written


def test_a_day_without_a_year_is_known_as_such() -> None:
    assert without_year("Jan 9")
    assert without_year("9. Januar")
    assert not without_year("Jan 9, 2020")
    assert not without_year("2020-01-09")


PIECES = st.sampled_from(
    [
        "9 January 2020",
        "2020-01-09",
        "By Ann",
        " - ",
        ", ",
        "*",
        "_",
        "Published: ",
        "Updated ",
        "KOLM",
        "(Wire)",
        " ",
        "on ",
        "[[",
        "]]",
        "x",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join)))
def test_dates_of_any_line_are_its_own_words(line: str) -> None:
    line = " ".join(line.split())
    assert all(one.text and one.text in line for one in date_line(line))
    assert dateline(line) in line


def test_where_it_was_posted_may_stand_before_the_date() -> None:
    written = date_line('*Posted on the board "The Key", 9 January 2020*')
    assert written == (LineDate("9 January 2020", Label.PUBLISHED),)
    assert published_date(date_line("Published in the Kolm Courier on 9 January 2020")) == (
        LineDate("9 January 2020", Label.PUBLISHED)
    )


def test_what_was_changed_may_follow() -> None:
    line = "Posted on the board, 9 January 2020. Changed on 3 May 2020: new price."
    assert published_date(date_line(line)) == LineDate("9 January 2020", Label.PUBLISHED)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("Leaflet 7, issued 9 January 2020", "9 January 2020"),
        ("(received 9 Nov 2019, published 20 Jan 2020)", "20 Jan 2020"),
        ("Received 3 May 2019; accepted 4 June 2019; published online 7 July 2019", "7 July 2019"),
        ("Merkblatt 3, Stand: 4. Mai 2020", "4. Mai 2020"),
        ("Leaflet No. 12 - Edition of May 2020", "May 2020"),
        ("Vol. 12, No. 3, March 2020", "March 2020"),
        ("Issue 44 | 9 January 2020", "9 January 2020"),
        ("FOR IMMEDIATE RELEASE: Kolm, 9 January 2020", "9 January 2020"),
        ("Submitted by Ann on Thursday, 9 January 2020", "Thursday, 9 January 2020"),
        ("Fiche 4 – publiée le 5 mai 2020", "5 mai 2020"),
        ("Kolm Papers | Date of issue: 2020-01-09", "2020-01-09"),
        ("Leaflet 3 (rev. 2, 9 January 2020)", "9 January 2020"),
        ("Adopted 9 January 2020, amended 12 March 2021", "9 January 2020"),
    ],
)
def test_a_word_in_a_line_of_a_head_tells_its_date(line: str, written: str) -> None:
    told = told_date(line)
    assert told is not None
    assert told.text == written


@pytest.mark.parametrize(
    "line",
    [
        "(received 9 Nov 2019, revised 20 Jan 2020)",
        "The rules published 9 January 2020 are void",
        "It was published on 9 January 2020.",
        "See the version of 9 January 2020",
        "Rules, last changed 9 January 2020",
        "Published in 2020",
        "Issue 44 of 9 cases",
        f"Leaflet {'x' * 120}, issued 9 January 2020",
    ],
)
def test_a_sentence_or_another_word_tells_no_date(line: str) -> None:
    assert told_date(line) is None
