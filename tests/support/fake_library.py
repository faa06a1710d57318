"""A library with fixed answers, in the shape of `bot.library`, for tests of the faces."""

import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import ModuleType, SimpleNamespace

from bot.answering.answer import Answer
from bot.answering.quotes import Place, Quote, QuotedLead, Sentence
from bot.answering.scope import Scope
from bot.answering.since import Since
from bot.answering.timeline import Entry as TimelineEntry
from bot.answering.timeline import Timeline
from bot.audit import Concern, DateClaim, Suspect
from bot.charts.counted import Coverage, quotes_by_time
from bot.charts.histogram import Histogram
from index.documents import Entry, EventDate, Origin
from index.errors import QuoteMismatch, UsageError
from index.libraries import LibraryRecord, Seen
from index.passages import LeadKind
from index.periods import Days
from index.store.records import Excerpt, LibrarySummary, SourceRecord, StoredLead

TEXT = (
    "Sadr led protests. Khamenei invited him to Tehran. It failed.\n\nPizza was served. The end.\n"
)
SOURCE = SourceRecord(
    id=1,
    path="source_docs/sadr.txt",
    sha256="ab" * 32,
    title="Who met whom",
    published="2020-01-09",
    published_from=Origin.HEADER,
    url=None,
    characters=len(TEXT),
    passages=2,
    warnings=(),
)
UNDATED = replace(
    SOURCE, id=2, path="source_docs/plain.txt", title="Plain", published=None, published_from=None
)
LIBRARY = LibrarySummary(
    documents=1, passages=2, first_published="2020-01-09", last_published="2020-01-09", undated=0
)

HEADING = StoredLead(LeadKind.HEADING, 0, 4, "Sadr")

NO_LIMITS = Scope()
ALL_TIME = Days()
SEPTEMBER = Days(date(2019, 9, 1), date(2019, 9, 30))


def quote(start: int = 0, end: int = 61, marked: str = "Khamenei invited him to Tehran.") -> Quote:
    at = TEXT.index(marked)
    return Quote(
        text=TEXT[start:end],
        start=start,
        end=end,
        source=SOURCE,
        sentence=Sentence(marked, at, at + len(marked)),
        event_dates=(),
        score=0.75,
    )


QUOTE = quote()
PIZZA = quote(63, 80, "Pizza was served.")
LOGGED = replace(  # a quote with all that can stand around one
    QUOTE,
    leads=(
        QuotedLead(LeadKind.HEADING, "## Windows", 100, 110),
        QuotedLead(LeadKind.HEADER_ROW, "| Who | Where |", 120, 135),
    ),
    entry=Entry(0, 62, "2024-03-04", Origin.HEADING),
    repeated_in=(UNDATED,),
    versions=(PIZZA,),
)
EVENT = replace(QUOTE, event_dates=(EventDate("last September", "2019-09", 0, 14),))

ENTRY = TimelineEntry(EVENT, "2019-09", SEPTEMBER, EVENT.event_dates[0])
PUBLICATION_ENTRY = TimelineEntry(
    QUOTE, "2020-01-09", Days(date(2020, 1, 9), date(2020, 1, 9)), None
)


def answered(*quotes: Quote, question: str = "Who?") -> Answer:
    return Answer(question, True, quotes or (QUOTE,), (), LIBRARY)


def refused(*nearest: Quote, question: str = "Who?") -> Answer:
    return Answer(question, False, (), nearest, LIBRARY)


def timeline(
    *entries: TimelineEntry, topic: str = "Sadr", undated: tuple[Quote, ...] = ()
) -> Timeline:
    return Timeline(topic, True, entries or (ENTRY,), undated, (), LIBRARY, ALL_TIME, NO_LIMITS)


def coverage() -> Coverage:
    return Coverage(LIBRARY, quotes_by_time(timeline(ENTRY)), Histogram("month", ()))


def since(*quotes: Quote, topic: str | None = None, added: bool = False) -> Since:
    found = quotes or (QUOTE,)
    return Since(date(2020, 1, 1), added, topic, len(found), found, (), LIBRARY)


def hit(found: Quote, vector_rank: int | None = 1, word_rank: int | None = 2) -> SimpleNamespace:
    return SimpleNamespace(
        quote=found, cosine=0.7125, bm25=12.4, vector_rank=vector_rank, word_rank=word_rank
    )


def status(**changes: object) -> SimpleNamespace:
    values: dict[str, object] = {
        "library": LIBRARY,
        "model": "all-MiniLM-L6-v2",
        "dimension": 384,
        "weights_sha256": "53aa",
        "generation": 3,
        "format_version": 1,
        "index_dir": ".dateline",
        "source_docs": "source_docs",
        "size_bytes": 412_300,
        "vector_index": "Flat",
        "second_look": "off",
        "lagging": False,
        "in_memory": (),
        "failed": (),
        "libraries": (LibraryRecord("main", public=True),),
    }
    return SimpleNamespace(**(values | changes))


def failed_file(path: str, since: datetime | None = None) -> SimpleNamespace:
    return SimpleNamespace(path=path, reason="is locked", since=since)


