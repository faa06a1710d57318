from dataclasses import replace

import pytest

from index import intake as module
from index.documents import Document, Markup
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


def test_an_edited_document_keeps_the_vectors_of_unchanged_passages(intake, store, shelf):
    first, second, third = (f"{name} " + "word " * 90 + "end." for name in ("A", "B", "C"))
    intake.add(document("a", f"{first}\n\n{second}", "a"), STAMP)
    intake.flush()
    intake.add(document("a", f"{first}\n\n{third}", "b"), STAMP)
    intake.flush()
    assert shelf.model.embedder.embedded == [first, second, third]
    ids, vectors = store.passages.vectors([3, 4])
    assert ids == [3, 4]
    assert vectors.tolist() == (shelf.model.embedder.embed_questions([first, third]).tolist())


def test_of_equal_passages_of_a_batch_one_is_embedded(intake, store):
    intake.add(document("a", "The same.", "a"), STAMP)
    intake.add(document("b", "The same.", "b"), STAMP)
    intake.flush()
    assert (paths(store), intake.embedded) == (["a", "b"], 1)


def test_a_document_without_text_has_no_passage(intake, store):
    intake.add(document("a", "   "), STAMP)
    intake.flush()
    assert store.summary().passages == 0


def test_it_is_noted_by_which_rules_a_document_was_cut(intake, store):
    intake.add(document("a", "One."), STAMP)
    intake.flush()
    assert store.documents.known_files()["a"].cut == module.CUT


JOURNAL = "# Journal\n\n## 2024-03-04\n\nThe crane came.\n\n## 2024-03-05\n\nIt left yesterday.\n"


def test_entries_are_found_and_passages_and_dates_are_theirs(intake, store):
    intake.add(replace(document("a", JOURNAL), markup=Markup.MARKDOWN), STAMP)
    intake.flush()
    stored = store.documents.get("a")
    assert [entry.date for entry in stored.entries] == ["2024-03-04", "2024-03-05"]
    passages = store.passages.of_document(stored.source.id, 9)
    assert [passage.dated for passage in passages] == ["2024-03-04", "2024-03-05"]
    dates = store.event_dates.of([passage.id for passage in passages])
    assert [one.value for found in dates.values() for one in found] == ["2024-03-04"]


def test_headings_above_a_passage_are_searched_with_it(intake, store, shelf):
    intake.add(replace(document("a", "# Crane\n\nIt came."), markup=Markup.MARKDOWN), STAMP)
    intake.flush()
    assert shelf.model.embedder.embedded == ["Crane\nIt came."]
