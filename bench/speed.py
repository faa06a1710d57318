"""How fast Dateline is and how much memory it takes: `make bench`.

python bench/speed.py [cold] [large] [bulk]     all three where none is named

Each section runs in a process of its own and prints its part of the table. What a figure means
and how it is measured stands in bench/README.md.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from filelock import FileLock, Timeout

from measure import WORK

SECTIONS = ("cold", "large", "bulk")
PARTS_USED = ("torch", "sentence-transformers", "onnxruntime", "faiss-cpu", "tantivy")


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        print(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}", file=sys.stderr)
        return 2
    WORK.mkdir(exist_ok=True)
    try:
        with FileLock(WORK / "lock", timeout=0):
            return _run(names or SECTIONS)
    except Timeout:
        print(f"another bench is at work in {WORK}; wait for it to end", file=sys.stderr)
        return 2


def _run(names: Sequence[str]) -> int:
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PARTS_USED)
    cores = os.cpu_count() or 1
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    print(f"Python {platform.python_version()}, {cores} cores{load}, {versions}")
    print("Medians. Ratios of one run carry over to other machines, seconds do not.", flush=True)
    for name in names:
        section = Path(__file__).with_name(f"{name}.py")
        code = subprocess.run([sys.executable, str(section)], check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
