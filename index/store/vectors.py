"""The vector index: FAISS over the passages' unit vectors, derived from the truth.

Owns the choice of index type, its search and its file. Scores are inner products of unit
vectors, that is cosines.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.store.layout import checksum, sync_folder

# Up to here an exact scan of one question takes no more than some 4 ms (`make bench`: 22 ms at
# 100,000 x 384); above it an inverted file is built. Measure again when the dimension changes.
FLAT_LIMIT = 20_000
# The share of the exact 100 nearest that an inverted file must find on the library's own vectors;
# `nprobe` is raised until it does.
RECALL_TARGET = 0.98
RECALL_AT = 100
# An inverted file whose library has grown by this factor since it was trained is trained anew.
RETRAIN_GROWTH = 2.0

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class VectorKind:
    """What was built, for `dateline status`."""

    name: str  # "Flat" or "IVF<lists>,SQfp16"
    nprobe: int  # 0 for Flat
    recall: float  # of the exact RECALL_AT nearest, measured when trained
    trained_on: int  # passages


class VectorIndex:
    """Nearest passages by cosine. Not safe to change while another thread searches it."""

    def __init__(self, index: Any, kind: VectorKind) -> None:
        self._index = index
        self.kind = kind

    @staticmethod
    def build(ids: Ids, vectors: Vectors) -> "VectorIndex":
        """Build over `vectors` of shape (n, d), one id each: exact, or an inverted file."""
        count, dimension = vectors.shape
        if count <= FLAT_LIMIT:
            index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
            index.add_with_ids(vectors, ids)
            return VectorIndex(index, VectorKind("Flat", 0, 1.0, count))
        return _build_inverted(ids, vectors)

    @property
    def size(self) -> int:
        """How many passages it holds."""
        return int(self._index.ntotal)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add passages; their ids must be new to it."""
        if len(ids):
            self._index.add_with_ids(vectors, ids)

    def remove(self, ids: Ids) -> None:
        """Remove passages; ids it does not hold are passed over."""
        if len(ids):
            self._index.remove_ids(faiss.IDSelectorBatch(ids))

    def outgrown(self) -> bool:
        """Say whether building anew would give another or a better trained index."""
        if self.kind.name == "Flat":
            return self.size > FLAT_LIMIT
        return self.size > RETRAIN_GROWTH * self.kind.trained_on or self.size <= FLAT_LIMIT // 2

    def nearest(self, vector: Vectors, k: int, *, among: Ids | None = None) -> tuple[Ids, Vectors]:
        """Return ids and cosines of the `k` nearest to `vector` (shape (d,)), best first.

        With `among`, only those passages; the narrower the filter, the more lists are searched, so
        that it cannot lose what it should find.
        """
        if self.size == 0 or (among is not None and len(among) == 0):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        # One question is too little work to share between threads, and questions that come at
        # once already run side by side.
        faiss.omp_set_num_threads(1)
        parameters: Any = None
        if among is not None:
            parameters = (
                faiss.SearchParameters()
                if self.kind.name == "Flat"
                else faiss.SearchParametersIVF(nprobe=self._probes(len(among)))  # type: ignore[call-arg]
            )
            # A bit for every id up to the highest: `among` is ascending, ids begin at 1. FAISS
            # keeps no reference to either.
            allowed = np.zeros(int(among[-1]) + 1, np.bool_)
            allowed[among] = True
            bits = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]
            parameters.sel = selector
        scores, ids = self._index.search(
            vector[np.newaxis].astype(np.float32), min(k, self.size), params=parameters
        )
        found = ids[0] >= 0
        return ids[0][found], scores[0][found]

    def _probes(self, allowed: int) -> int:
        """Return how many lists to search for a filter that leaves `allowed` passages.

        In proportion to the square root of what is left out: at 100,000 passages this found 0.992
        of the exact 100 nearest for a half of them and 0.999 for a tenth.
        """
        share = allowed / self.size
        return min(int(self.kind.nprobe / share**0.5) + 1, int(self._index.nlist))

    def save(self, path: Path) -> list[int]:
        """Write to `path`, synced; return its checksum."""
        temporary = path.with_suffix(".tmp")
        faiss.write_index(self._index, str(temporary))
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
        return checksum(path)

    @staticmethod
    def load(path: Path, kind: VectorKind) -> "VectorIndex":
        """Read what `save` wrote; the caller has checked the checksum.

        Raises RuntimeError (FAISS's own) where the file is not an index.
        """
        return VectorIndex(faiss.read_index(str(path)), kind)


def _build_inverted(ids: Ids, vectors: Vectors) -> VectorIndex:
    count, dimension = vectors.shape
    # FAISS's own guidelines: 4 * sqrt(n) lists up to a million vectors, and at least 39 vectors to
    # train each.
    lists = min(int(4 * np.sqrt(count)), count // 40)
    rng = np.random.default_rng(0)
    sample = vectors[rng.choice(count, min(count, 50 * lists), replace=False)]
    quantizer: Any = faiss.IndexFlatIP(dimension)
    index = faiss.IndexIVFScalarQuantizer(
        quantizer,
        dimension,
        lists,
        faiss.ScalarQuantizer.QT_fp16,
        faiss.METRIC_INNER_PRODUCT,
    )
    index.own_fields = True
    quantizer.this.disown()
    index.train(sample)
    index.add_with_ids(vectors, ids)
    recall = _tune(index, ids, vectors, rng)
    kind = VectorKind(f"IVF{lists},SQfp16", int(index.nprobe), round(recall, 4), count)
    return VectorIndex(index, kind)


def _tune(index: Any, ids: Ids, vectors: Vectors, rng: np.random.Generator) -> float:
    """Raise nprobe until RECALL_TARGET is met on questions made from the library's own vectors.

    A question is not a passage: noise of the length of the vector itself moves it away from its
    passage to a cosine of about 0.7, where real questions lie.
    """
    count, dimension = vectors.shape
    questions = vectors[rng.choice(count, min(count, 100), replace=False)]
    noise = rng.standard_normal(questions.shape).astype(np.float32) / np.sqrt(dimension)
    questions = questions + noise
    questions /= np.linalg.norm(questions, axis=1, keepdims=True)
    exact = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
    exact.add_with_ids(vectors, ids)
    wanted = [set(row) for row in exact.search(questions, RECALL_AT)[1]]

    def recall_at(nprobe: int) -> float:
        index.nprobe = nprobe
        found = index.search(questions, RECALL_AT)[1]
        hits = sum(len(w.intersection(row)) for w, row in zip(wanted, found, strict=True))
        return hits / (RECALL_AT * len(wanted))

    too_few, enough = 0, min(16, index.nlist)
    while recall_at(enough) < RECALL_TARGET and enough < index.nlist:
        too_few, enough = enough, min(2 * enough, int(index.nlist))
    # Halved until the fewest lists are known to a sixteenth: each costs every question.
    while enough - too_few > max(enough // 16, 1):
        middle = (too_few + enough) // 2
        if recall_at(middle) < RECALL_TARGET:
            too_few = middle
        else:
            enough = middle
    return recall_at(enough)
