"""The bot under load and over time, as its own process over real sockets: `make bench-discord`.

load: 200 questions from 50 people at once against a library of 20,000 passages.
soak: 2,000 questions one after another (BENCH_SOAK sets another number) with drops, 429s, 5xx and
reindexing mixed in.
Every question must have exactly one answer, or "busy"; bounds that are missed end with exit code 1.
"""

import asyncio
import os
import random
import re
import shutil
import statistics
import sys
import time
from pathlib import Path

import large_steps
from bot.discord.state import FILE_NAME, BotState
from bot.settings import Settings
from bot_process import BotProcess
from discord_server import DiscordServer, Interaction, Person

WORK = Path(".dateline-bench/discord").resolve()
LIBRARY_PASSAGES = 20_000
PEOPLE, QUESTIONS = 50, 200
SOAK = int(os.environ.get("BENCH_SOAK", "2000"))
BUSY = re.compile(r"busy", re.IGNORECASE)
missed: list[str] = []


def bound(name: str, shown: str, ok: bool) -> None:
    print(f"{name:44} {shown:>34}  {'ok' if ok else 'MISSED'}", flush=True)
    if not ok:
        missed.append(name)


def make_home() -> tuple[Path, list[str]]:
    """A home with the generated library, and questions to it; kept from run to run."""
    home = WORK / "home"
    settings = Settings(source_docs=home / "source_docs", index_dir=home / ".dateline")
    if not (home / "questions.json").exists():
        shutil.rmtree(home, ignore_errors=True)
        large_steps.PASSAGES = LIBRARY_PASSAGES
        large_steps._write(settings)
    (settings.index_dir / FILE_NAME).unlink(missing_ok=True)
    (home / "bot.log").unlink(missing_ok=True)
    return home, large_steps._questions(settings)


