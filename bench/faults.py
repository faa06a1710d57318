"""Make faults happen, over real processes, and count what is lost, doubled, false, down, unclear.

    PYTHONPATH=bench:tests/support python bench/faults.py [--kills N] [--seed N] [--only KIND]

A small library is changed, the process that brings the index in line is killed (or its disk is
full, or a file of it damaged), and then it is asked, compared with the documents, brought in line
and compared again. Nothing of the machine is changed; everything is in a folder of its own.
"""

import argparse
import logging
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fault_checks import Seen, Versions, die, in_process, look
from fault_run import WAYS
from index.store import layout, store, words
from index.store.layout import current_layout
from index.store.vectors.segment import Segment
from index.store.writer import Writer
from old_formats import make_older
from sealed import change
from shelf import Shelf

DOCUMENTS = 14
FIRST_SECONDS = 0.3
HERE = Path(__file__).resolve().parent
# The system calls that put something in place, or make it last.
CALLS = {
    "renames": "rename,renameat,renameat2",
    "syncs": "fsync,fdatasync",
    "writes": "pwrite64,write",
    "removals": "unlink,unlinkat",
}
# About how many of them a thread makes in one update; strace counts those of each thread.
MADE = {"renames": 6, "syncs": 12, "writes": 150, "removals": 30}
STEPS = (
    (Writer, "write"),
    (Writer, "_insert"),
    (Writer, "_remove"),
    (words.WordIndex, "write"),
    (Segment, "build"),
    (layout.Manifest, "write"),
    (layout, "set_current"),
    (layout, "new_layout"),
    (store.Store, "update_derived"),
)
TURNED = {
    "documents": ("title", "published", "url", "path", "text", "first_day", "body", "passages"),
    "passages": ("start", '"end"', "sentences", "leads", "first_day", "document_id"),
    "vectors": ("vector", "sum"),
    "event_dates": ("value", "first_day", "start"),
}


def text(n: int, version: int = 0) -> str:
    """Return a document about a town of its own."""
    town = f"Town{n}x"
    filler = " ".join(f"Line {k} of {town} speaks of boats and nets." for k in range(12))
    return (
        f"date {2000 + n % 20}-05-{1 + n % 28:02} News of {town}\n\nThe keeper of {town} is "
        f"Keeper{n}v{version}. He was chosen last September.\n\n{filler}\n\n{filler}\n"
    )


@dataclass(slots=True)
class Case:
    """A library in a folder of its own, changed and not yet brought in line."""

    folder: Path
    versions: Versions
    stable: dict[str, str]  # question -> path of a document that does not change


