import os
import signal
import sys
import time
from pathlib import Path

import pytest

import foreign_format
from foreign_format import BOX
from index.errors import FormatError
from index.readers.guard import Guard, Limits

pytestmark = pytest.mark.socket  # starts processes

LIMITS = Limits(memory_bytes=300 << 20, cpu_seconds=1, wall_seconds=20.0, output_bytes=1 << 20)
SUPPORT = Path(foreign_format.__file__).parent
GOOD = b"%BOX\n1|2020-01-09|One text."


@pytest.fixture
def guard():
    with Guard(LIMITS, modules=[SUPPORT]) as opened:
        yield opened


def harm(kind):
    return f"%BOX\nharm\n{kind}".encode()


def test_documents_come_back_as_the_reader_made_them(guard):
    (found,) = guard.read(BOX, GOOD, "docs/a.box")
    assert (found,) == foreign_format.read(GOOD, "docs/a.box")
    assert found.text == "Item 1\n\nOne text."


def test_one_process_serves_many_files(guard):
    guard.read(BOX, GOOD, "docs/a.box")
    first = guard._process.pid
    with pytest.raises(FormatError):
        guard.read(BOX, harm("refuse"), "docs/b.box")
    guard.read(BOX, GOOD, "docs/c.box")
    assert guard._process.pid == first


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("refuse", "holds no box"),
        ("break", "is damaged (ValueError: a lid is missing)"),
        ("spin", "takes more than 1 s to read"),
        ("hog", "takes more than 300 MB to read"),
        ("recurse", "is nested too deeply"),
        ("exit", "ends its reader (exit code 7)"),
        ("abort", "ends its reader (signal 6), most likely for want of memory"),
        ("crash", "ends its reader (signal 11), most likely for want of memory"),
        ("flood", "holds more than 1 MB of text"),
        ("nothing", "holds no text"),
        ("blank", "holds no text"),
        ("twins", "two of its documents have the same name"),
        ("outside", "what its reader gave back is no document (an offset of 0 to 9 after 0, of 2)"),
        ("back", "what its reader gave back is no document (an offset of 0 to 0 after 2, of 3)"),
        ("no date", "what its reader gave back is no document ('soon' is not a date; "),
    ],
)
def test_harm_is_named_and_costs_the_next_file_nothing(guard, kind, reason):
    with pytest.raises(FormatError) as error:
        guard.read(BOX, harm(kind), "docs/b.box")
    said = str(error.value)
    assert said.startswith(f"docs/b.box: {reason}")
    assert said.endswith("; it was read as a box: save it again, or take it out of the folder")
    assert error.value.reader == "box1"
    assert guard.read(BOX, GOOD, "docs/a.box")[0].part == "1"


def test_a_file_that_takes_too_long_without_working_is_stopped():
    with Guard(
        Limits(300 << 20, 5, wall_seconds=0.5, output_bytes=1000), modules=[SUPPORT]
    ) as guard:
        began = time.monotonic()
        with pytest.raises(FormatError, match=r"takes more than 0 s to read") as error:
            guard.read(BOX, harm("sleep"), "docs/b.box")
        assert error.value.reader == ""  # the machine may have been busy: try again
        assert time.monotonic() - began < 10


def test_what_a_library_prints_does_not_run_into_the_answer(guard):
    assert guard.read(BOX, harm("print"), "docs/b.box")[0].text == "Quiet."


def test_a_reader_writes_no_file(guard):
    with pytest.raises(FormatError, match=r"tried to write a file|is damaged"):
        guard.read(BOX, harm("write"), "docs/b.box")
    left = Path("/tmp/left-by-a-reader")
    assert not left.exists() or left.stat().st_size == 0
    left.unlink(missing_ok=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
def test_a_reader_starts_no_other_process(guard):
    with pytest.raises(FormatError, match=r"is damaged \(BlockingIOError"):
        guard.read(BOX, harm("start"), "docs/b.box")


@pytest.mark.skipif(sys.platform == "win32", reason="nothing starts there without it")
def test_a_reader_does_not_see_the_environment(guard, monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    (found,) = guard.read(BOX, harm("environment"), "docs/b.box")
    assert "DISCORD_TOKEN" not in found.text


def test_what_cannot_be_stored_is_replaced_one_for_one(guard):
    assert guard.read(BOX, harm("nul"), "docs/b.box")[0].text == "a\ufffdb \ufffd"


def test_an_answer_that_claims_to_be_huge_is_not_waited_for():
    limits = Limits(300 << 20, 5, wall_seconds=10.0, output_bytes=1000)
    with Guard(limits, modules=[SUPPORT]) as guard:
        with pytest.raises(FormatError, match="gives back more than was asked for"):
            guard.read(BOX, harm("lie"), "docs/b.box")
        assert guard.read(BOX, GOOD, "docs/a.box")[0].part == "1"


def test_nothing_is_left_behind(guard):
    guard.read(BOX, GOOD, "docs/a.box")
    pids = [guard._process.pid]
    with pytest.raises(FormatError):
        guard.read(BOX, harm("spin"), "docs/b.box")
    guard.read(BOX, GOOD, "docs/a.box")
    pids.append(guard._process.pid)
    guard.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_process_that_died_between_two_files_is_replaced(guard):
    guard.read(BOX, GOOD, "docs/a.box")
    os.kill(guard._process.pid, signal.SIGKILL)
    guard._process.wait()
    assert guard.read(BOX, GOOD, "docs/a.box")[0].part == "1"
