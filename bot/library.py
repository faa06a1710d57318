"""The library as every face sees it: ask, search, look up, bring in line, examine.

Owns which store and which model answer, and that a running process sees what another one wrote.
Faces ask this and nothing below it.
"""

import difflib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Self

from bot.answering.answer import Answer, Answerer, Quote
from bot.answering.scope import Scope
from bot.answering.since import Since, make_since
from bot.answering.timeline import Timeline, make_timeline
from bot.settings import Settings
from bot.shaping import check_settings, identity_of, model_identity, models_dir
from index.documents import Document
from index.embedding import Embedder, Model, questions_for
from index.errors import StoreBusy, StoreError, StoreMissing, UsageError
from index.periods import Days
from index.search import Searcher
from index.store.database import Database
from index.store.layout import WriteLock, current_layout
from index.store.records import (
    Excerpt,
    LibrarySummary,
    SourceRecord,
    StoredDocument,
)
from index.store.store import Store
from index.store.tables import FORMAT_VERSION
from index.store.upgrade import upgrade

if TYPE_CHECKING:
    from bot.audit import Suspect
    from index.reindex import Progress, Report

log = logging.getLogger(__name__)

# A first indexing of many documents can take hours; a second process waits this long for it.
WRITER_WAIT_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class RankedQuote:
    """A hit as `dateline search` shows it."""

    quote: Quote
    cosine: float
    bm25: float
    vector_rank: int | None
    word_rank: int | None


@dataclass(frozen=True, slots=True)
class Status:
    """What an admin wants to know at a glance."""

    library: LibrarySummary
    model: str
    dimension: int
    weights_sha256: str
    generation: int
    format_version: int
    index_dir: str
    source_docs: str
    size_bytes: int
    vector_index: str
    lagging: bool


