"""JSON files: which kind one is, told by what it holds. Owns the choice of its reader."""

import io
import re
from dataclasses import replace

import ijson
from ijson import JSONError

from index.errors import FormatError
from index.readers.charsets import decoded
from index.readers.formats.discord_export import read_export, told_channel
from index.readers.formats.records.documents import documents_of
from index.readers.formats.records.fields import Record, key_of, record_of
from index.readers.formats.values import ReadDocument

_WANTED = (
    "neither an export by DiscordChatExporter nor a list of objects with a field "
    "named text, body, content or the like"
)
# An object with one of these is a list of documents: "items" is that of JSON Feed.
_LISTS = frozenset(
    ("items", "posts", "articles", "entries", "documents", "records", "results", "data")
)
_DEEPEST = 100  # an export of a channel has some eight levels
_NO_BRACKETS = bytes(set(range(256)) - set(b'[]{}"'))
_STRING = re.compile(rb'"[^"]*"?')


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read a channel, or a list of objects with a text. Raises FormatError for all other JSON."""
    text, warnings = decoded(data)
    data = text.encode("utf-8", "surrogatepass")
    if is_deep(data):
        raise FormatError("is nested too deeply")
    try:
        if channel := told_channel(data):
            return (replace(read_export(data, channel), warnings=warnings),)
        if place := _list_in(data):
            return _listed(data, place, warnings)
    except JSONError as error:
        said = " ".join(str(error).split("\n")[0].split())
        raise FormatError(f"is damaged JSON ({said})") from error
    raise FormatError(f"is JSON that is {_WANTED}")


def _list_in(data: bytes) -> str:
    """Return where ijson finds the items of a list; "" where there is none."""
    for prefix, event, _ in ijson.parse(io.BytesIO(data)):
        if event == "start_array" and (not prefix or key_of(prefix) in _LISTS):
            return f"{prefix}.item" if prefix else "item"
    return ""


def _listed(data: bytes, place: str, warnings: tuple[str, ...]) -> tuple[ReadDocument, ...]:
    records: list[Record] = []
    without = 0
    for number, one in enumerate(ijson.items(io.BytesIO(data), place), 1):
        fields = {key_of(key): one[key] for key in one} if isinstance(one, dict) else {}
        if record := record_of(fields, number):
            records.append(record)
        else:
            without += 1
    if without:
        warnings += (f"no text in {without:,} of its items; the others are read",)
    documents = documents_of(records, warnings)
    if not documents:
        raise FormatError(f"is JSON that is {_WANTED}")
    return documents


def is_deep(data: bytes) -> bool:
    """Whether JSON is nested so deeply that a parser would take all memory for the names."""
    brackets = data.replace(rb"\\", b"").replace(rb"\"", b"").translate(None, _NO_BRACKETS)
    brackets = _STRING.sub(b"", brackets)
    for _ in range(_DEEPEST):
        if len(brackets) <= _DEEPEST:
            return False
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return len(brackets) > _DEEPEST
