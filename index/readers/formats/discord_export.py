"""A channel that DiscordChatExporter saved as JSON: its messages, day by day.

Owns which of a channel's messages are read and how each stands in the text. They are read one after
the other: of 100 MB of JSON little more than the words is ever in memory.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import ijson

from index.documents import Entry, Origin
from index.errors import FormatError
from index.periods import parse_period
from index.readers.formats.composing import Composition, one_line
from index.readers.formats.values import ReadDocument

# What Discord itself says ("pinned a message", "joined") has other types.
_WRITTEN_BY_PEOPLE = frozenset({"Default", "Reply"})
_PRIVATE = "@me"  # stands for the server in the address of a private channel, whose server is 0
_HEAD = ("guild.id", "guild.name", "channel.id", "channel.name")
_ID = re.compile(r"[0-9]{1,20}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?=T|$)")


@dataclass(frozen=True, slots=True)
class Channel:
    """What an export says of its channel before the messages; "" where it says nothing."""

    server_id: str
    server: str
    id: str
    name: str

    @property
    def title(self) -> str:
        """The channel and its server: "general – Kolm"."""
        return " – ".join(part for part in map(one_line, (self.name, self.server)) if part)

    @property
    def address(self) -> str:
        """Where the channel is, without the message; "" where its ids are none."""
        if not _ID.fullmatch(self.id):
            return ""
        has_server = _ID.fullmatch(self.server_id) and self.server_id.strip("0")
        server = self.server_id if has_server else _PRIVATE
        return f"https://discord.com/channels/{server}/{self.id}"


@dataclass(frozen=True, slots=True)
class _Message:
    id: str
    day: str | None  # as its own time has it; None where that is no day
    words: str


def told_channel(data: bytes) -> Channel | None:
    """Return the channel that JSON is an export of; None where it is another kind of JSON.

    Raises ijson's JSONError where it is no JSON up to its messages.
    """
    said: dict[str, str] = {}
    for prefix, event, value in ijson.parse(io.BytesIO(data)):
        if prefix in _HEAD and event == "string":
            said[prefix] = value
        elif prefix == "messages" and event == "start_array":
            break
    if "guild.id" not in said or "channel.id" not in said:
        return None
    return Channel(*(said.get(key, "") for key in _HEAD))


def read_export(data: bytes, channel: Channel) -> ReadDocument:
    """Read the messages of a channel. Raises FormatError where people wrote none."""
    messages = list(_messages(data))
    if not messages:
        raise FormatError("holds no message that a person wrote")
    if int(messages[0].id or 0) > int(messages[-1].id or 0):
        messages.reverse()  # it was exported so that the newest comes first
    composed = Composition()
    for message in messages:
        if channel.address:
            composed.landmark(f"{channel.address}/{message.id}" if message.id else "")
        composed.message(message.words)
    elements = composed.elements
    entries = []
    for day, run in groupby(zip(messages, elements, strict=True), key=lambda pair: pair[0].day):
        stretch = [element for _, element in run]
        start, end = stretch[0].start, stretch[-1].end
        entries.append(Entry(start, end, day, Origin.MESSAGE if day else None))
    return ReadDocument(
        text=composed.text,
        title=channel.title,
        url=channel.address or None,
        elements=elements,
        landmarks=composed.landmarks,
        entries=tuple(entries),
    )


def _messages(data: bytes) -> Iterator[_Message]:
    names: dict[str, str] = {}  # who wrote which message
    for one in ijson.items(io.BytesIO(data), "messages.item"):
        if not isinstance(one, dict):
            continue
        number, author = _word(one, "id"), _part(one, "author")
        number = number if _ID.fullmatch(number) else ""
        name = one_line(_word(author, "nickname") or _word(author, "name"))
        names[number] = name
        if _word(one, "type") not in _WRITTEN_BY_PEOPLE or author.get("isBot"):
            continue
        words = "\n".join(_lines(one))
        if words:
            asked = names.get(_word(_part(one, "reference"), "messageId"), "")
            speaker = f"{name} → {asked}" if asked and asked != name else name
            yield _Message(number, _day(_word(one, "timestamp")), f"{speaker}: {words}")


def _lines(message: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a message says, then what its links show, then the names of its files."""
    content = _word(message, "content").strip()
    shown: list[str] = []
    for embed in _parts(message, "embeds"):
        shown += [_word(embed, "title"), _word(embed, "description")]
        for field in _parts(embed, "fields"):
            pair = (_word(field, "name").strip(), _word(field, "value").strip())
            shown.append(": ".join(part for part in pair if part))
    shown += [one_line(_word(file, "fileName")) for file in _parts(message, "attachments")]
    if content:
        yield content
    yield from (line.strip() for line in shown if line.strip() and line.strip() not in content)


def _day(timestamp: str) -> str | None:
    found = _DAY.match(timestamp)
    if not found:
        return None
    try:
        return parse_period(found[0]).value
    except ValueError:
        return None


def _word(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def _part(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = holder.get(key)
    return value if isinstance(value, dict) else {}


def _parts(holder: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = holder.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
