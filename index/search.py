"""Question + filters -> ranked hits.

Owns the fusion of vectors, words and time. Passages are candidates when they are among the nearest
by cosine or the best by BM25, of all passages and of those that speak of the time in the question;
every candidate gets all scores, exactly, before they are fused.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import MAXYEAR, timedelta

import numpy as np
from numpy.typing import NDArray

from index.dates.overlap import share_inside
from index.dates.query.question_time import AskedTime
from index.embedding import Embedder
from index.periods import Days
from index.question import Question
from index.searched import clean
from index.store.records import Published, StoredEventDate, StoredPassage
from index.store.snapshot import Snapshot

# Taken from each of the lists. 100 instead of 60 add 0.002 to nDCG@10 on SciFact, nothing on SQuAD
# (`make bench-ranking`), and a millisecond to each question.
CANDIDATES = 60
# Taken beside those from each span of the newest documents, where a question asks how things are.
RECENT_CANDIDATES = 20
# Of those that the words alone find, the ones in a set of passages are picked.
FOUND_BY_WORDS = 1_000
# The share of the vectors in the fused score; 0.4 to 0.6 differ by less than 0.01 nDCG@10 on
# SciFact and SQuAD (`make bench-ranking`). 0.6 is best with what `answering.weighing` adds.
VECTOR_WEIGHT = 0.6
# The BM25 score of a full match, in sums of the terms' rarity: a passage of average length that
# holds every term once scores 1.0, the bound is 2.2. Tuned with `make bench-ranking`.
FULL_MATCH = 1.32
# A passage that names no time speaks of the time at which it was published, by and large.
PUBLISHED_FIT = 0.5
# A number of the time that stands in a passage may be part of a name there ("Vision 2030"). Other
# words of a time say nothing by themselves: "last September" is another one in every document.
LITERAL_FIT = 0.5
# Threads that embed a question while its words are looked up.
EMBEDDING_THREADS = 4

Ids = NDArray[np.int64]
Scores = NDArray[np.float32]
Embedding = Future[Scores]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and what it ranked on."""

    passage: StoredPassage
    score: float  # 0 to 1, higher is better; comparable within one question only
    cosine: float  # -1 to 1
    bm25: float  # 0 or more; 0 is no word in common
    vector_rank: int | None  # from 1; None where it was not among the nearest CANDIDATES
    word_rank: int | None  # from 1; None where it was not among the best CANDIDATES
    fit: float = 0.0  # 0 to 1, how well it speaks of the time that is asked about


