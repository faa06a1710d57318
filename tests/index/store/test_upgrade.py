"""A library of format 1, as the first Dateline wrote it, becomes one of this format."""

import sqlite3

import pytest

from index.dates import GRAMMAR_VERSION
from index.errors import StoreMismatch
from index.store.database import Database
from index.store.layout import current_layout
from index.store.store import Store
from index.store.tables import FORMAT_VERSION
from index.store.upgrade import upgrade

TEXT = "He came in September 2019. Nobody knew why."


def make_format_1(shelf):
    """Leave the index of `shelf` as one of format 1: without event dates."""
    path = current_layout(shelf.index_dir).database
    with sqlite3.connect(path) as old:
        old.executescript(
            "DROP TABLE event_dates; DELETE FROM meta WHERE key = 'grammar';"
            " UPDATE meta SET value = '1' WHERE key = 'format';"
        )
    old.close()
    return path


@pytest.fixture
def old(shelf):
    shelf.add("a.txt", TEXT, published="2020-01-09")
    shelf.index()
    return make_format_1(shelf)


def test_an_older_format_says_that_indexing_mends_it_and_embeds_nothing(shelf, old):
    with pytest.raises(
        StoreMismatch,
        match=rf"format 1, .* format {FORMAT_VERSION}; .*dateline index \(it embeds nothing again",
    ):
        Store.open(shelf.index_dir)


def test_indexing_brings_an_older_library_up_to_date_without_embedding(shelf, old):
    with sqlite3.connect(old) as before:
        vectors = before.execute("SELECT * FROM vectors").fetchall()
    report = shelf.index()
    assert (report.passages_embedded, report.unchanged, report.dates_read_anew) == (0, 1, 1)
    store = shelf.open()
    assert [one.value for one in store.event_dates.of([1])[1]] == ["2019-09"]
    assert store.event_dates.grammar == GRAMMAR_VERSION
    with sqlite3.connect(old) as after:
        assert after.execute("SELECT * FROM vectors").fetchall() == vectors


def test_a_library_whose_dates_an_older_grammar_found_is_read_anew_once(shelf, old):
    shelf.index()
    with sqlite3.connect(old) as other:
        other.execute("UPDATE meta SET value = '0' WHERE key = 'grammar'")
        other.execute("UPDATE event_dates SET value = '1999'")
    other.close()
    assert shelf.index().dates_read_anew == 1
    assert shelf.index().dates_read_anew == 0
    assert [one.value for one in shelf.open().event_dates.of([1])[1]] == ["2019-09"]


def test_this_format_and_unknown_ones_are_left_as_they_are(old):
    assert upgrade(old) == 1
    assert upgrade(old) is None
    with sqlite3.connect(old) as other:
        other.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    other.close()
    assert upgrade(old) is None
    with pytest.raises(StoreMismatch, match=r"format 99, .*run the Dateline that wrote it, or"):
        Database(old)


def test_an_upgrade_that_fails_changes_nothing(old, monkeypatch):
    broken = {1: "CREATE TABLE event_dates (x); SELECT nonsense FROM nowhere;"}
    monkeypatch.setattr("index.store.upgrade._STEPS", broken)
    with pytest.raises(Exception, match="nowhere"):
        upgrade(old)
    monkeypatch.undo()
    assert upgrade(old) == 1
