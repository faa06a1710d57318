"""A data set in BEIR's layout as a library: one passage a text, in the real indexes."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.embedding import DEFAULT_MODEL, Model

DATA = Path(os.environ.get("BENCH_DATA", "../shared/data"))


@dataclass
class Task:
    texts: list[dict]
    questions: list[dict]
    relevant: dict[str, dict[str, int]]


def load(name: str, *, unanswerable: bool = False) -> Task:
    """Read a data set; with `unanswerable`, also the questions that nothing in it answers."""
    folder = DATA / name
    if not folder.is_dir():
        raise SystemExit(f"{folder} is not there; set BENCH_DATA to a folder with {name}/")
    lines = lambda file: [json.loads(x) for x in (folder / file).open(encoding="utf-8")]  # noqa: E731
    relevant: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels/test.tsv").read_text().splitlines()[1:]:
        question, text, score = line.split("\t")
        if int(score) > 0:
            relevant.setdefault(question, {})[text] = int(score)
    questions = [
        q
        for q in lines("queries.jsonl")
        if unanswerable or (q["_id"] in relevant and q.get("answerable", True))
    ]
    return Task(lines("corpus.jsonl"), questions, relevant)


def embed(task: Task, cache: Path) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of texts and questions by the default model; kept, since they take a minute."""
    if not cache.exists():
        model = Model(DEFAULT_MODEL, cache.parent / "models")
        passages = model.passages(len(task.texts)).embed_passages([t["text"] for t in task.texts])
        questions = model.questions().embed_questions([q["text"] for q in task.questions])
        np.savez(cache, passages=passages, questions=questions)
    kept = np.load(cache)
    return kept["passages"], kept["questions"]
