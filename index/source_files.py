"""Which files below the source folder are documents, and which are not and why.

Owns the walk through the folder and the names of documents; reads no file, and removes none but
those that Dateline itself left half written.
"""

import contextlib
import os
import stat
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.errors import UsageError
from index.libraries import LIBRARY_FILE
from index.readers import SUFFIXES
from index.readers.formats.advice import advice_on, kind_of
from index.readers.sidecars import SIDECAR_ENDING
from index.store.tables import FileStamp

# How the names of files end, behind a dot at the front, that Dateline itself is writing there.
HALF_WRITTEN = ".dateline-tmp"
_HALF_WRITTEN_SECONDS = 600.0  # after which nobody is writing one any more
DEEPEST_LIBRARY = 2  # "/" in the path of a `library.yaml` that counts


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """A file that needs a person's eye, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that is to be a document."""

    location: str  # where the file is
    path: str  # of the document: "<name of the source folder>/<path inside it>"
    stamp: FileStamp
    described: bool = False  # whether a sidecar stands beside it

    @property
    def file(self) -> Path:
        """Where the file is."""
        return Path(self.location)


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies below a source folder, each by path."""

    files: tuple[SourceFile, ...]
    failed: tuple[FileOutcome, ...]  # documents and folders by their name that cannot be read
    skipped: tuple[FileOutcome, ...]  # files of formats that are not read, folders elsewhere
    unread: tuple[str, ...] = ()  # folders that cannot be listed: what is below is not known
    left: tuple[str, ...] = ()  # files that are still being written
    half_written: tuple[str, ...] = ()  # where files are that a process which is gone left so

    def hides(self, path: str) -> bool:
        """Say whether the file at `path` may be there: being written, or in a folder not listed."""
        return path in self.left or any(path.startswith(f"{folder}/") for folder in self.unread)


def list_files(source_docs: Path, *, settle_seconds: float = 0.0) -> Listing:
    """List the files below `source_docs`; hidden ones and backups (`~`) are passed over.

    Files that changed less than `settle_seconds` ago are left. A folder inside that cannot be
    listed is named and the rest goes on. Raises UsageError where `source_docs` itself cannot be
    listed.
    """
    if not source_docs.is_dir():
        raise UsageError(
            f"the folder {source_docs} does not exist; make it and put documents "
            f"({', '.join(sorted(SUFFIXES))}) there, or set DATELINE_SOURCE_DOCS"
        )
    walk = _Walk(source_docs, settle_seconds)
    walk.go()
    return Listing(
        tuple(walk.files),
        tuple(walk.failed),
        tuple(walk.skipped),
        tuple(walk.unread),
        tuple(walk.left),
        tuple(walk.half_written),
    )


def remove_half_written(listing: Listing) -> None:
    """Remove the files that a process which is gone was writing; one that cannot be stays."""
    for location in listing.half_written:
        with contextlib.suppress(OSError):
            Path(location).unlink()


def by_kind(skipped: Iterable[FileOutcome]) -> tuple[FileOutcome, ...]:
    """Return files that were passed over for one reason each, those of a kind together.

    Several of a kind are named by how many they are, and by the first.
    """
    kinds: dict[tuple[str, str], list[str]] = {}
    for one in skipped:
        kinds.setdefault((kind_of(one.path), one.reason), []).append(one.path)
    return tuple(
        FileOutcome(
            paths[0] if len(paths) == 1 else f"{len(paths):,} {kind}, {paths[0]} and others", reason
        )
        for (kind, reason), paths in kinds.items()
    )


class _Walk:
    """One walk through a source folder: files of a folder by name, then its folders by name.

    On strings and what `os.scandir` knows already: a path object for each file takes longer than
    all the rest.
    """

    def __init__(self, source_docs: Path, settle_seconds: float) -> None:
        self.files: list[SourceFile] = []
        self.failed: list[FileOutcome] = []
        self.skipped: list[FileOutcome] = []
        self.unread: list[str] = []
        self.left: list[str] = []
        self.half_written: list[str] = []
        self._settle_ns = int(settle_seconds * 1e9)
        self._source_docs = source_docs
        self._root = source_docs.resolve()

    def go(self) -> None:
        """Look at all that is there."""
        try:
            waiting = self._look_into(str(self._root), self._root.name)
        except OSError as error:
            raise UsageError(
                f"cannot list {error.filename} ({error.strerror}); nothing was changed: "
                "give this user permission to read it"
            ) from error
        while waiting:
            folder, path = waiting.pop()
            try:
                waiting += self._look_into(folder, path)
            except OSError as error:
                self.unread.append(path)
                self._fail(
                    path,
                    f"the folder cannot be listed ({error.strerror}); what the library holds of it "
                    "stays: give this user permission to read it",
                )

    def _look_into(self, folder: str, path: str) -> list[tuple[str, str]]:
        """Look at the files of a folder; return the folders in it, last one first."""
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        sidecars = {entry.name: entry for entry in entries if entry.name.endswith(SIDECAR_ENDING)}
        alone = set(sidecars)
        folders = []
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                if name.endswith(HALF_WRITTEN) and _is_left(entry):
                    self.half_written.append(entry.path)
                continue
            inside = f"{path}/{name}"
            if _is_folder(entry):
                if entry.is_symlink():
                    reason = "a link to a folder, passed over; put the folder itself there"
                    self.skipped.append(FileOutcome(_shown(inside), reason))
                else:
                    folders.append((entry.path, inside))
            elif name == LIBRARY_FILE and inside.count("/") <= DEEPEST_LIBRARY:
                continue  # says what library the folder is, see `libraries`
            elif not name.endswith("~") and name not in sidecars:
                alone.discard(name + SIDECAR_ENDING)
                self._look_at(entry, inside, sidecars.get(name + SIDECAR_ENDING))
        for name in sorted(alone):
            reason = f"describes no file beside it; name it as that file, with {SIDECAR_ENDING}"
            self.skipped.append(FileOutcome(_shown(f"{path}/{name}"), reason))
        folders.reverse()
        return folders

    def _look_at(
        self, entry: os.DirEntry[str], path: str, sidecar: os.DirEntry[str] | None
    ) -> None:
        if not _is_text(path):
            self._fail(path, "the file's name is not valid UTF-8; rename the file")
            return
        if _suffix(entry.name) not in SUFFIXES:
            self.skipped.append(FileOutcome(path, advice_on(path, SUFFIXES)))
            return
        try:
            # What is no link lies in the folder that it was found in.
            inside = not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(self._root)
            status = entry.stat()
            beside = sidecar.stat() if sidecar else None
        except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
            self._fail(path, f"cannot be read ({error}); check the file")
            return
        if inside and self._is_fresh(status, beside):
            self.left.append(path)
        elif inside:
            stamp = FileStamp(status.st_size, status.st_mtime_ns)
            if beside:  # a file is read again when what is said of it changes
                latest = max(status.st_mtime_ns, beside.st_mtime_ns)
                stamp = FileStamp(status.st_size + beside.st_size, latest)
            self.files.append(SourceFile(entry.path, path, stamp, described=beside is not None))
        else:
            self._fail(
                path, f"a link that leads out of {self._source_docs}; copy the file there instead"
            )

    def _is_fresh(self, *found: os.stat_result | None) -> bool:
        now = time.time_ns() if self._settle_ns else 0
        return any(one and abs(now - one.st_mtime_ns) < self._settle_ns for one in found)

    def _fail(self, path: str, reason: str) -> None:
        self.failed.append(FileOutcome(_shown(path), reason))


def _is_left(entry: os.DirEntry[str]) -> bool:
    """Whether a file that Dateline was writing is written by nobody any more."""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and time.time() - status.st_mtime > _HALF_WRITTEN_SECONDS


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself, among others; it is named as a file
        return False


def _suffix(name: str) -> str:
    _, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot else ""


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(path: str) -> str:
    return path if _is_text(path) else path.encode(errors="backslashreplace").decode()
