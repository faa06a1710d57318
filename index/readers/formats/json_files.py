"""JSON files: which kind one is, told by what it holds. Owns the choice of its reader."""

import re

from ijson import JSONError

from index.errors import FormatError
from index.readers.formats.discord_export import read_export, told_channel
from index.readers.formats.values import ReadDocument

_MARK = b"\xef\xbb\xbf"
_DEEPEST = 100  # an export of a channel has some eight levels
_NO_BRACKETS = bytes(set(range(256)) - set(b'[]{}"'))
_STRING = re.compile(rb'"[^"]*"?')


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read an export of a chat. Raises FormatError for other JSON, and for what is none."""
    data = data.removeprefix(_MARK)
    if is_deep(data):
        raise FormatError("is nested too deeply")
    try:
        if channel := told_channel(data):
            return (read_export(data, channel),)
    except JSONError as error:
        said = " ".join(str(error).split("\n")[0].split())
        raise FormatError(f"is damaged JSON ({said})") from error
    raise FormatError("is JSON of no kind that is read: an export by DiscordChatExporter is")


def is_deep(data: bytes) -> bool:
    """Whether JSON is nested so deeply that a parser would take all memory for the names."""
    brackets = data.replace(rb"\\", b"").replace(rb"\"", b"").translate(None, _NO_BRACKETS)
    brackets = _STRING.sub(b"", brackets)
    for _ in range(_DEEPEST):
        if len(brackets) <= _DEEPEST:
            return False
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return len(brackets) > _DEEPEST
