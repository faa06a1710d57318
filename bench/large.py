"""A large library: a warm question and where its time goes, recall, upkeep.

100,000 passages, or as many as BENCH_PASSAGES says. At 1,000,000 (`make bench-million`) it takes
some 40 minutes the first time, most of them to write the library, and 6 GB of disk, which are kept.

Starts every step in a process of its own, so that each has its own peak memory. Imports the
standard library alone; see `measure`. The steps are in `large_steps`.
"""

import json
import os
import statistics
from collections.abc import Sequence
from typing import Any

from measure import (
    CLONE,
    DATELINE,
    PYTHON,
    WITHOUT_SECOND_LOOK,
    WORK,
    Run,
    interleaved,
    peak_mb,
    run,
    seconds,
)
from table import Figure, amount, show

PASSAGES = int(os.environ.get("BENCH_PASSAGES", "100000"))
FOLDER = WORK / ("large" if PASSAGES == 100_000 else f"large-{PASSAGES}")
STEPS = str(CLONE / "bench" / "large_steps.py")
QUESTION = "Who invited Sadr to Tehran?"


def main() -> None:
    WORK.mkdir(exist_ok=True)
    built, built_run = _step("build")
    warm, warm_run = _step("warm")
    exact, _ = _step("exact")
    asked = interleaved(
        {"plain": [*WITHOUT_SECOND_LOOK, "ask", QUESTION], "with": [DATELINE, "ask", QUESTION]},
        FOLDER,
        rounds=5,
        warm_up=True,
        codes=(0, 1),
    )
    cold, cold_with = asked["plain"], asked["with"]
    unchanged, added, removed = _upkeep(rounds=3)
    show(
        f"large: {built['passages']:,} passages in {built['documents']:,} documents",
        [
            Figure(
                f"warm question without a second look, median of {warm['questions']:,}",
                warm["median_ms"],
                "ms",
                8.4,
                beside=f"p95 {amount(warm['p95_ms'], 'ms')}, answered {warm['answered']:.0%}",
            ),
            *(
                Figure(f"  of which: {name}", value, "ms", beside=calls)
                for name, value, calls in warm["parts"]
            ),
            *(
                Figure(f"  question {name}", value, "ms", beside=f"of them {held:.0%} of passages")
                for name, value, held in warm["filtered"]
            ),
            *_second_look(warm["second_look"]),
            Figure("  peak memory of that process", warm_run.peak_mb, "MB"),
            *_recall(exact),
            Figure(
                "derived indexes made anew",
                built["derived_s"],
                "s",
                beside=f"words {amount(built['words_s'], 's')}, "
                f"vectors {amount(built['vectors_s'], 's')}",
            ),
            Figure("  peak memory", built_run.peak_mb, "MB", beside=f"on disk {_sizes(built)}"),
            Figure(
                "dateline ask, cold process, without a second look",
                seconds(cold),
                "s",
                beside=f"peak memory {amount(peak_mb(cold), 'MB')}",
            ),
            Figure(
                "  with it",
                seconds(cold_with),
                "s",
                beside=f"peak memory {amount(peak_mb(cold_with), 'MB')}",
            ),
            *_commands(unchanged, added, removed),
        ],
    )


def _step(name: str) -> tuple[dict[str, Any], Run]:
    done = run([PYTHON, STEPS, name, str(FOLDER)], WORK)
    return json.loads(done.stdout.splitlines()[-1]), done


def _second_look(found: dict[str, Any] | None) -> list[Figure]:
    if found is None:
        return []
    return [
        Figure(
            f"warm question with it, median of {found['questions']}",
            found["median_ms"],
            "ms",
            200,
            beside=f"p95 {amount(found['p95_ms'], 'ms')}",
        ),
        Figure("  of which: reading sentences", found["sentences_ms"], "ms"),
        Figure("  the same question once more", found["kept_ms"], "ms", beside="scores are kept"),
    ]


def _recall(exact: dict[str, Any]) -> list[Figure]:
    return [
        Figure(
            f"vectors alone, {kind['name']}",
            kind["median_ms"],
            "ms",
            beside=f"recall@100 {kind['recall100']:.3f}",
        )
        for kind in exact["kinds"]
    ]


def _commands(
    unchanged: Sequence[Run], added: Sequence[Run], removed: Sequence[Run]
) -> list[Figure]:
    names = {
        "dateline index, nothing changed": unchanged,
        "dateline index, one short document added": added,
        "dateline index, one document removed": removed,
    }
    return [
        Figure(
            name,
            seconds(runs),
            "s",
            beside=f"peak memory {amount(peak_mb(runs), 'MB')}, "
            f"written {amount(statistics.median(run.written_mb for run in runs), 'MB')}",
        )
        for name, runs in names.items()
    ]


def _upkeep(rounds: int) -> tuple[list[Run], list[Run], list[Run]]:
    note = FOLDER / "source_docs" / "2024-05-01 note.txt"
    note.unlink(missing_ok=True)
    run([DATELINE, "index"], FOLDER)
    unchanged, added, removed = [], [], []
    for number in range(rounds):
        unchanged.append(run([DATELINE, "index"], FOLDER))
        note.write_text(f"A third quay was opened. {number} ships came.", encoding="utf-8")
        added.append(run([DATELINE, "index"], FOLDER))
        note.unlink()
        removed.append(run([DATELINE, "index"], FOLDER))
    return unchanged, added, removed


def _sizes(built: dict[str, Any]) -> str:
    return ", ".join(f"{name} {amount(mb, 'MB')}" for name, mb in built["sizes_mb"].items())


if __name__ == "__main__":
    main()
