"""How fast Dateline is and how much memory it takes: `make bench`.

python bench/speed.py [cold] [large] [bulk]     all three where none is named

Each section runs in a process of its own and prints its part of the table. What a figure means
and how it is measured stands in bench/README.md.
"""

import os
import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from measure import WORK

SECTIONS = ("cold", "large", "bulk")
PARTS_USED = ("torch", "sentence-transformers", "onnxruntime", "faiss-cpu", "tantivy")


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        print(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}", file=sys.stderr)
        return 2
    WORK.mkdir(exist_ok=True)
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PARTS_USED)
    cores = os.cpu_count() or 1
    print(f"Python {platform.python_version()}, {cores} cores, {versions}")
    print("Medians. Ratios of one run carry over to other machines, seconds do not.")
    for name in names or SECTIONS:
        if hasattr(os, "getloadavg"):
            load = os.getloadavg()[0]
            busy = ": others are at work, seconds are too high" if load > cores / 2 else ""
            print(f"\nBefore {name}: load {load:.1f} on {cores} cores{busy}", flush=True)
        section = Path(__file__).with_name(f"{name}.py")
        code = subprocess.run([sys.executable, str(section)], check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
