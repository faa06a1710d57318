"""A data set in BEIR's layout: corpus.jsonl, queries.jsonl and qrels/*.tsv.

Owns what is read of it; beside BEIR's own fields that is `date` of documents and questions, and
`answers` and `answerable` of questions.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class Text:
    """A document of the corpus."""

    id: str
    title: str  # "" for none
    text: str
    published: str | None  # a day, a month or a year, as in ISO 8601


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question of which something is known."""

    id: str
    text: str
    asked_on: date | None
    answers: tuple[str, ...]  # any of them answers it; () where they are not told
    answerable: bool | None  # None where it is not told
    relevant: Mapping[str, int]  # grade by document id, all above 0

    @property
    def is_ranked(self) -> bool:
        """Whether it tells something about ranking."""
        return bool(self.relevant) and self.answerable is not False


@dataclass(frozen=True, slots=True)
class DataSet:
    """Documents, and questions of which something is known."""

    name: str
    texts: tuple[Text, ...]
    questions: tuple[KnownQuestion, ...]


def read_beir(folder: Path) -> DataSet:
    """Read a data set; questions without a judgement, and not told unanswerable, are left out.

    Of several files of judgements `test.tsv` counts, where there is none they all do. Raises
    UsageError.
    """
    relevant: dict[str, dict[str, int]] = {}
    for question, text, grade in _judgements(folder):
        if grade > 0:
            relevant.setdefault(question, {})[text] = grade
    texts = tuple(
        Text(_word(each, "_id"), str(each.get("title") or ""), _word(each, "text"), _date(each))
        for each in _lines(folder / "corpus.jsonl")
    )
    questions = [
        _question(each, relevant.get(_word(each, "_id"), {}))
        for each in _lines(folder / "queries.jsonl")
    ]
    known = tuple(one for one in questions if one.relevant or one.answerable is not None)
    if not texts or not known:
        raise UsageError(f"{folder} holds no documents or no judged questions; nothing to measure")
    return DataSet(folder.resolve().name, texts, known)


def _question(given: dict[str, Any], relevant: Mapping[str, int]) -> KnownQuestion:
    answerable = given.get("answerable")
    day = _date(given)
    try:
        asked_on = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise UsageError(
            f"the date {day!r} of the question {given['_id']!r} is not a day like 2020-01-09"
        ) from error
    return KnownQuestion(
        id=_word(given, "_id"),
        text=_word(given, "text"),
        asked_on=asked_on,
        answers=tuple(str(answer) for answer in given.get("answers") or ()),
        answerable=None if answerable is None else bool(answerable),
        relevant=relevant,
    )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                found = json.loads(line)
                if not isinstance(found, dict):
                    raise UsageError(f"{path}, line {number}: not a JSON object")
                yield found
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read as lines of JSON: {error}") from error


def _judgements(folder: Path) -> Iterator[tuple[str, str, int]]:
    paths = sorted((folder / "qrels").glob("*.tsv"))
    paths = [path for path in paths if path.name == "test.tsv"] or paths
    for path in paths:
        try:
            lines = path.read_text("utf-8").splitlines()
            for line in lines[1:]:
                question, text, grade = line.split("\t")
                yield question, text, int(grade)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"{path} cannot be read as a header and lines of question, document and grade: "
                f"{error}"
            ) from error


def _word(given: dict[str, Any], key: str) -> str:
    if not isinstance(given.get(key), str):
        raise UsageError(f"{json.dumps(given)[:80]} has no text under {key!r}")
    return str(given[key])


def _date(given: dict[str, Any]) -> str | None:
    return str(given["date"]) if given.get("date") else None
