"""Counts by time in words: titles, labels of bars, gaps, and what a picture shows.

Owns those words; the counting and the drawing are in `charts`.
"""

from itertools import groupby

from bot.answering.timeline import Timeline
from bot.charts.counted import Coverage, quotes_by_time
from bot.charts.drawing import Panel
from bot.charts.histogram import Histogram, Slot, days_of
from bot.wording.coverage import coverage
from bot.wording.dates import date_in_words, long_date
from bot.wording.text import count

# What is counted by which time.
WRITTEN = "Documents by {unit}"
SPOKEN = "Documents by the {unit} they speak of"
QUOTES = "Quotes by {unit}"

# Discord takes descriptions of a picture up to 1,024 characters; a voice reads it out.
_MOST_GAPS = 3
_EMPTY = "nothing"


def chart_title(histogram: Histogram, counted: str) -> str:
    """Return "Documents by month"."""
    return counted.format(unit=histogram.unit)


def slot_in_words(*slots: Slot) -> str:
    """Return "September 2019", or of a run "May to July 2018"."""
    words = _range(slots)
    return words[:1].upper() + words[1:]


def outside(histogram: Histogram) -> list[str]:
    """Return what stands in no slot: "3 of no single month", "2 before the 1960s"."""
    found = []
    if histogram.wider:
        found.append(f"{histogram.wider:,} of no single {histogram.unit}")
    if histogram.earlier:
        found.append(f"{histogram.earlier:,} before {_lower(histogram.slots[0])}")
    if histogram.later:
        found.append(f"{histogram.later:,} after {_lower(histogram.slots[-1])}")
    return found


def gaps_in_words(histogram: Histogram, most: int = _MOST_GAPS) -> str:
    """Return the longest gaps in the order of time: "May 2018, and 2 shorter ones"; "" for none."""
    gaps = histogram.gaps
    longest = sorted(gaps, key=len, reverse=True)[:most]
    named = [_range(gap) for gap in gaps if gap in longest]
    if left := len(gaps) - len(named):
        named.append(count(left, "more gap"))
    return "; ".join(named)


def described(histogram: Histogram, counted: str) -> str:
    """Return what the bars show in a sentence or two, for who does not see them."""
    title = chart_title(histogram, counted)
    if not histogram.slots:
        return f"{title}: {', '.join(outside(histogram)) or _EMPTY}."
    slots = histogram.slots
    most = max(slots, key=lambda slot: slot.count)
    sentence = f"{title}, {_range(slots)}"
    if len(slots) > 1:
        sentence += f": most in {_lower(most)} ({most.count:,})"
    else:
        sentence += f": {most.count:,}"
    if gaps := gaps_in_words(histogram):
        sentence += f"; none in {gaps}"
    if others := outside(histogram):
        sentence += f"; besides, {', '.join(others)}"
    return f"{sentence}."


def timeline_panels(timeline: Timeline) -> list[Panel]:
    """Return what is drawn of a timeline; nothing where it has no dated quotes."""
    return _panels((quotes_by_time(timeline), QUOTES))


def timeline_described(timeline: Timeline) -> str:
    """Return what the picture of a timeline shows."""
    return f"Bar chart. {described(quotes_by_time(timeline), QUOTES)}"


def coverage_panels(found: Coverage) -> list[Panel]:
    """Return what is drawn of a library; nothing where it has no dates."""
    return _panels((found.written, WRITTEN), (found.spoken, SPOKEN))


def coverage_described(found: Coverage) -> str:
    """Return what the picture of a library shows."""
    shown = [described(found.written, WRITTEN), described(found.spoken, SPOKEN)]
    return f"Bar charts. {' '.join(shown)}"


def covered(found: Coverage) -> str:
    """Return "The library holds 9 documents, published January 2018 to March 2020."."""
    return f"The library holds {coverage(found.library, long_date)}."


def _panels(*pairs: tuple[Histogram, str]) -> list[Panel]:
    return [
        Panel(
            chart_title(histogram, counted),
            tuple(slot.count for slot in histogram.slots),
            tuple(_label(slot, histogram) for slot in histogram.slots),
        )
        for histogram, counted in pairs
        if histogram.slots
    ]


def _label(slot: Slot, histogram: Histogram) -> str:
    """Return a label that is short enough to stand below a bar: "Sep 2019", "2019", "1990s"."""
    first = days_of(slot, histogram.unit).first
    year = first.year if first else 0
    if histogram.unit == "month":
        month, _, year_ = date_in_words(slot.value).partition(" ")
        return f"{month[:3]} {year_}"
    if histogram.unit == "year":
        return str(year)
    years = 10 if histogram.unit == "decade" else 100
    return f"{year // years * years}s"


def _range(slots: tuple[Slot, ...]) -> str:
    first, last = slots[0].value, slots[-1].value
    return date_in_words(first if first == last else f"{first}/{last}")


def _lower(slot: Slot) -> str:
    return date_in_words(slot.value)


def groups(histogram: Histogram) -> list[tuple[Slot, ...]]:
    """Return each slot that holds any, and each run of those that hold none, in order."""
    found: list[tuple[Slot, ...]] = []
    for empty, run in groupby(histogram.slots, key=lambda slot: not slot.count):
        slots = tuple(run)
        found += [slots] if empty else [(slot,) for slot in slots]
    return found
