import shutil
import sqlite3

import pytest

from index.errors import StoreBusy, StoreUnwritable
from index.store import connection as connection_module
from index.store.connection import Connection, Messages
from index.store.read_only import ReadOnlyFile, open_file

MESSAGES = Messages(busy="busy", unwritable="no writing", full="full", damaged="damaged {error}")


@pytest.fixture
def made(tmp_path):
    """A file in WAL mode that nobody has open, with one row."""
    path = tmp_path / "x.sqlite3"
    writer = sqlite3.connect(path)
    writer.executescript("PRAGMA journal_mode = WAL; CREATE TABLE t (n); INSERT INTO t VALUES (1)")
    writer.close()
    return path


@pytest.fixture
def unwritable(monkeypatch):
    """SQLite finds that it may make no file beside one, as in a folder that may only be read."""

    def open_as_reader(path, mode, timeout_seconds):
        alone = not path.with_name(path.name + "-shm").exists()
        if path.parent.name != "copied" and alone and mode in ("ro", "rw"):
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error
        return open_file(path, mode, timeout_seconds)

    monkeypatch.setattr(connection_module, "open_file", open_as_reader)
    monkeypatch.setattr("index.store.read_only.open_file", open_as_reader)
    monkeypatch.setattr("index.store.read_only.scratch_folder", _copied)


def _copied(owner):
    folder = owner._path.parent / "copied"
    folder.mkdir()
    return folder


def rows(connection):
    return [n for (n,) in connection.all("SELECT n FROM t ORDER BY n")]


def test_a_file_alone_is_read_and_nothing_is_made_beside_it(made, unwritable):
    connection = Connection(made, MESSAGES)
    assert rows(connection) == [1]
    assert [p.name for p in made.parent.iterdir()] == [made.name]
    with pytest.raises(StoreUnwritable):
        connection.execute("INSERT INTO t VALUES (2)")
    connection.close()


def test_what_is_written_afterwards_is_seen(made, unwritable):
    connection = Connection(made, MESSAGES)
    before = connection.version
    writer = sqlite3.connect(made)
    writer.execute("INSERT INTO t VALUES (2)")
    writer.commit()
    assert rows(connection) == [1, 2]
    writer.close()
    assert rows(connection) == [1, 2]
    assert connection.version != before
    connection.close()


def test_a_log_with_content_is_read_with_the_file_and_the_copy_removed(made, unwritable):
    writer = sqlite3.connect(made)
    writer.execute("INSERT INTO t VALUES (2)")
    writer.commit()
    for name in (made.name, made.name + "-wal"):
        shutil.copy(made.with_name(name), made.with_name("kept-" + name))
    writer.close()
    for name in (made.name, made.name + "-wal"):
        made.with_name("kept-" + name).replace(made.with_name(name))
    connection = Connection(made, MESSAGES)
    assert rows(connection) == [1, 2]
    assert (made.parent / "copied").exists()
    connection.close()
    assert not (made.parent / "copied").exists()


def test_rows_that_stream_while_somebody_writes_are_never_two_states_mixed(
    made, unwritable, monkeypatch
):
    monkeypatch.setattr("index.store.connection.ROWS_AT_ONCE", 1)
    connection = Connection(made, MESSAGES)
    stream = connection.stream("SELECT n FROM t UNION ALL SELECT n + 1 FROM t")
    assert next(stream) == (1,)
    with sqlite3.connect(made) as writer:
        writer.execute("INSERT INTO t VALUES (2)")
    writer.close()
    with pytest.raises(StoreBusy):
        next(stream)
    connection.close()


def test_a_file_that_is_written_to_all_the_time_says_so(made, unwritable, monkeypatch):
    stamps = iter(range(100))
    monkeypatch.setattr(ReadOnlyFile, "_stamp_now", lambda self: ((next(stamps), 1, 1), None))
    with pytest.raises(sqlite3.OperationalError, match="all the time"):
        ReadOnlyFile(made).connect(0)
