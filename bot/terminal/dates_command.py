"""A text from anywhere and the dates that it names, for `dateline dates`.

Owns how the text is read and which publication date its dates are told from; finding them is in
`index.dates`. Needs no index.
"""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from index.dates import dates_of
from index.documents import Entry, EventDate
from index.errors import DocumentError, UsageError
from index.passages import find_entries
from index.readers import SUFFIXES, Guard, Reading, read_documents
from index.readers.decoding import decode

UNTOLD = "no publication date: relative dates are left out; give --published"


@dataclass(frozen=True, slots=True)
class DatedText:
    """A text as `index.readers` would have it; its header, if it has one, names no event."""

    text: str
    body: int = 0  # where the text proper begins
    published: str | None = None  # as the file itself gives it
    entries: tuple[Entry, ...] = ()  # parts with a date of their own
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dates:
    """What was found, in order; offsets are those of the whole text."""

    dates: tuple[EventDate, ...]
    notes: tuple[str, ...]  # what the person should know of how they were found


def read_file(name: str, max_bytes: int, today: date) -> DatedText:
    """Return the text of a file, read as a document where its ending is one of a document.

    Raises UsageError where there is no such file, DocumentError where it holds no text.
    """
    file = Path(name)
    if not file.is_file():
        kind = "a folder" if file.is_dir() else "not there"
        raise UsageError(f"{name} is {kind}; name a text file, or - to read stdin")
    if file.suffix.lower() in SUFFIXES:
        with Guard() as guard:
            found = read_documents(file, name, Reading(max_bytes, today), guard)
        if len(found) > 1:
            raise UsageError(f"{name} holds {len(found)} documents; give the text of one of them")
        document = found[0]
        return DatedText(
            document.text,
            document.body,
            document.published,
            find_entries(
                document.text,
                document.body,
                published=document.published,
                markup=document.markup,
                elements=document.elements,
            ),
            document.warnings,
        )
    try:
        with file.open("rb") as stream:
            return _decoded(stream, name, max_bytes)
    except OSError as error:
        raise DocumentError(f"{name} cannot be read: {error.strerror or error}") from error


def read_stdin(max_bytes: int) -> DatedText:
    """Return the text that stdin holds. Raises DocumentError where that is no text."""
    if sys.stdin.isatty():
        sys.stderr.write("Type or paste the text; Ctrl-D on a line of its own ends it.\n")
        sys.stderr.flush()
    return _decoded(sys.stdin.buffer, "stdin", max_bytes)


def dates_in(text: DatedText, published: str | None, today: date) -> Dates:
    """Return the dates that the text proper names, told from `published` or its own date.

    Those of an entry are told from the date of the entry.
    """
    told_from = published or text.published
    found = dates_of(text.text, text.body, told_from, text.entries)
    notes = list(text.warnings)
    # Whatever any day would add is what needs one.
    if told_from is None:
        told = dates_of(text.text, text.body, today.isoformat(), text.entries)
        if len(told) > len(found):
            notes.append(UNTOLD)
    return Dates(tuple(found), tuple(notes))


def _decoded(stream: BinaryIO, name: str, max_bytes: int) -> DatedText:
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise DocumentError(
            f"{name} holds more than the limit of {max_bytes:,} bytes; give less of it, "
            "or raise DATELINE_MAX_FILE_MB"
        )
    decoded = decode(data, name)
    return DatedText(decoded.text, warnings=decoded.warnings)
