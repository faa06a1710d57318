"""What a document is: its exact text, its title, its publication date and where that was read.

Owns the values; reading files is in `readers`, cutting text into passages in `passages`, finding
event dates in `dates`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from index.periods import DateOrder


class Origin(StrEnum):
    """Where a date was read. A file's modification time is never one of them."""

    SIDECAR = "sidecar file"  # NAME.meta.yaml, beside the file
    METADATA = "metadata"  # what the file declares of itself: of a page, a feed's item, a mail
    HEADER = "header"
    FRONT_MATTER = "front matter"
    ADDRESS = "address"  # of the document itself: /2020/05/07/title
    FILE_NAME = "file name"
    FOLDER = "folder"
    PAGE = "page"  # found on a web page that declares none
    CREATED = "creation date"  # written by a program into the file; often a later copy's
    UPDATED = "last update"  # of a feed's item or a text that names no other day
    GIT = "git"  # the day the file was first committed; only where that is asked for
    # Of entries:
    HEADING = "heading"
    LINE = "line"
    ROW = "row"
    MESSAGE = "message"  # of a conversation whose file dates each


class Markup(StrEnum):
    """How a text is laid out."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    LAID_OUT = "laid out"  # the file tells what is a heading, a row or code: see Element


class ElementKind(IntEnum):
    """What a stretch of a text is, as its file tells. Stored as a number: each keeps its own."""

    HEADING = 1
    HEADER_ROW = 2  # names the columns of the rows that follow
    ROW = 3
    CODE = 4
    MESSAGE = 5  # of a conversation, with its speaker
    HYPHEN = 6  # empty: where the page has a hyphen at a line end, and the text has none


@dataclass(frozen=True, slots=True)
class Element:
    """A stretch of a text that its file tells apart; whatever lies in none is paragraphs."""

    kind: ElementKind
    start: int  # elements are in order and do not overlap
    end: int
    level: int = 0  # of a heading: 1 is the outermost; of a row: 1 where it begins a table


@dataclass(frozen=True, slots=True)
class Landmark:
    """Where in its file a text stands from `start` on, up to the next landmark."""

    start: int
    label: str  # as people say it: "page 12 (xii)", "0:01:22", "message 5"; "" is nowhere


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
    """A file, or an item of one, as it is quoted: all offsets are indices into `text`."""

    # "<name of the source folder>/<path inside it>", "/" between parts; "#<part>" for an item
    path: str
    sha256: str  # hexadecimal, of the file's bytes; of an item, of all that was read of it
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
    part: str = ""  # of a file that holds several documents: an item's id; "" is the whole file
    reader: str = ""  # name and version of what read it; "" for text and Markdown
    elements: tuple[Element, ...] = ()  # only where `markup` is LAID_OUT, but for hyphens
    landmarks: tuple[Landmark, ...] = ()  # in order; empty where a file has nothing to name
    library: str = "main"  # see `libraries`

    @property
    def file(self) -> str:
        """The path of the file that it was read from."""
        return file_of(self.path, self.part)


@dataclass(frozen=True, slots=True)
class EventDate:
    """A time expression of a text and the time it speaks of."""

    text: str  # word for word: the text from `start` to `end`
    value: str  # ISO 8601 / TIMEX3, as precise as the words; `index.dates.days` gives its days
    start: int
    end: int


def file_of(path: str, part: str) -> str:
    """Return the path of the file that the document at `path` is a part of, "" for all of it."""
    return path[: -len(part) - 1] if part else path


def touched(landmarks: Sequence[Landmark], start: int, end: int) -> tuple[Landmark, ...]:
    """Return the landmarks, in order, in whose reach something of [start, end) lies."""
    first = max(bisect_right(landmarks, start, key=lambda one: one.start) - 1, 0)
    last = bisect_left(landmarks, max(end, start + 1), key=lambda one: one.start)
    return tuple(landmarks[first:last])
