"""What a thread does with a question: ask the library, check every quote, remember what was asked.

Owns what is sent, before it has a look; who may ask and when is in `queue`, from whose threads it
is used.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.answering.answer import Answer
from bot.answering.conversation import Context, Conversation
from bot.answering.quotes import Place, Quote
from bot.answering.scope import Scope
from bot.answering.since import Since
from bot.answering.timeline import Timeline
from bot.charts.counted import Coverage
from bot.discord import texts
from bot.discord.operations.metrics import Metrics
from bot.discord.pictures import Picture, picture_of
from bot.discord.requesters import Grant, Requester
from bot.discord.requests import Request
from bot.discord.state import BotState
from bot.library import Library
from bot.wording.charts import (
    coverage_described,
    coverage_panels,
    timeline_described,
    timeline_panels,
)
from bot.wording.limits import asked_for
from index.errors import QuoteMismatch, UsageError

log = logging.getLogger(__name__)

# As many as a person reads through press by press; dates or a topic make the list a shorter one.
MAX_LISTED = 24

Result = TypeVar("Result", Answer, Timeline, Since)


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
    request_id: int  # under which the state holds the question
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
    request_id: int
    picture: Picture | None = None

    @property
    def answered(self) -> bool:
        """Whether there is anything to list."""
        return self.found.answered


@dataclass(frozen=True, slots=True)
class Covering:
    """What a library covers."""

    found: Coverage
    picture: Picture | None = None

    @property
    def answered(self) -> bool:
        """Whether there is any document."""
        return self.found.library.documents > 0


class LibraryWorker:
    """Asks the library on behalf of people in Discord. Safe to use from several threads."""

    def __init__(
        self,
        library_of: Callable[[], Library],
        state: BotState,
        metrics: Metrics,
        *,
        crowd: Callable[[], float] = lambda: 1.0,
    ) -> None:
        """`library_of` is called for every question; it may raise StoreError.

        `crowd` tells how many questions wait for each thread.
        """
        self._library_of = library_of
        self._crowd = crowd
        self._state = state
        self._metrics = metrics

    def answer(
        self,
        requester: Requester,
        question: str,
        scope: Scope,
        context: Context,
        follows: int | None,
        asked_at: float | None = None,
    ) -> Reply:
        """Answer a question after what `context` holds, or after the request id `follows`.

        `asked_at`: when it came in, of `time.monotonic()`; None is now.
        """
        if follows is not None:
            request = self._state.request(follows, requester.guild_id)
            if request is None:
                raise UsageError(texts.TOO_OLD)
            found = self._context_of(requester.grant, request, asked_at)
            context = replace(found, tied=context.tied)
            scope = _taken_over(scope, request.scope)
        turn = context.take_turn(
            question,
            lambda text, shown: self._ask(requester.grant, text, scope, None, asked_at, shown),
        )
        request_id = self._remember(requester, Request(question, turn.understood, scope))
        if not turn.answer.answered:
            self._note(requester, turn.answer.question, scope)
        return Reply(turn.answer, request_id, turn.understood, scope)

    def listing(
        self, requester: Requester, request: Request, asked_at: float | None = None
    ) -> Listing:
        """Return the timeline or the news that `request` asks for."""
        found = self._list(requester.grant, request, asked_at)
        if not found.answered and request.question:
            self._note(requester, request.question, request.scope)
        return Listing(found, self._remember(requester, request), _picture(found))

    def coverage(self, requester: Requester) -> Covering:
        """Return what the libraries cover that may be seen."""
        found = seen_by(self._library_of(), requester.grant).coverage()
        drawn = coverage_panels(found)
        return Covering(found, picture_of("coverage.png", drawn, coverage_described(found)))

    def again(
        self,
        requester: Requester,
        request_id: int,
        variant: Variant,
        quotes: int | None,
        asked_at: float | None = None,
    ) -> Reply | Listing | None:
        """Answer what is remembered once more, and leave no trace; None where it is forgotten.

        With what the one may see who asks for it now.
        """
        request = self._state.request(request_id, requester.guild_id)
        if request is None:
            return None
        if request.kind != "question":
            return Listing(self._list(requester.grant, request, asked_at), request_id)
        scope = replace(
            request.scope,
            any_time=request.scope.any_time or variant.any_time,
            by_date=request.scope.by_date or variant.by_date,
        )
        asked = request.understood or request.question
        answer = self._ask(requester.grant, asked, scope, quotes, asked_at)
        return Reply(answer, request_id, request.understood, scope)

    def _remember(self, requester: Requester, request: Request) -> int:
        return self._state.remember(
            request,
            guild_id=requester.guild_id,
            person_id=requester.person_id,
            noted=requester.noted,
        )

    def _note(self, requester: Requester, question: str, scope: Scope) -> None:
        """Note a question without an answer, with its limits, where it may be noted."""
        if requester.noted:
            self._state.note_unanswered(
                question,
                "refused",
                guild_id=requester.guild_id,
                person_id=requester.person_id,
                limits=asked_for(scope),
            )

    def _ask(
        self,
        grant: Grant,
        question: str,
        scope: Scope,
        quotes: int | None,
        asked_at: float | None,
        shown: frozenset[Place] = frozenset(),
    ) -> Answer:
        return self._checked(
            grant,
            lambda library: library.ask(
                question,
                scope=scope,
                quotes=quotes,
                asked_at=asked_at,
                crowd=self._crowd(),
                shown=shown,
            ),
        )

    def _context_of(self, grant: Grant, request: Request, asked_at: float | None) -> Context:
        """Return what can be referred to after a request, whose answer is not kept: found again."""
        asked = request.understood or request.question
        if not asked:
            return Context()
        conversation = Conversation()
        conversation.add(asked, self._ask(grant, asked, request.scope, None, asked_at))
        return conversation.context

    def _list(self, grant: Grant, request: Request, asked_at: float | None) -> Timeline | Since:
        if request.kind == "timeline":
            return self._checked(
                grant,
                lambda library: library.timeline(
                    request.question,
                    between=request.between,
                    scope=request.scope,
                    limit=MAX_LISTED,
                    asked_at=asked_at,
                    crowd=self._crowd(),
                ),
            )
        day = request.between.first
        if day is None:
            raise ValueError(f"what was asked since no day cannot be listed: {request}")
        return self._checked(
            grant,
            lambda library: library.since(
                day,
                topic=request.question or None,
                added=request.added,
                limit=MAX_LISTED,
                asked_at=asked_at,
                crowd=self._crowd(),
            ),
        )

    def _checked(self, grant: Grant, find: Callable[[Library], Result]) -> Result:
        """Return what `find` finds in what may be seen, its quotes being what is held there now."""
        began = time.perf_counter()
        library = seen_by(self._library_of(), grant)
        try:
            found = _checked_quotes(library, find)
        except QuoteMismatch as error:
            # Indexing may have come between; what it wrote is there for a second try.
            log.warning("not sent, asked once more: %s", error)
            found = _checked_quotes(library, find)
        self._metrics.stage("answer", time.perf_counter() - began)
        self._metrics.second_look(read=found.read_again, left=found.not_read_again)
        return found


def _picture(found: Timeline | Since) -> Picture | None:
    if not isinstance(found, Timeline):
        return None
    return picture_of("timeline.png", timeline_panels(found), timeline_described(found))


def seen_by(library: Library, grant: Grant) -> Library:
    """Return of a library what may be seen."""
    return library.seen_by(grant.seen(library.libraries()))


def _checked_quotes(library: Library, find: Callable[[Library], Result]) -> Result:
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
