import sqlite3

import pytest

from index.errors import DocumentDamaged, StoreBroken, StoreMismatch, StoreUnwritable
from index.store import seals
from index.store.database import Database
from new_documents import IDENTITY, new
from sealed import change


def test_it_says_what_the_store_was_made_with(database):
    assert database.identity == IDENTITY
    assert len(database.store_id) == 32


def test_what_is_committed_outlives_a_power_failure(database):
    assert database.connection.one("PRAGMA synchronous") == (2,)  # FULL
    assert database.connection.one("PRAGMA journal_mode") == ("wal",)
    assert database.connection.one("PRAGMA foreign_keys") == (1,)


def test_a_store_that_does_not_say_what_it_is_made_of_is_broken(database):
    with sqlite3.connect(database.path) as connection:
        connection.execute("DELETE FROM meta WHERE key = 'dimension'")
    connection.close()
    with pytest.raises(StoreBroken, match="does not say what it is made of"):
        Database(database.path)


def test_another_format_is_an_error_that_names_both(tmp_path, monkeypatch):
    monkeypatch.setattr("index.store.database.FORMAT_VERSION", 77)
    Database.create(tmp_path / "x", IDENTITY).close()
    monkeypatch.undo()
    with pytest.raises(
        StoreMismatch, match=r"has format 77, .* format \d+; .*dateline index --rebuild"
    ):
        Database(tmp_path / "x")


@pytest.mark.parametrize("keep", [0, 10, 100, 5000])
def test_a_truncated_file_is_an_error_with_its_mend(tmp_path, keep):
    path = tmp_path / "x"
    Database.create(path, IDENTITY).close()
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(StoreBroken, match="dateline index --rebuild"):
        Database(path).faults()


def test_stored_text_that_was_tampered_with_is_never_given_out(database):
    database.writer.write([new()])
    change(database.path, "UPDATE documents SET text = replace(text, 'Two', 'Ten')")
    with pytest.raises(DocumentDamaged, match=r"holds of docs/a.txt is not .* doctor --repair"):
        database.documents.get("docs/a.txt")


def test_a_damaged_count_of_changes_is_a_fault_and_mended_by_another_one(database):
    database.writer.write([new()])
    database.close()
    change(database.path, "UPDATE meta SET value = 'x1' WHERE key = 'generation'")
    again = Database(database.path)
    assert again.faults() == ["how often the library has changed is not what was written"]
    assert again.generation == 1
    again.mend_state()
    assert (again.faults(), again.generation, again.event_dates.grammar) == ([], 2, 0)
    again.close()


@pytest.mark.parametrize("key", seals.IDENTITY)
def test_a_file_that_says_otherwise_what_it_is_made_of_is_not_opened(database, key):
    database.close()
    change(database.path, f"UPDATE meta SET value = '3' || value WHERE key = '{key}'")
    with pytest.raises((StoreBroken, StoreMismatch), match="dateline index --rebuild"):
        Database(database.path)


def test_a_missing_file_is_not_made(tmp_path):
    with pytest.raises(StoreUnwritable):
        Database(tmp_path / "none")
    assert not (tmp_path / "none").exists()