class Library:
    """An index that is open for questions. Safe to use from several threads."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        embedder: Embedder,
        *,
        today: Callable[[], date] = date.today,
    ) -> None:
        """Use `open`; `today` is what "last week" in a question is told from."""
        self._settings = settings
        self._store = store
        self._searcher = Searcher(store, embedder)
        self._today = today
        self._lock = threading.Lock()

    @classmethod
    def open(cls, settings: Settings) -> "Library":
        """Open the index for questions.

        Raises StoreMissing, StoreBroken, StoreMismatch, StoreBusy, StoreUnwritable or ModelError.
        """
        store = Store.open(settings.index_dir)
        try:
            check_settings(store.identity, settings)
            embedder = questions_for(model_identity(store.identity), models_dir(settings))
        except BaseException:
            store.close()
            raise
        return cls(settings, store, embedder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        self._searcher.close()
        self._store.close()

    def ask(self, question: str, *, scope: Scope = Scope(), quotes: int | None = None) -> Answer:
        """Return quotes or a refusal. Raises QuestionError."""
        count = self._settings.quotes if quotes is None else quotes
        return self._answerer().answer(question, scope=scope, quotes=count)

    def timeline(
        self, topic: str, *, between: Days = Days(), scope: Scope = Scope(), limit: int = 20
    ) -> Timeline:
        """Return the best quotes about a topic by the time they speak of, or a refusal.

        Raises QuestionError.
        """
        answerer = self._answerer()
        return make_timeline(
            answerer, answerer.store.summary(), topic, between=between, scope=scope, limit=limit
        )

    def since(
        self, day: date, *, topic: str | None = None, added: bool = False, limit: int = 10
    ) -> Since:
        """Return what documents say that were published, or added, on `day` or later.

        Raises QuestionError.
        """
        answerer = self._answerer()
        return make_since(answerer, answerer.store, day, topic=topic, added=added, limit=limit)

    def audit(self) -> "list[Suspect]":
        """Return the documents whose dates an admin should look at, by path."""
        # Here, and not above: questions do without readers and YAML, and start the sooner.
        from bot.audit import audit

        return audit(self._current().documents(), self._today())

    def check(self, quote: Quote) -> None:
        """Compare a quote with the stored text now. Raises QuoteMismatch."""
        self._answerer().check(quote)

    def search(self, question: str, *, scope: Scope = Scope(), k: int = 10) -> list[RankedQuote]:
        """Return ranked hits with what each ranked on. Raises QuestionError."""
        found = self._answerer().search(question, scope=scope, k=k)
        return [
            RankedQuote(quote, hit.cosine, hit.bm25, hit.vector_rank, hit.word_rank)
            for hit, quote in found
        ]

    def sources(self) -> list[SourceRecord]:
        """Return every document, by path."""
        return self._current().sources()

    def document(self, name: str) -> StoredDocument:
        """Return a document by its path, or by the end of its path where only one ends so.

        Raises UsageError with near names where there is none, or more than one.
        """
        store = self._current()
        stored = store.document(name)
        if stored is not None:
            return stored
        wanted = name.replace("\\", "/").removeprefix("./").strip("/")
        paths = [source.path for source in store.sources()]
        ends = [p for p in paths if p == wanted or (wanted and p.endswith("/" + wanted))]
        if len(ends) == 1:
            stored = store.document(ends[0])
            if stored is not None:
                return stored
        near = ends or difflib.get_close_matches(wanted, paths, n=3, cutoff=0.4)
        hint = f"; did you mean: {', '.join(near[:5])}" if near else ""
        several = "more than one document ends in" if len(ends) > 1 else "no document is named"
        raise UsageError(f"{several} {name!r}{hint}; see: dateline sources")

    def at(self, sha256: str, start: int, end: int) -> Excerpt:
        """Return a place of the document whose content hash begins with `sha256`, as it is now.

        Raises UsageError where no document has this content any more.
        """
        excerpt = self._current().excerpt(sha256, start, end)
        if excerpt is None:
            raise UsageError(
                f"no document has the content {sha256[:16]} any more at characters {start}-{end}; "
                "it was edited or removed: ask again"
            )
        return excerpt

    def titles(self, part: str, limit: int = 25) -> list[SourceRecord]:
        """Return documents whose title or path holds `part`, newest first, undated last."""
        return self._current().titles(part, limit)

    def summary(self) -> LibrarySummary:
        """Return what the library covers."""
        return self._current().summary()

    def status(self) -> Status:
        """Return what an admin wants to know."""
        store = self._current()
        kind = store.vector_kind
        recall = f", recall {kind.recall:.3f} at nprobe {kind.nprobe}" if kind.nprobe else ""
        files = (f for f in store.layout.folder.rglob("*") if f.is_file())
        return Status(
            library=store.summary(),
            model=store.identity.model,
            dimension=store.identity.dimension,
            weights_sha256=store.identity.weights_sha256,
            generation=store.generation,
            format_version=FORMAT_VERSION,
            index_dir=str(self._settings.index_dir),
            source_docs=str(self._settings.source_docs),
            size_bytes=sum(f.stat().st_size for f in files),
            vector_index=f"{kind.name}{recall}",
            lagging=store.lagging,
        )

    def _current(self) -> Store:
        """Return the store in use, with what other processes wrote."""
        with self._lock:
            return self._fresh()

    def _fresh(self) -> Store:
        if self._store.superseded():
            # Questions under way keep the old store; it closes when the last one lets go.
            fresh = Store.open(self._settings.index_dir)
            check_settings(fresh.identity, self._settings)
            embedder = questions_for(model_identity(fresh.identity), models_dir(self._settings))
            self._searcher = Searcher(fresh, embedder)
            self._store = fresh
        else:
            self._store.refresh()
        return self._store

    def _answerer(self) -> Answerer:
        with self._lock:
            store, searcher = self._fresh(), self._searcher
        return Answerer(
            store, searcher, refuse_below=self._settings.refuse_below, today=self._today()
        )


def bring_in_line(
    settings: Settings,
    *,
    progress: "Callable[[Progress], None]" = lambda _: None,
    waiting: Callable[[str], None] = lambda _: None,
    rebuild: bool = False,
    remove_all: bool = False,
    check_contents: bool = False,
) -> "Report":
    """Bring the index in line with the source folder; make it where there is none.

    One process does this at a time; `waiting` is told once when another is at it. With `rebuild`,
    a new index is made beside the old one, which answers until the new one is complete.

    Raises UsageError, StoreError or ModelError; what was written before an error stays.
    """
    # Not above, for the same reason as in `audit`.
    from index.reindex import Progress, reindex

    if not settings.source_docs.is_dir():
        raise UsageError(
            f"the folder {settings.source_docs} does not exist; make it and put documents there, "
            "or set DATELINE_SOURCE_DOCS to the folder that holds them"
        )
    lock = WriteLock(settings.index_dir)
    _acquire(lock, waiting)
    try:
        model = Model(settings.model, models_dir(settings))
        progress(Progress("preparing", 0, 0))
        store = None if rebuild else _existing(settings, lock)
        fresh = store is None
        if store is None:
            store = Store.create(settings.index_dir, identity_of(model, settings), lock)
        try:
            if not fresh:
                check_settings(store.identity, settings)
            elif not rebuild:
                # From now on what is written stays, also when the run is broken off.
                store.make_current()
            report = reindex(
                store,
                settings.source_docs,
                model,
                max_file_bytes=settings.max_file_bytes,
                today=datetime.now(UTC).date(),
                progress=progress,
                check_contents=check_contents,
                remove_all=remove_all,
                last_good=_last_good(settings) if rebuild else lambda _: None,
                added_at=_added_at(settings) if rebuild else {},
            )
            if rebuild:
                _refuse_to_empty(settings, report, remove_all)
                store.make_current()
            return report
        finally:
            store.close()
    finally:
        lock.release()


def _last_good(settings: Settings) -> Callable[[str], Document | None]:
    """Return what gives the documents of the index in use, for files that broke since."""
    try:
        database = _in_use(settings)
    except StoreError:
        return lambda _: None

    def document(path: str) -> Document | None:
        try:
            stored = database.document(path)
        except StoreError:
            return None
        if stored is None:
            return None
        source = stored.source
        return Document(
            path=source.path,
            sha256=source.sha256,
            text=stored.text,
            body=stored.body,
            title=source.title,
            published=source.published,
            published_from=source.published_from,
            url=source.url,
            warnings=source.warnings,
        )

    return document


def _in_use(settings: Settings) -> Database:
    """Return the truth of the index in use, also of one that an earlier Dateline wrote."""
    path = current_layout(settings.index_dir).database
    upgrade(path)
    return Database(path)


def _added_at(settings: Settings) -> dict[tuple[str, str], int]:
    """Return when the documents of the index in use came into it, for one made anew beside it."""
    try:
        return _in_use(settings).added_at()
    except StoreError:
        return {}


def _refuse_to_empty(settings: Settings, report: "Report", remove_all: bool) -> None:
    """Keep the index in use where its rebuild found nothing to put in its place."""
    if report.library.documents or remove_all:
        return
    try:
        held = _in_use(settings).summary().documents
    except StoreError:
        return
    if held:
        raise UsageError(
            f"{settings.source_docs} holds no document that can be read, the index holds {held}; "
            "the index was left as it is. If it is meant to be empty, add --remove-all"
        )


def _acquire(lock: WriteLock, waiting: Callable[[str], None]) -> None:
    try:
        lock.acquire(0)
    except StoreBusy:
        waiting("another process is writing to the index; waiting for it to end")
        lock.acquire(WRITER_WAIT_SECONDS)


def _existing(settings: Settings, lock: WriteLock) -> Store | None:
    try:
        return Store.open_for_writing(settings.index_dir, lock)
    except StoreMissing:
        return None
