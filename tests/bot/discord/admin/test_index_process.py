import multiprocessing
import os
import signal

import pytest

from bot.discord.admin import index_process
from bot.discord.admin.index_process import IndexingFailed, index_in_process
from bot.library import Library
from bot.settings import Settings
from index.errors import StoreError, UsageError

pytestmark = [pytest.mark.index, pytest.mark.socket]


@pytest.fixture
def settings(own_folder, tiny_model, tiny_export):
    (own_folder / "source_docs").mkdir()
    (own_folder / "source_docs" / "a.txt").write_text("Sadr went to Tehran. He came back.")
    (own_folder / ".dateline").mkdir()
    (own_folder / ".dateline" / "models").symlink_to(tiny_export)
    return Settings(model=str(tiny_model), passage_tokens=16, discord_token="secret")


@pytest.fixture(autouse=True)
def no_process_stays():
    yield
    for process in multiprocessing.active_children():
        process.join(10)
    assert multiprocessing.active_children() == []


def silent(_):
    """For `waiting`, where nothing waits."""


def test_the_library_is_brought_in_line_by_another_process(settings):
    stages, processes = [], set()

    def progress(step):
        stages.append(step.stage)
        processes.update(process.pid for process in multiprocessing.active_children())

    report = index_in_process(settings, progress=progress, waiting=silent)
    assert report.added == ("source_docs/a.txt",)
    assert report.library.documents == 1
    assert stages[-1] == "finishing"
    assert len(processes) == 1
    assert os.getpid() not in processes
    with Library.open(settings) as library:
        assert [source.path for source in library.sources()] == ["source_docs/a.txt"]


def test_it_makes_the_index_anew_where_that_is_wanted(settings):
    first = index_in_process(settings, progress=silent, waiting=silent)
    assert first.passages_embedded > 0
    again = index_in_process(settings, progress=silent, waiting=silent)
    assert again.passages_embedded == 0
    anew = index_in_process(settings, progress=silent, waiting=silent, rebuild=True)
    assert (anew.added, anew.passages_embedded) == (first.added, first.passages_embedded)


def test_it_leaves_the_cores_to_those_who_ask(settings):
    nice = set()

    def progress(_):
        found = multiprocessing.active_children()
        nice.update(os.getpriority(os.PRIO_PROCESS, process.pid) for process in found)

    index_in_process(settings, progress=progress, waiting=silent)
    assert nice == {min(os.getpriority(os.PRIO_PROCESS, 0) + index_process.NICE, 19)}


def test_an_error_crosses_as_it_is(settings, own_folder):
    (own_folder / "source_docs" / "a.txt").unlink()
    (own_folder / "source_docs").rmdir()
    with pytest.raises(UsageError, match="the folder source_docs does not exist"):
        index_in_process(settings, progress=silent, waiting=silent)


def test_what_progress_raises_ends_the_process(settings):
    def stop(_):
        raise KeyError("stop")

    with pytest.raises(KeyError, match="stop"):
        index_in_process(settings, progress=stop, waiting=silent)


def test_a_process_that_is_killed_is_an_error_that_says_so(settings):
    def kill(_):
        for process in multiprocessing.active_children():
            os.kill(process.pid, signal.SIGKILL)

    with pytest.raises(StoreError, match=r"ended early \(exit code -9\)"):
        index_in_process(settings, progress=kill, waiting=silent)


class Pipe:
    """The other process's end, in this one."""

    def __init__(self, broken=False):
        self.sent, self.broken = [], broken

    def send(self, message):
        if self.broken:
            raise BrokenPipeError
        self.sent.append(message)


@pytest.fixture
def _here(monkeypatch):
    """What would last beyond a test that indexes in this process: its signals, its priority."""
    monkeypatch.setattr(os, "nice", lambda _: None)
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_here")
def test_an_error_that_was_not_foreseen_crosses_with_its_traceback(settings, monkeypatch):
    def crash(*_, **__):
        raise ValueError("unforeseen")

    monkeypatch.setattr(index_process, "bring_in_line", crash)
    pipe = Pipe()
    index_process._index(pipe, settings, rebuild=False)
    (error,) = pipe.sent
    assert isinstance(error, IndexingFailed)
    assert str(error).startswith("Traceback (most recent call last):")
    assert str(error).endswith("ValueError: unforeseen\n")


@pytest.mark.usefixtures("_here")
def test_a_process_whose_bot_is_gone_ends(settings):
    index_process._index(Pipe(broken=True), settings, rebuild=False)
    assert not (settings.index_dir / "current").exists()


def test_the_other_process_is_given_no_token(settings, monkeypatch):
    given = []

    def process(**options):
        given.append(options["args"][1])
        raise InterruptedError

    monkeypatch.setattr(index_process._PROCESSES, "Process", process)
    with pytest.raises(InterruptedError):
        index_in_process(settings, progress=silent, waiting=silent)
    assert (given[0].discord_token, given[0].model) == ("", settings.model)
