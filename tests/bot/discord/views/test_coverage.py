from bot.charts.counted import Coverage
from bot.charts.histogram import Histogram, Slot
from bot.discord.pictures import Picture
from bot.discord.views.coverage import coverage_text, coverage_view
from fake_library import LIBRARY

NOTHING = Histogram("month", ())
FOUND = Coverage(LIBRARY, Histogram("year", (Slot("2020", 1, False),)), NOTHING)
HEAD = "**The library holds 1 document, published 9 January 2020.**"


def kinds(view):
    return [item["type"] for item in view.to_components()[0]["components"]]


def test_a_picture_stands_between_what_is_held_and_how_it_is_spread():
    assert kinds(coverage_view(FOUND)) == [10, 10]
    picture = Picture("coverage.png", b"", "Bars.")
    assert kinds(coverage_view(FOUND, asker=1, picture=picture)) == [10, 12, 10, 1]


def test_without_dates_only_what_is_held_is_said():
    assert kinds(coverage_view(Coverage(LIBRARY, NOTHING, NOTHING))) == [10]


def test_as_plain_text_it_says_the_same():
    assert coverage_text(FOUND) == f"{HEAD}\nDocuments by year, 2020: 1."
