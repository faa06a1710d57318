"""Seals: whether the rows that an answer is made of are those that were written.

Owns what a seal covers and when it is compared. A document's covers its row but the text, which has
a hash of its own, and the rows of its entries, passages, vectors and event dates; a vector's covers
the vector and whose it is. They are kept beside what they cover, so that a disk, a memory or
another program that turns one bit of a date, a title or a place is noticed before it is shown.
"""

import functools
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import DocumentDamaged
from index.store.connection import Connection

# What a document's seal covers of its own row, in this order.
_ROW = """id, path, sha256, title, published, published_from, first_day, last_day, url, warnings,
body, characters, passages, text_sha256, size, mtime_ns, indexed_at, markup, cut, entries,
first_entry, last_entry, part, reader, elements, rows_seal, library"""
ROWS_SEAL = 25  # which of them that is
# The rows below it, in an order that does not change.
_BELOW = (
    'SELECT number, start, "end", date, date_from, date_start, date_end FROM entries'
    " WHERE document_id = ?1 ORDER BY number",
    'SELECT p.id, p.start, p."end", p.sentences, p.roles, p.leads, p.entry, p.first_day,'
    " p.last_day, p.searched, v.sum FROM passages p LEFT JOIN vectors v ON v.passage_id = p.id"
    " WHERE p.document_id = ?1 ORDER BY p.id",
    'SELECT e.passage_id, e.start, e."end", e.value, e.size, e.first_day, e.last_day'
    " FROM passages p JOIN event_dates e ON e.passage_id = p.id WHERE p.document_id = ?1"
    " ORDER BY e.passage_id, e.start",
    "SELECT start, label FROM landmarks WHERE document_id = ?1 ORDER BY start",
)
IDENTITY = (
    "dimension",
    "format",
    "model",
    "model_tokens",
    "passage_tokens",
    "store_id",
    "weights_sha256",
)
STATE = ("generation", "grammar")
_MASK = (1 << 64) - 1


