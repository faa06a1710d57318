"""Copies are put in use in one step, and embed nothing."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot import copies
from bot.settings import Settings
from index.errors import StoreBroken, StoreMismatch, UsageError
from index.store.layout import current_layout
from old_formats import make_older
from places import ROOT, SUPPORT
from sealed import change
from shelf import Shelf

pytestmark = pytest.mark.index


@pytest.fixture
def settings(shelf):
    shelf.add(
        "a.txt", "The general invited the cleric. He came in May 2019.", published="2020-01-09"
    )
    shelf.add("b.txt", "The harvest was poor.")
    shelf.index()
    return Settings(source_docs=shelf.docs, index_dir=shelf.index_dir, model="hash")


def held(shelf):
    return [source.path for source in shelf.open().documents.sources()]


def emptied(shelf):
    for file in shelf.docs.iterdir():
        file.rename(file.with_suffix(".kept"))
    shelf.index(remove_all=True)
    assert held(shelf) == []
    for file in shelf.docs.iterdir():
        file.rename(file.with_suffix(".txt"))


def test_a_backup_is_restored_embedding_nothing(settings, shelf, tmp_path):
    target = tmp_path / "x.sqlite3"
    assert copies.back_up(settings, target) == copies.Copied(str(target), 2, 2)
    emptied(shelf)
    reader = shelf.open()
    assert copies.restore(settings, target) == copies.Copied(str(target), 2, 2)
    assert reader.superseded()
    store = shelf.open()
    assert (store.faults(), store.damaged_documents(), store.derived_faults()) == ([], [], [])
    assert shelf.index().passages_embedded == 0
    assert held(shelf) == ["source_docs/a.txt", "source_docs/b.txt"]


@pytest.mark.parametrize("number", [1, 4])
def test_a_backup_of_an_earlier_dateline_is_restored(settings, shelf, tmp_path, number):
    target = tmp_path / "x.sqlite3"
    copies.back_up(settings, target)
    make_older(target, number)
    assert copies.restore(settings, target).documents == 2
    assert shelf.index().passages_embedded == 0


def test_an_export_is_imported_embedding_nothing(settings, shelf, tmp_path):
    target = tmp_path / "x.jsonl"
    assert copies.export(settings, target, sys.stdout.buffer).documents == 2
    emptied(shelf)
    with target.open("rb") as source:
        assert copies.import_from(settings, source, "x.jsonl").passages == 2
    report = shelf.index()
    assert (report.passages_embedded, report.unchanged) == (0, 2)
    store = shelf.open()
    assert (store.faults(), store.damaged_documents(), store.derived_faults()) == ([], [], [])


def test_a_file_that_is_something_else_is_left_alone(settings, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"is there already and is no backup"):
        copies.back_up(settings, tmp_path / "notes.txt")
    with pytest.raises(UsageError, match=r"is there already and is no export"):
        copies.export(settings, tmp_path / "notes.txt", sys.stdout.buffer)
    with pytest.raises(UsageError, match="is no backup of Dateline"):
        copies.restore(settings, tmp_path / "notes.txt")
    with pytest.raises(UsageError, match=r"there is no file .*none"):
        copies.restore(settings, tmp_path / "none")
    with pytest.raises(UsageError, match="does not exist; make it first"):
        copies.back_up(settings, tmp_path / "none" / "x")
    with pytest.raises(UsageError, match="is the index itself"):
        copies.back_up(settings, current_layout(settings.index_dir).database)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_damaged_backup_is_refused_and_the_index_stays(settings, shelf, tmp_path):
    target = tmp_path / "x.sqlite3"
    copies.back_up(settings, target)
    change(target, "UPDATE documents SET title = 'x'")
    before = current_layout(settings.index_dir)
    with pytest.raises(StoreBroken, match="the index was left as it is"):
        copies.restore(settings, target)
    assert current_layout(settings.index_dir) == before
    assert [p.name for p in settings.index_dir.glob("store-*")] == [before.folder.name]
    assert len(held(shelf)) == 2


def test_a_copy_of_another_model_is_refused(settings, tmp_path):
    target = tmp_path / "x.sqlite3"
    copies.back_up(settings, target)
    other = Settings(source_docs=settings.source_docs, index_dir=settings.index_dir, model="other")
    with pytest.raises(StoreMismatch, match="DATELINE_MODEL"):
        copies.restore(other, target)


KILLED = """
import os, signal, sys
from pathlib import Path
from bot import copies
from bot.settings import Settings
from index.store import layout
folder, what, last = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
docs, index_dir = folder / "source_docs", folder / ".dateline"
settings = Settings(source_docs=docs, index_dir=index_dir, model="hash")
count = 0
def watch(event, arguments):
    global count
    if event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect", "open"):
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
if what == "backup":
    copies.back_up(settings, folder / "x.sqlite3")
elif what == "restore":
    copies.restore(settings, folder / "good.sqlite3")
elif what == "export":
    copies.export(settings, folder / "x.jsonl", sys.stdout.buffer)
else:
    with (folder / "good.jsonl").open("rb") as source:
        copies.import_from(settings, source, "good.jsonl")
print(count)
"""


def run(folder: Path, what: str, last: int):
    path = os.pathsep.join([str(SUPPORT), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), what, str(last)],
        env=os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("what", ["backup", "restore", "export", "import"])
def test_a_kill_at_any_instant_leaves_the_old_copy_or_the_new_one(settings, tmp_path, what):
    copies.back_up(settings, tmp_path / "good.sqlite3")
    copies.export(settings, tmp_path / "good.jsonl", sys.stdout.buffer)
    shutil.copytree(tmp_path, counting := tmp_path.with_name(f"{tmp_path.name}-counting"))
    instants = int(run(counting, what, 0).stdout)
    assert instants >= 5
    for n, last in enumerate(sorted({1 + k * instants // 5 for k in range(5)})):
        shutil.copytree(tmp_path, copy := tmp_path.with_name(f"{tmp_path.name}-{n}"))
        assert run(copy, what, last).returncode == -signal.SIGKILL
        shelf = Shelf(copy)
        assert len(held(shelf)) == 2
        assert not (copy / "x.sqlite3").exists() or copies.copies.is_backup(copy / "x.sqlite3")
        report = shelf.index()
        assert (report.passages_embedded, report.unchanged) == (0, 2)
        store = shelf.open()
        assert (store.faults(), store.derived_faults(), store.leftovers()) == ([], [], [])
        assert len(list((copy / ".dateline").glob("store-*"))) == 1
        shelf.close()
