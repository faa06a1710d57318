"""Copies of the index: backup and restore, export and import.

Owns that a copy is put in use in one step, beside what is in use until then, and by whom: one
writer at a time. How copies are written and read is in `index.store.copies`.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bot.indexing import check_settings, writing
from bot.settings import Settings
from index.errors import DatelineError, StoreBroken, UsageError
from index.store import copies
from index.store.database import Database
from index.store.layout import (
    Layout,
    WriteLock,
    current_layout,
    new_layout,
    remove,
    sync,
    unwritable,
)
from index.store.store import Store
from index.store.upgrade import upgrade


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds."""

    file: str  # "-" is stdout or stdin
    documents: int
    passages: int


def back_up(settings: Settings, target: Path) -> Copied:
    """Write a backup to `target`, while a bot answers and another process may write.

    A file that is there is replaced only where it is a backup. Raises UsageError or StoreError.
    """
    database = current_layout(settings.index_dir).database
    if target.exists() and not copies.is_backup(target):
        raise UsageError(
            f"{target} is there already and is no backup of Dateline; name another file"
        )
    if target.exists() and target.resolve() == database.resolve():
        raise UsageError(f"{target} is the index itself; name another file")
    _check_folder(target)
    copies.back_up(database, target)
    with contextlib.closing(Database(target)) as written:
        return _copied(str(target), written)


def restore(settings: Settings, source: Path) -> Copied:
    """Put the library of a backup in use, in place of the index that is there.

    That one answers until the other is complete. A backup of an earlier Dateline is brought up to
    date; nothing is embedded. Raises UsageError or StoreError; then the index is as it was.
    """
    if not source.exists():
        raise UsageError(f"there is no file {source}; name one that dateline backup wrote")
    if not source.is_file() or not copies.is_backup(source):
        raise UsageError(f"{source} is no backup of Dateline; make one with: dateline backup")
    with writing(settings, _ignore) as lock, _new_store(settings, lock) as path:
        copies.back_up(source, path)
        upgrade(path, keep=False)
        return _put_in_use(settings, lock, path, str(source))


def export(settings: Settings, target: Path | None, stdout: IO[bytes]) -> Copied:
    """Write an export to `target`, or to `stdout` where that is None.

    Raises UsageError or StoreError.
    """
    with contextlib.closing(Database(current_layout(settings.index_dir).database)) as database:
        if target is None:
            copies.write_export(database, stdout)
            stdout.flush()
            return _copied("-", database)
        if target.exists() and not _is_export(target):
            raise UsageError(
                f"{target} is there already and is no export of Dateline; name another file"
            )
        _check_folder(target)
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("wb") as file:
                copies.write_export(database, file)
                sync(file)
            temporary.replace(target)
        except OSError as error:
            raise unwritable(target, error) from error
        finally:
            remove(temporary)
        return _copied(str(target), database)


def import_from(settings: Settings, source: IO[bytes], name: str) -> Copied:
    """Put the library of an export in use, in place of the index that is there.

    That one answers until the other is complete; nothing is embedded. Raises UsageError or
    StoreError; then the index is as it was.
    """
    identity, grammar, line = copies.read_identity(source, name)
    check_settings(identity, settings)
    with writing(settings, _ignore) as lock, _new_store(settings, lock) as path:
        with contextlib.closing(Database.create(path, identity)) as database:
            copies.read_export(database, source, line, name)
            copies.finish_import(database, grammar)
        return _put_in_use(settings, lock, path, name)


@contextlib.contextmanager
def _new_store(settings: Settings, lock: WriteLock) -> Iterator[Path]:
    """Give the path of the truth of a new store, which goes again where it cannot be completed."""
    layout = new_layout(settings.index_dir)
    try:
        yield layout.database
    except BaseException:
        remove(layout.folder)
        raise


def _put_in_use(settings: Settings, lock: WriteLock, path: Path, name: str) -> Copied:
    store = Store(settings.index_dir, Layout(path.parent), lock)
    with contextlib.closing(store):
        check_settings(store.identity, settings)
        faults = [*store.faults(), *store.damaged_documents()]
        if faults:
            raise StoreBroken(
                f"{name} is not what was written to it ({faults[0]}); the index was left as it is"
            )
        store.update_derived()
        store.make_current()
        library = store.summary()
        return Copied(name, library.documents, library.passages)


def _copied(name: str, database: Database) -> Copied:
    library = database.documents.summary()
    return Copied(name, library.documents, library.passages)


def _check_folder(target: Path) -> None:
    if not target.absolute().parent.is_dir():
        raise UsageError(f"the folder {target.absolute().parent} does not exist; make it first")


def _is_export(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            copies.read_identity(file, str(path))
    except (OSError, DatelineError):
        return False
    return True


def _ignore(_: str) -> None:
    """Wait for another writer without a word."""
