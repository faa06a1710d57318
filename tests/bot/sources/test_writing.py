import os
import subprocess
import sys

import pytest

from bot.sources.writing import make_folder, put, refused
from index.errors import UsageError
from index.source_files import list_files
from places import ROOT


def test_a_file_is_written_whole_into_a_folder_that_is_made(tmp_path):
    put(tmp_path / "a" / "b.txt", b"text")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"text"
    assert os.listdir(tmp_path / "a") == ["b.txt"]
    assert (tmp_path / "a" / "b.txt").stat().st_nlink == 1


def test_what_is_there_is_replaced_only_where_that_is_asked_for(tmp_path):
    put(tmp_path / "b.txt", b"old")
    with pytest.raises(FileExistsError):
        put(tmp_path / "b.txt", b"new")
    assert (tmp_path / "b.txt").read_bytes() == b"old"
    put(tmp_path / "b.txt", b"new", replace=True)
    assert (tmp_path / "b.txt").read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["b.txt"]


def test_a_file_system_without_second_names_overwrites_nothing_either(tmp_path, monkeypatch):
    def refuse(self, target):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)
    put(tmp_path / "b.txt", b"old")
    with pytest.raises(FileExistsError):
        put(tmp_path / "b.txt", b"new")
    assert (tmp_path / "b.txt").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["b.txt"]


def test_what_cannot_be_written_says_where_and_what_to_do(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match=r"cannot write to .*file/b \(Not a directory\)"):
        put(tmp_path / "file" / "b" / "c.txt", b"text")
    with pytest.raises(UsageError, match="make room there, or give this user permission"):
        make_folder(tmp_path / "file" / "b")
    assert "(No space left on device)" in str(refused(tmp_path, OSError(28, os.strerror(28))))


def test_what_a_killed_process_left_is_no_document_and_named_when_it_is_old(tmp_path):
    killed = (
        "import os, pathlib, sys; from bot.sources import writing;"
        "writing.sync = lambda stream: os._exit(9); writing.put(pathlib.Path(sys.argv[1]), b'text')"
    )
    run = subprocess.run([sys.executable, "-c", killed, str(tmp_path / "a.txt")], cwd=ROOT)
    assert run.returncode == 9
    (left,) = tmp_path.iterdir()
    listing = list_files(tmp_path)
    assert (listing.files, listing.skipped, listing.half_written) == ((), (), ())
    os.utime(left, (1, 1))
    assert list_files(tmp_path).half_written == (str(left),)
    put(tmp_path / "a.txt", b"text")
    assert (tmp_path / "a.txt").read_bytes() == b"text"
