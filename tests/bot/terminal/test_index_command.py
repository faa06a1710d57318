"""`dateline index --watch` as a process over a real library."""

import json
import os
import queue
import signal
import threading
import time
from pathlib import Path

import pytest

from home import Home
from index.store.layout import WriteLock

pytestmark = pytest.mark.socket  # starts processes
LIMIT_SECONDS = 60.0
HARBOUR = "The harbour of Kolm was dredged by the Ode company."


class Watching:
    """`dateline index --watch --json` as it runs; what it writes is read line by line."""

    def __init__(self, home: Home, **settings: str) -> None:
        self.process = home.start("index", "--watch", "--json", **settings)
        self.reports: queue.Queue = queue.Queue()
        self.notes: queue.Queue = queue.Queue()
        for stream, lines in (
            (self.process.stdout, self.reports),
            (self.process.stderr, self.notes),
        ):
            threading.Thread(target=self._read, args=(stream, lines), daemon=True).start()

    @staticmethod
    def _read(stream, lines) -> None:
        for line in stream:
            lines.put(line)

    def report(self) -> dict:
        return json.loads(self.reports.get(timeout=LIMIT_SECONDS))

    def note(self) -> str:
        return self.notes.get(timeout=LIMIT_SECONDS).rstrip("\n")

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(LIMIT_SECONDS)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()


def settled(file: Path, text: str) -> Path:
    """Write a file that nobody takes for one that is still being written."""
    file.write_text(text)
    then = time.time() - 60
    os.utime(file, (then, then))
    return file


@pytest.fixture
def home(tmp_path, exported_models):
    return Home(tmp_path / "home", exported_models)


@pytest.fixture
def watching(home):
    started = []

    def start(**settings):
        started.append(Watching(home, **settings))
        assert started[-1].note() == "Watching source_docs; Ctrl-C ends it."
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.mark.parametrize("polling", ["0", "1"])
def test_what_is_added_changed_and_removed_is_seen(home, watching, polling):
    file = settled(home.docs / "a.txt", HARBOUR)
    run = watching(DATELINE_WATCH_POLLING=polling)
    assert run.report()["added"] == ["source_docs/a.txt"]
    file.write_text(HARBOUR + " Nobody paid for it.")
    assert run.report()["changed"] == ["source_docs/a.txt"]
    (home.docs / "sub").mkdir()
    (home.docs / "sub" / "b.txt").write_text("The bridge was painted.")
    assert run.report()["added"] == ["source_docs/sub/b.txt"]
    file.unlink()
    assert run.report()["removed"] == ["source_docs/a.txt"]
    assert [one["path"] for one in home.json("sources")] == ["source_docs/sub/b.txt"]


def test_a_file_that_is_still_being_written_is_waited_for_and_costs_others_no_time(home, watching):
    run = watching()
    assert run.report()["added"] == []
    with (home.docs / "slow.txt").open("w") as slow:
        (home.docs / "quick.txt").write_text("The bridge was painted.")
        end = time.monotonic() + LIMIT_SECONDS
        while run.reports.empty():  # the other one is in the library meanwhile
            assert time.monotonic() < end
            slow.write("The harbour of Kolm was dredged again. ")
            slow.flush()
            time.sleep(0.1)
        slow.write("That is all.")
    assert run.report()["added"] == ["source_docs/quick.txt"]
    assert run.report()["added"] == ["source_docs/slow.txt"]
    assert home.run("show", "slow.txt")[1].endswith("That is all.")


def test_an_error_of_one_run_ends_nothing(home, watching):
    settled(home.docs / "a.txt", HARBOUR)
    run = watching()
    run.report()
    (home.docs / "a.txt").unlink()  # the last one: it stays in the library
    note = run.note()
    assert note.startswith("dateline: error: source_docs holds no document, the index holds 1")
    assert note.endswith("; going on")
    (home.docs / "b.txt").write_text("The bridge was painted.")
    report = run.report()
    assert (report["added"], report["removed"]) == (["source_docs/b.txt"], ["source_docs/a.txt"])


def test_another_writer_is_waited_for(home, watching):
    run = watching()
    run.report()
    lock = WriteLock(home.index_dir)
    lock.acquire(30)
    (home.docs / "a.txt").write_text(HARBOUR)
    assert run.note() == "another process is writing to the index; waiting for it to end"
    assert run.reports.empty()
    lock.release()
    assert run.report()["added"] == ["source_docs/a.txt"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(home, watching, number):
    run = watching()
    run.report()
    assert run.end(number) == 0
    assert run.note() == "No longer watching."
    assert run.notes.empty()


def test_a_signal_ends_it_while_it_waits_for_another_writer(home, watching):
    lock = WriteLock(home.index_dir)
    lock.acquire(30)
    run = watching()
    run.note()
    assert run.end() == 0
    lock.release()


def test_a_signal_ends_it_in_the_middle_of_a_run_and_the_next_one_goes_on(home, watching):
    for number in range(250):  # about 5 s of work
        settled(home.docs / f"{number}.txt", f"The harbour {number} of Kolm was dredged. " * 18)
    run = watching()
    end = time.monotonic() + LIMIT_SECONDS
    while not (home.index_dir / "current").exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    time.sleep(0.5)
    assert run.end() == 0
    assert run.reports.empty()
    assert run.note() == "No longer watching."
    assert home.run("index")[0] == 0
    assert len(home.json("sources")) == 250


def test_it_goes_with_no_option_for_one_run(home):
    code, _, err = home.run("index", "--watch", "--rebuild")
    assert code == 2
    assert err.startswith("dateline: error: --watch goes with none of --rebuild, --remove-all and")


def test_without_a_source_folder_it_does_not_start(home):
    home.docs.rmdir()
    code, _, err = home.run("index", "--watch")
    assert code == 2
    assert "the folder source_docs does not exist; make it" in err
