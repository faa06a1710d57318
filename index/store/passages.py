"""Passages as they are read of the truth: with text and document, with vectors, by date.

Owns every statement that answers with passages; what of them the derived indexes hold is in
`changes`.
"""

import functools
import json
import logging
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.libraries import Seen
from index.passages import Lead, Span
from index.periods import Days, Period, parse_period
from index.searched import searched, searched_hash
from index.store.connection import Connection
from index.store.filters import documents_in, first_second, ordinals
from index.store.records import Published, StoredLead, StoredPassage
from index.store.seals import damaged, sound_vectors
from index.store.tables import (
    ENTRY,
    ENTRY_COLUMNS,
    SOURCE,
    SOURCE_COLUMNS,
    TOUCHED,
    UNREADABLE,
    Row,
    day_of,
    entry_of,
    numbers,
    source_record,
    unpack_landmarks,
    unpack_leads,
    unpack_roles,
    unpack_spans,
)

Vectors = NDArray[np.float32]

log = logging.getLogger(__name__)


class Passages:
    """The passages of an index, or of some of its libraries; vectors have `dimension` numbers."""

    def __init__(self, connection: Connection, dimension: int, seen: Seen = None) -> None:
        self._connection = connection
        self._dimension = dimension
        self._documents = documents_in(seen)

    def seen_by(self, seen: Seen) -> "Passages":
        """Return the passages of some libraries alone."""
        return Passages(self._connection, self._dimension, seen)

    def visible(self) -> NDArray[np.int64]:
        """Return the ids of all passages of the libraries that are seen, ascending."""
        rows = self._connection.all(
            f"SELECT p.id FROM {self._documents} d JOIN passages p ON p.document_id = d.id"
        )
        return np.sort(np.fromiter((row[0] for row in rows), np.int64, len(rows)))

    def get(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """Return passages by id; those that are gone, or not as they were written, are left out."""
        rows = self._connection.all(
            f'SELECT {SOURCE}, {ENTRY}, p.id, p.start, p."end", p.sentences, p.roles, p.leads,'
            ' substr(d.text, p.start + 1, p."end" - p.start),'
            " CASE WHEN json_valid(p.leads) THEN"
            " (SELECT json_group_array(substr(d.text, json_extract(l.value, '$[1]') + 1,"
            "   json_extract(l.value, '$[2]') - json_extract(l.value, '$[1]')))"
            f"  FROM json_each(p.leads) l) END, {TOUCHED}"
            " FROM json_each(?) j JOIN passages p ON p.id = j.value"
            f" JOIN {self._documents} d ON d.id = p.document_id"
            " LEFT JOIN entries e ON e.document_id = p.document_id AND e.number = p.entry",
            (numbers(ids),),
        )
        found = {}
        for row in rows:
            try:
                passage = _passage(row)
            except UNREADABLE as error:
                log.error("%s (%s)", damaged(str(row[1])), error)
            else:
                found[passage.id] = passage
        return found

    def of_document(
        self, document_id: int, limit: int, published: Published = Published()
    ) -> list[StoredPassage]:
        """Return the first passages of a document that match, in order."""
        return self._of_document(document_id, limit, published, "id")

    def newest_of_document(
        self, document_id: int, limit: int, published: Published = Published()
    ) -> list[StoredPassage]:
        """Return the first passages that match of the newest parts of a document, newest first."""
        return self._of_document(document_id, limit, published, "last_day DESC, first_day DESC, id")

    def _of_document(
        self, document_id: int, limit: int, published: Published, order: str
    ) -> list[StoredPassage]:
        filtered = "" if published == Published() else "AND first_day >= ? AND last_day < ?"
        rows = self._connection.all(
            f"SELECT id FROM passages WHERE document_id = ? {filtered} ORDER BY {order} LIMIT ?",
            (document_id, *(ordinals(published) if filtered else ()), limit),
        )
        ids = [row[0] for row in rows]
        found = self.get(ids)
        return [found[i] for i in ids if i in found]

    def at(self, document_id: int, place: int) -> StoredPassage | None:
        """Return the passage of a document that holds the character at `place`, if one does."""
        rows = self._connection.all(
            'SELECT id FROM passages WHERE document_id = ? AND start <= ? AND "end" > ?'
            " ORDER BY id LIMIT 1",
            (document_id, place, place),
        )
        found = self.get([row[0] for row in rows])
        return next(iter(found.values()), None)

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

    def beside(self, passage: StoredPassage) -> list[StoredPassage]:
        """Return the passages of its document right before and after one, in order."""
        rows = self._connection.all(
            "SELECT max(id) FROM passages WHERE document_id = ? AND id < ? UNION ALL"
            " SELECT min(id) FROM passages WHERE document_id = ? AND id > ?",
            (passage.source.id, passage.id) * 2,
        )
        found = self.get([row[0] for row in rows if row[0] is not None])
        return sorted(found.values(), key=lambda one: one.start)

    def vectors(self, ids: Sequence[int]) -> tuple[list[int], Vectors]:
        """Return the ids of passages that are there, and their vectors, shape (n, d).

        Those whose vector is not as it was written are left out; the log names the document.
        """
        rows = self._connection.all(
            "SELECT v.passage_id, v.vector, v.sum FROM json_each(?) j"
            " JOIN vectors v ON v.passage_id = j.value",
            (numbers(ids),),
        )
        found = [(row, v) for row, v in zip(rows, sound_vectors(rows), strict=True)]
        for row, vector in found:
            if vector is None or len(vector) != self._dimension:
                log.error("%s", damaged(self._path_of(row[0])))
        kept = [(row[0], v) for row, v in found if v is not None and len(v) == self._dimension]
        vectors = np.array([v for _, v in kept], np.float32)
        return [i for i, _ in kept], vectors.reshape(len(kept), self._dimension)

    def embedded(self, ids: Sequence[int]) -> Iterator[tuple[str, str, NDArray[np.float32]]]:
        """Yield the path, what the vector is made of and the vector of passages that are sound."""
        for passage_id in ids:
            passage = self.get([passage_id]).get(passage_id)
            found, vectors = self.vectors([passage_id])
            if passage is None or not found:
                continue
            text = self._connection.one(
                "SELECT text FROM documents WHERE id = ?", (passage.source.id,)
            )[0]
            leads = [Lead(one.kind, one.start, one.end) for one in passage.leads]
            made_of = searched(text, passage.start, passage.end, leads).vector_text
            yield passage.source.path, made_of, vectors[0]

    def all_ids(self) -> list[int]:
        """Return the ids of all passages, ascending."""
        return [row[0] for row in self._connection.all("SELECT id FROM passages ORDER BY id")]

    def check(self, ids: Sequence[int]) -> None:
        """Raise DocumentDamaged where `get` leaves out a passage that is there."""
        found = self.get(ids)
        there = self._connection.all(
            "SELECT p.id FROM json_each(?) j JOIN passages p ON p.id = j.value"
            f" JOIN {self._documents} d ON d.id = p.document_id",
            (numbers(ids),),
        )
        for (passage_id,) in there:
            if passage_id not in found:
                raise damaged(self._path_of(passage_id))

    def _path_of(self, passage_id: int) -> str:
        rows = self._connection.all(
            "SELECT d.path FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id = ?",
            (passage_id,),
        )
        return str(rows[0][0]) if rows else f"passage {passage_id}"

    def ids(self, published: Published) -> NDArray[np.int64]:
        """Return the ids of all passages that match, ascending; undated ones never do."""
        # Sorted here: told to, SQLite reads the whole table in that order instead of the index.
        rows = self._connection.all(
            "SELECT id FROM passages WHERE first_day >= ? AND last_day < ?", ordinals(published)
        )
        return np.sort(np.fromiter((row[0] for row in rows), np.int64, len(rows)))

    def published_days(self, ids: Sequence[int]) -> dict[int, Days]:
        """Return the days when passages were written, by id; undated ones are left out."""
        rows = self._connection.all(
            "SELECT p.id, p.first_day, p.last_day FROM json_each(?) j"
            " JOIN passages p ON p.id = j.value WHERE p.first_day IS NOT NULL",
            (numbers(ids),),
        )
        return {i: Days(day_of(first), day_of(last)) for i, first, last in rows}

    def added_since(self, day: date) -> NDArray[np.int64]:
        """Return the ids of all passages of documents added on `day` or later (UTC), ascending."""
        rows = self._connection.all(
            f"SELECT p.id FROM {self._documents} d JOIN passages p ON p.document_id = d.id"
            " WHERE d.indexed_at >= ? ORDER BY p.id",
            (first_second(day),),
        )
        return np.fromiter((row[0] for row in rows), np.int64, len(rows))

    def vectors_made_of(self, path: str, sha256: str) -> dict[bytes, NDArray[np.float32]]:
        """Return vectors of a document, and of one with that content, by what they are made of.

        A hash of it, see `searched_hash`. Only those that are as they were written. What has not
        changed need not be embedded again.
        """
        rows = self._connection.all(
            "SELECT v.passage_id, v.vector, v.sum, p.searched, CASE WHEN p.searched IS NULL"
            '   THEN substr(d.text, p.start + 1, p."end" - p.start) END'
            " FROM documents d JOIN passages p ON p.document_id = d.id"
            " JOIN vectors v ON v.passage_id = p.id WHERE d.path = ?"
            " OR d.id = (SELECT id FROM documents WHERE sha256 = ? LIMIT 1)",
            (path, sha256),
        )
        return {
            searched_hash(text) if made_of is None else made_of: vector
            for (*_, made_of, text), vector in zip(rows, sound_vectors(rows), strict=True)
            if vector is not None and len(vector) == self._dimension
        }

    def last_id(self) -> int:
        """Return the highest passage id ever given; 0 before the first."""
        row = self._connection.all("SELECT seq FROM sqlite_sequence WHERE name = 'passages'")
        return int(row[0][0]) if row else 0


def _passage(row: Row) -> StoredPassage:
    """Return the passage of a row; raises one of UNREADABLE where it cannot be one."""
    entry = entry_of(row[SOURCE_COLUMNS : SOURCE_COLUMNS + ENTRY_COLUMNS])
    rest = row[SOURCE_COLUMNS + ENTRY_COLUMNS :]
    passage_id, start, end, sentences, roles, leads, text, lead_texts, touched = rest
    passage = StoredPassage(
        id=passage_id,
        source=source_record(row),
        start=start,
        end=end,
        text=text,
        sentences=unpack_spans(sentences),
        roles=unpack_roles(roles),
        leads=tuple(
            StoredLead(lead.kind, lead.start, lead.end, words)
            for lead, words in zip(unpack_leads(leads), json.loads(lead_texts), strict=True)
        ),
        entry=entry,
        landmarks=unpack_landmarks(touched),
    )
    if passage.dated is not None:
        _readable(passage.dated)
    if passage.source.published is not None:
        _readable(passage.source.published)
    inside = 0 <= start < end and len(text) == end - start
    if not inside or not all(start <= s.start < s.end <= end for s in passage.sentences):
        raise ValueError(f"passage {passage_id} does not lie in its text")
    return passage


@functools.lru_cache(maxsize=4096)
def _readable(written: str) -> Period:
    """Raise ValueError for what is no date."""
    return parse_period(written)
