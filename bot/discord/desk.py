"""Where every question from Discord is answered: a bounded queue before the synchronous library.

Owns who may ask now, what runs beside the event loop, and which conversation a question belongs
to. Knows nothing of messages, buttons or interactions. Used from the event loop alone.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from bot.answer import Answer
from bot.conversation import Conversations, understood_as
from bot.discord.memory import Asked
from index.errors import DatelineError, QuoteMismatch, UsageError
from index.store.records import Published

if TYPE_CHECKING:
    from bot.discord.memory import Memory
    from bot.discord.metrics import Metrics, Outcome
    from bot.library import Library
    from bot.settings import Settings

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

# People whose last question is remembered for the cooldown; the longest waiting is forgotten first.
MAX_PEOPLE = 10_000


class Busy(DatelineError):
    """The queue is full; nothing was begun."""


class Closing(Busy):
    """No question is taken any more: the bot is about to stop."""


class TooSoon(DatelineError):
    """The person asked again before the cooldown was over."""

    def __init__(self, seconds: float, *, told: bool = False) -> None:
        super().__init__(f"asked again {seconds:.1f} s too soon")
        self.seconds = seconds  # until the next question is taken
        self.told = told  # whether the person heard so already, since the last question


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation is held."""

    channel_id: int  # of a channel, a thread or direct messages
    person_id: int | None  # None where all who write there share one conversation


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where."""

    person_id: int
    place: Place | None  # None: the question neither opens nor continues a conversation
    guild_id: int | None  # None: outside of any server


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that may be sent: each of its quotes was compared with the stored text."""

    answer: Answer
    asked_id: int  # under which the memory holds the question
    understood: str | None  # what was searched for, where that is not the question as written
    published: Published


