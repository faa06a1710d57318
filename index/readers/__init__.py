"""From a file to Documents: one reader a format.

Owns which reader serves which file, and what every format shares: limits, and the title of last
resort. A reader turns bytes into `Contents`, one of a foreign format into `ReadDocument`s, in a
process of its own (`guard`); `dating` chooses among the dates that were found.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from index.documents import Document, Element, Origin
from index.errors import DocumentError
from index.libraries import MAIN, Libraries
from index.passages import find_entries
from index.readers.contents import Contents, Header, Written, clean_title
from index.readers.date_orders import Habit
from index.readers.dating import Dating, choose_date, written_dates
from index.readers.file_bytes import read_bytes
from index.readers.file_names import FileName, read_file_name
from index.readers.formats import FORMAT_OF, READERS_IN_USE, Format, format_for
from index.readers.formats.values import ReadDocument
from index.readers.git_dates import first_committed
from index.readers.guard import Guard
from index.readers.guard.wire import pack
from index.readers.lookalikes import unread_dates
from index.readers.sidecars import read_sidecar, with_sidecar
from index.readers.text import read_markdown, read_text

__all__ = [
    "READERS",
    "READERS_IN_USE",
    "READING_VERSION",
    "SUFFIXES",
    "Guard",
    "Reading",
    "is_text",
    "read_document",
    "read_documents",
]

# Raise this when a reader of text takes another text, title or date from the same file: unchanged
# files are then read again. Foreign formats have versions of their own, see `formats`.
READING_VERSION = 7

READERS: Mapping[str, Callable[[bytes, str], Contents]] = MappingProxyType(
    {".txt": read_text, ".md": read_markdown, ".markdown": read_markdown}
)
_MADE = (
    "creation date: the day a program made the file, not always that of publication; "
    "begin the file's name with YYYY-MM-DD, or write a sidecar, to be sure"
)
_CHANGED = (
    "header: only the day of its last change is named; begin the file's name with YYYY-MM-DD, or "
    "write a sidecar, if it was published on another"
)
# They count after all others: what a program wrote, or the day of a change.
_WEAK = frozenset({Origin.CREATED, Origin.UPDATED})
SUFFIXES = frozenset({*READERS, *FORMAT_OF})  # lower case, with the dot


@dataclass(frozen=True, slots=True)
class Reading:
    """How the files of a run are read."""

    max_bytes: int
    today: date
    habits: tuple[Habit, ...] = ()  # of the library, for dates that can be two days
    git_dates: bool = False  # what is undated has the day of its first commit
    libraries: Libraries = field(default_factory=Libraries)


@dataclass(frozen=True, slots=True)
class _Source:
    """A file that is being read."""

    file: Path
    path: str  # of the document that it would be as a whole
    data: bytes
    sidecar: Header
    library: str


def is_text(path: str) -> bool:
    """Whether a file of that name is text or Markdown, which Dateline reads by itself."""
    return Path(path).suffix.lower() in READERS


def read_documents(file: Path, path: str, reading: Reading, guard: Guard) -> tuple[Document, ...]:
    """Read `file`, named `path`, as the documents that it holds: one, or an item each.

    Those of a foreign format are read by `guard`. Raise DocumentError, see `read_document`;
    FormatError where the same bytes will fail again.
    """
    suffix = file.suffix.lower()
    _check_name(path, suffix, SUFFIXES)
    data = read_bytes(file, path, reading.max_bytes)
    sidecar = read_sidecar(file)
    source = _Source(file, path, data, sidecar, sidecar.library or reading.libraries.of(path))
    one, warning = format_for(suffix, source.data)
    if one is None:
        return (_of_text(READERS[suffix](source.data, path), source, reading),)
    warnings = (warning,) if warning else ()
    return tuple(
        _of_format(found, one, source, reading, warnings)
        for found in guard.read(one, source.data, path)
        if found.text[found.body :].strip()
    )


def read_document(
    file: Path,
    path: str,
    *,
    max_bytes: int,
    today: date,
    habits: Sequence[Habit] = (),
    git_dates: bool = False,
) -> Document:
    """Read `file`, of text or Markdown, as the document named `path`.

    A date in the header counts before one in the file's name, and that before its folders'; one
    that can be two days is read by the `habits` of the library. With `git_dates`, what is undated
    has the day of its first commit. Raise DocumentError for a file that cannot be read, is too
    large, is no text, or holds none; a doubtful date is only a warning, and so is whatever looks
    like one and is not read.
    """
    suffix = file.suffix.lower()
    _check_name(path, suffix, READERS)
    data = read_bytes(file, path, max_bytes)
    sidecar = read_sidecar(file)
    source = _Source(file, path, data, sidecar, sidecar.library or MAIN)
    reading = Reading(max_bytes, today, tuple(habits), git_dates)
    return _of_text(READERS[suffix](source.data, path), source, reading)


def _check_name(path: str, suffix: str, read: Collection[str]) -> None:
    if suffix not in read:
        raise DocumentError(
            f"{path}: files ending in {suffix!r} are not read; "
            f"save it as one of {', '.join(sorted(read))}"
        )
    if any("\ud800" <= character <= "\udfff" for character in path):
        shown = path.encode("utf-8", "backslashreplace").decode("utf-8")
        raise DocumentError(f"{shown}: the file's name is not valid UTF-8; rename it")


def _of_text(contents: Contents, source: _Source, reading: Reading) -> Document:
    header, path = with_sidecar(contents.header, source.sidecar), source.path
    if not contents.text.strip():
        raise DocumentError(f"{path}: is empty; write text into it or take it out of the folder")
    if not contents.text[header.body :].strip():
        raise DocumentError(
            f"{path}: has a header and no text after it; write the text below the header, "
            f"or take the file out of the folder"
        )
    name = read_file_name(path)
    dating = _dated(written_dates(header, name), source, reading)
    unread = _unread(dating, contents, name)
    changed = (_CHANGED,) if dating.origin is Origin.UPDATED else ()
    return Document(
        path=path,
        sha256=hashlib.sha256(source.data).hexdigest(),
        text=contents.text,
        body=header.body,
        title=header.title or name.title,
        published=dating.period.value if dating.period else None,
        published_from=dating.origin,
        url=header.url,
        warnings=(*header.warnings, *dating.warnings, *changed, *unread),
        markup=contents.markup,
        date_order=dating.order,
        date_in_doubt=dating.in_doubt,
        library=source.library,
    )


def _of_format(
    found: ReadDocument,
    one: Format,
    source: _Source,
    reading: Reading,
    warnings: tuple[str, ...],
) -> Document:
    # The name of a file that holds many documents says nothing of one, and the day in that of a
    # conversation is often the first or the last that was asked for.
    name = read_file_name(source.path) if not found.part else FileName((), "")
    if found.entries:
        name = FileName((), name.title)
    header = with_sidecar(
        Header(
            found.body,
            tuple(date for date in found.dates if date.origin not in _WEAK),
            clean_title(found.title),
            found.url,
            (*warnings, *found.warnings),
        ),
        source.sidecar,
        part=bool(found.part),
    )
    weak = [d for d in found.dates if d.origin in _WEAK]
    dating = _dated([*written_dates(header, name), *weak], source, reading)
    contents = Contents(found.text, header, found.markup)
    unread = () if found.entries else _unread(dating, contents, name, found.elements)
    made = (_MADE,) if dating.origin is Origin.CREATED else ()
    hashed = pack([found]) if found.part else source.data
    return Document(
        path=f"{source.path}#{found.part}" if found.part else source.path,
        sha256=hashlib.sha256(hashed).hexdigest(),
        text=found.text,
        body=found.body,
        title=header.title or name.title or found.part,
        published=dating.period.value if dating.period else None,
        published_from=dating.origin,
        url=header.url,
        warnings=(*header.warnings, *dating.warnings, *made, *unread),
        markup=found.markup,
        entries=found.entries,
        date_order=dating.order,
        date_in_doubt=dating.in_doubt,
        part=found.part,
        reader=one.reader,
        elements=found.elements,
        landmarks=found.landmarks,
        library=source.library,
    )


def _dated(found: Sequence[Written], source: _Source, reading: Reading) -> Dating:
    dating = choose_date(found, reading.habits, reading.today)
    if dating.period is None and reading.git_dates and (day := first_committed(source.file)):
        dated = [*found, Written(day, Origin.GIT)]
        return choose_date(dated, reading.habits, reading.today)
    return dating


def _unread(
    dating: Dating, contents: Contents, name: FileName, elements: Sequence[Element] = ()
) -> tuple[str, ...]:
    """Return the warnings of what looks like a date and was read for no part of the file."""
    if (dating.period is not None and dating.origin is not Origin.GIT) or dating.warnings:
        return ()
    text, header, markup = contents.text, contents.header, contents.markup
    unread = unread_dates(text, header.yearless, name.unread)
    if not unread:
        return ()
    entries = find_entries(text, header.body, published=None, markup=markup, elements=elements)
    return unread_dates(text, header.yearless, name.unread, entries) if entries else unread
