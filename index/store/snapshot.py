"""One state of a library, as a question reads it: rows, words and vectors of the same generation.

Owns what search and answering may ask of it. All of it is of the state that its connection holds:
the word index is that which this state of the truth names, and of the vectors what was removed
later is passed over and what came later is read of the truth. Who may see some libraries alone
gets a view of it, which reads nothing of the others. Which state that is, and how long it
is held, is in `snapshots`.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.documents import EventDate, touched
from index.libraries import LibraryRecord, Seen
from index.store.database import Database
from index.store.derived import Derived
from index.store.documents import Documents
from index.store.event_dates import EventDates
from index.store.passages import Passages
from index.store.records import Excerpt, LibrarySummary, Published
from index.store.vectors import VectorKind
from index.store.vectors.values import DamagedSegment

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]
# Sets of libraries that are remembered: what each of them may see is read but once.
MOST_VIEWS = 64


class _Indexes:
    """The derived indexes of one state, whoever looks at it."""

    def __init__(
        self, derived: Derived, replace_damaged: Callable[[DamagedSegment], Derived]
    ) -> None:
        self.derived = derived
        self._replace_damaged = replace_damaged

    def nearest(self, vector: Vectors, k: int, among: Ids | None) -> tuple[Ids, Vectors]:
        try:
            return self.derived.vectors.nearest(vector, k, among=among)
        except DamagedSegment as error:
            # Noticed only now: a question reads a small part of what is there.
            self.derived = self._replace_damaged(error)
            return self.derived.vectors.nearest(vector, k, among=among)


class Snapshot:
    """One state of a library. Safe to use from several threads, while it is held."""

    def __init__(
        self,
        database: Database,
        derived: Derived,
        replace_damaged: Callable[[DamagedSegment], Derived],
    ) -> None:
        """`database` holds the state; `replace_damaged` gives what takes the place of `derived`."""
        self._look(database.generation, _Indexes(derived, replace_damaged), None)
        self.documents: Documents = database.documents
        self.passages: Passages = database.passages
        self.event_dates: EventDates = database.event_dates

    def _look(self, generation: int, indexes: _Indexes, seen: Seen) -> None:
        self.generation = generation
        self.seen = seen
        self._indexes = indexes
        self._allowed: tuple[Published, Ids] | None = None
        self._summary: LibrarySummary | None = None
        self._visible: Ids | None = None
        self._sees_all = False  # whether it is known that there is nothing else
        self._views: dict[frozenset[str], Snapshot] = {}

    def seen_by(self, seen: Seen) -> "Snapshot":
        """Return this state as one sees it who may see some libraries alone.

        Nothing that it answers depends on what stands in the others.
        """
        if seen is None or seen == self.seen:
            return self
        view = self._views.get(seen)
        if view is None:
            view = object.__new__(Snapshot)
            view._look(self.generation, self._indexes, seen)
            view.documents = self.documents.seen_by(seen)
            view.passages = self.passages.seen_by(seen)
            view.event_dates = self.event_dates.seen_by(view.visible)
            if len(self._views) >= MOST_VIEWS:
                self._views.clear()
            self._views[seen] = view
        return view

    def libraries(self) -> list[LibraryRecord]:
        """Return the libraries that there are, by name."""
        return self.documents.libraries()

    def visible(self) -> Ids | None:
        """Return the ids of all passages that may be found, ascending; None for all."""
        if self.seen is None or self._sees_all:
            return None
        if self._visible is None:
            self._sees_all = self.documents.used_libraries() <= self.seen
            self._visible = None if self._sees_all else self.passages.visible()
        return self._visible

    @property
    def derived(self) -> Derived:
        """The derived indexes of this state."""
        return self._indexes.derived

    @property
    def lagging(self) -> bool:
        """Say whether derived indexes on disk are not in line with it, and could not be brought."""
        return bool(self.derived.made_here)

    @property
    def made_here(self) -> tuple[str, ...]:
        """Which derived indexes ("vector", "word") are none on disk, but made in memory."""
        return self.derived.made_here

    @property
    def vector_kind(self) -> VectorKind:
        """What the vector index is."""
        return self.derived.vectors.kind

    def summary(self) -> LibrarySummary:
        """Return what the library covers."""
        if self._summary is None:
            self._summary = self.documents.summary()
        return self._summary

    @property
    def size(self) -> int:
        """How many passages there are."""
        return self.summary().passages

    def excerpt(self, sha256: str, start: int, end: int) -> Excerpt | None:
        """Return [start, end) of the document whose content hash begins with `sha256`.

        None where there is no such document, or the place is not inside it.
        """
        for path in self.documents.paths_of(sha256):
            stored = self.documents.get(path)
            if stored is None or not 0 <= start < end <= len(stored.text):
                continue
            before, after = self.passages.neighbours(stored.source.id, start, end)
            text = stored.text
            inside = (entry for entry in stored.entries if entry.start <= start < entry.end)
            dates = self.event_dates.at(stored.source.id, start, end)
            passage = self.passages.at(stored.source.id, start)
            return Excerpt(
                source=stored.source,
                text=text[start:end],
                start=start,
                end=end,
                entry=next(inside, None),
                leads=passage.leads if passage else (),
                landmarks=touched(self.documents.landmarks(stored.source.id), start, end),
                before=text[before.start : before.end] if before else "",
                after=text[after.start : after.end] if after else "",
                event_dates=tuple(
                    EventDate(text[d.start : d.end], d.value, d.start, d.end) for d in dates
                ),
            )
        return None

    def nearest(
        self,
        vector: Vectors,
        k: int,
        published: Published,
        *,
        among: Ids | None = None,
    ) -> list[tuple[int, float]]:
        """Return (passage id, cosine) of the `k` nearest to a unit vector, best first.

        With `among` (ascending), only those passages.
        """
        allowed = self.visible() if published == Published() else self.passage_ids(published)
        if allowed is not None:
            among = allowed if among is None else _both(among, allowed)
        ids, scores = self._indexes.nearest(vector, k, among)
        return [(int(i), float(s)) for i, s in zip(ids, scores, strict=True)]

    def matching(
        self,
        terms: Sequence[str],
        k: int,
        published: Published,
        *,
        among: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """Return (passage id, BM25) of the `k` best by terms, best first."""
        return self.derived.words.matching(
            terms, k, published=published, among=among, seen=self.seen
        )

    def passage_ids(self, published: Published) -> Ids:
        """Return the ids of all passages of documents that match, ascending."""
        cached = self._allowed
        if cached is None or cached[0] != published:
            ids, visible = self.passages.ids(published), self.visible()
            cached = (published, ids if visible is None else _both(ids, visible))
            self._allowed = cached
        return cached[1]

    def terms(self, text: str) -> list[str]:
        """Return the terms of `text`, as words are compared."""
        return self.derived.words.terms(text)

    def rarity(self, terms: Sequence[str]) -> dict[str, float]:
        """Return how much each term says: its inverse document frequency."""
        return self.derived.words.rarity(terms, self.seen)

    def spelled_like(self, term: str, distance: int, k: int) -> list[int]:
        """Return up to `k` passages with a term that `distance` edits at most turn into `term`."""
        return self.derived.words.spelled_like(term, distance, k, self.seen)

    def absent(self, terms: Sequence[str]) -> frozenset[str]:
        """Return the terms that stand nowhere in the library."""
        return self.derived.words.absent(terms, self.seen)


def _both(some: Ids, others: Ids) -> Ids:
    both: Ids = np.intersect1d(some, others, assume_unique=True)
    return both
