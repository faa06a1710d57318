"""A bot with DATELINE_WATCH=1, over real sockets: what is written is answered from soon after."""

import asyncio
import contextlib
import itertools
import sys
import time
from pathlib import Path

import pytest

from bot_process import BotProcess, make_library
from discord_server import DiscordServer
from home import Home

pytestmark = pytest.mark.socket

LIMIT_SECONDS = 60.0
QUESTION = "Who dredged the harbour of Kolm?"
WORDS = "dredged by the Ode company"


_names = (f"member{number}" for number in itertools.count())


async def answers(server, holds) -> float:
    """Ask until the answer is as it should be; return how long that took."""
    began = time.monotonic()
    while True:
        # Somebody new, for whom no cooldown runs.
        asker = server.member(next(_names))
        interaction = await asker.slash(server.general, "ask", question=QUESTION)
        text = (await interaction.wait_message()).text
        took = time.monotonic() - began
        if holds(text):
            return took
        assert took < LIMIT_SECONDS, text
        await asyncio.sleep(0.05)


async def test_a_running_bot_answers_from_what_was_written_changed_and_removed(
    exported_models, tmp_path, record_property
):
    folder = make_library(tmp_path / "home", exported_models)
    file = folder / "source_docs" / "harbour.txt"
    async with DiscordServer() as server:
        async with BotProcess(server, folder, DATELINE_WATCH="1") as bot:
            file.write_text(f"date 2020-01-09 Harbour\n\nKolm’s harbour was {WORDS}.")
            took = {"added": await answers(server, lambda text: WORDS in text)}
            file.write_text("date 2020-01-09 Harbour\n\nKolm’s harbour was dredged by Anna Berg.")
            took["changed"] = await answers(server, lambda text: "by Anna Berg" in text)
            file.unlink()
            took["removed"] = await answers(server, lambda text: "Anna Berg" not in text)
            assert await bot.stop() == 0
        # Measured, not asserted: the machine may have other things to do.
        print({what: round(seconds, 2) for what, seconds in took.items()})
        for what, seconds in took.items():
            record_property(what, seconds)
        assert "documents: 1 added, 0 changed, 0 removed, 0 could not be read" in bot.log
        assert "Traceback" not in bot.log


async def test_a_bot_without_an_index_makes_one_and_answers_from_it(exported_models, tmp_path):
    home = Home(tmp_path / "home", exported_models)
    (home.docs / "harbour.txt").write_text(f"The harbour of Kolm was {WORDS}.")
    async with DiscordServer() as server, BotProcess(server, home.folder, DATELINE_WATCH="1"):
        await answers(server, lambda text: WORDS in text)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
async def test_a_bot_that_is_killed_leaves_nobody_watching(exported_models, tmp_path):
    home = Home(tmp_path / "home", exported_models)
    (home.docs / "harbour.txt").write_text(f"The harbour of Kolm was {WORDS}.")
    async with (
        DiscordServer() as server,
        BotProcess(server, home.folder, DATELINE_WATCH="1") as bot,
    ):
        await answers(server, lambda text: WORDS in text)
        assert len(processes_in(home.folder)) > 1
        bot.process.kill()
        await bot.wait()
        end = time.monotonic() + LIMIT_SECONDS
        while left := processes_in(home.folder):
            assert time.monotonic() < end, left
            await asyncio.sleep(0.1)


def processes_in(folder):
    """Return the processes that run in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (process / "cwd").resolve() == folder.resolve():
                found.append(process.name)
    return found
