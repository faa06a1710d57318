"""What passes between the process that reads a file and the one that asked for it.

Owns the frames and the packing of documents. The process that reads may have been taken over by
the file: whatever comes from it is checked, and nothing of it is ever run.
"""

import json
import re
import struct
from collections.abc import Sequence
from typing import IO, Any

from index.documents import Element, ElementKind, Entry, Landmark, Markup, Origin
from index.periods import parse_period
from index.readers.contents import Written
from index.readers.formats.values import ReadDocument

_LENGTH = struct.Struct("<Q")
# SQLite ends a text at a NUL, and UTF-8 has no lone surrogates. One for one, so offsets stay.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def send(stream: IO[bytes], data: bytes) -> None:
    """Write a frame."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes], most: int) -> bytes | None:
    """Read a frame; None where the stream has ended. Raises ValueError for more than `most`."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > most:
        raise ValueError(f"{length:,} bytes")
    data = stream.read(length)
    return data if len(data) == length else None


def pack(documents: Sequence[ReadDocument]) -> bytes:
    """Return documents as bytes."""
    return json.dumps([_packed(one) for one in documents]).encode()


def unpack(data: bytes) -> tuple[ReadDocument, ...]:
    """Return what `pack` packed. Raises ValueError for anything else."""
    try:
        documents = tuple(_document(*one) for one in json.loads(data))
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"what its reader gave back is no document ({error})") from None
    parts = {one.part for one in documents}
    if len(parts) < len(documents):
        raise ValueError("two of its documents have the same name")
    return documents


def _packed(one: ReadDocument) -> list[Any]:
    return [
        _storable(one.text),
        _storable(one.part),
        one.body,
        _storable(one.title),
        [[_storable(date.text), date.origin] for date in one.dates],
        None if one.url is None else _storable(one.url),
        one.markup,
        [[e.kind, e.start, e.end, e.level] for e in one.elements],
        [[mark.start, _storable(mark.label)] for mark in one.landmarks],
        [[e.start, e.end, e.date, e.date_from, e.date_start, e.date_end] for e in one.entries],
        [_storable(warning) for warning in one.warnings],
    ]


def _document(
    text: str,
    part: str,
    body: int,
    title: str,
    dates: list[Any],
    url: str | None,
    markup: str,
    elements: list[Any],
    landmarks: list[Any],
    entries: list[Any],
    warnings: list[Any],
) -> ReadDocument:
    length = len(_words(text))
    if not 0 <= body <= length:
        raise ValueError(f"the text begins at {body} of {length}")
    return ReadDocument(
        text=text,
        part=_words(part),
        body=body,
        title=_words(title),
        dates=tuple(Written(_words(written), Origin(origin)) for written, origin in dates),
        url=None if url is None else _words(url),
        markup=Markup(markup),
        elements=tuple(
            Element(ElementKind(kind), start, end, int(level))
            for kind, start, end, level in _in_order(elements, 1, 2, length)
        ),
        landmarks=tuple(
            Landmark(start, _words(label)) for start, label in _in_order(landmarks, 0, 0, length)
        ),
        entries=tuple(_entry(one) for one in _in_order(entries, 0, 1, length)),
        warnings=tuple(map(_words, warnings)),
    )


def _in_order(rows: list[Any], start: int, end: int, length: int) -> list[Any]:
    """Return rows whose columns `start` and `end` are offsets that never go back."""
    at = 0
    for row in rows:
        if not at <= row[start] <= row[end] <= length:
            raise ValueError(f"an offset of {row[start]} to {row[end]} after {at}, of {length}")
        at = row[end]
    return rows


def _entry(row: list[Any]) -> Entry:
    start, end, written, origin, date_start, date_end = row
    if (written is None) != (origin is None):
        raise ValueError("an entry with a date or an origin alone")
    if written is not None:
        parse_period(written)
    return Entry(
        start, end, written, None if origin is None else Origin(origin), date_start, date_end
    )


def _words(words: object) -> str:
    if not isinstance(words, str) or _UNSTORABLE.search(words):
        raise ValueError(f"{words!r:.40} is no text")
    return words


def _storable(words: str) -> str:
    return _UNSTORABLE.sub("\ufffd", words)
