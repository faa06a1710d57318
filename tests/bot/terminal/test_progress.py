import io
import re
from types import SimpleNamespace

from bot.terminal.progress import IndexProgress
from terminals import Terminal


def run(stream) -> str:
    with IndexProgress(stream) as progress:
        progress.advance(SimpleNamespace(stage="reading", done=0, total=0))
        progress.advance(SimpleNamespace(stage="reading", done=3, total=7))
        progress.wait("waiting for another dateline")
    return stream.getvalue()


def test_a_pipe_hears_only_what_is_waited_for():
    assert run(io.StringIO()) == "waiting for another dateline\n"


def test_a_terminal_sees_a_bar(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    shown = run(Terminal())
    assert "reading" in shown
    assert "3/7" in shown
    assert "waiting for another dateline\n" in shown


def test_a_terminal_sees_the_rate_and_the_time_left(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    clock = iter(range(1000))
    with IndexProgress(stream) as progress:
        progress._bar.get_time = lambda: next(clock) / 10
        for done in range(8):
            progress.advance(SimpleNamespace(stage="indexing", done=done, total=8))
    assert re.search(r"[\d.]+ files/s", stream.getvalue())
    assert "left" in stream.getvalue()
