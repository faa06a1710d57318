"""What documents say that were published, or added, since a day.

Owns which quotes are shown and their order: the newest first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.answering.answer import NEAREST, Answerer, distinct
from bot.answering.quotes import Quote, make_quote, newest_first
from bot.answering.scope import Scope
from index.passages import Span
from index.store.records import LibrarySummary, Published, SourceRecord, StoredPassage
from index.store.store import Store

ALL = 10_000_000  # more documents than a library holds
# Where a document begins to speak: its first passages, past headings and bylines.
_FIRST_PASSAGES = 3
_SENTENCE_END = ".!?…。！？"


@dataclass(frozen=True, slots=True)
class Since:
    """Quotes of the documents since a day, the newest document first.

    Without a topic each document speaks with its first sentences; with one, by what answers it.
    """

    day: date
    added: bool  # whether the day of coming into the library counts, and not the publication date
    topic: str | None
    documents: int  # how many documents there are since then, shown or not
    quotes: tuple[Quote, ...]
    nearest: tuple[Quote, ...]  # with a topic that nothing answers
    library: LibrarySummary

    @property
    def answered(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.quotes)


def make_since(
    answerer: Answerer,
    store: Store,
    day: date,
    *,
    topic: str | None = None,
    added: bool = False,
    limit: int = 10,
) -> Since:
    """Return up to `limit` quotes of documents published since `day`, or added since then (UTC).

    Raises QuestionError.
    """
    published = Published() if added else Published(after=day)
    sources = (
        store.documents.newest_added(day, ALL) if added else store.documents.newest(published, ALL)
    )
    nearest: tuple[Quote, ...] = ()
    if topic is None:
        quotes = _beginnings(answerer, store, sources[:limit])
    else:
        scope = Scope(published=published)
        asked = answerer.understood(topic, scope)
        found = answerer.gather(asked, 3 * limit, scope=scope, added_since=day if added else None)
        chosen = distinct(found.sure, limit)
        order = {source.id: number for number, source in enumerate(sources)}
        if added:
            chosen.sort(key=lambda one: order.get(one.passage.source.id, ALL))
        else:
            chosen.sort(key=lambda one: newest_first(one.passage.dated))
        quotes = answerer.quotes(found, chosen)
        nearest = () if quotes else answerer.quotes(found, distinct(found.evidence, NEAREST))
    return Since(
        day=day,
        added=added,
        topic=topic,
        documents=len(sources),
        quotes=quotes,
        nearest=nearest,
        library=store.summary(),
    )


def _beginnings(
    answerer: Answerer, store: Store, sources: Iterable[SourceRecord]
) -> tuple[Quote, ...]:
    """Return the passage with which each document begins to speak, its first sentence marked."""
    passages = [
        _first(store.passages.of_document(source.id, _FIRST_PASSAGES)) for source in sources
    ]
    held = [passage for passage in passages if passage is not None]
    dates = store.event_dates.of([passage.id for passage in held])
    return answerer.sound(
        make_quote(passage, _first_sentence(passage), dates.get(passage.id, []), score=1.0)
        for passage in held
    )


def _first(passages: list[StoredPassage]) -> StoredPassage | None:
    """Return the first passage with a whole sentence in it, else the first."""
    whole = (p for p in passages if any(_is_sentence(p, span) for span in p.sentences))
    return next(whole, passages[0] if passages else None)


def _first_sentence(passage: StoredPassage) -> Span:
    whole = (span for span in passage.sentences if _is_sentence(passage, span))
    return next(whole, passage.sentences[0])


def _is_sentence(passage: StoredPassage, span: Span) -> bool:
    """Whether it is more than a heading or a byline, which end without a full stop."""
    text = passage.text[span.start - passage.start : span.end - passage.start]
    return text.rstrip(" )]}”’»\"'*_").endswith(tuple(_SENTENCE_END))
