"""Counts by time as JSON, in the shape that programs rely on.

Owns the names and the order of the keys, as `json_output` does for the rest.
"""

from typing import TYPE_CHECKING

from bot.charts.histogram import days_of
from bot.terminal.json_output import Json, dump

if TYPE_CHECKING:
    from bot.charts.counted import Coverage
    from bot.charts.histogram import Histogram, Slot


def coverage_json(found: "Coverage") -> str:
    """Return the documents of a library by the time they are of, and by that they speak of."""
    library = found.library
    return dump(
        {
            "documents": library.documents,
            "undated": library.undated,
            "first_published": library.first_published,
            "last_published": library.last_published,
            "written": _histogram(found.written),
            "spoken": _histogram(found.spoken),
        }
    )


def _histogram(histogram: "Histogram") -> Json:
    unit = histogram.unit

    def ends(first: "Slot", last: "Slot") -> Json:
        begins, ends = days_of(first, unit).first, days_of(last, unit).last
        return {
            "start": begins.isoformat() if begins else None,
            "end": ends.isoformat() if ends else None,
        }

    return {
        "by": unit,
        "counts": [
            {"value": slot.value, **ends(slot, slot), "documents": slot.count}
            for slot in histogram.slots
        ],
        "gaps": [ends(gap[0], gap[-1]) for gap in histogram.gaps],
        "wider": histogram.wider,
        "earlier": histogram.earlier,
        "later": histogram.later,
    }
