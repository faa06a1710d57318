"""What has been asked and answered in a conversation, and what a follow-up question refers to.

Owns the history, kept short and forgotten after a while, and the rule for follow-ups; asking and
showing are elsewhere.
"""

import re
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.dates.query.question_time import asked_time
from index.question import without

if TYPE_CHECKING:
    from bot.answering.answer import Answer

# A question of more words than these brings its own matter, whatever pronouns it holds.
SHORT_WORDS = 8
# Of the two questions searched together. Far past two questions as people write them; a long chain
# of follow-ups would drown the newest one.
MAX_UNDERSTOOD_CHARACTERS = 300

# They stand for something that was named before.
POINTING = frozenset(
    """
    he she it they him her them his hers its their theirs himself herself itself themselves
    this that these those there then one ones
    """.split()  # noqa: SIM905 - as in index.terms
)
# They ask or bind and name nothing: a question of these alone has no matter of its own.
EMPTY = frozenset(
    """
    a about after again ago all also always am an and another any anyone anything are as ask at be
    because been before being both but by can come could did do does doing done during each either
    else ever every everyone everything explain few find first for from further get give go going
    had happen happened happens has have having how i if in into is just know last later least less
    like long made make many may me mean meant might mine more most much must my never next no none
    not now of off ok okay on once only or other others otherwise our out over own please really s
    said same say says shall should show since so some someone something still such t tell than
    thanks the thing things though through to too under until up upon us use very was we well were
    what when where whether which while who whom whose why will with without would yes yet you your
    d ll m re ve
    """.split()  # noqa: SIM905
)
# With a time they only join it to the question before: "And what about 2019?"
JOINING = frozenset(
    """
    about after also and at before between but by during for from how in of on or since so the then
    to until what
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"\w+")
# Where a time stands in a question does not depend on the day of asking.
_ANY_DAY = date(2000, 1, 1)
# What is left before a time that was taken away: "What happened in ?"
_LEFT_OVER = re.compile(
    r"(?:\s*\b(?:in|on|during|at|of|from|by|before|after|since|until|between|and|to|the))*\s*"
    r"(?=[?.!,;]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what Dateline said."""

    question: str  # as the person wrote it
    answer: "Answer"
    understood: str | None = None  # what was searched for, where that is something else


class Conversation:
    """The last turns of one conversation, oldest first; older ones are forgotten."""

    def __init__(self, max_turns: int = 10) -> None:
        self._turns: deque[Turn] = deque(maxlen=max_turns)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The remembered turns, oldest first."""
        return tuple(self._turns)

    @property
    def last_asked(self) -> str | None:
        """What was searched for last; None at the beginning."""
        return (self._turns[-1].understood or self._turns[-1].question) if self._turns else None

    def add(self, question: str, answer: "Answer", understood: str | None = None) -> None:
        """Remember a turn; beyond the limit the oldest one goes."""
        self._turns.append(Turn(question, answer, understood))

    def clear(self) -> None:
        """Forget every turn."""
        self._turns.clear()

    def resolve(self, question: str) -> str | None:
        """Return what a follow-up is understood as, or None for a question that stands alone."""
        return understood_as(question, self.last_asked) if self.last_asked else None


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

    def _forget(self) -> None:
        """Let go of what is too old; the oldest come first."""
        too_old = self._clock() - self._keep_seconds
        while self._held and next(iter(self._held.values()))[1] < too_old:
            self._held.popitem(last=False)


def understood_as(question: str, before: str) -> str | None:
    """Return `before` and `question` together where `question` follows it up, else None.

    It does where it is short and points back ("When did she leave?") or names nothing of its own
    but a time ("And why?", "And in 2019?"); its time takes the place of the one before. Where both
    are too long together, the question stands alone.
    """
    if len(question) > MAX_UNDERSTOOD_CHARACTERS:
        return None
    time = asked_time(question, _ANY_DAY)
    matter = without(question, time.places) if time else question
    words = _WORD.findall(matter.casefold())
    if not (words or time) or len(words) > SHORT_WORDS:
        return None
    # "What happened in 1979?" asks something by itself, "And in 1979?" does not.
    empty = JOINING if time else EMPTY
    if POINTING.isdisjoint(words) and not empty.issuperset(words):
        return None
    if time and len(before) <= MAX_UNDERSTOOD_CHARACTERS:
        before = _without_time(before)
    together = f"{before.strip()} {question.strip()}"
    return together if len(together) <= MAX_UNDERSTOOD_CHARACTERS else None


def _without_time(question: str) -> str:
    time = asked_time(question, _ANY_DAY)
    if time is None:
        return question
    left = " ".join(without(question, time.places).split())
    return _LEFT_OVER.sub("", left).lstrip(" ,;")
