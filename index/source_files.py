"""Which files below the source folder are documents, and which are not and why.

Owns the walk through the folder and the names of documents; reads no file.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from index.errors import UsageError
from index.readers import SUFFIXES
from index.store.tables import FileStamp


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """A file that needs a person's eye, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that is to be a document."""

    file: Path
    path: str  # of the document: "<name of the source folder>/<path inside it>"
    stamp: FileStamp


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies below a source folder, each by path."""

    files: tuple[SourceFile, ...]
    failed: tuple[FileOutcome, ...]  # documents by their name that cannot be read
    skipped: tuple[FileOutcome, ...]  # files of formats that are not read


def list_files(source_docs: Path) -> Listing:
    """List the files below `source_docs`; hidden ones and backups (`~`) are passed over.

    Raises UsageError where the folder or one inside it cannot be listed.
    """
    if not source_docs.is_dir():
        raise UsageError(
            f"the folder {source_docs} does not exist; make it and put documents "
            f"({', '.join(sorted(SUFFIXES))}) there, or set DATELINE_SOURCE_DOCS"
        )
    root = source_docs.resolve()
    files: list[SourceFile] = []
    failed: list[FileOutcome] = []
    skipped: list[FileOutcome] = []
    for folder, folders, names in os.walk(root, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(".") or name.endswith("~"):
                continue
            file = Path(folder, name)
            path = f"{root.name}/{file.relative_to(root).as_posix()}"
            try:
                path.encode()
            except UnicodeEncodeError:
                shown = path.encode(errors="backslashreplace").decode()
                failed.append(
                    FileOutcome(shown, "the file's name is not valid UTF-8; rename the file")
                )
                continue
            if file.suffix.lower() not in SUFFIXES:
                skipped.append(
                    FileOutcome(path, f"not a format that is read ({', '.join(sorted(SUFFIXES))})")
                )
                continue
            found = _look_at(file, path, root, source_docs)
            if isinstance(found, SourceFile):
                files.append(found)
            else:
                failed.append(found)
    return Listing(tuple(files), tuple(failed), tuple(skipped))


def _look_at(file: Path, path: str, root: Path, source_docs: Path) -> SourceFile | FileOutcome:
    try:
        inside = file.resolve().is_relative_to(root)
        status = file.stat()
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
        return FileOutcome(path, f"cannot be read ({error}); check the file")
    if not inside:
        return FileOutcome(
            path, f"a link that leads out of {source_docs}; copy the file there instead"
        )
    return SourceFile(file, path, FileStamp(status.st_size, status.st_mtime_ns))


def _refuse(error: OSError) -> None:
    raise UsageError(
        f"cannot list {error.filename} ({error.strerror}); nothing was changed: "
        "give this user permission to read it"
    ) from error
