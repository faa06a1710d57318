import json
import shutil
from datetime import date

import pytest

from index.errors import StoreBroken, StoreMissing
from index.store.layout import Layout, WriteLock, current_layout
from index.store.records import Published
from index.store.store import Store

ANY = Published()


@pytest.fixture
def filled(shelf):
    shelf.add("a.txt", "The general invited the cleric.", published="2020-01-09")
    shelf.add("b.txt", "The harvest was poor.", published="2021-05-01")
    shelf.index()
    return shelf


def paths(store, word):
    with store.snapshot() as held:
        found = held.matching([word], 10, ANY)
        passages = held.passages.get([i for i, _ in found])
    return sorted(p.source.path for p in passages.values())


def nearest_path(shelf, store, text):
    vector = shelf.model.embedder.embed_questions([text])[0]
    with store.snapshot() as held:
        ((passage, cosine), *_) = held.nearest(vector, 1, ANY)
        assert cosine == pytest.approx(1.0, abs=1e-4)
        return held.passages.get([passage])[passage].source.path


def lagging(store):
    with store.snapshot() as held:
        return held.lagging


def words_manifest(shelf):
    (found,) = current_layout(shelf.index_dir).words.glob("*/manifest.json")
    return found


def test_opening_what_is_not_there_says_how_to_make_it(shelf):
    with pytest.raises(StoreMissing):
        shelf.open()


def test_both_indexes_find_what_was_written(filled):
    store = filled.open()
    assert paths(store, "cleric") == ["source_docs/a.txt"]
    assert nearest_path(filled, store, "The harvest was poor.") == "source_docs/b.txt"
    assert not lagging(store)


def test_an_open_store_sees_what_another_process_wrote(filled):
    store = filled.open()
    filled.add("c.txt", "A new cleric.")
    (filled.docs / "a.txt").unlink()
    filled.index()
    assert paths(store, "cleric") == ["source_docs/c.txt"]
    assert nearest_path(filled, store, "A new cleric.") == "source_docs/c.txt"


def write_without_deriving(shelf, text):
    """Leave words that lag behind the truth, as where a Dateline of old was killed."""
    update = Store.update_derived, Store.write
    Store.update_derived = lambda *_, **__: None
    Store.write = lambda self, *new, **options: self.writer.write(*new, **options)
    try:
        shelf.add("crash.txt", text)
        shelf.index()
    finally:
        Store.update_derived, Store.write = update


def test_what_lags_after_a_crash_is_repaired_at_the_next_start_embedding_nothing(filled):
    write_without_deriving(filled, "A late cleric.")
    embedded = len(filled.model.embedder.embedded)
    store = filled.open()
    assert not lagging(store)
    assert "source_docs/crash.txt" in paths(store, "cleric")
    assert nearest_path(filled, store, "A late cleric.") == "source_docs/crash.txt"
    assert len(filled.model.embedder.embedded) == embedded


def test_while_another_process_writes_words_that_lag_are_made_in_memory(filled, monkeypatch):
    monkeypatch.setattr("index.store.snapshots.REPAIR_WAIT_SECONDS", 0.0)
    monkeypatch.setattr("index.store.snapshots.RETRY_SECONDS", 0.0)
    (filled.docs / "a.txt").unlink()
    write_without_deriving(filled, "A late cleric.")
    lock = WriteLock(filled.index_dir)
    lock.acquire(0)
    try:
        store = filled.open()
        with store.snapshot() as held:
            assert (held.lagging, held.made_here) == (True, ("word",))
        with store.snapshot() as again:
            assert again.derived is held.derived
        assert paths(store, "cleric") == ["source_docs/crash.txt"]
        assert paths(store, "harvest") == ["source_docs/b.txt"]
    finally:
        lock.release()
    assert paths(store, "cleric") == ["source_docs/crash.txt"]
    assert not lagging(store)


