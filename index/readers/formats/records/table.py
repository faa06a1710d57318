"""CSV and its kin: a document a row where its columns say so, else one that is a table.

Owns how cells are told apart, and which tables are lists of documents.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from index.errors import FormatError
from index.periods import parse_publication_date
from index.readers.charsets import decoded
from index.readers.formats.composing import MAX_CHARACTERS, Composition
from index.readers.formats.records.documents import documents_of, numbered
from index.readers.formats.records.fields import (
    ADDRESS,
    DATE,
    KNOWN_BY,
    TEXT,
    TITLE,
    first_of,
    key_of,
    record_of,
)
from index.readers.formats.values import ReadDocument

_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 50_000  # characters that tell the delimiter
_SEPARATED_BY = re.compile(r'"?sep=(?P<delimiter>[,;\t|])"?\r?\n')  # Excel's own first line
# Where a table has other columns too, rows whose text is shorter are rows of figures: the words of
# a bank's statement, the name of an event.
_WORDS_OF_A_TEXT = 8
_NUMBER = re.compile(r"[-+(]?[^\w\s]?\s?[0-9][0-9.,'  ]*\s?[^\w\s]?\)?")


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read a table. Raises FormatError where it has no cells."""
    text, warnings = decoded(data)
    first = _SEPARATED_BY.match(text)
    if first:
        text, delimiter = text[first.end() :], first["delimiter"]
    else:
        delimiter = _delimiter(text, name)
    rows, unclosed = _rows(text, delimiter)
    if unclosed:
        warnings += ("a quotation mark is never closed; they are all read as they stand",)
    if not any(map(any, rows)):
        raise FormatError("holds no cells")
    start = next(number for number, row in enumerate(rows) if any(row))
    header, body = rows[start], rows[start + 1 :]
    if _has_header(header) and _is_list_of_documents([key_of(cell) for cell in header], body):
        return _records(header, body, warnings)
    composed = Composition()
    composed.rows(rows, header=_has_header(header), label="row")
    return (
        ReadDocument(
            text=composed.text,
            elements=composed.elements,
            landmarks=composed.landmarks,
            warnings=warnings,
        ),
    )


def _records(
    header: Sequence[str], body: Sequence[Sequence[str]], warnings: tuple[str, ...]
) -> tuple[ReadDocument, ...]:
    keys = [key_of(cell) for cell in header]
    long = [number for number, row in enumerate(body, 1) if any(row[len(keys) :])]
    if long:
        warnings += (f"more cells than columns in {numbered(long)} of the table; look at it",)
    # The first column of a name counts.
    named = [dict(reversed(list(zip(keys, row, strict=False)))) for row in body]
    records = [one for number, row in enumerate(named, 1) if (one := record_of(row, number))]
    return documents_of(records, warnings)


def _is_list_of_documents(keys: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    text = first_of(TEXT, keys)
    if not text or not first_of((*TITLE, *DATE, *ADDRESS), keys):
        return False
    at = keys.index(text)
    texts = [row[at] for row in body if len(row) > at and row[at].strip()]
    if not texts:
        return False
    known = {*TEXT, *TITLE, *DATE, *ADDRESS, *KNOWN_BY}
    if all(key in known for key in keys):
        return True
    return sum(len(words.split()) for words in texts) >= _WORDS_OF_A_TEXT * len(texts)


def _has_header(cells: Sequence[str]) -> bool:
    """Whether a first row names columns: a name is neither a number nor a date, nor there twice."""
    names = [cell.strip() for cell in cells if cell.strip()]
    return len(names) == len(set(names)) and not any(map(_is_value, names))


def _is_value(cell: str) -> bool:
    if _NUMBER.fullmatch(cell):
        return not re.fullmatch("[12][0-9]{3}", cell)  # a year names a column, too
    try:
        return parse_publication_date(cell) is not None
    except ValueError:
        return False


def _delimiter(text: str, name: str) -> str:
    """Return what parts the cells: what gives most rows the same number of them."""
    head = text[:_LOOKED_AT]
    if len(text) > _LOOKED_AT:
        head = head[: head.rfind("\n") + 1] or head
    best, chosen = (0.0, 0), "\t" if name.lower().endswith((".tsv", ".tab")) else ","
    for delimiter in (chosen, *(one for one in _DELIMITERS if one != chosen)):
        rows, _ = _rows(head, delimiter)
        widths = Counter(len(row) for row in rows if any(row))
        wide = [(count, width) for width, count in widths.items() if width > 1]
        if wide:
            count, width = max(wide)
            found = (round(count / widths.total(), 1), width)
            if found > best:
                best, chosen = found, delimiter
    return chosen


def _rows(text: str, delimiter: str) -> tuple[list[list[str]], bool]:
    """Return the cells, and whether a quotation mark is never closed."""
    csv.field_size_limit(MAX_CHARACTERS + 1)
    try:
        # Only a strict reader tells of a mark that is never closed; it also minds others.
        list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        unclosed = False
    except csv.Error as error:
        unclosed = "unexpected end of data" in str(error)
    lines = io.StringIO(text, newline="")
    if unclosed:
        return list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)), True
    return list(csv.reader(lines, delimiter=delimiter)), False
