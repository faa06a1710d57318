"""Question + limits -> Gathered: the evidence of one library, in the order of how well it answers.

Owns which candidates are asked for, what is sure enough to be quoted, and how evidence becomes a
quote. What is said in the end is decided in `answer`, `timeline` and `since`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.answering.evidence import Evidence
from bot.answering.named import less_sure_of_others
from bot.answering.quotes import Quote, check, make_quote, sound
from bot.answering.scope import Scope
from bot.answering.second_look import SECOND_LOOK, SecondLook, look_again, mark_again
from bot.answering.sentence_scorer import SentenceScorer
from bot.answering.standing_out import sure_by_lead
from bot.answering.surroundings import look_around
from bot.answering.versions import grouped, in_order
from bot.answering.weighing import Weigher
from index.dates.query.question_time import AskedTime
from index.passages import Span
from index.periods import parse_period
from index.question import Question, understand
from index.search import Searcher
from index.store.records import Published
from index.store.snapshot import Snapshot

NEAREST = 3
# Before a refusal, so many that match best by words have to be readable.
CHECKED = 3
# Passages that are weighed for a question that names a code, though fewer are wanted: what holds it
# may be far from the question by vectors.
WEIGHED_FOR_CODES = 20
# What tells of a topic need not answer a question as well.
LIKELY = 0.5
# Where the newest is asked for, candidates are also taken from the last years of the library.
RECENT_DAYS = (366, 4 * 366)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the library holds on a question: evidence in the order in which it would be quoted."""

    question: Question
    evidence: tuple[Evidence, ...]  # best first
    sure: tuple[Evidence, ...]  # may be quoted as an answer
    likely: tuple[Evidence, ...]  # at least LIKELY as sure as it needs to be for that
    weigher: Weigher
    read_again: int = 0  # passages that had a second look
    not_read_again: int = 0  # that there was no time for


class Gatherer:
    """Gathers the evidence of one state of a library."""

    def __init__(
        self,
        store: Snapshot,
        searcher: Searcher,
        *,
        refuse_below: float,
        today: date,
        second_look: SecondLook | None = None,
    ) -> None:
        """`refuse_below`: the confidence, 0 to 1, that a passage needs to be quoted."""
        self.store = store
        self.today = today
        self._searcher = searcher
        self._refuse_below = refuse_below
        self._second_look = second_look

    def understood(self, question: str, scope: Scope, *, time: AskedTime | None = None) -> Question:
        """Take a question apart; `time` stands for the one in it. Raises QuestionError."""
        understood = understand(
            question,
            self.store,
            scope.as_of or self.today,
            time=time,
            any_time=scope.any_time,
        )
        if understood.time is None and scope.during is not None:
            # Of what speaks of that time, the sentences that do come first.
            during = AskedTime(text="", value="", spans=(scope.during,), places=())
            return understand(question, self.store, self.today, time=during)
        return understood

    def gather(
        self,
        question: Question,
        k: int,
        *,
        scope: Scope = Scope(),
        added_since: date | None = None,
        until: float | None = None,
        marked: int = 0,
        read: int = SECOND_LOOK,
    ) -> Gathered:
        """Return the evidence of up to `k` passages; sentences of the first `marked` are read, too.

        `read`: passages that get a second look where one of them answers surely. `until`: as in
        `Answerer.answer`.
        """
        newest_wanted = bool(question.newest or question.is_present)
        hits = self._searcher.search(
            question,
            k=max(k, WEIGHED_FOR_CODES) if any(word.is_code for word in question.words) else k,
            published=scope.filter,
            recent=self._recent(scope) if newest_wanted or scope.by_date else (),
            among=self._among(scope, added_since),
        )
        dates = self.store.event_dates.of([hit.passage.id for hit in hits])
        read_again = not_read_again = 0
        weigher = Weigher(
            question, SentenceScorer(question, self.store.terms), dates, self._last_published()
        )
        found = weigher.weigh(hits)[:k]
        if self._second_look is not None and found:
            reread = look_again(found, question, self._second_look, least=read, until=until)
            read_again, not_read_again = reread.read, reread.left
            found = look_around(
                reread.evidence,
                question,
                self._second_look,
                self.store.passages.beside,
                until=until,
            )
            found[:marked] = mark_again(found[:marked], weigher, self._second_look, until=until)
        found = less_sure_of_others(found, question, weigher.scorer, self.store.documents.beginning)
        found = sure_by_lead(found, question)
        needed = self._refuse_below
        return Gathered(
            question=question,
            evidence=tuple(found),
            sure=tuple(one for one in found if one.confidence >= needed),
            likely=tuple(one for one in found if one.confidence >= LIKELY * needed),
            weigher=weigher,
            read_again=read_again,
            not_read_again=not_read_again,
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
            quote_of(gathered, replace(one, sentence=sentence))
            for one, sentence in zip(evidence, marked, strict=True)
        )

    def marked(
        self, gathered: Gathered, evidence: Sequence[Evidence], *, until: float | None = None
    ) -> list[Evidence]:
        """Return `evidence` with the sentences marked that a second look finds best."""
        if self._second_look is None:
            return list(evidence)
        return mark_again(evidence, gathered.weigher, self._second_look, until=until)

    def sound(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        """Return the quotes that are what is stored; the log tells of those that are not."""
        return sound(quotes, self.store)

    def check(self, quote: Quote) -> None:
        """Compare a quote with the stored text. Raises QuoteMismatch."""
        check(quote, self.store)

    def check_refusal(self, question: Question) -> None:
        """Raise DocumentDamaged where a refusal may be due to what the library holds of one."""
        terms = [*question.terms, *question.numbers]
        found = self.store.matching(terms, CHECKED, Published())
        self.store.passages.check([i for i, _ in found])

    def _last_published(self) -> date | None:
        last = self.store.summary().last_published
        return parse_period(last).last if last is not None else None

    def _recent(self, scope: Scope) -> tuple[Published, ...]:
        end = self._last_published()
        if end is None:
            return ()
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


def quote_of(
    gathered: Gathered,
    one: Evidence,
    repeats: Sequence[Evidence] = (),
    versions: tuple[Quote, ...] = (),
) -> Quote:
    """Return the quote of evidence, with its best sentence marked."""
    return make_quote(
        one.passage,
        one.sentence,
        gathered.weigher.dates.get(one.passage.id, []),
        score=one.score,
        repeated_in=tuple(repeat.passage.source for repeat in repeats),
        versions=versions,
    )


def distinct(found: Sequence[Evidence], most: int) -> list[Evidence]:
    """Return the first `most`, leaving out those that repeat one before them."""
    return in_order(grouped(found))[:most]
