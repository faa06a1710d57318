"""What is written to the truth: documents with all that is kept of them, and stamps of files.

A document comes and goes in one transaction; passage and document ids are never reused, and a
passage never changes.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from index.libraries import LibraryRecord
from index.passages import Passage
from index.periods import parse_period
from index.store.connection import Connection
from index.store.event_dates import EventDates
from index.store.seals import Seals, vector_sums
from index.store.tables import (
    Failure,
    FileStamp,
    NewDocument,
    pack_elements,
    pack_leads,
    pack_roles,
    pack_spans,
)

BELOW = ("vectors", "event_dates")  # tables with rows of passages


class Writer:
    """Writes to a library; its process holds the write lock."""

    def __init__(self, connection: Connection, event_dates: EventDates, seals: Seals) -> None:
        self._connection = connection
        self._event_dates = event_dates
        self._seals = seals

    def write(
        self,
        new: Iterable[NewDocument],
        *,
        remove: Iterable[str] = (),
        before_commit: Callable[[], object] = lambda: None,
    ) -> None:
        """Replace and remove documents in one transaction and raise the generation by one.

        A new document takes the place of the one with its path. `before_commit` is called last;
        where it raises, nothing is written.
        """
        with self._connection.transaction():
            generation = 1 + generation_of(self._connection)
            for path in remove:
                self._remove(path, generation)
            for item in new:
                self._remove(item.document.path, generation)
                self._insert(item)
            self._connection.execute(
                "UPDATE meta SET value = ? WHERE key = 'generation'", (str(generation),)
            )
            self._seals.write_meta()
            before_commit()

    def restamp(self, stamps: dict[str, FileStamp]) -> None:
        """Note new stamps of files whose content is as it was."""
        with self._connection.transaction():
            for path, stamp in stamps.items():
                rows = self._connection.all("SELECT id FROM documents WHERE path = ?", (path,))
                for (document_id,) in rows:
                    # Never seal anew what is damaged.
                    if self._seals.row_is_sound(document_id):
                        self._connection.execute(
                            "UPDATE documents SET size = ?, mtime_ns = ? WHERE id = ?",
                            (stamp.size, stamp.mtime_ns, document_id),
                        )
                        self._seals.write_row(document_id)

    def remove_orphans(self) -> None:
        """Remove rows that belong to no document, which damage alone leaves."""
        orphans = [
            row[0]
            for row in self._connection.all(
                "SELECT id FROM passages WHERE document_id NOT IN (SELECT id FROM documents)"
                " UNION SELECT passage_id FROM vectors WHERE passage_id NOT IN"
                " (SELECT id FROM passages) UNION SELECT passage_id FROM event_dates"
                " WHERE passage_id NOT IN (SELECT id FROM passages)"
            )
        ]
        with self._connection.transaction():
            for table in ("entries", "landmarks"):
                self._connection.execute(
                    f"DELETE FROM {table} WHERE document_id NOT IN (SELECT id FROM documents)"
                )
            if not orphans:
                return
            generation = 1 + generation_of(self._connection)
            for passage_id in orphans:
                self._connection.execute(
                    "INSERT INTO removed (generation, document_id, first_passage, last_passage)"
                    " VALUES (?, 0, ?, ?)",
                    (generation, passage_id, passage_id),
                )
                for table, key in (("passages", "id"), *((t, "passage_id") for t in BELOW)):
                    self._connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (passage_id,))
            self._connection.execute(
                "UPDATE meta SET value = ? WHERE key = 'generation'", (str(generation),)
            )
            self._seals.write_meta()

    def note_libraries(self, libraries: Iterable[LibraryRecord]) -> None:
        """Note which libraries there are, in place of those noted before."""
        with self._connection.transaction():
            self._connection.execute("DELETE FROM libraries")
            self._connection.execute_many(
                "INSERT INTO libraries VALUES (?, ?)", [(one.name, one.public) for one in libraries]
            )

    def note_failures(self, failures: Iterable[Failure]) -> None:
        """Note which files cannot be read, in place of those noted before."""
        with self._connection.transaction():
            self._connection.execute("DELETE FROM failures")
            self._connection.execute_many(
                "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        *(f.path, f.reason, f.reader, f.stamp.size, f.stamp.mtime_ns),
                        *(f.since, f.library),
                    )
                    for f in failures
                ],
            )

    def _remove(self, path: str, generation: int) -> None:
        rows = self._connection.all("SELECT id, library FROM documents WHERE path = ?", (path,))
        if not rows:
            return
        document_id, library = rows[0]
        first, last = self._connection.one(
            "SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM passages WHERE document_id = ?",
            (document_id,),
        )
        self._connection.execute(
            "INSERT INTO removed VALUES (?, ?, ?, ?, ?)",
            (generation, document_id, first, last, library),
        )
        self._connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def _insert(self, item: NewDocument) -> None:
        document = item.document
        days = _days(document.published)
        told = sorted({e.date for e in document.entries if e.date is not None}, key=_days)
        document_id = self._connection.execute(
            "INSERT INTO documents (path, sha256, title, published, published_from, first_day,"
            " last_day, url, warnings, body, characters, passages, text, text_sha256, size,"
            " mtime_ns, indexed_at, markup, cut, entries, first_entry, last_entry, part, reader,"
            " elements, library)"
            f" VALUES ({', '.join('?' * 26)})",
            (
                document.path,
                document.sha256,
                document.title,
                document.published,
                document.published_from,
                *days,
                document.url,
                json.dumps(document.warnings),
                document.body,
                len(document.text),
                len(item.passages),
                document.text,
                hashlib.sha256(document.text.encode()).hexdigest(),
                item.stamp.size,
                item.stamp.mtime_ns,
                int(time.time()) if item.added_at is None else item.added_at,
                document.markup,
                item.cut,
                len(document.entries),
                told[0] if told else None,
                told[-1] if told else None,
                document.part,
                document.reader,
                pack_elements(document.elements),
                document.library,
            ),
        )
        self._connection.execute_many(
            "INSERT INTO landmarks VALUES (?, ?, ?)",
            [(document_id, one.start, one.label) for one in document.landmarks],
        )
        self._connection.execute_many(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (document_id, number, e.start, e.end, e.date, e.date_from, e.date_start, e.date_end)
                for number, e in enumerate(document.entries)
            ],
        )
        entry_days = [_days(entry.date) for entry in document.entries]
        searched: Sequence[bytes | None] = item.searched or [None] * len(item.passages)
        passages: list[tuple[int, Passage]] = []
        vectors = np.ascontiguousarray(item.vectors, np.float32)
        for passage, vector, made_of in zip(item.passages, vectors, searched, strict=True):
            passage_id = self._connection.execute(
                'INSERT INTO passages (document_id, start, "end", sentences, roles, leads, entry,'
                " first_day, last_day, searched) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    document_id,
                    passage.start,
                    passage.end,
                    pack_spans(passage.sentences),
                    pack_roles(passage.roles),
                    pack_leads(passage.leads),
                    passage.entry,
                    *(days if passage.entry is None else entry_days[passage.entry]),
                    made_of,
                ),
            )
            passages.append((passage_id, passage))
            (seal,) = vector_sums(np.array([passage_id]), vector[np.newaxis]).tolist()
            self._connection.execute(
                "INSERT INTO vectors VALUES (?, ?, ?)", (passage_id, vector.tobytes(), seal)
            )
        self._event_dates.insert(passages, item.event_dates)
        self._seals.write(document_id)


def generation_of(connection: Connection) -> int:
    """Return how often a library has changed since it was made."""
    rows = connection.all("SELECT value FROM meta WHERE key = 'generation'")
    if rows and str(rows[0][0]).isdecimal():
        return int(rows[0][0])
    # Damaged: any number will do that is above those of what was removed; doctor tells.
    return 1 + int(connection.one("SELECT coalesce(max(generation), 0) FROM removed")[0])


def _days(written: str | None) -> tuple[int, int] | tuple[None, None]:
    """Return the first and last day of a date as written, as ordinals."""
    if written is None:
        return None, None
    period = parse_period(written)
    return period.first.toordinal(), period.last.toordinal()
