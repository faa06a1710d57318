"""How much a reader of a foreign format may take, and how its process is kept to it.

Owns the numbers and the calls to the system. Where the system has no such limits (Windows, and
memory on macOS), only wall time and output are bounded.
"""

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one file may take."""

    memory_bytes: int  # of addresses, the interpreter and libraries included
    cpu_seconds: int
    wall_seconds: float
    output_bytes: int  # of what comes back, packed


# 100,000 tables in a page take 523 MB and 13 s, a bomb in a PDF whatever there is. A book of 419
# pages takes 26 MB and 0.6 s.
LIMITS = Limits(
    memory_bytes=1 << 30, cpu_seconds=15, wall_seconds=45.0, output_bytes=128 * 1024 * 1024
)


def limit_process(limits: Limits) -> None:
    """Bind this process: its memory, and that it writes no file and starts no other process."""
    if sys.platform == "win32":
        return
    import resource

    for which, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        # A lower limit that the administrator has set cannot be raised, and is as good.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(which, (most, most))


def limit_next_file(limits: Limits) -> None:
    """Give this process `cpu_seconds` from now on; it is killed when they are used."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + limits.cpu_seconds + 1
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def resident_bytes() -> int:
    """Return the memory that this process has in use; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0
