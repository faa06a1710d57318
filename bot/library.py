"""The library as every face sees it: ask, search, look up, examine.

Owns which store and which model answer, and that a running process sees what another one wrote.
Faces ask this and nothing below it.
"""

import difflib
import logging
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Self

from bot.answering.answer import HITS_BY_DATE, Answer, Answerer
from bot.answering.evidence import Evidence
from bot.answering.gathering import Gatherer
from bot.answering.quotes import Place, Quote
from bot.answering.scope import Scope
from bot.answering.since import Since, make_since
from bot.answering.timeline import Timeline, make_timeline
from bot.indexing import check_settings, model_identity, models_dir
from bot.settings import Settings
from index.embedding import Embedder, questions_for
from index.embedding.reranker import Reranker, described, open_reranker
from index.errors import UsageError
from index.periods import Days
from index.search import Searcher
from index.store.records import (
    Excerpt,
    LibrarySummary,
    SourceRecord,
    StoredDocument,
)
from index.store.store import Store
from index.store.tables import FORMAT_VERSION

if TYPE_CHECKING:
    from bot.answering.explain import Explanation
    from bot.audit import Suspect

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RankedQuote:
    """A passage with what speaks for it, as `dateline search` and `ask --explain` show it."""

    quote: Quote
    cosine: float
    bm25: float
    vector_rank: int | None  # from 1; None where vectors did not bring it up
    word_rank: int | None  # from 1; None where words did not
    time_fit: float  # 0 to 1, how well it speaks of the time that is asked about
    sentence_score: float  # of its best sentence
    logit: float | None  # of the second look; None where it was not read again
    confidence: float  # 0 to 1, how likely it answers


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be read when the library was last brought in line."""

    path: str
    reason: str  # with the next step
    since: datetime | None  # in UTC; None: since before that was noted


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
    second_look: str  # the name of the cross-encoder, or why there is none
    lagging: bool
    in_memory: tuple[str, ...] = ()  # derived indexes that are not on disk: "word", "vector"
    failed: tuple[FailedFile, ...] = ()  # by path


class Library:
    """An index that is open for questions. Safe to use from several threads."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        embedder: Embedder,
        *,
        reranker: Reranker | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        """Use `open`; `today` is what "last week" in a question is told from."""
        self._reranker = reranker
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
            reranker = open_reranker(settings.reranker, settings.index_dir / "rerankers")
        except BaseException:
            store.close()
            raise
        return cls(settings, store, embedder, reranker=reranker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        self._searcher.close()
        self._store.close()

    def warm(self) -> None:
        """Run both models once, so that the first question need not wait for them.

        Raises ModelError.
        """
        with self._lock:
            searcher = self._searcher
        searcher.warm()
        if self._reranker is not None:
            self._reranker.warm()

    def ask(
        self,
        question: str,
        *,
        scope: Scope = Scope(),
        quotes: int | None = None,
        asked_at: float | None = None,
        shown: Collection[Place] = (),
    ) -> Answer:
        """Return quotes or a refusal; what stands at `shown` last. Raises QuestionError.

        `asked_at`, of `time.monotonic()`, is when a question that waited was asked: the second look
        has to be done within the budget from then on.
        """
        count = self._settings.quotes if quotes is None else quotes
        return Answerer(self._gatherer()).answer(
            question, scope=scope, quotes=count, until=self._until(asked_at), shown=shown
        )

    def explain(
        self, question: str, *, scope: Scope = Scope(), quotes: int | None = None
    ) -> "Explanation":
        """Return what `ask` does, and why each passage was quoted or left out.

        Raises QuestionError.
        """
        # Here, and not above: questions do without it.
        from bot.answering.explain import explain

        until = self._until()
        answerer = Answerer(self._gatherer())
        count = self._settings.quotes if quotes is None else quotes
        answer = answerer.answer(question, scope=scope, quotes=count, until=until)
        found = answerer.search(question, scope=scope, k=HITS_BY_DATE, until=until)
        return explain(answer, found, self._settings.refuse_below)

    def timeline(
        self,
        topic: str,
        *,
        between: Days = Days(),
        scope: Scope = Scope(),
        limit: int = 20,
        asked_at: float | None = None,
    ) -> Timeline:
        """Return the best quotes about a topic by the time they speak of, or a refusal.

        `asked_at` as in `ask`. Raises QuestionError.
        """
        gatherer = self._gatherer()
        return make_timeline(
            gatherer,
            gatherer.store.summary(),
            topic,
            between=between,
            scope=scope,
            limit=limit,
            until=self._until(asked_at),
        )

    def since(
        self,
        day: date,
        *,
        topic: str | None = None,
        added: bool = False,
        limit: int = 10,
        asked_at: float | None = None,
    ) -> Since:
        """Return what documents say that were published, or added, on `day` or later.

        `asked_at` as in `ask`. Raises QuestionError.
        """
        gatherer = self._gatherer()
        return make_since(
            gatherer,
            gatherer.store,
            day,
            topic=topic,
            added=added,
            limit=limit,
            until=self._until(asked_at),
        )

    def audit(self) -> "list[Suspect]":
        """Return the documents whose dates an admin should look at, by path."""
        # Here, and not above: questions do without readers and YAML, and start the sooner.
        from bot.audit import audit

        return audit(self._current().documents.each(), self._today())

    def check(self, quote: Quote) -> None:
        """Compare a quote with the stored text now. Raises QuoteMismatch."""
        self._gatherer().check(quote)

    def search(self, question: str, *, scope: Scope = Scope(), k: int = 10) -> list[RankedQuote]:
        """Return ranked hits with what each ranked on. Raises QuestionError."""
        answerer = Answerer(self._gatherer())
        found = answerer.search(question, scope=scope, k=k, until=self._until())
        return [_ranked(one, quote) for one, quote in found]

    def sources(self) -> list[SourceRecord]:
        """Return every document, by path."""
        return self._current().documents.sources()

    def document(self, name: str) -> StoredDocument:
        """Return a document by its path, or by the end of its path where only one ends so.

        Raises UsageError with near names where there is none, or more than one.
        """
        store = self._current()
        stored = store.documents.get(name)
        if stored is not None:
            return stored
        wanted = name.replace("\\", "/").removeprefix("./").strip("/")
        paths = [source.path for source in store.documents.sources()]
        ends = [p for p in paths if p == wanted or (wanted and p.endswith("/" + wanted))]
        # A file that holds several documents: any of them.
        ends = ends or [p for p in paths if f"/{p}".rpartition("#")[0].endswith(f"/{wanted}")]
        if len(ends) == 1:
            stored = store.documents.get(ends[0])
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
        return self._current().documents.titles(part, limit)

    def summary(self) -> LibrarySummary:
        """Return what the library covers."""
        return self._current().summary()

    def status(self) -> Status:
        """Return what an admin wants to know."""
        store = self._current()
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
            vector_index=store.vector_kind.described,
            second_look=described(self._settings.reranker),
            lagging=store.lagging,
            in_memory=store.made_here,
            failed=tuple(
                FailedFile(
                    one.path,
                    one.reason,
                    datetime.fromtimestamp(one.since, UTC) if one.since else None,
                )
                for one in store.documents.failures().values()
            ),
        )

    def _until(self, asked_at: float | None = None) -> float:
        """Return when the second look has to be done at a question asked then, or now."""
        return (time.monotonic() if asked_at is None else asked_at) + self._settings.budget_seconds

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

    def _gatherer(self) -> Gatherer:
        with self._lock:
            store, searcher = self._fresh(), self._searcher
        return Gatherer(
            store,
            searcher,
            refuse_below=self._settings.refuse_below,
            today=self._today(),
            second_look=self._reranker,
        )


def _ranked(evidence: Evidence, quote: Quote) -> RankedQuote:
    hit = evidence.hit
    return RankedQuote(
        quote=quote,
        cosine=hit.cosine,
        bm25=hit.bm25,
        vector_rank=hit.vector_rank,
        word_rank=hit.word_rank,
        time_fit=hit.fit,
        sentence_score=evidence.sentence_score,
        logit=evidence.logit,
        confidence=evidence.confidence,
    )
