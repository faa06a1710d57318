"""The step of `fuzz`: one target in a process of its own, guided by coverage or on files alone.

    PYTHONPATH=bench python bench/fuzz_run.py NAME FOLDER [options of libFuzzer]

With options atheris counts which branches of `index` an input takes, and tries more like those that
took new ones; FOLDER holds what it begins with and keeps what it finds. Without any, every file of
FOLDER is tried once, without atheris, as one looks again at what was found.
"""

import sys
from pathlib import Path


def main(name: str, folder: str, options: list[str]) -> None:
    if not options:
        from fuzz_targets import TARGETS

        for file in sorted(Path(folder).iterdir()):
            TARGETS[name](file.read_bytes())
        return
    import atheris

    # Its hook for patterns fails on bytes; the words of `fuzz` get inputs past the patterns.
    with atheris.instrument_imports(include=["index"]):
        from fuzz_targets import TARGETS
    atheris.Setup([sys.argv[0], *options, folder], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
