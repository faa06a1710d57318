import errno
import os
import subprocess
import sys

import faiss
import pytest

from index.errors import StoreUnwritable
from index.store.database import Database
from index.store.derived import DerivedFiles
from index.store.layout import current_layout
from index.store.records import Published
from index.store.store import Store
from index.store.words import WordIndex
from places import ROOT

ANY = Published()


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
    (words,) = layout.words.iterdir()
    before = words.stat().st_mtime_ns, layout.vectors_manifest.stat().st_mtime_ns
    assert files.update().generation == 1
    after = words.stat().st_mtime_ns, layout.vectors_manifest.stat().st_mtime_ns
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


def test_what_was_written_last_stays_whole_while_another_is_written(files, shelf, monkeypatch):
    seen = []
    write = WordIndex.write

    def watched(self, *args, **options):
        result = write(self, *args, **options)
        seen.append(files.load(None))
        return result

    monkeypatch.setattr(WordIndex, "write", watched)
    shelf.add("b.txt", "Another cleric.")
    shelf.index()
    assert [(one.generation, one.words.size) for one in seen] == [(1, 1)]


def test_segments_that_stay_are_shared_with_the_word_index_before(files, shelf):
    def segments():
        (folder,) = files._layout.words.iterdir()
        return {p.stat().st_ino for p in folder.rglob("*.store")}

    before = segments()
    shelf.add("b.txt", "Another cleric.")
    shelf.index()
    assert len(before) == 1
    assert before < segments()


def full(*args, **options):
    raise ValueError(os.strerror(errno.ENOSPC))


def full_for_faiss(*args, **options):
    raise RuntimeError(f"write error: {os.strerror(errno.ENOSPC)}")


@pytest.mark.parametrize(
    ("owner", "name", "fails"),
    [(WordIndex, "write", full), (faiss, "write_index", full_for_faiss)],
)
@pytest.mark.usefixtures("segments")
def test_a_full_disk_leaves_the_indexes_before_in_use(
    shelf, monkeypatch, caplog, owner, name, fails
):
    shelf.add("a.txt", "The general invited the cleric.")
    shelf.index()
    shelf.add("b.txt", "Another cleric.")
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, fails)
        with pytest.raises(
            StoreUnwritable, match=r"the disk of .* is full; .* make room, then run: dateline index"
        ):
            shelf.index()
        # What was written last has its words, or is not there.
        assert found(shelf.open()) == ({1} if owner is WordIndex else {1, 2})
        assert not shelf.snapshot().lagging
    shelf.index()
    store = shelf.open()
    assert found(store) == {1, 2}
    assert store.derived_faults() == []
    assert store.leftovers() == []


def found(store):
    with store.snapshot() as held:
        return {i for i, _ in held.matching(["cleric"], 9, ANY)}


def lose_words(layout):
    for file in layout.words.glob("*/manifest.json"):
        file.unlink()


def lose_vectors(layout):
    for file in layout.folder.glob("vectors-*"):
        file.unlink()


def damage_words(layout):
    for file in layout.words.glob("*/*/meta.json"):
        file.write_text("{")


@pytest.mark.parametrize(
    ("lose", "made_here"),
    [(lose_words, ("word",)), (lose_vectors, ("vector",)), (damage_words, ("word",))],
)
@pytest.mark.usefixtures("segments")
def test_what_cannot_be_made_anew_on_disk_is_made_in_memory(shelf, caplog, lose, made_here):
    shelf.add("a.txt", "The general invited the cleric.")
    shelf.add("b.txt", "The harvest was poor.")
    shelf.index()
    lose(current_layout(shelf.index_dir))
    lock = shelf.index_dir / "lock"
    lock.unlink()
    lock.mkdir()  # nobody can hold it
    held = shelf.snapshot()
    assert held.made_here == made_here
    assert "in memory" in caplog.text
    assert [i for i, _ in held.matching(["cleric"], 9, ANY)] == [1]
    assert {i for i, _ in held.nearest(shelf.model.embedder.embed_questions(["x"])[0], 9, ANY)} == {
        1,
        2,
    }
    lock.rmdir()
    shelf.index()
    assert shelf.snapshot().made_here == ()


def test_leftovers_are_swept_by_the_next_writer(files, shelf):
    layout = files._layout
    left = [
        layout.folder / ".vectors.json.77.tmp",
        layout.folder / "vectors-9.tmp",
        layout.folder / "vectors-0.faiss",
        layout.words / "9-abcdef",
    ]
    for path in left[:3]:
        path.write_bytes(b"half")
    left[3].mkdir()
    (shelf.index_dir / ".current.77.tmp").write_bytes(b"half")
    assert files.leftovers() == sorted(left)
    shelf.add("b.txt", "Another cleric.")
    shelf.index()
    assert files.leftovers() == []
    assert [p.name for p in shelf.index_dir.glob(".*")] == []


def test_a_manifest_leads_to_no_folder_outside_of_the_store(files):
    files._database.name_word_index("../../elsewhere")
    assert files._words_folder() == files._layout.words / "elsewhere"


ASK = """
import os
import sys
from pathlib import Path
from index.store.records import Published
from index.store.store import Store
import index.store.vectors, index.store.words
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
store = Store.open(Path(sys.argv[1]))
with store.snapshot() as held:
    found = [i for i, _ in held.matching(["cleric"], 9, Published())]
    print(found, held.made_here, held.lagging)
store.close()
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="takes another user")
@pytest.mark.parametrize("open_elsewhere", [True, False])
def test_another_user_who_may_only_read_can_ask(tmp_path, shelf, open_elsewhere):
    shelf.add("a.txt", "The general invited the cleric.")
    shelf.index()
    other = Store.open(shelf.index_dir) if open_elsewhere else None
    for path in (tmp_path, *tmp_path.rglob("*"), *tmp_path.parents):
        if path.is_relative_to("/tmp") and path != path.parent:
            path.chmod(path.stat().st_mode | 0o555 if path.is_dir() else 0o644)
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(shelf.index_dir)],
        cwd="/",
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if other is not None:
        other.close()
    assert (done.stdout, done.stderr) == ("[1] () False\n", "")
