"""Asks a library from threads while it is written to, and tells answers that mix two states.

A few documents are all edited in each run and name its number. What one question finds of them has
to name each, all of the same run, and no earlier run than the question before it.
"""

import random
import re
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.library import Library

TOWNS = ("Arden", "Bolsow", "Corvey", "Dunholt", "Elsmar", "Fenwick", "Garlow", "Hestrey")
ALL_TOWNS = "The signal fire was lit in round"
QUESTIONS = (
    "Which towns lit the signal fire?",
    "In which round was the signal fire lit?",
    "Who lit the signal fire of Corvey?",
    "Where was the signal fire of Hestrey lit?",
)
CHANGED = 40  # documents that are added, that are edited and that are removed in each run
ROUND = re.compile(r"signal fire of (\w+) was lit in round (\d+)")


def edit_towns(docs: Path, run: int) -> None:
    """Let each of the towns tell the run."""
    # First by their path, so that they come into the library in one transaction.
    folder = docs / "0-fires"
    folder.mkdir(exist_ok=True)
    for town in TOWNS:
        (folder / f"{town}.txt").write_text(
            f"date 2024-01-01 {town}\n\nThe signal fire of {town} was lit in round {run}."
        )


def change(docs: Path, run: int) -> None:
    """Edit the towns, add and edit other documents, and remove those added three runs ago."""
    edit_towns(docs, run)
    new = docs / "new"
    new.mkdir(exist_ok=True)
    for n in range(CHANGED):
        for number, word in ((run, "opened"), (run - 1, "repaired")):
            (new / f"{number}-{n}.txt").write_text(
                f"date 2024-02-{1 + n % 28:02} Bridge {number}-{n}\n\n"
                + "\n\n".join(
                    f"Bridge {number}-{n} was {word} in year {1900 + k}. "
                    "The mayor thanked the builders for their patience and care."
                    for k in range(3)
                )
            )
        (new / f"{run - 3}-{n}.txt").unlink(missing_ok=True)


@dataclass(slots=True)
class Seen:
    """What one reader saw of the towns."""

    asked: int = 0
    faults: list[str] = field(default_factory=list)
    runs: set[int] = field(default_factory=set)
    newest: int = 0

    def note(self, texts: Iterable[str], needed: int) -> None:
        """Note what one question found: `needed` towns at least, all of the same run."""
        self.asked += 1
        found = [match for text in texts for match in ROUND.findall(text)]
        told = {int(run) for _, run in found}
        towns = {town for town, _ in found}
        if len(told) != 1 or len(towns) < needed:
            self.faults.append(f"{len(towns)} towns of runs {sorted(told)}")
            return
        (run,) = told
        if run < self.newest:
            self.faults.append(f"run {run} after run {self.newest}")
        self.runs.add(run)
        self.newest = max(run, self.newest)


def read_states(library: Library, seconds: float, *, readers: int, rate: float) -> list[Seen]:
    """Ask about the towns from threads, `rate` times a second in all; return what each saw."""
    until = time.perf_counter() + seconds
    seen = [Seen() for _ in range(readers)]

    def read(mine: Seen, number: int) -> None:
        rng = random.Random(number)
        while (began := time.perf_counter()) < until:
            try:
                if mine.asked % 2:
                    answer = library.ask(rng.choice(QUESTIONS), quotes=5)
                    mine.note([quote.text for quote in (*answer.quotes, *answer.nearest)], 1)
                else:
                    found = library.search(ALL_TOWNS, k=3 * len(TOWNS))
                    mine.note([one.quote.text for one in found], len(TOWNS))
            except Exception as error:  # noqa: BLE001 - counted and shown
                mine.asked += 1
                mine.faults.append(repr(error))
            time.sleep(max(began + readers / rate - time.perf_counter(), 0))

    threads = [threading.Thread(target=read, args=(one, n)) for n, one in enumerate(seen)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen
