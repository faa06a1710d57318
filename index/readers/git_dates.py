"""The day a file was first committed, where it stands in a git checkout.

Owns asking git, and when its answer is not to be trusted. A copy of another file is as old as the
copy, a renamed file as old as under its first name; a checkout without its whole history tells
nothing.
"""

import re
import subprocess
from pathlib import Path

TIMEOUT_SECONDS = 10.0  # of one question to git

# What the settings of a foreign checkout could make git run or fetch is switched off.
_GIT = (
    *("git", "--no-optional-locks", "--no-pager", "--literal-pathspecs"),
    *("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "protocol.allow=never"),
)
_LOG = (
    *("log", "--follow", "--diff-filter=ACR", "--name-status", "--format=%as"),
    *("--no-ext-diff", "--no-textconv", "--no-color"),
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def first_committed(file: Path) -> str | None:
    """Return the day of the commit that added `file`; None where git cannot tell."""
    if _answer(file.parent, "rev-parse", "--is-shallow-repository") != "false":
        return None
    history = _answer(file.parent, *_LOG, "--", file.name)
    day = None
    for line in (history or "").splitlines():
        if _DAY.fullmatch(line):
            day = line
        elif line.startswith(("A", "C")):
            return day
    return None


def _answer(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            [*_GIT, "-C", str(folder), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=True,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace").strip()
