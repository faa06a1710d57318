"""Question -> Answer: quotes with their dates, or an honest refusal.

Owns what is quoted, in which order, and whether the library answers at all. Candidates are ranked
in `index.search`, weighed in `evidence`, told apart in `versions`; the look of an answer is the
faces'.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.answering.evidence import Evidence, SecondLook, Weigher, look_again
from bot.answering.quotes import Quote, check, make_quote, newest_first, sound
from bot.answering.scope import Scope
from bot.answering.sentence_scorer import SentenceScorer
from bot.answering.versions import Group, grouped, in_order
from index.dates.query.question_time import AskedTime
from index.passages import Span
from index.periods import parse_period
from index.question import Question, understand
from index.search import Searcher
from index.store.records import LibrarySummary, Published
from index.store.store import Store

# Looked through for quotes: more than are shown, since some repeat each other.
HITS_PER_QUOTE = 3
# Looked through where the newest of those that answer is asked for.
HITS_BY_DATE = 60
NEAREST = 3
# Of those that answer nearly as well as the best, the newest stands first: where the question has
# a word for it ("latest"), and where it asks in the present tense.
NEWEST_SHARE = 0.6
PRESENT_SHARE = 0.85
# What is shown newest first answers at least so well.
BY_DATE_SHARE = 0.5
# What tells of a topic need not answer a question as well.
LIKELY = 0.5
# Versions that are named beside a quote; the rest is counted.
VERSIONS_NAMED = 5
# Where the newest is asked for, candidates are also taken from the last years of the library.
RECENT_DAYS = (366, 4 * 366)


@dataclass(frozen=True, slots=True)
class Answer:
    """Either quotes, or a refusal with the nearest passages; never both."""

    question: str
    answered: bool
    quotes: tuple[Quote, ...]
    nearest: tuple[Quote, ...]
    library: LibrarySummary
    scope: Scope = Scope()  # as asked for
    time: AskedTime | None = None  # the time in the question, as it was understood
    # The word for which the newest that answer come first: "latest"; "" where the present tense
    # of the question asks for them, None where they do not come first.
    newest: str | None = None
    missing: tuple[str, ...] = ()  # names, numbers and codes asked about that stand nowhere


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the library holds on a question: evidence in the order in which it would be quoted."""

    question: Question
    evidence: tuple[Evidence, ...]  # best first
    sure: tuple[Evidence, ...]  # may be quoted as an answer
    likely: tuple[Evidence, ...]  # at least LIKELY as sure as it needs to be for that
    weigher: Weigher


