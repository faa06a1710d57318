"""Libraries that earlier Datelines wrote become ones of this format."""

import sqlite3

import pytest

from index.dates import GRAMMAR_VERSION
from index.errors import StoreMismatch
from index.store.database import Database
from index.store.layout import current_layout
from index.store.store import Store
from index.store.tables import FORMAT_VERSION
from index.store.upgrade import upgrade
from new_documents import IDENTITY
from old_formats import make_older
from sealed import change

TEXT = "He came in September 2019. Nobody knew why."


@pytest.fixture(params=[1, 2, 3, 4, 5, 6])
def had(request):
    return request.param


@pytest.fixture
def old(shelf, had):
    shelf.add("a.txt", TEXT, published="2020-01-09")
    shelf.index()
    path = current_layout(shelf.index_dir).database
    make_older(path, had)
    return path


def schema(path):
    with sqlite3.connect(path) as opened:
        tables = [
            name
            for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        columns = {
            table: sorted(row[1:5] for row in opened.execute(f"PRAGMA table_info({table})"))
            for table in tables
        }
        indexes = {
            name: sql
            for name, sql in opened.execute(
                "SELECT name, sql FROM sqlite_master WHERE sql NOT NULL"
            )
            if sql.startswith("CREATE INDEX")
        }
    opened.close()
    return columns, indexes


def test_an_older_format_says_that_indexing_mends_it(shelf, old, had):
    with pytest.raises(
        StoreMismatch,
        match=rf"format {had}, .* format {FORMAT_VERSION}; .*dateline index \(it says first",
    ):
        Store.open(shelf.index_dir)


def test_an_upgraded_file_has_the_tables_of_a_new_one(tmp_path, old):
    upgrade(old)
    Database.create(tmp_path / "new", IDENTITY).close()
    assert schema(old) == schema(tmp_path / "new")


def test_what_an_older_library_held_is_sealed_as_it_is(old):
    upgrade(old)
    database = Database(old)
    assert (database.faults(), list(database.seals.broken())) == ([], [])
    assert database.documents.get("source_docs/a.txt").text.endswith(TEXT)
    database.close()


def test_passages_of_an_older_library_are_dated_as_their_document(old):
    upgrade(old)
    database = Database(old)
    days = database.passages.published_days([1])[1]
    assert (str(days.first), str(days.last)) == ("2020-01-09", "2020-01-09")
    database.close()


def test_indexing_cuts_an_older_library_again_and_keeps_vectors_of_equal_texts(shelf, old, had):
    added = shelf_added(old)
    report = shelf.index()
    cut_again = had < 3  # later ones are cut as today
    assert (report.passages_embedded, report.unchanged, report.cut_again) == (0, 1, cut_again)
    store = shelf.open()
    passage = store.passages.last_id()
    assert [one.value for one in store.event_dates.of([passage])[passage]] == ["2019-09"]
    assert store.event_dates.grammar == GRAMMAR_VERSION
    assert list(store.documents.added_at().values()) == added
    assert shelf.index().cut_again == 0


def shelf_added(path):
    """Set when the documents came in to a day long ago."""
    with sqlite3.connect(path) as opened:
        opened.execute("UPDATE documents SET indexed_at = 86400")
    opened.close()
    return [86400]


def test_a_library_whose_dates_an_older_grammar_found_is_read_anew_once(shelf, old):
    shelf.index()
    change(
        old,
        "UPDATE meta SET value = '0' WHERE key = 'grammar'",
        "UPDATE event_dates SET value = '1999'",
        sealed=True,
    )
    assert shelf.index().dates_read_anew == 1
    assert shelf.index().dates_read_anew == 0
    store = shelf.open()
    passage = store.passages.last_id()
    assert [one.value for one in store.event_dates.of([passage])[passage]] == ["2019-09"]


def test_this_format_and_unknown_ones_are_left_as_they_are(old, had):
    assert upgrade(old) == had
    assert upgrade(old) is None
    with sqlite3.connect(old) as other:
        other.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    other.close()
    assert upgrade(old) is None
    with pytest.raises(StoreMismatch, match=r"format 99, .*run the Dateline that wrote it, or"):
        Database(old)


def test_an_upgrade_that_fails_changes_nothing(old, had, monkeypatch):
    broken = dict.fromkeys(
        (1, 2, 3, 4, 5, 6), "CREATE TABLE fresh (x); SELECT nonsense FROM nowhere;"
    )
    monkeypatch.setattr("index.store.upgrade._STEPS", broken)
    with pytest.raises(Exception, match="nowhere"):
        upgrade(old)
    monkeypatch.undo()
    assert upgrade(old) == had
