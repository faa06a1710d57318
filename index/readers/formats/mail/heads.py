"""The head of a mail: who wrote it to whom, when, and of what.

Owns how fields are read that are damaged or written wrongly; the day is that of the sender's clock.
"""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_tz

from index.documents import Origin
from index.periods import parse_publication_date
from index.readers.contents import Written
from index.readers.formats.composing import one_line

MOST_NAMES = 3  # that a line of a head names

_LONGEST_FIELD = 2_000  # characters
_LONGEST_NAME = 80
_ADDRESS = re.compile(r"<[^<>]{0,300}>|\[mailto:[^\[\]]{0,300}\]|\([^()]{0,300}@[^()]{0,300}\)")
_QUOTES = "\"' \t*"


def field(mail: Message, name: str) -> str:
    """Return a field of the head on one line, decoded where that can be done; "" for none."""
    return decoded_words(raw_field(mail, name))


def raw_field(mail: Message, name: str) -> str:
    """Return a field as it is written; "" for none."""
    for key, value in mail.raw_items():
        if key.lower() == name.lower():
            return one_line(str(value)[:_LONGEST_FIELD])
    return ""


def decoded_words(written: str) -> str:
    """Return the words of a field that may be encoded (RFC 2047), or not be ASCII at all."""
    try:
        pieces = decode_header(written)
    except (HeaderParseError, ValueError):
        pieces = [(written, None)]
    words = "".join(_decoded(piece, charset) for piece, charset in pieces)
    return one_line("".join(letter if letter.isprintable() else " " for letter in words))


def _decoded(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        # What is not ASCII was put aside in surrogates by the parser.
        piece = piece.encode("utf-8", "surrogateescape")
    for encoding in (charset, "utf-8"):
        try:
            if encoding:
                return piece.decode(encoding)
        except (LookupError, ValueError):
            continue
    return piece.decode("cp1252", "replace")


def names(addresses: str) -> str:
    """Return the people of a field as it is written, by name where one is given; "" for none, and
    for many.
    """
    try:
        people = getaddresses([addresses])
    except (RecursionError, ValueError, IndexError):  # "((((((", and what else is no address
        return ""
    found = [decoded_words(name) or address for name, address in people]
    found = [one[:_LONGEST_NAME].strip(_QUOTES) for one in found if one.strip(_QUOTES)]
    return ", ".join(found) if len(found) <= MOST_NAMES else ""


def name_of(written: str) -> str:
    """Return a sender as a mail inside another one names him, without his address."""
    name = one_line(_ADDRESS.sub(" ", written)).strip(_QUOTES)
    return (name or one_line(written).strip("<> "))[:_LONGEST_NAME]


def mail_dates(mail: Message) -> tuple[Written, ...]:
    """Return the day of a mail as its sender's program wrote it."""
    written = raw_field(mail, "Date")
    if not written:
        return ()
    return (Written(day_of(written) or written, Origin.METADATA),)


def day_of(written: str) -> str:
    """Return the day of a date as it is written, whatever its zone; "" where none can be read."""
    try:
        period = parse_publication_date(written)
        if period is not None:
            return period.value
    except ValueError:
        pass
    try:
        parts = parsedate_tz(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    if parts is None:
        return ""
    day = f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}"
    try:
        period = parse_publication_date(day)
    except ValueError:
        return ""
    return period.value if period is not None else ""
