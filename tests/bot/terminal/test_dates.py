from dataclasses import replace

import pytest

from bot.audit import Concern, DateClaim, InText
from bot.terminal.dates import write_audit, write_dates
from fake_library import LIBRARY, SOURCE, UNDATED, suspect
from index.documents import EventDate, Origin
from terminals import plain

NAMED = "Who met whom · source_docs/sadr.txt"


def test_dates_line_up_with_their_words_last():
    dates = [
        EventDate("last\nSeptember", "2019-09", 3, 17),
        EventDate("the 1990s\x1b", "199", 1200, 1209),
    ]
    assert plain(write_dates, dates) == [
        "3-17       2019-09  last September → September 2019",
        r"1200-1209  199      the 1990s\x1b",
    ]
    assert plain(write_dates, []) == ["No date is named."]


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        (0, "The library holds no documents."),
        (1, "The document has a date that nothing contradicts."),
        (1212, "All 1,212 documents have a date that nothing contradicts."),
    ],
)
def test_a_library_without_doubts_says_so_in_one_line(documents, words):
    assert plain(write_audit, [], replace(LIBRARY, documents=documents)) == [words]


def test_each_document_in_doubt_has_its_dates_with_their_origins():
    claims = (
        DateClaim("2031-01-09", Origin.HEADER),
        DateClaim("2019-05", Origin.FILE_NAME),
        DateClaim("2021-05-03", InText.DATE_LINE, "3 May\n2021\x1b", 10, 20),
    )
    found = [
        suspect(Concern.FUTURE, Concern.DISAGREE, claims=claims),
        suspect(
            Concern.UNDATED,
            claims=claims[2:],
            source=replace(UNDATED, warnings=("path: looks like a date\x1b",)),
        ),
        suspect(source=replace(SOURCE, title="A\x1b")),
    ]
    assert plain(write_audit, found, replace(LIBRARY, documents=1200)) == [
        f"in the future, dates disagree  {NAMED}",
        "  2031-01-09  header, the date that counts",
        "  2019-05     file name",
        r"  2021-05-03  text: “3 May 2021\x1b” · characters 10-20",
        "undated         Plain · source_docs/plain.txt",
        r"  2021-05-03  text: “3 May 2021\x1b” · characters 10-20",
        r"  path: looks like a date\x1b",
        r"dates disagree  A\x1b · source_docs/sadr.txt",
        "",
        "3 documents of 1,200 to look at.",
    ]
