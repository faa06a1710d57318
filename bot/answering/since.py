"""What documents say that were published, or added, since a day.

Owns which quotes are shown and their order: the newest first.
"""

from dataclasses import dataclass
from datetime import date

from bot.answering.beginnings import beginnings
from bot.answering.gathering import NEAREST, Gatherer, distinct
from bot.answering.quotes import Quote, newest_first, sound
from bot.answering.scope import Scope
from index.store.records import LibrarySummary, Published
from index.store.snapshot import Snapshot

ALL = 10_000_000  # more documents than a library holds


@dataclass(frozen=True, slots=True)
class Since:
    """Quotes of the documents since a day, the newest document first.

    Without a topic each document speaks with its first sentences, one made of entries with those
    of the newest; with a topic, by what answers it.
    """

    day: date
    added: bool  # whether the day of coming into the library counts, and not the publication date
    topic: str | None
    documents: int  # how many documents there are since then, shown or not
    quotes: tuple[Quote, ...]
    nearest: tuple[Quote, ...]  # with a topic that nothing answers
    library: LibrarySummary
    read_again: int = 0  # passages that had a second look
    not_read_again: int = 0  # passages that there was no time for

    @property
    def answered(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.quotes)


def make_since(
    gatherer: Gatherer,
    store: Snapshot,
    day: date,
    *,
    topic: str | None = None,
    added: bool = False,
    limit: int = 10,
    until: float | None = None,
) -> Since:
    """Return up to `limit` quotes of documents published since `day`, or added since then (UTC).

    `until`: when the second look has to be done, in seconds of `time.monotonic()`. Raises
    QuestionError.
    """
    published = Published() if added else Published(after=day)
    sources = (
        store.documents.newest_added(day, ALL) if added else store.documents.newest(published, ALL)
    )
    nearest: tuple[Quote, ...] = ()
    read_again = not_read_again = 0
    if topic is None:
        begun = beginnings(store, sources[:limit], published=published, most=limit)
        if not added:
            begun.sort(key=lambda quote: newest_first(quote.dated))
        quotes = sound(begun, store)
    else:
        scope = Scope(published=published)
        asked = gatherer.understood(topic, scope)
        found = gatherer.gather(
            asked, 3 * limit, scope=scope, added_since=day if added else None, until=until
        )
        read_again, not_read_again = found.read_again, found.not_read_again
        chosen = distinct(found.sure, limit)
        order = {source.id: number for number, source in enumerate(sources)}
        if added:
            chosen.sort(key=lambda one: order.get(one.passage.source.id, ALL))
        else:
            chosen.sort(key=lambda one: newest_first(one.passage.dated))
        quotes = gatherer.quotes(found, chosen)
        nearest = () if quotes else gatherer.quotes(found, distinct(found.evidence, NEAREST))
    return Since(
        day=day,
        added=added,
        topic=topic,
        documents=len(sources),
        quotes=quotes,
        nearest=nearest,
        library=store.summary(),
        read_again=read_again,
        not_read_again=not_read_again,
    )
