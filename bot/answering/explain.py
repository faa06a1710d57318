"""Why each passage was quoted or left out.

Owns the reasons; what each signal gave is in the evidence, the words for people are the faces'.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answering.answer import Answer
from bot.answering.evidence import Evidence
from bot.answering.quotes import Quote
from bot.answering.versions import ALIKE

# Passages that are explained where fewer are not quoted.
EXPLAINED = 10


class Fate(StrEnum):
    """What became of a passage that was found."""

    QUOTED = "quoted"
    VERSION = "version"  # says a quote's matter otherwise, and is named beside it
    REPEAT = "repeat"  # says the very same as a quote
    UNSURE = "unsure"  # its confidence is below what an answer needs
    MISSING = "missing"  # what the question turns on stands nowhere in the library
    BEYOND = "beyond"  # would answer, and others answer better


@dataclass(frozen=True, slots=True)
class Explained:
    """A passage, what speaks for it, and what became of it."""

    evidence: Evidence
    quote: Quote
    fate: Fate
    of: int | None  # the number of the quote that it is, repeats or is a version of, from 1


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer and the passages that were looked at, best first."""

    answer: Answer
    passages: tuple[Explained, ...]
    needed: float  # the confidence of an answer, 0 to 1


def explain(answer: Answer, found: Sequence[tuple[Evidence, Quote]], needed: float) -> Explanation:
    """Say of the best of `found`, and of all that stand in the answer, what became of them."""
    passages = [
        Explained(evidence, quote, *_fate(answer, evidence, quote, needed))
        for evidence, quote in found
    ]
    kept = [
        one
        for number, one in enumerate(passages)
        if number < EXPLAINED or one.fate in (Fate.QUOTED, Fate.VERSION)
    ]
    return Explanation(answer, tuple(kept), needed)


def _fate(
    answer: Answer, evidence: Evidence, quote: Quote, needed: float
) -> tuple[Fate, int | None]:
    for number, shown in enumerate(answer.quotes, 1):
        if _place(shown) == _place(quote):
            return Fate.QUOTED, number
    if evidence.confidence < needed:
        return Fate.UNSURE, None
    if not answer.answered:
        return Fate.MISSING, None
    for number, shown in enumerate(answer.quotes, 1):
        if _place(quote) in map(_place, shown.versions):
            return Fate.VERSION, number
        if quote.source in shown.repeated_in and _alike(quote.text, shown.text):
            return Fate.REPEAT, number
    return Fate.BEYOND, None


def _place(quote: Quote) -> tuple[str, int]:
    return quote.source.path, quote.start


def _alike(one: str, other: str) -> bool:
    a, b = set(one.casefold().split()), set(other.casefold().split())
    return len(a & b) >= ALIKE * len(a | b)