def derived_files(shelf):
    layout = current_layout(shelf.index_dir)
    vectors = sorted(layout.folder.glob("vectors-*.faiss"))
    (folder,) = layout.words.iterdir()
    words = sorted(p for p in folder.rglob("*") if p.suffix in {".idx", ".term", ".store"})
    return [
        *vectors,
        *words,
        *folder.glob("*/meta.json"),
        folder / "manifest.json",
        layout.vectors_manifest,
    ]


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [cut, flip, lambda p: p.unlink(), lambda p: p.write_bytes(b"")])
@pytest.mark.parametrize("number", range(7))
@pytest.mark.usefixtures("segments")
def test_a_damaged_derived_file_is_made_anew_from_the_truth(filled, damage, number):
    damage(derived_files(filled)[number])
    store = filled.open()
    assert paths(store, "cleric") == ["source_docs/a.txt"]
    assert nearest_path(filled, store, "The harvest was poor.") == "source_docs/b.txt"
    assert filled.model.embedder.embedded == [
        "The general invited the cleric.",
        "The harvest was poor.",
    ]


def test_the_folders_of_derived_indexes_can_be_thrown_away(filled):
    layout = current_layout(filled.index_dir)
    shutil.rmtree(layout.words)
    layout.vectors_manifest.unlink()
    assert paths(filled.open(), "cleric") == ["source_docs/a.txt"]


@pytest.mark.parametrize("key", ["generation", "last_passage"])
def test_derived_indexes_ahead_of_the_truth_are_made_anew(filled, key):
    """As after restoring an old copy of the SQLite file: ids would be given again."""
    path = words_manifest(filled)
    manifest = json.loads(path.read_text())
    manifest[key] += 10
    path.write_text(json.dumps(manifest))
    filled.open()
    assert json.loads(words_manifest(filled).read_text())[key] == manifest[key] - 10


def test_derived_indexes_of_another_store_are_made_anew(filled):
    layout = current_layout(filled.index_dir)
    manifest = json.loads(layout.vectors_manifest.read_text())
    manifest["store_id"] = "other"
    layout.vectors_manifest.write_text(json.dumps(manifest))
    store = filled.open()
    assert json.loads(layout.vectors_manifest.read_text())["store_id"] != "other"
    assert nearest_path(filled, store, "The harvest was poor.") == "source_docs/b.txt"


def test_a_damaged_sqlite_file_is_an_error_with_its_mend(filled):
    database = current_layout(filled.index_dir).database
    database.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(StoreBroken, match="source folder are untouched"):
        filled.open()


def test_a_lost_pointer_stops_no_question_and_the_next_run_writes_it_again(filled, caplog):
    pointer = filled.index_dir / "current"
    reader, used = filled.open(), pointer.read_text()
    pointer.write_text("store-gone")
    assert not reader.superseded()
    assert paths(filled.open(), "cleric") == ["source_docs/a.txt"]
    assert "mend it with: dateline doctor --repair" in caplog.text
    shutil.copytree(reader.layout.folder, filled.index_dir / "store-another")
    assert not reader.superseded()
    shutil.rmtree(filled.index_dir / "store-another")
    filled.index()
    assert pointer.read_text() == used


def test_a_rebuild_takes_over_in_one_step_and_open_stores_notice(filled):
    reader = filled.open()
    lock = WriteLock(filled.index_dir)
    lock.acquire(0)
    fresh = Store.create(filled.index_dir, filled.identity(), lock)
    assert not reader.superseded()
    assert paths(reader, "cleric") == ["source_docs/a.txt"]
    fresh.make_current()
    assert reader.superseded()
    assert filled.open().summary().documents == 0
    stores = [p.name for p in filled.index_dir.glob("store-*")]
    assert stores == [fresh.layout.folder.name]
    fresh.close()
    lock.release()


def test_what_a_broken_off_rebuild_left_is_removed_by_the_next_writer(filled):
    leftover = Layout(filled.index_dir / "store-leftover")
    leftover.folder.mkdir()
    leftover.database.touch()
    filled.index()
    assert not leftover.folder.exists()


def test_a_filter_sees_documents_added_after_it_was_first_used(filled):
    store = filled.open()
    after = Published(after=date(2021, 1, 1))
    vector = filled.model.embedder.embed_questions(["harvest"])[0]
    with store.snapshot() as held:
        assert len(held.nearest(vector, 10, after)) == 1
        filled.add("c.txt", "Another harvest.", published="2022-01-01")
        filled.index()
        assert len(held.nearest(vector, 10, after)) == 1
    with store.snapshot() as held:
        assert len(held.nearest(vector, 10, after)) == 2
