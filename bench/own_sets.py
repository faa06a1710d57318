"""How well the libraries under tests/data are answered: `make bench-own`.

Asks every question of the version whose `dateline` command is given, the one beside it if none:

    python bench/own_sets.py --dateline ../older/.venv/bin/dateline --half check

Of the first quote it counts whether it is the right passage, whether the right sentence is marked,
and whether its date and its event's date are right; of all questions, whether they are answered
and refused as they should be. `--show` lists what is wrong.
"""

import argparse
import json
import os
import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

import yaml

CLONE = Path(__file__).resolve().parent.parent
DATA = CLONE / "tests" / "data"
LIBRARIES = ("written", "dated", "asked")
# Answers plain questions in one process, as `dateline ask --json` does in one each: on a busy
# machine a start takes longer than a hundred answers. A version has its parts in one of two places.
ONE_PROCESS = """
import json, sys
from bot.library import Library
from bot.settings import read_settings
try:
    from bot.terminal.json_output import answer_json
except ImportError:
    from bot.json_output import answer_json
with Library.open(read_settings()) as library:
    print(json.dumps([json.loads(answer_json(library.ask(ask))) for ask in json.load(sys.stdin)]))
"""
MEASURES = ("answered", "refused", "passage", "sentence", "date", "event", "newest")
TYPOGRAPHY = str.maketrans("‘’“”–—", "''\"\"--")


@dataclass
class First:
    """The first quote of an answer; empty where there is none."""

    text: str = ""  # everything that is shown of it
    sentence: str = ""
    path: str = ""
    date: str = ""
    events: list[tuple[str, str]] = field(default_factory=list)


