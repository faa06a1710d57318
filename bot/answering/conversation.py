"""What has been asked and answered in a conversation, and which words are asked for a follow-up.

Owns the history, kept short and forgotten after a while; what a follow-up refers to is told in
`follow_up`, asking and showing are elsewhere.
"""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.follow_up import FollowUp, follow_up_to, opens_topic
from bot.answering.quotes import Place, place_of
from bot.answering.referents import Before

if TYPE_CHECKING:
    from bot.answering.answer import Answer
# Asks what a person means; what stands at the places comes last.
Asking = Callable[[str, frozenset[Place]], "Answer"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what Dateline said."""

    question: str  # as the person wrote it
    answer: "Answer"
    understood: str | None = None  # what was searched for, where that is something else

    @property
    def before(self) -> Before:
        """What the next question can refer to."""
        asked = self.understood or self.question
        if not self.answer.quotes:
            return Before(asked)
        first = self.answer.quotes[0]
        return Before(asked, first.sentence.text, first.source.title)


class Conversation:
    """The last turns of one conversation, oldest first; older ones are forgotten."""

    def __init__(self, max_turns: int = 10) -> None:
        self._turns: deque[Turn] = deque(maxlen=max_turns)
        self._topics: tuple[str, ...] = ()

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The remembered turns, oldest first."""
        return tuple(self._turns)

    def add(self, question: str, answer: "Answer", understood: str | None = None) -> None:
        """Remember a turn; beyond the limit the oldest one goes."""
        self._turns.append(Turn(question, answer, understood))
        if opens_topic(question, understood) or not self._topics:
            # The newest topic, and the one that the conversation began with.
            self._topics = (question, *self._topics[-1:])

    def clear(self) -> None:
        """Forget every turn."""
        self._turns.clear()
        self._topics = ()

    @property
    def context(self) -> "Context":
        """What the next question can refer to, as of now."""
        if not self._turns:
            return Context()
        quotes = [quote for turn in self._turns for quote in turn.answer.quotes]
        return Context(
            before=replace(self._turns[-1].before, topics=self._topics),
            shown=frozenset(place_of(quote) for quote in quotes),
        )

    def resolve(self, question: str, *, tied: bool = False) -> FollowUp | None:
        """Return what a follow-up is understood as, or None for a question that stands alone.

        With `tied` it follows up whatever it says.
        """
        before = self.context.before
        return follow_up_to(before, question, tied=tied) if before else None


@dataclass(frozen=True, slots=True)
class Context:
    """What a question can refer to, apart from the conversation that goes on meanwhile."""

    before: Before | None = None  # None at the beginning
    shown: frozenset[Place] = frozenset()  # the sentences that were marked
    tied: bool = False  # the question goes on from there whatever it says

    def take_turn(self, question: str, ask: Asking) -> Turn:
        """Ask what a question is understood as, or its own words where only these are answered.

        Its own words come first where it may as well stand alone.
        """
        follow_up = follow_up_to(self.before, question, tied=self.tied) if self.before else None
        if follow_up is None or follow_up.text == question:
            return Turn(question, ask(question, frozenset()))
        if not follow_up.sure:
            alone = ask(question, frozenset())
            if alone.answered:
                return Turn(question, alone)
        together = ask(follow_up.text, self.shown)
        if follow_up.sure and not together.answered:
            alone = ask(question, frozenset())
            if alone.answered:
                return Turn(question, alone)
        return Turn(question, together, follow_up.text)


class Conversations:
    """The conversations of many places: each forgotten after a while, the oldest when too many."""

    def __init__(
        self,
        keep_seconds: float,
        *,
        max_places: int = 1_000,
        max_turns: int = 3,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`keep_seconds`: how long a conversation is remembered after its last turn."""
        self._keep_seconds = keep_seconds
        self._max_places = max_places
        self._max_turns = max_turns
        self._clock = clock
        self._held: OrderedDict[Hashable, tuple[Conversation, float]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many are held."""
        return len(self._held)

    def at(self, place: Hashable) -> Conversation | None:
        """Return the conversation of a place, or None where there is none or it is forgotten."""
        self._forget()
        return self._held[place][0] if place in self._held else None

    def add(
        self, place: Hashable, question: str, answer: "Answer", understood: str | None = None
    ) -> None:
        """Remember a turn at a place; opens a conversation where there is none."""
        conversation = self.at(place) or Conversation(self._max_turns)
        conversation.add(question, answer, understood)
        self._held[place] = (conversation, self._clock())
        self._held.move_to_end(place)
        if len(self._held) > self._max_places:
            self._held.popitem(last=False)

    def forget(self, of: Callable[[Hashable], bool]) -> None:
        """Forget the conversations of the places for which `of` is true."""
        for place in [place for place in self._held if of(place)]:
            del self._held[place]

    def _forget(self) -> None:
        """Let go of what is too old; the oldest come first."""
        too_old = self._clock() - self._keep_seconds
        while self._held and next(iter(self._held.values()))[1] < too_old:
            self._held.popitem(last=False)
