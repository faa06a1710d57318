"""Which foreign formats are read, how a file of each is known, and which module reads it.

Owns the registry. A format's module is named here and imported nowhere but in the guarded process
(`index.readers.guard`): importing this costs nothing.

A format is one module with `read(data: bytes, name: str) -> tuple[ReadDocument, ...]`, which knows
nothing of processes, files or limits, and raises FormatError where the bytes hold no document.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from index.readers.formats.in_text import is_page, is_piece, is_subtitles


@dataclass(frozen=True, slots=True)
class Format:
    """A foreign format."""

    name: str  # short, and kept for good: it is stored with what was read
    title: str  # as people call a file of it, with its article: "a web page"
    suffixes: tuple[str, ...]  # lower case, with the dot; no two formats share one
    module: str  # its full name
    # Raise this when the module, or a library it uses, takes another text, title or date from the
    # same file: unchanged files of the format are then read again.
    version: int
    begins: tuple[bytes, ...] = ()  # lower case; how files begin, after blanks; none: not told so
    holds: tuple[bytes, ...] = ()  # all of them stand in it too, in the first or last LOOKED_AT
    binary: bool = False  # no file of text begins so: known in one named .txt, too

    @property
    def reader(self) -> str:
        """What reads it, by name and version."""
        return f"{self.name}{self.version}"


LOOKED_AT = 65_536  # bytes at either end of a file that tell its format

FORMATS: tuple[Format, ...] = (
    Format("feed", "a feed", (".xml", ".rss", ".atom"), "index.readers.formats.feed", 2),
    Format("json", "a JSON file", (".json",), "index.readers.formats.json_files", 2),
    Format(
        "jsonl",
        "a file of JSON Lines",
        (".jsonl", ".ndjson"),
        "index.readers.formats.records.lines",
        1,
    ),
    Format("csv", "a table", (".csv", ".tsv"), "index.readers.formats.records.table", 1),
    Format(
        "html",
        "a web page",
        (".html", ".htm", ".xhtml"),
        "index.readers.formats.html",
        2,
        begins=(b"<!doctype html", b"<html", b"<head", b"<body"),
    ),
    Format("piece", "a piece of a web page", (), "index.readers.formats.html.piece", 1),
    Format(
        "pdf",
        "a PDF",
        (".pdf",),
        "index.readers.formats.pdf",
        2,
        begins=(b"%pdf-",),
        binary=True,
    ),
    Format(
        "docx",
        "a Word file",
        (".docx", ".docm"),
        "index.readers.formats.word",
        2,
        begins=(b"pk\x03\x04",),
        holds=(b"[content_types].xml", b"word/"),
        binary=True,
    ),
    Format(
        "odt",
        "an OpenDocument text",
        (".odt", ".ott"),
        "index.readers.formats.open_document",
        2,
        begins=(b"pk\x03\x04",),
        holds=(b"mimetypeapplication/vnd.oasis.opendocument.text",),
        binary=True,
    ),
    Format(
        "epub",
        "an EPUB",
        (".epub",),
        "index.readers.formats.epub",
        2,
        begins=(b"pk\x03\x04",),
        holds=(b"mimetypeapplication/epub+zip",),
        binary=True,
    ),
    Format(
        "subtitles",
        "a subtitle file",
        (".vtt", ".srt"),
        "index.readers.formats.subtitles",
        2,
        begins=(b"webvtt",),
        holds=(b"-->",),
    ),
    Format("eml", "a mail", (".eml",), "index.readers.formats.mail.single", 1),
    Format("mbox", "a mailbox", (".mbox", ".mbx"), "index.readers.formats.mail.mailbox", 1),
)

FORMAT_OF: Mapping[str, Format] = MappingProxyType(
    {suffix: one for one in FORMATS for suffix in one.suffixes}
)
_NAMED = MappingProxyType({one.name: one for one in FORMATS})
READERS_IN_USE = frozenset(one.reader for one in FORMATS)

_BLANK = b"\xef\xbb\xbf \t\r\n\f"


def told_format(data: bytes) -> Format | None:
    """Return the format that the bytes of a file tell; None where they tell none."""
    head = data[:LOOKED_AT].lstrip(_BLANK).lower()
    ends = head + data[max(0, len(data) - LOOKED_AT) :].lower()
    for one in FORMATS:
        if one.begins and head.startswith(one.begins) and all(part in ends for part in one.holds):
            return one
    return None


def format_for(suffix: str, data: bytes) -> tuple[Format | None, str]:
    """Return the format to read bytes as, None for text, and a warning or "".

    `suffix` is that of the file's name, lower case. What the bytes plainly are counts before it.
    """
    named, told = FORMAT_OF.get(suffix), told_format(data)
    if named is None and (told is None or not told.binary):
        return _in_text(data), ""
    if told is None or told is named:
        return named, ""
    return told, f"is {told.title}, though its name ends in {suffix}; rename it"


def _in_text(data: bytes) -> Format | None:
    """Return what a file named as text is, where it plainly is no text."""
    if b"<" not in data and b"-->" not in data:
        return None
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").lstrip("\ufeff")
    if is_subtitles(text):
        return _NAMED["subtitles"]
    if is_page(text):
        return _NAMED["html"]
    return _NAMED["piece"] if is_piece(text) else None
