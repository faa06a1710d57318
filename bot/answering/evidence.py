"""Candidates -> evidence: how well each answers, and with which sentence.

Owns the scores by which passages are ordered and the confidence by which they are refused; what
the library holds is found in `index.search`, what is quoted is decided in `answer`.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.answering.sentence_scorer import ScoredSentence, SentenceScorer
from index.dates.overlap import share_inside
from index.passages import Span
from index.question import Question
from index.search import Hit
from index.store.records import StoredEventDate, StoredPassage

# What the best sentence of a passage adds to its score. Passages that hold the question's words
# close together answer more often: 0.3 raises the share of right passages first on SQuAD from 0.84
# to 0.87 and nDCG@10 on SciFact from 0.712 to 0.718 (`make bench-ranking`).
SENTENCE_WEIGHT = 0.3
# Passages that get a second look, and what it counts beside the first.
SECOND_LOOK = 10
SECOND_LOOK_WEIGHT = 0.75
# The logits of the default reranker run from about -11 (another topic) to 11.
LOGIT_RANGE = 11.0

# confidence = logistic(BIAS + COSINE * cosine + COVERAGE * coverage), fitted on questions of which
# half are about articles that the library does not hold; `make bench-refusal` fits it again and
# shows what it refuses and what it lets through. Fit again when the default model changes.
BIAS, COSINE, COVERAGE = -10.3, 17.5, 7.6
# What is left of it where a passage does not speak of the time that is asked about.
OTHER_TIME = 0.4


class SecondLook(Protocol):
    """What reads a question and passages together."""

    def scores(
        self, question: str, texts: Sequence[str], *, until: float | None = None
    ) -> NDArray[np.float32]:
        """Return a logit for each text, (n,), higher is better; NaN where there was no time."""
        ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage, its best sentence, and what speaks for it."""

    hit: Hit
    sentence: Span  # the best
    sentence_score: float
    has_wanted: bool  # the sentence holds the kind of thing that is asked for
    coverage: float  # 0 to 1, the share of the question's weight that the passage holds
    score: float  # 0 to 1, higher is better; comparable within one question only
    logit: float | None = None  # of the second look; None where it was not read again
    confidence: float = 0.0  # 0 to 1, how likely it answers

    @property
    def passage(self) -> StoredPassage:
        """The passage."""
        return self.hit.passage


@dataclass(frozen=True, slots=True)
class Weigher:
    """Weighs the candidates of one question."""

    question: Question
    scorer: SentenceScorer
    dates: dict[int, list[StoredEventDate]]  # by passage id; passages without any are left out

    def weigh(self, hits: Sequence[Hit]) -> list[Evidence]:
        """Return evidence of every hit, best first, without a second look."""
        found = [self._evidence(hit) for hit in hits]
        return sorted(found, key=lambda one: -one.score)

    def fit(self, hit: Hit) -> Callable[[Span], float]:
        """Return what tells how well a sentence of `hit` speaks of the time in question."""
        time = self.question.time
        dates = self.dates.get(hit.passage.id, [])
        if time is None or not dates:
            return lambda _: hit.fit
        spans = time.spans
        return lambda sentence: max(
            (
                share_inside(one.days, spans)
                for one in dates
                if sentence.start <= one.start and one.end <= sentence.end
            ),
            default=0.0,
        )

    def sentences(self, hit: Hit) -> list[ScoredSentence]:
        """Return every sentence of a hit with its score."""
        fit = self.fit(hit)
        spans = hit.passage.sentences
        return self.scorer.sentences(hit.passage, lambda number: fit(spans[number]))

    def _evidence(self, hit: Hit) -> Evidence:
        scored = self.sentences(hit)
        best = self._best(hit, scored)
        passage = hit.passage
        score = (hit.score + SENTENCE_WEIGHT * best.score) / (1 + SENTENCE_WEIGHT)
        coverage = self.scorer.coverage(*texts_of(passage), fit=hit.fit)
        return Evidence(
            hit=hit,
            sentence=passage.sentences[best.number],
            sentence_score=best.score,
            has_wanted=best.has_wanted,
            coverage=coverage,
            score=min(max(score, 0.0), 1.0),
            confidence=self._in_time(hit) * confidence(hit.cosine, coverage),
        )

    def _in_time(self, hit: Hit) -> float:
        """Return what is left of the confidence in a passage, for the time that it speaks of."""
        time = self.question.time
        if time is None or not time.text or hit.fit > 0:
            return 1.0
        # "Before the war of 1850" says which war, and not when.
        if ".." in time.value:
            return 1.0
        # Its words may be part of a name: "Vision 2030".
        numbers = self.question.numbers
        said = hit.passage.text
        return 1.0 if numbers and all(number in said for number in numbers) else OTHER_TIME

    def _best(self, hit: Hit, scored: Sequence[ScoredSentence]) -> ScoredSentence:
        """Return the best sentence; within limits of time, one that speaks of it if there is any.

        The first of equals.
        """
        time = self.question.time
        if time is not None and not time.text:
            fit, spans = self.fit(hit), hit.passage.sentences
            scored = [one for one in scored if fit(spans[one.number]) > 0] or scored
        return max(scored, key=lambda one: one.score)


def look_again(
    found: Sequence[Evidence],
    question: Question,
    second_look: SecondLook,
    *,
    until: float | None = None,
) -> list[Evidence]:
    """Read the best passages again with the question; return all in their new order."""
    first, rest = list(found[:SECOND_LOOK]), list(found[SECOND_LOOK:])
    texts = ["\n".join((one.passage.source.title, *leads(one), one.passage.text)) for one in first]
    logits = second_look.scores(question.text, texts, until=until)
    read = [
        one if math.isnan(logit) else _read_again(one, float(logit))
        for one, logit in zip(first, logits.tolist(), strict=True)
    ]
    return sorted(read, key=lambda one: -one.score) + rest


def leads(evidence: Evidence) -> list[str]:
    """Return the words before a passage that belong to it."""
    return [lead.text for lead in evidence.passage.leads]


def texts_of(passage: StoredPassage) -> list[str]:
    """Return the words a question can find in a passage: its title's, leads' and sentences'."""
    return [
        passage.source.title,
        *(lead.text for lead in passage.leads),
        *(passage.text[s.start - passage.start : s.end - passage.start] for s in passage.sentences),
    ]


def confidence(cosine: float, coverage: float) -> float:
    """Return how likely, 0 to 1, a passage answers: see BIAS for what it was fitted on."""
    return 1 / (1 + math.exp(-(BIAS + COSINE * cosine + COVERAGE * coverage)))


def _read_again(one: Evidence, logit: float) -> Evidence:
    second = min(max((logit + LOGIT_RANGE) / (2 * LOGIT_RANGE), 0.0), 1.0)
    score = SECOND_LOOK_WEIGHT * second + (1 - SECOND_LOOK_WEIGHT) * one.score
    return replace(one, score=score, logit=logit)
