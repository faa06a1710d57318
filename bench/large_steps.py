"""The steps of `large`, one a process: python large_steps.py build|warm|exact FOLDER.

Each prints one line of JSON.
"""

import hashlib
import json
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bot.answering.scope import Scope
from bot.indexing import models_dir
from bot.library import Library
from bot.settings import Settings
from generated import DAYS, FIRST_DAY, PASSAGES_PER_DOCUMENT, GeneratedDocument, Generator
from index.dates import dates_of
from index.documents import Document, Origin
from index.embedding import DEFAULT_MODEL, Model
from index.embedding.reranker import OFF
from index.intake import CUT
from index.passages import Passage, Span
from index.periods import Days
from index.store.layout import WriteLock
from index.store.records import Published, StoreIdentity
from index.store.store import Store
from index.store.tables import FORMAT_VERSION, FileStamp, NewDocument
from index.store.vectors.tuning import Best, recall

PASSAGES = int(os.environ.get("BENCH_PASSAGES", "100000"))
QUESTIONS = 300
BATCH = 500  # documents written at once
STAMP_NS = 1_600_000_000 * 10**9
# A tenth of the documents, a hundredth, and half of them.
FILTERS = {
    "within one tenth of the years": Published(
        after=date.fromordinal(FIRST_DAY.toordinal() + DAYS * 9 // 10)
    ),
    "within a hundredth of the years": Published(
        after=date.fromordinal(FIRST_DAY.toordinal() + DAYS * 99 // 100)
    ),
    "within one half of the years": Published(
        after=date.fromordinal(FIRST_DAY.toordinal() + DAYS // 2)
    ),
}
NAMED = Days(date(2019, 9, 1), date(2019, 9, 30))
REAL = (
    "Who invited Sadr to Tehran?",
    "When was the American embassy in Tehran occupied?",
    "What happened to the contractor in Kirkuk?",
    "Why did the US decide to kill Qasem Soleimani?",
    "How many people died in the earthquake in Japan in 2011?",
    "Which company bought the port terminal in September 2019?",
    "What did the central bank say about inflation and interest rates?",
    "Who won the presidential election after the second round?",
    "What is the population of France?",
    "How do I make a pizza with mozzarella and basil?",
)
# What a question waits for, by the part it belongs to. None of these calls another of them.
PARTS = {
    "embedding the question, beside the words": ["embedder.embed_questions"],
    "vectors (FAISS)": ["store.nearest"],
    "words (tantivy)": ["store.matching", "store.rarity", "store.terms", "store.absent"],
    "candidates' vectors (SQLite)": ["passages.vectors"],
    "passages (SQLite)": ["passages.get", "passages.published_days"],
    "checks of quotes (SQLite)": ["documents.get", "store.excerpt"],
    "event dates (SQLite)": ["event_dates.of", "event_dates.speaking_of"],
    "what the library covers (SQLite)": ["store.summary"],
    "what others wrote": ["library.superseded", "snapshots._newest_state"],
}
# With a second look every passage is read anew: a hundredth of a second each.
WITH_SECOND_LOOK = 60


def main(step: str, folder: str) -> None:
    settings = Settings(
        source_docs=Path(folder) / "source_docs", index_dir=Path(folder) / ".dateline"
    )
    print(json.dumps({"build": build, "warm": warm, "exact": exact}[step](settings)))


def build(settings: Settings) -> dict[str, Any]:
    """Write the library where it is not there yet, then make its derived indexes anew."""
    folder = settings.index_dir.parent
    made, kind = folder / "made.json", {"passages": PASSAGES, "format": FORMAT_VERSION, "as": CUT}
    if not made.exists() or json.loads(made.read_text()) != kind:
        shutil.rmtree(folder, ignore_errors=True)
        _write(settings)
        made.write_text(json.dumps(kind))
    lock = WriteLock(settings.index_dir)
    lock.acquire(0)
    store = Store.open_for_writing(settings.index_dir, lock)
    parts = {"write_words": store._files, "update": store._files.vectors}
    timed = {name: _timed(owner, name) for name, owner in parts.items()}
    began = time.perf_counter()
    store.update_derived(from_scratch=True)
    seconds = time.perf_counter() - began
    summary, layout = store.summary(), store.layout
    store.close()
    lock.release()
    sizes = {
        "SQLite": [layout.database],
        "words": [p for p in layout.words.rglob("*") if p.is_file()],
        "vectors": list(layout.folder.glob("vectors-*")),
    }
    return {
        "passages": summary.passages,
        "documents": summary.documents,
        "derived_s": seconds,
        "words_s": sum(timed["write_words"]),
        "vectors_s": sum(timed["update"]),
        "sizes_mb": {n: sum(p.stat().st_size for p in ps) / 1e6 for n, ps in sizes.items()},
    }


def _write(settings: Settings) -> None:
    settings.source_docs.mkdir(parents=True)
    settings.index_dir.mkdir()
    model = Model(DEFAULT_MODEL, models_dir(settings))
    made_of = model.identity()
    generator = Generator(model.passages(1))
    lock = WriteLock(settings.index_dir)
    lock.acquire(0)
    identity = StoreIdentity(
        model=made_of.name,
        weights_sha256=made_of.weights_sha256,
        dimension=made_of.dimension,
        model_tokens=made_of.max_tokens,
        passage_tokens=settings.passage_tokens,
    )
    store = Store.create(settings.index_dir, identity, lock)
    count = PASSAGES // PASSAGES_PER_DOCUMENT
    for first in range(0, count, BATCH):
        store.write(
            _new_document(settings.source_docs, first + n, document)
            for n, document in enumerate(generator.documents(min(BATCH, count - first)))
        )
    store.make_current()
    store.close()
    lock.release()
    questions = [*generator.questions(QUESTIONS - len(REAL)), *REAL]
    (settings.index_dir.parent / "questions.json").write_text(json.dumps(questions))


def _new_document(folder: Path, number: int, made: GeneratedDocument) -> NewDocument:
    """Write the file, for `dateline index` to find unchanged, and return it as it is stored."""
    text = f" date {made.published} {made.title}\n\n"
    body, passages = len(text), []
    for passage in made.passages:
        spans = []
        for sentence in passage.sentences:
            spans.append(Span(len(text), len(text) + len(sentence)))
            text += sentence + " "
        text = text[:-1] + "\n\n"
        passages.append(Passage(spans[0].start, spans[-1].end, tuple(spans)))
    file = folder / f"{number // 1000:03d}" / f"{number:06d}.txt"
    file.parent.mkdir(exist_ok=True)
    data = text.encode()
    file.write_bytes(data)
    os.utime(file, ns=(STAMP_NS, STAMP_NS))
    document = Document(
        path=f"{folder.name}/{file.relative_to(folder).as_posix()}",
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        body=body,
        title=made.title,
        published=made.published.isoformat(),
        published_from=Origin.HEADER,
    )
    vectors = np.stack([passage.vector for passage in made.passages])
    dates = dates_of(text, body, document.published)
    stamp = FileStamp(len(data), STAMP_NS)
    return NewDocument(document, stamp, passages, vectors, dates, cut=CUT)


def warm(settings: Settings) -> dict[str, Any]:
    """Ask every question once with nothing in between, then again with timers in the parts."""
    questions = _questions(settings)
    with Library.open(replace(settings, reranker=OFF)) as library:
        for question in questions[:30]:
            library.ask(question)
        answers = []
        total = list(_durations(questions, lambda q: answers.append(library.ask(q))))
        filtered = []
        for name, published in FILTERS.items():
            library.ask(questions[0], scope=Scope(published))
            taken = _durations(
                questions[::4], lambda q, p=published: library.ask(q, scope=Scope(p))
            )
            store = library._opened._store
            held = len(store.passages.ids(published)) / store.summary().passages
            filtered.append((name, statistics.median(taken), held))
        ids = library._opened._store.event_dates.speaking_of([NAMED])
        timed = [question.replace("?", " in September 2019?") for question in questions[::4]]
        library.ask(timed[0])
        taken = statistics.median(_durations(timed, library.ask))
        filtered.append(("that names a month", taken, len(ids) / library.summary().passages))
        timers = _timers(library)
        again: list[float] = []
        spent: dict[str, list[float]] = {part: [] for part in PARTS}
        calls: dict[str, int] = dict.fromkeys(PARTS, 0)
        for question in questions:
            again += _durations([question], library.ask)
            for part, several in timers.items():
                spent[part].append(1000 * sum(sum(one) for one in several))
                calls[part] += sum(len(one) for one in several)
                for one in several:
                    one.clear()
    parts = [
        (part, statistics.median(ms), f"{calls[part] / len(questions):.0f} calls")
        for part, ms in spent.items()
    ]
    rest = [t - sum(ms[n] for ms in spent.values()) for n, t in enumerate(again)]
    parts.append(("all else (fusing, marking, choosing)", statistics.median(rest), ""))
    return {
        "questions": len(questions),
        "median_ms": statistics.median(total),
        "p95_ms": float(np.percentile(total, 95)),
        "answered": sum(a.answered for a in answers) / len(answers),
        "parts": parts,
        "filtered": filtered,
        "second_look": _with_second_look(
            settings, questions[:: len(questions) // WITH_SECOND_LOOK]
        ),
    }


def _timers(library: Library) -> dict[str, list[list[float]]]:
    # Nothing is written meanwhile, so that every question reads this one.
    with library._opened._store.snapshot() as store:
        pass
    owners = {
        "embedder": library._opened._embedding._embedder,
        "library": library._opened._store,
        "snapshots": library._opened._store._snapshots,
        "store": store,
        "passages": store.passages,
        "documents": store.documents,
        "event_dates": store.event_dates,
    }
    return {
        part: [_timed(owners[n.split(".")[0]], n.split(".")[1]) for n in names]
        for part, names in PARTS.items()
    }


def _with_second_look(settings: Settings, questions: list[str]) -> dict[str, Any] | None:
    """Ask questions for the first time, with all the time in the world; None without a reranker."""
    with Library.open(replace(settings, budget_seconds=60.0)) as library:
        if library._reranker is None:
            return None
        library.warm()
        passages, sentences = _timed(library._reranker, "scores"), []
        total = []
        for question in questions:
            passages.clear()
            total += _durations([question], library.ask)
            # The first call of an answer reads passages, the others the sentences of one each.
            sentences.append(1000 * sum(passages[1:]))
        kept = list(_durations(questions, library.ask))
    return {
        "questions": len(questions),
        "median_ms": statistics.median(total),
        "p95_ms": float(np.percentile(total, 95)),
        "sentences_ms": statistics.median(sentences),
        "kept_ms": statistics.median(kept),
    }


def exact(settings: Settings) -> dict[str, Any]:
    """Compare the vector index with a scan of all vectors by numpy, for the same questions."""
    with Library.open(settings) as library:
        questions = library._opened._embedding._embedder.embed_questions(_questions(settings))
        database = library._opened._store._database
        with library._opened._store.snapshot() as held:
            index = held.derived.vectors
        scopes = {
            name: None if published is None else database.passages.ids(published)
            for name, published in {"without a filter": None, **FILTERS}.items()
        }
        best = {name: Best(len(questions)) for name in scopes}
        for ids, vectors in database.changes.vector_blocks(0, 2**63 - 1):
            scores = questions @ vectors.T
            for name, among in scopes.items():
                inside = slice(None) if among is None else np.isin(ids, among)
                best[name].take(ids[inside], scores[:, inside])
        kinds = []
        for name, among in scopes.items():
            found, taken = [], []
            for vector in questions:
                began = time.perf_counter()
                found.append(index.nearest(vector, 100, among=among)[0])
                taken.append(1000 * (time.perf_counter() - began))
            rows = np.array([np.resize(np.append(f, np.full(100, -2)), 100) for f in found])
            kinds.append(
                {
                    "name": name,
                    "median_ms": statistics.median(taken),
                    "recall100": recall(best[name].ids, rows),
                }
            )
    return {"kinds": kinds, "chosen": index.kind.described}


def _questions(settings: Settings) -> list[str]:
    return json.loads((settings.index_dir.parent / "questions.json").read_text())


def _durations(questions: list[str], ask: Callable[[str], object]) -> Iterator[float]:
    for question in questions:
        began = time.perf_counter()
        ask(question)
        yield 1000 * (time.perf_counter() - began)


def _timed(owner: object, name: str) -> list[float]:
    """Let a method note the seconds of each of its calls in the list that is returned."""
    plain, seconds = getattr(owner, name), []

    def noted(*arguments: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return plain(*arguments, **named)
        finally:
            seconds.append(time.perf_counter() - began)

    setattr(owner, name, noted)
    return seconds


if __name__ == "__main__":
    main(*sys.argv[1:])
