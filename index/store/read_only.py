"""A SQLite file that may only be read: how it is opened, and whether it has changed since.

A file in WAL mode needs its `-shm` beside it, which SQLite makes where it may. In a folder that may
not be written, there are two ways without it, and this owns which of them is safe:

- without a `-wal`, or with an empty one, the file alone is all there is. SQLite then reads it as
  one that nobody writes to ("immutable"); since somebody may after all, whoever reads compares the
  file's stamp before and after, see `changed`.
- a `-wal` with content holds what was committed last, so the file alone would be an old state, or
  two states mixed. Both are copied to a folder of this process and opened there.
"""

import shutil
import sqlite3
from pathlib import Path

from index.store.layout import scratch_folder

# How often a copy is begun again because the file was written to meanwhile.
TRIES = 5

_Stamp = tuple[tuple[int, int, int] | None, ...]


class ReadOnlyFile:
    """One SQLite file whose folder cannot be written to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._wal = path.with_name(path.name + "-wal")
        self._stamp: _Stamp | None = None  # None where SQLite itself sees what changes
        self._copy: Path | None = None  # the folder it is in

    def connect(self, timeout_seconds: float) -> sqlite3.Connection:
        """Open it as it is now. Raises sqlite3.Error or OSError."""
        self.close()
        self._stamp = None
        try:
            return open_file(self._path, "ro", timeout_seconds)
        except sqlite3.OperationalError as error:
            if (error.sqlite_errorcode & 0xFF) not in (
                sqlite3.SQLITE_CANTOPEN,
                sqlite3.SQLITE_READONLY,
            ):
                raise
        for _ in range(TRIES):
            stamp = self._stamp_now()
            if stamp[1] is None or stamp[1][1] == 0:
                connection = open_file(self._path, "ro&immutable=1", timeout_seconds)
            else:
                connection = self._open_copy(timeout_seconds)
            if self._stamp_now() == stamp:
                self._stamp = stamp
                return connection
            connection.close()
        raise sqlite3.OperationalError(f"{self._path} is written to all the time")

    def changed(self) -> bool:
        """Say whether somebody has written to it since; then `connect` again."""
        return self._stamp is not None and self._stamp_now() != self._stamp

    def close(self) -> None:
        """Remove the copy, if there is one; its connection is closed before."""
        if self._copy is not None:
            shutil.rmtree(self._copy, ignore_errors=True)
            self._copy = None

    def _open_copy(self, timeout_seconds: float) -> sqlite3.Connection:
        self.close()
        self._copy = scratch_folder(self)
        copy = self._copy / self._path.name
        shutil.copyfile(self._path, copy)
        shutil.copyfile(self._wal, copy.with_name(self._wal.name))
        return open_file(copy, "rw", timeout_seconds)

    def _stamp_now(self) -> _Stamp:
        return tuple(_stamp_of(path) for path in (self._path, self._wal))


def _stamp_of(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def open_file(path: Path, mode: str, timeout_seconds: float) -> sqlite3.Connection:
    """Open a SQLite file in a mode of SQLite's ("ro", "rw", "rwc") and look into it.

    Raises sqlite3.Error.
    """
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=timeout_seconds,
    )
    try:
        # The first look into the file is what fails where it cannot be opened so.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection
