"""Quotes: words of one document at their place, and the check that they still stand there.

Owns the value and that nothing is shown which the library does not hold word for word; which
passages are quoted is decided in `answer`, `timeline` and `since`.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.documents import Entry, EventDate, Landmark
from index.errors import DocumentDamaged, QuoteMismatch
from index.passages import LeadKind, Span
from index.periods import parse_period
from index.store.records import SourceRecord, StoredDocument, StoredEventDate, StoredPassage
from index.store.snapshot import Snapshot

log = logging.getLogger(__name__)


# A document's content and where in it a sentence begins.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence of a quote that answers best; offsets into the document's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuotedLead:
    """Words of the same document that stand before a quote and belong to it: its headings, the
    header row of its table, the question that it answers.
    """

    kind: LeadKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one document: `text` is what stands at [start, end) in its stored text."""

    text: str
    start: int
    end: int
    source: SourceRecord
    sentence: Sentence
    event_dates: tuple[EventDate, ...]  # of the marked sentence
    score: float  # 0 to 1, comparable within one answer only
    leads: tuple[QuotedLead, ...] = ()  # in the order of the text
    entry: Entry | None = None  # the part of the document with a date of its own that it lies in
    repeated_in: tuple[SourceRecord, ...] = ()  # other documents that say the very same
    versions: "tuple[Quote, ...]" = ()  # that say it otherwise and are not shown, newest first
    landmarks: tuple[Landmark, ...] = ()  # of its file that it touches, in order: its pages

    @property
    def dated(self) -> str | None:
        """The date that counts for it: its entry's, or the document's where it lies in none."""
        return self.source.published if self.entry is None else self.entry.date


def place_of(quote: Quote) -> Place:
    """Return where the marked sentence of a quote stands."""
    return quote.source.sha256, quote.sentence.start


def make_quote(
    passage: StoredPassage,
    sentence: Span,
    dates: Sequence[StoredEventDate],
    *,
    score: float,
    repeated_in: tuple[SourceRecord, ...] = (),
    versions: tuple[Quote, ...] = (),
) -> Quote:
    """Return the quote of a passage with one sentence marked; `dates` are the passage's."""

    def text(start: int, end: int) -> str:
        return passage.text[start - passage.start : end - passage.start]

    return Quote(
        text=passage.text,
        start=passage.start,
        end=passage.end,
        source=passage.source,
        sentence=Sentence(text(sentence.start, sentence.end), sentence.start, sentence.end),
        event_dates=tuple(
            EventDate(text(d.start, d.end), d.value, d.start, d.end)
            for d in dates_in(dates, sentence)
        ),
        score=score,
        leads=tuple(QuotedLead(one.kind, one.text, one.start, one.end) for one in passage.leads),
        entry=passage.entry,
        repeated_in=repeated_in,
        versions=versions,
        landmarks=passage.landmarks,
    )


def dates_in(dates: Sequence[StoredEventDate], sentence: Span) -> list[StoredEventDate]:
    """Return the event dates that lie in a sentence."""
    return [one for one in dates if sentence.start <= one.start and one.end <= sentence.end]


def sound(quotes: Iterable[Quote], store: Snapshot) -> tuple[Quote, ...]:
    """Return the quotes that are what is stored; the log tells of those that are not."""
    checked, _ = _checked(quotes, store)
    return checked


def sound_answer(quotes: Iterable[Quote], store: Snapshot) -> tuple[Quote, ...]:
    """Return the quotes of an answer that are what is stored.

    Raises DocumentDamaged where none is left because of what the library holds of a document: to
    say then that nothing answers would be wrong.
    """
    checked, damage = _checked(quotes, store)
    if not checked and damage is not None:
        raise damage
    return checked


def _checked(
    quotes: Iterable[Quote], store: Snapshot
) -> tuple[tuple[Quote, ...], DocumentDamaged | None]:
    checked, damage = [], None
    for quote in quotes:
        try:
            check(quote, store)
        except (QuoteMismatch, DocumentDamaged) as error:
            log.error("not shown: %s", error)
            damage = error if isinstance(error, DocumentDamaged) else damage
        else:
            checked.append(quote)
    return tuple(checked), damage


def check(quote: Quote, store: Snapshot) -> None:
    """Compare a quote with the stored text at its place; call it right before sending.

    Raises QuoteMismatch where the document is gone or has changed, or says something else, and
    DocumentDamaged where what the library holds of it is not what was written.
    """
    stored = store.documents.get(quote.source.path)
    if stored is None or not _stands_in(quote, stored):
        raise QuoteMismatch(
            f"the quote {quote.source.path} {quote.start}-{quote.end} (content "
            f"{quote.source.sha256[:12]}) is not what the library holds there; ask again"
        )


def _stands_in(quote: Quote, stored: StoredDocument) -> bool:
    sentence, text = quote.sentence, stored.text
    places: list[Quote | Sentence | EventDate | QuotedLead] = [quote, sentence]
    places += [*quote.event_dates, *quote.leads]
    return (
        stored.source.sha256 == quote.source.sha256
        and _shown(stored.source) == _shown(quote.source)
        and bool(quote.text)
        and quote.start <= sentence.start < sentence.end <= quote.end
        and all(text[place.start : place.end] == place.text for place in places)
    )


def _shown(source: SourceRecord) -> tuple[str | None, ...]:
    return source.title, source.published, source.published_from, source.url


def newest_first(dated: str | None) -> tuple[int, int]:
    """Return what orders dates with the latest first and None last."""
    return (1, 0) if dated is None else (0, -parse_period(dated).last.toordinal())
