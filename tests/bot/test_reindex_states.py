"""Each question is answered from one state of the library: `make bench-reindex`, in short."""

import importlib
import sys
import threading
import time

import pytest

from bot.library import Library
from bot.settings import Settings
from places import ROOT

pytestmark = pytest.mark.index


@pytest.fixture(scope="module")
def bench():
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        return importlib.import_module("reindex_states")
    finally:
        sys.path.remove(str(ROOT / "bench"))


def told(bench, *runs):
    pairs = zip(bench.TOWNS, runs, strict=False)
    return [f"The signal fire of {town} was lit in round {run}." for town, run in pairs]


def test_an_answer_of_two_states_is_a_fault(bench):
    seen = bench.Seen()
    seen.note(told(bench, 4, 4, 5), 1)
    assert (seen.asked, seen.faults) == (1, ["3 towns of runs [4, 5]"])


def test_a_town_that_is_missing_is_a_fault(bench):
    seen = bench.Seen()
    seen.note(told(bench, 4, 4), 3)
    assert seen.faults == ["2 towns of runs [4]"]


def test_a_state_before_the_last_one_is_a_fault(bench):
    seen = bench.Seen()
    for run in (4, 6, 5):
        seen.note(told(bench, run, run), 2)
    assert (seen.faults, seen.runs) == (["run 5 after run 6"], {4, 5, 6})


def test_what_is_written_meanwhile_is_never_mixed_into_an_answer(bench, shelf, own_folder):
    bench.change(shelf.docs, 1)
    shelf.index()
    settings = Settings(
        source_docs=shelf.docs, index_dir=shelf.index_dir, model=shelf.model.identity().name
    )
    done = threading.Event()

    def write():
        run = 1
        while not done.is_set():
            run += 1
            bench.change(shelf.docs, run)
            shelf.index()
            time.sleep(0.05)

    writing = threading.Thread(target=write)
    with Library(settings, shelf.open(), shelf.model.questions()) as library:
        writing.start()
        try:
            seen = bench.read_states(library, 2.0, readers=3, rate=100)
        finally:
            done.set()
            writing.join()
    assert [fault for one in seen for fault in one.faults] == []
    assert len(set().union(*(one.runs for one in seen))) > 1