class Seals:
    """The seals of one library."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sound: set[int] = set()  # documents whose seals were compared
        self._whole: set[str] = set()  # tables of documents whose rows were
        self._as_of: object = None  # the version of the file then

    def write(self, document_id: int) -> None:
        """Seal a document; what is sealed has been written before."""
        self._connection.execute(
            "UPDATE documents SET rows_seal = ? WHERE id = ?",
            (self._of_rows(document_id), document_id),
        )
        self.write_row(document_id)

    def write_row(self, document_id: int) -> None:
        """Seal a document again of which its own row alone has changed."""
        row = self._connection.one(f"SELECT {_ROW} FROM documents WHERE id = ?", (document_id,))
        self._connection.execute(
            "UPDATE documents SET seal = ? WHERE id = ?", (_seal(row), document_id)
        )

    def check(self, document_id: int, path: str) -> None:
        """Compare the seal of a document, once while nothing is written.

        Raises DocumentDamaged.
        """
        version = self._connection.version
        self._begin(version)
        if document_id in self._sound:
            return
        for *row, seal in self._connection.all(
            f"SELECT {_ROW}, seal FROM documents WHERE id = ?", (document_id,)
        ):
            if _seal(row) == seal and self._of_rows(document_id) == row[ROWS_SEAL]:
                break
        else:
            raise damaged(path)
        self._sound.add(document_id)

    def _begin(self, version: object) -> None:
        if version != self._as_of:
            self._sound, self._whole, self._as_of = set(), set(), version

    def cover_libraries(self) -> None:
        """Seal all documents that an earlier format sealed; what is damaged stays known as that."""
        before = _ROW.removesuffix(", library")
        rows = self._connection.all(f"SELECT {before}, seal FROM documents")
        for document_id in [row[0] for row in rows if _seal(row[:-1]) == row[-1]]:
            self.write_row(document_id)

    def row_is_sound(self, document_id: int) -> bool:
        """Compare the own row of a document alone."""
        *row, seal = self._connection.one(
            f"SELECT {_ROW}, seal FROM documents WHERE id = ?", (document_id,)
        )
        return bool(_seal(row) == seal)

    def check_rows(self, documents: str = "documents") -> None:
        """Compare the own rows of documents; `documents` is the table, or a part of it.

        Raises DocumentDamaged, which names the first.
        """
        version = self._connection.version
        if self._as_of == version and documents in self._whole:
            return
        for *row, seal in self._connection.stream(f"SELECT {_ROW}, seal FROM {documents}"):
            if _seal(row) != seal:
                raise damaged(str(row[1]))
        self._begin(version)
        self._whole.add(documents)

    def broken(self) -> Iterator[str]:
        """Yield the paths of all documents whose seal, text or a vector is not as written."""
        for *row, seal, text in self._connection.stream(
            f"SELECT {_ROW}, seal, text FROM documents"
        ):
            document_id, path, text_sha256 = row[0], str(row[1]), row[13]
            sound = (
                _seal(row) == seal
                and self._of_rows(document_id) == row[ROWS_SEAL]
                and text_hash(str(text)) == text_sha256
                and self._vectors_are_sound(document_id)
            )
            if not sound:
                yield path

    def _vectors_are_sound(self, document_id: int) -> bool:
        rows = self._connection.all(
            "SELECT v.passage_id, v.vector, v.sum FROM passages p"
            " LEFT JOIN vectors v ON v.passage_id = p.id WHERE p.document_id = ?",
            (document_id,),
        )
        return all(one is not None for one in sound_vectors(rows))

    def _of_rows(self, document_id: int) -> bytes:
        return _seal([self._connection.all(rows, (document_id,)) for rows in _BELOW])

    # -- what the file says of itself ---------------------------------------------------------

    def write_meta(self) -> None:
        """Seal what the file says of itself, after it was written."""
        meta = dict(self._connection.all("SELECT key, value FROM meta"))
        self._connection.execute_many(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)",
            [("seal", meta_seal(meta, IDENTITY)), ("state_seal", meta_seal(meta, STATE))],
        )


def meta_seal(meta: dict[str, str], keys: Iterable[str]) -> str:
    """Return the seal of some of what a file says of itself."""
    return _seal([(key, meta.get(key)) for key in keys]).hex()


def damaged(path: str) -> DocumentDamaged:
    """Say that a document is not as it was written, and what mends it."""
    return DocumentDamaged(
        f"what the index holds of {path} is not what was written to it, and is not shown; the "
        "document itself is untouched: mend the index with: dateline doctor --repair"
    )


def _seal(values: Sequence[object]) -> bytes:
    # Numbers, texts, bytes and None alone, which have one way of being written each.
    return hashlib.blake2b(repr(tuple(values)).encode(), digest_size=16).digest()


def text_hash(text: str) -> str:
    """Return the hash of a stored text, whatever became of it."""
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def vector_sums(ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the seals of vectors, shape (n, d), of passages with `ids`, shape (n,).

    A sum of the numbers' bits with odd weights, modulo 2^64: a turned bit always changes it.
    """
    weights = _weights(vectors.shape[1] + 1)
    bits = np.ascontiguousarray(vectors, "<f4").view("<u4").astype(np.uint64)
    sums: NDArray[np.uint64] = bits @ weights[1:] + ids.astype(np.uint64) * weights[0]
    return sums.view(np.int64)


def sound_vectors(rows: list[Any]) -> list[NDArray[np.float32] | None]:
    """Return the vectors of rows of (passage id, vector, seal); None for one not as written."""
    width = next((len(row[1]) for row in rows if isinstance(row[1], bytes)), 0)
    if (
        rows
        and width % 4 == 0
        and all(
            isinstance(row[1], bytes) and len(row[1]) == width and isinstance(row[2], int)
            for row in rows
        )
    ):
        vectors = np.frombuffer(b"".join(row[1] for row in rows), np.float32)
        vectors = vectors.reshape(len(rows), width // 4)
        ids = np.array([row[0] for row in rows], np.int64)
        sound = vector_sums(ids, vectors) == np.array([row[2] for row in rows], np.int64)
        return [v if good else None for v, good in zip(vectors, sound, strict=True)]
    if len(rows) <= 1:
        return [None] * len(rows)
    return [sound_vectors([row])[0] for row in rows]


@functools.cache
def _weights(count: int) -> NDArray[np.uint64]:
    """Return `count` odd numbers, the same ones for good: SplitMix64 from 0, made odd."""
    state, made = 0, []
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & _MASK
        mixed = state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        made.append((mixed ^ (mixed >> 31)) | 1)
    return np.array(made, np.uint64)
