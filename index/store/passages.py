"""Passages as they are read of the truth: with text and document, with vectors, by date.

Owns every statement that answers with passages; what of them the derived indexes hold is in
`changes`.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.passages import Passage, Span
from index.periods import Days
from index.store.connection import Connection
from index.store.filters import first_second, ordinals
from index.store.records import Published, StoredPassage
from index.store.tables import (
    SOURCE,
    SOURCE_COLUMNS,
    day_of,
    numbers,
    source_record,
    unpack_spans,
)

Vectors = NDArray[np.float32]


class Passages:
    """The passages of a library, with vectors of `dimension` numbers."""

    def __init__(self, connection: Connection, dimension: int) -> None:
        self._connection = connection
        self._dimension = dimension

    def get(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """Return passages by id; ids of passages that are gone are left out."""
        rows = self._connection.all(
            f'SELECT {SOURCE}, p.id, p.start, p."end", p.sentences,'
            ' substr(d.text, p.start + 1, p."end" - p.start)'
            " FROM json_each(?) j JOIN passages p ON p.id = j.value"
            " JOIN documents d ON d.id = p.document_id",
            (numbers(ids),),
        )
        found = {}
        for row in rows:
            passage_id, start, end, sentences, text = row[SOURCE_COLUMNS:]
            found[passage_id] = StoredPassage(
                passage_id, source_record(row), start, end, text, unpack_spans(sentences)
            )
        return found

    def of_document(self, document_id: int, limit: int) -> list[StoredPassage]:
        """Return the first passages of a document, in order."""
        rows = self._connection.all(
            "SELECT id FROM passages WHERE document_id = ? ORDER BY id LIMIT ?",
            (document_id, limit),
        )
        found = self.get([row[0] for row in rows])
        return [found[i] for i in sorted(found)]

    def neighbours(self, document_id: int, start: int, end: int) -> tuple[Span | None, Span | None]:
        """Return the passages just before and after a place of a document."""
        before = self._connection.all(
            'SELECT start, "end" FROM passages WHERE document_id = ? AND "end" <= ?'
            " ORDER BY id DESC LIMIT 1",
            (document_id, start),
        )
        after = self._connection.all(
            'SELECT start, "end" FROM passages WHERE document_id = ? AND start >= ?'
            " ORDER BY id LIMIT 1",
            (document_id, end),
        )
        return (Span(*before[0]) if before else None, Span(*after[0]) if after else None)

    def vectors(self, ids: Sequence[int]) -> tuple[list[int], Vectors]:
        """Return the ids of passages that are there, and their vectors, shape (n, d)."""
        rows = self._connection.all(
            "SELECT v.passage_id, v.vector FROM json_each(?) j"
            " JOIN vectors v ON v.passage_id = j.value",
            (numbers(ids),),
        )
        joined = np.frombuffer(b"".join(row[1] for row in rows), np.float32)
        return [row[0] for row in rows], joined.reshape(len(rows), self._dimension)

    def ids(self, published: Published) -> NDArray[np.int64]:
        """Return the ids of all passages of documents that match, ascending."""
        rows = self._connection.all(
            "SELECT p.id FROM documents d JOIN passages p ON p.document_id = d.id"
            " WHERE d.first_day >= ? AND d.last_day < ? ORDER BY p.id",
            ordinals(published),
        )
        return np.fromiter((row[0] for row in rows), np.int64, len(rows))

    def published_days(self, ids: Sequence[int]) -> dict[int, Days]:
        """Return the days of the publication date by passage id; undated ones are left out."""
        rows = self._connection.all(
            "SELECT p.id, d.first_day, d.last_day FROM json_each(?) j"
            " JOIN passages p ON p.id = j.value JOIN documents d ON d.id = p.document_id"
            " WHERE d.first_day IS NOT NULL",
            (numbers(ids),),
        )
        return {i: Days(day_of(first), day_of(last)) for i, first, last in rows}

    def added_since(self, day: date) -> NDArray[np.int64]:
        """Return the ids of all passages of documents added on `day` or later (UTC), ascending."""
        rows = self._connection.all(
            "SELECT p.id FROM documents d JOIN passages p ON p.document_id = d.id"
            " WHERE d.indexed_at >= ? ORDER BY p.id",
            (first_second(day),),
        )
        return np.fromiter((row[0] for row in rows), np.int64, len(rows))

    def same_content(self, sha256: str) -> tuple[list[Passage], Vectors] | None:
        """Return passages and vectors of a document with this content, if there is one."""
        rows = self._connection.all(
            'SELECT p.start, p."end", p.sentences, v.vector FROM passages p'
            " JOIN vectors v ON v.passage_id = p.id WHERE p.document_id ="
            " (SELECT id FROM documents WHERE sha256 = ? LIMIT 1) ORDER BY p.id",
            (sha256,),
        )
        if not rows:
            return None
        passages = [Passage(start, end, unpack_spans(s)) for start, end, s, _ in rows]
        return passages, np.stack([np.frombuffer(v, np.float32) for *_, v in rows])

    def last_id(self) -> int:
        """Return the highest passage id ever given; 0 before the first."""
        row = self._connection.all("SELECT seq FROM sqlite_sequence WHERE name = 'passages'")
        return int(row[0][0]) if row else 0
