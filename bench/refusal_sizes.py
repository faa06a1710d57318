"""Shows what is answered and refused by default in libraries of three sizes.

    python bench/refusal_sizes.py [--size 16|1,000|30,000] [--show] [--json FILE]

16 passages: the dated articles under tests/data and SciFact's abstracts, each in several libraries
of their own. 1,000: all of these articles and as many abstracts. 30,000: the articles, every
abstract, and the posts of a blog about programming. Asked are the articles' own questions,
SciFact's claims (those whose abstracts are held), and questions from elsewhere:
tests/data/elsewhere.yaml, and SQuAD's on matters that none of the others treats. Indexes and logits
are kept in .dateline-bench/, so that only the first run takes long. `make bench-sizes`; BENCH_DATA
is the folder of the data sets.
"""

import argparse
import json
import random
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np
import yaml

from beir import DATA, Task, load
from bot.answering.scope import Scope
from bot.evaluation.beir import Text
from bot.evaluation.corpus import _content
from bot.indexing import bring_in_line
from bot.library import Library
from bot.settings import Settings
from kept_scores import keep, recall
from own_sets import DATA as OWN
from own_sets import _holds

WORK = Path(".dateline-bench") / "refusal"
CLAIMS, FROM_SQUAD = 120, 100
# What articles of SQuAD have in common with the abstracts or the posts.
RELATED = {"Immune system", "Computational complexity theory", "Packet switching"}
OWN_DOCUMENTS, ABSTRACTS = 13, 5  # of a library of some 16 passages
SMALL_OF_SCIFACT = 12  # libraries
ABSTRACTS_OF_1000 = 270


@dataclass(frozen=True)
class Asked:
    """A question of one library and what it was told."""

    size: str
    kind: str
    question: str
    answerable: bool
    answered: bool
    confidence: float  # the best
    logit: float | None
    cosine: float
    coverage: float | None
    quoted: str  # the marked sentence of what stands first


@dataclass(frozen=True)
class Question:
    kind: str
    text: str
    answerable: bool
    documents: frozenset[str]  # that answer it, by the end of the path; none where nothing does
    day: date | None = None


def own_questions() -> Iterator[Question]:
    docs = OWN / "dated" / "docs"
    held = {p.relative_to(docs).as_posix(): p.read_text("utf-8") for p in sorted(docs.rglob("*.*"))}
    for one in yaml.safe_load((OWN / "dated" / "questions.yaml").read_text("utf-8")):
        if "after" in one:
            continue
        day = date.fromisoformat(str(one["as_of"])) if "as_of" in one else None
        if one.get("refuse"):
            yield Question(f"own, {one['kind']}", one["ask"], False, frozenset(), day)
            continue
        names = [p for p in held if p.endswith(one.get("document", ""))]
        names = [p for p in names if _holds(held[p], one["sentence"])] or names
        yield Question("own, answered", one["ask"], True, frozenset(names), day)


def names_of(texts: list[dict]) -> dict[str, str]:
    """Return the name of each text's file by its id, as `dateline eval` names it."""
    return {text["_id"]: f"text-{number:07}.txt" for number, text in enumerate(texts)}


def claims(task: Task) -> list[Question]:
    names = names_of(task.texts)
    chosen = random.Random(3).sample(task.questions, CLAIMS)
    return [
        Question(
            "SciFact, answered",
            one["text"],
            True,
            frozenset(names[i] for i in task.relevant[one["_id"]]),
        )
        for one in chosen
    ]


def from_elsewhere() -> list[Question]:
    found = [
        Question("elsewhere", one["ask"], False, frozenset())
        for one in yaml.safe_load((OWN / "elsewhere.yaml").read_text("utf-8"))
    ]
    task = load("squad")
    title = {text["_id"]: text["title"] for text in task.texts}
    others = [
        q["text"]
        for q in task.questions
        if title[next(iter(task.relevant[q["_id"]]))] not in RELATED
    ]
    chosen = random.Random(4).sample(others, FROM_SQUAD)
    return found + [Question("elsewhere, SQuAD", text, False, frozenset()) for text in chosen]


def libraries(task: Task, asked: list[Question]) -> Iterator[tuple[str, Path, list[Question]]]:
    """Make folders of documents, and say what is asked of each."""
    docs = OWN / "dated" / "docs"
    own = sorted(p for p in docs.rglob("*") if p.is_file())
    others = [q for q in asked if q.kind.startswith("elsewhere")]
    mine = [q for q in asked if q.kind.startswith("own")]
    sci = [q for q in asked if q.kind.startswith("SciFact")]
    parts = [own[n : n + OWN_DOCUMENTS] for n in range(0, len(own), OWN_DOCUMENTS)]
    for number, part in enumerate(parts):
        folder = WORK / f"16-own-{number}"
        _copy(part, docs, folder / "documents")
        yield "16", folder, _of(folder, mine) + others[number :: len(parts)]
    ids = names_of(task.texts)
    texts = {ids[text["_id"]]: text for text in task.texts}
    wanted = list(dict.fromkeys(name for q in sci for name in sorted(q.documents)))
    for number in range(SMALL_OF_SCIFACT):
        folder = WORK / f"16-scifact-{number}"
        _write(texts, wanted[number * ABSTRACTS : (number + 1) * ABSTRACTS], folder / "documents")
        yield "16", folder, _of(folder, sci) + others[number::SMALL_OF_SCIFACT]
    for size, names in (("1,000", [*wanted, *texts][:ABSTRACTS_OF_1000]), ("30,000", list(texts))):
        folder = WORK / size.replace(",", "")
        _copy(own, docs, folder / "documents" / "own")
        _write(texts, names, folder / "documents")
        if size == "30,000":
            _copy(
                sorted((DATA / "blog").glob("*.md")), DATA / "blog", folder / "documents" / "blog"
            )
        yield size, folder, _of(folder, mine) + _of(folder, sci) + others


