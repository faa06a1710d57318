import pytest

from index import intake as module
from index.documents import Document
from index.intake import Intake
from index.store.layout import WriteLock
from index.store.store import Store
from index.store.tables import FileStamp

STAMP = FileStamp(9, 5)


def document(path, text, sha="a"):
    return Document(path, sha * 64, text, 0, "A title", None, None)


@pytest.fixture
def store(shelf):
    lock = WriteLock(shelf.index_dir)
    lock.acquire(5)
    made = Store.create(shelf.index_dir, shelf.identity(), lock)
    yield made
    made.close()
    lock.release()


@pytest.fixture
def intake(shelf, store):
    return Intake(store, shelf.model, expected_bytes=1000)


def paths(store):
    return [source.path for source in store.documents.sources()]


def test_nothing_is_written_before_a_batch_is_full_or_flushed(intake, store):
    intake.add(document("a", "One."), STAMP)
    assert paths(store) == []
    intake.flush()
    assert (paths(store), intake.embedded) == (["a"], 1)


def test_a_full_batch_is_written(intake, store, monkeypatch):
    monkeypatch.setattr(module, "BATCH_PASSAGES", 4)
    intake.add(document("a", "One.", "a"), STAMP)
    intake.add(document("b", "Two.", "b"), STAMP)
    assert paths(store) == ["a", "b"]


def test_long_texts_fill_a_batch_by_their_length(intake, store, monkeypatch):
    monkeypatch.setattr(module, "BATCH_PASSAGES", 4)
    monkeypatch.setattr(module, "BYTES_PER_PASSAGE", 10)
    intake.add(document("a", "Forty characters at least stand in this."), STAMP)
    assert paths(store) == ["a"]


def test_flushing_twice_writes_once(intake, store):
    intake.add(document("a", "One."), STAMP)
    intake.flush()
    intake.flush()
    assert store.generation == 1


def test_when_a_path_with_its_content_came_in_is_kept(shelf, store):
    intake = Intake(store, shelf.model, expected_bytes=9, added_at={("a", "a" * 64): 86_400})
    intake.add(document("a", "One."), STAMP)
    intake.flush()
    assert store.documents.added_at() == {("a", "a" * 64): 86_400}
