"""Which messages are questions to the bot, and what they ask.

Owns reading a message; answering it is in `respond`. Sends nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import discord

from bot.discord.ask.overheard import asks_the_library
from bot.discord.requesters import ConversationPlace
from bot.discord.state import Place, ServerSettings
from bot.discord.views.buttons import FollowUp, Remove


@dataclass(frozen=True, slots=True)
class MessageQuestion:
    """A message that the bot answers, or would if nobody else is meant."""

    question: str  # "" where no words came with it
    addressed: bool  # whether it was said to the bot, which then owes some answer
    place: ConversationPlace
    follows: int | None  # the request id of the answer it replies to
    unread: bool = False  # it points at a message whose words do not reach the bot
    pointed: bool = False  # the words are those of somebody else's message


def question_in(
    message: discord.Message,
    me: discord.abc.Snowflake,
    server_of: Callable[[int | None], ServerSettings],
    *,
    listens: bool,
) -> MessageQuestion | None:
    """Return what a message asks, or None where it is nothing to the bot.

    `server_of` is asked only where it matters: every message of every server comes by here.
    `listens`: whether messages that are not said to the bot arrive with their words.
    """
    if message.author.bot or message.webhook_id is not None or message.is_system():
        return None  # also the bot itself
    role = _own_role(message, me)
    addressed = (
        message.guild is None
        or role is not None
        or any(user.id == me.id for user in message.mentions)
        # A reply with the ping off; where the words do not come, it would be asked for them.
        or (listens and _replied_to(message, me) is not None)
    )
    if not addressed and not listens:
        return None
    question = _without_mention(message.content, me, role)
    pointed = _pointed_at(message, me) if addressed and not question else None
    if pointed is not None:
        question = _without_mention(pointed.content, me, role)
    if message.guild is not None:
        server = server_of(message.guild.id)
        if not may_answer_in(message.channel, server):
            return None
        if not addressed and not (question and _overheard(message, server)):
            return None
    return MessageQuestion(
        question=_with_title(message, question),
        addressed=addressed,
        place=_place(message),
        follows=_followed(message, me) if addressed else None,
        unread=pointed is not None and not question,
        pointed=pointed is not None,
    )


def may_answer_in(channel: object, server: ServerSettings) -> bool:
    """Say whether the server lets the bot answer in a channel, or in the channel of a thread."""
    ids = {getattr(channel, "id", None), getattr(channel, "parent_id", None)}
    return not server.channels or not ids.isdisjoint(server.channels)


def place_of(channel: object) -> Place:
    """Return the id of a channel; of a thread also that of the channel that it belongs to."""
    ids = (getattr(channel, "id", None), getattr(channel, "parent_id", None))
    return Place(one for one in ids if one is not None)


def request_id_of(message: discord.Message) -> int | None:
    """Return the request id that the buttons of one of the bot's answers hold."""
    pattern = FollowUp.__discord_ui_compiled_template__
    for item in discord.ui.LayoutView.from_message(message, timeout=None).walk_children():
        custom_id = getattr(item, "custom_id", None)
        if isinstance(custom_id, str) and (found := pattern.fullmatch(custom_id)):
            return int(found["request_id"])
    return None


def asker_of(message: discord.Message) -> int | None:
    """Return who asked for an answer of the bot, as its menu or its button says."""
    pattern = Remove.__discord_ui_compiled_template__
    for item in discord.ui.LayoutView.from_message(message, timeout=None).walk_children():
        ids = [getattr(item, "custom_id", None)]
        if isinstance(item, discord.ui.Select):
            ids += [option.value for option in item.options]
        for custom_id in ids:
            if isinstance(custom_id, str) and (found := pattern.fullmatch(custom_id)):
                return int(found["asker"])
    return None


def _overheard(message: discord.Message, server: ServerSettings) -> bool:
    """Say whether a message that nobody said to the bot may be a question to it all the same."""
    channel = message.channel
    ids = {channel.id, getattr(channel, "parent_id", None)}
    if not ids.isdisjoint(server.listening):
        forum = isinstance(getattr(channel, "parent", None), discord.ForumChannel)
        # Of a post the first message is its question; what follows is for those who talk there.
        return channel.id == message.id if forum else asks_the_library(message.content)
    # The bot is a member of those threads in which it wrote.
    if not (server.threads and isinstance(channel, discord.Thread) and channel.me is not None):
        return False
    return asks_the_library(message.content)


def _own_role(message: discord.Message, me: discord.abc.Snowflake) -> int | None:
    """Return the id of the bot's own role where a message mentions it.

    Discord makes one of the bot's name when it is invited, and offers both for a mention.
    """
    for role in message.role_mentions:
        if role.tags is not None and role.tags.bot_id == me.id:
            return role.id
    return None


def _pointed_at(message: discord.Message, me: discord.abc.Snowflake) -> discord.Message | None:
    """Return the message of somebody else that this one replies to."""
    replied_to = message.reference.resolved if message.reference else None
    if not isinstance(replied_to, discord.Message) or replied_to.author.id == me.id:
        return None
    return replied_to


def _without_mention(text: str, me: discord.abc.Snowflake, role: int | None) -> str:
    for mention in (f"<@{me.id}>", f"<@!{me.id}>", f"<@&{role}>"):
        text = text.replace(mention, " ")
    return " ".join(text.split())


def _with_title(message: discord.Message, question: str) -> str:
    """Put the title of a forum's post before its first message: there the question often stands."""
    channel = message.channel
    if (
        isinstance(channel, discord.Thread)
        and channel.id == message.id
        and isinstance(channel.parent, discord.ForumChannel)
    ):
        return f"{channel.name} {question}".strip()
    return question


def _place(message: discord.Message) -> ConversationPlace:
    shared = message.guild is None or isinstance(message.channel, discord.Thread)
    return ConversationPlace(message.channel.id, None if shared else message.author.id)


def _followed(message: discord.Message, me: discord.abc.Snowflake) -> int | None:
    replied_to = _replied_to(message, me)
    return None if replied_to is None else request_id_of(replied_to)


def _replied_to(message: discord.Message, me: discord.abc.Snowflake) -> discord.Message | None:
    """Return the message of the bot that this one replies to."""
    replied_to = message.reference.resolved if message.reference else None
    if not isinstance(replied_to, discord.Message) or replied_to.author.id != me.id:
        return None
    return replied_to