def report(**changes: object) -> SimpleNamespace:
    values: dict[str, object] = {
        "added": (),
        "changed": (),
        "removed": (),
        "unchanged": 1,
        "failed": (),
        "warnings": (),
        "skipped": (),
        "skipped_kinds": (),
        "left": (),
        "passages_embedded": 0,
        "dates_read_anew": 0,
        "cut_again": 0,
        "seconds": 0.25,
        "library": LIBRARY,
    }
    return SimpleNamespace(**(values | changes))


def suspect(
    *concerns: Concern, claims: tuple[DateClaim, ...] = (), source: SourceRecord = SOURCE
) -> Suspect:
    return Suspect(source, concerns or (Concern.DISAGREE,), claims)


def finding(level: str, what: str, mend: str = "", *, mended: bool = False) -> SimpleNamespace:
    return SimpleNamespace(level=level, what=what, mend=mend, mended=mended)


def diagnosis(*findings: SimpleNamespace, healthy: bool = True) -> SimpleNamespace:
    return SimpleNamespace(findings=findings, healthy=healthy)


def outcome(path: str, reason: str) -> SimpleNamespace:
    return SimpleNamespace(path=path, reason=reason)


@dataclass
class FakeLibrary:
    """Answers as told and remembers what it was asked."""

    answer: Callable[[str, int], Answer] = lambda question, quotes: answered(question=question)
    hits: list[SimpleNamespace] = field(default_factory=lambda: [hit(QUOTE)])
    asked: list[tuple[str, Scope, int]] = field(default_factory=list)
    line: Timeline = field(default_factory=timeline)
    news: Since = field(default_factory=since)
    covers: Coverage = field(default_factory=coverage)
    called: list[tuple[object, ...]] = field(default_factory=list)  # timeline and since
    suspects: list[Suspect] = field(default_factory=list)
    wrong: Quote | None = None  # is not what the stored text says
    closed: bool = False

    def seen_by(self, seen: Seen) -> "FakeLibrary":
        return self

    def libraries(self) -> list[LibraryRecord]:
        return []

    def named(self, names: Collection[str]) -> Seen:
        return frozenset(names) or None

    def __enter__(self) -> "FakeLibrary":
        self.closed = False
        return self

    def __exit__(self, *error: object) -> None:
        self.closed = True

    def ask(
        self,
        question: str,
        *,
        scope: Scope = NO_LIMITS,
        quotes: int = 3,
        asked_at: float | None = None,
        crowd: float = 1.0,
        shown: frozenset[Place] = frozenset(),
    ) -> Answer:
        self.asked.append((question, scope, quotes))
        return replace(self.answer(question, quotes), scope=scope)

    def check(self, quote: Quote) -> None:
        assert not self.closed
        if quote == self.wrong:
            raise QuoteMismatch("the quote is not what the document says")

    def search(
        self, question: str, *, scope: Scope = NO_LIMITS, k: int = 10
    ) -> list[SimpleNamespace]:
        self.asked.append((question, scope, k))
        return self.hits

    def timeline(
        self,
        topic: str,
        *,
        between: Days = ALL_TIME,
        scope: Scope = NO_LIMITS,
        limit: int = 20,
        asked_at: float | None = None,
        crowd: float = 1.0,
    ) -> Timeline:
        self.called.append(("timeline", topic, between, scope, limit))
        return self.line

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
        self.called.append(("since", day, topic, added, limit))
        return self.news

    def coverage(self) -> Coverage:
        return self.covers

    def audit(self) -> list[Suspect]:
        return self.suspects

    def sources(self) -> list[SourceRecord]:
        return [SOURCE]

    def document(self, name: str) -> SimpleNamespace:
        if name != SOURCE.path:
            raise UsageError(f"There is no document '{name}'.")
        return SimpleNamespace(source=SOURCE, text=TEXT)

    def at(self, sha256: str, start: int, end: int) -> Excerpt:
        assert sha256 == SOURCE.sha256
        return Excerpt(SOURCE, TEXT[start:end], start, end, "", "", leads=(HEADING,))

    def summary(self) -> LibrarySummary:
        return LIBRARY

    def status(self) -> SimpleNamespace:
        return status()


class FakeModule(ModuleType):
    """Stands in for `bot.library`, `bot.indexing` and `bot.doctor`."""

    def __init__(self, library: FakeLibrary) -> None:
        super().__init__("bot.library")
        self.settings: list[object] = []
        self.options: dict[str, object] = {}
        self.report = report()
        self.diagnosis = diagnosis(finding("ok", "All is well."))

        def open_library(settings: object) -> FakeLibrary:
            self.settings.append(settings)
            return library

        self.Library = SimpleNamespace(open=open_library)

    def bring_in_line(
        self, settings: object, *, progress: Callable, waiting: Callable, **options: object
    ) -> SimpleNamespace:
        self.options = options
        progress(SimpleNamespace(stage="reading", done=1, total=2))
        waiting("waiting for another dateline")
        return self.report

    def examine(self, settings: object, *, repair: bool) -> SimpleNamespace:
        self.options = {"repair": repair}
        return self.diagnosis


def stand_in(monkeypatch, library: FakeLibrary) -> FakeModule:
    module = FakeModule(library)
    monkeypatch.setitem(sys.modules, "bot.library", module)
    monkeypatch.setitem(sys.modules, "bot.indexing", module)
    monkeypatch.setitem(sys.modules, "bot.doctor", module)
    return module
