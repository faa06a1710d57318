"""Brings a library of an earlier format to this one, in its place.

Owns the steps from each format to the next, which embed nothing. What they cannot fill, `reindex`
fills later.
"""

from pathlib import Path

import numpy as np

from index.store.connection import Connection
from index.store.copies import back_up
from index.store.seals import Seals, vector_sums
from index.store.tables import FORMAT_VERSION, MESSAGES

# Statements that make the next format of the one they stand under. They are the tables as that
# format had them: never take one of `tables`, which may have changed since.
_STEPS = {
    1: """
    CREATE TABLE event_dates (
        passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        value TEXT NOT NULL,
        size INTEGER NOT NULL,
        first_day INTEGER NOT NULL,
        last_day INTEGER NOT NULL,
        PRIMARY KEY (passage_id, start)
    ) WITHOUT ROWID;
    CREATE INDEX event_dates_days ON event_dates (size, first_day, last_day, passage_id);
    INSERT OR REPLACE INTO meta VALUES ('grammar', '0');
    """,
    2: """
    ALTER TABLE documents ADD COLUMN markup TEXT NOT NULL DEFAULT 'plain';
    ALTER TABLE documents ADD COLUMN cut TEXT NOT NULL DEFAULT '';
    ALTER TABLE documents ADD COLUMN entries INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE documents ADD COLUMN first_entry TEXT;
    ALTER TABLE documents ADD COLUMN last_entry TEXT;
    CREATE TABLE entries (
        document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        date TEXT,
        date_from TEXT,
        date_start INTEGER NOT NULL,
        date_end INTEGER NOT NULL,
        PRIMARY KEY (document_id, number)
    ) WITHOUT ROWID;
    ALTER TABLE passages ADD COLUMN roles BLOB NOT NULL DEFAULT x'';
    ALTER TABLE passages ADD COLUMN leads TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE passages ADD COLUMN entry INTEGER;
    ALTER TABLE passages ADD COLUMN first_day INTEGER;
    ALTER TABLE passages ADD COLUMN last_day INTEGER;
    ALTER TABLE passages ADD COLUMN searched BLOB;
    UPDATE passages SET (first_day, last_day) =
        (SELECT d.first_day, d.last_day FROM documents d WHERE d.id = document_id);
    CREATE INDEX passages_days ON passages (first_day, last_day);
    """,
    3: """
    ALTER TABLE documents ADD COLUMN part TEXT NOT NULL DEFAULT '';
    ALTER TABLE documents ADD COLUMN reader TEXT NOT NULL DEFAULT '';
    ALTER TABLE documents ADD COLUMN elements BLOB NOT NULL DEFAULT x'';
    CREATE TABLE landmarks (
        document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        label TEXT NOT NULL,
        PRIMARY KEY (document_id, start)
    ) WITHOUT ROWID;
    CREATE TABLE failures (
        path TEXT PRIMARY KEY,
        reason TEXT NOT NULL,
        reader TEXT NOT NULL,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL
    ) WITHOUT ROWID;
    """,
    4: """
    ALTER TABLE documents ADD COLUMN rows_seal BLOB;
    ALTER TABLE documents ADD COLUMN seal BLOB;
    ALTER TABLE vectors ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
    """,
    5: """
    ALTER TABLE failures ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
    """,
    6: """
    ALTER TABLE documents ADD COLUMN library TEXT NOT NULL DEFAULT 'main';
    ALTER TABLE failures ADD COLUMN library TEXT NOT NULL DEFAULT 'main';
    ALTER TABLE removed ADD COLUMN library TEXT NOT NULL DEFAULT 'main';
    CREATE INDEX documents_library ON documents (library, first_day, last_day, published, passages);
    CREATE TABLE libraries (name TEXT PRIMARY KEY, public INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO libraries VALUES ('main', 1);
    """,
}
# The first format whose documents are sealed; what is damaged there stays known as that.
_SEALED = 5
# The first format whose seals cover which library a document belongs to.
_OF_LIBRARIES = 7


def upgrade(path: Path, *, keep: bool = True) -> int | None:
    """Bring the library at `path` to FORMAT_VERSION; return the format it had, None for this one.

    Leaves a format that it does not know as it is. With `keep`, what was there is first copied to
    the file that `kept` names. Raises StoreBroken, StoreBusy or StoreUnwritable.
    """
    connection = Connection(path, MESSAGES, pragmas=("synchronous = FULL",))
    try:
        if keep and _format(connection) in _STEPS:
            back_up(path, kept(path))
        return _upgrade(connection)
    finally:
        connection.close()


def kept(path: Path) -> Path:
    """Return where the library at `path` is as it was before it was brought to this format."""
    return path.with_name(f"before-format-{FORMAT_VERSION}.sqlite3")


def _upgrade(connection: Connection) -> int | None:
    had = _format(connection)
    if had not in _STEPS:
        return None
    with connection.transaction():
        for number in range(had, FORMAT_VERSION):
            for statement in _STEPS[number].split(";"):
                connection.execute(statement)
        connection.execute("UPDATE meta SET value = ? WHERE key = 'format'", (str(FORMAT_VERSION),))
        if had < _SEALED:
            _seal(connection)
        elif had < _OF_LIBRARIES:
            Seals(connection).cover_libraries()
        Seals(connection).write_meta()
    return had


def _seal(connection: Connection) -> None:
    """Seal all that is there, as it is: what was damaged before cannot be told any more."""
    seals = Seals(connection)
    documents = [row[0] for row in connection.all("SELECT id FROM documents ORDER BY id")]
    for document_id in documents:
        rows = connection.all(
            "SELECT v.passage_id, v.vector FROM passages p JOIN vectors v ON v.passage_id = p.id"
            " WHERE p.document_id = ?",
            (document_id,),
        )
        connection.execute_many(
            "UPDATE vectors SET sum = ? WHERE passage_id = ?",
            [
                (*vector_sums(np.array([i]), np.frombuffer(vector, "<f4")[np.newaxis]).tolist(), i)
                for i, vector in rows
                if len(vector) % 4 == 0
            ],
        )
        seals.write(document_id)


def _format(connection: Connection) -> int:
    rows = connection.all("SELECT value FROM meta WHERE key = 'format'")
    return int(rows[0][0]) if rows and str(rows[0][0]).isdecimal() else 0
