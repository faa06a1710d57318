"""A source folder and an index beside it, driven through the real store and reindexing."""

import hashlib
import shutil
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from bot.answering.answer import Answerer
from bot.answering.gathering import Gatherer
from bot.answering.second_look import SecondLook
from hash_embedder import HashModel
from index.reindex import reindex
from index.report import Report
from index.search import QuestionEmbedding, Searcher
from index.store.layout import WriteLock
from index.store.records import StoreIdentity
from index.store.snapshot import Snapshot
from index.store.store import Store
from index.store.vectors import files as vector_files

TODAY = date(2026, 1, 1)


class FirstIndexes:
    """The first indexes of shelves, by what was indexed: made once, then copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, tuple[Report, list[str]]] = {}

    def copy(self, key: str, index_dir: Path) -> tuple[Report, list[str]] | None:
        """Copy the index to `index_dir`; return its report and the texts that were embedded."""
        if key not in self._made:
            return None
        shutil.copytree(self._folder / key, index_dir, dirs_exist_ok=True)
        return self._made[key]

    def keep(self, key: str, index_dir: Path, report: Report, embedded: list[str]) -> None:
        shutil.copytree(index_dir, self._folder / key)
        self._made[key] = report, embedded


class Shelf:
    def __init__(
        self,
        folder: Path,
        *,
        passage_tokens: int = 128,
        first_indexes: FirstIndexes | None = None,
    ) -> None:
        self.docs = folder / "source_docs"
        self.docs.mkdir(exist_ok=True)
        self.index_dir = folder / ".dateline"
        self.model = HashModel()
        self.passage_tokens = passage_tokens
        self._open: list[Store] = []
        self._held = ExitStack()
        self._first_indexes = first_indexes

    def add(self, name: str, text: str, *, published: str | None = None, title: str = "A title"):
        file = self.docs / name
        file.parent.mkdir(parents=True, exist_ok=True)
        header = f"date {published} {title}\n\n" if published else ""
        file.write_text(header + text, encoding="utf-8")
        return file

    def identity(self) -> StoreIdentity:
        made_of = self.model.identity()
        return StoreIdentity(
            made_of.name,
            made_of.weights_sha256,
            made_of.dimension,
            made_of.max_tokens,
            self.passage_tokens,
        )

    def index(self, **options):
        first = self._first_indexes
        if first is None or options or self.index_dir.exists():
            return self._index(options)
        key = self._contents()
        copied = first.copy(key, self.index_dir)
        if copied is not None:
            report, texts = copied
            self.model.embedder.embedded.extend(texts)
            return report
        before = len(self.model.embedder.embedded)
        report = self._index({})
        first.keep(key, self.index_dir, report, self.model.embedder.embedded[before:])
        return report

    def _contents(self) -> str:
        """Return a hash of all that the first index depends on."""
        hashed = hashlib.sha256(repr((self.identity(), vector_files.EXACT_LIMIT)).encode())
        for file in sorted(self.docs.rglob("*")):
            if file.is_file():
                name = file.relative_to(self.docs).as_posix()
                hashed.update(repr((name, file.read_bytes())).encode())
        return hashed.hexdigest()

    def _index(self, options) -> Report:
        lock = WriteLock(self.index_dir)
        lock.acquire(5)
        try:
            if (self.index_dir / "current").exists():
                store = Store.open_for_writing(self.index_dir, lock)
            else:
                store = Store.create(self.index_dir, self.identity(), lock)
                store.make_current()
            try:
                return reindex(
                    store,
                    self.docs,
                    self.model,
                    **{"max_file_bytes": 1_000_000, "today": TODAY} | options,
                )
            finally:
                store.close()
        finally:
            lock.release()

    def open(self) -> Store:
        store = Store.open(self.index_dir)
        self._open.append(store)
        return store

    def snapshot(self) -> Snapshot:
        """Hold the newest state of the library until the shelf is closed."""
        return self._held.enter_context(self.open().snapshot())

    def searcher(self, snapshot: Snapshot | None = None) -> Searcher:
        embedding = QuestionEmbedding(self.model.questions())
        self._held.callback(embedding.close)
        return Searcher(snapshot or self.snapshot(), embedding)

    def gatherer(
        self,
        refuse_below: float = 0.3,
        *,
        today: date = TODAY,
        second_look: SecondLook | None = None,
    ) -> Gatherer:
        held = self.snapshot()
        return Gatherer(
            held,
            self.searcher(held),
            refuse_below=refuse_below,
            today=today,
            second_look=second_look,
        )

    def answerer(
        self,
        refuse_below: float = 0.3,
        *,
        today: date = TODAY,
        second_look: SecondLook | None = None,
    ) -> Answerer:
        return Answerer(self.gatherer(refuse_below, today=today, second_look=second_look))

    def close(self) -> None:
        self._held.close()
        for store in self._open:
            store.close()
