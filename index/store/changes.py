"""What the derived indexes are made of: what came into the truth after a passage, and what went."""

import logging
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from index.searched import searched
from index.store.connection import Connection
from index.store.seals import vector_sums
from index.store.tables import USED_LIBRARIES, RemovedDocument, numbers, unpack_leads
from index.store.words import WordEntry

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]
# Vectors that are read and compared with their seals at once: as whole numbers they take twice the
# room.
BLOCK = 10_000
LAST = 2**63 - 1  # past every passage id

log = logging.getLogger(__name__)


class Changes:
    """What happened to a library, with vectors of `dimension` numbers."""

    def __init__(self, connection: Connection, dimension: int) -> None:
        self._connection = connection
        self._dimension = dimension

    def vectors_after(self, passage_id: int) -> tuple[Ids, Vectors]:
        """Return ids and vectors of all passages with a higher id, ascending.

        Vectors that are not as they were written are left out.
        """
        blocks = [*self.vector_blocks(passage_id, LAST)] or [self._sound([])]
        if len(blocks) == 1:
            return blocks[0]
        ids, vectors = zip(*blocks, strict=True)
        return np.concatenate(ids), np.concatenate(vectors)

    def passages_between(self, after: int, last: int) -> Ids:
        """Return the ids of all passages past `after` up to `last`, ascending."""
        rows = self._connection.all(
            "SELECT id FROM passages WHERE id > ? AND id <= ? ORDER BY id", (after, last)
        )
        return np.fromiter((row[0] for row in rows), np.int64, len(rows))

    def vectors_of(self, ids: Ids) -> Vectors:
        """Return the vectors of passages, shape (n, d), in any order; without those not sound."""
        rows = self._connection.all(
            "SELECT v.passage_id, v.vector, v.sum FROM json_each(?) j"
            " JOIN vectors v ON v.passage_id = j.value",
            (numbers(ids.tolist()),),
        )
        return self._sound(rows)[1]

    def vector_blocks(self, after: int, last: int) -> Iterator[tuple[Ids, Vectors]]:
        """Yield ids, ascending, and sound vectors of the passages past `after` up to `last`."""
        while True:
            rows = self._connection.all(
                "SELECT passage_id, vector, sum FROM vectors"
                " WHERE passage_id > ? AND passage_id <= ?"
                " ORDER BY passage_id LIMIT ?",
                (after, last, BLOCK),
            )
            if not rows:
                return
            yield self._sound(rows)
            after = rows[-1][0]

    def _sound(self, rows: list[tuple[int, bytes, int]]) -> tuple[Ids, Vectors]:
        width = 4 * self._dimension
        # Another length or kind is damage, which doctor names.
        whole = [row for row in rows if _is_bytes(row[1], width) and isinstance(row[2], int)]
        ids = np.fromiter((row[0] for row in whole), np.int64, len(whole))
        sums = np.fromiter((row[2] for row in whole), np.int64, len(whole))
        vectors = np.frombuffer(b"".join(row[1] for row in whole), np.float32)
        vectors = vectors.reshape(len(whole), self._dimension)
        sound = vector_sums(ids, vectors) == sums
        if left_out := len(rows) - int(sound.sum()):
            log.error("%d vectors are not what was written and are left out", left_out)
            return ids[sound], vectors[sound]
        return ids, vectors

    def words_after(self, passage_id: int, library: str) -> Iterator[WordEntry]:
        """Yield all passages of a library with a higher id as its word index takes them."""
        document_id, text = -1, ""
        for row in self._connection.stream(
            'SELECT p.id, p.document_id, p.start, p."end", p.leads, d.title, p.first_day,'
            " p.last_day FROM passages p JOIN documents d ON d.id = p.document_id"
            " WHERE p.id > ? AND d.library = ? ORDER BY p.id",
            (passage_id, library),
        ):
            if row[1] != document_id:
                document_id = row[1]
                text = self._connection.one(
                    "SELECT text FROM documents WHERE id = ?", (document_id,)
                )[0]
            of_passage = searched(text, row[2], row[3], unpack_leads(row[4]))
            yield WordEntry(
                row[0], document_id, of_passage.text, of_passage.section, row[5], row[6], row[7]
            )

    def libraries(self) -> list[str]:
        """Return the libraries that have documents, by name."""
        return [row[0] for row in self._connection.all(USED_LIBRARIES)]

    def libraries_after(self, passage_id: int) -> set[str]:
        """Return the libraries with a passage with a higher id."""
        if not passage_id:
            return set(self.libraries())
        rows = self._connection.all(
            "SELECT DISTINCT d.library FROM passages p JOIN documents d ON d.id = p.document_id"
            " WHERE p.id > ?",
            (passage_id,),
        )
        return {row[0] for row in rows}

    def removed_since(self, generation: int) -> list[RemovedDocument]:
        """Return the documents removed after `generation`."""
        rows = self._connection.all(
            "SELECT document_id, first_passage, last_passage, generation, library FROM removed"
            " WHERE generation > ?",
            (generation,),
        )
        return [RemovedDocument(*row) for row in rows]


def _is_bytes(value: object, length: int) -> bool:
    return isinstance(value, bytes) and len(value) == length
