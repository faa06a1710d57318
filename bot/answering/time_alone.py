"""Questions about a time alone: "What happened last week?", "What was published in May 2021?".

Owns what is quoted for them: the sentences that speak of the time, or what the documents of the
time begin with. Which questions they are is told in `index.dates.query.time_only`.
"""

from collections.abc import Sequence
from datetime import MAXYEAR, date, timedelta

from bot.answering.beginnings import beginnings
from bot.answering.quotes import Quote, dates_in, make_quote, newest_first, sound
from bot.answering.scope import Scope
from index.dates.overlap import share_inside
from index.dates.query.time_only import TimeOf, TimeQuestion
from index.passages import Role, Span
from index.periods import Days
from index.store.records import Published, StoredPassage
from index.store.snapshot import Snapshot

# Passages that are looked at; of a time that more speak of, the newest.
MOST_PASSAGES = 2_000
_DAY = timedelta(days=1)
# A month fits a year by a twelfth: what names the year alone says less of any time in it.
_LEAST_SHARE = 0.5


def quotes_of_time(
    asked: TimeQuestion, store: Snapshot, *, scope: Scope, most: int
) -> tuple[Quote, ...]:
    """Return up to `most` quotes of the time, or of documents published then, the newest first.

    Of a single day, the entries of that very day come first: what only speaks of it elsewhere may
    have told it from another day.
    """
    quotes: list[Quote] = []
    if asked.of == TimeOf.EVENT:
        spoken = _speaking_of(asked.time.spans, store, scope, most)
        own = _entries_of(asked.time.spans, store, scope, most - 1 if spoken else most)
        parts = {(one.source.id, one.entry) for one in own}
        quotes = [*own, *(one for one in spoken if (one.source.id, one.entry) not in parts)][:most]
    held = {quote.source.id for quote in quotes}
    quotes += _published_in(asked.time.spans, store, scope, held, max(most - len(quotes), 0))
    return sound(quotes, store)[:most]


def _entries_of(spans: Sequence[Days], store: Snapshot, scope: Scope, most: int) -> Sequence[Quote]:
    """Return how the entries of a single day begin; none where more days than one are asked for."""
    if len(spans) != 1 or spans[0].first is None or spans[0].first != spans[0].last:
        return ()
    day = spans[0].first.isoformat()
    begun = _published_in(spans, store, scope, set(), MOST_PASSAGES)
    return [one for one in begun if one.entry is not None and one.entry.date == day][:most]


def _published_in(
    spans: Sequence[Days], store: Snapshot, scope: Scope, held: set[int], most: int
) -> list[Quote]:
    """Return how the documents begin that were published then, and are not `held`, newest first."""
    found: list[Quote] = []
    for span in spans:
        within = _within(span, scope.filter)
        if within is not None:
            documents = store.documents.newest(within, MOST_PASSAGES)
            new = [source for source in documents if source.id not in held][:most]
            held = held | {source.id for source in new}
            found += beginnings(store, new, published=within, most=most)
    return sorted(found, key=lambda quote: newest_first(quote.dated))[:most]


def _within(span: Days, published: Published) -> Published | None:
    """Return the filter for what was published within a span, and within the limits."""
    after, before = span.first, None
    if span.last is not None and span.last.year < MAXYEAR:
        before = span.last + _DAY
    if published.after is not None:
        after = max(after or date.min, published.after)
    if published.before is not None:
        before = min(before or date.max, published.before)
    return None if after and before and after >= before else Published(after, before)


def _speaking_of(
    spans: Sequence[Days], store: Snapshot, scope: Scope, most: int
) -> Sequence[Quote]:
    ids = store.event_dates.speaking_of(list(spans))[-MOST_PASSAGES:].tolist()
    if scope.filter != Published():
        allowed = set(store.passage_ids(scope.filter).tolist())
        ids = [i for i in ids if i in allowed]
    dates = store.event_dates.of(ids)
    passages = store.passages.get(ids)
    ranked = []
    for number, passage in passages.items():
        best: tuple[float, Span] | None = None
        for sentence, role in _sentences(passage):
            if role in (Role.HEADING, Role.QUESTION):
                continue
            inside = dates_in(dates.get(number, []), sentence)
            share = max((share_inside(one.days, spans) for one in inside), default=0.0)
            if share >= _LEAST_SHARE and (best is None or share > best[0]):
                best = (share, sentence)
        if best is not None:
            ranked.append((best[0], passage, best[1]))
    ranked.sort(key=lambda one: (-one[0], newest_first(one[1].dated), one[1].source.path))
    chosen: list[Quote] = []
    seen: set[str] = set()
    for share, passage, sentence in ranked:
        said = " ".join(passage.text[sentence.start - passage.start :][:200].casefold().split())
        if said not in seen and len(chosen) < most:
            seen.add(said)
            chosen.append(make_quote(passage, sentence, dates.get(passage.id, []), score=share))
    return chosen


def _sentences(passage: StoredPassage) -> list[tuple[Span, Role]]:
    roles = passage.roles or (Role.PROSE,) * len(passage.sentences)
    return list(zip(passage.sentences, roles, strict=True))
