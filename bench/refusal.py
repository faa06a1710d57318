"""Shows what is answered and what is refused, and fits the rule: `make bench-refusal`.

Libraries of several sizes hold the dated articles under tests/data, the second one half of SQuAD's
articles too, the third one SciFact's abstracts as well. Questions that they answer, that are about
other matters, and near misses: questions about the very paragraphs that do not answer them. The
folder of the data sets is BENCH_DATA; what is not there is left out. The coefficients of
`bot/answering/confidence.py` are fitted on what the second look read.
"""

import os
import random
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import yaml

from beir import load
from bot.answering.answer import asks_for_missing
from bot.answering.scope import Scope
from bot.indexing import bring_in_line
from bot.library import Library
from bot.settings import Settings

CLONE = Path(__file__).resolve().parent.parent
OWN = CLONE / "tests" / "data"
SAMPLE = int(os.environ.get("BENCH_SAMPLE", "150"))  # questions of one kind
NEAR = ("squad near miss", "own near_miss")
DEFAULT = 0.5


@dataclass(frozen=True)
class Asked:
    """A question, whether the library answers it, and what the best passage got."""

    kind: str
    answerable: bool
    confidence: float  # 0 where what it turns on stands nowhere
    logit: float
    coverage: float


def texts(folder: Path, name: str, titles: set[str] | None = None) -> None:
    folder.mkdir()
    for text in load(name).texts:
        if titles is None or text["title"] in titles:
            path = folder / f"{text['_id']}.txt"
            path.write_text(f"{text['title']}\n\n{text['text']}\n", encoding="utf-8")


def questions(squad: list[tuple[str, bool, str]]) -> list[tuple[str, bool, str, date | None]]:
    asked: list[tuple[str, bool, str, date | None]] = [(*one, None) for one in squad]
    for one in yaml.safe_load((OWN / "dated" / "questions.yaml").read_text(encoding="utf-8")):
        if "after" in one:
            continue
        refuse = bool(one.get("refuse"))
        day = one.get("as_of")
        kind = f"own {one['kind']}" if refuse else "own answered"
        asked.append((kind, not refuse, one["ask"], date.fromisoformat(str(day)) if day else None))
    for one in yaml.safe_load((OWN / "elsewhere.yaml").read_text(encoding="utf-8")):
        asked.append(("elsewhere", False, one["ask"], None))
    return asked


def of_squad(held: set[str]) -> list[tuple[str, bool, str]]:
    """Return questions on the articles that are `held` and on others, a sample of each kind."""
    task = load("squad", unanswerable=True)
    of_text = {text["_id"]: text["title"] for text in task.texts}
    kinds = defaultdict(list)
    title = ""
    for question in task.questions:
        relevant = task.relevant.get(question["_id"])
        # Questions without an answer stand among those on the same paragraph.
        title = of_text[next(iter(relevant))] if relevant else title
        inside, answerable = title in held, bool(question["answers"])
        if inside:
            kinds["squad answered" if answerable else "squad near miss"].append(question["text"])
        elif answerable:
            kinds["squad elsewhere"].append(question["text"])
    rng = random.Random(1)
    return [
        (kind, kind == "squad answered", text)
        for kind, some in kinds.items()
        for text in rng.sample(some, min(SAMPLE, len(some)))
    ]


def ask(library: Library, asked: list[tuple[str, bool, str, date | None]]) -> Iterator[Asked]:
    with library._gatherer() as gatherer:
        for kind, answerable, text, day in asked:
            scope = Scope(as_of=day)
            question = gatherer.understood(text, scope)
            found = gatherer.gather(question, 9, scope=scope).evidence
            if not found:
                continue
            best = max(found, key=lambda one: one.confidence)
            missing = asks_for_missing(question)
            yield Asked(
                kind,
                answerable,
                0.0 if missing else best.confidence,
                best.logit if best.logit is not None else float("nan"),
                best.coverage,
            )


def show(name: str, rows: list[Asked]) -> None:
    print(name)
    for kind in sorted({row.kind for row in rows}):
        some = [row for row in rows if row.kind == kind]
        right = [(row.confidence >= DEFAULT) == row.answerable for row in some]
        done = "answered" if some[0].answerable else "refused"
        print(f"  {kind:24} {done} {np.mean(right):.3f}  n {len(some)}")
    yes = np.array([r.confidence for r in rows if r.kind == "squad answered"])
    near = np.array([r.confidence for r in rows if r.kind == "squad near miss"])
    if len(yes) and len(near):
        auroc = (yes[:, None] > near).mean() + (yes[:, None] == near).mean() / 2
        print(f"  near misses of SQuAD: AUROC {auroc:.3f}")
    for level in (0.3, 0.5, 0.7):
        answered = np.mean([r.confidence >= level for r in rows if r.answerable])
        others = [r for r in rows if not r.answerable]
        refused = np.mean([r.confidence < level for r in others])
        far = np.mean([r.confidence < level for r in others if r.kind not in NEAR])
        print(
            f"  DATELINE_REFUSE_BELOW={level}: answered {answered:.3f}, refused {refused:.3f}, "
            f"without near misses {far:.3f}"
        )


def reliability(rows: list[Asked]) -> None:
    print("of questions with a confidence of …, so many are answerable")
    for low in np.arange(0, 1, 0.1):
        some = [r.answerable for r in rows if low <= r.confidence < low + 0.1 + (low > 0.85)]
        if some:
            print(f"  {low:.1f} to {low + 0.1:.1f}: {np.mean(some):.2f}  n {len(some)}")


def fitted(rows: list[Asked]) -> np.ndarray:
    read = [row for row in rows if not np.isnan(row.logit) and row.confidence > 0]
    x = np.array([(1, np.clip(row.logit, -9, 9), row.coverage) for row in read])
    y = np.array([row.answerable for row in read], float)
    counts = {kind: sum(row.kind == kind for row in read) for kind in {r.kind for r in read}}
    # Each kind counts the same, near misses half: nobody asks them as often as all others.
    weight = np.array([(0.5 if row.kind in NEAR else 1) / counts[row.kind] for row in read])
    w = np.zeros(3)
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = (x * (weight * p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(3)
        w += np.linalg.solve(step, x.T @ (weight * (y - p)))
    return w


everything: list[Asked] = []
with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    (folder / "docs").mkdir()
    shutil.copytree(OWN / "dated" / "docs", folder / "docs" / "own")
    try:
        titles = sorted({text["title"] for text in load("squad").texts})
    except SystemExit as error:
        print(f"without SQuAD and SciFact: {error}", file=sys.stderr)
        titles = []
    held = set(titles[::2])
    squad = of_squad(held) if titles else []
    steps = ["own articles", *(["with half of SQuAD", "with SciFact too"] if titles else [])]
    for step in steps:
        if step == "with half of SQuAD":
            texts(folder / "docs" / "squad", "squad", held)
        elif step == "with SciFact too":
            texts(folder / "docs" / "scifact", "scifact")
        settings = Settings(
            source_docs=folder / "docs", index_dir=folder / "index", budget_seconds=60
        )
        bring_in_line(settings)
        with Library.open(settings) as library:
            mine = squad if step != "own articles" else []
            rows = list(ask(library, questions(mine)))
            show(f"{step}: {library.summary().passages:,} passages", rows)
            everything += rows
reliability(everything)
print("fitted: READ_BIAS {:.2f}, LOGIT {:.2f}, READ_COVERAGE {:.2f}".format(*fitted(everything)))
