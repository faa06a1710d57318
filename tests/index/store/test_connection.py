import sqlite3
import threading

import pytest

from index.errors import StoreBroken, StoreBusy, StoreUnwritable
from index.store.connection import Connection, Messages, translate

MESSAGES = Messages(
    busy="{path} is busy",
    unwritable="{path}: no writing ({error})",
    full="{path}: make room",
    damaged="{path} is damaged ({error})",
)


@pytest.fixture
def connection(tmp_path):
    made = Connection(tmp_path / "x.sqlite3", MESSAGES, pragmas=("user_version = 7",), create=True)
    made.script("CREATE TABLE numbers (n INTEGER PRIMARY KEY); INSERT INTO numbers VALUES (1)")
    yield made
    made.close()


def test_pragmas_are_run_when_it_opens(connection):
    assert connection.one("PRAGMA user_version") == (7,)


def test_threads_share_it(connection):
    found = []
    threads = [
        threading.Thread(target=lambda: found.extend(connection.all("SELECT n FROM numbers")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [(1,)] * 8


def test_a_row_that_is_inserted_says_its_id(connection):
    assert connection.execute("INSERT INTO numbers VALUES (NULL)") == 2


def test_rows_stream_in_order_however_many_there_are(connection, monkeypatch):
    monkeypatch.setattr("index.store.connection.ROWS_AT_ONCE", 2)
    connection.execute_many("INSERT INTO numbers VALUES (?)", [(n,) for n in range(2, 6)])
    assert [n for (n,) in connection.stream("SELECT n FROM numbers ORDER BY n")] == [1, 2, 3, 4, 5]


def test_a_transaction_that_fails_leaves_no_trace(connection):
    def fail():
        with connection.transaction():
            connection.execute("INSERT INTO numbers VALUES (2)")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert connection.all("SELECT n FROM numbers") == [(1,)]
    with connection.transaction():
        connection.execute("INSERT INTO numbers VALUES (3)")
    assert connection.all("SELECT n FROM numbers") == [(1,), (3,)]


def test_a_script_that_fails_leaves_no_trace(connection):
    with pytest.raises(StoreBroken, match="nowhere"):
        connection.script("INSERT INTO numbers VALUES (2); SELECT x FROM nowhere")
    assert connection.all("SELECT n FROM numbers") == [(1,)]


def test_a_missing_file_is_made_only_when_asked(tmp_path):
    with pytest.raises(StoreUnwritable, match=r"none: no writing \(unable to open"):
        Connection(tmp_path / "none", MESSAGES)
    assert not (tmp_path / "none").exists()


def test_a_file_that_another_process_writes_to_is_busy(connection):
    other = Connection(connection.path, MESSAGES, timeout_seconds=0.0)
    with connection.transaction(), pytest.raises(StoreBusy, match="is busy"):
        other.execute("INSERT INTO numbers VALUES (2)")
    other.close()


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_BUSY, StoreBusy, "p{}th is busy"),
        (sqlite3.SQLITE_LOCKED, StoreBusy, "p{}th is busy"),
        (sqlite3.SQLITE_READONLY, StoreUnwritable, "p{}th: no writing (what {SQLite} says)"),
        (sqlite3.SQLITE_CANTOPEN, StoreUnwritable, "p{}th: no writing (what {SQLite} says)"),
        (sqlite3.SQLITE_IOERR, StoreUnwritable, "p{}th: no writing (what {SQLite} says)"),
        (sqlite3.SQLITE_FULL, StoreUnwritable, "p{}th: make room"),
        (sqlite3.SQLITE_CORRUPT, StoreBroken, "p{}th is damaged (what {SQLite} says)"),
        (sqlite3.SQLITE_NOTADB, StoreBroken, "p{}th is damaged (what {SQLite} says)"),
    ],
)
def test_each_error_of_sqlite_becomes_the_one_that_says_what_to_do(code, kind, words):
    error = sqlite3.OperationalError("what {SQLite} says")
    error.sqlite_errorcode = code
    translated = translate(error, "p{}th", MESSAGES)
    assert (type(translated), str(translated)) == (kind, words)


def test_an_error_of_the_system_is_one_of_writing():
    assert type(translate(PermissionError("no"), "path", MESSAGES)) is StoreUnwritable
