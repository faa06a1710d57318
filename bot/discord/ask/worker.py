"""What a thread does with a question: ask the library, check every quote, remember what was asked.

Owns what is sent, before it has a look; who may ask and when is in `desk`. Used from its threads.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from bot.answering.answer import Answer
from bot.answering.conversation import understood_as
from bot.answering.quotes import Quote
from bot.answering.scope import Scope
from bot.answering.since import Since
from bot.answering.timeline import Timeline
from bot.discord.state import Asked
from index.errors import QuoteMismatch, UsageError

if TYPE_CHECKING:
    from bot.discord.operations.metrics import Metrics
    from bot.discord.state import Memory
    from bot.library import Library

log = logging.getLogger(__name__)

# As many as a person reads through press by press; dates or a topic make the list a shorter one.
MAX_LISTED = 24

Found = TypeVar("Found", Answer, Timeline, Since)


@dataclass(frozen=True, slots=True)
class Variant:
    """How an answer is asked for once more, otherwise than it stands in the channel."""

    any_time: bool = False  # the time in the question is not looked at
    by_date: bool = False  # the newest first


AS_ASKED = Variant()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that may be sent: each of its quotes was compared with the stored text."""

    answer: Answer
    asked_id: int  # under which the memory holds the question
    understood: str | None  # what was searched for, where that is not the question as written
    scope: Scope

    @property
    def answered(self) -> bool:
        """Whether it holds quotes that answer."""
        return self.answer.answered


@dataclass(frozen=True, slots=True)
class Listing:
    """A timeline, or what documents say since a day; its quotes were compared as a Reply's."""

    found: Timeline | Since
    asked_id: int

    @property
    def answered(self) -> bool:
        """Whether there is anything to list."""
        return self.found.answered


class Answering:
    """Asks the library on behalf of people in Discord. Safe to use from several threads."""

    def __init__(
        self, library_of: Callable[[], "Library"], memory: "Memory", metrics: "Metrics"
    ) -> None:
        """`library_of` is called for every question; it may raise StoreError."""
        self._library_of = library_of
        self._memory = memory
        self._metrics = metrics

    def answer(self, question: str, scope: Scope, before: str | None, follows: int | None) -> Reply:
        """Answer a question after `before`, or after the one with the asked id `follows`."""
        if follows is not None:
            asked = self._memory.asked(follows)
            if asked is None:
                raise UsageError("This answer is too old to go on from; ask again.")
            before = asked.understood or asked.question
            scope = _taken_over(scope, asked.scope)
        understood = understood_as(question, before) if before else None
        answer = self._ask(understood or question, scope, None)
        asked_id = self._memory.remember(Asked(question, understood, scope))
        if not answer.answered:
            self._memory.note_unanswered(answer.question, "refused")
        return Reply(answer, asked_id, understood, scope)

    def listing(self, asked: Asked) -> Listing:
        """Return the timeline or the news that `asked` asks for."""
        found = self._list(asked)
        if not found.answered and asked.question:
            self._memory.note_unanswered(asked.question, "refused")
        return Listing(found, self._memory.remember(asked))

    def again(self, asked_id: int, variant: Variant, quotes: int | None) -> Reply | Listing | None:
        """Answer what is remembered once more, and leave no trace; None where it is forgotten."""
        asked = self._memory.asked(asked_id)
        if asked is None:
            return None
        if asked.kind != "question":
            return Listing(self._list(asked), asked_id)
        scope = replace(
            asked.scope,
            any_time=asked.scope.any_time or variant.any_time,
            by_date=asked.scope.by_date or variant.by_date,
        )
        answer = self._ask(asked.understood or asked.question, scope, quotes)
        return Reply(answer, asked_id, asked.understood, scope)

    def _ask(self, question: str, scope: Scope, quotes: int | None) -> Answer:
        return self._checked(lambda library: library.ask(question, scope=scope, quotes=quotes))

    def _list(self, asked: Asked) -> Timeline | Since:
        if asked.kind == "timeline":
            return self._checked(
                lambda library: library.timeline(
                    asked.question, between=asked.between, scope=asked.scope, limit=MAX_LISTED
                )
            )
        day = asked.between.first
        if day is None:
            raise ValueError(f"what was asked since no day cannot be listed: {asked}")
        return self._checked(
            lambda library: library.since(
                day, topic=asked.question or None, added=asked.added, limit=MAX_LISTED
            )
        )

    def _checked(self, find: Callable[["Library"], Found]) -> Found:
        """Return what `find` finds, its quotes being what the library holds now."""
        began = time.perf_counter()
        library = self._library_of()
        try:
            found = _sound(library, find)
        except QuoteMismatch as error:
            # Indexing may have come between; what it wrote is there for a second try.
            log.error("not sent, asked once more: %s", error)
            found = _sound(library, find)
        self._metrics.stage("answer", time.perf_counter() - began)
        return found


def _sound(library: "Library", find: Callable[["Library"], Found]) -> Found:
    found = find(library)
    for quote in _quotes(found):
        library.check(quote)
    return found


def _quotes(found: Answer | Timeline | Since) -> tuple[Quote, ...]:
    if isinstance(found, Timeline):
        entries = tuple(entry.quote for entry in found.entries)
        return (*entries, *found.undated, *found.nearest)
    return (*found.quotes, *found.nearest)


def _taken_over(scope: Scope, before: Scope) -> Scope:
    """Return `scope` with the limits of the question before, where it brings none of its own."""
    if scope != replace(Scope(), any_time=scope.any_time, by_date=scope.by_date):
        return scope
    return replace(scope, published=before.published, as_of=before.as_of, during=before.during)
