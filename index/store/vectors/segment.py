"""One segment of the vector index: a FAISS inverted file that is written once and read in place.

Owns how it is trained, its file, and the check of what is read of it. Which passages belong to it
and what was removed since is `files`'s matter.
"""

import itertools
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import faiss
import numpy as np

from index.store.layout import sync_folder
from index.store.vectors.tuning import Trial
from index.store.vectors.values import (
    NARROW,
    Bits,
    DamagedSegment,
    Ids,
    SegmentRecord,
    Vectors,
)

# FAISS's own guidelines are 4 * sqrt(n) lists and at least 39 vectors to train each. Past these,
# training takes longer than the shorter lists save.
MOST_LISTS = 2048
TRAINED_ON = 40
TRAINING_ROUNDS = 8
ID_BYTES = 8
# Where a filter leaves no more passages of a segment than these, none is worth passing over.
ALL_LISTS_LEFT = 5_000


class Truth(Protocol):
    """Where the passages of a segment come from."""

    def passages_between(self, after: int, last: int) -> Ids:
        """Return the ids past `after` up to `last`, ascending."""

    def vectors_of(self, ids: Ids) -> Vectors:
        """Return vectors, shape (n, d)."""

    def vector_blocks(self, after: int, last: int) -> Iterator[tuple[Ids, Vectors]]:
        """Yield ids, ascending, and vectors of the passages between, some at a time."""


