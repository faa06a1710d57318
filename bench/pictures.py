"""Draws what a member sees on a phone, for the README: `make pictures`.

Needs `pip install "simcord[screenshot]"` and a Chromium (Debian: `apt-get install chromium`); not
part of the tests. Uses the library of this folder, so run `dateline index` first.
"""

import asyncio
import functools
import sys
import tempfile
from pathlib import Path

import discord
import simcord
from playwright.async_api import BrowserType

from bot.discord.app import add_features
from bot.discord.ask.queue import QuestionQueue
from bot.discord.client import DatelineClient
from bot.discord.operations.metrics import Metrics
from bot.discord.state import BotState
from bot.library import Library
from bot.settings import read_settings

OUT = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
CHROMIUM = "/usr/bin/chromium"
PHONE = (420, 900)


async def draw_all(folder: Path) -> None:
    settings = read_settings()
    library, state, metrics = Library.open(settings), BotState(folder / "p.sqlite3"), Metrics()
    queue = QuestionQueue(lambda: library, settings, state, metrics)
    client = DatelineClient(
        settings=settings,
        library_of=lambda: library,
        queue=queue,
        state=state,
        metrics=metrics,
        shard_count=1,
    )
    add_features(client)
    async with simcord.run(client) as env:
        guild = env.create_guild("Newsroom")
        state.change_server(guild.id, cooldown_seconds=0)
        channel = guild.create_text_channel("questions")
        ann = guild.add_member(env.create_user("ann"))
        admins = guild.create_role("admins", permissions=discord.Permissions.all())
        boss = guild.add_member(env.create_user("boss"), roles=[admins])

        async def draw(name, shown, viewer) -> None:
            size = {"width": PHONE[0], "height": PHONE[1]}
            async with env.preview(channel, viewers=[viewer], **size) as page:
                await page.show(shown)
                await page.screenshot(OUT / f"{name}.png", viewport=PHONE, allow_incomplete=True)

        async def asked(name: str, question: str):
            shown = await ann.slash(channel, "ask", question=question)
            await draw(name, shown, ann)
            return shown

        answer = await asked("answer", "What led the US to kill Soleimani?")
        await draw("context", await ann.click(answer.response.message, label="Context"), ann)
        await draw("check", await ann.click(answer.response.message, label="Check"), ann)
        await asked("time", "What happened in September 2019?")
        await asked("version", "What do visiting boats pay a night at the long quay?")
        await asked("table", "How long is the north berth?")
        await asked("middling", "Who repaired the lighthouse lamp of the long quay?")
        refusal = await asked("refusal", "How do I bake a pizza?")
        await draw("nearest", await ann.click(refusal.response.message, label="Nearest"), ann)
        await draw("timeline", await ann.slash(channel, "timeline", topic="embassy"), ann)
        await draw("since", await ann.slash(channel, "since", date="2020"), ann)
        await draw("status", await boss.slash(channel, "status"), boss)
    await queue.close(5)


def main() -> None:
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(draw_all(Path(folder)))


launch = BrowserType.launch
BrowserType.launch = functools.partialmethod(
    lambda self, **options: launch(
        self, **options | {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}
    )
)
main()
