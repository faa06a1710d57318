"""One mail: what its sender wrote, with him and those he wrote to as headings.

Owns what is kept of a mail, and how it is laid out; `bodies` tells which part people read, `quoted`
what of it is the sender's own. A mail that is passed on has the heading and the day of its own
sender.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from index.documents import Entry, Origin
from index.errors import FormatError
from index.readers.contents import clean_title
from index.readers.formats.composing import Composition
from index.readers.formats.html.fragment import add_block
from index.readers.formats.html.walking import Block, BlockKind
from index.readers.formats.mail.bodies import Body, read_body
from index.readers.formats.mail.heads import day_of, field, mail_dates, names, raw_field
from index.readers.formats.mail.quoted import Segment, segments
from index.readers.formats.values import ReadDocument

MOST_INSIDE = 20  # mails that are attached to one

_SHOWN = 5  # names of attachments in a warning
_PASSED_ON = re.compile(r"\s*(?:fwd?|wg|tr|rv|enc|vs|vb|i)\s*:", re.IGNORECASE)
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class _Written:
    """What one person wrote, and when."""

    sender: str
    day: str  # as the calendar has it; "" is unknown
    blocks: list[Block]


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read a mail. Raises FormatError where it has no head or no text."""
    document = read_mail(data)
    if document is None:
        raise FormatError("holds no text of its sender, or is no mail")
    return (document,)


def read_mail(data: bytes) -> ReadDocument | None:
    """Return a mail; None where it has no head, or no text of its own."""
    mail = message_from_bytes(data, policy=policy.compat32)
    if not any(raw_field(mail, name) for name in ("From", "Date", "Subject", "Message-ID")):
        return None
    body = read_body(mail)
    subject = field(mail, "Subject")
    own, *others = _written(mail, body, subject)
    attached = list(body.attached)
    for inside in body.mails[:MOST_INSIDE]:
        found = read_body(inside)
        attached += found.attached
        others += _written(inside, found, field(inside, "Subject"))
    others = [one for one in others if one.blocks]
    if not own.blocks and not others:
        return None
    composed = Composition()
    if own.sender:
        composed.heading(f"From: {own.sender}", 1)
    if receivers := names(raw_field(mail, "To")):
        composed.heading(f"To: {receivers}", 2)
    _add(composed, own.blocks)
    entries = tuple(_entry(composed, one) for one in others)
    return ReadDocument(
        text=composed.text,
        title=clean_title(subject),
        dates=mail_dates(mail),
        elements=composed.elements,
        entries=entries,
        warnings=(*body.warnings, *_not_read(attached)),
    )


def _written(mail: Message, body: Body, subject: str) -> list[_Written]:
    """Return what the sender of a mail wrote, and then what he passed on."""
    text = _BETWEEN.join(block.text for block in body.blocks)
    found = segments(text, passes_on=bool(_PASSED_ON.match(subject)))
    written = [
        _Written(one.sender, day_of(one.date), _inside(body.blocks, one)) for one in found[1:]
    ]
    sender = names(raw_field(mail, "From")) or names(raw_field(mail, "Sender"))
    days = [day_of(one.text) for one in mail_dates(mail)]
    return [_Written(sender, "".join(days), _inside(body.blocks, found[0])), *written]


def _inside(blocks: tuple[Block, ...], segment: Segment) -> list[Block]:
    """Return the blocks, and parts of blocks, that a segment holds."""
    found: list[Block] = []
    start = at = 0
    for block in blocks:
        end = start + len(block.text)
        while at < len(segment.ranges) and segment.ranges[at][1] <= start:
            at += 1
        reached = at
        parts: list[str] = []
        while reached < len(segment.ranges) and segment.ranges[reached][0] < end:
            first, last = segment.ranges[reached]
            parts.append(block.text[max(first - start, 0) : last - start].strip("\n"))
            reached += 1
        if block.kind is BlockKind.TEXT and parts:
            found.append(Block(BlockKind.TEXT, _BETWEEN.join(parts)))
        elif parts:
            found.append(block)
        start = end + len(_BETWEEN)
    return [block for block in found if block.text.strip()]


def _add(composed: Composition, blocks: list[Block]) -> None:
    for block in blocks:
        add_block(composed, block)


def _entry(composed: Composition, one: _Written) -> Entry:
    before = len(composed.text)
    start = before + len(_BETWEEN) if before else 0
    if one.sender:
        composed.heading(f"From: {one.sender}", 1)
    _add(composed, one.blocks)
    return Entry(start, len(composed.text), one.day or None, Origin.MESSAGE if one.day else None)


def _not_read(attached: list[str]) -> tuple[str, ...]:
    if not attached:
        return ()
    more = f" and {len(attached) - _SHOWN} more" if len(attached) > _SHOWN else ""
    shown = ", ".join(attached[:_SHOWN])
    return (f"attached, and not read: {shown}{more}; save what matters as files of their own",)
