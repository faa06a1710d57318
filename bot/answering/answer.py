"""Question -> Answer: quotes with their dates, or an honest refusal.

Owns what is quoted, in which order, and whether the library answers at all. Evidence is gathered
in `gathering`, told apart in `versions`; the look of an answer is the faces'.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.answering.compounds import as_library_writes
from bot.answering.evidence import Evidence
from bot.answering.gathering import NEAREST, Gathered, Gatherer, distinct, quote_of
from bot.answering.parts import parts_of
from bot.answering.quotes import Place, Quote, newest_first, sound_answer
from bot.answering.scope import Scope
from bot.answering.second_look import SECOND_LOOK
from bot.answering.spelling import respelled
from bot.answering.time_alone import quotes_of_time
from bot.answering.unseen import unseen_first, with_unseen_sentence
from bot.answering.versions import Group, grouped, in_order
from index.dates.query.doubtful import DoubtfulDate, doubtful_dates
from index.dates.query.question_time import AskedTime
from index.dates.query.time_only import time_question
from index.question import Question, clean_question
from index.store.records import LibrarySummary

# Looked through for quotes: more than are shown, since some repeat each other.
HITS_PER_QUOTE = 3
# Passages that get a second look beside those that are quoted, where one of them answers surely.
READ_BESIDE = 3
# Looked through where the newest of those that answer is asked for.
HITS_BY_DATE = 60
# Of those that answer nearly as well as the best, the newest stands first: where the question has
# a word for it ("latest"), and where it asks in the present tense.
NEWEST_SHARE = 0.6
PRESENT_SHARE = 0.8
# Nor is what the second look finds so much worse as good an answer in the present tense.
PRESENT_BELOW = 2.5
# What is shown newest first answers at least so well.
BY_DATE_SHARE = 0.5
# Where nothing is surer than this, the quotes may not answer: they are the closest that there is.
MIDDLING = 0.6
# Passages of which every sentence is read again.
MARKED = 3
# Versions that are named beside a quote; the rest is counted.
VERSIONS_NAMED = 5
# A name that stands nowhere in the library is asked about where it is this much of the question.
MISSING_SHARE = 0.25


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
    respelled: tuple[tuple[str, str], ...] = ()  # names as asked, and as the library spells them
    doubtful: tuple[DoubtfulDate, ...] = ()  # dates in the question that were not understood
    middling: bool = False  # the quotes may not answer: they are the closest that there is
    read_again: int = 0  # passages that had a second look
    not_read_again: int = 0  # passages that there was no time for


@dataclass(frozen=True, slots=True)
class _Asking:
    """How a question is asked: see `Answerer.answer`."""

    scope: Scope
    quotes: int
    until: float | None
    shown: Collection[Place]


class Answerer:
    """Answers questions from one store."""

    def __init__(self, gatherer: Gatherer) -> None:
        """Take what gathers the evidence."""
        self._gatherer = gatherer

    def answer(
        self,
        question: str,
        *,
        scope: Scope = Scope(),
        quotes: int = 3,
        until: float | None = None,
        shown: Collection[Place] = (),
    ) -> Answer:
        """Return up to `quotes` quotes, none of which repeats another, or a refusal.

        Sentences at the places `shown` come last among those that answer nearly as well.
        `until`: when the second look has to be done, in seconds of `time.monotonic()`. Raises
        QuestionError.
        """
        asking = _Asking(scope, quotes, until, shown)
        parts = parts_of(question)
        if len(parts) > 1:
            answers = [self._answer_one(part, asking) for part in parts]
            if sum(one.answered for one in answers) > 1:
                return _together(question, answers, quotes)
        return self._answer_one(question, asking)

    def _answer_one(self, question: str, asking: "_Asking") -> Answer:
        gatherer = self._gatherer
        scope, quotes, until = asking.scope, asking.quotes, asking.until
        asked = gatherer.understood(question, scope)
        about_time = None
        if not scope.any_time and scope.during is None:
            about_time = time_question(asked.text, scope.as_of or gatherer.today)
        if about_time is not None:
            found = quotes_of_time(about_time, gatherer.store, scope=scope, most=quotes)
            return self._answer(asked, asked.text, scope, found, ())
        text, changed = respelled(asked, gatherer.store) if asked.missing else (asked.text, ())
        as_asked = asked.text
        if changed:
            asked = gatherer.understood(text, scope)
        written = as_library_writes(asked, gatherer.store)
        if written != asked.text:
            asked = gatherer.understood(written, scope)
        count, read = HITS_PER_QUOTE * max(quotes, NEAREST), max(quotes, NEAREST) + READ_BESIDE
        if asked.newest or asked.is_present or scope.by_date:
            count, read = max(count, HITS_BY_DATE), SECOND_LOOK
        gathered = gatherer.gather(asked, count, scope=scope, until=until, marked=MARKED, read=read)
        quoted: tuple[Quote, ...] = ()
        newest = None
        if not asks_for_missing(asked):
            # What may stand first is marked before versions are told by their statements.
            sure = list(gathered.sure)
            sure[:MARKED] = gatherer.marked(gathered, sure[:MARKED], until=until)
            sure[:MARKED] = [
                with_unseen_sentence(one, gathered, asking.shown, gatherer.store.terms)
                for one in sure[:MARKED]
            ]
            groups = grouped(sure)
            ordered, newest = _ordered(in_order(groups), asked, scope)
            if newest is None and not scope.by_date:
                ordered = unseen_first(ordered, asking.shown)
            quoted = self._quotes(gathered, ordered[:quotes], groups)
            if not quoted:
                gatherer.check_refusal(asked)
        nearest: tuple[Quote, ...] = ()
        if not quoted:
            nearest = gatherer.quotes(gathered, distinct(gathered.evidence, NEAREST))
        answer = self._answer(
            asked, as_asked, scope, quoted, nearest, newest=newest, respelled=changed
        )
        return replace(
            answer,
            middling=bool(quoted) and max(one.confidence for one in gathered.sure) < MIDDLING,
            read_again=gathered.read_again,
            not_read_again=gathered.not_read_again,
        )

    def search(
        self,
        question: str,
        *,
        scope: Scope = Scope(),
        k: int = 10,
        until: float | None = None,
    ) -> list[tuple[Evidence, Quote]]:
        """Return the evidence of up to `k` passages, best first, with their quotes.

        `until` as in `answer`. Raises QuestionError.
        """
        asked = self._gatherer.understood(question, scope)
        most = max(k, HITS_PER_QUOTE)
        gathered = self._gatherer.gather(asked, most, scope=scope, until=until, marked=MARKED)
        return [(one, quote_of(gathered, one)) for one in gathered.evidence[:k]]

    def _answer(
        self,
        asked: Question,
        text: str,
        scope: Scope,
        quotes: tuple[Quote, ...],
        nearest: tuple[Quote, ...],
        *,
        newest: str | None = None,
        respelled: tuple[tuple[str, str], ...] = (),
    ) -> Answer:
        return Answer(
            question=text,
            answered=bool(quotes),
            quotes=quotes,
            nearest=nearest,
            library=self._gatherer.store.summary(),
            scope=scope,
            time=asked.time if asked.time and asked.time.text else None,
            newest=newest if quotes else None,
            missing=tuple(dict.fromkeys(asked.as_written(word) for word in asked.missing)),
            respelled=respelled,
            doubtful=tuple(doubtful_dates(text)),
        )

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
                others = [quote_of(gathered, v) for v in rest[:VERSIONS_NAMED]]
            repeats = group.repeats.get(one.passage.id, [])
            quotes.append(quote_of(gathered, one, repeats, self._gatherer.sound(others)))
        return sound_answer(quotes, self._gatherer.store)


def _together(question: str, answers: Sequence[Answer], most: int) -> Answer:
    """Return the answers of a question's parts as one: the first quote of each, then the others."""
    quotes: dict[tuple[str, int], Quote] = {}
    for rank in range(max(len(one.quotes) for one in answers)):
        for one in answers:
            for quote in one.quotes[rank : rank + 1]:
                quotes.setdefault((quote.source.path, quote.sentence.start), quote)
    first = answers[0]
    return replace(
        first,
        question=clean_question(question),
        quotes=tuple(quotes.values())[: max(most, len(answers))],
        answered=True,
        nearest=(),
        time=next((one.time for one in answers if one.time), None),
        newest=None,
        missing=tuple(word for one in answers for word in one.missing),
        respelled=tuple(pair for one in answers for pair in one.respelled),
        middling=all(one.middling for one in answers if one.answered),
        read_again=sum(one.read_again for one in answers),
        not_read_again=sum(one.not_read_again for one in answers),
    )


