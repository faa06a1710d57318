"""The items of a feed as files, in feeds/NAME/ of the source folder.

Owns which items are new or changed, and that what people did to a file stays: one that they edited
is not overwritten, one that they removed does not come back. What was saved is noted beside them.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bot.sources.feeds.downloading import Known
from bot.sources.names import safe_name
from bot.sources.writing import put
from index.readers.formats.values import ReadDocument

FOLDER = "feeds"
NOTES = ".fetched.json"
_TITLE_CHARACTERS = 80
_NOT_IN_NAMES = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Saved:
    """An item that was saved."""

    file: str  # its name in the folder of the feed
    written: str  # the SHA-256 of the bytes that were written


@dataclass(frozen=True, slots=True)
class Notes:
    """What is known of a feed from the last time."""

    url: str = ""
    known: Known = field(default_factory=Known)
    items: dict[str, Saved] = field(default_factory=dict)  # by what names an item


@dataclass(frozen=True, slots=True)
class Changes:
    """What saving did; file names."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    kept: tuple[str, ...]  # changed in the feed, but edited by people: left as they are
    notes: Notes


def save(folder: Path, items: Sequence[ReadDocument], notes: Notes) -> Changes:
    """Save the items of a feed, each with its page as text. Raises UsageError.

    What is noted in the result is to be written by `write_notes` at last.
    """
    saving = _Saving(folder, notes)
    # The oldest first, so that of two of one name it is the new one that gets another.
    for item in reversed(items):
        saving.item(item)
    return Changes(
        tuple(saving.new),
        tuple(saving.changed),
        tuple(saving.kept),
        Notes(notes.url, notes.known, saving.items),
    )


class _Saving:
    """One call of `save`."""

    def __init__(self, folder: Path, notes: Notes) -> None:
        self.new: list[str] = []
        self.changed: list[str] = []
        self.kept: list[str] = []
        self.items = dict(notes.items)
        self._folder = folder
        self._names = {saved.file.casefold() for saved in notes.items.values()}

    def item(self, item: ReadDocument) -> None:
        """Save an item where it is new, or changed in the feed and by nobody else."""
        data = item.text.encode()
        written = hashlib.sha256(data).hexdigest()
        before = self.items.get(item.part)
        if before is None:
            self._new(item, data, written)
            return
        if before.written == written:
            return
        there = _hash(self._folder / before.file)
        if there == before.written:
            put(self._folder / before.file, data, replace=True)
            self.changed.append(before.file)
            self.items[item.part] = Saved(before.file, written)
        elif there is not None:
            self.kept.append(before.file)
            # Said once for each change of the feed; what it was edited from is of no use any more.
            self.items[item.part] = Saved(before.file, written)

    def _new(self, item: ReadDocument, data: bytes, written: str) -> None:
        name = self._free_name(item)
        there = _hash(self._folder / name)
        if there is None:
            try:
                put(self._folder / name, data)
                self.new.append(name)
            except FileExistsError:
                self.kept.append(name)
        elif there != written:  # what was noted is lost: whoever wrote it meant it
            self.kept.append(name)
        self.items[item.part] = Saved(name, written)
        self._names.add(name.casefold())

    def _free_name(self, item: ReadDocument) -> str:
        words = _NOT_IN_NAMES.sub("-", item.title).strip("-")[:_TITLE_CHARACTERS].strip("-")
        day = item.dates[0].text if item.dates else ""
        stem = safe_name("-".join(part for part in (day, words) if part)) or "item"
        name, number = f"{stem}.html", 2
        while name.casefold() in self._names:
            name = f"{stem}-{number}.html"
            number += 1
        return name


def read_notes(folder: Path) -> Notes:
    """Return what is known of a feed; nothing where that is lost or damaged."""
    try:
        raw: Any = json.loads((folder / NOTES).read_bytes())
        return Notes(
            str(raw["url"]),
            Known(str(raw["known"]["etag"]), str(raw["known"]["last_modified"])),
            {
                str(part): Saved(safe_name(str(one["file"])), str(one["written"]))
                for part, one in raw["items"].items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Notes()


def write_notes(folder: Path, notes: Notes) -> None:
    """Write what is known of a feed. Raises UsageError."""
    text = json.dumps(asdict(notes), ensure_ascii=False, indent=1)
    put(folder / NOTES, text.encode(), replace=True)


def _hash(file: Path) -> str | None:
    """Return the SHA-256 of a file; None where there is none."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError:  # not to be read, or a folder: not what was written
        return ""
