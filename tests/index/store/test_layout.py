import os
import subprocess
import sys
import zlib

import pytest

from index.errors import StoreBroken, StoreBusy, StoreMissing, StoreUnwritable
from index.store import layout as files
from index.store.layout import Layout, Manifest, WriteLock


def test_there_is_no_index_before_one_is_made(tmp_path):
    with pytest.raises(
        StoreMissing, match=r"there is no index in .*; make one with: dateline index"
    ):
        files.current_layout(tmp_path)


@pytest.mark.parametrize("name", ["store-gone", "../elsewhere", "other", "", "store-\\x"])
def test_a_pointer_that_leads_nowhere_is_an_error_with_its_mend(tmp_path, name):
    (tmp_path / "current").write_text(name)
    with pytest.raises(StoreBroken, match="dateline doctor --repair"):
        files.current_layout(tmp_path)


def a_whole_store(index_dir):
    layout = files.new_layout(index_dir)
    layout.database.touch()
    layout.vectors_manifest.touch()
    return layout


@pytest.mark.parametrize("pointer", [None, "store-gone", ""])
def test_without_a_sound_pointer_the_only_whole_store_is_used(tmp_path, pointer):
    whole = a_whole_store(tmp_path)
    files.new_layout(tmp_path).database.touch()  # of a run that was broken off
    if pointer is not None:
        (tmp_path / "current").write_text(pointer)
    assert files.current_layout(tmp_path) == whole
    assert "current" in files.pointer_fault(tmp_path)
    files.set_current(tmp_path, whole)
    assert files.pointer_fault(tmp_path) is None


def test_without_a_pointer_one_of_several_stores_is_not_guessed(tmp_path):
    a_whole_store(tmp_path)
    a_whole_store(tmp_path)
    with pytest.raises(StoreBroken, match=r"is missing, and 2 stores are there; .* --repair"):
        files.current_layout(tmp_path)


def test_the_store_in_use_changes_in_one_step_and_others_go(tmp_path):
    old, new = files.new_layout(tmp_path), files.new_layout(tmp_path)
    for layout in (old, new):
        layout.database.touch()
    files.set_current(tmp_path, old)
    assert files.current_layout(tmp_path) == old
    files.set_current(tmp_path, new)
    assert files.current_layout(tmp_path) == new
    files.remove_other_stores(tmp_path, keep=new)
    assert not old.folder.exists()
    assert new.database.exists()


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "x"
    files.write_atomically(path, b"one")
    files.write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["x"]


def test_a_manifest_names_the_file_that_is_not_as_written(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    manifest = Manifest("s", 3, 7, files={"a": [3, zlib.crc32(b"abc")]})
    manifest.write(tmp_path / "m.json")
    assert Manifest.read(tmp_path / "m.json") == manifest
    assert manifest.damage(tmp_path) is None
    (tmp_path / "a").write_bytes(b"abd")
    assert str(tmp_path / "a") in manifest.damage(tmp_path)
    (tmp_path / "a").unlink()
    assert "No such file" in manifest.damage(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"store_id": "s"}', b"\xff", b"null"])
def test_a_damaged_manifest_counts_as_none(tmp_path, content):
    (tmp_path / "m.json").write_bytes(content)
    assert Manifest.read(tmp_path / "m.json") is None


def test_one_process_has_the_lock_and_a_killed_one_lets_go(tmp_path):
    script = (
        "import sys, time; from pathlib import Path; from index.store.layout import WriteLock\n"
        f"lock = WriteLock(Path({str(tmp_path)!r})); lock.acquire(5); print('held', flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "held\n"
        lock = WriteLock(tmp_path)
        with pytest.raises(StoreBusy, match="another process is writing"):
            lock.acquire(0)
        process.kill()
        process.wait()
        lock.acquire(5)
        lock.release()


def test_a_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnwritable, match=r"cannot write to .*file.x .*DATELINE_INDEX_DIR"):
        WriteLock(tmp_path / "file" / "x").acquire(0)
    with pytest.raises(StoreUnwritable):
        files.new_layout(tmp_path / "file" / "x")


def test_every_file_of_a_store_is_inside_its_folder(tmp_path):
    layout = Layout(tmp_path / "store-1")
    named = (layout.database, layout.words, layout.new_vectors(3))
    assert all(path.parent == layout.folder for path in named)
    assert layout.new_vectors(3).match("vectors-3-*.faiss")
    assert layout.new_vectors(3) != layout.new_vectors(3)