class Asker:
    """One library, indexed by the command that is measured."""

    def __init__(self, dateline: str, library: str, index: Path) -> None:
        """Make the index in `index`."""
        self._dateline = Path(dateline).absolute()
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")
        } | {
            "DATELINE_SOURCE_DOCS": str(DATA / library / "docs"),
            "DATELINE_INDEX_DIR": str(index),
            "HF_HUB_OFFLINE": "1",
            "NO_COLOR": "1",
        }
        self._run("index", codes=(0, 2))

    def ask(self, questions: list[dict]) -> list[First | None]:
        """Return the first quote of each, or None for a refusal."""
        plain = [q["ask"] for q in questions if not {"after", "as_of"} & set(q)]
        python = self._dateline.with_name("python")
        said = self._call([str(python), "-c", ONE_PROCESS], json.dumps(plain), codes=(0,))
        answers = iter(json.loads(said))
        return [
            self._converse([*question["after"], question["ask"]])
            if "after" in question
            else _first(self._as_of(question) if "as_of" in question else next(answers))
            for question in questions
        ]

    def _as_of(self, question: dict) -> dict:
        day = str(question["as_of"])
        return json.loads(
            self._run("ask", "--json", "--as-of", day, "--", question["ask"], codes=(0, 1))
        )

    def _converse(self, lines: list[str]) -> First | None:
        """Read what the last line brings from the text of `dateline chat`."""
        before, whole = (
            self._run("chat", text="".join(f"{line}\n" for line in said), codes=(0, 1)).splitlines()
            for said in (lines[:-1], lines)
        )
        same = takewhile(lambda pair: pair[0] == pair[1], zip(before, whole, strict=False))
        new = whole[len(list(same)) :]
        found = re.search(r"^  « (.+?) »$(.*?)(?=^  « |\Z)", "\n".join(new), re.DOTALL | re.M)
        if found is None:
            return None
        day = re.search(r"(?:published|entry of) ([\d-]+)", found[2])
        path = re.search(r" · (\S+\.(?:md|txt)) · ", found[2])
        return First(found[0], found[1], path[1] if path else "", day[1] if day else "")

    def _run(self, *arguments: str, text: str = "", codes: tuple[int, ...]) -> str:
        return self._call([str(self._dateline), *arguments], text, codes)

    def _call(self, command: list[str], text: str, codes: tuple[int, ...]) -> str:
        done = subprocess.run(
            command,
            env=self._environment,
            # Where the package of that version lies, for the process that imports it.
            cwd=self._dateline.parents[2],
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in codes:
            raise SystemExit(f"{command}: exit code {done.returncode}\n{done.stderr[-2000:]}")
        return done.stdout


def _first(answer: dict) -> First | None:
    if not answer["answered"] or not answer["quotes"]:
        return None
    quote = answer["quotes"][0]
    entry = quote.get("entry") or {}
    return First(
        " ".join(_strings(quote)),
        quote["sentence"]["text"],
        quote["document"]["path"],
        str(entry.get("date") or quote["document"]["published"]),
        [(event["text"], event["value"]) for event in quote["event_dates"]],
    )


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _holds(text: str, wanted: list) -> bool:
    text = " ".join(text.translate(TYPOGRAPHY).split()).casefold()
    return all(
        any(
            re.search(rf"(?<!\w){re.escape(' '.join(word.split()).casefold())}(?!\w)", text)
            for word in (words if isinstance(words, list) else [words])
        )
        for words in wanted
    )


def judge(question: dict, first: First | None) -> dict[str, bool]:
    """Return what was to be shown, each with whether it was."""
    if question.get("refuse"):
        return {"refused": first is None}
    shown = first or First()
    right = shown.path.endswith(question.get("document", ""))
    marked = right and _holds(shown.sentence, question["sentence"])
    held = right and _holds(shown.text, question["sentence"] + question.get("quote", []))
    verdict = {"answered": first is not None, "passage": held, "sentence": marked}
    if "date" in question:
        verdict["date"] = right and shown.date.startswith(str(question["date"]))
    if "event" in question:
        event = (question["event"]["text"].casefold(), str(question["event"]["value"]))
        verdict["event"] = right and event in [(t.casefold(), v) for t, v in shown.events]
    if question["kind"] == "newest":
        verdict["newest"] = held
    return verdict


def report(library: str, judged: list[tuple[dict, dict[str, bool]]]) -> None:
    """Print a row for each kind and one for all."""
    rows: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for question, verdict in judged:
        for row in (question["kind"], "all"):
            for measure, right in verdict.items():
                rows[row][measure].append(right)
    print(f"\n{library:16}" + "".join(f"{measure:>16}" for measure in MEASURES))
    for kind, row in sorted(rows.items(), key=lambda item: (item[0] == "all", item[0])):
        cells = (row.get(measure) for measure in MEASURES)
        print(
            f"{kind:16}"
            + "".join(
                f"{f'{sum(cell)}/{len(cell)} {sum(cell) / len(cell):.2f}' if cell else '-':>16}"
                for cell in cells
            )
        )


def main() -> None:
    """Measure all libraries."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dateline", default=str(CLONE / ".venv" / "bin" / "dateline"))
    parser.add_argument("--half", choices=("tune", "check"))
    parser.add_argument("--library", choices=LIBRARIES, action="append")
    parser.add_argument("--show", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    elsewhere = yaml.safe_load((DATA / "elsewhere.yaml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for library in options.library or LIBRARIES:
            asker = Asker(options.dateline, library, Path(folder) / library)
            questions = yaml.safe_load((DATA / library / "questions.yaml").read_text("utf-8"))
            asked = [q for q in questions + elsewhere if options.half in (None, q["half"])]
            answers = asker.ask(asked)
            judged = [(q, judge(q, first)) for q, first in zip(asked, answers, strict=True)]
            if options.show:
                for (question, verdict), first in zip(judged, answers, strict=True):
                    wrong = [measure for measure, right in verdict.items() if not right]
                    if wrong:
                        shown = " ".join(first.sentence.split()) if first else "(refused)"
                        print(f"{question['kind']}: {question['ask']} {wrong} {shown[:90]}")
            report(library, judged)


if __name__ == "__main__":
    main()
