"""What the derived indexes are made of: what came into the truth after a passage, and what went."""

import logging
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from index.searched import searched
from index.store.connection import Connection
from index.store.seals import vector_sums
from index.store.tables import RemovedDocument, unpack_leads
from index.store.words import WordEntry

Vectors = NDArray[np.float32]
CHECKED = 10_000  # vectors that are compared with their seals at once

log = logging.getLogger(__name__)


class Changes:
    """What happened to a library, with vectors of `dimension` numbers."""

    def __init__(self, connection: Connection, dimension: int) -> None:
        self._connection = connection
        self._dimension = dimension

    def vectors_after(self, passage_id: int) -> tuple[NDArray[np.int64], Vectors]:
        """Return ids and vectors of all passages with a higher id, ascending.

        Vectors that are not as they were written are left out.
        """
        total = self._connection.one(
            "SELECT count(*) FROM vectors WHERE passage_id > ?", (passage_id,)
        )[0]
        ids = np.empty(total, np.int64)
        sums = np.empty(total, np.int64)
        vectors = np.empty((total, self._dimension), np.float32)
        count, width = 0, 4 * self._dimension
        for i, blob, seal in self._connection.stream(
            "SELECT passage_id, vector, sum FROM vectors WHERE passage_id > ? ORDER BY passage_id"
            " LIMIT ?",
            (passage_id, total),
        ):
            if (
                isinstance(blob, bytes) and len(blob) == width
            ):  # another length is damage, which doctor names
                ids[count], sums[count] = i, seal
                vectors[count] = np.frombuffer(blob, np.float32)
                count += 1
        ids, sums, vectors = ids[:count], sums[:count], vectors[:count]
        # Some at a time: as whole numbers they take twice the room.
        sound = [
            vector_sums(ids[at : at + CHECKED], vectors[at : at + CHECKED])
            == sums[at : at + CHECKED]
            for at in range(0, count, CHECKED)
        ]
        if all(one.all() for one in sound):
            return ids, vectors
        kept = np.concatenate(sound)
        log.error("%d vectors are not what was written and are left out", count - int(kept.sum()))
        return ids[kept], vectors[kept]

    def words_after(self, passage_id: int) -> Iterator[WordEntry]:
        """Yield all passages with a higher id as the word index takes them."""
        document_id, text = -1, ""
        for row in self._connection.stream(
            'SELECT p.id, p.document_id, p.start, p."end", p.leads, d.title, p.first_day,'
            " p.last_day FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id > ?"
            " ORDER BY p.id",
            (passage_id,),
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

    def removed_since(self, generation: int) -> list[RemovedDocument]:
        """Return the documents removed after `generation`."""
        rows = self._connection.all(
            "SELECT document_id, first_passage, last_passage FROM removed WHERE generation > ?",
            (generation,),
        )
        return [RemovedDocument(*row) for row in rows]
