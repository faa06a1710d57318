"""kill -9 at any instant leaves the last good state, and the next run completes it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from index.errors import StoreMissing
from index.store.records import Published
from places import ROOT, SUPPORT
from shelf import Shelf

pytestmark = [pytest.mark.index, pytest.mark.socket]

SCRIPT = SUPPORT / "crash_script.py"
ANY = Published()


def run(folder: Path, instant: int):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(SUPPORT), str(ROOT)])}
    return subprocess.run(
        [sys.executable, str(SCRIPT), str(folder), str(instant)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def texts(store):
    return {
        s.path.split("/")[1]: store.documents.get(s.path).text for s in store.documents.sources()
    }


def assert_sound(store, allowed):
    """Every document is one of its good versions, and every index shows exactly these."""
    held = texts(store)
    for name, text in held.items():
        assert text in allowed[name]
    assert store.faults() == []
    assert store.derived_faults() == []
    with store.snapshot() as snapshot:
        found = snapshot.matching(["word"], 1000, ANY)
        near = snapshot.nearest(np.full(64, 0.125, np.float32), 1000, ANY)
    for hits in (found, near):
        passages = store.passages.get([i for i, _ in hits])
        assert len(passages) == len(hits) == store.summary().passages
        for passage in passages.values():
            name = passage.source.path.split("/")[1]
            assert held[name][passage.start : passage.end] == passage.text


def prepare(folder: Path) -> dict[str, set[str]]:
    """A shelf that was indexed once, and then changed: one added, edited, moved and removed."""
    shelf = Shelf(folder)
    for name in ("edited.txt", "kept.txt", "moved.txt", "removed.txt"):
        shelf.add(name, f"One word of {name}. Another word of it.\n\nA word in a second passage.")
    shelf.index()
    store = shelf.open()
    allowed = {name: {text} for name, text in texts(store).items()}
    shelf.close()
    shelf.add("edited.txt", "An edited word.")
    shelf.add("added.txt", "An added word.")
    (shelf.docs / "moved.txt").rename(shelf.docs / "target.txt")
    (shelf.docs / "removed.txt").unlink()
    allowed["edited.txt"].add("An edited word.")
    allowed["added.txt"] = {"An added word."}
    allowed["target.txt"] = allowed["moved.txt"]
    return allowed


FINAL = {"added.txt", "edited.txt", "kept.txt", "target.txt"}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("prepared")
    allowed = prepare(folder)
    counting = tmp_path_factory.mktemp("counting") / "shelf"
    shutil.copytree(folder, counting)
    instants = int(run(counting, 0).stdout)
    return folder, allowed, instants


@pytest.mark.slow
def test_a_kill_at_any_instant_of_an_update_loses_and_doubles_nothing(prepared, tmp_path):
    folder, allowed, instants = prepared
    assert instants >= 20
    for instant in range(1, instants + 1):
        copy = tmp_path / str(instant)
        shutil.copytree(folder, copy)
        assert run(copy, instant).returncode == -signal.SIGKILL
        shelf = Shelf(copy)
        store = shelf.open()
        assert_sound(store, allowed)
        assert shelf.model.embedder.embedded == []
        assert "kept.txt" in texts(store)
        shelf.close()
        shelf = Shelf(copy)
        shelf.index()
        store = shelf.open()
        assert_sound(store, allowed)
        assert set(texts(store)) == FINAL
        assert texts(store)["edited.txt"] == "An edited word."
        shelf.close()


@pytest.mark.slow
def test_a_kill_at_any_instant_of_the_first_run_loses_nothing(tmp_path):
    def start(folder):
        shelf = Shelf(folder)
        for n in range(3):
            shelf.add(f"{n}.txt", f"One word of {n}.")
        return shelf

    (tmp_path / "counting").mkdir()
    start(tmp_path / "counting")
    instants = int(run(tmp_path / "counting", 0).stdout)
    for instant in range(1, instants + 1, 2):
        folder = tmp_path / str(instant)
        folder.mkdir()
        shelf = start(folder)
        assert run(folder, instant).returncode == -signal.SIGKILL
        allowed = {f"{n}.txt": {f"One word of {n}."} for n in range(3)}
        try:
            store = shelf.open()
        except StoreMissing:
            pass  # killed before there was anything
        else:
            assert_sound(store, allowed)
        shelf.index()
        store = shelf.open()
        assert_sound(store, allowed)
        assert len(texts(store)) == 3
        shelf.close()


@pytest.mark.parametrize("seconds", [0.5, 1.0, 1.6])
def test_the_real_command_can_be_killed_while_it_embeds(tmp_path, exported_models, seconds):
    docs = tmp_path / "source_docs"
    docs.mkdir()
    for n in range(60):
        (docs / f"{n:02}.txt").write_text(
            "\n\n".join(
                f"Passage {k} of document {n} speaks of town{n * k}. " * 8 for k in range(8)
            )
        )
    (tmp_path / ".dateline").mkdir()
    (tmp_path / ".dateline" / "models").symlink_to(exported_models)
    command = [str(Path(sys.executable).with_name("dateline")), "index"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        time.sleep(seconds)
        process.kill()
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    shelf = Shelf(tmp_path)
    store = shelf.open()
    assert (store.summary().documents, store.summary().passages) == (60, 480)
    assert store.faults() == store.derived_faults() == []
    shelf.close()
