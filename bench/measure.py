"""Runs commands one after the other and says how long each took and how much memory it held.

Imports the standard library alone: a child's peak memory can never read lower than that of the
process that started it, so what starts children stays small.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
WORK = CLONE / ".dateline-bench"
PYTHON = sys.executable
DATELINE = str(Path(sys.executable).with_name("dateline"))
WITHOUT_SECOND_LOOK = ("env", "DATELINE_RERANKER=off", DATELINE)
# Settings of the caller must not reach what is measured. Python keeps its compiled modules, as it
# does unless told otherwise. Nobody waits for a network.
LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONUNBUFFERED")


@dataclass(frozen=True, slots=True)
class Run:
    """One command from start to end."""

    seconds: float
    cpu_seconds: float  # of all its threads; what others do on the machine hardly shows in it
    peak_mb: float  # of its resident memory, by the kernel
    stdout: str
    code: int
    written_mb: float  # to disk, by the kernel; 0 where it does not tell


def run(command: Sequence[str], folder: Path, *, codes: Sequence[int] = (0,)) -> Run:
    """Run a command in `folder`; ends the bench where it ends with none of `codes`."""
    with tempfile.TemporaryFile(dir=WORK) as stderr:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )
        assert process.stdout is not None
        with process.stdout as stdout:
            said = stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        stderr.seek(0)
        errors = stderr.read().decode("utf-8", "replace").strip()
    code = process.returncode = os.waitstatus_to_exitcode(status)
    if code not in codes:
        raise SystemExit(f"{' '.join(command)}: exit code {code}\n{errors[-2000:]}")
    peak_bytes = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    cpu_seconds = usage.ru_utime + usage.ru_stime
    written = usage.ru_oublock * 512 / 1e6  # Linux counts in blocks of 512 bytes
    return Run(seconds, cpu_seconds, peak_bytes / 1e6, said.decode(), code, written)


def interleaved(
    commands: Mapping[str, Sequence[str]],
    folder: Path,
    *,
    rounds: int,
    before: Callable[[int], None] = lambda _: None,
    warm_up: bool = False,
    codes: Sequence[int] = (0,),
) -> dict[str, list[Run]]:
    """Run the commands in turn, A B A B; with `warm_up`, one round before that is not counted.

    `before` is told the number of the round that begins.
    """
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(-1 if warm_up else 0, rounds):
        before(number)
        for name, command in commands.items():
            done = run(command, folder, codes=codes)
            if number >= 0:
                runs[name].append(done)
    return runs


def seconds(runs: Sequence[Run]) -> float:
    """Return the median duration."""
    return statistics.median(r.seconds for r in runs)


def cpu_seconds(runs: Sequence[Run]) -> float:
    """Return the median processor time."""
    return statistics.median(r.cpu_seconds for r in runs)


def peak_mb(runs: Sequence[Run]) -> float:
    """Return the median peak memory."""
    return statistics.median(r.peak_mb for r in runs)


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("DATELINE_") and name not in LEFT_OUT
    }
    return kept | {"HF_HUB_OFFLINE": "1", "NO_COLOR": "1"}
