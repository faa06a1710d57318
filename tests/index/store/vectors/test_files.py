import json

import numpy as np
import pytest

from index.store.database import Database
from index.store.layout import Layout
from index.store.vectors import VectorFiles
from index.store.vectors import files as module
from new_documents import IDENTITY, new

EAST, NORTH = np.array([1, 0], np.float32), np.array([0, 1], np.float32)


@pytest.fixture
def layout(tmp_path):
    return Layout(tmp_path)


@pytest.fixture
def database(layout):
    made = Database.create(layout.database, IDENTITY)
    yield made
    made.close()


@pytest.fixture
def files(database, layout):
    return VectorFiles(database, layout)


@pytest.fixture
def segments(monkeypatch):
    """Let more than three passages be too many to be compared one by one."""
    monkeypatch.setattr(module, "EXACT_LIMIT", 3)


def add(database, *names):
    """Add documents of two passages each, one to the east and one to the north."""
    database.writer.write([new(f"docs/{name}.txt") for name in names])


def written(layout):
    return sorted(path.name for path in layout.folder.glob("vectors*"))


def passages(index):
    found = index.nearest(EAST, 99)[0]
    return sorted(found.tolist())


def ranges(index):
    return [(s.segment.record.after, s.segment.record.last) for s in index.segments]


def test_a_small_library_writes_its_manifest_once_and_no_vectors(database, layout, files):
    add(database, "a")
    assert passages(files.update(False)) == [1, 2]
    before = layout.vectors_manifest.stat()
    add(database, "b")
    database.writer.write([], remove=["docs/a.txt"])
    assert passages(files.update(False)) == [3, 4]
    assert written(layout) == ["vectors.json"]
    assert layout.vectors_manifest.stat().st_mtime_ns == before.st_mtime_ns


def test_nothing_is_sound_before_the_first_update(database, files):
    assert files.load(None) is None
    assert passages(files.in_memory()) == []


def test_what_is_held_stays_while_nothing_changes(database, files):
    add(database, "a")
    held = files.update(False)
    assert files.load(held) is held


def test_what_changed_is_seen_without_a_write(database, files):
    add(database, "a", "b")
    held = files.update(False)
    add(database, "c")
    database.writer.write([], remove=["docs/a.txt"])
    seen = files.load(held)
    assert (passages(seen), seen.generation) == ([3, 4, 5, 6], 3)
    assert passages(held) == [1, 2, 3, 4]


@pytest.mark.usefixtures("segments")
def test_too_many_passages_become_a_segment_and_few_more_write_nothing(database, layout, files):
    add(database, "a", "b")
    index = files.update(False)
    assert (ranges(index), index.tail.ids.tolist()) == ([(0, 4)], [])
    before = written(layout)
    add(database, "c")
    index = files.update(False)
    assert (ranges(index), index.tail.ids.tolist()) == ([(0, 4)], [5, 6])
    assert passages(index) == [1, 2, 3, 4, 5, 6]
    assert written(layout) == before
    assert index.kind.name == "IVF1,SQfp16"


@pytest.mark.usefixtures("segments")
def test_what_was_removed_of_a_segment_is_not_found(database, files):
    add(database, "a", "b", "c")
    held = files.update(False)
    database.writer.write([], remove=["docs/b.txt"])
    for index in (files.update(False), files.load(held), files.load(None)):
        assert (passages(index), index.size) == ([1, 2, 5, 6], 4)
        assert index.segments[0].segment.record.passages == 6
        among = np.array([2, 5], np.int64)
        assert index.nearest(NORTH, 9, among=among)[0].tolist() == [2, 5]


@pytest.mark.usefixtures("segments")
def test_a_document_removed_before_a_segment_was_made_is_none_of_its(database, files):
    add(database, "a", "b")
    database.writer.write([], remove=["docs/a.txt"])
    add(database, "c", "d")
    index = files.update(False)
    assert (passages(index), index.size) == ([3, 4, 5, 6, 7, 8], 6)


@pytest.mark.usefixtures("segments")
def test_small_segments_are_merged_and_large_ones_left(database, layout, files):
    add(database, *"abcdefgh")
    assert ranges(files.update(False)) == [(0, 16)]
    add(database, "i", "j")
    assert ranges(files.update(False)) == [(0, 16), (16, 20)]
    add(database, "k", "l")
    index = files.update(False)
    assert ranges(index) == [(0, 24)]  # 8 outside, and the 16 before are no more than twice that
    assert passages(index) == list(range(1, 25))
    assert len(written(layout)) == 2


@pytest.mark.usefixtures("segments")
def test_a_segment_of_which_most_is_gone_is_made_anew(database, files):
    add(database, *"abcd")
    assert ranges(files.update(False)) == [(0, 8)]
    database.writer.write([], remove=["docs/a.txt", "docs/b.txt"])
    assert ranges(files.update(False)) == [(0, 8)]
    database.writer.write([], remove=["docs/c.txt"])
    index = files.update(False)
    assert (ranges(index), index.tail.ids.tolist()) == ([], [7, 8])


@pytest.mark.usefixtures("segments")
def test_a_run_killed_before_its_segment_is_named_loses_nothing(
    database, layout, files, monkeypatch
):
    add(database, "a", "b")
    files.update(False)
    add(database, "c", "d")

    def killed(self, path):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("index.store.layout.Manifest.write", killed)
        with pytest.raises(KeyboardInterrupt):
            files.update(False)
    assert len(files.leftovers()) == 1
    later = VectorFiles(database, layout)
    assert passages(later.load(None)) == list(range(1, 9))
    assert passages(later.update(False)) == list(range(1, 9))
    assert later.leftovers() == set()


@pytest.mark.usefixtures("segments")
def test_a_damaged_segment_is_distrusted_until_it_is_made_anew(database, layout, files):
    add(database, "a", "b")
    held = files.update(False)
    (path,) = layout.folder.glob("vectors-*")
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    assert "list 0 is not as it was written" in files.fault()
    assert files.load(held) is None
    assert files.fault() == "the vector index is missing, damaged or of another state"
    assert passages(files.update(False)) == [1, 2, 3, 4]
    assert files.fault() is None


@pytest.mark.usefixtures("segments")
@pytest.mark.parametrize(
    "change",
    [
        lambda m: m["about"].clear(),
        lambda m: m["about"]["segments"][0].pop("lists"),
        lambda m: m["about"]["segments"][0].update(name="../elsewhere"),
        lambda m: m["about"]["segments"][0].update(lists=7),
        lambda m: m.update(store_id="other"),
    ],
)
def test_a_manifest_that_is_not_ours_is_made_anew(database, layout, files, change):
    add(database, "a", "b")
    files.update(False)
    manifest = json.loads(layout.vectors_manifest.read_text())
    change(manifest)
    layout.vectors_manifest.write_text(json.dumps(manifest))
    assert files.load(None) is None
    assert passages(files.update(False)) == [1, 2, 3, 4]
    assert files.load(None) is not None


@pytest.mark.usefixtures("segments")
def test_from_scratch_makes_one_segment_of_all(database, layout, files):
    add(database, *"abcdefgh")
    files.update(False)
    add(database, "i", "j")
    assert len(files.update(False).segments) == 2
    assert ranges(files.update(True)) == [(0, 20)]


@pytest.mark.usefixtures("segments")
def test_a_segment_that_lacks_passages_is_a_fault(database, layout, files):
    add(database, "a", "b")
    files.update(False)
    database.connection.execute("DELETE FROM passages WHERE id = 2")
    assert files.fault() == "the vector index holds 4 of the first passages, the library 3"
