"""Copies of a library: a backup of its truth, and an export that other programs can read.

Owns how both are written while others read and write, and read back into a store of their own,
which nothing uses before it is complete. Neither embeds anything: vectors are part of a copy.

An export is JSON Lines: what shaped the library, one line a document with all its rows (blobs in
base64), and a last line with the hash of all lines before it.
"""

import base64
import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import numpy as np

from index.errors import StoreBroken, StoreMismatch, UsageError
from index.libraries import LibraryRecord
from index.store import layout as files
from index.store.connection import Connection, Messages
from index.store.database import Database
from index.store.records import StoreIdentity
from index.store.seals import text_hash, vector_sums
from index.store.tables import FORMAT_VERSION

EXPORT = "dateline export"
DOCUMENTS_AT_ONCE = 200
_BESIDE = ("-wal", "-shm", "-journal")  # what SQLite leaves beside a file
SQLITE_HEADER = b"SQLite format 3\x00"

# What an export holds of each document; ids are given anew, and so are seals.
_DOCUMENT = (
    *("path", "sha256", "title", "published", "published_from", "first_day", "last_day", "url"),
    *("warnings", "body", "characters", "passages", "text", "text_sha256", "size", "mtime_ns"),
    *("indexed_at", "markup", "cut", "entries", "first_entry", "last_entry", "part", "reader"),
    *("elements", "library"),
)
_PASSAGE = (
    *("start", '"end"', "sentences", "roles", "leads", "entry", "first_day", "last_day"),
    "searched",
)
_ENTRY = ("number", "start", '"end"', "date", "date_from", "date_start", "date_end")
_LANDMARK = ("start", "label")
_EVENT_DATE = ("start", '"end"', "value", "size", "first_day", "last_day")


def is_backup(path: Path) -> bool:
    """Say whether a file is a library's truth: a backup, or one that a store uses."""
    try:
        with path.open("rb") as file:
            if file.read(len(SQLITE_HEADER)) != SQLITE_HEADER:
                return False
        with contextlib.closing(Connection(path, _messages(path))) as opened:
            return bool(opened.all("SELECT 1 FROM meta WHERE key = 'store_id'"))
    except (OSError, StoreBroken):
        return False


def back_up(database: Path, target: Path) -> None:
    """Copy the truth at `database` to `target` in one step, while others read and write it.

    Raises StoreBroken, StoreBusy or StoreUnwritable.
    """
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        files.remove(temporary)
        with contextlib.closing(Connection(database, _messages(database))) as source:
            source.copy_to(temporary)
        with temporary.open("rb+") as file:
            files.sync(file)
        temporary.replace(target)
        files.sync_folder(target.parent)
    except (OSError, sqlite3.Error) as error:
        failed = error if isinstance(error, OSError) else OSError(str(error))
        raise files.unwritable(target, failed) from error
    finally:
        for left in (temporary, *(target.with_name(temporary.name + end) for end in _BESIDE)):
            files.remove(left)


def write_export(database: Database, out: IO[bytes]) -> int:
    """Write an export of one state of a library; return how many documents it holds.

    Raises DocumentDamaged for one that is not as it was written.
    """
    hashed = hashlib.sha256()

    def write(value: object) -> None:
        line = json.dumps(value, ensure_ascii=False).encode() + b"\n"
        hashed.update(line)
        out.write(line)

    connection = database.connection
    with connection.snapshot():
        identity = asdict(database.identity)
        grammar = database.event_dates.grammar
        libraries = {one.name: one.public for one in database.documents.libraries()}
        head = {"kind": EXPORT, "format": FORMAT_VERSION, "grammar": grammar}
        write(head | {"libraries": libraries, "made_with": identity})
        rows = connection.all("SELECT id, path FROM documents ORDER BY path")
        for document_id, path in rows:
            database.seals.check(document_id, path)
            write(_exported(connection, document_id))
        write({"documents": len(rows), "sha256": hashed.hexdigest()})
    return len(rows)


def _exported(connection: Connection, document_id: int) -> dict[str, Any]:
    def rows(columns: Sequence[str], of: str) -> list[list[Any]]:
        return _of(connection, columns, of, document_id)

    ((*document,),) = rows(_DOCUMENT, "documents WHERE id = ?")
    passages = []
    ids = connection.all(
        "SELECT id FROM passages WHERE document_id = ? ORDER BY id", (document_id,)
    )
    for (passage_id,) in ids:
        ((*passage,),) = _of(connection, _PASSAGE, "passages WHERE id = ?", passage_id)
        ((vector,),) = _of(connection, ["vector"], "vectors WHERE passage_id = ?", passage_id)
        where = "event_dates WHERE passage_id = ? ORDER BY start"
        dates = _of(connection, _EVENT_DATE, where, passage_id)
        passages.append(
            dict(zip(_names(_PASSAGE), passage, strict=True))
            | {"vector": vector, "event_dates": _named(_EVENT_DATE, dates)}
        )
    return dict(zip(_names(_DOCUMENT), document, strict=True)) | {
        "entry_rows": _named(_ENTRY, rows(_ENTRY, "entries WHERE document_id = ? ORDER BY number")),
        "landmark_rows": _named(
            _LANDMARK, rows(_LANDMARK, "landmarks WHERE document_id = ? ORDER BY start")
        ),
        "passage_rows": passages,
    }


def _of(connection: Connection, columns: Sequence[str], of: str, key: int) -> list[list[Any]]:
    found = connection.all(f"SELECT {', '.join(columns)} FROM {of}", (key,))
    return [[_written(value) for value in row] for row in found]


