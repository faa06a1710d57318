"""Fits and shows the refusal rule of bot/answering/confidence.py: `make bench-refusal`.

Questions of SQuAD. A library answers the questions of its own articles and none of the others'.
Two kinds of library: half of all articles at once, and each article alone. The rule is fitted on
the articles with even numbers and shown on the odd ones.
"""

import tempfile
from datetime import date
from pathlib import Path

import numpy as np

import bot.answering.confidence as confidence
from beir import embed, load
from bot.answering.sentence_scorer import SentenceScorer
from index.question import understand
from index.search import FULL_MATCH, fuse
from index.store.records import Published
from index.store.words import WordEntry, WordIndex
from index.terms import content_terms

WORK = Path(".dateline-bench")


def samples(task, vectors, questions, inside: set[str], asked: list[int]) -> np.ndarray:
    """Rows of (answerable, best cosine, its coverage) of the best-ranked passages."""
    rows = [n for n, t in enumerate(task.texts) if t["title"] in inside]
    with tempfile.TemporaryDirectory() as folder:
        words = WordIndex.create(Path(folder) / "words")
        words.write(
            (
                WordEntry(n, n, task.texts[n]["text"], "", task.texts[n]["title"], None, None)
                for n in rows
            ),
            gone_documents=[],
        )
        out = []
        for q in asked:
            text = task.questions[q]["text"]
            terms = content_terms(words.terms(text))
            bm25 = dict(words.matching(terms, 100, published=Published()))
            cosines = vectors[rows] @ questions[q]
            full = FULL_MATCH * sum(words.rarity(terms).values())
            fused = fuse(cosines, np.array([bm25.get(n, 0.0) for n in rows]), full)
            scorer = SentenceScorer(understand(text, words, date(2026, 1, 1)), words.terms)
            best = max(
                (
                    (
                        cosines[i],
                        scorer.coverage(
                            f"{task.texts[rows[i]]['title']}\n{task.texts[rows[i]]['text']}"
                        ),
                    )
                    for i in np.argsort(-fused)[:5]
                ),
                key=lambda pair: confidence.by_words(*pair),
            )
            title = titles[task.questions[q]["_id"]]
            out.append((title in inside, *best))
    return np.array(out)


def show(name: str, data: np.ndarray, weights: np.ndarray) -> None:
    yes, x = data[:, 0] > 0.5, np.c_[np.ones(len(data)), data[:, 1:]]
    p = 1 / (1 + np.exp(-x @ weights))
    auc = np.mean([(p[yes][:, None] > p[~yes][None]).mean()])
    cos = (data[yes, 1][:, None] > data[~yes, 1][None]).mean()
    print(
        f"{name:28} answered {np.mean(p[yes] >= 0.5):.3f}  refused {np.mean(p[~yes] < 0.5):.3f}"
        f"  AUROC {auc:.3f} (cosine alone {cos:.3f})  n {len(data)}"
    )


def fit(data: np.ndarray) -> np.ndarray:
    x, y = np.c_[np.ones(len(data)), data[:, 1:]], data[:, 0]
    w = np.zeros(3)
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(3), x.T @ (y - p))
    return w


WORK.mkdir(exist_ok=True)
task = load("squad")
vectors, questions = embed(task, WORK / "squad.npz")
of_text = {t["_id"]: t["title"] for t in task.texts}
titles = {q["_id"]: of_text[next(iter(task.relevant[q["_id"]]))] for q in task.questions}
articles = sorted(set(of_text.values()))
rng = np.random.default_rng(0)
parts = {}
for part in (0, 1):
    mine = articles[part::2]
    asked = [n for n, q in enumerate(task.questions) if titles[q["_id"]] in mine]
    large = samples(task, vectors, questions, set(mine[::2]), asked[::2])
    small = [
        samples(
            task,
            vectors,
            questions,
            {title},
            [n for n in asked if titles[task.questions[n]["_id"]] == title][:60]
            + rng.choice(
                [n for n in asked if titles[task.questions[n]["_id"]] != title], 60
            ).tolist(),
        )
        for title in mine
    ]
    parts[part] = (large, np.concatenate(small))
weights = fit(np.concatenate(parts[0]))
print("fitted: BIAS {:.1f}, COSINE {:.1f}, COVERAGE {:.1f}".format(*weights))
now = np.array([confidence.BIAS, confidence.COSINE, confidence.COVERAGE])
for name, w in (("fitted", weights), ("as in bot/answering/confidence.py", now)):
    print(name)
    show("  large library, held out", parts[1][0], w)
    show("  one article, held out", parts[1][1], w)
