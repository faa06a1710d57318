"""Which messages are questions to the bot, and what they ask.

Owns reading a message; answering it is in `respond`. Sends nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import discord

from bot.discord.requesters import ConversationPlace
from bot.discord.state import ServerSettings
from bot.discord.views.buttons import FollowUp


@dataclass(frozen=True, slots=True)
class MessageQuestion:
    """A message that the bot answers."""

    question: str  # "" where no words came with it
    addressed: bool  # whether it was said to the bot, which then owes some answer
    place: ConversationPlace
    follows: int | None  # the request id of the answer it replies to


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
    addressed = message.guild is None or any(user.id == me.id for user in message.mentions)
    if not addressed and not listens:
        return None
    question = _without_mention(message.content, me)
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
    )


def may_answer_in(channel: object, server: ServerSettings) -> bool:
    """Say whether the server lets the bot answer in a channel, or in the channel of a thread."""
    ids = {getattr(channel, "id", None), getattr(channel, "parent_id", None)}
    return not server.channels or not ids.isdisjoint(server.channels)


def request_id_of(message: discord.Message) -> int | None:
    """Return the request id that the buttons of one of the bot's answers hold."""
    pattern = FollowUp.__discord_ui_compiled_template__
    for item in discord.ui.LayoutView.from_message(message, timeout=None).walk_children():
        custom_id = getattr(item, "custom_id", None)
        if isinstance(custom_id, str) and (found := pattern.fullmatch(custom_id)):
            return int(found["request_id"])
    return None


def _overheard(message: discord.Message, server: ServerSettings) -> bool:
    """Say whether a message that nobody said to the bot is a question to it all the same."""
    channel = message.channel
    ids = {channel.id, getattr(channel, "parent_id", None)}
    if not ids.isdisjoint(server.listening):
        return True
    # The bot is a member of those threads in which it wrote.
    return server.threads and isinstance(channel, discord.Thread) and channel.me is not None


def _without_mention(text: str, me: discord.abc.Snowflake) -> str:
    for mention in (f"<@{me.id}>", f"<@!{me.id}>"):
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
    replied_to = message.reference.resolved if message.reference else None
    if not isinstance(replied_to, discord.Message) or replied_to.author.id != me.id:
        return None
    return request_id_of(replied_to)
