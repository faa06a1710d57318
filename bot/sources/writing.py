"""Puts a file into a folder in one step: whoever looks sees all of it, or what was there before.

Owns the temporary name, which a walk passes over, and that nothing is overwritten by accident. What
is left under that name by a process that was killed, the next run of indexing removes.
"""

import os
from pathlib import Path

from index.errors import UsageError
from index.source_files import HALF_WRITTEN
from index.store.layout import remove, sync, sync_folder


def put(file: Path, data: bytes, *, replace: bool = False) -> None:
    """Write `data` to `file`, which lasts through a power failure; its folders are made.

    Raises FileExistsError where the file is there and is not to be replaced, UsageError where
    nothing can be written.
    """
    temporary = file.with_name(f".{file.name}.{os.getpid()}{HALF_WRITTEN}")
    make_folder(file.parent)
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            sync(stream)
        if replace:
            temporary.replace(file)
        else:
            _give_name(temporary, file)
        sync_folder(file.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise refused(file.parent, error) from error
    finally:
        remove(temporary)


def make_folder(folder: Path) -> None:
    """Make a folder, and those that it is in. Raises UsageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(folder, error) from error


def refused(folder: Path, error: OSError) -> UsageError:
    """Say that nothing can be written to a folder, and what to do."""
    return UsageError(
        f"cannot write to {folder} ({error.strerror or error}); make room there, or give this "
        "user permission to write"
    )


def _give_name(temporary: Path, file: Path) -> None:
    try:
        # A second name, unlike a new one, never takes the place of what is there.
        file.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        if file.exists() or file.is_symlink():
            raise FileExistsError(file) from None
        temporary.rename(file)
