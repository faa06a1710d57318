"""The bot under load while /reindex runs: `make bench-reindex`.

plain: 20 questions a second (BENCH_RATE sets another number) to a bot of its own over real sockets,
20,000 passages, by turns with nothing else going on and while one run of /reindex after another
adds, edits and removes documents. No question is asked twice, so that none is answered from what is
kept.
answers: the same with a second look, for which so many questions leave little time.
states: the library is asked from threads while the same runs go on: see `reindex_states`.
Bounds that are missed end with exit code 1.
"""

import asyncio
import os
import re
import shutil
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import discord_load
import large_steps
from bot.discord.admin.index_process import index_in_process
from bot.discord.state import FILE_NAME
from bot.library import Library
from bot.settings import Settings
from bot_process import BotProcess
from discord_load import BUSY, LIBRARY_PASSAGES, bound, text_of, without_cooldown
from discord_server import DiscordServer, Person
from reindex_states import CHANGED, TOWNS, change, read_states

WORK = Path(".dateline-bench/reindex").resolve()
RATE = float(os.environ.get("BENCH_RATE", "20"))
PEOPLE = 200
QUESTIONS = 6000
# Short and by turns, so that what else the machine does falls on both alike.
TURNS, SECONDS = 6, 12.0
STATES_SECONDS, READERS = 60.0, 4


@dataclass(slots=True)
class Part:
    """What became of the questions that were asked under one circumstance."""

    seconds: list[float] = field(default_factory=list)  # of those answered
    busy: int = 0
    lost: int = 0  # no answer, or more than one

    async def ask(self, person: Person, channel: object, question: str) -> None:
        began = time.perf_counter()
        interaction = await person.slash(channel, "ask", question=question)
        try:
            await interaction.wait_message(120)
        except (TimeoutError, AssertionError):
            self.lost += 1
            return
        if BUSY.search(text_of(interaction)):
            self.busy += 1
            return
        self.seconds.append(time.perf_counter() - began)
        self.lost += len(interaction.answers) != 1


def make_home() -> tuple[Path, list[str]]:
    """Return a folder with the generated library, and questions to it that nobody asked yet."""
    base, home = WORK / "base", WORK / "home"
    if not (base / "questions.json").exists():
        shutil.rmtree(base, ignore_errors=True)
        large_steps.PASSAGES, large_steps.QUESTIONS = LIBRARY_PASSAGES, QUESTIONS
        large_steps._write(settings_of(base))
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(base, home)
    (home / ".dateline" / FILE_NAME).unlink(missing_ok=True)
    return home, large_steps._questions(settings_of(home))


def settings_of(home: Path) -> Settings:
    return Settings(source_docs=home / "source_docs", index_dir=home / ".dateline")


async def answers(home: Path, questions: list[str], **settings: str) -> None:
    asked = iter(questions)
    idle, reindexing = Part(), Part()
    async with DiscordServer() as server:
        without_cooldown(home, server)
        async with BotProcess(server, home, **settings) as bot:
            channel, admin = server.channel("load"), server.admin()
            people = [server.member(f"person{n}") for n in range(PEOPLE)]
            runs = Runs(home, lambda: _reindex(admin, channel))
            await runs.one()
            alone = Part()
            for _ in range(20):
                await alone.ask(people[0], channel, next(asked))
            print(f"{'one question at a time, median':44} {ms(alone.seconds):>34}", flush=True)
            for _ in range(TURNS):
                for part in (idle, reindexing):
                    done = asyncio.Event()
                    asking = asyncio.create_task(keep_asking(part, people, channel, asked, done))
                    until = time.perf_counter() + SECONDS
                    while time.perf_counter() < until:
                        await (runs.one() if part is reindexing else asyncio.sleep(0.5))
                    done.set()
                    await asking
            bound("the bot is alive at the end", "yes", bot.process.returncode is None)
    runs.show()
    for name, part in (("idle", idle), ("reindexing", reindexing)):
        count = len(part.seconds) + part.busy + part.lost
        print(
            f"{name + ': asked / answered / busy':44} {count} / {len(part.seconds)} / {part.busy}"
        )
        print(f"{name + ': median, 95th percentile':44} {ms(part.seconds):>34}")
        bound(f"{name}: answers lost or doubled", str(part.lost), not part.lost)
    ratio = statistics.median(reindexing.seconds) / statistics.median(idle.seconds)
    bound("median while reindexing <= 2 x idle", f"{ratio:.2f}", ratio <= 2)


async def plain(home: Path, questions: list[str]) -> None:
    await answers(home, questions, DATELINE_RERANKER="off")


async def _reindex(admin: Person, channel: object) -> None:
    report = await admin.slash(channel, "reindex")
    await report.wait_message(300)
    while not re.search("unchanged|failed", text_of(report)):
        await asyncio.sleep(0.1)


async def keep_asking(
    part: Part,
    people: list[Person],
    channel: object,
    questions: Iterable[str],
    until: asyncio.Event,
) -> None:
    """Ask at the rate, whether or not what was asked before is answered."""
    asked: list[asyncio.Task[None]] = []
    began = time.perf_counter()
    for question in questions:
        person = people[len(asked) % len(people)]
        asked.append(asyncio.create_task(part.ask(person, channel, question)))
        await asyncio.sleep(max(began + len(asked) / RATE - time.perf_counter(), 0))
        if until.is_set():
            break
    await asyncio.gather(*asked)


class Runs:
    """Changes the documents and reindexes, again and again."""

    def __init__(self, home: Path, reindex: Callable[[], Awaitable[None]]) -> None:
        self._docs = home / "source_docs"
        self._reindex = reindex
        self._seconds: list[float] = []

    async def one(self) -> None:
        change(self._docs, len(self._seconds) + 1)
        began = time.perf_counter()
        await self._reindex()
        self._seconds.append(time.perf_counter() - began)

    def show(self) -> None:
        print(
            f"{len(self._seconds)} runs, {statistics.median(self._seconds):.1f} s each (median), "
            f"of {CHANGED} documents added, {CHANGED + len(TOWNS)} edited, {CHANGED} removed"
        )


async def states(home: Path, _: list[str]) -> None:
    settings = settings_of(home)

    async def reindex() -> None:
        await asyncio.to_thread(
            index_in_process, settings, progress=lambda _: None, waiting=lambda _: None
        )

    runs = Runs(home, reindex)
    await runs.one()
    with Library.open(settings) as library:
        library.warm()
        reading = asyncio.create_task(
            asyncio.to_thread(read_states, library, STATES_SECONDS, readers=READERS, rate=RATE)
        )
        while not reading.done():
            await runs.one()
        seen = await reading
    runs.show()
    faults = [fault for one in seen for fault in one.faults]
    asked, told = sum(one.asked for one in seen), set().union(*(one.runs for one in seen))
    bound("states: that were told of", str(len(told)), len(told) > 1)
    bound("states: questions not of one state", f"{len(faults)} of {asked}", not faults)
    for fault in faults[:5]:
        print(fault)


def ms(seconds: list[float]) -> str:
    late = sorted(seconds)[int(0.95 * len(seconds))]
    return f"{1000 * statistics.median(seconds):.0f} ms, {1000 * late:.0f} ms"


def main() -> None:
    for name in sys.argv[1:] or ["plain", "answers", "states"]:
        print(f"{name}:", flush=True)
        asyncio.run({"answers": answers, "plain": plain, "states": states}[name](*make_home()))
    raise SystemExit(1 if discord_load.missed else 0)


if __name__ == "__main__":
    main()
