import io
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
