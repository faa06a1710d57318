import sqlite3

import pytest

from index.errors import StoreBroken, StoreMismatch, StoreUnwritable
from index.store.database import Database
from new_documents import IDENTITY, new


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
    with sqlite3.connect(database.path) as connection:
        connection.execute("UPDATE documents SET text = replace(text, 'Two', 'Ten')")
    connection.close()
    with pytest.raises(StoreBroken, match=r"stored text of docs/a.txt"):
        database.documents.get("docs/a.txt")
    assert database.faults() == ["the stored text of docs/a.txt is not what was written"]


def test_a_lost_vector_is_a_fault(database):
    database.writer.write([new()])
    assert database.faults() == []
    with sqlite3.connect(database.path) as connection:
        connection.execute("DELETE FROM vectors WHERE passage_id = 2")
    connection.close()
    assert database.faults() == ["1 passages have no vector of 8 bytes"]


def test_a_missing_file_is_not_made(tmp_path):
    with pytest.raises(StoreUnwritable):
        Database(tmp_path / "none")
    assert not (tmp_path / "none").exists()
