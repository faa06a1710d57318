"""Passages and their sentences read again, together with the question.

Owns what the logits of a cross-encoder change: the order, which sentence is marked, and how surely
a passage answers. What stands around the first passages is read in `surroundings`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.answering.confidence import by_second_look, by_words
from bot.answering.evidence import Evidence, best_first, leads, sentences_of
from bot.answering.sentence_scorer import NO_ANSWER
from bot.answering.weighing import PRONOUN, Weigher
from index.dates.language import is_english
from index.passages import Role
from index.question import Question
from index.store.records import StoredPassage

# Passages that get a second look, and what it counts beside the first.
SECOND_LOOK = 10
SECOND_LOOK_WEIGHT = 0.75
# Where one of the first has such a logit, those behind it seldom answer better.
ENOUGH = 3.0
# What the second look at a sentence counts beside its words, and what it adds that a sentence
# holds the kind of thing that is asked for or speaks of what is asked about: of the sentences of
# the right passage, these mark the right one most often in three libraries of tests/data, and as
# often as before on SQuAD.
SENTENCE_LOOK_WEIGHT = 0.62
WANTED_BONUS = 0.2
# Sentences of a passage that are read, those with most of the question's words first. Of the right
# passages of the tuned halves of three libraries, with 5.6 sentences each, as many have the right
# one marked with four as with all (0.885; 0.878 with three, 0.863 with two).
SENTENCES_READ = 4
# The logits of the default reranker run from about -11 (another topic) to 11.
LOGIT_RANGE = 11.0

_TERSE = frozenset({Role.ROW, Role.CODE, Role.MESSAGE})


class SecondLook(Protocol):
    """What reads a question and passages together."""

    def scores(
        self, question: str, texts: Sequence[str], *, until: float | None = None
    ) -> NDArray[np.float32]:
        """Return a logit for each text, (n,), higher is better; NaN where there was no time."""
        ...


@dataclass(frozen=True, slots=True)
class Reread:
    """Evidence after a second look, and how much of it there was time for."""

    evidence: list[Evidence]  # best first
    read: int  # passages that were read again
    left: int  # that would have been, with more time


def look_again(
    found: Sequence[Evidence],
    question: Question,
    second_look: SecondLook,
    *,
    least: int = SECOND_LOOK,
    until: float | None = None,
) -> Reread:
    """Read the best passages again with the question; return all in their new order.

    Where one of the first `least` answers surely, those are all that is read; the others stay
    behind them, and nothing is known of how surely they answer.
    """
    first, rest = list(found[:SECOND_LOOK]), list(found[SECOND_LOOK:])
    texts = ["\n".join((one.passage.source.title, *leads(one), one.passage.text)) for one in first]
    # It reads English only.
    readable = [number for number, text in enumerate(texts) if is_english(text.lower())]
    left = 0

    def read(numbers: Sequence[int]) -> float:
        """Read some of the first; return the best logit."""
        nonlocal left
        some = second_look.scores(question.text, [texts[n] for n in numbers], until=until).tolist()
        for number, logit in zip(numbers, some, strict=True):
            if math.isnan(logit):
                left += 1
            else:
                first[number] = _read_again(first[number], question, logit)
        return max((logit for logit in some if not math.isnan(logit)), default=-LOGIT_RANGE)

    early, late = (
        [n for n in readable if n < least],
        [n for n in readable if n >= least],
    )
    if late and read(early) >= ENOUGH:
        for n in late:
            first[n] = replace(first[n], confidence=0.0)
        return Reread(best_first(first[:least]) + first[least:] + rest, len(early) - left, left)
    read(late if late else early)
    return Reread(best_first(first) + rest, len(readable) - left, left)


def mark_again(
    found: Sequence[Evidence],
    weigher: Weigher,
    second_look: SecondLook,
    *,
    until: float | None = None,
) -> list[Evidence]:
    """Read the sentences of passages again, each below its title and headings; mark the best.

    What has been read so already stays as it is.
    """
    return [
        one if one.sentence_logit is not None else _marked_again(one, weigher, second_look, until)
        for one in found
    ]


def _marked_again(
    one: Evidence, weigher: Weigher, second_look: SecondLook, until: float | None
) -> Evidence:
    passage = one.passage
    scored = [s for s in weigher.sentences(one.hit) if s.score > NO_ANSWER]
    if len(scored) < 2:
        return one
    scored = sorted(scored, key=lambda one: -one.score)[:SENTENCES_READ]
    above = " › ".join((passage.source.title, *leads(one)))
    texts = sentences_of(passage)
    read = [f"{above}\n{_with_before(passage, texts, s.number)}" for s in scored]
    logits = second_look.scores(weigher.question.text, read, until=until).tolist()
    if any(map(math.isnan, logits)):
        return one
    notions = weigher.notions()
    scores = [
        (1 - SENTENCE_LOOK_WEIGHT) * s.score
        + SENTENCE_LOOK_WEIGHT * logit_share(logit)
        + WANTED_BONUS * s.has_wanted
        + WANTED_BONUS * any(notion.told.search(texts[s.number]) for notion in notions)
        for s, logit in zip(scored, logits, strict=True)
    ]
    best = max(range(len(scored)), key=scores.__getitem__)
    return replace(
        _sure_again(one, weigher.question, max(logits)),
        sentence=passage.sentences[scored[best].number],
        sentence_logit=logits[best],
        has_wanted=scored[best].has_wanted,
    )


def _sure_again(one: Evidence, question: Question, logit: float) -> Evidence:
    """Return evidence as sure as the best logit of its sentences makes it.

    One good line of a list is an answer, whatever the logit of the whole. For the order, that of
    the whole passage is as good.
    """
    if one.logit is None:
        return one
    return replace(one, confidence=_confidence(one, question, max(one.logit, logit)))


def _with_before(passage: StoredPassage, texts: Sequence[str], number: int) -> str:
    text = texts[number]
    before = texts[number - 1].rstrip() if number else ""
    asked = before.endswith("?") or (
        bool(before and passage.roles) and passage.roles[number - 1] is Role.QUESTION
    )
    if before and (asked or PRONOUN.search(text)):
        return f"{texts[number - 1]} {text}"
    return text


def _read_again(one: Evidence, question: Question, logit: float) -> Evidence:
    score = SECOND_LOOK_WEIGHT * logit_share(logit) + (1 - SECOND_LOOK_WEIGHT) * one.score
    return replace(one, score=score, logit=logit, confidence=_confidence(one, question, logit))


def _confidence(one: Evidence, question: Question, logit: float) -> float:
    passage, sentence = one.passage, one.sentence
    words = passage.text[sentence.start - passage.start : sentence.end - passage.start].split()
    names_code = any(word.is_code and not word.is_absent for word in question.words)
    sure = by_second_look(
        logit,
        one.coverage,
        one.hit.cosine,
        words=len(words),
        has_code=names_code and one.has_codes,
    )
    if _is_terse(one) or names_code or not question.small_words:
        sure = max(sure, by_words(one.hit.cosine, one.coverage))
    return one.fitting * sure


def _is_terse(one: Evidence) -> bool:
    """Say whether the best sentence is no prose: a cross-encoder that knows prose misjudges it."""
    passage = one.passage
    if not passage.roles:
        return False
    return passage.roles[passage.sentences.index(one.sentence)] in _TERSE


def logit_share(logit: float) -> float:
    """Return a logit on a scale from 0 to 1."""
    return min(max((logit + LOGIT_RANGE) / (2 * LOGIT_RANGE), 0.0), 1.0)
