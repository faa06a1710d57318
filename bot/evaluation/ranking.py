"""A data set's questions asked of its library: one value a question for every measure.

Owns what is measured and what each row of the report is; the arithmetic is in `metrics`.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.answering.answer import Answer
from bot.answering.scope import Scope
from bot.evaluation.beir import KnownQuestion
from bot.evaluation.metrics import auroc, ndcg, recall, reciprocal_rank, refused_at
from bot.evaluation.words import holds_any
from bot.library import Library, RankedQuote

# Passages looked at: all that are candidates by vectors or by words.
DEPTH = 200
RECALL_AT = (1, 3, 5, 10)
ANSWERED_AT = (0.8, 0.9, 0.95)

# Value by question id, by measure.
Values = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """How well confidence tells answerable questions from others."""

    auroc: float
    refused: Mapping[float, float]  # share of the others, by the share that is answered


@dataclass(frozen=True, slots=True)
class Measured:
    """What a data set's questions gave."""

    rows: Mapping[str, Values]  # by row: "vectors", "words", "fused", "second look", "answers"
    seconds: tuple[float, ...]  # of each question asked, from first to last
    refusal: Refusal | None  # None without both kinds of questions


def measure(
    questions: Sequence[KnownQuestion],
    ids: Mapping[str, str],
    first_look: Library,
    second_look: Library | None,
    asked: Callable[[int], None] = lambda _: None,
) -> Measured:
    """Ask every question of both libraries, one of which takes no second look.

    `ids` maps the name of a library's file to the id of its text; `asked` is told how many
    questions are done.
    """
    rows: dict[str, Values] = {"vectors": {}, "words": {}, "fused": {}}
    if second_look is not None:
        rows["second look"] = {}
    rows["answers"] = {}
    seconds = []
    sure: dict[bool, list[float]] = {True: [], False: []}
    library = second_look or first_look
    for done, question in enumerate(questions):
        asked(done)
        scope = Scope(as_of=question.asked_on)
        began = time.perf_counter()
        answer = library.ask(question.text, scope=scope)
        seconds.append(time.perf_counter() - began)
        for name, value in _answer_values(question, answer).items():
            rows["answers"].setdefault(name, {})[question.id] = value
        if question.answerable is not None:
            confident = library.search(question.text, scope=scope)
            best = max((hit.confidence for hit in confident), default=0.0)
            sure[question.answerable].append(best)
        if question.is_ranked:
            hits = first_look.search(question.text, scope=scope, k=DEPTH)
            orders = {
                "vectors": _by_rank(hits, lambda hit: hit.vector_rank),
                "words": _by_rank(hits, lambda hit: hit.word_rank),
                "fused": hits,
            }
            if second_look is not None:
                orders["second look"] = second_look.search(question.text, scope=scope, k=DEPTH)
            for row, order in orders.items():
                for name, value in _ranking_values(_texts(order, ids), question.relevant).items():
                    rows[row].setdefault(name, {})[question.id] = value
    return Measured({k: v for k, v in rows.items() if v}, tuple(seconds), _refusal(sure))


def _by_rank(
    hits: Iterable[RankedQuote], rank: Callable[[RankedQuote], int | None]
) -> list[RankedQuote]:
    ranked = [(place, hit) for hit in hits if (place := rank(hit)) is not None]
    return [hit for _, hit in sorted(ranked, key=lambda pair: pair[0])]


def _texts(hits: Iterable[RankedQuote], ids: Mapping[str, str]) -> list[str]:
    """Return the ids of the texts, each where its first passage stands."""
    names = (PurePosixPath(hit.quote.source.path).name for hit in hits)
    return list(dict.fromkeys(ids[name] for name in names))


def _ranking_values(ranked: Sequence[str], relevant: Mapping[str, int]) -> dict[str, float]:
    recalls = {f"recall@{k}": recall(ranked, relevant, k) for k in RECALL_AT}
    return {
        **recalls,
        "MRR@10": reciprocal_rank(ranked, relevant),
        "nDCG@10": ndcg(ranked, relevant),
    }


def _answer_values(question: KnownQuestion, answer: Answer) -> dict[str, float]:
    if question.answerable is False:
        return {"refused": float(not answer.answered)}
    values = {"answered": float(answer.answered)}
    if question.answers:
        # What stands first, also where it is shown as the nearest passage of a refusal.
        first = (answer.quotes or answer.nearest)[:1]
        quoted, marked = [one.text for one in first], [one.sentence.text for one in first]
        values["first quote"] = float(holds_any("".join(quoted), question.answers))
        values["marked sentence"] = float(holds_any("".join(marked), question.answers))
    return values


def _refusal(sure: Mapping[bool, Sequence[float]]) -> Refusal | None:
    answerable, others = sure[True], sure[False]
    if not answerable or not others:
        return None
    return Refusal(
        auroc(answerable, others),
        {share: refused_at(answerable, others, share) for share in ANSWERED_AT},
    )