class Desk:
    """Takes questions from the event loop and answers them in a few threads."""

    def __init__(
        self,
        library_of: Callable[[], "Library"],
        settings: "Settings",
        memory: "Memory",
        metrics: "Metrics",
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`library_of` is called in a thread, for every question; it may raise StoreError."""
        self._library_of = library_of
        self._memory = memory
        self._metrics = metrics
        self._clock = clock
        self._executor = ThreadPoolExecutor(settings.workers, thread_name_prefix="desk")
        self._room = settings.workers + settings.queue
        self._under_way: set[asyncio.Future[Any]] = set()
        self._closing = False
        self._conversations = Conversations(settings.conversation_minutes * 60.0, clock=clock)
        self._last_asked: dict[int, float] = {}
        self._told: set[int] = set()  # who asked too soon since then

    @property
    def waiting(self) -> int:
        """How many calls are under way or wait for a thread."""
        return len(self._under_way)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `function` in a thread of the desk. Raises Busy at once where no room is left."""
        self._need_room()
        # A thread cannot be stopped, so its place is taken until it ends, whoever still waits.
        return await asyncio.shield(self._submit(function, *args, **kwargs))

    def begin(
        self,
        asker: Asker,
        question: str,
        published: Published = Published(),
        *,
        follows: int | None = None,
    ) -> "asyncio.Task[Reply]":
        """Take a question, or raise Busy or TooSoon at once; await the task for what `ask` says."""
        try:
            self._need_room()
            self._need_patience(asker)
        except DatelineError as error:
            self._metrics.question("too_soon" if isinstance(error, TooSoon) else "busy")
            raise
        conversation = self._conversations.at(asker.place) if asker.place else None
        before = conversation.last_asked if conversation else None
        answering = self._submit(self._answer, question, published, before, follows)
        return asyncio.create_task(self._finish(asker, question, answering), name="desk")

    async def ask(
        self,
        asker: Asker,
        question: str,
        published: Published = Published(),
        *,
        follows: int | None = None,
    ) -> Reply:
        """Answer a question and remember it; with `follows`, as one after that asked id.

        A question that follows another takes over its dates where it brings none of its own.

        Raises Busy, TooSoon, QuestionError, QuoteMismatch, StoreError or ModelError, and UsageError
        where `follows` is forgotten.
        """
        return await self.begin(asker, question, published, follows=follows)

    async def again(self, asked_id: int, *, quotes: int | None = None) -> Reply | None:
        """Answer a remembered question once more, for its further quotes; None where forgotten."""
        return await self.run(self._answer_again, asked_id, quotes)

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

    async def _finish(
        self, asker: Asker, question: str, answering: "asyncio.Future[Reply]"
    ) -> Reply:
        outcome: Outcome = "failed"
        try:
            reply = await asyncio.shield(answering)
            outcome = "answered" if reply.answer.answered else "refused"
        except UsageError:
            outcome = "invalid"
            raise
        finally:
            self._metrics.question(outcome)
        if asker.place:
            self._conversations.add(asker.place, question, reply.answer, reply.understood)
        return reply

    def _need_room(self) -> None:
        if self._closing:
            raise Closing("the bot is stopping")
        if len(self._under_way) >= self._room:
            raise Busy(f"all {self._room} places in the queue are taken")

    def _need_patience(self, asker: Asker) -> None:
        """Raise TooSoon, or note that the person asks now."""
        cooldown = self._memory.server(asker.guild_id).cooldown_seconds
        now = self._clock()
        last = self._last_asked.get(asker.person_id)
        if last is not None and (left := last + cooldown - now) > 0:
            told = asker.person_id in self._told
            self._told.add(asker.person_id)
            raise TooSoon(left, told=told)
        self._told.discard(asker.person_id)
        # Taken out and put in again, so that the dict is in the order of the last question.
        self._last_asked.pop(asker.person_id, None)
        self._last_asked[asker.person_id] = now
        if len(self._last_asked) > MAX_PEOPLE:
            longest_ago = next(iter(self._last_asked))
            del self._last_asked[longest_ago]
            self._told.discard(longest_ago)

    def _done(self, future: "asyncio.Future[Any]") -> None:
        self._under_way.discard(future)
        self._metrics.queued(self.waiting)

    # What follows runs in a thread.

    def _answer(
        self, question: str, published: Published, before: str | None, follows: int | None
    ) -> Reply:
        if follows is not None:
            asked = self._memory.asked(follows)
            if asked is None:
                raise UsageError("This answer is too old to go on from; ask again.")
            before = asked.understood or asked.question
            if published == Published():
                published = Published(asked.after, asked.before)
        understood = understood_as(question, before) if before else None
        answer = self._checked(understood or question, published, None)
        asked_id = self._memory.remember(
            Asked(question, understood, published.after, published.before)
        )
        if not answer.answered:
            self._memory.note_unanswered(answer.question, "refused")
        return Reply(answer, asked_id, understood, published)

    def _answer_again(self, asked_id: int, quotes: int | None) -> Reply | None:
        asked = self._memory.asked(asked_id)
        if asked is None:
            return None
        published = Published(asked.after, asked.before)
        answer = self._checked(asked.understood or asked.question, published, quotes)
        return Reply(answer, asked_id, asked.understood, published)

    def _checked(self, question: str, published: Published, quotes: int | None) -> Answer:
        """Return an answer whose quotes are what the library holds now."""
        began = time.perf_counter()
        library = self._library_of()
        try:
            answer = _ask(library, question, published, quotes)
        except QuoteMismatch as error:
            # Indexing may have come between; what it wrote is there for a second try.
            log.error("not sent, asked once more: %s", error)
            answer = _ask(library, question, published, quotes)
        self._metrics.stage("answer", time.perf_counter() - began)
        return answer


def _ask(library: "Library", question: str, published: Published, quotes: int | None) -> Answer:
    answer = library.ask(question, published=published, quotes=quotes)
    for quote in (*answer.quotes, *answer.nearest):
        library.check(quote)
    return answer
