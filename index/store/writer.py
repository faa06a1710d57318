"""What is written to the truth: documents with all that is kept of them, and stamps of files.

A document comes and goes in one transaction; passage and document ids are never reused, and a
passage never changes.
"""

import hashlib
import json
import time
from collections.abc import Iterable

import numpy as np

from index.passages import Passage
from index.periods import parse_period
from index.store.connection import Connection
from index.store.event_dates import EventDates
from index.store.tables import FileStamp, NewDocument, pack_spans


class Writer:
    """Writes to a library; its process holds the write lock."""

    def __init__(self, connection: Connection, event_dates: EventDates) -> None:
        self._connection = connection
        self._event_dates = event_dates

    def write(self, new: Iterable[NewDocument], *, remove: Iterable[str] = ()) -> None:
        """Replace and remove documents in one transaction and raise the generation by one.

        A new document takes the place of the one with its path.
        """
        with self._connection.transaction():
            generation = 1 + int(
                self._connection.one("SELECT value FROM meta WHERE key = 'generation'")[0]
            )
            for path in remove:
                self._remove(path, generation)
            for item in new:
                self._remove(item.document.path, generation)
                self._insert(item)
            self._connection.execute(
                "UPDATE meta SET value = ? WHERE key = 'generation'", (str(generation),)
            )

    def restamp(self, stamps: dict[str, FileStamp]) -> None:
        """Note new stamps of files whose content is as it was."""
        with self._connection.transaction():
            self._connection.execute_many(
                "UPDATE documents SET size = ?, mtime_ns = ? WHERE path = ?",
                [(s.size, s.mtime_ns, path) for path, s in stamps.items()],
            )

    def _remove(self, path: str, generation: int) -> None:
        rows = self._connection.all("SELECT id FROM documents WHERE path = ?", (path,))
        if not rows:
            return
        first, last = self._connection.one(
            "SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM passages WHERE document_id = ?",
            rows[0],
        )
        self._connection.execute(
            "INSERT INTO removed VALUES (?, ?, ?, ?)", (generation, rows[0][0], first, last)
        )
        self._connection.execute("DELETE FROM documents WHERE id = ?", rows[0])

    def _insert(self, item: NewDocument) -> None:
        document = item.document
        period = None if document.published is None else parse_period(document.published)
        document_id = self._connection.execute(
            "INSERT INTO documents (path, sha256, title, published, published_from, first_day,"
            " last_day, url, warnings, body, characters, passages, text, text_sha256, size,"
            " mtime_ns, indexed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.path,
                document.sha256,
                document.title,
                document.published,
                document.published_from,
                period and period.first.toordinal(),
                period and period.last.toordinal(),
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
            ),
        )
        passages: list[tuple[int, Passage]] = []
        for passage, vector in zip(item.passages, item.vectors, strict=True):
            passage_id = self._connection.execute(
                'INSERT INTO passages (document_id, start, "end", sentences) VALUES (?, ?, ?, ?)',
                (document_id, passage.start, passage.end, pack_spans(passage.sentences)),
            )
            passages.append((passage_id, passage))
            self._connection.execute(
                "INSERT INTO vectors VALUES (?, ?)",
                (passage_id, np.ascontiguousarray(vector, np.float32).tobytes()),
            )
        self._event_dates.insert(passages, item.event_dates)
