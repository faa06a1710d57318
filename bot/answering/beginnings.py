"""With which words a document begins to speak, past headings and bylines.

Of a document made of entries it is those of its newest ones: what a journal says now stands there.
"""

from collections.abc import Sequence
from itertools import groupby

from bot.answering.quotes import Quote, make_quote, newest_first
from index.passages import Span
from index.store.records import Published, SourceRecord, StoredPassage
from index.store.snapshot import Snapshot

# Where a document begins to speak: its first passages, past headings and bylines.
_FIRST_PASSAGES = 3
_SENTENCE_END = ".!?…。！？"


def beginnings(
    store: Snapshot,
    sources: Sequence[SourceRecord],
    *,
    published: Published = Published(),
    most: int = 0,
) -> list[Quote]:
    """Return the passage with which each document begins to speak, its first sentence marked.

    Of each, only what was published within `published`, and the newest entry first. Where `most`
    leaves room for more quotes, they are of the next entries. Documents stay in their order; those
    that say nothing within it are left out.
    """
    parts = [_parts(store, source, published, most) for source in sources]
    chosen = [own[:1] for own in parts]
    others = [(number, passage) for number, own in enumerate(parts) for passage in own[1:]]
    others.sort(key=lambda one: newest_first(one[1].dated))
    for number, passage in others[: max(most - len(sources), 0)]:
        chosen[number].append(passage)
    passages = [passage for own in chosen for passage in own]
    dates = store.event_dates.of([passage.id for passage in passages])
    return [
        make_quote(passage, _first_sentence(passage), dates.get(passage.id, []), score=1.0)
        for passage in passages
    ]


def _parts(
    store: Snapshot, source: SourceRecord, published: Published, most: int
) -> list[StoredPassage]:
    """Return the passage with which each entry begins to speak, the newest entry first."""
    limit = _FIRST_PASSAGES * max(most, 1) if source.entries else _FIRST_PASSAGES
    passages = store.passages.newest_of_document(source.id, limit, published)
    parts = groupby(passages, key=lambda passage: passage.entry)
    return [_first(list(part)[:_FIRST_PASSAGES]) for _, part in parts]


def _first(passages: list[StoredPassage]) -> StoredPassage:
    """Return the first passage with a whole sentence in it, else the first."""
    whole = (p for p in passages if any(_is_sentence(p, span) for span in p.sentences))
    return next(whole, passages[0])


def _first_sentence(passage: StoredPassage) -> Span:
    whole = (span for span in passage.sentences if _is_sentence(passage, span))
    return next(whole, passage.sentences[0])


def _is_sentence(passage: StoredPassage, span: Span) -> bool:
    """Whether it is more than a heading or a byline, which end without a full stop."""
    text = passage.text[span.start - passage.start : span.end - passage.start]
    return text.rstrip(" )]}”’»\"'*_").endswith(tuple(_SENTENCE_END))
