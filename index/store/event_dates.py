"""Event dates in the truth: kept with their passage, and found by the days they touch.

Owns the table `event_dates` and every statement on it, reading them anew included.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.dates.values import days
from index.documents import Entry, EventDate
from index.errors import DocumentDamaged
from index.passages import Passage
from index.periods import Days
from index.store.connection import Connection
from index.store.filters import FIRST_DAY, LAST_DAY
from index.store.records import StoredEventDate
from index.store.seals import Seals
from index.store.tables import ENTRY, EVENT_SIZES, UNREADABLE, day_of, entry_of, numbers

log = logging.getLogger(__name__)

# Documents whose dates are read anew in one transaction: a crash loses the work on so many.
DOCUMENTS_AT_ONCE = 200

Ids = NDArray[np.int64]
Find = Callable[[str, int, str | None, Sequence[Entry]], Sequence[EventDate]]


class EventDates:
    """The event dates of an index, or of some of its libraries."""

    def __init__(
        self, connection: Connection, seals: Seals, visible: Callable[[], Ids | None] = lambda: None
    ) -> None:
        """`visible` gives the passages that may be found, ascending; None for all."""
        self._connection = connection
        self._seals = seals
        self._visible = visible

    def seen_by(self, visible: Callable[[], Ids | None]) -> "EventDates":
        """Return those of some passages alone."""
        return EventDates(self._connection, self._seals, visible)

    @property
    def grammar(self) -> int:
        """With which version of the grammar all event dates were found; 0 where that is unknown."""
        rows = self._connection.all("SELECT value FROM meta WHERE key = 'grammar'")
        return int(rows[0][0]) if rows and str(rows[0][0]).isdecimal() else 0

    def of(self, passage_ids: Sequence[int]) -> dict[int, list[StoredEventDate]]:
        """Return the event dates of passages by id, in order; those without any are left out."""
        rows = self._connection.all(
            'SELECT e.passage_id, e.start, e."end", e.value, e.first_day, e.last_day'
            " FROM json_each(?) j JOIN event_dates e ON e.passage_id = j.value"
            " ORDER BY e.passage_id, e.start",
            (numbers(passage_ids),),
        )
        found: dict[int, list[StoredEventDate]] = {}
        for passage_id, *row in rows:
            try:
                one = _stored(row)
            except UNREADABLE:  # a quote of that document is not shown
                log.error("an event date of passage %d is not what was written", passage_id)
            else:
                found.setdefault(passage_id, []).append(one)
        return found

    def at(self, document_id: int, start: int, end: int) -> list[StoredEventDate]:
        """Return the event dates within a place of a document, in order."""
        rows = self._connection.all(
            'SELECT e.start, e."end", e.value, e.first_day, e.last_day FROM passages p'
            " JOIN event_dates e ON e.passage_id = p.id"
            ' WHERE p.document_id = ? AND p."end" > ? AND p.start < ?'
            ' AND e.start >= ? AND e."end" <= ? ORDER BY e.start',
            (document_id, start, end, start, end),
        )
        return [_stored(row) for row in rows]

    def speaking_of(self, spans: Sequence[Days]) -> Ids:
        """Return the ids of the passages with an event date that touches the days, ascending."""
        ids: set[int] = set()
        for span in spans:
            first = span.first.toordinal() if span.first else FIRST_DAY
            last = span.last.toordinal() if span.last else LAST_DAY
            ids.update(
                row[0]
                for size in range(EVENT_SIZES)
                for row in self._connection.all(
                    "SELECT passage_id FROM event_dates WHERE size = ?"
                    " AND first_day BETWEEN ? AND ? AND last_day >= ?",
                    (size, first - (1 << size) + 1, last, first),
                )
            )
        found = np.sort(np.fromiter(ids, np.int64, len(ids)))
        visible = self._visible()
        if visible is None:
            return found
        seen: Ids = np.intersect1d(found, visible, assume_unique=True)
        return seen

    def read_anew(
        self,
        find: Find,
        grammar: int,
        progress: Callable[[int, int], None] = lambda done, total: None,
        *,
        cut: str = "",
    ) -> int:
        """Find event dates anew in the documents cut by `cut`; return how many there are.

        All others are left to be cut again, with their dates. `find` takes a text, where its body
        begins, the publication date and the entries. Where this is broken off, what was found so
        far stays and the next time begins from the first document.
        """
        rows = self._connection.all("SELECT id FROM documents WHERE cut = ? ORDER BY id", (cut,))
        ids = [row[0] for row in rows]
        for done in range(0, len(ids), DOCUMENTS_AT_ONCE):
            progress(done, len(ids))
            with self._connection.transaction():
                for document_id in ids[done : done + DOCUMENTS_AT_ONCE]:
                    self._read_document_anew(document_id, find)
        with self._connection.transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO meta VALUES ('grammar', ?)", (str(grammar),)
            )
            self._seals.write_meta()
        return len(ids)

    def _read_document_anew(self, document_id: int, find: Find) -> None:
        path, text, body, published = self._connection.one(
            "SELECT path, text, body, published FROM documents WHERE id = ?", (document_id,)
        )
        try:
            self._seals.check(document_id, path)
        except DocumentDamaged as error:  # never sealed anew as it is
            log.error("its event dates are not read anew: %s", error)
            return
        passages = self._connection.all(
            'SELECT id, start, "end" FROM passages WHERE document_id = ? ORDER BY id',
            (document_id,),
        )
        self._connection.execute(
            "DELETE FROM event_dates WHERE passage_id IN"
            " (SELECT id FROM passages WHERE document_id = ?)",
            (document_id,),
        )
        rows = self._connection.all(
            f"SELECT {ENTRY} FROM entries e WHERE e.document_id = ? ORDER BY e.number",
            (document_id,),
        )
        entries = [entry for row in rows if (entry := entry_of(row)) is not None]
        found = find(text, body, published, entries)
        self.insert([(i, Passage(start, end, ())) for i, start, end in passages], found)
        self._seals.write(document_id)

    def insert(self, passages: Sequence[tuple[int, Passage]], found: Sequence[EventDate]) -> None:
        """Write the event dates of one document to the passages in which they lie, both in order.

        One that lies in no passage as a whole is part of no quote and is left out.
        """
        self._connection.execute_many(
            "INSERT INTO event_dates VALUES (?, ?, ?, ?, ?, ?, ?)", _rows(passages, found)
        )


def _rows(
    passages: Sequence[tuple[int, Passage]], found: Sequence[EventDate]
) -> Iterator[tuple[int, int, int, str, int, int, int]]:
    waiting = iter(passages)
    passage_id, passage = next(waiting, (0, Passage(0, 0, ())))
    for one in found:
        while passage.end < one.end:
            following = next(waiting, None)
            if following is None:
                return
            passage_id, passage = following
        if one.start >= passage.start:
            first, last = (day.toordinal() for day in days(one.value))
            size = (last - first).bit_length()
            yield passage_id, one.start, one.end, one.value, size, first, last


def _stored(row: Sequence[Any]) -> StoredEventDate:
    start, end, value, first, last = row
    return StoredEventDate(start, end, value, Days(day_of(first), day_of(last)))
