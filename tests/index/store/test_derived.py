import pytest

from index.errors import StoreUnwritable
from index.store.database import Database
from index.store.derived import DerivedFiles
from index.store.layout import current_layout
from index.store.words import WordIndex


@pytest.fixture
def files(shelf):
    shelf.add("a.txt", "The general invited the cleric.")
    shelf.index()
    layout = current_layout(shelf.index_dir)
    database = Database(layout.database)
    yield DerivedFiles(database, layout)
    database.close()


def test_what_is_open_stays_while_nothing_is_written(files):
    held = files.load(None)
    assert held.generation == 1
    assert files.load(held) is held


def test_what_was_written_since_is_opened(files, shelf):
    held = files.load(None)
    shelf.add("b.txt", "Another cleric.")
    shelf.index()
    fresh = files.load(held)
    assert fresh is not held
    assert (fresh.generation, fresh.vectors.size, fresh.words.size) == (2, 2, 2)


def test_an_update_with_nothing_new_writes_nothing(files):
    layout = files._layout
    before = layout.words_manifest.stat().st_mtime_ns, layout.vectors_manifest.stat().st_mtime_ns
    assert files.update().generation == 1
    after = layout.words_manifest.stat().st_mtime_ns, layout.vectors_manifest.stat().st_mtime_ns
    assert after == before


def test_each_fault_is_named(files):
    assert files.faults() == []
    files._layout.vectors_manifest.unlink()
    assert files.faults() == ["the vector index is missing, damaged or of another state"]
    files.update(from_scratch=True)
    assert files.faults() == []


def test_a_word_index_of_other_words_is_made_anew(files, monkeypatch):
    monkeypatch.setattr("index.store.derived.SEARCHED_VERSION", 99)
    assert files.load(None) is None
    files.update()
    assert files.load(None) is not None


def test_a_word_index_that_cannot_be_written_is_made_anew(files, shelf, monkeypatch):
    write = WordIndex.write
    failing = iter([True])

    def once(self, *args, **options):
        if next(failing, False):
            raise ValueError("FileAlreadyExists")
        return write(self, *args, **options)

    monkeypatch.setattr(WordIndex, "write", once)
    shelf.add("b.txt", "Another cleric.")
    shelf.index()
    assert files.faults() == []
    assert files.load(None).words.size == 2


def test_words_that_cannot_be_written_at_all_say_so(files, shelf, monkeypatch):
    def full(self, *args, **options):
        raise ValueError("no space left")

    monkeypatch.setattr(WordIndex, "write", full)
    shelf.add("b.txt", "Another cleric.")
    with pytest.raises(StoreUnwritable, match="no space left"):
        shelf.index()