def _names(columns: Iterable[str]) -> list[str]:
    return [column.strip('"') for column in columns]


def _named(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(_names(columns), row, strict=True)) for row in rows]


def _written(value: object) -> object:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _read(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value


def read_identity(source: IO[bytes], name: str) -> tuple[StoreIdentity, int, bytes]:
    """Return what shaped an exported library, its grammar, and the line that says so.

    Raises UsageError where `source` is no export, StoreMismatch for one of another format.
    """
    line = source.readline()
    try:
        head = json.loads(line)
        kind, number, grammar = head["kind"], head["format"], int(head["grammar"])
        identity = StoreIdentity(**head["made_with"])
    except (ValueError, TypeError, KeyError) as error:
        raise _no_export(name) from error
    if kind != EXPORT:
        raise _no_export(name)
    if number != FORMAT_VERSION:
        raise StoreMismatch(
            f"{name} has format {number}, this Dateline reads format {FORMAT_VERSION}; export it "
            "again with this Dateline, or import it with the one that wrote it"
        )
    return identity, grammar, line


def _no_export(name: str) -> UsageError:
    return UsageError(f"{name} is no export of Dateline; make one with: dateline export")


def read_export(database: Database, source: IO[bytes], first_line: bytes, name: str) -> int:
    """Fill an empty library with the documents of an export, after its first line.

    Raises UsageError where it is cut short or not as it was written; then the library is of no use.
    """
    hashed, count, batch = hashlib.sha256(first_line), 0, []
    end: dict[str, Any] | None = None
    for number, line in enumerate(source, 2):
        try:
            value = json.loads(line)
            if "sha256" in value and "passage_rows" not in value:
                end = value
                break
            batch.append(_taken_apart(value))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise UsageError(
                f"line {number} of {name} is not what was exported ({error})"
            ) from error
        hashed.update(line)
        count += 1
        if len(batch) >= DOCUMENTS_AT_ONCE:
            _insert(database, batch)
            batch = []
    if end is None or end["sha256"] != hashed.hexdigest() or end.get("documents") != count:
        raise UsageError(f"{name} is cut short, or not what was exported; nothing was imported")
    _insert(database, batch)
    public = json.loads(first_line).get("libraries", {})
    used = {*public, *database.documents.used_libraries()}
    database.writer.note_libraries(
        LibraryRecord(library, public.get(library) is True) for library in sorted(used)
    )
    return count


def _taken_apart(value: dict[str, Any]) -> dict[str, Any]:
    if text_hash(value["text"]) != value["text_sha256"]:
        raise ValueError("its text has another hash")
    taken = {name: _read(value[name]) for name in _names(_DOCUMENT)}
    for name, columns in (("entry_rows", _ENTRY), ("landmark_rows", _LANDMARK)):
        taken[name] = [tuple(_read(row[c]) for c in _names(columns)) for row in value[name]]
    taken["passage_rows"] = [
        (
            tuple(_read(row[c]) for c in _names(_PASSAGE)),
            _read(row["vector"]),
            [tuple(_read(one[c]) for c in _names(_EVENT_DATE)) for one in row["event_dates"]],
        )
        for row in value["passage_rows"]
    ]
    return taken


def _insert(database: Database, documents: Iterable[dict[str, Any]]) -> None:
    connection = database.connection
    with connection.transaction():
        for one in documents:
            document_id = _insert_row(
                connection, "documents", _DOCUMENT, [one[name] for name in _names(_DOCUMENT)]
            )
            for table, columns, rows in (
                ("entries", _ENTRY, one["entry_rows"]),
                ("landmarks", _LANDMARK, one["landmark_rows"]),
            ):
                for row in rows:
                    _insert_row(connection, table, ["document_id", *columns], [document_id, *row])
            for passage, vector, dates in one["passage_rows"]:
                passage_id = _insert_row(
                    connection, "passages", ["document_id", *_PASSAGE], [document_id, *passage]
                )
                numbers = np.frombuffer(vector, "<f4")
                if len(numbers) != database.identity.dimension:
                    raise UsageError(f"a vector of {one['path']} has {len(numbers)} numbers")
                (total,) = vector_sums(np.array([passage_id]), numbers[np.newaxis]).tolist()
                _insert_row(
                    connection,
                    "vectors",
                    ["passage_id", "vector", "sum"],
                    [passage_id, vector, total],
                )
                for row in dates:
                    _insert_row(
                        connection, "event_dates", ["passage_id", *_EVENT_DATE], [passage_id, *row]
                    )
            database.seals.write(document_id)


def finish_import(database: Database, grammar: int) -> None:
    """Note, after the last document, by which grammar the event dates were found."""
    with database.connection.transaction():
        database.connection.execute_many(
            "UPDATE meta SET value = ? WHERE key = ?",
            [("1", "generation"), (str(grammar), "grammar")],
        )
        database.seals.write_meta()


def _insert_row(
    connection: Connection, table: str, columns: Sequence[str], values: Sequence[object]
) -> int:
    marks = ", ".join("?" * len(values))
    return connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values
    )


def _messages(path: Path) -> Messages:
    return Messages(
        busy="{path} is in use by another process; try again",
        unwritable="{path} cannot be read ({error}); give this user the right to",
        full="the disk of {path} is full; make room, then try again",
        damaged="{path} is damaged, or no library of Dateline ({error})",
    )
