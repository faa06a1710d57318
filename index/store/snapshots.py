"""The newest whole state of a store, and for how long one is held.

Owns that a question is answered from one state, whatever is written meanwhile: it reads of a
connection that holds it (a read transaction of SQLite), with the derived indexes of that state. A
state is held while a question reads it and no longer, so that SQLite's log can be reset; questions
that come meanwhile share it, until something was written: then they get the next one, with a
connection of its own. What of the derived indexes is missing or damaged is brought in line first,
where nobody else writes and this process may.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.errors import StoreBusy, StoreError, StoreUnwritable
from index.store.database import Database
from index.store.derived import Derived, DerivedFiles
from index.store.layout import Layout
from index.store.snapshot import Snapshot
from index.store.vectors.values import DamagedSegment

log = logging.getLogger(__name__)

# How long a reader waits for a process that is just now making the derived indexes.
REPAIR_WAIT_SECONDS = 10.0
# How long a reader that could not write leaves what lags as it is before it tries again.
RETRY_SECONDS = 30.0


@dataclass(slots=True, eq=False)
class _State:
    """A snapshot with the connection that holds it."""

    database: Database
    snapshot: Snapshot
    readers: int = 0


class Snapshots:
    """Gives the newest whole state of one store. Safe to use from several threads."""

    def __init__(
        self, layout: Layout, written: Callable[[], int], bring_in_line: Callable[[], None]
    ) -> None:
        """`written` tells the newest generation; `bring_in_line` writes the derived indexes.

        The latter raises StoreBusy while another process writes, or StoreUnwritable.
        """
        self._layout = layout
        self._written = written
        self._bring_in_line = bring_in_line
        self._lock = threading.Lock()
        self._newest: _State | None = None
        self.distrusted: set[str] = set()  # names of files that were found damaged
        self._retry_at = 0.0  # of `time.monotonic`; when to try again to bring in line what lags

    @contextlib.contextmanager
    def newest(self) -> Iterator[Snapshot]:
        """Hold the newest whole state, and let it go at the end.

        Raises StoreBroken, StoreBusy, StoreMismatch or StoreUnwritable.
        """
        with self._lock:
            state = self._newest_state()
            state.readers += 1
        try:
            yield state.snapshot
        finally:
            with self._lock:
                state.readers -= 1
                if not state.readers:
                    self._let_go(state)

    def close(self) -> None:
        """Let go of the state that nobody reads; what is read is closed by its last reader."""
        with self._lock:
            state, self._newest = self._newest, None
            if state is not None and not state.readers:
                state.database.close()

    def _let_go(self, state: _State) -> None:
        if state is self._newest:
            state.database.connection.let_go()
        else:
            state.database.close()

    def _newest_state(self) -> _State:
        state = self._newest
        if state is not None and state.readers:
            if state.snapshot.generation == self._written():
                return state
            # Others still read it: the next one gets a connection of its own.
            return self._replaced(Database(self._layout.database), state)
        if state is not None:
            return self._replaced(state.database, state)
        return self._replaced(Database(self._layout.database), None)

    def _replaced(self, database: Database, before: _State | None) -> _State:
        """Return the newest state, held by `database`; it is `before` where nothing was written."""
        try:
            derived = self._hold(database, None if before is None else before.snapshot.derived)
            if before is not None and before.database is database:
                held = before.snapshot
                if derived is held.derived and database.generation == held.generation:
                    return before
            files = DerivedFiles(database, self._layout, self.distrusted)
            snapshot = Snapshot(database, derived, lambda error: self._replacement(files, error))
        except BaseException:
            if before is None or before.database is not database:
                database.close()
            else:
                database.connection.let_go()
            raise
        self._newest = _State(database, snapshot)
        return self._newest

    def _hold(self, database: Database, held: Derived | None) -> Derived:
        """Let `database` hold the newest state of which the derived indexes are whole."""
        files = DerivedFiles(database, self._layout, self.distrusted)
        deadline = time.monotonic() + REPAIR_WAIT_SECONDS
        mended = False
        while True:
            database.connection.hold()
            generation = database.generation
            derived = files.load(held)
            if derived is not None:
                return derived
            if held is not None and held.made_here and held.generation == generation:
                if time.monotonic() < self._retry_at:
                    return held
            else:
                held = None
            if mended:
                return files.in_memory()
            database.connection.let_go()
            if database.generation != generation:
                continue  # what it names has just been replaced: there is a newer one
            try:
                self._bring_in_line()
                mended = True
            except (StoreBusy, StoreUnwritable) as error:
                if isinstance(error, StoreBusy) and not held and time.monotonic() < deadline:
                    time.sleep(0.1)
                    continue
                database.connection.hold()
                self._retry_at = time.monotonic() + RETRY_SECONDS
                if held is not None and held.generation == database.generation:
                    return held
                return self._made_in_memory(files, error)

    def _made_in_memory(self, files: DerivedFiles, error: StoreError) -> Derived:
        """Answer without writing: another process writes, the disk is full, or it may be read only.

        What is missing or damaged, or lags behind the truth, is made of it in memory.
        """
        derived = files.in_memory()
        if derived.made_here:
            log.warning(
                "the %s index was made of the library in memory, which takes its time: that on "
                "disk is missing, damaged or lags and cannot be made anew now (%s)",
                " and the ".join(derived.made_here),
                error,
            )
        return derived

    def _replacement(self, files: DerivedFiles, damage: DamagedSegment) -> Derived:
        """Return the derived indexes of a held state of which a file was found damaged."""
        files.vectors.distrust(damage)
        with contextlib.suppress(StoreBusy, StoreUnwritable):
            self._bring_in_line()
        return files.load(None) or files.in_memory()
