"""What a conversation has shown already comes last, and a sentence with the new words first.

Owns the order of what is quoted for a follow-up; what was shown is kept in `conversation`.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from bot.answering.evidence import Evidence
from bot.answering.gathering import Gathered
from bot.answering.quotes import Place

# Of those that answer so nearly as well, the ones not yet shown come first.
UNSEEN_SHARE = 0.8


def unseen_first(found: Sequence[Evidence], shown: Collection[Place]) -> Sequence[Evidence]:
    """Return evidence with the sentences at the places `shown` last among near equals."""
    if not shown or not found:
        return found
    least = UNSEEN_SHARE * max(one.score for one in found)
    first = [one for one in found if one.score >= least and _place(one) not in shown]
    return first + [one for one in found if one not in first]


def with_unseen_sentence(
    one: Evidence, gathered: Gathered, shown: Collection[Place], terms: Callable[[str], list[str]]
) -> Evidence:
    """Return evidence with another sentence marked where the one shown before lacks the new words.

    "Who was elected?", "And her predecessor?": the name stands for "her" alone, so the sentence
    that holds "predecessor" answers, not once more the one that holds the name.
    """
    if _place(one) not in shown:
        return one
    passage = one.passage
    held = [
        frozenset(terms(passage.text[s.start - passage.start : s.end - passage.start]))
        for s in passage.sentences
    ]
    shown_before = passage.sentences.index(one.sentence)
    known = held[shown_before]
    new = [word.terms for word in gathered.question.words if known.isdisjoint(word.terms)]
    all_scored = gathered.weigher.sentences(one.hit)
    # "When was the Kestrel built?", "How much does it weigh?": one sentence may answer both.
    least = UNSEEN_SHARE * max((s.score for s in all_scored if s.number == shown_before), default=0)
    scored = [
        each
        for each in all_scored
        if each.score >= least and any(not held[each.number].isdisjoint(word) for word in new)
    ]
    if not scored:
        return one
    best = max(scored, key=lambda each: each.score)
    return replace(one, sentence=passage.sentences[best.number], has_wanted=best.has_wanted)


def _place(one: Evidence) -> Place:
    return one.passage.source.sha256, one.sentence.start
