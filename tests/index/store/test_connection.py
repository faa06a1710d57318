import sqlite3
import threading

import pytest

from index.errors import StoreBroken
from index.store.database import Database
from index.store.records import StoreIdentity

IDENTITY = StoreIdentity("hash", "0" * 64, 2, 256, 128)


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "library.sqlite3", IDENTITY)
    yield made
    made.close()


def test_it_says_what_the_store_was_made_with(database):
    assert database.identity == IDENTITY
    assert len(database.store_id) == 32


def test_what_is_committed_outlives_a_power_failure(database):
    assert database._one("PRAGMA synchronous") == (2,)  # FULL
    assert database._one("PRAGMA journal_mode") == ("wal",)
    assert database._one("PRAGMA foreign_keys") == (1,)


def test_threads_share_it(database):
    found = []
    threads = [threading.Thread(target=lambda: found.append(database.generation)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [0] * 8


def test_a_store_that_does_not_say_what_it_is_made_of_is_broken(database):
    with sqlite3.connect(database.path) as connection:
        connection.execute("DELETE FROM meta WHERE key = 'dimension'")
    connection.close()
    with pytest.raises(StoreBroken, match="does not say what it is made of"):
        Database(database.path)


def test_a_transaction_that_fails_leaves_no_trace(database):
    def fail():
        with database._transaction():
            database._connection.execute("UPDATE meta SET value = '9' WHERE key = 'generation'")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert database.generation == 0
