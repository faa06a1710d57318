"""Brings a library of an earlier format to this one, in its place: nothing is embedded again.

Owns the steps from each format to the next. What they cannot fill, `reindex` fills later.
"""

import sqlite3
from pathlib import Path

from index.store.tables import EVENT_DATES, FORMAT_VERSION, translate

# Statements that make the next format of the one they stand under.
_STEPS = {
    1: f"""{EVENT_DATES}
        INSERT OR REPLACE INTO meta VALUES ('grammar', '0');""",
}


def upgrade(path: Path) -> int | None:
    """Bring the library at `path` to FORMAT_VERSION; return the format it had, None for this one.

    Leaves a format that it does not know as it is. Raises StoreBroken, StoreBusy or
    StoreUnwritable.
    """
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=30.0
        )
        try:
            return _upgrade(connection)
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise translate(error, path) from error


def _upgrade(connection: sqlite3.Connection) -> int | None:
    had = _format(connection)
    if had not in _STEPS:
        return None
    connection.execute("PRAGMA synchronous = FULL")
    steps = "".join(_STEPS[number] for number in range(had, FORMAT_VERSION))
    # executescript commits what is open, so the transaction is part of the script.
    connection.executescript(
        f"BEGIN IMMEDIATE; {steps}"
        f" UPDATE meta SET value = '{FORMAT_VERSION}' WHERE key = 'format'; COMMIT;"
    )
    return had


def _format(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    return int(row[0]) if row and str(row[0]).isdecimal() else 0
