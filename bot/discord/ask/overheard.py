"""What the bot may answer though nobody said it to the bot: in listening channels and in threads.

Owns which words ask the library for something, and who talks to whom; where the bot listens at all
is in `message_filter`. Remembers for a while who wrote where last, in memory alone.
"""

import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import discord

from bot.answering.chatter import chatter

log = logging.getLogger(__name__)

# Whoever writes so soon after somebody else's statement answers it.
TALK_SECONDS = 60.0
MAX_PLACES = 2_000
LOOK_BACK = 30  # messages of a thread, after a restart

# Each with what it is for. "Who sank the Astrid", "and in 2019?", "is there a ferry on Sundays"
_OPENS = re.compile(
    r"(?:(?:hi|hello|hey|and|so|but|ok|okay|well|please|sorry)\b[,!.\s]*){0,3}"
    r"(?:who|whom|whose|what|which|when|where|why|how|since when|until when|in which"
    r"|is|are|was|were|does|do|did|has|have|had|can|could|may|must|should|will|would"
    r"|(?:does )?any(?:one|body) know|tell (?:me|us)|what about|how about)\b"
)
_ASKS = re.compile(r"\?[\s)\"'”’*_]*$|\?\s")
# "What a day!", "how nice", "is it just me"
_EXCLAIMS = re.compile(r"what an? |how (?:nice|cool|sad|great|funny|awful|lovely)\b|is it just me")
# "Are you coming tonight?", "what do you think?" are for a person; "how do you renew a permit" and
# "do you know when it sank" are for whoever knows.
_TO_A_PERSON = re.compile(r"\b(?:you|your|yours|u|ya|y[’']?all)\b")
_TO_WHOEVER_KNOWS = re.compile(
    r"\b(?:how (?:do|can|would|could|must|should) you|(?:do|does|can|could|would) you (?:know|tell"
    r"|explain|say)|do you have to|must you|thank you)\b"
)
_FEWEST_WORDS = 3
_GOES_ON = re.compile(r"(?:and|but|so|what about|how about)\b")  # "and why?"


def asks_the_library(text: str) -> bool:
    """Say whether a message that is said to nobody asks for what documents may tell."""
    small = " ".join(text.casefold().split())
    fewest = _FEWEST_WORDS - bool(_GOES_ON.match(small))
    if chatter(text) or _EXCLAIMS.match(small) or len(re.findall(r"\w+", small)) < fewest:
        return False
    if _TO_A_PERSON.search(_TO_WHOEVER_KNOWS.sub("", small)):
        return False
    return bool(_OPENS.match(small) or _ASKS.search(small))


def said_to_others(message: discord.Message, me: discord.abc.Snowflake) -> bool:
    """Say whether a message names or answers other people than the bot."""
    if message.mention_everyone or message.role_mentions:
        return True
    if any(user.id != me.id for user in message.mentions):
        return True
    replied_to = message.reference.resolved if message.reference else None
    if message.type is discord.MessageType.reply:
        return not isinstance(replied_to, discord.Message) or replied_to.author.id != me.id
    return False


@dataclass(slots=True)
class _Place:
    """Who wrote in a channel, or in a thread since the bot was last asked there."""

    author: int = 0  # of the last message; of a thread whoever asked
    at: float = 0.0
    stated: bool = False  # whether the last message was no question
    taken: bool = False  # of a thread: somebody else has written, so the bot is out of it


class Talk:
    """Who talks to whom, where the bot hears every message. Used from the event loop alone."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells seconds."""
        self._clock = clock
        self._places: OrderedDict[int, _Place] = OrderedDict()

    async def may_answer(self, message: discord.Message, me: discord.abc.Snowflake) -> bool:
        """Say whether the bot would not cut in; for a message that was not said to it."""
        if said_to_others(message, me):
            return False
        channel, author = message.channel, message.author.id
        if isinstance(channel, discord.Thread):
            if channel.id not in self._places:
                await self._look_back(channel, message, me)
            place = self._places.get(channel.id)
            return place is None or not place.taken
        place = self._places.get(channel.id)
        if place is None or place.author == author or not place.stated:
            return True
        return self._clock() - place.at > TALK_SECONDS

    def hear(self, message: discord.Message, *, addressed: bool) -> None:
        """Note who wrote; `addressed`: to the bot, which is then asked (again)."""
        author, text = message.author.id, message.content
        place = self._places.setdefault(message.channel.id, _Place())
        self._places.move_to_end(message.channel.id)
        if len(self._places) > MAX_PLACES:
            self._places.popitem(last=False)
        if isinstance(message.channel, discord.Thread):
            if addressed or not place.author:
                place.author, place.taken = author, False
            elif place.author != author and not chatter(text):
                # Another one's question is for the bot, what they state is an answer.
                place.taken = place.taken or not asks_the_library(text)
        elif addressed or not chatter(text):
            place.author, place.at = author, self._clock()
            place.stated = not addressed and not asks_the_library(text)

    async def _look_back(
        self, thread: discord.Thread, before: discord.Message, me: discord.abc.Snowflake
    ) -> None:
        """Learn from a thread itself who wrote there; where it tells nothing, stay out of it."""
        try:
            earlier = [one async for one in thread.history(limit=LOOK_BACK, before=before)]
        except discord.HTTPException as error:
            log.info("the history of thread %d cannot be read: %s", thread.id, error)
            self._places[thread.id] = _Place(taken=True, author=before.author.id)
            return
        for message in reversed(earlier):
            if not message.author.bot:
                addressed = any(user.id == me.id for user in message.mentions)
                self.hear(message, addressed=addressed)
