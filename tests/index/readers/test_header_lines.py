import pytest

from index.readers.contents import HeaderLines
from index.readers.header_lines import (
    changed_at_top,
    is_without_year,
    published_at_end,
    read_header_lines,
)

TEXT = "The dredger came to the harbour at noon and left in the evening."


def read(head: str) -> tuple[str, str, str]:
    """The date and the title that the lines above TEXT give, and what of them is text."""
    whole = head + TEXT
    found = read_header_lines(whole, 0)
    if found is None:
        return "", "", head
    return found.date, found.title, whole[found.end :].lstrip().removesuffix(TEXT)


@pytest.mark.parametrize(
    ("head", "date", "title"),
    [
        (" date 2020-01-09 The dredger left?\n\n", "2020-01-09", "The dredger left?"),
        ("DATE: 2020-01  A  title\n\n", "2020-01", "A title"),
        ("date 2020 Title\n\n", "2020", "Title"),
        ("date:2020-02-30\n\n", "2020-02-30", ""),
        ("Date 2020-01-09: Title\n\n", "2020-01-09", "Title"),
        ("Date: Thursday, January 9, 2020\n\n", "Thursday, January 9, 2020", ""),
        ("date 2020/01/09 Title\n\n", "2020/01/09", "Title"),
        ("date 2020-1-9 Title\n\n", "2020-1-9", "Title"),
        ("date 9 January 2020 Title\n\n", "9 January 2020", "Title"),
        ("date 2020-01-09T12:00 Title\n\n", "2020-01-09T12:00", "Title"),
        ("date 03/04/2020 Title\n\n", "03/04/2020", "Title"),
        ("Date: 03/04/2020\n\n", "03/04/2020", ""),
        ("Date: 31 February 2020 or so\n\n", "31 February 2020 or so", ""),
        ("date 2020-01-09 Title\n", "2020-01-09", "Title"),
        ("Date: 9 January 2020\n", "9 January 2020", ""),
        ("Title\ndate 2020-01-09\n\n", "2020-01-09", "Title"),
        ("Title\n\ndate: 9 January 2020\n", "9 January 2020", "Title"),
    ],
)
def test_a_header_line_gives_date_and_title(head: str, date: str, title: str) -> None:
    assert read(head) == (date, title, "")


@pytest.mark.parametrize(
    ("head", "date", "title"),
    [
        (
            "Title: The dredger\nDate: 2020-01-09 10:20\nCategory: Yard\n\n",
            "2020-01-09 10:20",
            None,
        ),
        ("Title: The dredger\nDate: 2020-01-09\n", "2020-01-09", None),
        ("Title: The dredger\nAuthor: Ann\n\n", "", None),
        ("title: The dredger\nmodified: 2021-01-09\npublished: 2020-01-09\n\n", "2020-01-09", None),
        ("**Title:** The dredger\n**Date:** 2020-01-09\n\n", "2020-01-09", None),
        ("#+TITLE: The dredger\n#+DATE: <2020-01-09 Thu>\n\n", "<2020-01-09 Thu>", None),
        ("The dredger\n===========\n\n:Author: Ann\n:Date: 2020-01-09\n\n", "2020-01-09", None),
        ("Datum: 09.01.2020\n\n", "2020-01-09", ""),
        ("Titel: The dredger\nDatum: 9. Januar 2020\n\n", "9. Januar 2020", None),
    ],
)
def test_lines_of_keys_are_read_without_rules_around_them(
    head: str, date: str, title: str | None
) -> None:
    assert read(head) == (date, "The dredger" if title is None else title, "")


def test_the_head_of_a_mail_is_a_header() -> None:
    head = (
        "Received: from a.example by b.example;\n\tThu, 16 Jan 2020 09:15:01 +0100\n"
        "From: Ann <ann@example.org>\nTo: crew@example.org\nSubject: The\n dredger\n"
        "Date: Thu, 16 Jan 2020 09:15:00 +0100\nX-Mailer: x\n\n"
    )
    assert read(head) == ("Thu, 16 Jan 2020 09:15:00 +0100", "The dredger", "")
    assert read("From: Ann\nSent: 16 January 2020 09:15\nTo: Ivo\nSubject: Tide\n\n") == (
        "16 January 2020 09:15",
        "Tide",
        "",
    )


def test_a_key_that_may_be_content_stays_text() -> None:
    assert read("Date: 2020-01-09\nPresent: Ann, Ivo\n\n") == (
        "2020-01-09",
        "",
        "Present: Ann, Ivo\n\n",
    )
    assert read("Title: Tide\nMood: calm\nDate: 2020-01-09\nPlace: Kolm\n\n") == (
        "2020-01-09",
        "Tide",
        "Place: Kolm\n\n",
    )


