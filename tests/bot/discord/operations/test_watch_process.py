import os
import signal
import time
from multiprocessing import active_children

import pytest

from bot.discord.operations import watch_process
from bot.discord.operations.watch_process import WatchProcess
from bot.settings import Settings

pytestmark = pytest.mark.socket  # starts processes
LIMIT_SECONDS = 30.0


def until(holds):
    end = time.monotonic() + LIMIT_SECONDS
    while not (found := holds()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def children():
    return [process for process in active_children() if process.name == "watching"]


def test_it_starts_again_where_it_ends_and_ends_when_it_is_told_to(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(watch_process, "FIRST_WAIT_SECONDS", 0.1)
    docs = tmp_path / "source_docs"
    docs.mkdir()
    settings = Settings(source_docs=docs, index_dir=tmp_path / ".dateline", discord_token="secret")
    with WatchProcess(settings):
        (first,) = until(children)
        os.kill(first.pid, signal.SIGKILL)
        (second,) = until(lambda: [one for one in children() if one.pid != first.pid])
        assert second.is_alive()
    assert not second.is_alive()
    assert children() == []
    (said,) = [record.getMessage() for record in caplog.records]
    assert said == (
        "the process that watches the documents ended (exit code -9); it is started again in 0 s"
    )
