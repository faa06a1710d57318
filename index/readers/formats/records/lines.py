"""JSON Lines: a document a line. Owns which lines are read, and what is said of the others."""

import json

from index.errors import FormatError
from index.readers.charsets import decoded
from index.readers.formats.records.documents import documents_of, numbered
from index.readers.formats.records.fields import TEXT, Record, key_of, record_of
from index.readers.formats.values import ReadDocument

NO_TEXT = f"none of its fields is a text; named {', '.join(TEXT[:3])}, content or the like, one is"


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read lines of JSON objects. Raises FormatError where none holds a text."""
    text, warnings = decoded(data)
    records: list[Record] = []
    broken: list[int] = []
    empty: list[int] = []
    # Other line ends than these may stand inside of a string.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
        except (ValueError, RecursionError):
            broken.append(number)
            continue
        record = record_of({key_of(key): one[key] for key in one}, number) if _is(one) else None
        if record:
            records.append(record)
        else:
            empty.append(number)
    if broken:
        warnings += (f"no JSON in {numbered(broken)}; the others are read",)
    if empty:
        warnings += (f"no text in {numbered(empty)}; the others are read",)
    documents = documents_of(records, warnings)
    if not documents:
        raise FormatError("holds no lines of JSON" if not empty else NO_TEXT)
    return documents


def _is(value: object) -> bool:
    return isinstance(value, dict)
