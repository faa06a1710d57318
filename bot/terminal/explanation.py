"""How `dateline ask --explain` reads: what each signal gave, and what became of a passage."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.terminal.page import Page, Part
from bot.terminal.quotes import origin
from bot.wording.text import one_line

if TYPE_CHECKING:
    from bot.answering.explain import Explained, Explanation


def write_explanation(page: Page, explanation: "Explanation") -> None:
    """Write a paragraph for each passage that was looked at, best first."""
    page.line()
    page.line(Part("What was looked at", "bold"))
    if not explanation.passages:
        page.line("no passage within the limits of the question", indent=2)
    for number, one in enumerate(explanation.passages, 1):
        sentence = one_line(one.quote.sentence.text)
        page.line(f"{number:>3}  ", Part(fate(one, explanation.needed), "bold"), hanging=5)
        page.line(sentence, indent=5)
        page.line(Part(origin(one.quote), "dim"), indent=5, hanging=2)
        page.line(", ".join(signals(one)), indent=5, hanging=2)


def fate(one: "Explained", needed: float) -> str:
    """Say what became of a passage, and why."""
    sure = one.evidence.confidence
    said = {
        "quoted": f"quote {one.of}",
        "version": f"named beside quote {one.of}: says it with another number, date or name",
        "repeat": f"left out: repeats quote {one.of}",
        "unsure": f"left out: confidence {sure:.2f}, an answer needs {needed:.2f}",
        "missing": "left out: what the question turns on is not in the library",
        "beyond": "left out: others answer better",
    }
    return said[one.fate.value]


def signals(one: "Explained") -> Sequence[str]:
    """Say what each signal gave."""
    evidence, hit = one.evidence, one.evidence.hit
    again = "not read again" if evidence.logit is None else f"second look {evidence.logit:+.1f}"
    return [
        f"score {evidence.score:.3f}",
        f"cosine {hit.cosine:.3f} ({_rank(hit.vector_rank)})",
        f"BM25 {hit.bm25:.1f} ({_rank(hit.word_rank)})",
        *([f"fits the time by {hit.fit:.2f}"] if hit.fit else []),
        f"sentence {evidence.sentence_score:.2f}",
        f"holds {evidence.coverage:.0%} of the question",
        again,
        f"confidence {evidence.confidence:.2f}",
    ]


def explained_json(one: "Explained") -> dict[str, object]:
    """Return what each signal gave and what became of a passage, as JSON takes it."""
    evidence, hit = one.evidence, one.evidence.hit
    return {
        "fate": one.fate.value,
        "of_quote": one.of,
        "score": round(evidence.score, 4),
        "cosine": round(hit.cosine, 4),
        "vector_rank": hit.vector_rank,
        "bm25": round(hit.bm25, 4),
        "word_rank": hit.word_rank,
        "time_fit": round(hit.fit, 4),
        "sentence_score": round(evidence.sentence_score, 4),
        "coverage": round(evidence.coverage, 4),
        "second_look": None if evidence.logit is None else round(evidence.logit, 4),
        "confidence": round(evidence.confidence, 4),
    }


def _rank(rank: int | None) -> str:
    return "not among the best" if rank is None else f"rank {rank}"
