"""Measure how soon a running bot that watches answers from a file that was written or removed.

    PYTHONPATH=bench:tests/support python bench/watching.py [--times N]

From the last write of a file to the first answer that quotes it, over the real sockets of a bot of
its own and the simulated Discord of the tests. A file that has changed less than a second ago is
still being written by rule, so that second is part of each figure.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from bot_process import BotProcess, make_library
from discord_server import DiscordServer
from index.embedding import DEFAULT_MODEL, Model

TOWNS = ("Kolm", "Ostrey", "Varde", "Lunden", "Tarn", "Hale", "Brora", "Skive", "Narva", "Melk")
ASK_EVERY_SECONDS = 0.1
LIMIT_SECONDS = 60.0


class Asker:
    """Asks the bot, each time as somebody new: a person has to wait between two questions."""

    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        self._asked = 0
        self.answers: list[float] = []  # how long each took

    async def until(self, question: str, words: str, *, shown: bool) -> float:
        """Return the seconds until an answer has, or no longer has, these words."""
        began = time.monotonic()
        while time.monotonic() - began < LIMIT_SECONDS:
            self._asked += 1
            person = self._server.member(f"member{self._asked}")
            asked = time.monotonic()
            interaction = await person.slash(self._server.general, "ask", question=question)
            text = (await interaction.wait_message()).text
            self.answers.append(time.monotonic() - asked)
            if (words in text) == shown:
                return time.monotonic() - began
            await asyncio.sleep(ASK_EVERY_SECONDS)
        raise TimeoutError(question)


async def measure(folder: Path, times: int) -> None:
    found: dict[str, list[float]] = {"added": [], "changed": [], "removed": []}
    async with DiscordServer() as server, BotProcess(server, folder, DATELINE_WATCH="1"):
        asker = Asker(server)
        for number in range(times):
            town = TOWNS[number % len(TOWNS)]
            file = folder / "source_docs" / f"harbour-{number}.txt"
            question = f"Who dredged the harbour of {town}?"
            for what, text in (("added", f"firm {number}"), ("changed", f"company {number}")):
                file.write_text(f"The harbour of {town} was dredged by the {text} of Anna Berg.")
                found[what].append(await asker.until(question, text, shown=True))
            file.unlink()
            found["removed"].append(await asker.until(question, text, shown=False))
    for what, seconds in found.items():
        print(
            f"{what:<8} {len(seconds)} times: median {statistics.median(seconds):.2f} s, "
            f"longest {max(seconds):.2f} s"
        )
    answers = sorted(asker.answers)
    print(
        f"answers  {len(answers)} meanwhile: median {statistics.median(answers) * 1000:.0f} ms, "
        f"99% within {answers[int(len(answers) * 0.99)] * 1000:.0f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=10)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as made:
        models = Path(made) / "models"
        Model(DEFAULT_MODEL, models).identity()
        asyncio.run(measure(make_library(Path(made) / "home", models), times))


if __name__ == "__main__":
    main()
