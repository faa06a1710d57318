"""How fast documents are read, cut and dated, without embedding: characters a second.

    PYTHONPATH=bench python bench/reading.py [FOLDER ...]

Reads the documents of the folders, by default those of tests/data and a generated library, some
times over. Prints characters of passages a second, the median of the runs, and what each step
takes. Runs on any version of Dateline whose steps have these names, so that two of them can be
compared on the same files: run it with the other version's Python.
"""

import argparse
import inspect
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from index import passages as cutting
from index.errors import DocumentError
from index.readers import read_document

try:
    from index.dates import dates_of
except ImportError:  # as it was called before
    from index.dates.document import dates_of  # type: ignore[import-not-found,no-redef]

RUNS = 5
MAX_BYTES = 20_000_000
MAX_TOKENS = 128
TODAY = date(2026, 1, 1)
DATA = Path(__file__).parent.parent / "tests" / "data"
GENERATED = 60  # documents of a generated library
SUBJECTS = ("The mill", "A ferry", "The old bridge", "The council", "Ann Ode", "The harbour board")
VERBS = ("opened", "was closed", "reported a loss of $3.2 million", "said it would rise again")
TIMES = (
    "last week", "on 5 May 2021", "in September", "two years ago", "yesterday", "in 1998",
    "at noon", "for the third time", "near the river (see below)", "with no reason given",
)  # fmt: skip


def count_tokens(texts: Sequence[str]) -> list[int]:
    # Of any model, about; how fast one counts is not what is measured.
    return [len(text) // 4 + 1 for text in texts]


def generated(folder: Path) -> None:
    """Write documents of paragraphs, sections, lists and tables under a day each."""
    for number in range(GENERATED):
        lines = ["---", f"title: Report {number}", f"date: 2021-05-{number % 28 + 1:02}", "---", ""]
        for section in range(12):
            lines += [f"## Part {section}", ""]
            for paragraph in range(4):
                said = [
                    f"{SUBJECTS[(n + section) % 6]} {VERBS[(n + paragraph) % 4]} "
                    f"{TIMES[(n * 7 + section + number) % 10]}."
                    for n in range(6)
                ]
                lines += [" ".join(said), ""]
            lines += ["- First: two planks", "- Second: nails, 40 mm", ""]
            lines += ["| Day | Boats |", "|---|---|", "| 4 March | 12 |", "| 5 March | 9 |", ""]
        (folder / f"report_{number}.md").write_text("\n".join(lines), encoding="utf-8")


def files_in(folders: Sequence[Path]) -> list[Path]:
    return sorted(
        file
        for folder in folders
        for file in folder.rglob("*")
        if file.suffix in (".md", ".txt") and file.is_file()
    )


def accepted(function: Callable[..., Any], **values: object) -> dict[str, Any]:
    """Return those of the values that a version of the function takes."""
    takes = inspect.signature(function).parameters
    return {name: value for name, value in values.items() if name in takes}


def read_all(files: Sequence[Path], spent: dict[str, float]) -> int:
    """Read, cut and date files once; return the characters of their passages."""
    find_entries = getattr(cutting, "find_entries", None)
    searched = _searched()
    characters = 0
    for file in files:
        began = time.process_time()
        try:
            document = read_document(file, f"docs/{file.name}", max_bytes=MAX_BYTES, today=TODAY)
        except DocumentError:
            continue  # a header and no text
        spent["read"] += (now := time.process_time()) - began
        began = now
        told: dict[str, Any] = {
            name: getattr(document, name, None) for name in ("elements", "markup")
        }
        if find_entries:
            given = accepted(find_entries, published=document.published, **told)
            document = replace(
                document, entries=find_entries(document.text, document.body, **given)
            )
        spent["entries"] += (now := time.process_time()) - began
        began = now
        entries = getattr(document, "entries", ())
        given = accepted(cutting.build_passages, entries=entries, **told)
        made = cutting.build_passages(
            document.text, document.body, count_tokens=count_tokens, max_tokens=MAX_TOKENS, **given
        )
        spent["cut"] += (now := time.process_time()) - began
        began = now
        for passage in made:
            searched(document.text, passage)
        spent["clean"] += (now := time.process_time()) - began
        began = now
        of_entries = accepted(dates_of, entries=entries)
        dates_of(document.text, document.body, document.published, **of_entries)
        spent["date"] += time.process_time() - began
        characters += sum(passage.end - passage.start for passage in made)
    return characters


def _searched() -> Callable[[str, Any], object]:
    try:
        from index.searched import searched
    except ImportError:
        return lambda text, passage: text[passage.start : passage.end]
    return lambda text, one: searched(text, one.start, one.end, one.leads)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    folders = parser.parse_args().folders
    with tempfile.TemporaryDirectory() as made:
        if not folders:
            generated(Path(made))
            folders = [Path(made), *sorted(DATA.glob("*/docs"))]
        print(f"{'folder':30} {'files':>6} {'characters/s':>13}   seconds of each step")
        for folder in folders:
            files = files_in([folder])
            rates, spent = [], dict.fromkeys(("read", "entries", "cut", "clean", "date"), 0.0)
            read_all(files[:2], dict(spent))  # what is compiled at first use
            for _ in range(RUNS):
                began = time.process_time()
                characters = read_all(files, spent)
                rates.append(characters / (time.process_time() - began))
            steps = "  ".join(f"{name} {total / RUNS:.3f}" for name, total in spent.items())
            name = "generated" if folder == Path(made) else "/".join(folder.parts[-2:])
            print(f"{name:30} {len(files):6} {statistics.median(rates):13,.0f}   {steps}")


if __name__ == "__main__":
    main()
