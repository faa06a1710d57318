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

from index.errors import StoreBroken, StoreBusy, StoreError, StoreUnwritable

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

        `pragmas` are run in order ("synchronous = FULL"). `timeout_seconds` is how long a statement
        waits for another process. Raises StoreBroken, StoreBusy or StoreUnwritable.
        """
        self.path = path
        self._messages = messages
        self._lock = threading.RLock()
        with self._translated():
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode={'rwc' if create else 'rw'}",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=timeout_seconds,
            )
        try:
            for pragma in pragmas:
                self.execute(f"PRAGMA {pragma}")
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection; the object is of no use afterwards."""
        with self._lock:
            self._connection.close()

    def all(self, statement: str, parameters: Sequence[object] = ()) -> list[Any]:
        """Return every row."""
        with self._lock, self._translated():
            return self._connection.execute(statement, parameters).fetchall()

    def one(self, statement: str, parameters: Sequence[object] = ()) -> Any:
        """Return the first row; there must be one."""
        return self.all(statement, parameters)[0]

    def stream(self, statement: str, parameters: Sequence[object] = ()) -> Iterator[Any]:
        """Yield rows some at a time, without holding up other threads in between."""
        with self._lock, self._translated():
            cursor = self._connection.execute(statement, parameters)
        while True:
            with self._lock, self._translated():
                rows = cursor.fetchmany(ROWS_AT_ONCE)
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
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise translate(error, self.path, self._messages) from error
