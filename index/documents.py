"""What a document is: its exact text, its title, its publication date and where that was read.

Owns the values; reading files is in `readers`, cutting text into passages in `passages`, finding
event dates in `dates`.
"""

from dataclasses import dataclass
from enum import StrEnum

from index.periods import DateOrder


class Origin(StrEnum):
    """Where a date was read. A file's modification time is never one of them."""

    HEADER = "header"
    FRONT_MATTER = "front matter"
    ADDRESS = "address"  # of the document itself: /2020/05/07/title
    FILE_NAME = "file name"
    FOLDER = "folder"
    GIT = "git"  # the day the file was first committed; only where that is asked for
    # Of entries:
    HEADING = "heading"
    LINE = "line"
    ROW = "row"


class Markup(StrEnum):
    """How a text is laid out."""

    PLAIN = "plain"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a document with a date of its own: a day of a journal, a release, a message."""

    start: int  # of the part, offsets into the document's text; entries do not overlap
    end: int
    # "2024-03-04", "2024-03" or "2024"; None where the part has a date of its own that cannot be
    # told: then neither the document's date nor any other counts for it.
    date: str | None
    date_from: Origin | None  # None exactly where `date` is
    date_start: int = 0  # the words that give the date: text[date_start:date_end]
    date_end: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it is quoted: offsets of passages and quotes are indices into `text`."""

    path: str  # "<name of the source folder>/<path inside it>", "/" between parts
    sha256: str  # of the file's bytes, hexadecimal
    text: str  # decoded, without a byte order mark, line ends as "\n"; the header is kept
    body: int  # where the text proper begins in `text`, after the header
    title: str  # never empty; the file's name where the text gives none
    published: str | None  # "2020-01-09", "2020-01" or "2020"; None is undated
    published_from: Origin | None  # None exactly where `published` is
    url: str | None = None
    warnings: tuple[str, ...] = ()  # what the admin should look at; the document is still good
    markup: Markup = Markup.PLAIN
    entries: tuple[Entry, ...] = ()  # in order
    # Of the publication date where it is written in numbers alone, as in 23/01/2020:
    date_order: DateOrder | None = None  # that it proves; None where it proves none
    date_in_doubt: bool = False  # undated, since it can be two days and nothing tells which


@dataclass(frozen=True, slots=True)
class EventDate:
    """A time expression of a text and the time it speaks of."""

    text: str  # word for word: the text from `start` to `end`
    value: str  # ISO 8601 / TIMEX3, as precise as the words; `index.dates.days` gives its days
    start: int
    end: int