def resident_mb(pid: int) -> float:
    """The process's own memory: pages of mapped files, which the system can take back, left out."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) / 1024


def open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


async def tasks(port: int) -> int:
    import aiohttp

    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/metrics") as response,
    ):
        found = re.search(r"^dateline_tasks (\S+)", await response.text(), re.MULTILINE)
    return int(float(found[1]))


async def ask(person: Person, channel, question: str) -> tuple[float, Interaction]:
    began = time.perf_counter()
    interaction = await person.slash(channel, "ask", question=question)
    await interaction.wait_message(60)
    return time.perf_counter() - began, interaction


async def load(home: Path, questions: list[str]) -> None:
    async with DiscordServer() as server:
        server.gateway.heartbeat_seconds = 2.0
        without_cooldown(home, server)
        async with BotProcess(server, home, DATELINE_METRICS_PORT="19464") as bot:
            channel = server.channel("load")
            people = [server.member(f"person{n}") for n in range(PEOPLE)]
            for question in questions[:10]:
                await ask(people[0], channel, question)
            before = resident_mb(bot.process.pid)
            picked = random.Random(1).choices(questions, k=QUESTIONS)
            began = time.perf_counter()
            done = await asyncio.gather(
                *(ask(people[n % PEOPLE], channel, q) for n, q in enumerate(picked))
            )
            seconds = time.perf_counter() - began
            await asyncio.sleep(5)
            after = resident_mb(bot.process.pid)
            busy = [i for _, i in done if BUSY.search(text_of(i))]
            answered = [s for s, i in done if i not in busy]
            ones = sum(len(i.answers) == 1 for _, i in done)
            late = max(server.gateway.heartbeat_lateness(), default=0.0)
        print(
            f"load: {QUESTIONS} questions from {PEOPLE} people at once, "
            f"{LIBRARY_PASSAGES:,} passages"
        )
        bound(
            "every question answered once or told busy", f"{ones} of {QUESTIONS}", ones == QUESTIONS
        )
        print(f"{'answered / busy':44} {len(answered):>25} / {len(busy)}")
        print(f"{'all done after':44} {seconds:>32.2f} s")
        ordered = sorted(answered)
        print(
            f"{'median / 95th percentile of the answered':44} "
            f"{statistics.median(ordered):>18.2f} s / "
            f"{ordered[int(0.95 * len(ordered))]:.2f} s"
        )
        bound("latest heartbeat <= 1 s", f"{max(late, 0):.2f} s", late <= 1.0)
        bound(
            "memory flat (<= 20 MB more)", f"{before:.0f} -> {after:.0f} MB", after - before <= 20
        )


async def soak(home: Path, questions: list[str]) -> None:
    rng = random.Random(2)
    async with DiscordServer() as server:
        server.gateway.heartbeat_seconds = 5.0
        without_cooldown(home, server)
        async with BotProcess(server, home, DATELINE_METRICS_PORT="19464") as bot:
            channel, person, admin = server.channel("soak"), server.member("ann"), server.admin()
            pid = bot.process.pid
            once, faults, durations, start = 0, 0, [], None
            series: list[int] = []
            (home / "source_docs" / "new").mkdir(exist_ok=True)
            for number in range(SOAK):
                if number % 20 == 10:
                    faults += 1
                    fault = rng.choice(("drop", "op7", "op9", "429", "502", "cut"))
                    if fault == "drop":
                        server.drop()
                    elif fault == "op7":
                        server.reconnect_op7()
                    elif fault == "op9":
                        server.invalidate(resumable=rng.random() < 0.5)
                    elif fault == "429":
                        server.fail("*", 429, retry_after=0.2, is_global=rng.random() < 0.5)
                    elif fault == "502":
                        server.fail("*", 502)
                    else:
                        server.fail("*", 0)
                    if fault in {"drop", "op7", "op9"}:
                        await asyncio.sleep(0.1)
                        await server.wait_ready(60)
                if number % 250 == 100:
                    file = home / "source_docs" / "new" / f"{number % 4}.txt"
                    file.write_text(
                        f"date 2024-01-01 New\n\nDocument {number} speaks of number{number}."
                    )
                    report = await admin.slash(channel, "reindex")
                    await report.wait_message(120)
                question = questions[number % len(questions)]
                try:
                    seconds, interaction = await ask(person, channel, question)
                    durations.append(seconds)
                    await asyncio.sleep(0)
                    once += len(interaction.answers) == 1
                except (TimeoutError, AssertionError) as error:
                    print(f"question {number}: {error!r}", flush=True)
                if number % 250 == 0:
                    series.append(round(resident_mb(pid)))
                if number == min(300, SOAK // 4):
                    start = (resident_mb(pid), open_files(pid), await tasks(19464))
            await asyncio.sleep(3)
            end = (resident_mb(pid), open_files(pid), await tasks(19464))
            bound("the bot is alive at the end", "yes", bot.process.returncode is None)
        print(f"soak: {SOAK} questions, {faults} faults, a reindex every 250 questions")
        bound("every question answered exactly once", f"{once} of {SOAK}", once == SOAK)
        print(f"{'median of a question':44} {statistics.median(durations):>32.3f} s")
        print(f"{'memory every 250 questions, MB':44} {' '.join(map(str, series)):>34}")
        bound(
            "memory flat (<= 30 MB more)",
            f"{start[0]:.0f} -> {end[0]:.0f} MB",
            end[0] - start[0] <= 30,
        )
        bound("open files (<= 5 more)", f"{start[1]} -> {end[1]}", end[1] - start[1] <= 5)
        bound("tasks (<= 5 more)", f"{start[2]} -> {end[2]}", end[2] - start[2] <= 5)


def without_cooldown(home: Path, server: DiscordServer) -> None:
    """The people of this bench do not wait between two questions."""
    with BotState(home / ".dateline" / FILE_NAME) as state:
        state.change_server(server.guild.id, cooldown_seconds=0)


def text_of(interaction: Interaction) -> str:
    return " ".join(message.text for message in interaction.answers)


def main() -> None:
    home, questions = make_home()
    for name in sys.argv[1:] or ["load", "soak"]:
        asyncio.run({"load": load, "soak": soak}[name](home, questions))
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    main()
