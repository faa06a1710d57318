"""A source folder and an index beside it, driven through the real store and reindexing."""

from datetime import date
from pathlib import Path

from bot.answering.answer import Answerer
from bot.answering.gathering import Gatherer
from hash_embedder import HashModel
from index.reindex import reindex
from index.search import Searcher
from index.store.layout import WriteLock
from index.store.records import StoreIdentity
from index.store.store import Store

TODAY = date(2026, 1, 1)


class Shelf:
    def __init__(self, folder: Path, *, passage_tokens: int = 128) -> None:
        self.docs = folder / "source_docs"
        self.docs.mkdir(exist_ok=True)
        self.index_dir = folder / ".dateline"
        self.model = HashModel()
        self.passage_tokens = passage_tokens
        self._open: list[Store] = []

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

    def searcher(self, store: Store | None = None) -> Searcher:
        return Searcher(store or self.open(), self.model.questions())

    def gatherer(self, refuse_below: float = 0.3, *, today: date = TODAY) -> Gatherer:
        store = self.open()
        return Gatherer(store, self.searcher(store), refuse_below=refuse_below, today=today)

    def answerer(self, refuse_below: float = 0.3, *, today: date = TODAY) -> Answerer:
        return Answerer(self.gatherer(refuse_below, today=today))

    def close(self) -> None:
        for store in self._open:
            store.close()