class Answerer:
    """Answers questions from one store."""

    def __init__(
        self,
        store: Store,
        searcher: Searcher,
        *,
        refuse_below: float,
        today: date,
        second_look: SecondLook | None = None,
    ) -> None:
        """`refuse_below`: the confidence, 0 to 1, that a passage needs to be quoted."""
        self.store = store
        self._searcher = searcher
        self._refuse_below = refuse_below
        self._today = today
        self._second_look = second_look

    def answer(
        self,
        question: str,
        *,
        scope: Scope = Scope(),
        quotes: int = 3,
        until: float | None = None,
    ) -> Answer:
        """Return up to `quotes` quotes, none of which repeats another, or a refusal.

        `until`: when the second look has to be done, in seconds of `time.monotonic()`. Raises
        QuestionError.
        """
        asked = self.understood(question, scope)
        newest_wanted = bool(asked.newest or asked.is_present or scope.by_date)
        count = HITS_PER_QUOTE * max(quotes, NEAREST)
        gathered = self.gather(
            asked, max(count, HITS_BY_DATE) if newest_wanted else count, scope=scope, until=until
        )
        groups = grouped(gathered.sure[: None if newest_wanted else count])
        ordered = in_order(groups)
        newest = None
        if scope.by_date:
            ordered = _newest_of(ordered, BY_DATE_SHARE, need_wanted=False)
        elif asked.newest or asked.is_present:
            first = ordered[:1]
            share = NEWEST_SHARE if asked.newest else PRESENT_SHARE
            ordered = _newest_of(ordered, share, need_wanted=True)
            if len({one.passage.dated for one in ordered[:quotes]}) > 1 and (
                asked.newest or first != ordered[:1]
            ):
                newest = asked.newest or ""
        quoted = self._quotes(gathered, ordered[:quotes], groups)
        nearest: tuple[Quote, ...] = ()
        if not quoted:
            nearest = self.quotes(gathered, distinct(gathered.evidence, NEAREST))
        return Answer(
            question=asked.text,
            answered=bool(quoted),
            quotes=quoted,
            nearest=nearest,
            library=self.store.summary(),
            scope=scope,
            time=asked.time if asked.time and asked.time.text else None,
            newest=newest if quoted else None,
            missing=tuple(word.text for word in asked.missing),
        )

    def search(
        self, question: str, *, scope: Scope = Scope(), k: int = 10
    ) -> list[tuple[Evidence, Quote]]:
        """Return the evidence of up to `k` passages, best first, with their quotes.

        Raises QuestionError.
        """
        asked = self.understood(question, scope)
        gathered = self.gather(asked, max(k, HITS_PER_QUOTE), scope=scope)
        return [(one, _quote(gathered, one)) for one in gathered.evidence[:k]]

    def understood(self, question: str, scope: Scope, *, time: AskedTime | None = None) -> Question:
        """Take a question apart; `time` stands for the one in it. Raises QuestionError."""
        understood = understand(
            question,
            self.store,
            scope.as_of or self._today,
            time=time,
            any_time=scope.any_time,
        )
        if understood.time is None and scope.during is not None:
            # Of what speaks of that time, the sentences that do come first.
            during = AskedTime(text="", value="", spans=(scope.during,), places=())
            return understand(question, self.store, self._today, time=during)
        return understood

    def gather(
        self,
        question: Question,
        k: int,
        *,
        scope: Scope = Scope(),
        added_since: date | None = None,
        until: float | None = None,
    ) -> Gathered:
        """Return the evidence of up to `k` passages."""
        newest_wanted = bool(question.newest or question.is_present)
        hits = self._searcher.search(
            question,
            k=k,
            published=scope.filter,
            recent=self._recent(scope) if newest_wanted or scope.by_date else (),
            among=self._among(scope, added_since),
        )
        dates = self.store.event_dates.of([hit.passage.id for hit in hits])
        weigher = Weigher(question, SentenceScorer(question, self.store.terms), dates)
        found = weigher.weigh(hits)
        if self._second_look is not None and found:
            found = look_again(found, question, self._second_look, until=until)
        needed = self._refuse_below
        return Gathered(
            question=question,
            evidence=tuple(found),
            sure=tuple(one for one in found if one.confidence >= needed),
            likely=tuple(one for one in found if one.confidence >= LIKELY * needed),
            weigher=weigher,
        )

    def quotes(
        self,
        gathered: Gathered,
        evidence: Sequence[Evidence],
        sentences: Sequence[Span] | None = None,
    ) -> tuple[Quote, ...]:
        """Return the quotes of `evidence` that are what is stored; `sentences` are the marked ones.

        Without `sentences` the best sentence of each is marked.
        """
        marked = sentences if sentences is not None else [one.sentence for one in evidence]
        return self.sound(
            _quote(gathered, replace(one, sentence=sentence))
            for one, sentence in zip(evidence, marked, strict=True)
        )

    def sound(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        """Return the quotes that are what is stored; the log tells of those that are not."""
        return sound(quotes, self.store)

    def check(self, quote: Quote) -> None:
        """Compare a quote with the stored text. Raises QuoteMismatch."""
        check(quote, self.store)

    def _quotes(
        self, gathered: Gathered, chosen: Sequence[Evidence], groups: Sequence[Group]
    ) -> tuple[Quote, ...]:
        shown = {one.passage.id for one in chosen}
        named: set[int] = set()
        quotes = []
        for one in chosen:
            group = next(g for g in groups if one in g.versions)
            others = []
            if id(group) not in named:
                named.add(id(group))
                rest = [v for v in group.versions if v.passage.id not in shown]
                rest.sort(key=lambda e: newest_first(e.passage.dated))
                others = [_quote(gathered, v) for v in rest[:VERSIONS_NAMED]]
            repeats = group.repeats.get(one.passage.id, [])
            quotes.append(_quote(gathered, one, repeats, self.sound(others)))
        return self.sound(quotes)

    def _recent(self, scope: Scope) -> tuple[Published, ...]:
        last = self.store.summary().last_published
        if last is None:
            return ()
        end = parse_period(last).last
        asked = scope.filter
        if asked.before is not None:
            end = min(end, asked.before)
        windows = []
        for days in RECENT_DAYS:
            after = end - timedelta(days=days) if end.toordinal() > days else date.min
            if asked.after is None or asked.after < after:
                windows.append(Published(after, asked.before))
        return tuple(windows)

    def _among(self, scope: Scope, added_since: date | None) -> NDArray[np.int64] | None:
        ids = None if scope.during is None else self.store.event_dates.speaking_of([scope.during])
        if added_since is None:
            return ids
        added = self.store.passages.added_since(added_since)
        return added if ids is None else np.intersect1d(ids, added, assume_unique=True)


def _quote(
    gathered: Gathered,
    one: Evidence,
    repeats: Sequence[Evidence] = (),
    versions: tuple[Quote, ...] = (),
) -> Quote:
    return make_quote(
        one.passage,
        one.sentence,
        gathered.weigher.dates.get(one.passage.id, []),
        score=one.score,
        repeated_in=tuple(repeat.passage.source for repeat in repeats),
        versions=versions,
    )


def _newest_of(found: Sequence[Evidence], share: float, *, need_wanted: bool) -> list[Evidence]:
    """Return `found` with those that answer nearly as well as the best first, by date.

    With `need_wanted`, only those whose sentence holds the kind of thing that is asked for: that a
    passage is merely new makes it no answer.
    """
    if not found:
        return []
    best = max(one.score for one in found)
    as_well = [one for one in found if one.score >= share * best]
    if need_wanted and any(one.has_wanted for one in as_well):
        as_well = [one for one in as_well if one.has_wanted]
    first = sorted(as_well, key=lambda one: newest_first(one.passage.dated))
    return first + [one for one in found if one not in as_well]


def distinct(found: Sequence[Evidence], most: int) -> list[Evidence]:
    """Return the first `most`, leaving out those that repeat one before them."""
    return in_order(grouped(found))[:most]
