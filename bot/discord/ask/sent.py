"""Which answer hangs below which question, so that the one goes with the other.

Owns the memory of a few minutes; deleting is done by `app`. Used from the event loop alone.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

import discord

REMEMBERED_SECONDS = 600.0
MAX_ANSWERS = 2_000


class SentAnswers:
    """The answers to messages of the last minutes, by the message that asked."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells seconds."""
        self._clock = clock
        self._sent: OrderedDict[int, tuple[float, discord.Message]] = OrderedDict()
        self._under_way: set[int] = set()
        self._deleted: set[int] = set()

    def begin(self, question_id: int) -> None:
        """Note that a message is being answered."""
        self._under_way.add(question_id)

    def was_deleted(self, question_id: int) -> bool:
        """Say whether a message that is being answered is gone."""
        return question_id in self._deleted

    def end(self, question_id: int, answer: discord.Message | None = None) -> bool:
        """Note the answer to a message, None for none; say whether the message is gone by now."""
        self._under_way.discard(question_id)
        gone = question_id in self._deleted
        self._deleted.discard(question_id)
        if answer is not None and not gone:
            self._sent[question_id] = (self._clock(), answer)
            if len(self._sent) > MAX_ANSWERS:
                self._sent.popitem(last=False)
        return gone

    def question_deleted(self, question_id: int) -> discord.Message | None:
        """Return the answer that is to go with a deleted message; None where there is none."""
        if question_id in self._under_way:
            self._deleted.add(question_id)
            return None
        at, answer = self._sent.pop(question_id, (0.0, None))
        return answer if answer and self._clock() - at <= REMEMBERED_SECONDS else None
