"""The truth on disk: one SQLite file in WAL mode with documents, passages and vectors.

Owns what is written, checked and handed to the derived indexes. A document comes and goes in one
transaction; passage and document ids are never reused, and a passage never changes.
"""

import hashlib
import json
import sqlite3
import time
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.dates import GRAMMAR_VERSION
from index.passages import Passage
from index.periods import parse_period
from index.store.reading import Reading
from index.store.records import (
    StoreIdentity,
)
from index.store.tables import (
    FORMAT_VERSION,
    TABLES,
    FileStamp,
    NewDocument,
    RemovedDocument,
    pack_spans,
)
from index.store.words import WordEntry

Vectors = NDArray[np.float32]


class Database(Reading):
    """The library's tables."""

    @staticmethod
    def create(path: Path, identity: StoreIdentity) -> "Database":
        """Make an empty library at `path`, which must not exist."""
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            # executescript commits what is open, so the transaction is part of the script.
            connection.executescript(f"BEGIN; {TABLES} COMMIT;")
            connection.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                [
                    ("format", str(FORMAT_VERSION)),
                    ("store_id", uuid.uuid4().hex),
                    ("generation", "0"),
                    ("grammar", str(GRAMMAR_VERSION)),
                    ("model", identity.model),
                    ("weights_sha256", identity.weights_sha256),
                    ("dimension", str(identity.dimension)),
                    ("model_tokens", str(identity.model_tokens)),
                    ("passage_tokens", str(identity.passage_tokens)),
                ],
            )
        finally:
            connection.close()
        return Database(path)

    # -- what the derived indexes are made of --------------------------------------------------

    def vectors_after(self, passage_id: int) -> tuple[NDArray[np.int64], Vectors]:
        """Return ids and vectors of all passages with a higher id, ascending."""
        total = self._one("SELECT count(*) FROM vectors WHERE passage_id > ?", (passage_id,))[0]
        ids = np.empty(total, np.int64)
        vectors = np.empty((total, self.identity.dimension), np.float32)
        count = 0
        for i, blob in self._stream(
            "SELECT passage_id, vector FROM vectors WHERE passage_id > ? ORDER BY passage_id"
            " LIMIT ?",
            (passage_id, total),
        ):
            ids[count] = i
            vectors[count] = np.frombuffer(blob, np.float32)
            count += 1
        return ids[:count], vectors[:count]

    def words_after(self, passage_id: int) -> Iterator[WordEntry]:
        """Yield all passages with a higher id as the word index takes them."""
        document_id, text = -1, ""
        for row in self._stream(
            'SELECT p.id, p.document_id, p.start, p."end", d.title, d.first_day, d.last_day'
            " FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id > ?"
            " ORDER BY p.id",
            (passage_id,),
        ):
            if row[1] != document_id:
                document_id = row[1]
                text = self._one("SELECT text FROM documents WHERE id = ?", (document_id,))[0]
            yield WordEntry(row[0], document_id, text[row[2] : row[3]], row[4], row[5], row[6])

    def removed_since(self, generation: int) -> list[RemovedDocument]:
        """Return the documents removed after `generation`."""
        rows = self._all(
            "SELECT document_id, first_passage, last_passage FROM removed WHERE generation > ?",
            (generation,),
        )
        return [RemovedDocument(*row) for row in rows]

    # -- writing -----------------------------------------------------------------------------

    def write(self, new: Iterable[NewDocument], *, remove: Iterable[str] = ()) -> None:
        """Replace and remove documents in one transaction and raise the generation by one.

        A new document takes the place of the one with its path.
        """
        with self._lock, self._translated(), self._transaction():
            generation = self.generation + 1
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
        with self._lock, self._translated(), self._transaction():
            self._connection.executemany(
                "UPDATE documents SET size = ?, mtime_ns = ? WHERE path = ?",
                [(s.size, s.mtime_ns, path) for path, s in stamps.items()],
            )

    def _remove(self, path: str, generation: int) -> None:
        execute = self._connection.execute
        row = execute("SELECT id FROM documents WHERE path = ?", (path,)).fetchone()
        if row is None:
            return
        first, last = execute(
            "SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM passages WHERE document_id = ?",
            row,
        ).fetchone()
        execute("INSERT INTO removed VALUES (?, ?, ?, ?)", (generation, row[0], first, last))
        execute("DELETE FROM documents WHERE id = ?", row)

    def _insert(self, item: NewDocument) -> None:
        document = item.document
        period = None if document.published is None else parse_period(document.published)
        cursor = self._connection.execute(
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
        document_id = cursor.lastrowid
        passages: list[tuple[int, Passage]] = []
        for passage, vector in zip(item.passages, item.vectors, strict=True):
            cursor = self._connection.execute(
                'INSERT INTO passages (document_id, start, "end", sentences) VALUES (?, ?, ?, ?)',
                (document_id, passage.start, passage.end, pack_spans(passage.sentences)),
            )
            passage_id = cursor.lastrowid
            assert passage_id is not None  # noqa: S101 - an INSERT has one
            passages.append((passage_id, passage))
            self._connection.execute(
                "INSERT INTO vectors VALUES (?, ?)",
                (passage_id, np.ascontiguousarray(vector, np.float32).tobytes()),
            )
        self._insert_event_dates(passages, item.event_dates)

    # -- checks ------------------------------------------------------------------------------

    def faults(self) -> list[str]:
        """Check the whole file; return what is wrong, nothing where all is well."""
        faults = [str(r[0]) for r in self._all("PRAGMA integrity_check(20)") if r[0] != "ok"]
        faults += [f"foreign key: {row}" for row in self._all("PRAGMA foreign_key_check")]
        width = 4 * self.identity.dimension
        lost = self._one(
            "SELECT count(*) FROM passages p LEFT JOIN vectors v ON v.passage_id = p.id"
            " WHERE v.vector IS NULL OR length(v.vector) <> ?",
            (width,),
        )[0]
        if lost:
            faults.append(f"{lost} passages have no vector of {width} bytes")
        astray = self._one(
            "SELECT count(*) FROM event_dates e JOIN passages p ON p.id = e.passage_id"
            ' WHERE e.start < p.start OR e."end" > p."end" OR e.start >= e."end"'
        )[0]
        if astray:
            faults.append(f"{astray} event dates lie outside of their passage")
        for path, text, text_sha256 in self._stream(
            "SELECT path, text, text_sha256 FROM documents", ()
        ):
            if hashlib.sha256(text.encode()).hexdigest() != text_sha256:
                faults.append(f"the stored text of {path} is not what was written")
        return faults
