"""Indexes a shelf and kills its own process at the instant whose number it is given.

An instant is the moment before or after one of the steps that change something on disk.
"""

import os
import signal
import sys
from pathlib import Path

from index.store import layout, store, words
from index.store.vectors import files
from index.store.vectors.segment import Segment
from index.store.writer import Writer
from shelf import Shelf

STEPS = [
    (Writer, "write"),
    (Writer, "_insert"),
    (Writer, "_remove"),
    (words.WordIndex, "write"),
    (words.WordIndex, "create"),
    (Segment, "build"),
    (layout.Manifest, "write"),
    (layout, "set_current"),
    (layout, "new_layout"),
    (store.Store, "update_derived"),
]

# So that segments are written, for as few passages as there are here.
files.EXACT_LIMIT = 1

count = 0
last = int(sys.argv[2])


def instant() -> None:
    global count
    count += 1
    if count == last:
        os.kill(os.getpid(), signal.SIGKILL)


def watched(function):
    def step(*args, **options):
        instant()
        result = function(*args, **options)
        instant()
        return result

    return step


for owner, name in STEPS:
    kept = owner.__dict__[name] if isinstance(owner, type) else getattr(owner, name)
    static = isinstance(kept, staticmethod)
    wrapped = watched(kept.__func__ if static else kept)
    setattr(owner, name, staticmethod(wrapped) if static else wrapped)

Shelf(Path(sys.argv[1])).index()
print(count)
