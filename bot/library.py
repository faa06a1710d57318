"""The library as every face sees it: ask, search, look up, examine.

Owns which store and which model answer, that a running process sees what another one wrote, and
that each question is answered from one state of the library. Faces ask this and nothing below it.
"""

import contextlib
import copy
import difflib
import logging
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

from bot.answering.answer import HITS_BY_DATE, Answer, Answerer
from bot.answering.evidence import Evidence
from bot.answering.gathering import Gatherer
from bot.answering.quotes import Place, Quote
from bot.answering.scope import Scope
from bot.answering.since import Since, make_since
from bot.answering.timeline import Timeline, make_timeline
from bot.charts.counted import Coverage, coverage_of
from bot.indexing import check_settings, model_identity, models_dir
from bot.opened import Opened
from bot.settings import Settings
from bot.status import Status, status_of
from index.embedding import Embedder, questions_for
from index.embedding.reranker import Reranker, open_reranker
from index.errors import StateGone, UsageError
from index.libraries import LibraryRecord, Seen, named_library
from index.periods import Days
from index.search import Searcher
from index.store.records import (
    Excerpt,
    LibrarySummary,
    SourceRecord,
    StoredDocument,
)
from index.store.snapshot import Snapshot
from index.store.store import Store

if TYPE_CHECKING:
    from bot.answering.explain import Explanation
    from bot.audit import Suspect

log = logging.getLogger(__name__)

Result = TypeVar("Result")

