"""What a reader makes of one file.

Owns the values that pass between the readers, and what a title may look like.
"""

import unicodedata
from dataclasses import dataclass

from index.documents import Markup, Origin

MAX_TITLE_CHARACTERS = 300

_DIRECTION_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it was written; it may not exist in any calendar."""

    text: str  # never empty
    origin: Origin


@dataclass(frozen=True, slots=True)
class Header:
    """What was found before the text proper; empty where nothing was."""

    body: int  # where the text proper begins
    dates: tuple[Written, ...] = ()  # the first that can be read counts
    title: str = ""
    url: str | None = None
    warnings: tuple[str, ...] = ()
    library: str = ""  # as written: what a sidecar names counts, and that of no other header
    yearless: str = ""  # the day of a newswire's dateline that names no year: "Jan 9"


@dataclass(frozen=True, slots=True)
class HeaderLines:
    """What the lines above a text say; empty strings where they say nothing."""

    end: int  # where the last of them ends
    date: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """A file's text, how it is laid out, and what stands before the text proper."""

    text: str
    header: Header
    markup: Markup = Markup.PLAIN


def clean_title(title: str) -> str:
    """Return a title as one line without control characters, cut to 300 characters."""
    line = " ".join(title.split())
    kept = (
        character
        for character in line
        if unicodedata.category(character) not in ("Cc", "Cs") and character not in _DIRECTION_MARKS
    )
    return " ".join("".join(kept).split())[:MAX_TITLE_CHARACTERS].strip()
