"""Adds every feature to the client: commands, buttons, and the answering of messages.

The only module that imports features; a new one is added here. Owns that no event ends the bot.
"""

import contextlib
from collections.abc import Iterable

import discord

from bot.discord.admin.commands import add_admin_commands
from bot.discord.ask.buttons import BUTTONS, answer_form
from bot.discord.ask.commands import add_commands
from bot.discord.ask.message_filter import question_in
from bot.discord.ask.overheard import Talk
from bot.discord.ask.respond import answer_message
from bot.discord.client import DatelineClient, Interaction
from bot.discord.errors import log_error
from bot.discord.operations.greeting import greet
from bot.discord.operations.left_behind import end_left_behind
from bot.discord.sending import MessageErrors, send_error


def add_features(client: DatelineClient) -> None:
    """Add all that people can use, to a client that has not started yet."""
    client.tree.error(send_error)
    add_commands(client.tree)
    add_admin_commands(client.tree)
    client.add_dynamic_items(*BUTTONS)
    _add_events(client)
    errors = MessageErrors()
    talk = Talk()

    @client.event
    async def on_message(message: discord.Message) -> None:
        """Answer a message that is a question to the bot."""
        if client.user is None:
            return
        # What goes wrong here is for `on_error`: to say it in the channel could answer anybody,
        # the bot itself too, without end.
        listens = client.settings.listen
        asked = question_in(message, client.user, client.state.server, listens=listens)
        addressed = asked is not None and asked.addressed
        wanted = addressed or (asked is not None and await talk.may_answer(message, client.user))
        if listens and message.guild is not None and not message.author.bot:
            talk.hear(message, addressed=addressed)
        if asked is None or not wanted:
            return
        try:
            await answer_message(client, message, asked)
        except Exception as error:  # noqa: BLE001 - no message ends the bot
            if addressed:
                await errors.send(message, error)
            else:  # nobody asked the bot, so nobody is told
                log_error(error, "answering a message that was overheard")

    @client.event
    async def on_interaction(interaction: Interaction) -> None:
        """Take the forms, which discord.py hands to nobody after a restart."""
        await answer_form(interaction)


def _add_events(client: DatelineClient) -> None:
    """Add what the bot does of itself: greet a server, take answers away with their questions."""

    async def take_away(question_ids: Iterable[int]) -> None:
        for question_id in question_ids:
            answer = client.sent.question_deleted(question_id)
            if answer is not None:
                with contextlib.suppress(discord.NotFound):
                    await answer.delete()

    left = client.state.under_way.left()  # by an earlier bot: this one has not begun anything

    @client.event
    async def on_connect() -> None:
        """End what an earlier bot left behind, once."""
        taken = [*left]
        left.clear()
        await end_left_behind(client, taken)

    @client.event
    async def on_guild_join(guild: discord.Guild) -> None:
        """Say once what it is, where somebody reads it."""
        client.note_joined(guild)
        await greet(client, guild)

    @client.event
    async def on_raw_message_delete(event: discord.RawMessageDeleteEvent) -> None:
        """Take the answer away with the question, as long as few can have read it."""
        await take_away([event.message_id])

    @client.event
    async def on_raw_bulk_message_delete(event: discord.RawBulkMessageDeleteEvent) -> None:
        """Take the answers away with the questions."""
        await take_away(event.message_ids)
