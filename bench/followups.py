"""How follow-up questions are understood, against rewrites by people: `make bench-followups`.

Reads a file of JSON lines, each with `history` (the questions before), `question` and `rewrite`
(the question as it would be asked alone), as the conversations of TREC CAsT and MTRAG have them:

    BENCH_DATA=../data python bench/followups.py    # reads followup/rewrites.jsonl there
    python bench/followups.py REWRITES.jsonl

No answers are looked at: what a pronoun stands for is told from the questions alone. Prints of how
many rewrites all words are there that they add, and how many questions that stand alone are left as
they are. Nothing is measured where there is no such file.
"""

import argparse
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bot.answering.conversation import Conversation
from index.store.words import Analyzer
from index.terms import FUNCTION_WORDS

# A question with one of these is understood with the one before, though a rewrite may keep it.
_LEANS = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|its|their|this|that|these|those|(?:what|how) about)\b",
    re.IGNORECASE,
)
_NO_ANSWER: Any = SimpleNamespace(quotes=())


@dataclass
class Counts:
    """What was found of one source, or of all."""

    told: list[bool] = field(default_factory=list)  # all added words are there
    could: list[bool] = field(default_factory=list)  # the same where the history has the words
    left: list[bool] = field(default_factory=list)  # stands alone by its rewrite, and is left
    plainly: list[bool] = field(default_factory=list)  # the same without words that lean
    words: list[int] = field(default_factory=list)  # in what is understood


def main() -> None:
    """Measure a file and print a table."""
    parser = argparse.ArgumentParser(description="Measure how follow-ups are understood.")
    parser.add_argument("rewrites", type=Path, nargs="?", help="JSON lines: see above")
    parser.add_argument("--show", action="store_true", help="list what is not told")
    arguments = parser.parse_args()
    data = Path(os.environ.get("BENCH_DATA", "."))
    path = arguments.rewrites or data / "followup" / "rewrites.jsonl"
    if not path.is_file():
        print(f"Follow-ups are not measured: there is no {path}. See bench/followups.py.")
        return
    counts: dict[str, Counts] = {}
    terms = Terms()
    for given in _lines(path):
        for name in (given["source"].split("-")[0], "all"):
            show = arguments.show and name == "all"
            _count(counts.setdefault(name, Counts()), given, terms, show=show)
    heads = ("added words", "where they could", "left alone", "plainly", "words")
    print(" " * 8 + "".join(f"{head:>18}" for head in heads))
    for name, found in counts.items():
        shares = (found.told, found.could, found.left, found.plainly)
        mean = sum(found.words) / max(len(found.words), 1)
        print(f"{name:8}" + "".join(f"{_share(each):>18}" for each in shares) + f"{mean:>18.1f}")


class Terms:
    """The words of a text that say something, as they are compared."""

    def __init__(self) -> None:
        self._analyzer = Analyzer()

    def __call__(self, text: str) -> set[str]:
        """Return the terms of a text without those that ask or bind."""
        return set(self._analyzer.terms(text)) - FUNCTION_WORDS


def understood(history: Sequence[str], question: str) -> str | None:
    """Return what a question is understood as after others, or None where it stands alone."""
    conversation = Conversation()
    for earlier in history:
        found = conversation.resolve(earlier)
        conversation.add(earlier, _NO_ANSWER, found.text if found else None)
    last = conversation.resolve(question)
    return last.text if last else None


def _count(counts: Counts, given: dict[str, Any], terms: Terms, *, show: bool) -> None:
    history, question, rewrite = given["history"], given["question"], given["rewrite"]
    found = understood(history, question)
    if question.strip() == rewrite.strip():
        counts.left.append(found is None)
        if not _LEANS.search(question):
            counts.plainly.append(found is None)
        return
    added = terms(rewrite) - terms(question)
    if not history or not added:
        return
    text = found or question
    is_told = added <= terms(text)
    counts.told.append(is_told)
    counts.words.append(len(text.split()))
    if added <= terms(" ".join(history)):
        counts.could.append(is_told)
        if show and not is_told:
            print(f"{history[-1]}\n  {question}\n  {found}\n  {rewrite}")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _share(held: list[bool]) -> str:
    return f"{sum(held) / len(held):.3f} ({len(held)})" if held else "-"


if __name__ == "__main__":
    main()
