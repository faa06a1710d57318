from dataclasses import replace

import pytest

from bot.wording.coverage import coverage, entries
from bot.wording.dates import long_date
from fake_library import SOURCE
from index.store.records import LibrarySummary


@pytest.mark.parametrize(
    ("documents", "first", "last", "undated", "words"),
    [
        (0, None, None, 0, "no documents yet"),
        (1, None, None, 1, "1 document, undated"),
        (2, "2020", "2020", 1, "2 documents, published 2020, 1 undated"),
        (1214, "2018-03", "2020-01-09", 0, "1,214 documents, published 2018-03 to 2020-01-09"),
    ],
)
def test_documents_are_counted_with_the_dates_they_span(documents, first, last, undated, words):
    assert coverage(LibrarySummary(documents, 5, first, last, undated)) == words


def test_a_face_may_write_the_dates_out():
    library = LibrarySummary(9, 5, "2018-03", "2020-01-09", 3)
    assert coverage(library, long_date) == (
        "9 documents, published March 2018 to 9 January 2020, 3 undated"
    )


@pytest.mark.parametrize(
    ("number", "first", "last", "words"),
    [
        (0, None, None, ""),
        (1, "2024-01-02", "2024-01-02", "1 entry, 2 January 2024"),
        (1200, "2024-01-02", "2024-12", "1,200 entries, 2 January 2024 to December 2024"),
        (2, None, None, "2 entries"),
    ],
)
def test_entries_are_counted_with_the_first_and_the_last(number, first, last, words):
    source = replace(SOURCE, entries=number, first_entry=first, last_entry=last)
    assert entries(source, long_date) == words
