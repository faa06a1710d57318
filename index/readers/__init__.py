"""From a file to a Document: one reader a format.

Owns which reader serves which file, and what every format shares: limits, and the title of last
resort. A reader turns bytes into `Contents`; `dating` chooses among the dates that were found.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from index.documents import Document, Origin
from index.errors import DocumentError
from index.passages import find_entries
from index.readers.contents import Contents, Written
from index.readers.date_orders import Habit
from index.readers.dating import choose_date, written_dates
from index.readers.file_names import FileName, read_file_name
from index.readers.git_dates import first_committed
from index.readers.lookalikes import unread_dates
from index.readers.text import read_markdown, read_text

__all__ = ["READERS", "READING_VERSION", "SUFFIXES", "read_document"]

# Raise this when a reader takes another text, title or date from the same file: unchanged files are
# then read again.
READING_VERSION = 2

READERS: Mapping[str, Callable[[bytes, str], Contents]] = MappingProxyType(
    {".txt": read_text, ".md": read_markdown, ".markdown": read_markdown}
)
SUFFIXES = frozenset(READERS)  # lower case, with the dot


def read_document(
    file: Path,
    path: str,
    *,
    max_bytes: int,
    today: date,
    habits: Sequence[Habit] = (),
    git_dates: bool = False,
) -> Document:
    """Read `file` as the document named `path`.

    A date in the header counts before one in the file's name, and that before its folders'; one
    that can be two days is read by the `habits` of the library. With `git_dates`, what is undated
    has the day of its first commit. Raise DocumentError for a file that cannot be read, is too
    large, is no text, or holds none; a doubtful date is only a warning, and so is whatever looks
    like one and is not read.
    """
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise DocumentError(
            f"{path}: files ending in {file.suffix!r} are not read; "
            f"save it as one of {', '.join(sorted(SUFFIXES))}"
        )
    if any("\ud800" <= character <= "\udfff" for character in path):
        shown = path.encode("utf-8", "backslashreplace").decode("utf-8")
        raise DocumentError(f"{shown}: the file's name is not valid UTF-8; rename it")
    data = _read_bytes(file, path, max_bytes)
    contents = reader(data, path)
    header = contents.header
    if not contents.text.strip():
        raise DocumentError(f"{path}: is empty; write text into it or take it out of the folder")
    if not contents.text[header.body :].strip():
        raise DocumentError(
            f"{path}: has a header and no text after it; write the text below the header, "
            f"or take the file out of the folder"
        )
    name = read_file_name(path)
    found = written_dates(header, name)
    dating = choose_date(found, habits, today)
    unread: tuple[str, ...] = ()
    if dating.period is None:
        if not dating.warnings:
            unread = _unread(contents, name)
        if git_dates and (day := first_committed(file)):
            dating = choose_date([*found, Written(day, Origin.GIT)], habits, today)
    return Document(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        text=contents.text,
        body=header.body,
        title=header.title or name.title,
        published=dating.period.value if dating.period else None,
        published_from=dating.origin,
        url=header.url,
        warnings=(*header.warnings, *dating.warnings, *unread),
        markup=contents.markup,
        date_order=dating.order,
        date_in_doubt=dating.in_doubt,
    )


def _unread(contents: Contents, name: FileName) -> tuple[str, ...]:
    """Return the warnings of what looks like a date and was read for no part of the file."""
    text, header = contents.text, contents.header
    unread = unread_dates(text, header.yearless, name.unread)
    if not unread:
        return ()
    entries = find_entries(text, header.body, published=None, markup=contents.markup)
    return unread_dates(text, header.yearless, name.unread, entries) if entries else unread


def _read_bytes(file: Path, path: str, max_bytes: int) -> bytes:
    try:
        if not file.is_file():
            raise DocumentError(f"{path}: is not there or is no regular file; check the folder")
        size = file.stat().st_size
        if size > max_bytes:
            raise _too_large(path, size, max_bytes)
        with file.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError(
            f"{path}: cannot be read ({reason}); check the file's permissions"
        ) from error
    if len(data) > max_bytes:  # it grew since its size was asked
        raise _too_large(path, len(data), max_bytes)
    return data


def _too_large(path: str, size: int, max_bytes: int) -> DocumentError:
    return DocumentError(
        f"{path}: is {size:,} bytes, more than the limit of {max_bytes:,}; "
        f"split the file or raise the limit"
    )
