"""What one process does that is killed: brings the library of a folder in line, by one of the ways.

Run by `faults.py`, alone for the kills that strace times: `fault_run.py FOLDER WAY`.
"""

import os
import sys
from pathlib import Path

from bot import copies
from bot.settings import Settings
from index.errors import DatelineError
from index.reindex import reindex
from index.store.layout import WriteLock
from index.store.store import Store
from index.store.vectors import files as vector_files
from shelf import TODAY, Shelf

# A segment of the vector index for so few passages, so that they are written and merged too.
vector_files.EXACT_LIMIT = 8


def update(folder: Path) -> None:
    """As `dateline index`."""
    Shelf(folder).index()


def rebuild(folder: Path) -> None:
    """As `dateline index --rebuild`."""
    shelf = Shelf(folder)
    lock = WriteLock(shelf.index_dir)
    lock.acquire(10)
    store = Store.create(shelf.index_dir, shelf.identity(), lock)
    reindex(store, shelf.docs, shelf.model, max_file_bytes=1_000_000, today=TODAY)
    store.make_current()
    store.close()
    lock.release()


def derive(folder: Path) -> None:
    """As `dateline doctor --repair` of the word and vector indexes."""
    shelf = Shelf(folder)
    lock = WriteLock(shelf.index_dir)
    lock.acquire(10)
    store = Store.open_for_writing(shelf.index_dir, lock)
    store.update_derived(from_scratch=True)
    store.close()
    lock.release()


def copy_and_return(folder: Path) -> None:
    """As `dateline backup`, `restore`, `export` and `import`, one after the other."""
    settings = Settings(
        source_docs=folder / "source_docs", index_dir=folder / ".dateline", model="hash"
    )
    copies.back_up(settings, folder / "copy.sqlite3")
    copies.restore(settings, folder / "copy.sqlite3")
    copies.export(settings, folder / "copy.jsonl", sys.stdout.buffer)
    with (folder / "copy.jsonl").open("rb") as source:
        copies.import_from(settings, source, "copy.jsonl")


WAYS = {"update": update, "rebuild": rebuild, "derive": derive, "copies": copy_and_return}

if __name__ == "__main__":
    # By its code alone: on a disk that is full, it can say nothing.
    try:
        WAYS[sys.argv[2]](Path(sys.argv[1]))
    except DatelineError:
        os._exit(3)
    except BaseException:  # noqa: BLE001 - what is not foreseen
        os._exit(4)
