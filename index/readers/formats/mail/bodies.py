"""The parts of a mail -> the blocks that people read, and the names of what is attached.

Owns which part is read: the plain one of those that say the same, else that of HTML. Lines that a
program broke by itself are joined again.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from lxml import html

from index.errors import FormatError
from index.readers.charsets import decoded
from index.readers.contents import clean_title
from index.readers.formats.html.page import parse
from index.readers.formats.html.walking import Block, BlockKind, blocks_of
from index.readers.formats.mail.heads import decoded_words

MOST_PARTS = 1_000

# A plain part like this only says that there is one of HTML.
_STUB_CHARACTERS, _STUB_SHARE = 300, 10
_SIGNATURE = "-- "
_SINGLE_BYTE = ("ascii", "iso8859", "cp125", "latin", "koi8", "mac")
# What a mail of HTML quotes, signs with, or shows to nobody.
_QUOTED_CLASSES = frozenset(
    ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "gmail_signature", "moz-signature")
)
_FORWARDED = re.compile(r"(?<!-)-{2,}+[^\n-]{3,60}--|begin forwarded message", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """What people read of a mail."""

    blocks: tuple[Block, ...]
    attached: tuple[str, ...]  # names of what is not read
    mails: tuple[Message, ...]  # that are attached as a whole
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    part: Message
    kind: str
    group: int  # of parts that say the same; 0 is none


def read_body(mail: Message) -> Body:
    """Return what people read of a mail."""
    leaves, attached, mails = _leaves(mail)
    blocks: list[Block] = []
    warnings: list[str] = []
    chosen = {group: _best(leaves, group) for group in {leaf.group for leaf in leaves} if group}
    for leaf in leaves:
        if leaf.group and leaf.kind != chosen[leaf.group]:
            continue
        text, notes = _text(leaf.part)
        warnings += [note for note in notes if note not in warnings]
        blocks += _of_html(text) if leaf.kind == "text/html" else _of_text(leaf.part, text)
    return Body(tuple(blocks), tuple(attached), tuple(mails), tuple(warnings))


def _leaves(mail: Message) -> tuple[list[_Leaf], list[str], list[Message]]:
    """Return the parts that hold text, the names of all others, and the mails inside."""
    leaves: list[_Leaf] = []
    attached: list[str] = []
    mails: list[Message] = []
    waiting: list[tuple[Message, int]] = [(mail, 0)]
    for number in range(1, MOST_PARTS):
        if not waiting:
            break
        part, group = waiting.pop()
        kind = part.get_content_type()
        if kind == "message/rfc822":
            mails += _inside(part)
        elif part.is_multipart():
            group = number if kind == "multipart/alternative" else group
            waiting += [(inner, group) for inner in reversed(_inside(part))]
        elif kind in ("text/plain", "text/html") and not _is_attached(part):
            leaves.append(_Leaf(part, kind, group))
        elif _is_attached(part) or not kind.startswith(("text/", "image/", "multipart/")):
            attached.append(_name(part))
    return leaves, attached, mails


def _inside(part: Message) -> list[Message]:
    inside = part.get_payload()
    return [one for one in inside if isinstance(one, Message)] if isinstance(inside, list) else []


def _is_attached(part: Message) -> bool:
    return str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")


def _name(part: Message) -> str:
    try:
        name = part.get_filename()
    except Exception:  # noqa: BLE001 - the library fails in many ways on fields that are damaged
        name = None
    return clean_title(decoded_words(name or part.get_content_type()))


def _best(leaves: list[_Leaf], group: int) -> str:
    """Return the kind to read of parts that say the same."""
    plain = [leaf for leaf in leaves if leaf.group == group and leaf.kind == "text/plain"]
    pages = [leaf for leaf in leaves if leaf.group == group and leaf.kind == "text/html"]
    if not plain or not pages:
        return "text/plain" if plain else "text/html"
    words = sum(len(_text(leaf.part)[0].strip()) for leaf in plain)
    if words >= _STUB_CHARACTERS:
        return "text/plain"
    shown = sum(len(block.text) for leaf in pages for block in _of_html(_text(leaf.part)[0]))
    return "text/html" if shown > _STUB_SHARE * words else "text/plain"


def _text(part: Message) -> tuple[str, tuple[str, ...]]:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return "", ()
    declared = str(part.get_content_charset() or "")
    text, warnings = decoded(data, "" if _lies(data, declared) else declared)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""), warnings


def _lies(data: bytes, declared: str) -> bool:
    """Whether bytes are UTF-8, though they are said to be in an encoding of single bytes."""
    try:
        if data.isascii() or not codecs.lookup(declared).name.startswith(_SINGLE_BYTE):
            return False
        data.decode("utf-8")
    except (LookupError, UnicodeError, ValueError):
        return False
    return True


def _of_text(part: Message, text: str) -> Iterator[Block]:
    flowed = _parameter(part, "format").lower() == "flowed"
    if flowed:
        text = unflowed(text, delsp=_parameter(part, "delsp").lower() == "yes")
    if text.strip():
        yield Block(BlockKind.TEXT, text.strip("\n"))


def _parameter(part: Message, name: str) -> str:
    value = part.get_param(name, "")
    return value if isinstance(value, str) else ""


def unflowed(text: str, *, delsp: bool = False) -> str:
    """Join the lines that a program broke by itself (RFC 3676); `delsp`: without a blank."""
    lines: list[str] = []
    joined: list[str] = []  # of the line that goes on
    depth = ""
    for line in text.split("\n"):
        words = line.lstrip(">")
        marks = line[: len(line) - len(words)]
        words = words.removeprefix(" ")
        if joined and (marks != depth or words == _SIGNATURE):
            lines.append("".join(joined))
            joined = []
        if not joined:
            depth = marks
            joined = [f"{marks} " if marks else ""]
        flows = words.endswith(" ") and words != _SIGNATURE
        joined.append(words[:-1] if flows and delsp else words)
        if not flows:
            lines.append("".join(joined))
            joined = []
    if joined:
        lines.append("".join(joined))
    return "\n".join(lines)


def _of_html(source: str) -> list[Block]:
    try:
        tree = parse(source.encode("utf-8", "replace"), "utf-8").tree
    except FormatError:
        return []
    for element in [one for one in tree.iter() if _is_quoted(one)]:
        if not _FORWARDED.search(element.text_content()[:500]):
            tail = element.tail
            element.clear()
            element.tail = tail
    return blocks_of(tree)


def _is_quoted(element: html.HtmlElement) -> bool:
    if element.tag == "blockquote":
        # Without a class of a mail program it may be one of the sender's own.
        return element.get("type") == "cite" or "gmail_quote" in (element.get("class") or "")
    return not _QUOTED_CLASSES.isdisjoint((element.get("class") or "").split())
