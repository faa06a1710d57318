"""What is counted by time: the quotes of a timeline, the documents of a library.

Owns which dates count. How they are counted is in `histogram`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.answering.timeline import Timeline
from bot.charts.histogram import Histogram, histogram
from index.periods import Days
from index.store.records import DocumentDays, LibrarySummary
from index.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of when a library's documents are, and of when they speak."""

    library: LibrarySummary
    # Documents by the dates that count: of one made of dated entries those of its entries, of every
    # other one its publication date.
    written: Histogram
    spoken: Histogram  # documents by the dates that their sentences name


def coverage_of(held: Snapshot) -> Coverage:
    """Count the documents of one state of a library."""
    return Coverage(
        library=held.summary(),
        written=histogram(_by_document(held.documents.written_days())),
        spoken=histogram(_by_document(held.documents.spoken_days()), trim=True),
    )


def quotes_by_time(timeline: Timeline) -> Histogram:
    """Count the quotes of a timeline by the time that each stands under."""
    return histogram([entry.days] for entry in timeline.entries)


def _by_document(found: Iterable[DocumentDays]) -> Iterator[list[Days]]:
    days: dict[int, list[Days]] = {}
    for one in found:
        days.setdefault(one.document_id, []).append(one.days)
    yield from days.values()
