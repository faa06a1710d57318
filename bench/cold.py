"""Every start from nothing: what a person waits for who types one command.

Imports the standard library alone; see `measure`.
"""

import json
import os
import shutil

from measure import (
    CLONE,
    DATELINE,
    PYTHON,
    WITHOUT_SECOND_LOOK,
    WORK,
    cpu_seconds,
    interleaved,
    peak_mb,
    run,
    seconds,
)
from table import Figure, amount, show

FOLDER = WORK / "cold"
QUESTION = "Who invited Sadr to Tehran?"
PLAIN = [PYTHON, str(CLONE / "bench" / "plain_script.py")]
NOTHING = [PYTHON, "-c", "pass"]
NOTE = "The harbour of Reykjavik opened a third quay on Monday. {} ships came on the first day."
# What `dateline ask` waits for, one after the other. The modules of others first, so that what
# our own add shows.
PARTS = """
import json, sys, time
began = time.perf_counter()
parts = {}
def part(name):
    global began
    parts[name] = time.perf_counter() - began
    began = time.perf_counter()
import numpy; part("import numpy")
import faiss; part("import faiss")
import tantivy; part("import tantivy")
import onnxruntime, tokenizers; part("import onnxruntime and tokenizers")
import bot.cli
from typer.main import get_command
get_command(bot.cli.app).main(["--version"], standalone_mode=False)
part("import typer, read a command line")
from bot.settings import read_settings
from bot.library import Library; part("import our own modules")
settings = read_settings()
from index.store.store import Store
Store.open(settings.index_dir).close(); part("open the store")
library = Library.open(settings)
parts["open the model"] = time.perf_counter() - began - parts["open the store"]
began = time.perf_counter()
library.ask(sys.argv[1]); part("answer")
print(json.dumps(parts))
"""
# Which of the heavy modules a command has imported by its end.
HEAVY = """
import sys
from bot.cli import main
code = main(sys.argv[1:])
heavy = {"torch", "sentence_transformers", "transformers", "sklearn", "scipy", "onnx"}
print("imported:", ", ".join(sorted(heavy & sys.modules.keys())) or "none of them")
sys.exit(code)
"""


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    shutil.copytree(CLONE / "source_docs", FOLDER / "source_docs")
    _settle()
    first = run([DATELINE, "index"], FOLDER)
    run([*PLAIN, "build", "source_docs"], FOLDER)
    run([DATELINE, "ask", QUESTION], FOLDER)  # not counted: it fills the caches

    asked = interleaved(
        {
            "ask": [*WITHOUT_SECOND_LOOK, "ask", QUESTION],
            "with": [DATELINE, "ask", QUESTION],
            "plain": [*PLAIN, "ask", QUESTION],
        },
        FOLDER,
        rounds=5,
    )
    ask, with_look, plain = asked["ask"], asked["with"], asked["plain"]
    small = interleaved(
        {
            "help": [DATELINE, "--help"],
            "index": [DATELINE, "index"],
            "nothing": NOTHING,
            "parts": [PYTHON, "-c", PARTS, QUESTION],
        },
        FOLDER,
        rounds=9,
        warm_up=True,
    )
    added = interleaved(
        {"index": [DATELINE, "index"], "plain": [*PLAIN, "add", NOTE]},
        FOLDER,
        rounds=3,
        before=_add_note,
    )
    _add_note(99)
    heavy_index = run([PYTHON, "-c", HEAVY, "index"], FOLDER).stdout
    heavy_ask = run([PYTHON, "-c", HEAVY, "ask", QUESTION], FOLDER).stdout

    python = f"python -c pass {amount(seconds(small['nothing']), 's')}"
    show(
        "cold: one command from a cold process, on the article in source_docs/",
        [
            Figure(
                "dateline ask, without a second look",
                seconds(ask),
                "s",
                1.0,
                beside=f"plain script {amount(seconds(plain), 's')}",
            ),
            Figure(
                "  times faster than the plain script",
                seconds(plain) / seconds(ask),
                "times",
                9,
                at_least=True,
            ),
            Figure(
                "  processor time",
                cpu_seconds(ask),
                "s",
                beside=f"plain script {amount(cpu_seconds(plain), 's')}",
            ),
            Figure(
                "  peak memory",
                peak_mb(ask),
                "MB",
                300,
                beside=f"plain script {amount(peak_mb(plain), 'MB')}",
            ),
            Figure("  imports torch or its kin", _imported(heavy_ask)),
            *_parts([r.stdout for r in small["parts"]], seconds(small["nothing"])),
            Figure("dateline ask, with it", seconds(with_look), "s"),
            Figure(
                "  times faster than the plain script",
                seconds(plain) / seconds(with_look),
                "times",
                5,
                at_least=True,
            ),
            Figure("dateline --help", seconds(small["help"]), "s", 0.4, beside=python),
            Figure(
                "dateline index, nothing changed", seconds(small["index"]), "s", 0.8, beside=python
            ),
            Figure(
                "dateline index, one short document added",
                seconds(added["index"]),
                "s",
                2.0,
                beside=f"plain script {amount(seconds(added['plain']), 's')}",
            ),
            Figure("  imports torch or its kin", _imported(heavy_index)),
            Figure(
                "  peak memory",
                peak_mb(added["index"]),
                "MB",
                beside=f"plain script {amount(peak_mb(added['plain']), 'MB')}",
            ),
            Figure("the first dateline index, once", first.seconds, "s"),
        ],
    )


def _parts(printed: list[str], start: float) -> list[Figure]:
    rounds = [json.loads(text.splitlines()[-1]) for text in printed]
    figures = [Figure("  of which: Python starts", start, "s")]
    for name in rounds[0]:
        middle = sorted(r[name] for r in rounds)[len(rounds) // 2]
        figures.append(Figure(f"  of which: {name}", middle, "s"))
    return figures


def _imported(printed: str) -> str:
    return printed.strip().splitlines()[-1].removeprefix("imported: ")


def _add_note(number: int) -> None:
    note = FOLDER / "source_docs" / f"2024-05-{number + 2:02d} note.txt"
    if number > 20:
        note = FOLDER / "source_docs" / "last note.txt"
    note.write_text(NOTE.format(number + 2), encoding="utf-8")
    _settle()


def _settle() -> None:
    """Date the files back: one changed in these seconds would be read again next time."""
    for file in (FOLDER / "source_docs").iterdir():
        os.utime(file, (1_600_000_000, 1_600_000_000))


if __name__ == "__main__":
    main()
