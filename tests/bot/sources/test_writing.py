import os

import pytest

from bot.sources.writing import make_folder, put, refused
from index.errors import UsageError


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
