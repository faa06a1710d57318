"""The tables of the truth, and how rows become values. Owns the format version."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.documents import (
    Document,
    Element,
    ElementKind,
    Entry,
    EventDate,
    Landmark,
    Origin,
    file_of,
)
from index.libraries import MAIN
from index.passages import Lead, LeadKind, Passage, Role, Span
from index.store.connection import Messages
from index.store.records import SourceRecord

Vectors = NDArray[np.float32]
Row = Sequence[Any]

# Raise this when a table or the meaning of a column changes, and say in `upgrade` how a library of
# the format before becomes one of this.
FORMAT_VERSION = 7

# An entry's days are NULL where its date cannot be told; it counts as undated then.
ENTRIES = """
CREATE TABLE entries (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    date TEXT,
    date_from TEXT,
    date_start INTEGER NOT NULL,
    date_end INTEGER NOT NULL,
    PRIMARY KEY (document_id, number)
) WITHOUT ROWID;
"""

# Where in its file a text stands from `start` on.
LANDMARKS = """
CREATE TABLE landmarks (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (document_id, start)
) WITHOUT ROWID;
"""

# Files that could not be read, as they were then; `since` is when that was first so, in seconds
# since 1970.
FAILURES = """
CREATE TABLE failures (
    path TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    reader TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    since INTEGER NOT NULL DEFAULT 0,
    library TEXT NOT NULL DEFAULT 'main'
) WITHOUT ROWID;
"""

# All that there are, those without a document too.
LIBRARIES = """
CREATE TABLE libraries (name TEXT PRIMARY KEY, public INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO libraries VALUES ('main', 1);
"""

# `size` is the bit length of last_day - first_day. All dates of one size that touch some days begin
# within a known distance of them, so a look-up reads a short range of the index for each size.
EVENT_DATES = """
CREATE TABLE event_dates (
    passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    value TEXT NOT NULL,
    size INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    PRIMARY KEY (passage_id, start)
) WITHOUT ROWID;
CREATE INDEX event_dates_days ON event_dates (size, first_day, last_day, passage_id);
"""
EVENT_SIZES = 23  # days run from 1 to 3,652,059

# `cut` says by which rules a document was cut and its passages are searched, see `intake`.
# `first_day` and `last_day` of a passage are those of its entry where it lies in one, else its
# document's; `searched` is the hash of what its vector was made of, NULL for its text alone.
# `rows_seal`, `seal` and `sum` are what `seals` compares the rows with.
TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT,
    published_from TEXT,
    first_day INTEGER,
    last_day INTEGER,
    url TEXT,
    warnings TEXT NOT NULL,
    body INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    text TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    indexed_at INTEGER NOT NULL,
    markup TEXT NOT NULL DEFAULT 'plain',
    cut TEXT NOT NULL DEFAULT '',
    entries INTEGER NOT NULL DEFAULT 0,
    first_entry TEXT,
    last_entry TEXT,
    part TEXT NOT NULL DEFAULT '',
    reader TEXT NOT NULL DEFAULT '',
    elements BLOB NOT NULL DEFAULT x'',
    rows_seal BLOB,
    seal BLOB,
    library TEXT NOT NULL DEFAULT 'main'
);
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX documents_days ON documents (first_day, last_day, published, passages);
CREATE INDEX documents_library ON documents (library, first_day, last_day, published, passages);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    sentences BLOB NOT NULL,
    roles BLOB NOT NULL DEFAULT x'',
    leads TEXT NOT NULL DEFAULT '[]',
    entry INTEGER,
    first_day INTEGER,
    last_day INTEGER,
    searched BLOB
);
CREATE INDEX passages_document ON passages (document_id);
CREATE INDEX passages_days ON passages (first_day, last_day);
CREATE TABLE vectors (
    passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    vector BLOB NOT NULL,
    sum INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE removed (
    generation INTEGER NOT NULL,
    document_id INTEGER NOT NULL,
    first_passage INTEGER NOT NULL,
    last_passage INTEGER NOT NULL,
    library TEXT NOT NULL DEFAULT 'main'
);
CREATE INDEX removed_generation ON removed (generation);
{ENTRIES}{EVENT_DATES}{LANDMARKS}{FAILURES}{LIBRARIES}"""

PRAGMAS = (
    # FULL: what was committed outlives a power failure, so a derived index, which is written
    # later, is never ahead of the truth.
    "synchronous = FULL",
    "foreign_keys = ON",
    "mmap_size = 268435456",
    "cache_size = -16000",
)

MESSAGES = Messages(
    busy="the index {path} is in use by another process; try again",
    unwritable=(
        "the index {path} cannot be read or written ({error}); questions need the right to read "
        "the file, indexing that to write to it and its folder"
    ),
    full="the disk of {path} is full; nothing was lost: make room, then run: dateline index",
    damaged=(
        "the index {path} is damaged ({error}); the documents in the source folder are "
        "untouched: mend the index with: dateline index --rebuild"
    ),
)

# What the values of a damaged row raise when they are taken apart.
UNREADABLE = (ValueError, TypeError, OverflowError, OSError, AttributeError)

SOURCE = """d.id, d.path, d.sha256, d.title, d.published, d.published_from, d.url, d.characters,
d.passages, d.warnings, d.indexed_at, d.entries, d.first_entry, d.last_entry, d.part, d.library"""
SOURCE_COLUMNS = 16
# The landmarks that a passage p touches, in order.
TOUCHED = """(SELECT json_group_array(json_array(m.start, m.label)) FROM landmarks m
    WHERE m.document_id = p.document_id AND m.start < p."end" AND m.start >= coalesce(
        (SELECT max(b.start) FROM landmarks b
         WHERE b.document_id = p.document_id AND b.start <= p.start), 0))"""
# The libraries with a document, without reading more of the index than a row of each.
USED_LIBRARIES = """WITH RECURSIVE used (library) AS (
    SELECT min(library) FROM documents UNION ALL
    SELECT (SELECT min(d.library) FROM documents d WHERE d.library > used.library)
    FROM used WHERE used.library IS NOT NULL)
SELECT library FROM used WHERE library IS NOT NULL"""
ENTRY = 'e.start, e."end", e.date, e.date_from, e.date_start, e.date_end'
ENTRY_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What tells cheaply that a file may have changed; never a date of the document."""

    size: int  # bytes
    mtime_ns: int  # 0 is never equal to a file's: its content is compared next time


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A document of a file as it was indexed."""

    path: str
    sha256: str
    stamp: FileStamp
    cut: str = ""  # by which rules, see `intake`
    published: str | None = None
    part: str = ""
    reader: str = ""  # of its format; "" for text and Markdown
    library: str = MAIN

    @property
    def file(self) -> str:
        """The path of the file."""
        return file_of(self.path, self.part)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, as it was then."""

    path: str
    reason: str
    stamp: FileStamp
    reader: str = ""  # of its format; "": what failed may be mended without changing the file
    since: int = 0  # when it first failed, in seconds since 1970; 0: not known
    library: str = MAIN


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document with all that the store keeps of it."""

    document: Document
    stamp: FileStamp
    passages: Sequence[Passage]
    vectors: Vectors  # shape (len(passages), dimension)
    event_dates: Sequence[EventDate] = ()
    added_at: int | None = None  # seconds since 1970; None is now
    searched: Sequence[bytes] = ()  # the hash of what each vector was made of; empty: the texts
    cut: str = ""


@dataclass(frozen=True, slots=True)
class RemovedDocument:
    """A document that is gone, and the ids its passages had."""

    document_id: int
    first_passage: int  # greater than last_passage where it had none
    last_passage: int
    generation: int  # of the library from which on it is gone
    library: str = MAIN


def source_record(row: Row) -> SourceRecord:
    """Return the record of a row that begins with the columns of SOURCE."""
    identity, path, sha256, title, published, origin, url = row[:7]
    characters, passages, warnings, at, entries, *others = row[7:SOURCE_COLUMNS]
    first_entry, last_entry, part, library = others
    return SourceRecord(
        id=identity,
        path=path,
        sha256=sha256,
        title=title,
        published=published,
        published_from=None if origin is None else Origin(origin),
        url=url,
        characters=characters,
        passages=passages,
        warnings=tuple(json.loads(warnings)),
        added=datetime.fromtimestamp(at, UTC).date(),
        entries=entries,
        first_entry=first_entry,
        last_entry=last_entry,
        part=part,
        library=library,
    )


def numbers(ids: Iterable[int]) -> str:
    """Return ids as one parameter, for `json_each`."""
    return json.dumps([int(i) for i in ids])


def day_of(ordinal: int) -> date:
    """Return the day of a proleptic ordinal."""
    return date.fromordinal(ordinal)


def pack_spans(spans: Sequence[Span]) -> bytes:
    """Return spans as pairs of little-endian 32-bit numbers."""
    return np.array([(s.start, s.end) for s in spans], "<u4").tobytes()


def unpack_spans(blob: bytes) -> tuple[Span, ...]:
    """Return what `pack_spans` packed."""
    pairs = np.frombuffer(blob, "<u4").reshape(-1, 2).tolist()
    return tuple(Span(start, end) for start, end in pairs)


def entry_of(row: Row) -> Entry | None:
    """Return the entry of a row of the columns of ENTRY; None where they are all NULL."""
    start, end, written, origin, date_start, date_end = row
    if start is None:
        return None
    return Entry(
        start, end, written, None if origin is None else Origin(origin), date_start, date_end
    )


def pack_roles(roles: Sequence[Role]) -> bytes:
    """Return one byte a role."""
    return bytes(roles)


def unpack_roles(blob: bytes) -> tuple[Role, ...]:
    """Return what `pack_roles` packed."""
    return tuple(map(Role, blob))


def pack_leads(leads: Sequence[Lead]) -> str:
    """Return leads as JSON: [[kind, start, end], ...]."""
    return json.dumps([[lead.kind, lead.start, lead.end] for lead in leads])


def unpack_leads(packed: str) -> tuple[Lead, ...]:
    """Return what `pack_leads` packed."""
    return tuple(Lead(LeadKind(kind), start, end) for kind, start, end in json.loads(packed))


def pack_elements(elements: Sequence[Element]) -> bytes:
    """Return elements as four little-endian 32-bit numbers each."""
    rows = [(one.kind, one.start, one.end, one.level) for one in elements]
    return np.array(rows, "<u4").tobytes()


def unpack_elements(blob: bytes) -> tuple[Element, ...]:
    """Return what `pack_elements` packed."""
    rows = np.frombuffer(blob, "<u4").reshape(-1, 4).tolist()
    return tuple(Element(ElementKind(kind), start, end, level) for kind, start, end, level in rows)


def unpack_landmarks(packed: str) -> tuple[Landmark, ...]:
    """Return landmarks from JSON: [[start, label], ...]."""
    return tuple(Landmark(start, label) for start, label in json.loads(packed))
