"""Where every question from Discord is answered: a bounded queue before the synchronous library.

Owns who may ask now, what runs beside the event loop, and which conversation a question belongs
to; what a thread does with a question is in `worker`. Knows nothing of messages, buttons or
interactions. Used from the event loop alone.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, ParamSpec, TypeVar

from bot.answering.conversation import Context, Conversations
from bot.answering.scope import Scope
from bot.discord.ask.worker import AS_ASKED, Covering, LibraryWorker, Listing, Reply, Variant
from bot.discord.operations.metrics import Metrics, Outcome
from bot.discord.requesters import ConversationPlace, Grant, Requester
from bot.discord.requests import Request
from bot.discord.state import BotState
from bot.library import Library
from bot.settings import Settings
from index.errors import DatelineError, UsageError

P = ParamSpec("P")
T = TypeVar("T")
Sendable = TypeVar("Sendable", Reply, Listing, Covering)

# People whose last question is remembered for the cooldown; the longest waiting is forgotten first.
MAX_PEOPLE = 10_000


class Busy(DatelineError):
    """The queue is full; nothing was begun."""


class Closing(Busy):
    """No question is taken any more: the bot is about to stop."""


class TooSoon(DatelineError):
    """The person asked again before the cooldown was over."""

    def __init__(self, seconds: float, *, warned: bool = False) -> None:
        super().__init__(f"asked again {seconds:.1f} s too soon")
        self.seconds = seconds  # until the next question is taken
        self.warned = warned  # whether the person was told so already, since the last question


def _key(requester: Requester) -> tuple[ConversationPlace | None, Grant]:
    """Return what a conversation is kept by: with other libraries, another one begins."""
    return requester.place, requester.grant


class QuestionQueue:
    """Takes questions from the event loop and answers them in a few threads."""

    def __init__(
        self,
        library_of: Callable[[], Library],
        settings: Settings,
        state: BotState,
        metrics: Metrics,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`library_of` is called in a thread, for every question; it may raise StoreError."""
        self._worker = LibraryWorker(
            library_of, state, metrics, crowd=lambda: self.waiting / settings.workers
        )
        self._state = state
        self._metrics = metrics
        self._clock = clock
        self._executor = ThreadPoolExecutor(settings.workers, thread_name_prefix="questions")
        self._room = settings.workers + settings.queue
        self._under_way: set[asyncio.Future[Any]] = set()
        self._closing = False
        self._conversations = Conversations(settings.conversation_minutes * 60.0, clock=clock)
        self._dm_cooldown = settings.dm_cooldown_seconds
        # By server and person: what one server wants holds in no other.
        self._last_asked: dict[tuple[int | None, int], float] = {}
        self._warned: set[tuple[int | None, int]] = set()  # who asked too soon since then

    @property
    def waiting(self) -> int:
        """How many calls are under way or wait for a thread."""
        return len(self._under_way)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `function` in a thread of the queue. Raises Busy at once where no room is left."""
        self._need_room()
        # A thread cannot be stopped, so its place is taken until it ends, whoever still waits.
        return await asyncio.shield(self._submit(function, *args, **kwargs))

    def begin(
        self,
        requester: Requester,
        question: str,
        scope: Scope = Scope(),
        *,
        follows: int | None = None,
        tied: bool = False,
    ) -> "asyncio.Task[Reply]":
        """Take a question, or raise Busy or TooSoon at once; await the task for what `ask` says.

        With `tied` it goes on from the one before whatever it says.
        """
        self._admit(requester)
        conversation = self._conversations.at(_key(requester)) if requester.place else None
        context = conversation.context if conversation else Context()
        context = replace(context, tied=tied)
        future = self._submit(
            self._worker.answer, requester, question, scope, context, follows, time.monotonic()
        )
        return asyncio.create_task(self._converse(requester, question, future), name="question")

    async def ask(
        self,
        requester: Requester,
        question: str,
        scope: Scope = Scope(),
        *,
        follows: int | None = None,
    ) -> Reply:
        """Answer a question and remember it; with `follows`, as one after that request id.

        A question that follows another takes over its limits where it brings none of its own.

        Raises Busy, TooSoon, QuestionError, QuoteMismatch, StoreError or ModelError, and UsageError
        where `follows` is forgotten.
        """
        return await self.begin(requester, question, scope, follows=follows)

    def begin_listing(self, requester: Requester, request: Request) -> "asyncio.Task[Listing]":
        """Take what asks for a timeline or for news; raises at once, and then, as `begin` does.

        It is no turn of a conversation.
        """
        self._admit(requester)
        listing = self._submit(self._worker.listing, requester, request, time.monotonic())
        return asyncio.create_task(self._counted(listing), name="question")

    def begin_coverage(self, requester: Requester) -> "asyncio.Task[Covering]":
        """Take what asks what the library covers; raises at once, and then, as `begin` does."""
        self._admit(requester)
        covering = self._submit(self._worker.coverage, requester)
        return asyncio.create_task(self._counted(covering), name="question")

    async def again(
        self,
        requester: Requester,
        request_id: int,
        variant: Variant = AS_ASKED,
        *,
        quotes: int | None = None,
    ) -> Reply | Listing | None:
        """Answer what is remembered once more, as `variant` says; None where it is forgotten."""
        asked_at = time.monotonic()
        return await self.run(self._worker.again, requester, request_id, variant, quotes, asked_at)

    def forget(self, person_id: int) -> None:
        """Forget the conversations of a person, and when they asked last."""
        self._conversations.forget(
            lambda key: isinstance(key, tuple) and key[0].person_id == person_id
        )

    def stop_taking(self) -> None:
        """Raise Closing from now on; what is under way goes on."""
        self._closing = True

    async def close(self, timeout_seconds: float) -> bool:
        """Take no more, and wait for what is under way; say whether all of it ended in time."""
        self.stop_taking()
        pending: set[asyncio.Future[Any]] = set()
        if self._under_way:
            _, pending = await asyncio.wait(self._under_way, timeout=timeout_seconds)
        self._executor.shutdown(wait=False, cancel_futures=True)
        return not pending

    def _submit(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> "asyncio.Future[T]":
        accepted = time.perf_counter()

        def call() -> T:
            self._metrics.stage("wait", time.perf_counter() - accepted)
            return function(*args, **kwargs)

        future = asyncio.get_running_loop().run_in_executor(self._executor, call)
        self._under_way.add(future)
        self._metrics.queued(self.waiting)
        future.add_done_callback(self._done)
        return future

    async def _converse(
        self, requester: Requester, question: str, future: "asyncio.Future[Reply]"
    ) -> Reply:
        reply = await self._counted(future)
        if requester.place:
            self._conversations.add(_key(requester), question, reply.answer, reply.understood)
        return reply

    async def _counted(self, future: "asyncio.Future[Sendable]") -> Sendable:
        """Await an answer and count what became of it."""
        outcome: Outcome = "failed"
        try:
            found = await asyncio.shield(future)
            outcome = "answered" if found.answered else "refused"
        except UsageError:
            outcome = "invalid"
            raise
        finally:
            self._metrics.question(outcome)
        return found

    def _admit(self, requester: Requester) -> None:
        """Raise Busy or TooSoon, or note that the person asks now."""
        try:
            self._need_room()
            self._need_patience(requester)
        except DatelineError as error:
            self._metrics.question("too_soon" if isinstance(error, TooSoon) else "busy")
            raise

    def _need_room(self) -> None:
        if self._closing:
            raise Closing("the bot is stopping")
        if len(self._under_way) >= self._room:
            raise Busy(f"all {self._room} places in the queue are taken")

    def _need_patience(self, requester: Requester) -> None:
        """Raise TooSoon, or note that the person asks now."""
        cooldown = self._cooldown(requester)
        now = self._clock()
        who = (requester.guild_id, requester.person_id)
        last = self._last_asked.get(who)
        if last is not None and (left := last + cooldown - now) > 0:
            warned = who in self._warned
            self._warned.add(who)
            raise TooSoon(left, warned=warned)
        self._warned.discard(who)
        # Taken out and put in again, so that the dict is in the order of the last question.
        self._last_asked.pop(who, None)
        self._last_asked[who] = now
        if len(self._last_asked) > MAX_PEOPLE:
            longest_ago = next(iter(self._last_asked))
            del self._last_asked[longest_ago]
            self._warned.discard(longest_ago)

    def _cooldown(self, requester: Requester) -> int:
        if requester.guild_id is None:
            return self._dm_cooldown
        server = self._state.server(requester.guild_id)
        return server.at(requester.channels).cooldown_seconds or 0

    def _done(self, future: "asyncio.Future[Any]") -> None:
        self._under_way.discard(future)
        self._metrics.queued(self.waiting)
