"""Boxes, the format of `foreign_format`, in place of all other foreign formats."""

from functools import partial
from pathlib import Path

import foreign_format
import index.known_files
import index.readers
import index.reindex
import index.source_files
from index.readers import formats
from index.readers.guard import Guard

SUFFIXES = frozenset({".txt", ".md", ".box"})


def use(monkeypatch, one=foreign_format.BOX):
    monkeypatch.setattr(formats, "FORMATS", (one,))
    monkeypatch.setattr(formats, "FORMAT_OF", {".box": one})
    monkeypatch.setattr(index.readers, "SUFFIXES", SUFFIXES)
    monkeypatch.setattr(index.source_files, "SUFFIXES", SUFFIXES)
    monkeypatch.setattr(index.known_files, "READERS_IN_USE", frozenset({one.reader}))
    guard = partial(Guard, modules=[Path(foreign_format.__file__).parent])
    monkeypatch.setattr(index.reindex, "Guard", guard)
