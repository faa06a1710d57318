"""Counts by time as a person reads them in a terminal, and as a picture in a file.

Owns the rows and their bars; the words are in `wording.charts`, the drawing in `charts.drawing`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.charts.counted import quotes_by_time
from bot.charts.drawing import ChartsMissing, Panel, can_draw, draw
from bot.terminal.page import Page, Part
from bot.wording.charts import (
    QUOTES,
    SPOKEN,
    WRITTEN,
    chart_title,
    covered,
    gaps_in_words,
    groups,
    outside,
    slot_in_words,
)
from index.errors import UsageError

if TYPE_CHECKING:
    from bot.answering.timeline import Timeline
    from bot.charts.counted import Coverage
    from bot.charts.histogram import Histogram

_LONGEST = 24  # columns of the longest bar
_PARTS = " ▏▎▍▌▋▊▉"  # eighths of a column
_EIGHTHS = 8


def write_quotes_by_time(page: Page, timeline: "Timeline") -> None:
    """Write how many quotes of a timeline stand in each month or year, where that says anything."""
    found = quotes_by_time(timeline)
    if len(found.slots) > 1:
        page.line()
        _write_table(page, found, QUOTES)


def write_coverage(page: Page, found: "Coverage") -> None:
    """Write the documents by time, the gaps between them, and of when they speak."""
    page.line(covered(found))
    for histogram, counted in ((found.written, WRITTEN), (found.spoken, SPOKEN)):
        if histogram.slots or histogram.wider:
            page.line()
            _write_table(page, histogram, counted)
        if counted is WRITTEN and (gaps := gaps_in_words(histogram)):
            page.line("Gaps: ", gaps, hanging=6)


def need_drawing(png: str | None) -> None:
    """Raise ChartsMissing where a picture is asked for and none can be drawn."""
    if png is not None and not can_draw():
        raise ChartsMissing


def write_png(png: str | None, panels: Sequence[Panel]) -> None:
    """Write a picture to a file where one is asked for; say so where there is nothing to draw.

    Raises UsageError where the file cannot be written.
    """
    if png is None:
        return
    if not panels:
        Page(sys.stderr).line("No picture was written: there are no dates to draw.")
        return
    picture = draw(panels)
    try:
        Path(png).write_bytes(picture)
    except OSError as error:
        raise UsageError(
            f"{png} cannot be written ({error.strerror}); name another file"
        ) from error


def bar(count: int, most: int) -> str:
    """Return a bar as long as `count` is of `most`, to an eighth of a column; never none at all."""
    eighths = max(round(_LONGEST * _EIGHTHS * count / most), 1)
    whole, left = divmod(eighths, _EIGHTHS)
    return "█" * whole + _PARTS[left].strip()


def _write_table(page: Page, histogram: "Histogram", counted: str) -> None:
    page.line(Part(chart_title(histogram, counted), "bold"))
    rows = groups(histogram)
    labels = [slot_in_words(*slots) for slots in rows]
    width = max(map(len, labels), default=0)
    most = max((slot.count for slot in histogram.slots), default=0)
    for label, slots in zip(labels, rows, strict=True):
        count = slots[0].count
        if count:
            page.line(
                f"{label:<{width}}  ", Part(bar(count, most), "cyan"), f" {count:,}", indent=2
            )
        else:
            sure = not any(slot.maybe for slot in slots)
            page.line(
                Part(f"{label:<{width}}  {'none' if sure else 'none for sure'}", "dim"), indent=2
            )
    if others := outside(histogram):
        page.line(Part(f"besides: {', '.join(others)}", "dim"), indent=2)
