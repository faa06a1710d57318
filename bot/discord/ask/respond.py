"""From "a person asked" to "the answer is sent", the same for commands, buttons and messages.

Owns the order of steps; the answer comes from `queue`, its look from `views`.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

import aiohttp
import discord

from bot.answering.chatter import Chatter, chatter
from bot.answering.scope import Scope
from bot.discord import sending, texts
from bot.discord.ask.message_filter import MessageQuestion, may_answer_in, place_of
from bot.discord.ask.queue import QuestionQueue, TooSoon
from bot.discord.ask.worker import AS_ASKED, Covering, Listing, Reply, Variant
from bot.discord.client import DatelineClient, Interaction
from bot.discord.granting import grant_for, grant_of
from bot.discord.pictures import Picture
from bot.discord.requesters import Requester
from bot.discord.requests import Request
from bot.discord.state import ServerSettings
from bot.discord.views.answers import answer_view, brief_text, fallback_text, note_view
from bot.discord.views.coverage import coverage_text, coverage_view
from bot.discord.views.listings import listing_text, listing_view
from bot.discord.views.markdown import label
from index.errors import UsageError

Sendable = TypeVar("Sendable", Reply, Listing, Covering)

log = logging.getLogger(__name__)

# Most answers are there sooner; no request is spent on saying that one is being written.
TYPING_AFTER_SECONDS = 0.5
# Room for the question as the name of a thread; Discord takes 100 characters.
_THREAD_NAME = 90
REFUSED_REACTION = "🤷"
# What is said to messages that ask for nothing; to others of them, nothing.
TO_CHATTER = {
    Chatter.HELP: texts.TO_HELP,
    Chatter.GREETING: texts.TO_GREETING,
    Chatter.THANKS: texts.TO_THANKS,
}


async def answer_interaction(
    interaction: Interaction,
    question: str,
    scope: Scope = Scope(),
    *,
    private: bool | None = None,
    follows: int | None = None,
    noted: bool = True,
) -> None:
    """Answer what a command or a form asks; `private` None: as the server has set it.

    `noted`: whether the question is noted where nothing answers, which a private one never is.
    Raises whatever goes wrong; `sending.send_error` tells the person.
    """
    if kind := chatter(question):
        await sending.note(interaction, TO_CHATTER.get(kind, texts.NO_QUESTION))
        return
    await _answer(
        interaction,
        # Whoever presses Follow up means it, whatever the words are.
        lambda queue, requester: queue.begin(
            requester, question, scope, follows=follows, tied=follows is not None
        ),
        private,
    )


async def list_interaction(
    interaction: Interaction, request: Request, *, private: bool | None = None
) -> None:
    """Show the timeline or the news that a command asks for; else as `answer_interaction`."""
    await _answer(
        interaction, lambda queue, requester: queue.begin_listing(requester, request), private
    )


async def coverage_interaction(interaction: Interaction, *, private: bool | None = None) -> None:
    """Show what the library covers; else as `answer_interaction`."""
    await _answer(interaction, lambda queue, requester: queue.begin_coverage(requester), private)


def result_view(
    found: Reply | Listing | Covering,
    variant: Variant = AS_ASKED,
    *,
    offset: int = 0,
    asker: int | None = None,
    picture: Picture | None = None,
) -> discord.ui.LayoutView:
    """Return what was found as a view, from quote or entry `offset` on.

    `asker`: who may take it away again, None where nobody needs to. `picture`: sent with it.
    """
    if isinstance(found, Covering):
        return coverage_view(found.found, asker=asker, picture=picture)
    if isinstance(found, Reply):
        return answer_view(found, variant, offset=offset, asker=asker)
    return listing_view(found, offset=offset, asker=asker, picture=picture)


async def answer_message(
    client: DatelineClient, message: discord.Message, asked: MessageQuestion
) -> None:
    """Answer a message that is a question. Raises whatever goes wrong."""
    if not asked.question:
        words = texts.NOT_READABLE if asked.unread else texts.NO_WORDS
        await sending.reply(message, note_view(words), words)
        return
    if kind := chatter(asked.question):
        # No question: nothing is searched, counted or remembered.
        if asked.addressed and kind in TO_CHATTER:
            await sending.reply(message, note_view(TO_CHATTER[kind]), TO_CHATTER[kind])
        return
    guild_id = message.guild.id if message.guild else None
    grant = await grant_of(client, message)
    requester = Requester(
        message.author.id,
        asked.place,
        guild_id,
        grant,
        # What it points at are somebody else's words.
        noted=not asked.pointed,
        channels=place_of(message.channel),
    )
    try:
        task = client.queue.begin(requester, asked.question, follows=asked.follows)
    except TooSoon as error:
        if error.warned or not asked.addressed:
            return  # a flood of messages is not answered with a flood
        raise
    client.sent.begin(message.id)
    answer = None
    try:
        # Nothing shows that it writes where it may end in silence.
        reply = await (_while_typing(message.channel, task) if asked.addressed else task)
        if not client.sent.was_deleted(message.id):
            answer = await _send(client, message, asked, reply)
    finally:
        gone = client.sent.end(message.id, answer)
    if gone and answer is not None:
        await answer.delete()


async def _send(
    client: DatelineClient, message: discord.Message, asked: MessageQuestion, reply: Reply
) -> discord.Message | None:
    """Send an answer to a message; a refusal that nobody asked for is none, or a reaction."""
    server = client.state.server(message.guild.id if message.guild else None)
    if not (asked.addressed or reply.answered):
        if server.reacts:
            try:
                await message.add_reaction(REFUSED_REACTION)
            except discord.HTTPException as error:
                log.info("a refusal is shown by no reaction: %s", error)
        return None
    began = time.perf_counter()
    thread = await _own_thread(message, asked.question, server)
    view = answer_view(reply, asker=message.author.id, hanging=thread is None)
    plain, brief = fallback_text(reply), brief_text(reply)
    sent = await sending.reply(message, view, plain, brief=brief, thread=thread)
    client.metrics.stage("send", time.perf_counter() - began)
    return sent


async def _own_thread(
    message: discord.Message, question: str, server: ServerSettings
) -> discord.Thread | None:
    """Open a thread for the answer where the channel wants one; None where it stays in place."""
    channel, kind = message.channel, server.at(place_of(message.channel)).thread
    if kind == "off" or not isinstance(channel, discord.TextChannel):
        return None
    name = label(question, _THREAD_NAME)
    try:
        if kind == "public":
            return await message.create_thread(name=name)
        thread = await channel.create_thread(
            name=name, type=discord.ChannelType.private_thread, invitable=False
        )
        await thread.add_user(message.author)
    except discord.HTTPException as error:
        log.warning("no thread for an answer in channel %d: %s", channel.id, error)
        return None
    return thread


async def _answer(
    interaction: Interaction,
    begin: Callable[[QuestionQueue, Requester], "asyncio.Task[Sendable]"],
    private: bool | None,
    *,
    noted: bool = True,
) -> None:
    client = interaction.client
    server = client.state.server(interaction.guild_id)
    if interaction.guild_id is not None and not may_answer_in(interaction.channel, server):
        raise UsageError(_elsewhere(client, server.channels))
    # Busy and TooSoon are raised here, before anything is said, so only the person sees them.
    place = place_of(interaction.channel)
    alone = bool(server.at(place).private) if private is None else private
    grant = await grant_for(interaction, alone=alone)
    requester = Requester(
        interaction.user.id,
        None,
        interaction.guild_id,
        grant,
        # What a person chose to ask in private is theirs.
        noted=noted and not private,
        channels=place,
    )
    task = begin(client.queue, requester)
    # What the person alone may see is shown to them alone.
    private = alone or grant.is_wider
    try:
        await sending.defer(interaction, private=private)
    except BaseException:
        task.cancel()
        # Where it had failed already, nobody else will look at its error.
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        raise
    found = await task
    began = time.perf_counter()
    asker = None if private else interaction.user.id
    view, picture = result_view(found, asker=asker), _picture(found)
    pictured = result_view(found, asker=asker, picture=picture) if picture else None
    await sending.respond(interaction, view, _plain(found), pictured=pictured, picture=picture)
    client.metrics.stage("send", time.perf_counter() - began)


def _picture(found: Reply | Listing | Covering) -> Picture | None:
    return None if isinstance(found, Reply) else found.picture


def _plain(found: Reply | Listing | Covering) -> str:
    if isinstance(found, Covering):
        return coverage_text(found.found)
    return fallback_text(found) if isinstance(found, Reply) else listing_text(found)


async def _while_typing(channel: discord.abc.Messageable, task: "asyncio.Task[Reply]") -> Reply:
    """Await an answer; where it takes long, the channel shows that the bot is writing."""
    done, _ = await asyncio.wait({task}, timeout=TYPING_AFTER_SECONDS)
    if not done:
        try:
            async with channel.typing():
                await asyncio.wait({task})
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            # The answer itself will tell what the bot may do here.
            log.info("nothing shows that the bot is writing: %r", error)
    return await task


def _elsewhere(client: DatelineClient, channels: tuple[int, ...]) -> str:
    found: list[Any] = [client.get_channel(each) for each in channels]
    names = [f"#{channel.name}" for channel in found if channel is not None]
    return texts.OTHER_CHANNELS.format(channels=" and ".join(names) or "other channels")
