"""The passages nearest to a question: those of the segments, and the newest one by one.

Owns how segments and the newest passages are searched as one. What is on disk is `files`'s matter.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.store.layout import Manifest
from index.store.vectors.values import Bits, Ids, VectorKind, Vectors, allowed_bits

if TYPE_CHECKING:
    from index.store.vectors.segment import Segment

# See `_cosines`; OpenBLAS uses threads from some 37,000 numbers on.
ROWS_AT_ONCE = 64
KIND_OF_ALL_COMPARED = VectorKind("Flat", 0, 1.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class OpenSegment:
    """A segment with what was removed of it since it was made."""

    segment: "Segment"
    removed: int  # how many passages
    allowed: Bits | None  # a bit for each id that is left; None where nothing was removed

    @property
    def size(self) -> int:
        """How many of its passages are left."""
        return self.segment.record.passages - self.removed


@dataclass(frozen=True, slots=True, eq=False)
class Tail:
    """The newest passages, which are in no segment yet, as the truth holds them."""

    ids: Ids  # ascending
    vectors: Vectors  # shape (n, d)


@dataclass(frozen=True, slots=True, eq=False)
class VectorIndex:
    """All passages of one state of the truth; never changed, so threads may share it."""

    segments: tuple[OpenSegment, ...]  # by ascending ids
    tail: Tail
    generation: int  # of the truth that it holds at least
    manifest: Manifest | None = None  # None where it is made in memory

    @property
    def size(self) -> int:
        """How many passages it holds."""
        return sum(one.size for one in self.segments) + len(self.tail.ids)

    @property
    def kind(self) -> VectorKind:
        """What it is made of, and the lowest recall of its parts."""
        records = [one.segment.record for one in self.segments]
        if not records:
            return KIND_OF_ALL_COMPARED
        largest = max(records, key=lambda record: record.passages)
        return VectorKind(
            " + ".join(f"IVF{record.lists},SQfp16" for record in records),
            largest.probes.all,
            min(record.probes.recall for record in records),
            min(record.probes.recall_narrow for record in records),
        )

    def nearest(self, vector: Vectors, k: int, *, among: Ids | None = None) -> tuple[Ids, Vectors]:
        """Return ids and cosines of the `k` nearest to `vector` (shape (d,)), best first.

        With `among` (ascending), only those passages; the narrower the filter, the more lists are
        searched, so that it cannot lose what it should find. Raises DamagedSegment.
        """
        ids, scores = self._of_tail(vector, among)
        found = [(ids, scores)]
        bits = None if among is None or not self.segments else allowed_bits(among)
        for one in self.segments:
            record = one.segment.record
            left = one.size
            if among is not None:
                begin, end = np.searchsorted(among, (record.after, record.last), side="right")
                left = min(left, int(end - begin))
            if left > 0:
                allowed = one.allowed if bits is None else bits
                found.append(one.segment.nearest(vector, k, allowed=allowed, left=left))
        ids = np.concatenate([ids for ids, _ in found])
        scores = np.concatenate([scores for _, scores in found])
        if len(ids) > k:
            best = np.argpartition(-scores, k - 1)[:k] if k > 0 else np.empty(0, np.int64)
            ids, scores = ids[best], scores[best]
        order = np.argsort(-scores, kind="stable")
        return ids[order], scores[order]

    def _of_tail(self, vector: Vectors, among: Ids | None) -> tuple[Ids, Vectors]:
        ids, scores = self.tail.ids, _cosines(self.tail.vectors, vector)
        if among is not None and len(ids):
            newest = among[np.searchsorted(among, ids[0]) :]
            places = np.searchsorted(ids, newest)
            places = places[np.append(ids, -1)[places] == newest]
            ids, scores = ids[places], scores[places]
        return ids, scores


def _cosines(vectors: Vectors, vector: Vectors) -> Vectors:
    """Return `vectors @ vector`, some rows at a time.

    So many that the library of numpy does not share them between threads: on a busy machine they
    wait for each other, 14 ms in place of 1.5 for 20,000 x 384.
    """
    vector = vector.astype(np.float32)
    whole = len(vectors) // ROWS_AT_ONCE * ROWS_AT_ONCE
    blocks = vectors[:whole].reshape(-1, ROWS_AT_ONCE, vectors.shape[1])
    return np.concatenate([(blocks @ vector).ravel(), vectors[whole:] @ vector])
