from dataclasses import replace

from bot.charts.counted import Coverage
from bot.charts.drawing import Panel
from bot.charts.histogram import Histogram, Slot
from bot.wording.charts import (
    QUOTES,
    SPOKEN,
    WRITTEN,
    chart_title,
    coverage_described,
    coverage_panels,
    covered,
    described,
    gaps_in_words,
    groups,
    outside,
    slot_in_words,
    timeline_described,
    timeline_panels,
)
from fake_library import ENTRY, LIBRARY, PUBLICATION_ENTRY, timeline


def months(*counts, **rest):
    slots = tuple(Slot(f"2020-{n:02}", count, False) for n, count in enumerate(counts, 1))
    return Histogram("month", slots, **rest)


def test_titles_name_what_is_counted_and_by_what():
    assert chart_title(months(1), WRITTEN) == "Documents by month"
    assert chart_title(Histogram("decade", ()), SPOKEN) == "Documents by the decade they speak of"


def test_a_picture_is_described_by_its_highest_bar_its_gaps_and_what_is_outside():
    assert described(months(1, 0, 0, 4, wider=2), WRITTEN) == (
        "Documents by month, January to April 2020: most in April 2020 (4); "
        "none in February to March 2020; besides, 2 of no single month."
    )
    assert described(months(3), WRITTEN) == "Documents by month, January 2020: 3."
    assert described(months(), WRITTEN) == "Documents by month: nothing."
    assert described(months(wider=1), QUOTES) == "Quotes by month: 1 of no single month."


def test_what_is_outside_is_named():
    assert outside(months(1, 2, earlier=1_200, later=3)) == [
        "1,200 before January 2020",
        "3 after February 2020",
    ]
    assert outside(months(1)) == []


def test_the_longest_gaps_are_named_in_the_order_of_time():
    found = months(1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1)
    assert gaps_in_words(found) == (
        "April to May 2020; July to August 2020; October to November 2020; 1 more gap"
    )
    assert gaps_in_words(months(1, 1)) == ""


def test_rows_are_slots_and_runs_of_empty_ones():
    found = months(1, 0, 0, 2, 3)
    assert [slot_in_words(*slots) for slots in groups(found)] == [
        "January 2020",
        "February to March 2020",
        "April 2020",
        "May 2020",
    ]


def test_labels_below_bars_are_short():
    def labels(unit, *values):
        slots = tuple(Slot(value, 1, False) for value in values)
        found = Coverage(LIBRARY, Histogram(unit, slots), Histogram("month", ()))
        return coverage_panels(found)[0].labels

    assert labels("month", "2019-09", "2020-05") == ("Sep 2019", "May 2020")
    assert labels("year", "2019") == ("2019",)
    assert labels("decade", "199") == ("1990s",)
    assert labels("century", "19") == ("1900s",)


def test_a_timeline_is_drawn_and_described():
    found = timeline(ENTRY, ENTRY, PUBLICATION_ENTRY)
    assert timeline_panels(found) == [
        Panel(
            "Quotes by month",
            (2, 0, 0, 0, 1),
            ("Sep 2019", "Oct 2019", "Nov 2019", "Dec 2019", "Jan 2020"),
        )
    ]
    assert timeline_described(found) == (
        "Bar chart. Quotes by month, September 2019 to January 2020: most in September 2019 (2); "
        "none in October to December 2019."
    )
    assert timeline_panels(replace(found, entries=())) == []


def test_a_library_is_drawn_and_described():
    found = Coverage(LIBRARY, months(1, 2), Histogram("year", (Slot("1979", 1, False),)))
    assert [panel.title for panel in coverage_panels(found)] == [
        "Documents by month",
        "Documents by the year they speak of",
    ]
    assert coverage_described(found) == (
        "Bar charts. Documents by month, January to February 2020: most in February 2020 (2). "
        "Documents by the year they speak of, 1979: 1."
    )
    assert covered(found).startswith("The library holds ")