@pytest.mark.parametrize(
    "head",
    [
        "Title: A\nDate: 2020-01-09\n\nTitle: B\nDate: 2020-01-10\n\n",
        "Date: 2020-01-09\nPlace: Kolm\n\nDate: 2020-01-10\nPlace: Kolm\n\n",
        "Note: the yard is closed.\n\n",
        "Place: Kolm\nOpened: 1951\n\n",
    ],
)
def test_records_are_no_header(head: str) -> None:
    assert read(head) == ("", "", head)


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("The dredger\nPublished: January 9, 2020\n\n", "January 9, 2020"),
        ("The dredger\n\nPublished on 9 January 2020\n\n", "9 January 2020"),
        ("# The dredger\n\n*January 9, 2020*\n\n", "January 9, 2020"),
        ("**The dredger**\n\n_9 January 2020_\n\n", "9 January 2020"),
        ("The dredger\n===========\n\n9 January 2020\n\n", "9 January 2020"),
        ("The dredger\nBy Ann Ode\n9 January 2020\n\n", "9 January 2020"),
        ("The dredger\nBy Ann Ode | Published: March 5, 2021 10:22 AM\n", "March 5, 2021 10:22 AM"),
        ("The dredger\n\nUpdated 3 May 2021\nPublished 9 January 2020\n\n", "9 January 2020"),
        ("![a](b.png)\n\n# The dredger\n\n2020-01-09\n\n", "2020-01-09"),
        ("# The dredger\n\n## January 2020\n\n", "January 2020"),
        ("# 2020-01-09 – The dredger\n\n", "2020-01-09"),
        ("2020-01-09 The dredger\n\n", "2020-01-09"),
        ("2020-01-09: The dredger\n\n", "2020-01-09"),
        ("% The dredger\n% Ann Ode\n% 9 January 2020\n\n", "9 January 2020"),
        ("title: The dredger\ndate: 2020-01-09\n---\n", "2020-01-09"),
        (".. title: The dredger\n.. date: 2020-01-09\n\n", "2020-01-09"),
        ("The dredger\n\nby Ann Ode (9 January 2020)\n\n", "9 January 2020"),
        ("From: Ann\nTo: crew\nDate: 9 January 2020\nRe: The dredger\n\n", "9 January 2020"),
    ],
)
def test_a_title_with_a_date_line_below_it_is_a_header(head: str, date: str) -> None:
    assert read(head) == (date, "The dredger", "")


def test_a_lone_date_dates_the_text_below_it() -> None:
    assert read("January 9, 2020\n\n") == ("January 9, 2020", "", "")
    assert read("2020-01-09\n") == ("2020-01-09", "", "")
    assert read("# 2020-01-09\n\n") == ("2020-01-09", "2020-01-09", "")
    assert read("2020-01-09\n\nThe dredger\n\n") == ("2020-01-09", "The dredger", "The dredger\n\n")


@pytest.mark.parametrize(
    "head",
    [
        "2020-01-09 was a cold day and ",
        "January 9, 2020 was cold.\n\n",
        "Date 2020 was a good year for the region.\nIt went on.\n",
        "Date 2020-01-09 was a good day for the region.\nIt went on.\n",
        "date 2020-01-09 was a good day for the region.\n\n",
        "Date: 9 January 2020 was cold.\nIt went on.\n",
        "Dates 2020 x\n\n",
        "Date palms 2020\n\n",
        "Date 20201 x\n\n",
        "The dredger came on\n9 January 2020\nand left.\n",
        "The dredger came again.\n9 January 2020\n\n",
        "Title\n\n2020\n\n",
        "The dredger\n\nUpdated 3 May 2021\n\n",
        "A visit on 9 January 2020\n\n",
        "The dredger\n\nReleased: 9 May 1979\n\n",
        "9 November 1989: The wall\n\n",
        "2020-01-09 The dredger came and went.\n\n",
        "2020-01-09 The dredger\n2020-01-10 The tide\n\n",
        "2020-01-09 The dredger\n\n2020-01-10 The tide\n\n",
        "Ann Ode\nDate of birth: 9 May 1951\n\n",
    ],
)
def test_a_sentence_or_a_title_with_a_date_in_it_is_no_header(head: str) -> None:
    assert read(head) == ("", "", head)


