"""With which words a document begins to speak, past headings and bylines."""

from collections.abc import Iterable

from bot.answering.quotes import Quote, make_quote
from index.passages import Span
from index.store.records import SourceRecord, StoredPassage
from index.store.store import Store

# Where a document begins to speak: its first passages, past headings and bylines.
_FIRST_PASSAGES = 3
_SENTENCE_END = ".!?…。！？"


def beginnings(store: Store, sources: Iterable[SourceRecord]) -> list[Quote]:
    """Return the passage with which each document begins to speak, its first sentence marked."""
    passages = [
        _first(store.passages.of_document(source.id, _FIRST_PASSAGES)) for source in sources
    ]
    held = [passage for passage in passages if passage is not None]
    dates = store.event_dates.of([passage.id for passage in held])
    return [
        make_quote(passage, _first_sentence(passage), dates.get(passage.id, []), score=1.0)
        for passage in held
    ]


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
