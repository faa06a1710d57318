import json

from bot.charts.counted import Coverage
from bot.charts.histogram import Histogram, Slot
from bot.terminal.json_charts import coverage_json
from index.store.records import LibrarySummary

LIBRARY = LibrarySummary(4, 9, "2019-11", "2020-01-09", 1)


def test_coverage_as_json_has_every_slot_and_the_gaps():
    slots = (Slot("2019-11", 2, False), Slot("2019-12", 0, False), Slot("2020-01", 1, False))
    written = Histogram("month", slots, wider=1)
    spoken = Histogram("decade", (Slot("197", 1, False),), earlier=2, later=3)
    assert json.loads(coverage_json(Coverage(LIBRARY, written, spoken))) == {
        "documents": 4,
        "undated": 1,
        "first_published": "2019-11",
        "last_published": "2020-01-09",
        "written": {
            "by": "month",
            "counts": [
                {
                    "value": "2019-11",
                    "start": "2019-11-01",
                    "end": "2019-11-30",
                    "documents": 2,
                },
                {
                    "value": "2019-12",
                    "start": "2019-12-01",
                    "end": "2019-12-31",
                    "documents": 0,
                },
                {
                    "value": "2020-01",
                    "start": "2020-01-01",
                    "end": "2020-01-31",
                    "documents": 1,
                },
            ],
            "gaps": [{"start": "2019-12-01", "end": "2019-12-31"}],
            "wider": 1,
            "earlier": 0,
            "later": 0,
        },
        "spoken": {
            "by": "decade",
            "counts": [
                {"value": "197", "start": "1970-01-01", "end": "1979-12-31", "documents": 1}
            ],
            "gaps": [],
            "wider": 0,
            "earlier": 2,
            "later": 3,
        },
    }
