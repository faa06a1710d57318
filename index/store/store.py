"""The store as search and reindexing see it: the truth, and the indexes derived from it.

Owns the order of writes (the truth first), the repair of what lags, and the switch to what
another process wrote. What is read and written of the truth alone is in its parts: `documents`,
`passages`, `event_dates` and `writer`.
"""

import contextlib
import logging
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.documents import EventDate, touched
from index.errors import StoreBusy, StoreError, StoreUnwritable
from index.store import layout as files
from index.store.database import Database
from index.store.derived import Derived, DerivedFiles
from index.store.layout import Layout, WriteLock
from index.store.records import (
    Excerpt,
    LibrarySummary,
    Published,
    StoreIdentity,
)
from index.store.tables import FORMAT_VERSION
from index.store.upgrade import upgrade
from index.store.vectors import VectorKind
from index.store.vectors.values import DamagedSegment

log = logging.getLogger(__name__)

# How long a reader waits for a process that is just now making the derived indexes.
REPAIR_WAIT_SECONDS = 10.0
# How long a reader that could not write leaves what lags as it is before it tries again.
RETRY_SECONDS = 30.0

Vectors = NDArray[np.float32]


class Store:
    """One library on disk. Reading is safe from several threads; writing needs the lock."""

    def __init__(self, index_dir: Path, layout: Layout, lock: WriteLock | None = None) -> None:
        """Open the store at `layout`; use `open`, `open_for_writing` or `create` instead."""
        self._index_dir = index_dir
        self._layout = layout
        self._lock = lock
        self._database = Database(layout.database)
        self.documents = self._database.documents
        self.passages = self._database.passages
        self.event_dates = self._database.event_dates
        self.writer = self._database.writer
        self._files = DerivedFiles(self._database, layout)
        self._derived: Derived | None = None
        self._allowed: tuple[object, NDArray[np.int64]] | None = None
        self._summary: tuple[int, LibrarySummary] | None = None
        self._pointer: tuple[int, ...] | None = None  # when it was last seen to name this store
        self._retry_at = 0.0  # of `time.monotonic`; when to try again to bring in line what lags

    @staticmethod
    def open(index_dir: Path) -> "Store":
        """Open the store in use for questions; repairs derived indexes that lag or are damaged.

        Raises StoreMissing, StoreBroken, StoreMismatch, StoreBusy or StoreUnwritable.
        """
        store = Store(index_dir, files.current_layout(index_dir))
        if fault := files.pointer_fault(index_dir):
            log.warning(
                "%s; the only store that is there answers: mend it with: dateline doctor --repair",
                fault.partition(";")[0],
            )
        try:
            store._attach()
        except BaseException:
            store.close()
            raise
        return store

    @staticmethod
    def open_for_writing(index_dir: Path, lock: WriteLock) -> "Store":
        """Open the store in use for reindexing; `lock` is held and stays the caller's."""
        layout = files.current_layout(index_dir)
        if had := upgrade(layout.database):
            log.info("brought the index from format %d to %d", had, FORMAT_VERSION)
        store = Store(index_dir, layout, lock)
        if files.pointer_fault(index_dir):
            files.set_current(index_dir, layout)
        files.remove_other_stores(index_dir, keep=layout)
        store.sweep()
        store._database.mend_state()
        return store

    @staticmethod
    def create(index_dir: Path, identity: StoreIdentity, lock: WriteLock) -> "Store":
        """Make an empty store; it is in use from `make_current` on. `lock` is held."""
        layout = files.new_layout(index_dir)
        Database.create(layout.database, identity).close()
        store = Store(index_dir, layout, lock)
        store.update_derived()
        return store

    def make_current(self) -> None:
        """Make this the store in use; every other one is removed."""
        files.set_current(self._index_dir, self._layout)
        files.remove_other_stores(self._index_dir, keep=self._layout)

    def close(self) -> None:
        """Let go of files and connection."""
        self._derived = None
        self._database.close()

    # -- what it is ------------------------------------------------------------------------

    @property
    def identity(self) -> StoreIdentity:
        """What shaped its vectors and passages."""
        return self._database.identity

    @property
    def generation(self) -> int:
        """How often the library has changed since the store was made."""
        return self._database.generation

    @property
    def lagging(self) -> bool:
        """Say whether the derived indexes do not yet hold all of the library."""
        return self._derived is None or self._derived.generation < self.generation

    @property
    def made_here(self) -> tuple[str, ...]:
        """Which derived indexes ("vector", "word") are none on disk, but made in memory."""
        return self._open_derived().made_here

    @property
    def vector_kind(self) -> VectorKind:
        """What the vector index is."""
        return self._open_derived().vectors.kind

    @property
    def layout(self) -> Layout:
        """Where its files are."""
        return self._layout

    def summary(self) -> LibrarySummary:
        """Return what the library covers."""
        generation = self.generation
        if self._summary is None or self._summary[0] != generation:
            self._summary = (generation, self.documents.summary())
        return self._summary[1]

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

    # -- what search asks --------------------------------------------------------------------

    def superseded(self) -> bool:
        """Say whether a rebuild has put another store in use; then open that one instead.

        Passage ids of two stores mean different things, so one question stays with one store.
        """
        pointer = files.pointer_stamp(self._index_dir)
        if pointer is not None and pointer == self._pointer:
            return False
        try:
            superseded = files.current_layout(self._index_dir) != self._layout
        except StoreError:
            # It cannot be told which it is now: this one answers while it is there.
            if not self._layout.database.is_file():
                raise
            return False
        if not superseded:
            self._pointer = pointer
        return superseded

    def refresh(self) -> None:
        """See what other processes have written to this store; cheap where that is nothing."""
        if self.lagging:
            self._attach()

    def nearest(
        self,
        vector: Vectors,
        k: int,
        published: Published,
        *,
        among: NDArray[np.int64] | None = None,
    ) -> list[tuple[int, float]]:
        """Return (passage id, cosine) of the `k` nearest to a unit vector, best first.

        With `among` (ascending), only those passages.
        """
        if published != Published():
            allowed = self._passage_ids(published)
            among = allowed if among is None else _both(among, allowed)
        try:
            ids, scores = self._open_derived().vectors.nearest(vector, k, among=among)
        except DamagedSegment as error:
            # Noticed only now: a question reads a small part of what is there.
            self._files.vectors.distrust(error)
            self._derived = None
            ids, scores = self._open_derived().vectors.nearest(vector, k, among=among)
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
        words = self._open_derived().words
        return words.matching(terms, k, published=published, among=among)

    def passage_ids(self, published: Published) -> NDArray[np.int64]:
        """Return the ids of all passages of documents that match, ascending."""
        return self._passage_ids(published)

    def terms(self, text: str) -> list[str]:
        """Return the terms of `text`, as words are compared."""
        return self._open_derived().words.terms(text)

    def rarity(self, terms: Sequence[str]) -> dict[str, float]:
        """Return how much each term says: its inverse document frequency."""
        return self._open_derived().words.rarity(terms)

    def spelled_like(self, term: str, distance: int, k: int) -> list[int]:
        """Return up to `k` passages with a term that `distance` edits at most turn into `term`."""
        return self._open_derived().words.spelled_like(term, distance, k)

    def absent(self, terms: Sequence[str]) -> frozenset[str]:
        """Return the terms that stand nowhere in the library."""
        return self._open_derived().words.absent(terms)

    @property
    def size(self) -> int:
        """How many passages there are."""
        return self.summary().passages

    def update_derived(self, *, from_scratch: bool = False) -> None:
        """Bring the derived indexes in line with the truth; embeds nothing. Needs the lock."""
        try:
            self._derived = self._files.update(from_scratch=from_scratch)
        except OSError as error:
            raise files.unwritable(self._layout.folder, error) from error

    # -- checks --------------------------------------------------------------------------------

    def faults(self) -> list[str]:
        """Check the truth but its documents; return what is wrong, nothing where all is well."""
        return self._database.faults()

    def orphans(self) -> int:
        """Return how many rows belong to no document or passage, which damage alone leaves."""
        return self._database.orphans()

    def damaged_documents(self) -> list[str]:
        """Check every row of every document; return the paths of those not as written."""
        return list(self._database.seals.broken())

    def derived_faults(self) -> list[str]:
        """Check the derived indexes against the truth; return what is wrong. Mends nothing."""
        return self._files.faults()

    def leftovers(self) -> list[Path]:
        """Return what runs that were broken off left in it; only while nobody else writes."""
        return self._files.leftovers()

    def sweep(self) -> None:
        """Remove leftovers, those beside it too; only while holding the lock."""
        for path in (*self._index_dir.glob(".*.tmp"), *self.leftovers()):
            files.remove(path)

    # -- derived indexes -------------------------------------------------------------------------

    def _open_derived(self) -> Derived:
        if self._derived is None:
            self._attach()
        assert self._derived is not None  # noqa: S101 - _attach sets it or raises
        return self._derived

    def _passage_ids(self, published: Published) -> NDArray[np.int64]:
        key = (self.generation, published)
        cached = self._allowed
        if cached is None or cached[0] != key:
            cached = (key, self.passages.ids(published))
            self._allowed = cached
        return cached[1]

    def _attach(self) -> None:
        """Open the derived indexes; repair them where they lag and nobody else is at it."""
        deadline = time.monotonic() + REPAIR_WAIT_SECONDS
        while True:
            self._derived = self._files.load(self._derived) or self._derived
            if self._derived is not None and not self.lagging:
                return
            if self._derived is not None and time.monotonic() < self._retry_at:
                return
            try:
                with self._locked():
                    self.update_derived()
                return
            except (StoreBusy, StoreUnwritable) as error:
                busy = isinstance(error, StoreBusy)
                if busy and self._derived is None and time.monotonic() < deadline:
                    time.sleep(0.1)
                    continue
                self._do_with_what_is_whole(error)
                return

    def _do_with_what_is_whole(self, error: StoreBusy | StoreUnwritable) -> None:
        """Answer without writing: another process writes, the disk is full, or it may be read only.

        An index that lags can miss a passage, but never shows a wrong one.
        """
        if self._derived is None:
            self._derived = self._files.in_memory()
        elif isinstance(error, StoreBusy):
            log.info("answering from derived indexes that lag: %s", error)
            return
        self._retry_at = time.monotonic() + RETRY_SECONDS
        if made_here := self._derived.made_here:
            log.warning(
                "the %s index was made of the library in memory, which takes its time: that on "
                "disk is missing or damaged and cannot be made anew now (%s)",
                " and the ".join(made_here),
                error,
            )
        if self.lagging:
            log.warning(
                "what was indexed last is not found yet: the word and vector indexes cannot be "
                "brought in line with the library now (%s)",
                error,
            )

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        if self._lock is not None:
            yield
            return
        lock = WriteLock(self._index_dir)
        lock.acquire(0)
        try:
            yield
        finally:
            lock.release()


def _both(some: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    both: NDArray[np.int64] = np.intersect1d(some, others, assume_unique=True)
    return both