def asks_for_missing(question: Question) -> bool:
    """Say whether a question turns on a number, a code or a name that stands nowhere.

    Acronyms are left out: a text may spell them out.
    """
    whole = sum(word.weight for word in question.words) + question.time_weight
    return any(
        word.is_code or (not word.text.isupper() and word.weight >= MISSING_SHARE * whole)
        for word in question.missing
    )


def _ordered(
    found: Sequence[Evidence], asked: Question, scope: Scope
) -> tuple[Sequence[Evidence], str | None]:
    """Return evidence as it is quoted, and the word for which the newest stands first, if it does.

    The word is empty where the present tense asks for the newest.
    """
    if scope.by_date:
        return _newest_of(found, BY_DATE_SHARE, need_wanted=False), None
    if not asked.newest and not asked.is_present:
        return found, None
    if found and not asked.newest and max(found, key=lambda e: e.score).passage.dated is None:
        # What has no date, such as a list that is kept up to date, is not told to be older.
        return found, None
    share = NEWEST_SHARE if asked.newest else PRESENT_SHARE
    below = math.inf if asked.newest else PRESENT_BELOW
    ordered = _newest_of(found, share, need_wanted=True, below=below)
    several = len({one.passage.dated for one in found}) > 1
    moved = [one.passage.id for one in ordered[:1]] != [one.passage.id for one in found[:1]]
    return ordered, (asked.newest or "") if several and (asked.newest or moved) else None


def _newest_of(
    found: Sequence[Evidence], share: float, *, need_wanted: bool, below: float = math.inf
) -> list[Evidence]:
    """Return `found` with those that answer nearly as well as the best first, by date.

    With `need_wanted`, only those whose sentence holds the kind of thing that is asked for: that a
    passage is merely new makes it no answer. Nor does one whose logit is more than `below` under
    the best.
    """
    if not found:
        return []
    best = max(one.score for one in found)
    read = max((one.logit for one in found if one.logit is not None), default=0.0)
    as_well = [
        one
        for one in found
        if one.score >= share * best and (one.logit is None or one.logit >= read - below)
    ]
    if need_wanted and any(one.has_wanted for one in as_well):
        as_well = [one for one in as_well if one.has_wanted]
    first = sorted(as_well, key=lambda one: newest_first(one.passage.dated))
    return first + [one for one in found if one not in as_well]
