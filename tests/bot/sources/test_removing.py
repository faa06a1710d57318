import os
from datetime import date
from pathlib import Path

import pytest

import boxes
from bot.settings import Settings
from bot.sources.removing import find, leaves_nothing, remove
from index.errors import UsageError

DAY = date(2026, 1, 2)


@pytest.fixture
def settings(shelf):
    return Settings(source_docs=shelf.docs, index_dir=shelf.index_dir)


@pytest.fixture
def found(settings):
    return lambda *names: find(settings, names)


def test_a_file_is_moved_with_its_sidecar_to_where_it_is_passed_over(shelf, found):
    shelf.add("sub/a.txt", "Text of a.")
    (shelf.docs / "sub" / "a.txt.meta.yaml").write_text("date: 2020")
    (done,) = remove(shelf.docs, found("source_docs/sub/a.txt"), delete=False, today=DAY)
    kept = shelf.docs / ".removed" / "2026-01-02" / "sub" / "a.txt"
    assert (done.path, done.kept) == ("source_docs/sub/a.txt", str(kept))
    assert kept.read_text() == "Text of a."
    assert kept.with_name("a.txt.meta.yaml").read_text() == "date: 2020"
    assert os.listdir(shelf.docs / "sub") == []
    assert shelf.index().library.documents == 0


def test_what_is_kept_is_never_overwritten(shelf, found):
    for text in ("One.", "Two.", "Three."):
        shelf.add("a.txt", text)
        remove(shelf.docs, found("a.txt"), delete=False, today=DAY)
    kept = shelf.docs / ".removed" / "2026-01-02"
    texts = {file.name: file.read_text() for file in kept.iterdir()}
    assert texts == {"a.txt": "One.", "a (2).txt": "Two.", "a (3).txt": "Three."}


def test_what_is_deleted_is_gone(shelf, found):
    shelf.add("a.txt", "Text of a.")
    (shelf.docs / "a.txt.meta.yaml").write_text("date: 2020")
    (done,) = remove(shelf.docs, found("a.txt"), delete=True, today=DAY)
    assert done.kept is None
    assert os.listdir(shelf.docs) == []


def test_a_link_keeps_what_it_leads_to(shelf, found):
    shelf.add("a.txt", "Text of a.")
    (shelf.docs / "b.txt").symlink_to("a.txt")
    (done,) = remove(shelf.docs, found(str(shelf.docs / "b.txt")), delete=False, today=DAY)
    assert Path(done.kept).read_text() == "Text of a."
    assert os.listdir(shelf.docs) != []
    assert (shelf.docs / "a.txt").is_file()
    assert not (shelf.docs / "b.txt").is_symlink()


def test_a_file_is_named_by_its_path_its_end_or_where_it_is(shelf, found, monkeypatch):
    file = shelf.add("sub/a.txt", "Text of a.")
    shelf.add("b.txt", "Text of b.")
    monkeypatch.chdir(file.parent)
    for name in ("source_docs/sub/a.txt", "sub/a.txt", "a.txt", str(file), "./a.txt"):
        assert [one.path for one in found(name)] == ["source_docs/sub/a.txt"]
    assert [one.path for one in found("b.txt", "source_docs/b.txt")] == ["source_docs/b.txt"]


def test_a_file_that_cannot_be_read_can_be_removed_too(shelf, found):
    shelf.add("a.xyz", "Of no format.")
    assert [one.path for one in found("a.xyz")] == ["source_docs/a.xyz"]


def test_a_name_of_none_or_several_is_refused(shelf, found):
    shelf.add("x/a.txt", "Text of a.")
    shelf.add("y/a.txt", "Text of another a.")
    with pytest.raises(UsageError, match=r"more than one file ends in 'a.txt'; did you mean: so"):
        found("a.txt")
    with pytest.raises(UsageError, match=r"no file is named 'b.txt'; .*see: dateline sources"):
        found("b.txt")
    with pytest.raises(UsageError, match="x is a folder; name the files in it"):
        found(str(shelf.docs / "x"))
    with pytest.raises(UsageError, match="no file is named"):
        found("../outside.txt")


def test_a_file_that_is_gone_already_is_left_to_indexing(shelf, found):
    file = shelf.add("a.txt", "Text of a.")
    shelf.add("b.txt", "Text of b.")
    shelf.index()
    file.unlink()
    with pytest.raises(UsageError, match=r"the file of source_docs/a\.txt is gone already"):
        found("a.txt")


def test_one_document_of_a_file_cannot_be_removed_alone(shelf, found, monkeypatch):
    boxes.use(monkeypatch)
    (shelf.docs / "a.box").write_text("%BOX\n1|2020|One.\n2|2021|Two.")
    shelf.index()
    with pytest.raises(UsageError, match=r"is one of 2 documents in the file source_docs/a\.box"):
        found("source_docs/a.box#1")
    assert [one.path for one in found("a.box")] == ["source_docs/a.box"]


def test_it_is_told_whether_any_document_is_left(shelf, found):
    shelf.add("a.txt", "Text of a.")
    shelf.add("b.txt", "Text of b.")
    shelf.add("c.xyz", "Of no format.")
    assert not leaves_nothing(shelf.docs, found("a.txt"))
    assert leaves_nothing(shelf.docs, found("a.txt", "b.txt"))