class Bench:
    """Makes cases and counts what became of them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._random = random.Random(seed)
        self._count = 0
        self._base = folder / "base"
        self._base.mkdir()
        shelf = Shelf(self._base)
        for n in range(DOCUMENTS):
            (shelf.docs / f"d{n:02}.txt").write_text(text(n))
        in_process(lambda: WAYS["update"](self._base)).join()
        self._seconds: dict[str, float] = {}  # that each way takes, by and large

    def case(self) -> Case:
        """Copy the library, and change a third of its documents."""
        self._count += 1
        folder = self._folder / f"case-{self._count}"
        shutil.copytree(self._base, folder)
        docs = folder / "source_docs"
        chosen = self._random.sample(range(DOCUMENTS), 7)
        versions = {f"source_docs/d{n:02}.txt": {text(n)} for n in range(DOCUMENTS)}
        for n in chosen[:3]:
            (docs / f"d{n:02}.txt").write_text(text(n, 1))
            versions[f"source_docs/d{n:02}.txt"].add(text(n, 1))
        for n in chosen[3:5]:
            (docs / f"d{n:02}.txt").unlink()
        (docs / f"d{chosen[5]:02}.txt").rename(docs / "moved.txt")
        versions["source_docs/moved.txt"] = {text(chosen[5])}
        for n in (90, 91, 92):
            (docs / f"d{n}.txt").write_text(text(n))
            versions[f"source_docs/d{n}.txt"] = {text(n)}
        kept = [n for n in range(DOCUMENTS) if n not in chosen][:3]
        stable = {f"Who is the keeper of Town{n}x?": f"source_docs/d{n:02}.txt" for n in kept}
        return Case(folder, versions, stable)

    def done(self, case: Case, *, killed: bool = False, older: bool = False) -> Seen:
        """Look at what became of a case, and remove it."""
        seen = look(case.folder, case.versions, case.stable, older=older)
        seen.tried, seen.killed = 1, int(killed)
        shutil.rmtree(case.folder)
        return seen

    def killed_at_random(
        self, way: str, prepare: Callable[[Case], None] = lambda _: None, *, older: bool = False
    ) -> Seen:
        """Kill a process at any instant of its work."""
        case = self.case()
        prepare(case)
        usual = self._seconds.get(way, FIRST_SECONDS)
        began = time.monotonic()
        process = in_process(lambda: WAYS[way](case.folder))
        process.join(self._random.uniform(0, usual))
        if process.exitcode is None:
            process.kill()
            process.join()
            self._seconds[way] = usual * 1.01  # so that the end is reached too
        else:
            self._seconds[way] = time.monotonic() - began
        killed = process.exitcode == -signal.SIGKILL
        seen = self.done(case, killed=killed, older=older)
        if not killed and process.exitcode:
            seen.unclear += 1
            seen.notes.append(f"{way} ended with {process.exitcode}")
        return seen

    def killed_at_step(self, instant: int) -> Seen:
        """Kill a process before or after its `instant`-th step that changes something on disk."""
        case = self.case()

        def run() -> None:
            _die_at(instant)
            WAYS["update"](case.folder)

        process = in_process(run)
        process.join()
        return self.done(case, killed=process.exitcode == -signal.SIGKILL)

    def traced(self, way: str, inject: str) -> Seen:
        """Run a process under strace, which does at a system call what `inject` says."""
        case = self.case()
        process = subprocess.run(
            [
                "strace",
                "-f",
                "-qq",
                "-o",
                os.devnull,
                "-e",
                f"trace={inject.split(':')[0]}",
                "-e",
                f"inject={inject}",
                sys.executable,
                str(HERE / "fault_run.py"),
                str(case.folder),
                way,
            ],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
        seen = self.done(case, killed=process.returncode in (-signal.SIGKILL, 137))
        if "ENOSPC" in inject and process.returncode not in (0, 3):
            seen.unclear += 1
            seen.notes.append(f"{inject} ended with {process.returncode}")
        return seen

    def damaged(self, kind: str) -> Seen:
        """Damage or remove a file of the derived indexes."""
        case = self.case()
        at = current_layout(case.folder / ".dateline")
        found = sorted(p for p in at.folder.rglob("*") if p.is_file() and "sqlite" not in p.name)
        path = self._random.choice(found)
        if kind == "missing":
            path.unlink()
        elif kind == "unreadable":
            path.unlink()
            path.mkdir()
        else:
            data = bytearray(path.read_bytes())
            place = self._random.randrange(len(data) or 1)
            if kind == "cut":
                del data[place:]
            elif data:
                data[place] ^= 1 << self._random.randrange(8)
            path.write_bytes(bytes(data))
        return self.done(case)

    def turned(self, table: str, column: str) -> Seen:
        """Turn a column of the truth; it has to be noticed, and mended by reading again."""
        case = self.case()
        in_process(lambda: WAYS["update"](case.folder)).join()
        path = current_layout(case.folder / ".dateline").database
        key = "id" if table in ("documents", "passages") else "passage_id"
        change(
            path,
            f"UPDATE {table} SET {column} = CASE typeof({column}) WHEN 'integer' THEN {column} + 1"
            f" WHEN 'blob' THEN substr({column}, 2) ELSE 'x' || coalesce({column}, '') END"
            f" WHERE {key} = (SELECT max({key}) FROM {table})",
        )
        seen = Seen(tried=1)

        def run() -> None:
            logging.disable(logging.CRITICAL)
            opened = Shelf(case.folder).open()
            sys.exit(0 if opened.damaged_documents() else 1)

        check = in_process(run)
        check.join()
        if check.exitcode:
            seen.unclear += 1
            seen.notes.append(f"{table}.{column} was not noticed")
        mend = in_process(lambda: Shelf(case.folder).index(check_contents=True) and None)
        mend.join()
        after = self.done(case)
        after.tried = 0
        seen.add(after)
        return seen


def _die_at(last: int) -> None:
    count = 0

    def instant() -> None:
        nonlocal count
        count += 1
        if count == last:
            die()

    for owner, name in STEPS:
        kept = owner.__dict__[name] if isinstance(owner, type) else getattr(owner, name)
        static = isinstance(kept, staticmethod)
        function = kept.__func__ if static else kept

        def step(
            *args: object, _function: Callable[..., object] = function, **options: object
        ) -> object:
            instant()
            result = _function(*args, **options)
            instant()
            return result

        setattr(owner, name, staticmethod(step) if static else step)


def _older(number: int) -> Callable[[Case], None]:
    return lambda case: make_older(current_layout(case.folder / ".dateline").database, number)


def _lose_derived(case: Case) -> None:
    at = current_layout(case.folder / ".dateline")
    shutil.rmtree(at.words)
    at.vectors_manifest.unlink()


def kinds(bench: Bench, kills: int) -> Iterator[tuple[str, Iterator[Seen]]]:
    """Yield every kind of fault with what each try of it left."""
    tenth = max(kills // 10, 1)
    yield (
        "killed at any instant of an update",
        (bench.killed_at_random("update") for _ in range(4 * tenth)),
    )
    yield "killed at a step of an update", (bench.killed_at_step(n) for n in range(1, 45))
    yield (
        "killed at any instant of a rebuild",
        (bench.killed_at_random("rebuild") for _ in range(tenth)),
    )
    yield (
        "killed while indexes are derived",
        (bench.killed_at_random("derive", _lose_derived) for _ in range(2 * tenth)),
    )
    yield (
        "killed while an older format is upgraded",
        (bench.killed_at_random("update", _older(1 + n % 4), older=True) for n in range(tenth)),
    )
    yield (
        "killed while copies are written and put in use",
        (bench.killed_at_random("copies") for _ in range(tenth)),
    )
    if shutil.which("strace"):
        for name, calls in CALLS.items():
            yield (
                f"killed at one of its {name} (strace)",
                (
                    bench.traced("update", f"{calls}:signal=KILL:when={n}")
                    for n in _spread(tenth // 2, MADE[name])
                ),
            )
        yield (
            "disk full from one of its writes on (strace)",
            (
                bench.traced("update", f"{CALLS['writes']}:error=ENOSPC:when={n}+")
                for n in _spread(tenth // 2, MADE["writes"])
            ),
        )
        yield (
            "disk full at one of its syncs (strace)",
            (
                bench.traced("update", f"{CALLS['syncs']}:error=ENOSPC:when={n}+")
                for n in _spread(tenth // 4, MADE["syncs"])
            ),
        )
    for kind in ("missing", "cut", "turned", "unreadable"):
        yield (
            f"a file of the derived indexes {kind}",
            (bench.damaged(kind) for _ in range(tenth // 2)),
        )
    yield (
        "a column of the truth turned",
        (bench.turned(table, column) for table, columns in TURNED.items() for column in columns),
    )


def _spread(count: int, end: int) -> list[int]:
    """Return `count` numbers from 1 to `end`, each about as often."""
    count = max(count, 1)
    return [1 + n * end // count for n in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=500, help="about how many processes to kill")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="kinds with these words in their name")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if not shutil.which("strace"):
        print("strace is not installed: the kills at system calls are left out", file=sys.stderr)
    print("| fault | tried | killed | lost | doubled | false quotes | down | unclear |")
    print("|---|---|---|---|---|---|---|---|")
    total = Seen()
    with tempfile.TemporaryDirectory(prefix="dateline-faults-") as folder:
        bench = Bench(Path(folder), options.seed)
        for name, tries in kinds(bench, options.kills):
            if options.only not in name:
                continue
            seen = Seen()
            for one in tries:
                seen.add(one)
            total.add(seen)
            _row(name, seen)
    _row("all", total)
    for note in total.notes[:20]:
        print(note, file=sys.stderr)
    sys.exit(
        1 if total.lost + total.doubled + total.false_quotes + total.down + total.unclear else 0
    )


def _row(name: str, seen: Seen) -> None:
    counts = (
        seen.tried,
        seen.killed,
        seen.lost,
        seen.doubled,
        seen.false_quotes,
        seen.down,
        seen.unclear,
    )
    print(f"| {name} | {' | '.join(map(str, counts))} |", flush=True)


if __name__ == "__main__":
    main()
