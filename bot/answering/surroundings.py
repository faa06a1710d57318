"""The first passages read once more, with what stands around them.

Owns which of them are, and what that changes in their order; confidence stays as it was found on
the passage alone, which is what is quoted.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answering.evidence import Evidence, best_first, leads
from bot.answering.second_look import (
    SECOND_LOOK,
    SECOND_LOOK_WEIGHT,
    SecondLook,
    logit_share,
)
from index.question import Question
from index.store.records import StoredPassage

# Passages that are read once more: only the first two gain, and a text cut into passages says in
# one of them whom the other one is about. On SQuAD the right paragraph is first in 0.920 and 0.935
# (two halves of 400 questions) instead of 0.910 and 0.915; with ten read so it is the same.
LOOK_AROUND = 2
# What is read with a passage, at most, with the passage itself: twice one of usual length.
AROUND_CHARACTERS = 1_100
# What the second reading counts beside the first.
AROUND_WEIGHT = 0.5

# The first two are read so only where they are this close: beyond it, nothing would change.
CLOSE = 0.05

Beside = Callable[[StoredPassage], Sequence[StoredPassage]]


def look_around(
    found: Sequence[Evidence],
    question: Question,
    second_look: SecondLook,
    beside: Beside,
    *,
    until: float | None = None,
) -> list[Evidence]:
    """Return evidence in its order after the first were read with the passages beside them.

    `beside`: the passages right before and after one, in the order of the text.
    """
    first = found[:LOOK_AROUND]
    if len(first) < LOOK_AROUND or any(one.logit is None for one in first):
        return list(found)
    if first[0].score - first[1].score > CLOSE:
        return list(found)
    texts = [with_surroundings(one, beside(one.passage)) for one in first]
    wide = [number for number, text in enumerate(texts) if text is not None]
    logits = second_look.scores(question.text, [texts[n] or "" for n in wide], until=until)
    if any(map(math.isnan, logits.tolist())):
        return list(found)
    read, rest = list(found[:SECOND_LOOK]), list(found[SECOND_LOOK:])
    for number, logit in zip(wide, logits.tolist(), strict=True):
        read[number] = _moved(read[number], logit)
    return best_first(read) + rest


def with_surroundings(one: Evidence, beside: Sequence[StoredPassage]) -> str | None:
    """Return a passage with its neighbours of the same section; None where there are none."""
    passage = one.passage
    size, texts = len(passage.text), [passage.text]
    for other in sorted(beside, key=lambda other: other.start < passage.start):
        if other.entry != passage.entry or [lead.text for lead in other.leads] != leads(one):
            continue
        if size + len(other.text) > AROUND_CHARACTERS:
            continue
        size += len(other.text)
        texts.insert(0 if other.start < passage.start else len(texts), other.text)
    if len(texts) == 1:
        return None
    return "\n".join((passage.source.title, *leads(one), " ".join(texts)))


def _moved(one: Evidence, wide: float) -> Evidence:
    """Return evidence whose logit counts as the mean of both readings."""
    if one.logit is None:
        return one
    mean = (1 - AROUND_WEIGHT) * one.logit + AROUND_WEIGHT * wide
    change = SECOND_LOOK_WEIGHT * (logit_share(mean) - logit_share(one.logit))
    return replace(one, score=one.score + change)
