"""The store as reindexing and the checks see it: the truth, and the indexes derived from it.

Owns how a store comes into use and goes, and that words are written together with the truth: the
word index of a new state lies on disk before the transaction that makes the state and names it is
committed, so that every state has its words, or is not there at all. What a question reads is a
`Snapshot`, which `snapshot` gives; what is read and written of the truth alone is in its parts:
`documents`, `passages`, `event_dates` and `writer`.
"""

import contextlib
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.errors import StoreError
from index.store import layout as files
from index.store.database import Database
from index.store.derived import DerivedFiles
from index.store.layout import Layout, WriteLock
from index.store.records import LibrarySummary, StoreIdentity
from index.store.snapshot import Snapshot
from index.store.snapshots import Snapshots
from index.store.tables import FORMAT_VERSION, NewDocument
from index.store.upgrade import upgrade

log = logging.getLogger(__name__)


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
        self._snapshots = Snapshots(layout, lambda: self._database.generation, self._bring_in_line)
        self._files = DerivedFiles(self._database, layout, self._snapshots.distrusted)
        self._in_use = False  # of a store that is not, words are written once, at the end
        self._pointer: tuple[int, ...] | None = None  # when it was last seen to name this store

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
            with store.snapshot():
                pass
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
        store._in_use = True
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
        self._in_use = True

    def close(self) -> None:
        """Let go of files and connections; a snapshot that is read stays until it is let go."""
        self._snapshots.close()
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
    def layout(self) -> Layout:
        """Where its files are."""
        return self._layout

    def summary(self) -> LibrarySummary:
        """Return what the library covers."""
        return self.documents.summary()

    # -- what questions read -----------------------------------------------------------------

    def snapshot(self) -> contextlib.AbstractContextManager[Snapshot]:
        """Hold the newest whole state for one question; what is read of it is of that state alone.

        Derived indexes that are missing, damaged or lag are brought in line first, where that can
        be. Raises StoreBroken, StoreBusy, StoreMismatch or StoreUnwritable.
        """
        return self._snapshots.newest()

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

    # -- writing -------------------------------------------------------------------------------

    def write(self, new: Iterable[NewDocument], *, remove: Iterable[str] = ()) -> None:
        """Replace and remove documents, all or none, with their words. Needs the lock.

        A new document takes the place of the one with its path. Raises StoreUnwritable, among
        others; then all is as it was.
        """
        if not self._in_use:
            self.writer.write(new, remove=remove)
            return
        self.writer.write(new, remove=remove, before_commit=self._write_words)
        self._files.sweep_words()

    def update_derived(self, *, from_scratch: bool = False) -> None:
        """Bring the derived indexes in line with the truth; embeds nothing. Needs the lock."""
        with self._unwritable():
            self._files.update(from_scratch=from_scratch)

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

    def _write_words(self) -> None:
        with self._unwritable():
            self._files.write_words()

    def _bring_in_line(self) -> None:
        with self._locked():
            self.update_derived()

    @contextlib.contextmanager
    def _unwritable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise files.unwritable(self._layout.folder, error) from error

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
