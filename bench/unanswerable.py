"""What is answered and refused late in conversations: `make bench-unanswerable`.

Reads unanswerable/mtrag_un.jsonl in the folder that BENCH_DATA names (MTRAG-UN: conversations, each
with `turns`, `answerability` and the `contexts` that answer its last question), or a file of that
kind. All contexts together are the library; the last question is asked after those before it,
whose answers are not looked at. It is one that the contexts answer, in part or not at all, or one
that leaves open what it is about; of those, some have contexts that fit one reading. Index and
logits are kept in .dateline-bench/. `--show` lists what is answered of what cannot be.
"""

import argparse
import json
import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from bot.answering.conversation import Conversation
from bot.evaluation.beir import Text
from bot.evaluation.corpus import index_texts
from bot.evaluation.metrics import auroc
from bot.library import Library
from bot.settings import Settings
from kept_scores import keep, recall

WORK = Path(".dateline-bench") / "unanswerable"
NO_ANSWER: Any = SimpleNamespace(quotes=())
KINDS = ("ANSWERABLE", "PARTIAL", "UNANSWERABLE", "UNDERSPECIFIED")
AS_ANSWERED = ("ANSWERABLE", "PARTIAL")


@dataclass(frozen=True)
class Asked:
    """One conversation's last question and what came of it."""

    question: str
    understood: str
    answered: bool
    middling: bool
    confidence: float
    first_right: bool  # what stands first, shown or quoted, is a context of the question
    marked: str


def ask(library: Library, given: dict[str, Any], ids: dict[str, str]) -> Asked:
    conversation = Conversation()
    *before, question = [turn["text"] for turn in given["turns"] if turn["speaker"] == "user"]
    for earlier in before:
        found = conversation.resolve(earlier)
        conversation.add(earlier, NO_ANSWER, found.text if found else None)
    turn = conversation.context.take_turn(
        question, lambda text, places: library.ask(text, shown=places)
    )
    answer, understood = turn.answer, turn.understood or question
    sure = max((hit.confidence for hit in library.search(understood)), default=0.0)
    first = (answer.quotes or answer.nearest)[:1]
    right = {context["id"] for context in given["contexts"]}
    return Asked(
        question,
        understood,
        answer.answered,
        answer.middling,
        sure,
        any(ids[Path(one.source.path).name] in right for one in first),
        "".join(one.sentence.text for one in first),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", help="JSON lines: see above")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    data = Path(os.environ.get("BENCH_DATA", "."))
    path = options.file or data / "unanswerable" / "mtrag_un.jsonl"
    if not path.is_file():
        print(f"Not measured: there is no {path}. See bench/unanswerable.py.")
        return
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    contexts = {one["id"]: one for row in rows for one in row["contexts"]}
    texts = [Text(one["id"], "", one["text"].strip(), None) for one in contexts.values()]
    settings, ids = index_texts(texts, WORK, Settings(budget_seconds=600))
    found: dict[str, list[Asked]] = defaultdict(list)
    with Library.open(settings) as library:
        recall(library, WORK / "logits.npz")
        print(f"{len(texts):,} contexts, {library.summary().passages:,} passages")
        for row in rows:
            found[row["answerability"]].append(ask(library, row, ids))
        keep(library, WORK / "logits.npz")
    print(f"{'':16}{'questions':>10}{'answered':>10}{'of these middling':>20}{'right first':>13}")
    for kind in KINDS:
        some = found[kind]
        middling = [one.middling for one in some if one.answered]
        right = f"{np.mean([one.first_right for one in some]):.3f}" if kind in AS_ANSWERED else "-"
        print(
            f"{kind.lower():16}{len(some):>10}{np.mean([one.answered for one in some]):>10.3f}"
            f"{np.mean(middling or [0]):>20.3f}{right:>13}"
        )
    sure = [one.confidence for one in found["ANSWERABLE"]]
    for kind in ("UNANSWERABLE", "UNDERSPECIFIED"):
        others = [one.confidence for one in found[kind]]
        print(f"AUROC of answerable against {kind.lower()}: {auroc(sure, others):.3f}")
    if options.show:
        for kind in KINDS[2:]:
            for one in found[kind]:
                if one.answered:
                    print(f"{kind} {one.confidence:.2f} {one.understood} « {one.marked[:90]}")


if __name__ == "__main__":
    main()