class Segment:
    """An open segment. Safe to search from several threads."""

    def __init__(self, record: SegmentRecord, path: Path, index: Any) -> None:
        """Use `open` instead."""
        self.record = record
        self._path = path
        self._index = index
        self._bytes = np.memmap(path, np.uint8, "r")
        self._starts = _starts(index, record.head)
        self._checked = np.zeros(record.lists, np.bool_)

    @staticmethod
    def build(truth: Truth, after: int, last: int, *, path: Path, generation: int) -> SegmentRecord:
        """Write the passages with ids past `after` up to `last` to `path`, synced.

        Raises OSError, or RuntimeError (FAISS's own).
        """
        ids = truth.passages_between(after, last)
        count = len(ids)
        lists = max(min(int(4 * count**0.5), MOST_LISTS, count // TRAINED_ON), 1)
        chosen = np.random.default_rng(0).choice(
            count, min(count, TRAINED_ON * lists), replace=False
        )
        sample = truth.vectors_of(ids[np.sort(chosen)])
        # Questions that are asked meanwhile have the other half.
        faiss.omp_set_num_threads(max((os.cpu_count() or 1) // 2, 1))
        index = _trained(sample, lists)
        trial = Trial(sample)
        del sample
        for block_ids, vectors in truth.vector_blocks(after, last):
            index.add_with_ids(vectors, block_ids)
            trial.see(block_ids, vectors)
        probes = trial.probes(index)
        count = int(index.ntotal)
        _write(index, path)
        size = path.stat().st_size
        starts = _starts(index, size - count * _entry_bytes(index))
        written = np.memmap(path, np.uint8, "r")
        return SegmentRecord(
            name=path.name,
            after=after,
            last=last,
            generation=generation,
            passages=count,
            lists=lists,
            probes=probes,
            size=size,
            head=int(starts[0]),
            head_crc=zlib.crc32(written[: starts[0]].data),
            list_crcs=tuple(
                zlib.crc32(written[begin:end].data) for begin, end in itertools.pairwise(starts)
            ),
        )

    @staticmethod
    def open(record: SegmentRecord, folder: Path) -> "Segment":
        """Open the file of a record, reading its head alone.

        Raises DamagedSegment where it is not there or not as it was written.
        """
        path = folder / record.name
        try:
            size = path.stat().st_size
            with path.open("rb") as file:
                crc = zlib.crc32(file.read(record.head))
            # Before FAISS looks at it, which trusts what it reads.
            if (size, crc) != (record.size, record.head_crc):
                raise DamagedSegment(
                    f"{path}: {size} bytes, its head's CRC-32 {crc:08x}; "
                    f"written were {record.size} bytes, CRC-32 {record.head_crc:08x}"
                )
            # FAISS cannot map files on Windows.
            flags = 0 if os.name == "nt" else faiss.IO_FLAG_MMAP
            return Segment(record, path, faiss.read_index(str(path), flags))
        except (OSError, RuntimeError, ValueError) as error:
            raise DamagedSegment(f"{path}: {error}") from error

    def nearest(
        self, vector: Vectors, k: int, *, allowed: Bits | None, left: int
    ) -> tuple[Ids, Vectors]:
        """Return ids and cosines of up to `k` nearest to `vector` (shape (d,)), best first.

        `allowed` has a bit for each id that may be found, None for all; `left` is how many passages
        of this segment it leaves. Raises DamagedSegment where a list is not as it was written.
        """
        # One question is too little work to share between threads, and questions that come at
        # once already run side by side.
        faiss.omp_set_num_threads(1)
        row = np.ascontiguousarray(vector[np.newaxis], np.float32)
        nprobe = self._probes(left)
        _, lists = self._index.quantizer.search(row, nprobe)
        self.check(lists[0])
        parameters: Any = faiss.SearchParametersIVF(nprobe=nprobe)  # type: ignore[call-arg]
        if allowed is not None:
            # FAISS keeps no reference to either.
            selector = faiss.IDSelectorBitmap(allowed)  # type: ignore[call-arg, arg-type]
            parameters.sel = selector
        scores, ids = self._index.search(row, min(k, self.record.passages), params=parameters)
        found = ids[0] >= 0
        return ids[0][found], scores[0][found]

    def check(self, lists: Ids | None = None) -> None:
        """Check lists that have not been yet; None for all. Raises DamagedSegment."""
        if lists is None:
            lists = np.arange(self.record.lists)
        for number in lists[~self._checked[lists]]:
            block = self._bytes[self._starts[number] : self._starts[number + 1]]
            if zlib.crc32(block.data) != self.record.list_crcs[number]:
                raise DamagedSegment(f"{self._path}: list {number} is not as it was written")
            self._checked[number] = True

    def _probes(self, left: int) -> int:
        """Return how many lists to search where `left` passages may be found.

        Between the two filters that were measured, and past them, by a power of the share that is
        left.
        """
        probes, lists = self.record.probes, self.record.lists
        if left <= ALL_LISTS_LEFT:
            return lists
        share = left / self.record.passages
        power = np.log(probes.narrow / probes.all) / np.log(NARROW)
        return min(int(np.ceil(probes.all * share**power)), lists)


def _trained(sample: Vectors, lists: int) -> Any:
    dimension = sample.shape[1]
    quantizer: Any = faiss.IndexFlatIP(dimension)
    index: Any = faiss.IndexIVFScalarQuantizer(
        quantizer,
        dimension,
        lists,
        faiss.ScalarQuantizer.QT_fp16,
        faiss.METRIC_INNER_PRODUCT,
    )
    index.own_fields = True
    quantizer.this.disown()
    index.cp.niter = TRAINING_ROUNDS
    index.cp.min_points_per_centroid = 1  # of a handful of passages, FAISS would complain
    index.train(sample)
    return index


def _write(index: Any, path: Path) -> None:
    temporary = path.with_suffix(".tmp")
    faiss.write_index(index, str(temporary))
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def _entry_bytes(index: Any) -> int:
    return int(index.code_size) + ID_BYTES


def _starts(index: Any, head: int) -> Ids:
    """Return where each list begins in the file, and where the last ends.

    FAISS writes them last, one after the other.
    """
    sizes = [index.invlists.list_size(number) for number in range(index.nlist)]
    return head + np.concatenate([[0], np.cumsum(np.array(sizes, np.int64) * _entry_bytes(index))])
