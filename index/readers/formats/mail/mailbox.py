"""A mailbox in one file (mbox): one document a mail, named by its id.

Owns where mails begin in it. A mail that is damaged costs no other its turn, and one that stands in
it twice is read once.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from index.errors import FormatError
from index.readers.formats.composing import MAX_CHARACTERS
from index.readers.formats.mail.single import read_mail
from index.readers.formats.parts import Parts
from index.readers.formats.values import ReadDocument

# At the start, or after a blank line: a text may have a line that begins with "From ".
_BEGINS = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{0,200}[0-9]{4}[^\n]{0,40}\n")
_ESCAPED = re.compile(rb"^>(>{0,20}From )", re.MULTILINE)
_MESSAGE_ID = re.compile(
    rb"^message-id:[ \t]{0,20}(?:\r?\n[ \t])?[ \t]{0,20}<?([^\s<>]{1,500})>?",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_HEAD = 100_000  # bytes of a mail in which its head lies
_WRONG = (FormatError, ValueError, LookupError, RecursionError, TypeError, AttributeError)


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read a mailbox. Raises FormatError where it holds no mail with a text."""
    parts = Parts()
    documents: list[ReadDocument] = []
    known: set[bytes] = set()
    without = damaged = length = 0
    for number, mail in enumerate(mails_of(data), 1):
        digest = hashlib.sha256(mail.strip()).digest()
        if digest in known:
            continue
        known.add(digest)
        try:
            document = read_mail(_ESCAPED.sub(rb"\1", mail))
        except _WRONG:
            damaged += 1
            continue
        if document is None:
            without += 1
            continue
        length += len(document.text)
        if length > MAX_CHARACTERS:
            raise FormatError(f"holds more than {MAX_CHARACTERS:,} characters; split it")
        documents.append(replace(document, part=parts.name(_id(mail), number)))
    if not documents:
        raise FormatError("holds no mail with a text of its sender")
    notes = [
        f"{count:,} of its mails {what}"
        for count, what in (
            (without, "have no text of their sender"),
            (damaged, "are damaged and not read"),
        )
        if count
    ]
    documents[0] = replace(documents[0], warnings=(*documents[0].warnings, *notes))
    return tuple(documents)


def mails_of(data: bytes) -> Iterator[bytes]:
    """Yield the mails of a mailbox, without the line that stands above each."""
    begins = list(_BEGINS.finditer(data))
    ends = [found.start() for found in begins[1:]] + [len(data)]
    for found, end in zip(begins, ends, strict=False):
        yield data[found.end() : end]


def _id(mail: bytes) -> str:
    head = _HEAD_END.split(mail[:_HEAD], maxsplit=1)[0]
    if found := _MESSAGE_ID.search(head):
        return found[1].decode("utf-8", "replace")
    return hashlib.sha256(mail.strip()).hexdigest()[:16]
