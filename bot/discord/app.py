"""Adds every feature to the client: commands, buttons, and the answering of messages.

The only module that imports features; a new one is added here. Owns that no event ends the bot.
"""

import discord

from bot.discord.admin.commands import add_admin_commands
from bot.discord.ask.buttons import BUTTONS, answer_form
from bot.discord.ask.commands import add_commands
from bot.discord.ask.message_filter import question_in
from bot.discord.ask.respond import answer_message
from bot.discord.client import DatelineClient, Interaction
from bot.discord.sending import MessageErrors, send_error


def add_features(client: DatelineClient) -> None:
    """Add all that people can use, to a client that has not started yet."""
    client.tree.error(send_error)
    add_commands(client.tree)
    add_admin_commands(client.tree)
    client.add_dynamic_items(*BUTTONS)
    errors = MessageErrors()

    @client.event
    async def on_message(message: discord.Message) -> None:
        """Answer a message that is a question to the bot."""
        if client.user is None:
            return
        # What goes wrong here is for `on_error`: to say it in the channel could answer anybody,
        # the bot itself too, without end.
        asked = question_in(
            message, client.user, client.state.server, listens=client.settings.listen
        )
        if asked is None:
            return
        try:
            await answer_message(client, message, asked)
        except Exception as error:  # noqa: BLE001 - no message ends the bot
            await errors.send(message, error)

    @client.event
    async def on_interaction(interaction: Interaction) -> None:
        """Take the forms, which discord.py hands to nobody after a restart."""
        await answer_form(interaction)
