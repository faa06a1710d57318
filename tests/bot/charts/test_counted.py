from bot.charts.counted import coverage_of, quotes_by_time
from bot.charts.histogram import Histogram, Slot
from fake_library import ENTRY, PUBLICATION_ENTRY, timeline

DIARY = """Repairs

## 2020-01-03

The pump was mended in May 2019.

## 2020-04-05

The pump broke again.
"""


def test_documents_are_counted_by_their_dates_and_by_those_that_they_name(shelf):
    shelf.add("a.txt", "The bridge was closed in May 2019 and in May 2019.", published="2020-02-01")
    shelf.add("b.txt", "The bridge was opened in June 2019.", published="2020-02-28")
    shelf.add("diary.md", DIARY)
    shelf.add("undated.txt", "Nobody knows.")
    shelf.index()
    with shelf.open().snapshot() as held:
        found = coverage_of(held)
    assert (found.library.documents, found.library.undated) == (4, 1)
    assert found.written == Histogram(
        "month",
        (
            Slot("2020-01", 1, False),
            Slot("2020-02", 2, False),
            Slot("2020-03", 0, False),
            Slot("2020-04", 1, False),
        ),
    )
    assert found.spoken == Histogram(
        "month", (Slot("2019-05", 2, False), Slot("2019-06", 1, False))
    )


def test_a_library_of_nothing_has_no_slots(shelf):
    shelf.index()
    with shelf.open().snapshot() as held:
        found = coverage_of(held)
    assert found.written == found.spoken == Histogram("month", ())


def test_quotes_are_counted_under_the_dates_that_they_stand_under():
    found = quotes_by_time(timeline(ENTRY, ENTRY, PUBLICATION_ENTRY))
    assert [(slot.value, slot.count) for slot in found.slots] == [
        ("2019-09", 2),
        ("2019-10", 0),
        ("2019-11", 0),
        ("2019-12", 0),
        ("2020-01", 1),
    ]
