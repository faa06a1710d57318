from dataclasses import replace

import pytest

from index.documents import Entry, Origin
from index.readers.lookalikes import unread_dates

HOW = 'write a first line "date YYYY-MM-DD" if it is its date'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A visit on 9 January 2020\n\nText", "9 January 2020"),
        ("# Minutes of 9th January 2020\n\nText", "9th January 2020"),
        ("January 9, 2020 was a cold day, and the yard was closed.", "January 9, 2020"),
        ("2020-01-09: a day at the yard.", "2020-01-09"),
        ("On 3.4.2020 the yard was closed.", "3.4.2020"),
        ("Updated 3 May 2021\n\nText", "3 May 2021"),
        ("Tide 03/04/20\n\nText", "03/04/20"),
        ("The yard\n\nSpring of March 2020\n\nText", "March 2020"),
    ],
)
def test_a_date_that_leads_or_stands_in_a_short_line_is_told(text: str, words: str) -> None:
    assert unread_dates(text, "", "") == (f"text: looks like a date, not read: {words!r}; {HOW}",)


@pytest.mark.parametrize(
    "text",
    [
        "The yard was opened on 9 May 1951. It was closed again.",
        "The yard of 1951\n\nText",
        "Release 2021.3.1\n\nText",
        "In May 2011 the yard was opened.",
        "The yard at the northern end of the harbour was opened in May 2011 by\nthe mayor.",
        "Call 555-12-10\n\nText",
        "a\nb\nc\nd\ne\n9 January 2020",
        "",
    ],
)
def test_a_date_inside_a_sentence_and_a_version_are_not(text: str) -> None:
    assert unread_dates(text, "", "") == ()


def test_a_day_without_a_year_and_a_name_are_told_as_they_are() -> None:
    assert unread_dates("LONDON, Jan 9 (Wire) - x.", "Jan 9", "2020-1-9") == (
        f"text: looks like a date, not read: 'Jan 9'; {HOW}",
        "path: looks like a date, not read: '2020-1-9'; begin the name with YYYY-MM-DD",
    )


def test_the_date_of_an_entry_was_read() -> None:
    text = "# Log\n\n## 2024-03-04\n\nFog.\n"
    at = text.index("##")
    told = Entry(at, len(text), "2024-03-04", Origin.HEADING, at + 3, at + 13)
    assert unread_dates(text, "", "", [told]) == ()
    untold = replace(told, date=None, date_from=None)
    assert len(unread_dates(text, "", "", [untold])) == 1
