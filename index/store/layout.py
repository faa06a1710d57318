"""Where everything of an index lies on disk, and how a file is replaced without a half state.

An index folder holds one store at a time, named by the file `current`. A rebuild writes a new
store beside it and then moves that one word, so a reader sees the old store or the new one.

    .dateline/
        current              the name of the store in use
        lock                 held by the one process that writes
        models/              exported models, by weights hash
        store-1f0c.../
            library.sqlite3  the truth: documents, passages, vectors, event dates
            words/7-3fa2c1/  tantivy, derived; the truth names the folder
                manifest.json  what state of the truth it holds, and its checksums
            vectors-7-….faiss  FAISS, derived; none while there are few passages
            vectors.json     which of them are in use, what each holds, and its checksums
"""

import contextlib
import errno
import json
import os
import shutil
import tempfile
import uuid
import weakref
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from filelock import FileLock, Timeout

from index.errors import StoreBroken, StoreBusy, StoreMissing, StoreUnwritable

STORE_PREFIX = "store-"
WORDS_MANIFEST = "manifest.json"  # in the folder of a word index
NOTHING_KNOWN: Mapping[str, list[int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Layout:
    """Names every file of one store."""

    folder: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "library.sqlite3"

    @property
    def words(self) -> Path:
        """The folder of word indexes, each in a folder of its own; one is in use."""
        return self.folder / "words"

    def new_words(self, generation: int) -> Path:
        """A folder for a word index written at `generation`; it is not there yet."""
        return self.words / f"{generation}-{uuid.uuid4().hex[:6]}"

    @property
    def vectors_manifest(self) -> Path:
        """Which files the vector index is made of, and what each holds."""
        return self.folder / "vectors.json"

    def new_vectors(self, generation: int) -> Path:
        """A FAISS file for vectors written at `generation`; it is not there yet."""
        return self.folder / f"vectors-{generation}-{uuid.uuid4().hex[:6]}.faiss"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What state of the truth a derived index holds; the files it consists of."""

    store_id: str
    generation: int
    last_passage: int  # highest passage id it has seen; ids are never reused
    files: dict[str, list[int]] = field(default_factory=dict)  # name -> [bytes, CRC-32]
    about: dict[str, Any] = field(default_factory=dict)  # for people: kind, recall, ...

    def write(self, path: Path) -> None:
        """Replace the manifest at `path` in one step."""
        write_atomically(path, json.dumps(asdict(self), indent=1).encode())

    @staticmethod
    def read(path: Path) -> "Manifest | None":
        """Read a manifest; None where there is none or it is damaged (then it is rebuilt)."""
        try:
            raw = json.loads(path.read_bytes())
            manifest = Manifest(**raw)
        except (OSError, ValueError, TypeError):
            return None
        sound = (
            isinstance(manifest.generation, int)
            and isinstance(manifest.last_passage, int)
            and isinstance(manifest.files, dict)
            and isinstance(manifest.about, dict)
        )
        return manifest if sound else None

    def is_of(self, store_id: str, generation: int, last_passage: int) -> bool:
        """Say whether it speaks of a store, and of no state past this one.

        A manifest from the future (of a restored backup) names ids that will be given again.
        """
        return (
            self.store_id == store_id
            and self.generation <= generation
            and self.last_passage <= last_passage
        )

    def damage(self, folder: Path, known: Mapping[str, list[int]] = NOTHING_KNOWN) -> str | None:
        """Say which file of `folder` is not as written; None where all are.

        Those of which `known` says the same are not read.
        """
        for name, expected in self.files.items():
            if known.get(name) == expected:
                continue
            path = folder / name
            try:
                actual = checksum(path)
            except OSError as error:
                return f"{path}: {error.strerror or error}"
            if actual != expected:
                return f"{path}: {actual[0]} bytes, CRC-32 {actual[1]:08x}; written were " + (
                    f"{expected[0]} bytes, CRC-32 {expected[1]:08x}"
                    if len(expected) == 2
                    else repr(expected)
                )
        return None


def checksum(path: Path) -> list[int]:
    """Return [bytes, CRC-32] of a file."""
    crc, size = 0, 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            crc = zlib.crc32(block, crc)
            size += len(block)
    return [size, crc]


def sync(file: IO[bytes]) -> None:
    """Make what was written to a file last through a power failure."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` last through a power failure, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_atomically(path: Path, data: bytes) -> None:
    """Replace `path` by `data`: readers and crashes see the old content or the new."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            sync(file)
        if path.is_dir():
            remove(path)
        temporary.replace(path)
    except BaseException:
        remove(temporary)
        raise
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove a file or a folder; what cannot be removed now is left to the next writer."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        path.unlink()


def current_layout(index_dir: Path) -> Layout:
    """Return the store in use.

    Where the file that names it is lost or damaged, that is the only whole one that is there.
    Raises StoreMissing where there is none, and StoreBroken where it cannot be told which it is.
    """
    try:
        return _named_layout(index_dir)
    except (StoreMissing, StoreBroken) as error:
        whole = [path.parent for path in index_dir.glob(f"{STORE_PREFIX}*/vectors.json")]
        if len(whole) == 1 and Layout(whole[0]).database.is_file():
            return Layout(whole[0])
        if len(whole) > 1 and isinstance(error, StoreMissing):
            raise StoreBroken(
                f"{index_dir / 'current'} is missing, and {len(whole)} stores are there; "
                "mend it with: dateline doctor --repair"
            ) from None
        raise


def pointer_fault(index_dir: Path) -> str | None:
    """Say what is wrong with the file that names the store in use; None where nothing is."""
    try:
        _named_layout(index_dir)
    except StoreMissing:
        return f"{index_dir / 'current'} is missing"
    except StoreBroken as error:
        return str(error)
    return None


def _named_layout(index_dir: Path) -> Layout:
    pointer = index_dir / "current"
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise StoreMissing(
            f"there is no index in {index_dir}; make one with: dateline index"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreBroken(
            f"{pointer} cannot be read ({error}); mend it with: dateline doctor --repair"
        ) from error
    layout = Layout(index_dir / name)
    good = name.startswith(STORE_PREFIX) and "/" not in name and "\\" not in name
    if not good or not layout.database.is_file():
        raise StoreBroken(
            f"{pointer} names the store {name!r}, which is not there; "
            "mend it with: dateline doctor --repair"
        )
    return layout


def pointer_stamp(index_dir: Path) -> tuple[int, ...] | None:
    """Return what changes whenever another store is put in use; None where it cannot be told."""
    try:
        status = (index_dir / "current").stat()
    except OSError:
        return None
    return (status.st_ino, status.st_mtime_ns, status.st_size)


def new_layout(index_dir: Path) -> Layout:
    """Make an empty folder for a new store; nothing uses it until `set_current`."""
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        layout = Layout(index_dir / f"{STORE_PREFIX}{uuid.uuid4().hex[:12]}")
        layout.folder.mkdir()
    except OSError as error:
        raise unwritable(index_dir, error) from error
    return layout


def set_current(index_dir: Path, layout: Layout) -> None:
    """Make `layout` the store in use, in one step."""
    try:
        write_atomically(index_dir / "current", layout.folder.name.encode())
    except OSError as error:
        raise unwritable(index_dir, error) from error


def remove_other_stores(index_dir: Path, keep: Layout) -> None:
    """Remove what earlier stores and broken-off rebuilds left; only while holding the lock."""
    for folder in index_dir.glob(f"{STORE_PREFIX}*"):
        if folder.name != keep.folder.name:
            shutil.rmtree(folder, ignore_errors=True)


def unwritable(path: Path, error: OSError) -> StoreUnwritable:
    """Say that `path` cannot be written, and what to do."""
    if _means(error, errno.ENOSPC, errno.EDQUOT):
        return StoreUnwritable(
            f"the disk of {path} is full; nothing was lost: make room, then run: dateline index"
        )
    return StoreUnwritable(
        f"cannot write to {path} ({error.strerror or error}); "
        "give this user write permission there, or set DATELINE_INDEX_DIR to another folder"
    )


def is_hopeless(error: OSError) -> bool:
    """Say whether writing anything else there would fail alike."""
    return _means(error, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES)


def _means(error: OSError, *kinds: int) -> bool:
    # FAISS and tantivy say it in words alone.
    return error.errno in kinds or any(os.strerror(kind) in str(error) for kind in kinds)


def scratch_folder(owner: object) -> Path:
    """Make a folder outside of the index, which goes with `owner` or the process.

    Raises OSError where the system has no place for one.
    """
    folder = tempfile.mkdtemp(prefix="dateline-")
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


class WriteLock:
    """The right to write to an index folder; one process has it at a time.

    The operating system lets go of it when the process ends, however it ends.
    """

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir
        self._lock = FileLock(index_dir / "lock", thread_local=False)

    def acquire(self, timeout_seconds: float) -> None:
        """Take the lock. Raises StoreBusy when another process still has it after the wait."""
        try:
            self._index_dir.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=timeout_seconds)
        except Timeout:
            raise StoreBusy(
                f"another process is writing to {self._index_dir}; "
                "wait for it to end and run the command again"
            ) from None
        except OSError as error:
            raise unwritable(self._index_dir, error) from error

    def release(self) -> None:
        """Let go of the lock; nothing happens where it is not held."""
        self._lock.release()
