"""One SQLite file, open: shared by threads, written in transactions, its errors translated.

Owns how statements run, and which error of our own each of SQLite's becomes. Knows no table: what
a file holds, its pragmas and the words of its errors are its owner's.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import StateGone, StoreBroken, StoreBusy, StoreError, StoreUnwritable
from index.store.read_only import ReadOnlyFile, open_file

ROWS_AT_ONCE = 1000

_UNWRITABLE = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}
)


@dataclass(frozen=True, slots=True)
class Messages:
    """What a person is told of each kind of error; `{path}` and `{error}` are filled in."""

    busy: str
    unwritable: str
    full: str
    damaged: str


def translate(error: Exception, path: Path, messages: Messages) -> StoreError:
    """Return the error of our own that says what an error of SQLite or the system means."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    words = {"path": path, "error": error}
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(messages.busy.format(**words))
    if code == sqlite3.SQLITE_FULL:
        return StoreUnwritable(messages.full.format(**words))
    if code in _UNWRITABLE or isinstance(error, OSError):
        return StoreUnwritable(messages.unwritable.format(**words))
    return StoreBroken(messages.damaged.format(**words))


def _any_text(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogateescape")


def _is_unwritable(error: sqlite3.Error) -> bool:
    code = error.sqlite_errorcode & 0xFF
    return code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


class Connection:
    """One connection, shared by the threads of a process; statements run one at a time."""

    def __init__(
        self,
        path: Path,
        messages: Messages,
        *,
        pragmas: Sequence[str] = (),
        create: bool = False,
        timeout_seconds: float = 30.0,
    ) -> None:
        """Open the file at `path`; where there is none it is made with `create` only.

        Where its folder may only be read, it is opened for reading alone. `pragmas` are run in
        order ("synchronous = FULL"). `timeout_seconds` is how long a statement waits for another
        process. Raises StoreBroken, StoreBusy or StoreUnwritable.
        """
        self.path = path
        self._messages = messages
        self._pragmas = pragmas
        self._timeout = timeout_seconds
        self._lock = threading.RLock()
        self._read_only: ReadOnlyFile | None = None
        self._opened = 1  # how often
        self._held = False
        with self._translated():
            try:
                self._connection = open_file(path, "rwc" if create else "rw", timeout_seconds)
            except sqlite3.OperationalError as error:
                if create or not path.exists() or not _is_unwritable(error):
                    raise
                self._read_only = ReadOnlyFile(path)
                self._connection = self._read_only.connect(timeout_seconds)
        self._run_pragmas()

    def _run_pragmas(self) -> None:
        try:
            for pragma in self._pragmas:
                with self._translated():
                    self._connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection; the object is of no use afterwards."""
        with self._lock:
            self._connection.close()
            if self._read_only is not None:
                self._read_only.close()

    @property
    def version(self) -> tuple[int, int, int]:
        """What changes whenever anybody has written to the file."""
        with self._lock:
            data_version = int(self.one("PRAGMA data_version")[0])
            return self._opened, data_version, self._connection.total_changes

    def all(self, statement: str, parameters: Sequence[object] = ()) -> list[Any]:
        """Return every row."""
        with self._lock, self._translated():
            while True:
                self._see_changes()
                try:
                    rows = self._fetched(statement, parameters)
                except sqlite3.DatabaseError:
                    if not self._changed():
                        raise
                else:
                    if not self._changed():
                        return rows

    def _fetched(self, statement: str, parameters: Sequence[object]) -> list[Any]:
        try:
            return self._connection.execute(statement, parameters).fetchall()
        except sqlite3.OperationalError as error:
            if "decode" not in str(error):
                raise
        # A text that is none any more: whoever reads it compares it with a hash or a seal.
        with self._any_text():
            return self._connection.execute(statement, parameters).fetchall()

    @contextmanager
    def _any_text(self) -> Iterator[None]:
        self._connection.text_factory = _any_text
        try:
            yield
        finally:
            self._connection.text_factory = str

    def _changed(self) -> bool:
        changed = self._read_only is not None and self._read_only.changed()
        if changed and self._held:
            raise StateGone(f"{self.path} was written to while it was read; ask again")
        return changed

    def _see_changes(self) -> None:
        """Open a file again that is only read and that somebody has written to since."""
        if self._read_only is not None and self._changed():
            self._connection.close()
            self._connection = self._read_only.connect(self._timeout)
            self._opened += 1
            self._run_pragmas()

    def one(self, statement: str, parameters: Sequence[object] = ()) -> Any:
        """Return the first row; there must be one."""
        return self.all(statement, parameters)[0]

    def stream(self, statement: str, parameters: Sequence[object] = ()) -> Iterator[Any]:
        """Yield rows some at a time, without holding up other threads in between."""
        with self._lock, self._translated():
            self._see_changes()
            cursor = self._connection.execute(statement, parameters)
        while True:
            with self._lock, self._translated():
                with self._any_text():
                    rows = cursor.fetchmany(ROWS_AT_ONCE)
                if self._changed():
                    raise StoreBusy(self._messages.busy.format(path=self.path))
            if not rows:
                return
            yield from rows

    def execute(self, statement: str, parameters: Sequence[object] = ()) -> int:
        """Run a statement; return the id of the row that it inserted, if it did."""
        with self._lock, self._translated():
            return self._connection.execute(statement, parameters).lastrowid or 0

    def execute_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row."""
        with self._lock, self._translated():
            self._connection.executemany(statement, rows)

    def script(self, statements: str) -> None:
        """Run several statements in one transaction, which they are the whole of."""
        # executescript commits what is open, so the transaction is part of the script.
        with self._lock, self._translated():
            try:
                self._connection.executescript(f"BEGIN IMMEDIATE; {statements} ; COMMIT;")
            except BaseException:
                self._roll_back()
                raise

    def copy_to(self, path: Path) -> None:
        """Write what the file holds now to another one, which is not there yet.

        Of one state, and without holding up those who write.
        """
        with self._lock, self._translated():
            self._see_changes()
            target = sqlite3.connect(path)
            try:
                self._connection.backup(target)
            finally:
                target.close()

    def hold(self) -> None:
        """Let all that is read from now on be of one state, until `let_go`.

        Where the file is one that SQLite cannot hold, what is read raises StateGone when somebody
        has written to it.
        """
        with self._lock, self._translated():
            self._see_changes()
            self._connection.execute("BEGIN")
            # The first look into the file is what takes hold of its state.
            self._connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
            self._held = True

    def let_go(self) -> None:
        """Read what is written from now on."""
        with self._lock, self._translated():
            self._held = False
            self._roll_back()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all that is read inside be of one state, whatever others write meanwhile."""
        with self._lock, self._translated():
            if self._connection.in_transaction:  # which is one already
                yield
                return
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._roll_back()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what is written inside all together, or where it fails nothing of it.

        Other threads wait meanwhile, readers too. Transactions do not nest.
        """
        with self._lock, self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        # SQLite has rolled back by itself after some errors, a full disk among them.
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, OverflowError, UnicodeDecodeError) as error:
            raise translate(error, self.path, self._messages) from error