class QuestionEmbedding:
    """Embeds questions in threads of its own. Safe to use from several threads."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._threads = ThreadPoolExecutor(EMBEDDING_THREADS, thread_name_prefix="embedding")

    def begin(self, question: Question) -> Embedding:
        """Begin to embed a question; look up what else it needs meanwhile."""
        return self._threads.submit(self._embedder.embed_questions, [clean(question.matter)])

    def warm(self) -> None:
        """Run the model once, so that the first question need not wait for it."""
        self._embedder.embed_questions(["Is it open?"])

    def close(self) -> None:
        """Let go of the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class Searcher:
    """Ranks the passages of one state of a library for questions."""

    def __init__(self, snapshot: Snapshot, embedding: QuestionEmbedding) -> None:
        self._store = snapshot
        self._embedding = embedding

    def search(
        self,
        question: Question,
        *,
        k: int,
        published: Published = Published(),
        recent: Sequence[Published] = (),
        among: Ids | None = None,
    ) -> list[Hit]:
        """Return up to `k` hits, best first; fewer, or none, where the filters leave few.

        Passages that speak of the time in the question rank as if its words stood in them.
        `among`, ascending ids, and `published` are filters; from each of `recent` candidates are
        taken beside those from all.
        """
        embedding = self._embedding.begin(question)
        time = question.time
        terms = [*question.terms, *question.numbers]
        words = dict(self._matching(terms, published, among))
        vector = embedding.result()[0]
        near = dict(self._store.nearest(vector, CANDIDATES, published, among=among))
        found = [*near, *words]
        if time is not None:
            of_time = self._speaking_of(time, published, among)
            nearest = self._store.nearest(vector, CANDIDATES, published, among=of_time)
            matching = self._matching(question.terms, published, of_time)
            found += [i for i, _ in (*nearest, *matching)]
        for window in recent:
            nearest = self._store.nearest(vector, RECENT_CANDIDATES, window, among=among)
            matching = self._matching(terms, window, among)[:RECENT_CANDIDATES]
            found += [i for i, _ in (*nearest, *matching)]
        ids, vectors = self._store.passages.vectors(list(dict.fromkeys(found)))
        if not ids:
            return []
        cosines = vectors @ vector
        bm25 = self._bm25(ids, terms, published, words)
        fits = self._fits(ids, time)
        matched = bm25
        if time is not None:
            matter = self._bm25(ids, question.terms, published, {})
            literal = LITERAL_FIT * (bm25 - matter)
            matched = matter + np.maximum(fits * FULL_MATCH * question.time_weight, literal)
        scores = fuse(cosines, matched, FULL_MATCH * question.weight)
        best = np.argsort(-scores, kind="stable")[:k]
        vector_ranks = {i: rank for rank, i in enumerate(near, 1)}
        word_ranks = {i: rank for rank, i in enumerate(words, 1)}
        passages = self._store.passages.get([ids[n] for n in best])
        return [
            Hit(
                passage=passages[ids[n]],
                score=float(scores[n]),
                cosine=float(cosines[n]),
                bm25=float(bm25[n]),
                vector_rank=vector_ranks.get(ids[n]),
                word_rank=word_ranks.get(ids[n]),
                fit=float(fits[n]),
            )
            for n in best
            # A document can go between two look-ups; then its passages are dropped.
            if ids[n] in passages
        ]

    def _matching(
        self, terms: Sequence[str], published: Published, among: Ids | None
    ) -> list[tuple[int, float]]:
        if among is None:
            return self._store.matching(terms, CANDIDATES, published)
        if len(among) <= FOUND_BY_WORDS:
            return self._store.matching(terms, CANDIDATES, published, among=among.tolist())
        allowed = set(among.tolist())
        found = self._store.matching(terms, FOUND_BY_WORDS, published)
        return [(i, score) for i, score in found if i in allowed][:CANDIDATES]

    def _bm25(
        self,
        ids: Sequence[int],
        terms: Sequence[str],
        published: Published,
        known: dict[int, float],
    ) -> Scores:
        unknown = [i for i in ids if i not in known]
        scores = known | dict(self._store.matching(terms, len(unknown), published, among=unknown))
        return np.array([scores.get(i, 0.0) for i in ids], np.float32)

    def _speaking_of(self, time: AskedTime, published: Published, among: Ids | None) -> Ids:
        """Return the passages that speak of `time`, or were published then, ascending."""
        found = [self._store.event_dates.speaking_of(time.spans)]
        found += [
            self._store.passage_ids(within)
            for span in time.spans
            if (within := _published_in(span, published)) is not None
        ]
        ids = np.unique(np.concatenate(found))
        return ids if among is None else np.intersect1d(ids, among, assume_unique=True)

    def _fits(self, ids: Sequence[int], time: AskedTime | None) -> Scores:
        if time is None:
            return np.zeros(len(ids), np.float32)
        dates = self._store.event_dates.of(ids)
        published = self._store.passages.published_days([i for i in ids if i not in dates])
        return np.array([_fit(dates.get(i), published.get(i), time.spans) for i in ids], np.float32)


def fuse(cosines: Scores, bm25: Scores, full: float) -> Scores:
    """Return scores from 0 to 1 of candidates from both their scores, shape (n,) each.

    `full` is the BM25 score that counts as 1. A convex combination of scores brought to one scale
    by bounds that do not depend on the candidates: Bruch, Gai and Ingber, An Analysis of Fusion
    Functions for Hybrid Retrieval (2023). With the best candidate as the bound, a small library
    in which one weak word matches would show it as a full match.
    """
    words = np.clip(bm25 / full, 0.0, 1.0) if full > 0 else bm25 * 0
    return VECTOR_WEIGHT * np.clip(cosines, 0.0, 1.0) + (1 - VECTOR_WEIGHT) * words


def _fit(
    dates: Sequence[StoredEventDate] | None, published: Days | None, asked: Sequence[Days]
) -> float:
    if dates:
        return max(share_inside(one.days, asked) for one in dates)
    return PUBLISHED_FIT * share_inside(published, asked) if published else 0.0


def _published_in(span: Days, published: Published) -> Published | None:
    """Return the filter for what was published within a span; None for one with an open end."""
    if span.first is None or span.last is None or span.last.year == MAXYEAR:
        return None
    after, before = span.first, span.last + timedelta(days=1)
    if published.after:
        after = max(after, published.after)
    if published.before:
        before = min(before, published.before)
    return Published(after, before)
