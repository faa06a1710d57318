"""One SQLite connection to the truth: opened, checked, shared by threads, its errors translated.

Owns how statements run and what the file says it is; the statements are in `database`.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import StoreBroken, StoreMismatch
from index.store.records import StoreIdentity
from index.store.tables import FORMAT_VERSION, translate


class Connection:
    """One connection, shared by the threads of a process; statements run one at a time."""

    def __init__(self, path: Path) -> None:
        """Open an existing file. Raises StoreBroken, StoreMismatch or StoreUnwritable."""
        self.path = path
        self._lock = threading.RLock()
        with self._translated():
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=rw",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=30.0,
            )
            self._configure()
            meta = dict(self._connection.execute("SELECT key, value FROM meta"))
        self.identity = self._identity(meta)

    def close(self) -> None:
        """Close the connection; the object is of no use afterwards."""
        with self._lock:
            self._connection.close()

    def _configure(self) -> None:
        for pragma in (
            # FULL: what was committed outlives a power failure, so a derived index, which is
            # written later, is never ahead of the truth.
            "synchronous = FULL",
            "foreign_keys = ON",
            "mmap_size = 268435456",
            "cache_size = -16000",
        ):
            self._connection.execute(f"PRAGMA {pragma}")

    def _identity(self, meta: dict[str, str]) -> StoreIdentity:
        version = meta.get("format")
        if version != str(FORMAT_VERSION):
            self.close()
            older = version is not None and version.isdecimal() and int(version) < FORMAT_VERSION
            mend = (
                "bring it up to date with: dateline index (it embeds nothing again)"
                if older
                else "run the Dateline that wrote it, or make it anew: dateline index --rebuild"
            )
            raise StoreMismatch(
                f"the index {self.path} has format {version}, this Dateline reads format "
                f"{FORMAT_VERSION}; {mend}"
            )
        try:
            self.store_id = meta["store_id"]
            return StoreIdentity(
                model=meta["model"],
                weights_sha256=meta["weights_sha256"],
                dimension=int(meta["dimension"]),
                model_tokens=int(meta["model_tokens"]),
                passage_tokens=int(meta["passage_tokens"]),
            )
        except (KeyError, ValueError) as error:
            self.close()
            raise StoreBroken(
                f"the index {self.path} does not say what it is made of ({error!r}); "
                "mend it with: dateline index --rebuild"
            ) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise translate(error, self.path) from error

    def _all(self, statement: str, parameters: Sequence[object] = ()) -> list[Any]:
        with self._lock, self._translated():
            return self._connection.execute(statement, parameters).fetchall()

    def _one(self, statement: str, parameters: Sequence[object] = ()) -> Any:
        return self._all(statement, parameters)[0]

    def _stream(self, statement: str, parameters: Sequence[object]) -> Iterator[Any]:
        """Yield rows a thousand at a time, without holding up other threads in between."""
        with self._lock, self._translated():
            cursor = self._connection.execute(statement, parameters)
        while True:
            with self._lock, self._translated():
                rows = cursor.fetchmany(1000)
            if not rows:
                return
            yield from rows
