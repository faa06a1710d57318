"""Shows what ranking and marking are tuned on: `make bench-ranking`.

nDCG@10 and the share of questions with a right text first, on SciFact (test) and on the questions
of SQuAD that have an answer, for vectors alone, words alone and their fusion; and the share of
marked sentences that hold the answer. The weights of the code are marked with a star.
"""

import tempfile
from datetime import date
from pathlib import Path

import numpy as np

import index.search as search
import index.store.words as words_module
from beir import Task, embed, load
from bot.answering.sentence_scorer import SentenceScorer
from bot.answering.weighing import SENTENCE_WEIGHT
from index.question import understand
from index.sentences import split_sentences
from index.store.records import Published, SourceRecord, StoredPassage
from index.store.word_indexes import WordIndexes
from index.store.words import WordEntry, WordIndex
from index.terms import content_terms

WORK = Path(".dateline-bench")
TODAY = date(2026, 1, 1)
SOURCE = SourceRecord(1, "a.txt", "0" * 64, "", None, None, None, 1, 1, ())
CANDIDATES = search.CANDIDATES


def ndcg(ranked: list[str], relevant: dict[str, int]) -> float:
    gain = sum(relevant.get(i, 0) / np.log2(n + 2) for n, i in enumerate(ranked[:10]))
    best = sorted(relevant.values(), reverse=True)[:10]
    return gain / sum(s / np.log2(n + 2) for n, s in enumerate(best))


def rank(name: str, task: Task, vectors: np.ndarray, questions: np.ndarray, words: WordIndex):
    cosines = questions @ vectors.T
    ids = [t["_id"] for t in task.texts]
    asked = []
    for n, question in enumerate(task.questions):
        terms = content_terms(words.terms(question["text"]))
        bm25 = dict(words.matching(terms, CANDIDATES, published=Published()))
        near = np.argpartition(-cosines[n], CANDIDATES)[:CANDIDATES]
        rows = np.array(list(dict.fromkeys([*near.tolist(), *bm25])))
        held = np.array([bm25.get(i, 0.0) for i in rows])
        full = search.FULL_MATCH * sum(WordIndexes({"all": words}).rarity(terms).values())
        asked.append((rows, cosines[n][rows], held, full, task.relevant[question["_id"]]))
    kept = search.VECTOR_WEIGHT
    for label, weight in [
        ("words alone", 0.0),
        *((f"{w:.1f} vectors", w) for w in WEIGHTS),
        ("vectors alone", 1.0),
    ]:
        search.VECTOR_WEIGHT = weight
        figures = []
        for rows, near, held, full, relevant in asked:
            # Without its upper bound, so that words alone keep BM25's own order.
            scores = weight * np.clip(near, 0, 1) + (1 - weight) * held / full if full else near
            if 0 < weight < 1:
                scores = search.fuse(near, held, full)
            ranked = [ids[i] for i in rows[np.argsort(-scores, kind="stable")[:10]]]
            figures.append((ndcg(ranked, relevant), ranked[0] in relevant))
        mean = np.mean(figures, axis=0)
        star = "*" if weight == kept else " "
        print(f"{name:8} {label:14}{star} nDCG@10 {mean[0]:.3f}  first right {mean[1]:.3f}")
    search.VECTOR_WEIGHT = kept


def with_sentences(
    name: str, task: Task, vectors: np.ndarray, questions: np.ndarray, words: WordIndex
) -> None:
    """The order of bot/answering/weighing.py: passages re-ranked by their best sentence."""
    spans: dict[int, list] = {}
    figures: dict[float, list] = {}
    for n, question in enumerate(task.questions):
        terms = content_terms(words.terms(question["text"]))
        bm25 = dict(words.matching(terms, CANDIDATES, published=Published()))
        near = vectors @ questions[n]
        rows = np.array(list(dict.fromkeys([*np.argsort(-near)[:CANDIDATES].tolist(), *bm25])))
        full = search.FULL_MATCH * sum(WordIndexes({"all": words}).rarity(terms).values())
        fused = search.fuse(near[rows], np.array([bm25.get(i, 0.0) for i in rows]), full)
        top = np.argsort(-fused, kind="stable")[:9]
        scorer = SentenceScorer(understand(question["text"], words, TODAY), words.terms)
        best = []
        for row in rows[top]:
            text = task.texts[row]["text"]
            spans.setdefault(row, split_sentences(text, 0, len(text)))
            best.append(max(scorer.score(text[s.start : s.end]) for s in spans[row]))
        relevant = task.relevant[question["_id"]]
        for weight in (0.0, 0.1, 0.2, 0.3, 0.5):
            order = top[np.argsort(-(fused[top] + weight * np.array(best)), kind="stable")]
            ranked = [task.texts[i]["_id"] for i in rows[order]]
            figures.setdefault(weight, []).append((ndcg(ranked, relevant), ranked[0] in relevant))
    for weight, values in figures.items():
        mean = np.mean(values, axis=0)
        star = "*" if weight == SENTENCE_WEIGHT else " "
        print(
            f"{name:8} {weight:.1f} sentence  {star} nDCG@10 {mean[0]:.3f}"
            f"  first right {mean[1]:.3f}"
        )


def marked(task: Task, words: WordIndex) -> float:
    by_id = {t["_id"]: t["text"] for t in task.texts}
    right = []
    for question in task.questions:
        text = by_id[next(iter(task.relevant[question["_id"]]))]
        spans = split_sentences(text, 0, len(text))
        holds = [
            any(a.lower() in text[s.start : s.end].lower() for a in question["answers"])
            for s in spans
        ]
        if len(spans) > 1 and any(holds):
            scorer = SentenceScorer(understand(question["text"], words, TODAY), words.terms)
            passage = StoredPassage(1, SOURCE, 0, len(text), text, tuple(spans))
            best = max(scorer.sentences(passage), key=lambda one: one.score)
            right.append(holds[best.number])
    return float(np.mean(right))


WEIGHTS = (0.3, 0.4, 0.5, 0.6, 0.7)
WORK.mkdir(exist_ok=True)
for name in ("scifact", "squad"):
    task = load(name)
    vectors, questions = embed(task, WORK / f"{name}.npz")
    print(f"{name}: {len(task.texts)} texts, {len(task.questions)} questions")
    with tempfile.TemporaryDirectory() as folder:
        words = WordIndex.create(Path(folder) / "words")
        words.write(
            (
                WordEntry(n, n, t["text"], "", t["title"], None, None)
                for n, t in enumerate(task.texts)
            ),
            gone_documents=[],
        )
        rank(name, task, vectors, questions, words)
        kept = words_module.TITLE_BOOST
        for words_module.TITLE_BOOST in (0.0, 0.6):
            print(f"with a title boost of {words_module.TITLE_BOOST} instead of {kept}:")
            WEIGHTS, held = (search.VECTOR_WEIGHT,), WEIGHTS
            rank(name, task, vectors, questions, words)
            WEIGHTS = held
        words_module.TITLE_BOOST = kept
        with_sentences(name, task, vectors, questions, words)
        if name == "squad":
            print(f"marked sentence holds the answer: {marked(task, words):.3f}")
