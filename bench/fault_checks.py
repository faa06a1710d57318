"""What a fault left: asked, compared with the documents, brought in line, and compared again.

Runs in a process of its own, so that what a fault does to one cannot touch the next.
"""

import json
import logging
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index.errors import DatelineError, StoreMismatch
from shelf import Shelf

# path -> every text that the document ever had
Versions = Mapping[str, set[str]]
CHECK_SECONDS = 120


@dataclass(slots=True)
class Seen:
    """What was found after one fault, or after several."""

    tried: int = 0
    killed: int = 0  # where the fault is a kill: how often it came before the end
    lost: int = 0  # documents
    doubled: int = 0  # documents or passages
    false_quotes: int = 0
    down: int = 0  # questions that got no answer
    unclear: int = 0  # errors without a message that says what and what to do
    notes: list[str] = field(default_factory=list)
    older: bool = False  # whether the library may be of an older format

    def add(self, other: "Seen") -> None:
        """Count another one in."""
        for name in ("tried", "killed", "lost", "doubled", "false_quotes", "down", "unclear"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.notes += other.notes


def in_process(run: Callable[[], None]) -> multiprocessing.process.BaseProcess:
    """Start `run` in a process of its own; no other is loaded again for it."""
    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    return process


def look(
    folder: Path, versions: Versions, stable: Mapping[str, str], *, older: bool = False
) -> Seen:
    """Return what is found in the library of `folder`.

    `stable` are questions that have to be answered, with the document of each. A library that may
    be of an `older` format may say so instead, and what to run.
    """
    report = folder / "seen.json"

    def run() -> None:
        logging.disable(logging.CRITICAL)
        seen = Seen(older=older)
        _asked(folder, versions, stable, seen)
        _completed(folder, seen)
        report.write_text(json.dumps(asdict(seen)))

    process = in_process(run)
    process.join(CHECK_SECONDS)
    if process.exitcode is None:
        process.kill()
    if not report.exists():
        return Seen(down=1, unclear=1, notes=[f"the check ended with {process.exitcode}"])
    return Seen(**json.loads(report.read_text()))


def _asked(folder: Path, versions: Versions, stable: Mapping[str, str], seen: Seen) -> None:
    shelf = Shelf(folder)
    try:
        gatherer = shelf.answerer(refuse_below=0.05)
        for question, path in stable.items():
            answer = gatherer.answer(question, quotes=3)
            quotes = (*answer.quotes, *answer.nearest)
            for quote in quotes:
                texts = versions.get(quote.source.path, set())
                if not any(text[quote.start : quote.end] == quote.text for text in texts):
                    seen.false_quotes += 1
                    seen.notes.append(f"false: {quote.source.path} {quote.start}-{quote.end}")
            if path not in {quote.source.path for quote in quotes}:
                seen.down += 1
                seen.notes.append(f"{question} did not find {path}")
    except DatelineError as error:
        if not (seen.older and isinstance(error, StoreMismatch)):
            seen.down += 1
            seen.notes.append(f"asked: {error}")
    except BaseException:  # noqa: BLE001 - what is not foreseen is counted
        seen.down += 1
        seen.unclear += 1
        seen.notes.append(traceback.format_exc()[-600:])
    finally:
        shelf.close()


def _completed(folder: Path, seen: Seen) -> None:
    shelf = Shelf(folder)
    try:
        shelf.index()
        store = shelf.open()
        wanted = {f"source_docs/{file.name}": file.read_text() for file in shelf.docs.glob("*.txt")}
        held = [source.path for source in store.documents.sources()]
        seen.lost += len(wanted.keys() - set(held))
        seen.doubled += len(held) - len(set(held)) + len(set(held) - wanted.keys())
        faults = [*store.faults(), *store.damaged_documents(), *store.derived_faults()]
        faults += [path for path in held if store.documents.get(path).text != wanted.get(path)]
        if faults:
            seen.unclear += 1
            seen.notes.append(f"after another run: {faults}")
    except BaseException as error:  # noqa: BLE001 - what is not foreseen is counted
        seen.down += 1
        seen.unclear += not isinstance(error, DatelineError)
        seen.notes.append(traceback.format_exc()[-600:])
    finally:
        shelf.close()


def die() -> None:
    """End this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)
