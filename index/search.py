"""question + filters -> ranked hits.

Owns the fusion of vectors and words. Passages are candidates when they are among the nearest by
cosine or the best by BM25; every candidate gets both scores, exactly, before they are fused.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder
from index.store.records import Published, StoredPassage
from index.store.store import Store
from index.terms import content_terms

# Taken from each of the two lists.
CANDIDATES = 100
# The share of the vectors in the fused score; 0.4 to 0.6 differ by less than 0.01 nDCG@10 on
# SciFact and SQuAD (`make bench-ranking`).
VECTOR_WEIGHT = 0.5
# The BM25 score of a full match, in sums of the terms' rarity: a passage of average length that
# holds every term once scores 1.0, the bound is 2.2. Tuned with `make bench-ranking`.
FULL_MATCH = 1.32


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and what it ranked on."""

    passage: StoredPassage
    score: float  # 0 to 1, higher is better; comparable within one question only
    cosine: float  # -1 to 1
    bm25: float  # 0 or more; 0 is no word in common
    vector_rank: int | None  # from 1; None where it was not among the nearest CANDIDATES
    word_rank: int | None  # from 1; None where it was not among the best CANDIDATES


class Searcher:
    """Ranks the passages of one store for questions."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder

    def search(self, question: str, *, k: int, published: Published = Published()) -> list[Hit]:
        """Return up to `k` hits, best first; fewer, or none, where the filter leaves few."""
        vector = self._embedder.embed_questions([question])[0]
        terms = content_terms(self._store.terms(question))
        near = dict(self._store.nearest(vector, CANDIDATES, published))
        words = dict(self._store.matching(terms, CANDIDATES, published))
        ids = list(near.keys() | words.keys())
        vectors = self._store.vectors(ids)
        ids = [i for i in ids if i in vectors]
        if not ids:
            return []
        unscored = [i for i in ids if i not in words]
        all_words = words | dict(
            self._store.matching(terms, len(unscored), published, among=unscored)
        )
        cosines = np.stack([vectors[i] for i in ids]) @ vector
        bm25 = np.array([all_words.get(i, 0.0) for i in ids], np.float32)
        full = FULL_MATCH * sum(self._store.rarity(terms).values())
        scores = fuse(cosines, bm25, full)
        best = np.argsort(-scores, kind="stable")[:k]
        vector_ranks = {i: rank for rank, i in enumerate(near, 1)}
        word_ranks = {i: rank for rank, i in enumerate(words, 1)}
        passages = self._store.passages([ids[n] for n in best])
        return [
            Hit(
                passage=passages[ids[n]],
                score=float(scores[n]),
                cosine=float(cosines[n]),
                bm25=float(bm25[n]),
                vector_rank=vector_ranks.get(ids[n]),
                word_rank=word_ranks.get(ids[n]),
            )
            for n in best
            # A document can go between two look-ups; then its passages are dropped.
            if ids[n] in passages
        ]


def fuse(
    cosines: NDArray[np.float32], bm25: NDArray[np.float32], full: float
) -> NDArray[np.float32]:
    """Return scores from 0 to 1 of candidates from both their scores, shape (n,) each.

    `full` is the BM25 score that counts as 1. A convex combination of scores brought to one scale
    by bounds that do not depend on the candidates: Bruch, Gai and Ingber, An Analysis of Fusion
    Functions for Hybrid Retrieval (2023). With the best candidate as the bound, a small library
    in which one weak word matches would show it as a full match.
    """
    words = np.clip(bm25 / full, 0.0, 1.0) if full > 0 else bm25 * 0
    return VECTOR_WEIGHT * np.clip(cosines, 0.0, 1.0) + (1 - VECTOR_WEIGHT) * words
