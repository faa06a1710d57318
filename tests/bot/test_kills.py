"""A dozen kinds of kills and other faults over real processes: `make bench-faults`, in short."""

import importlib
import multiprocessing
import shutil
import sys

import pytest

from places import ROOT

pytestmark = [
    pytest.mark.index,
    pytest.mark.socket,
    pytest.mark.skipif(
        "fork" not in multiprocessing.get_all_start_methods(), reason="processes are forked"
    ),
]


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        faults = importlib.import_module("faults")
    finally:
        sys.path.remove(str(ROOT / "bench"))
    return faults, faults.Bench(tmp_path_factory.mktemp("faults"), seed=7)


def assert_nothing_happened(seen):
    counts = (seen.lost, seen.doubled, seen.false_quotes, seen.down, seen.unclear)
    assert (counts, seen.notes) == ((0, 0, 0, 0, 0), [])


@pytest.mark.parametrize("way", ["update", "rebuild", "copies"])
def test_a_kill_at_any_instant(bench, way):
    _, cases = bench
    assert_nothing_happened(cases.killed_at_random(way))


@pytest.mark.parametrize("instant", [2, 9, 15, 20, 24])
def test_a_kill_at_a_step(bench, instant):
    _, cases = bench
    seen = cases.killed_at_step(instant)
    assert seen.killed == 1
    assert_nothing_happened(seen)


def test_a_kill_while_indexes_are_derived(bench):
    faults, cases = bench
    assert_nothing_happened(cases.killed_at_random("derive", faults._lose_derived))


def test_a_kill_while_an_older_format_is_upgraded(bench):
    faults, cases = bench
    assert_nothing_happened(cases.killed_at_random("update", faults._older(4), older=True))


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.parametrize(("calls", "when"), [("renames", 3), ("syncs", 4)])
def test_a_kill_at_a_system_call(bench, calls, when):
    faults, cases = bench
    seen = cases.traced("update", f"{faults.CALLS[calls]}:signal=KILL:when={when}")
    assert seen.killed == 1
    assert_nothing_happened(seen)


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_a_disk_that_fills_up(bench):
    faults, cases = bench
    assert_nothing_happened(
        cases.traced("update", f"{faults.CALLS['writes']}:error=ENOSPC:when=40+")
    )


@pytest.mark.parametrize("kind", ["missing", "cut", "turned", "unreadable"])
def test_a_damaged_file_of_the_derived_indexes(bench, kind):
    _, cases = bench
    assert_nothing_happened(cases.damaged(kind))


@pytest.mark.parametrize(("table", "column"), [("documents", "title"), ("vectors", "vector")])
def test_a_turned_column_of_the_truth(bench, table, column):
    _, cases = bench
    assert_nothing_happened(cases.turned(table, column))
