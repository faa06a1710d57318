"""Changes a library behind its back: as damage, or as if it had been written so."""

import sqlite3
from contextlib import closing
from pathlib import Path

from index.store.connection import Connection
from index.store.seals import Seals
from index.store.tables import MESSAGES


def change(path: Path, *statements: str, sealed: bool = False) -> None:
    """Run statements on the library at `path`; with `sealed`, nobody can tell afterwards."""
    with closing(sqlite3.connect(path)) as other, other:
        for statement in statements:
            other.execute(statement)
    if not sealed:
        return
    with closing(Connection(path, MESSAGES)) as connection, connection.transaction():
        seals = Seals(connection)
        for (document_id,) in connection.all("SELECT id FROM documents"):
            seals.write(document_id)
        seals.write_meta()
