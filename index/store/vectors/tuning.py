"""How many lists of an inverted file have to be searched, by what is found of the exact nearest.

Owns the questions that it is measured with and the exact answers to them.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from index.store.vectors.values import (
    NARROW,
    RECALL_AT,
    RECALL_TARGET,
    Ids,
    Probes,
    Vectors,
    allowed_bits,
)

QUESTIONS = 200
# A question is not a passage: noise beside its passage's length of 1 takes it away, by these
# lengths in turn to cosines from 0.7 to 0.4, where the nearest of questions lie (0.40 at 100,000
# generated passages, 0.42 at 1,000,000). With noise of length 1 alone, three lists of a million
# passages were taken to be enough, and found 0.81 for questions; with 1.75 eleven, and 0.92.
# Measured with `make bench-million`; tune again with another model.
NOISE = (1.0, 1.5, 2.0, 2.25)
# Measured on QUESTIONS, so a little more is asked for than is meant: of 1,000,000 generated
# passages 42 lists found 0.983 for these and 0.974 for 300 others, 54 lists 0.984 for those.
MARGIN = 0.008


class Trial:
    """Questions near the passages of a segment, and their exact nearest, gathered in blocks."""

    def __init__(self, sample: Vectors, seed: int = 0) -> None:
        """Make questions of some of `sample`, vectors of the segment, shape (n, d)."""
        self._rng = np.random.default_rng(seed)
        count, dimension = sample.shape
        chosen = sample[self._rng.choice(count, min(count, QUESTIONS), replace=False)]
        noise = self._rng.standard_normal(chosen.shape).astype(np.float32)
        lengths = np.resize(np.array(NOISE, np.float32), (len(chosen), 1))
        questions = chosen + noise * lengths / np.float32(dimension**0.5)
        self.questions = questions / np.linalg.norm(questions, axis=1, keepdims=True)
        self._all = Best(len(chosen))
        self._narrow = Best(len(chosen))
        self._left: list[Ids] = []

    def see(self, ids: Ids, vectors: Vectors) -> None:
        """Take in the next passages."""
        scores = self.questions @ vectors.T
        self._all.take(ids, scores)
        left = self._rng.random(len(ids)) < NARROW
        self._left.append(ids[left])
        self._narrow.take(ids[left], scores[:, left])

    def probes(self, index: Any) -> Probes:
        """Return the fewest lists of a FAISS inverted file that find what is meant."""
        import faiss

        bits = allowed_bits(np.concatenate(self._left))
        selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]

        def found(nprobe: int, sel: Any, truth: Ids) -> float:
            parameters: Any = faiss.SearchParametersIVF(nprobe=nprobe)  # type: ignore[call-arg]
            if sel is not None:
                parameters.sel = sel
            return recall(truth, index.search(self.questions, RECALL_AT, params=parameters)[1])

        lists = int(index.nlist)
        everywhere = fewest(lambda n: found(n, None, self._all.ids), lists)
        within = fewest(lambda n: found(n, selector, self._narrow.ids), lists)
        return Probes(
            everywhere,
            max(within, everywhere),
            round(found(everywhere, None, self._all.ids), 4),
            round(found(max(within, everywhere), selector, self._narrow.ids), 4),
        )


class Best:
    """The RECALL_AT best of each question so far; ids are -1 where there are not as many."""

    def __init__(self, questions: int) -> None:
        self.ids = np.full((questions, RECALL_AT), -1, np.int64)
        self._scores = np.full((questions, RECALL_AT), -np.inf, np.float32)

    def take(self, ids: Ids, scores: Vectors) -> None:
        """Take in passages with their scores, shape (questions, passages)."""
        scores = np.concatenate([self._scores, scores], axis=1)
        named = np.concatenate([self.ids, np.broadcast_to(ids, (len(self.ids), len(ids)))], axis=1)
        best = np.argpartition(-scores, RECALL_AT - 1, axis=1)[:, :RECALL_AT]
        self._scores = np.take_along_axis(scores, best, axis=1)
        self.ids = np.take_along_axis(named, best, axis=1)


def fewest(found: Callable[[int], float], lists: int) -> int:
    """Return the fewest of `lists` that find RECALL_TARGET and a little more, to a sixteenth."""
    too_few, enough = 0, min(16, lists)
    while found(enough) < RECALL_TARGET + MARGIN and enough < lists:
        too_few, enough = enough, min(2 * enough, lists)
    # Halved until they are known to a sixteenth: each costs every question.
    while enough - too_few > max(enough // 16, 1):
        middle = (too_few + enough) // 2
        if found(middle) < RECALL_TARGET + MARGIN:
            too_few = middle
        else:
            enough = middle
    return enough


def recall(truth: Ids, found: Ids) -> float:
    """Return the share of the ids in each row of `truth` that the same row of `found` holds."""
    hits = [np.isin(t[t >= 0], f).sum() for t, f in zip(truth, found, strict=True)]
    return float(np.sum(hits) / max(int((truth >= 0).sum()), 1))
