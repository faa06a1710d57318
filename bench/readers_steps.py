"""The step of `readers`: reads all files of a folder in the guarded process; prints the time."""

import contextlib
import json
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from index.errors import DocumentError
from index.readers import Guard, Reading, read_documents


def main(folder: Path) -> None:
    reading = Reading(20_000_000, date.today())
    spent: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    hostile_seconds, slowest = 0.0, ("", 0.0)
    with Guard() as guard:
        for file in sorted(folder.iterdir()):
            began = time.monotonic()
            with contextlib.suppress(DocumentError):
                read_documents(file, file.name, reading, guard)
            took = time.monotonic() - began
            if file.name.startswith("hostile"):
                hostile_seconds += took
                slowest = max(slowest, (file.name, took), key=lambda one: one[1])
            else:
                spent[file.suffix] += took
                counts[file.suffix] += 1
    kinds = {kind: (counts[kind], spent[kind]) for kind in sorted(counts)}
    print(json.dumps({"kinds": kinds, "hostile_seconds": hostile_seconds, "slowest": slowest}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
