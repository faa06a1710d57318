"""Takes the bytes of a file, within a limit. Owns what is said of a file that cannot be read."""

from pathlib import Path

from index.errors import DocumentError


def read_bytes(file: Path, path: str, max_bytes: int) -> bytes:
    """Return what `file`, named `path`, holds. Raises DocumentError, also where it is too large."""
    try:
        if not file.is_file():
            raise DocumentError(f"{path}: is not there or is no regular file; check the folder")
        size = file.stat().st_size
        if size > max_bytes:
            raise too_large(path, size, max_bytes)
        with file.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError(
            f"{path}: cannot be read ({reason}); check the file's permissions"
        ) from error
    if len(data) > max_bytes:  # it grew since its size was asked
        raise too_large(path, len(data), max_bytes)
    return data


def too_large(path: str, size: int, max_bytes: int) -> DocumentError:
    """Say that a file is larger than it may be."""
    return DocumentError(
        f"{path}: is {size:,} bytes, more than the limit of {max_bytes:,}; "
        f"split the file or raise the limit"
    )