# How often a question is asked whose state was written over while it was read, which happens only
# to a file that this process may not write beside.
TRIES = 3
# A second look that is given less than that is not begun: it would read one passage of ten.
SHORTEST_LOOK_SECONDS = 0.15


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
        self._opened = Opened(settings, store, embedder)
        self._today = today
        self._seen: Seen = None

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
        self._opened.close()

    def seen_by(self, seen: Seen) -> "Library":
        """Return it as one sees it who may see some libraries alone; None is all of them.

        Nothing that it says depends on the others. It is open as long as this one is.
        """
        view = copy.copy(self)
        view._seen = seen
        return view

    def libraries(self) -> list[LibraryRecord]:
        """Return the libraries that there are, by name."""
        return self._read(lambda held: held.libraries())

    def named(self, names: Collection[str]) -> Seen:
        """Return the libraries that a person names; None where none is named.

        Raises UsageError, which lists those there are, for a name of none.
        """
        if not names:
            return None
        there = [one.name for one in self.libraries()]
        found = {name: named_library(name, there) for name in names}
        for name, library in found.items():
            if library not in there:
                raise UsageError(
                    f"there is no library {name!r}; the libraries are: {', '.join(there)}"
                )
        return frozenset(library for library in found.values() if library is not None)

    def warm(self) -> None:
        """Run both models once, so that the first question need not wait for them.

        Raises ModelError.
        """
        self._opened.in_use()[1].warm()
        if self._reranker is not None:
            self._reranker.warm()

    def ask(
        self,
        question: str,
        *,
        scope: Scope = Scope(),
        quotes: int | None = None,
        asked_at: float | None = None,
        crowd: float = 1.0,
        shown: Collection[Place] = (),
    ) -> Answer:
        """Return quotes or a refusal; what stands at `shown` last. Raises QuestionError.

        `asked_at`, of `time.monotonic()`, is when a question that waited was asked: the second look
        has to be done within the budget from then on. `crowd`: how many questions wait for each
        thread; they share the budget from now on, so that the last of them need not wait long.
        """
        count = self._settings.quotes if quotes is None else quotes
        until = self._until(asked_at, crowd)
        return self._asked(
            lambda gatherer: Answerer(gatherer).answer(
                question, scope=scope, quotes=count, until=until, shown=shown
            )
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
        count = self._settings.quotes if quotes is None else quotes

        def explained(gatherer: Gatherer) -> "Explanation":
            answerer = Answerer(gatherer)
            answer = answerer.answer(question, scope=scope, quotes=count, until=until)
            found = answerer.search(question, scope=scope, k=HITS_BY_DATE, until=until)
            return explain(answer, found, self._settings.refuse_below)

        return self._asked(explained)

    def timeline(
        self,
        topic: str,
        *,
        between: Days = Days(),
        scope: Scope = Scope(),
        limit: int = 20,
        asked_at: float | None = None,
        crowd: float = 1.0,
    ) -> Timeline:
        """Return the best quotes about a topic by the time they speak of, or a refusal.

        `asked_at` and `crowd` as in `ask`. Raises QuestionError.
        """
        until = self._until(asked_at, crowd)
        return self._asked(
            lambda gatherer: make_timeline(
                gatherer,
                gatherer.store.summary(),
                topic,
                between=between,
                scope=scope,
                limit=limit,
                until=until,
            )
        )

    def since(
        self,
        day: date,
        *,
        topic: str | None = None,
        added: bool = False,
        limit: int = 10,
        asked_at: float | None = None,
        crowd: float = 1.0,
    ) -> Since:
        """Return what documents say that were published, or added, on `day` or later.

        `asked_at` and `crowd` as in `ask`. Raises QuestionError.
        """
        until = self._until(asked_at, crowd)
        return self._asked(
            lambda gatherer: make_since(
                gatherer,
                gatherer.store,
                day,
                topic=topic,
                added=added,
                limit=limit,
                until=until,
            )
        )

    def audit(self) -> "list[Suspect]":
        """Return the documents whose dates an admin should look at, by path."""
        # Here, and not above: questions do without readers and YAML, and start the sooner.
        from bot.audit import audit

        return self._read(lambda held: audit(held.documents.each(), self._today()))

    def check(self, quote: Quote) -> None:
        """Compare a quote with the stored text now. Raises QuoteMismatch."""
        self._asked(lambda gatherer: gatherer.check(quote))

    def search(self, question: str, *, scope: Scope = Scope(), k: int = 10) -> list[RankedQuote]:
        """Return ranked hits with what each ranked on. Raises QuestionError."""
        until = self._until()
        found = self._asked(
            lambda gatherer: Answerer(gatherer).search(question, scope=scope, k=k, until=until)
        )
        return [_ranked(one, quote) for one, quote in found]

    def sources(self) -> list[SourceRecord]:
        """Return every document, by path."""
        return self._read(lambda held: held.documents.sources())

    def document(self, name: str) -> StoredDocument:
        """Return a document by its path, or by the end of its path where only one ends so.

        Raises UsageError with near names where there is none, or more than one.
        """
        return self._read(lambda held: self._document(held, name))

    @staticmethod
    def _document(held: Snapshot, name: str) -> StoredDocument:
        stored = held.documents.get(name)
        if stored is not None:
            return stored
        wanted = name.replace("\\", "/").removeprefix("./").strip("/")
        paths = [source.path for source in held.documents.sources()]
        ends = [p for p in paths if p == wanted or (wanted and p.endswith("/" + wanted))]
        # A file that holds several documents: any of them.
        ends = ends or [p for p in paths if f"/{p}".rpartition("#")[0].endswith(f"/{wanted}")]
        if len(ends) == 1:
            stored = held.documents.get(ends[0])
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
        excerpt = self._read(lambda held: held.excerpt(sha256, start, end))
        if excerpt is None:
            raise UsageError(
                f"no document has the content {sha256[:16]} any more at characters {start}-{end}; "
                "it was edited or removed: ask again"
            )
        return excerpt

    def titles(self, part: str, limit: int = 25) -> list[SourceRecord]:
        """Return documents whose title or path holds `part`, newest first, undated last."""
        return self._read(lambda held: held.documents.titles(part, limit))

    def coverage(self) -> Coverage:
        """Return how many documents there are of each time, and how many speak of it."""
        return self._read(coverage_of)

    def summary(self) -> LibrarySummary:
        """Return what the library covers."""
        return self._read(lambda held: held.summary())

    def status(self) -> Status:
        """Return what an admin wants to know."""
        store, _ = self._opened.in_use()
        with store.snapshot() as held:
            return status_of(store, held.seen_by(self._seen), self._settings)

    def _until(self, asked_at: float | None = None, crowd: float = 1.0) -> float:
        """Return when the second look has to be done at a question asked then, or now."""
        now, budget = time.monotonic(), self._settings.budget_seconds
        share = budget / max(crowd, 1.0)
        if share < min(budget, SHORTEST_LOOK_SECONDS):
            return now
        return min((now if asked_at is None else asked_at) + budget, now + share)

    @contextlib.contextmanager
    def _gatherer(self) -> Iterator[Gatherer]:
        """Hold one state of the library, and what gathers evidence of it."""
        store, embedding = self._opened.in_use()
        with store.snapshot() as whole:
            held = whole.seen_by(self._seen)
            yield Gatherer(
                held,
                Searcher(held, embedding),
                refuse_below=self._settings.refuse_below,
                today=self._today(),
                second_look=self._reranker,
            )

    def _asked(self, find: Callable[[Gatherer], Result]) -> Result:
        """Return what is found in one state of the library."""
        for _ in range(TRIES - 1):
            with contextlib.suppress(StateGone), self._gatherer() as gatherer:
                return find(gatherer)
        with self._gatherer() as gatherer:
            return find(gatherer)

    def _read(self, find: Callable[[Snapshot], Result]) -> Result:
        """Return what is read of one state of the library."""
        return self._asked(lambda gatherer: find(gatherer.store))


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
