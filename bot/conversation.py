"""What has been asked and answered in one conversation, and what a follow-up question refers to.

Owns the history, kept short; asking and showing are elsewhere.
"""

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.answer import Answer


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what Dateline said."""

    question: str  # as the person wrote it
    answer: "Answer"


class Conversation:
    """The last turns of one conversation, oldest first; older ones are forgotten."""

    def __init__(self, max_turns: int = 10) -> None:
        self._turns: deque[Turn] = deque(maxlen=max_turns)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The remembered turns, oldest first."""
        return tuple(self._turns)

    def add(self, question: str, answer: "Answer") -> None:
        """Remember a turn; beyond the limit the oldest one goes."""
        self._turns.append(Turn(question, answer))

    def clear(self) -> None:
        """Forget every turn."""
        self._turns.clear()

    def resolve(self, question: str) -> str:
        """Return the question to ask in place of `question`: for now, itself."""
        return question
