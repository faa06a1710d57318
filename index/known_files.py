"""What the index holds of the files of a folder, and which of them have to be read again.

Owns when a file counts as it was: its stamp, the rules that it was cut by, its library.
"""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from index.intake import CUT
from index.libraries import Libraries
from index.readers import READERS_IN_USE
from index.readers.sidecars import library_of
from index.source_files import SourceFile
from index.store.store import Store
from index.store.tables import Failure, FileStamp, KnownFile

# A file changed this shortly before it was read may change again without a new time stamp.
RACY_SECONDS = 2.0
NO_STAMP = FileStamp(0, 0)


def known_files(
    store: Store, damaged: Collection[str], *, check_contents: bool
) -> dict[str, list[KnownFile]]:
    """Return what the store holds, by file; of a damaged document it is as another content."""
    read_again = {*damaged, *(store.damaged_documents() if check_contents else ())}
    if read_again or check_contents:
        store.writer.remove_orphans()
    return _by_file(
        replace(one, sha256="", stamp=NO_STAMP) if one.path in read_again else one
        for one in store.documents.known_files().values()
    )


def _by_file(known: Iterable[KnownFile]) -> dict[str, list[KnownFile]]:
    files: dict[str, list[KnownFile]] = {}
    for one in known:
        files.setdefault(one.file, []).append(one)
    return files


def may_differ(
    file: SourceFile,
    known: Mapping[str, Sequence[KnownFile]],
    failures: Mapping[str, Failure],
    libraries: Libraries,
) -> bool:
    """Whether a file has to be read to know what it holds."""
    before = known.get(file.path, ())
    failure = failures.get(file.path)
    held = [one.library for one in before] or [failure.library for failure in (failure,) if failure]
    if any(library != libraries.of(file.path) for library in held):
        library = declared_library(file, libraries)
        if any(one != library for one in held):
            return True
    if failure is not None and failure.stamp == file.stamp:
        # Of text, what failed may be mended without changing the file: permissions, a limit.
        in_vain = failure.reader in READERS_IN_USE
        return not in_vain or any(one.cut != CUT for one in before)
    return not before or not all(one.stamp == file.stamp and _is_current(one) for one in before)


def _is_current(one: KnownFile) -> bool:
    return one.cut == CUT and (not one.reader or one.reader in READERS_IN_USE)


def declared_library(file: SourceFile, libraries: Libraries) -> str:
    """Return the library of a file, as its sidecar or its folder says it."""
    of_folder = libraries.of(file.path)
    return library_of(file.file, of_folder) if file.described else of_folder


def safe_stamp(stamp: FileStamp) -> FileStamp:
    """Return a stamp that never matches for a file that may still be being written."""
    fresh = time.time_ns() - stamp.mtime_ns < RACY_SECONDS * 1e9
    return FileStamp(stamp.size, 0) if fresh else stamp
