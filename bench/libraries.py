"""How much of what stands in one library is found among many: recall of vectors, and the time.

Passages are points around topics, as in `generated`; a library is 1% of them, by chance or all of
one topic, which is the harder case for lists that were made of all. Compared with numpy over all
vectors of the library. BENCH_PASSAGES sets how many passages there are, 100,000 by default.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.store.vectors.nearest import OpenSegment, Tail, VectorIndex
from index.store.vectors.segment import Segment

PASSAGES = int(os.environ.get("BENCH_PASSAGES", "100000"))
DIMENSION = 384
TOPICS = 300
NOISE = 1.2
SHARE = 0.01
K = 100
QUESTIONS = 100
BLOCK = 10_000

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class Points:
    """Unit vectors around topics, with ids from 1."""

    def __init__(self) -> None:
        self.chance = np.random.default_rng(7)
        topics = _units(self.chance.standard_normal((TOPICS, DIMENSION)))
        self.topic = self.chance.integers(0, TOPICS, PASSAGES)
        noise = self.chance.standard_normal((PASSAGES, DIMENSION)).astype(np.float32)
        self.vectors = _units(topics[self.topic] + NOISE * noise / DIMENSION**0.5)

    def passages_between(self, after: int, last: int) -> Ids:
        return np.arange(after + 1, last + 1)

    def vectors_of(self, ids: Ids) -> Vectors:
        return self.vectors[ids - 1]

    def vector_blocks(self, after: int, last: int) -> Iterator[tuple[Ids, Vectors]]:
        for begin in range(after, last, BLOCK):
            ids = np.arange(begin + 1, min(begin + BLOCK, last) + 1)
            yield ids, self.vectors[ids - 1]


def _units(vectors: NDArray[np.float64] | Vectors) -> Vectors:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def main() -> None:
    points = Points()
    size = max(int(PASSAGES * SHARE), K)
    by_chance = np.sort(points.chance.choice(PASSAGES, size, replace=False)) + 1
    of_topics = np.flatnonzero(points.topic < max(round(TOPICS * SHARE), 1)) + 1
    everything = points.passages_between(0, PASSAGES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "points.faiss"
        record = Segment.build(points, 0, PASSAGES, path=path, generation=1)
        segment = Segment.open(record, path.parent)
        segment.check()
        tail = Tail(np.empty(0, np.int64), np.empty((0, DIMENSION), np.float32))
        index = VectorIndex((OpenSegment(segment, 0, None),), tail, 1)
        print(f"{PASSAGES:,} passages, {record.lists} lists, {record.probes.all} searched without")
        for name, library in (
            ("everything", everything),
            ("1% by chance", by_chance),
            ("1%, of one topic in a hundred", of_topics),
        ):
            for where in ("about it", "about anything"):
                near = library if where == "about it" else everything
                _measure(points, index, library, near, f"{name}, asked {where}")


def _measure(points: Points, index: VectorIndex, library: Ids, near: Ids, name: str) -> None:
    found, seconds = [], []
    held = points.vectors_of(library)
    among = None if len(library) == PASSAGES else library
    for number in points.chance.choice(near, QUESTIONS):
        noise = points.chance.standard_normal((1, DIMENSION)) * NOISE / DIMENSION**0.5
        question = _units(points.vectors_of(np.array([number])) + noise)[0]
        exact = library[np.argsort(-(held @ question))[:K]]
        began = time.perf_counter()
        ids, _ = index.nearest(question, K, among=among)
        seconds.append(time.perf_counter() - began)
        found.append(len(np.intersect1d(ids, exact)) / len(exact))
    print(
        f"{name:<48} {len(library):>9,} passages  recall@{K} {np.mean(found):.4f} "
        f"(least {min(found):.2f})  {1000 * float(np.median(seconds)):.2f} ms"
    )


if __name__ == "__main__":
    main()
