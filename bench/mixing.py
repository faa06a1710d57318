"""What each part of the order of passages is worth: `make bench-mixing`.

    python bench/mixing.py scifact squad [--limit N]

Ranks the candidates of every question anew with other weights, and prints nDCG@10 and the share of
questions with a right text first, on the even and on the odd questions: choose on the ones, report
the others. Texts are indexed as `dateline eval` does. Indexes and logits are kept in
.dateline-bench/, so that only the first run takes long. BENCH_DATA is the folder of the data sets.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

import bot.answering.surroundings as surroundings
import bot.answering.weighing as weighing
import index.search as search
from beir import DATA
from bot.answering.evidence import Evidence, leads
from bot.answering.gathering import Gatherer
from bot.answering.scope import Scope
from bot.answering.second_look import ENOUGH, SECOND_LOOK, SECOND_LOOK_WEIGHT, logit_share
from bot.answering.sentence_scorer import SentenceScorer
from bot.answering.weighing import Weigher
from bot.evaluation.beir import KnownQuestion, read_beir
from bot.evaluation.corpus import index_texts
from bot.evaluation.metrics import ndcg
from bot.library import Library
from bot.settings import Settings
from kept_scores import keep, recall

WORK = Path(".dateline-bench") / "eval"
CANDIDATES, READ, AROUND = 80, 15, 3


@dataclass(frozen=True)
class Candidate:
    """A passage and all that its place in the order is made of."""

    text: str  # the id of its text
    cosine: float
    words: float  # BM25 as a share of a full match
    sentence: float
    coverage: float
    lacks_code: bool
    has_other: bool
    logit: float | None
    around: float | None  # the logit with what stands around it; None without neighbours


@dataclass(frozen=True)
class Mix:
    """The weights of one order."""

    vectors: float = search.VECTOR_WEIGHT
    sentence: float = weighing.SENTENCE_WEIGHT
    coverage: float = weighing.COVERAGE_WEIGHT
    second_look: float = SECOND_LOOK_WEIGHT
    lacking_code: float = weighing.LACKING_CODE
    read: int = SECOND_LOOK
    least: int = SECOND_LOOK  # read where one of them answers surely
    around: int = surroundings.LOOK_AROUND
    close: float = surroundings.CLOSE
    codes: str = "another last"  # or "lacking last", or "no rule"

    def order(self, found: Sequence[Candidate]) -> list[str]:
        """Return the ids of texts, each where its first passage stands."""
        first = [self._first(one) for one in found]
        order = sorted(range(len(found)), key=lambda n: (self._last(found[n]), -first[n]))
        score = {n: first[n] - 10 for n in order}  # what is not read stays behind what is
        sure = any((found[n].logit or 0.0) >= ENOUGH for n in order[: self.least])
        for n in order[: self.least if sure else self.read]:
            score[n] = self._mixed(first[n], found[n].logit)
        order.sort(key=lambda n: (self._last(found[n]), -score[n]))
        far = len(order) > 1 and score[order[0]] - score[order[1]] > self.close
        for n in order[: 0 if far else self.around]:
            logit, around = found[n].logit, found[n].around
            if logit is not None and around is not None:
                score[n] = self._mixed(first[n], (logit + around) / 2)
        order.sort(key=lambda n: (self._last(found[n]), -score[n]))
        return list(dict.fromkeys(found[n].text for n in order))

    def _first(self, one: Candidate) -> float:
        fused = self.vectors * max(one.cosine, 0.0) + (1 - self.vectors) * min(one.words, 1.0)
        score = fused + self.sentence * one.sentence + self.coverage * one.coverage
        score /= 1 + self.sentence + self.coverage
        return score - self.lacking_code * one.lacks_code

    def _mixed(self, first: float, logit: float | None) -> float:
        if logit is None:
            return first
        return (1 - self.second_look) * first + self.second_look * logit_share(logit)

    def _last(self, one: Candidate) -> bool:
        return {"another last": one.has_other, "lacking last": one.lacks_code}.get(
            self.codes, False
        )


MIXES = {
    "as it is": Mix(),
    "as it was": Mix(0.5, 0.3, 0.0, 0.75, 0.0, around=0, codes="lacking last"),
    "vectors 0.5": Mix(vectors=0.5),
    "vectors 0.7": Mix(vectors=0.7),
    "sentence 0.15": Mix(sentence=0.15),
    "coverage 0": Mix(coverage=0.0),
    "coverage 0.2": Mix(coverage=0.2),
    "second look 0": Mix(second_look=0.0),
    "second look 0.5": Mix(second_look=0.5),
    "second look 1": Mix(second_look=1.0),
    "6 read": Mix(read=6),
    "6 read, 10 where none is sure": Mix(least=6),
    "15 read": Mix(read=15),
    "none read with what is around": Mix(around=0),
    "all read so, close or not": Mix(close=1.0),
    "3 read with what is around": Mix(around=3),
    "a missing code last": Mix(codes="lacking last"),
    "no rule for codes": Mix(codes="no rule", lacking_code=0.0),
}


def candidates(library: Library, question: KnownQuestion, ids: dict[str, str]) -> list[Candidate]:
    with library._gatherer() as gatherer:
        return _candidates(library, gatherer, question, ids)


def _candidates(
    library: Library, gatherer: Gatherer, question: KnownQuestion, ids: dict[str, str]
) -> list[Candidate]:
    asked = gatherer.understood(question.text, Scope(as_of=question.asked_on))
    hits = gatherer._searcher.search(asked, k=2 * CANDIDATES)
    dates = gatherer.store.event_dates.of([hit.passage.id for hit in hits])
    weigher = Weigher(asked, SentenceScorer(asked, gatherer.store.terms), dates)
    found = weigher.weigh(hits)[:CANDIDATES]
    texts = [
        "\n".join((one.passage.source.title, *leads(one), one.passage.text)) for one in found[:READ]
    ]
    logits = library._reranker.scores(asked.text, texts).tolist()
    read = [replace(one, logit=logit) for one, logit in zip(found, logits, strict=False)]
    best = sorted(read, key=lambda one: -one.logit)[: 2 * AROUND]
    around: dict[int, float] = {}
    for one in best:
        wide = surroundings.with_surroundings(one, gatherer.store.passages.beside(one.passage))
        if wide is not None:
            around[one.passage.id] = float(library._reranker.scores(asked.text, [wide])[0])
    full = search.FULL_MATCH * asked.weight
    return [_candidate(one, full, ids, around) for one in (*read, *found[READ:])]


def _candidate(
    one: Evidence, full: float, ids: dict[str, str], around: dict[int, float]
) -> Candidate:
    hit = one.hit
    return Candidate(
        ids[Path(hit.passage.source.path).name],
        hit.cosine,
        hit.bm25 / full if full else 0.0,
        one.sentence_score,
        one.coverage,
        not one.has_codes,
        one.has_other,
        one.logit,
        around.get(hit.passage.id),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=["scifact", "squad"])
    parser.add_argument("--limit", type=int, default=400, help="questions of each, drawn by chance")
    options = parser.parse_args()
    for name in options.names or ["scifact", "squad"]:
        data = read_beir(DATA / name)
        settings, ids = index_texts(data.texts, WORK / name, Settings(budget_seconds=600))
        asked = [one for one in data.questions if one.is_ranked]
        asked = random.Random(7).sample(asked, min(options.limit, len(asked)))
        with Library.open(settings) as library:
            if library._reranker is None:
                raise SystemExit("no reranker is installed: pip install 'dateline[reranker]'")
            recall(library, WORK / name / "logits.npz")
            found = [candidates(library, one, ids) for one in asked]
            keep(library, WORK / name / "logits.npz")
        print(f"{name}: {len(asked)} questions{'':12} nDCG@10 tune  check   first tune  check")
        for label, mix in MIXES.items():
            orders = [mix.order(some) for some in found]
            gains = [ndcg(o, q.relevant) for o, q in zip(orders, asked, strict=True)]
            right = [o[0] in q.relevant for o, q in zip(orders, asked, strict=True)]
            cells = [np.mean(v[half::2]) for v in (gains, right) for half in (0, 1)]
            print(f"  {label:32}" + "".join(f"{cell:>10.3f}" for cell in cells))


if __name__ == "__main__":
    main()