@pytest.mark.parametrize(
    "head",
    [
        "# 2020-01-09\n\nA.\n\n# 2020-01-10\n\nB.\n\n",
        "Log\n\n9 January 2020\n\nA.\n\n10 January 2020\n\nB.\n\n",
        "# Log\n\n## 9 January 2020\n\nA.\n\n## 10 January 2020 – Tide\n\nB.\n\n",
        "Days\n- 9 January 2020\n- 10 January 2020\n\n",
        "| Day | Tide |\n|---|---|\n| 2020-01-09 | High |\n\n",
        "[2020-01-09 8:07 AM] Ann: Hello\n[2020-01-09 8:09 AM] Ivo: The tide is in.\n",
    ],
)
def test_the_first_of_several_dates_is_that_of_an_entry(head: str) -> None:
    assert read(head) == ("", "", head)


def test_the_dateline_of_a_newswire_stays_part_of_the_text() -> None:
    assert read("KOLM, 9 January 2020 (Wire) - ") == (
        "9 January 2020",
        "",
        "KOLM, 9 January 2020 (Wire) - ",
    )
    head = "Dredger seen\n\nLONDON, Jan 9 (Reuters) - "
    assert read(head) == ("Jan 9", "Dredger seen", "LONDON, Jan 9 (Reuters) - ")
    found = read_header_lines(head + TEXT, 0)
    assert found is not None
    assert is_without_year(found)


def test_a_line_that_says_published_dates_the_text_from_below_its_first_words() -> None:
    head = "The dredger\n\nIt came and went, in short.\n\nPublished 9 January 2020 by Ann Ode\n\n"
    assert read(head) == ("9 January 2020", "The dredger", head.removeprefix("The dredger\n\n"))
    bare = head.replace("Published ", "")
    assert read(bare) == ("", "", bare)


def test_the_last_line_dates_the_text_where_it_says_published() -> None:
    assert published_at_end(f"{TEXT}\n\nPublished: 9 January 2020\n", 0) == "9 January 2020"
    assert published_at_end(f"{TEXT}\n\n9 January 2020\n", 0) == ""
    assert published_at_end(f"{TEXT}\n\nUpdated: 9 January 2020\n", 0) == ""
    assert published_at_end(f"{TEXT}\n\nDate: 9 January 2020\n", 0) == ""
    assert published_at_end("Published: 9 January 2020", 0) == ""


def test_a_date_far_down_is_text() -> None:
    head = "".join(f"Line {number}\n" for number in range(6)) + "9 January 2020\n"
    assert read(head) == ("", "", head)


def test_a_header_may_be_all_there_is() -> None:
    assert read_header_lines("date 2020", 0) == HeaderLines(9, "2020")
    assert read_header_lines("", 0) is None


@pytest.mark.parametrize(
    ("head", "date", "title"),
    [
        ("Office of Mills\nLeaflet 7, issued 9 January 2020", "9 January 2020", "Office of Mills"),
        (
            "ON MUD\nby A. Ode\n(received 9 Nov 2019, published 20 Jan 2020)",
            "20 Jan 2020",
            "ON MUD",
        ),
        ("Merkblatt 3, Stand: Mai 2020", "Mai 2020", "Merkblatt 3"),
    ],
)
def test_a_word_among_others_of_a_head_tells_the_date(head, date, title):
    text = f"{head}\n\nThe wheel turns."
    found = read_header_lines(text, 0)
    assert (found.date, found.title, text[found.end :].strip()) == (date, title, "The wheel turns.")


def test_lines_made_alike_with_other_dates_are_no_head():
    text = "Leaflet 7, issued 9 January 2020\n\nText.\n\nLeaflet 8, issued 3 May 2020\n\nText."
    assert read_header_lines(text, 0) is None


@pytest.mark.parametrize(
    "head",
    [
        "FOR IMMEDIATE RELEASE\n9 January 2020",
        "Received: 9 May 2019\nPublished online: 9 January 2020",
    ],
)
def test_what_stands_above_a_title_is_none(head):
    found = read_header_lines(f"{head}\n\nThe wheel turns.", 0)
    assert (found.date, found.title) == ("9 January 2020", "")


def test_the_day_of_the_week_is_no_place_of_a_dateline():
    text = "LOG OF THE WEIR\n\nSat 4 Jan 2020 -- Ann\nQuiet.\n\nSun 5 Jan 2020 -- Ben\nRain."
    assert read_header_lines(text, 0) is None


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Home | Visit\nThe weir\nLast updated: 9 January 2020 by ann", "9 January 2020"),
        ("The weir\n\nUpdated 2020-01-09", "2020-01-09"),
        ("The weir\n\nUpdated 2020-01-09\nRevised: 2020-02-09", ""),
        ("The weir\n\nUpdated 2020", ""),
        ("The weir\n\nIt was updated on 9 January 2020 by the warden, who left.", ""),
    ],
)
def test_a_line_at_the_top_tells_the_last_change(head, date):
    assert changed_at_top(f"{head}\n\n{TEXT}", 0) == date
