"""The values that go in and out of a store. Owns no file and no connection."""

from dataclasses import dataclass
from datetime import date

from index.documents import Entry, EventDate, Landmark, Markup, Origin
from index.libraries import MAIN
from index.passages import LeadKind, Role, Span
from index.periods import Days


@dataclass(frozen=True, slots=True)
class Published:
    """A filter on dates of publication: the half-open range [after, before).

    A passage's is the date of the entry that it lies in, else its document's. It matches when the
    whole of that date lies inside ("2020" is not known to lie after 2020-03). What is undated
    matches only where neither bound is set.
    """

    after: date | None = None
    before: date | None = None


@dataclass(frozen=True, slots=True)
class StoredEventDate:
    """An event date of a passage; offsets into the document's text."""

    start: int
    end: int
    value: str
    days: Days  # of `value`; neither end is open


@dataclass(frozen=True, slots=True)
class StoreIdentity:
    """What shaped the vectors and passages of a store; none of it may differ from what asks it."""

    model: str
    weights_sha256: str
    dimension: int
    model_tokens: int  # the longest input of the model, special tokens included
    passage_tokens: int  # the longest passage, as set


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A document in the library, without its text."""

    id: int  # never reused
    path: str
    sha256: str
    title: str
    published: str | None
    published_from: Origin | None
    url: str | None
    characters: int
    passages: int
    warnings: tuple[str, ...]
    added: date | None = None  # when this content came into the library, in UTC
    entries: int = 0
    first_entry: str | None = None  # the earliest date of an entry, None where none is told
    last_entry: str | None = None
    part: str = ""  # of a file that holds several documents; "" is the whole file
    library: str = MAIN


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document with its stored text, checked against the hash it was stored with."""

    source: SourceRecord
    text: str
    body: int  # where the text proper begins, after the header
    markup: Markup = Markup.PLAIN
    entries: tuple[Entry, ...] = ()  # in order


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A place of a document as it is now, with the passages before and after it."""

    source: SourceRecord
    text: str
    start: int
    end: int
    before: str  # "" where the place is the first
    after: str
    event_dates: tuple[EventDate, ...] = ()  # of the text from `start` to `end`
    entry: Entry | None = None  # in which the place begins
    leads: "tuple[StoredLead, ...]" = ()  # of the passage in which the place begins
    landmarks: tuple[Landmark, ...] = ()  # that the place touches, in order


@dataclass(frozen=True, slots=True)
class StoredLead:
    """Words before a passage, which it cannot be understood without; offsets as of a passage."""

    kind: LeadKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as search sees it; it never changes and its id is never reused."""

    id: int
    source: SourceRecord
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...]  # offsets into the document's text, like start and end
    roles: tuple[Role, ...] = ()  # of each sentence; empty where all are prose
    leads: tuple[StoredLead, ...] = ()  # in the order of the text
    entry: Entry | None = None  # the part of the document that it lies in
    landmarks: tuple[Landmark, ...] = ()  # that it touches, in order

    @property
    def dated(self) -> str | None:
        """The date that counts: its entry's, or the document's where it lies in none."""
        return self.source.published if self.entry is None else self.entry.date


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of a document beside its text and its date."""

    title: str = ""
    url: str | None = None
    warnings: tuple[str, ...] = ()
    library: str = ""  # "" only where there is no document


@dataclass(frozen=True, slots=True)
class DocumentDays:
    """Days that a document is of, or that it speaks of."""

    document_id: int
    days: Days  # neither end is open


@dataclass(frozen=True, slots=True)
class LibrarySummary:
    """What the library covers. Dates are as written ("2020-01-09", "2020-01", "2020").

    Those of entries count like those of documents.
    """

    documents: int
    passages: int
    first_published: str | None
    last_published: str | None
    undated: int  # documents without a date, and without an entry that has one