def _copy(files: list[Path], base: Path, folder: Path) -> None:
    for path in files:
        new = folder / path.relative_to(base)
        new.parent.mkdir(parents=True, exist_ok=True)
        if not new.exists() or new.read_bytes() != path.read_bytes():
            shutil.copy2(path, new)


def _write(texts: dict[str, dict], names: list[str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        new, text = folder / name, texts[name]
        if not new.exists():
            new.write_bytes(_content(Text(name, text["title"], text["text"], None)))


def _of(folder: Path, questions: list[Question]) -> list[Question]:
    """Return the questions that nothing answers, and those of which a document is in `folder`."""
    names = {path.name for path in folder.rglob("documents/**/*") if path.is_file()}
    return [
        q for q in questions if not q.answerable or any(Path(d).name in names for d in q.documents)
    ]


def ask(size: str, library: Library, questions: list[Question]) -> Iterator[Asked]:
    for one in questions:
        scope = Scope(as_of=one.day)
        answer = library.ask(one.text, scope=scope)
        found = library.search(one.text, scope=scope, k=9)
        best = max(found, key=lambda hit: hit.confidence, default=None)
        first = (answer.quotes or answer.nearest)[:1]
        yield Asked(
            size,
            one.kind,
            one.text,
            one.answerable,
            answer.answered,
            best.confidence if best else 0.0,
            best.logit if best else None,
            best.cosine if best else 0.0,
            getattr(best, "coverage", None),
            "".join(quote.sentence.text for quote in first),
        )


def table(rows: list[Asked], passages: dict[str, list[int]]) -> None:
    sizes = list(dict.fromkeys(row.size for row in rows))
    kinds = sorted({(not row.answerable, row.kind) for row in rows})
    held = "  ".join(f"{size}: {np.median(passages[size]):,.0f}" for size in sizes)
    print(f"passages held  {held}\n{'':44}" + "".join(f"{size:>14}" for size in sizes))
    refused = [kind for wrong, kind in kinds if wrong]
    groups = [(f"{kind}, refused" if wrong else kind, [kind]) for wrong, kind in kinds]
    groups += [
        ("own, all that nothing answers", [k for k in refused if k.startswith("own")]),
        ("elsewhere, all", [k for k in refused if k.startswith("elsewhere")]),
        ("all that nothing answers", refused),
    ]
    for name, members in groups:
        cells = ""
        for size in sizes:
            some = [r for r in rows if r.size == size and r.kind in members]
            right = [r.answered == r.answerable for r in some]
            cells += f"{f'{np.mean(right):.3f} of {len(right)}' if right else '-':>14}"
        print(f"{name:44}{cells}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=("16", "1,000", "30,000"), action="append")
    parser.add_argument("--show", action="store_true", help="list what is wrong")
    parser.add_argument("--json", type=Path, help="write every question and its signals there")
    options = parser.parse_args()
    task = load("scifact")
    asked = [*own_questions(), *claims(task), *from_elsewhere()]
    rows: list[Asked] = []
    passages: dict[str, list[int]] = defaultdict(list)
    (WORK / "models").mkdir(parents=True, exist_ok=True)
    for size, folder, questions in libraries(task, asked):
        if options.size and size not in options.size:
            continue
        (folder / "index").mkdir(exist_ok=True)
        models = folder / "index" / "models"
        if not models.exists():
            models.symlink_to((WORK / "models").absolute(), target_is_directory=True)
        settings = Settings(
            source_docs=folder / "documents", index_dir=folder / "index", budget_seconds=600
        )
        bring_in_line(settings)
        with Library.open(settings) as library:
            recall(library, WORK / "logits.npz")
            passages[size].append(library.summary().passages)
            rows += ask(size, library, questions)
            keep(library, WORK / "logits.npz")
    table(rows, passages)
    if options.show:
        for row in rows:
            if row.answered != row.answerable:
                logit = "-" if row.logit is None else f"{row.logit:.1f}"
                quoted = " ".join(row.quoted.split())[:70]
                print(
                    f"{row.size:>7} {row.kind:18} {row.confidence:.2f} logit {logit:>5} "
                    f"cos {row.cosine:.2f}  {row.question[:90]} « {quoted}"
                )
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
