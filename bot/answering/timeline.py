"""Quotes about a topic in the order of the time they speak of.

Owns which sentences stand in a timeline and under which date; ranking is in `index.search`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.evidence import Evidence
from bot.answering.gathering import NEAREST, Gathered, Gatherer, distinct
from bot.answering.quotes import Quote, dates_in
from bot.answering.scope import Scope
from index.dates.overlap import touches
from index.dates.query.question_time import AskedTime
from index.documents import EventDate
from index.passages import Span
from index.periods import Days, parse_period
from index.store.records import LibrarySummary, StoredEventDate

# Passages looked through for each entry that is shown; some hold several, some repeat others.
HITS_PER_ENTRY = 4
# A sentence with a date of its own stands in a timeline where it is about the topic at least half
# as much as the best sentence of its passage.
SENTENCE_SHARE = 0.5
# A timeline is of times that are spoken of: where there is room for a few only, they come before
# sentences that have no more than the publication date. Scores run up to 2.
DATED_BONUS = 0.5


@dataclass(frozen=True, slots=True)
class Entry:
    """A quote and the time it stands under."""

    quote: Quote  # its marked sentence is what the timeline shows
    value: str  # ISO 8601 / TIMEX3: of the sentence's event date, or the publication date
    days: Days  # of `value`
    event: EventDate | None  # None where the publication date stands in for one


@dataclass(frozen=True, slots=True)
class Timeline:
    """Entries from the earliest to the latest, or a refusal with the nearest passages."""

    topic: str
    answered: bool
    entries: tuple[Entry, ...]
    undated: tuple[Quote, ...]  # neither the sentence nor the document has a date; best first
    nearest: tuple[Quote, ...]  # of a refusal
    library: LibrarySummary
    between: Days  # as asked for with from and to
    scope: Scope
    read_again: int = 0  # passages that had a second look
    not_read_again: int = 0  # passages that there was no time for


@dataclass(frozen=True, slots=True)
class _Candidate:
    evidence: Evidence
    sentence: Span
    score: float
    value: str | None  # None where neither the sentence nor the document has a date
    days: Days
    event: StoredEventDate | None


def make_timeline(
    gatherer: Gatherer,
    library: LibrarySummary,
    topic: str,
    *,
    between: Days = Days(),
    scope: Scope = Scope(),
    limit: int = 20,
    until: float | None = None,
) -> Timeline:
    """Return the `limit` best quotes about `topic` in the order of the time they speak of.

    With `between`, those that touch its days. `until`: when the second look has to be done, in
    seconds of `time.monotonic()`. Raises QuestionError.
    """
    time = None
    if between != Days():
        time = AskedTime(text="", value="", spans=(between,), places=())
    asked = gatherer.understood(topic, scope, time=time)
    found = gatherer.gather(asked, HITS_PER_ENTRY * limit, scope=scope, until=until)
    sure = {one.passage.id for one in found.sure}
    candidates = [
        candidate
        for one in (found.likely if sure else ())
        for candidate in _candidates(found, one)
        if candidate.event or one.passage.id in sure
    ]
    if between != Days():
        candidates = [c for c in candidates if c.value and touches(c.days, [between])]
    # distinct() compares passages; a sentence that two passages share would stand twice.
    chosen = _best(candidates, limit)
    dated = sorted((c for c in chosen if c.value is not None), key=_order)
    entries = []
    for one in dated:
        for quote in gatherer.quotes(found, [one.evidence], [one.sentence]):
            event = one.event
            held = next((d for d in quote.event_dates if event and d.start == event.start), None)
            entries.append(Entry(quote, one.value or "", one.days, held))
    bare = [c for c in chosen if c.value is None]
    undated = gatherer.quotes(found, [c.evidence for c in bare], [c.sentence for c in bare])
    answered = bool(entries or undated)
    return Timeline(
        topic=asked.text,
        answered=answered,
        entries=tuple(entries),
        undated=undated,
        nearest=() if answered else gatherer.quotes(found, distinct(found.evidence, NEAREST)),
        library=library,
        between=between,
        scope=scope,
        read_again=found.read_again,
        not_read_again=found.not_read_again,
    )


def _candidates(found: Gathered, one: Evidence) -> Iterator[_Candidate]:
    """Yield the sentences of a passage that tell of the topic and have a date of their own.

    Where none has one, its best sentence under the date of its entry or its document.
    """
    passage = one.passage
    dates = found.weigher.dates.get(passage.id, [])
    scores = {
        passage.sentences[scored.number]: scored.score
        for scored in found.weigher.sentences(one.hit)
    }
    best = scores[one.sentence]
    empty = True
    for sentence in passage.sentences:
        inside = dates_in(dates, sentence)
        if inside and scores[sentence] >= SENTENCE_SHARE * best:
            empty = False
            event = _event(inside, found.question.time)
            worth = one.score + scores[sentence] + DATED_BONUS
            yield _Candidate(one, sentence, worth, event.value, event.days, event)
    if empty:
        days = Days()
        if passage.dated is not None:
            period = parse_period(passage.dated)
            days = Days(period.first, period.last)
        yield _Candidate(one, one.sentence, one.score + best, passage.dated, days, None)


def _event(dates: Sequence[StoredEventDate], time: AskedTime | None) -> StoredEventDate:
    """Return the first of a sentence's dates, of those that are asked about where there are any."""
    if time is not None:
        return next((one for one in dates if touches(one.days, time.spans)), dates[0])
    return dates[0]


def _best(candidates: Sequence[_Candidate], limit: int) -> list[_Candidate]:
    chosen: list[_Candidate] = []
    said: set[str] = set()
    for one in sorted(candidates, key=lambda one: -one.score):
        passage = one.evidence.passage
        words = passage.text[one.sentence.start - passage.start : one.sentence.end - passage.start]
        plain = " ".join(words.casefold().split())
        if plain not in said:
            said.add(plain)
            chosen.append(one)
        if len(chosen) == limit:
            break
    return chosen


def _order(one: _Candidate) -> tuple[date, int, str, int]:
    """Order by the first day; of two that begin on it, the longer one comes first."""
    first, last = one.days.first or date.min, one.days.last or date.max
    return (first, -last.toordinal(), one.evidence.passage.source.path, one.sentence.start)
