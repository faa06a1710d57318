"""The commands for those who manage the bot, and how they are put into a command tree.

Owns which commands these are, who is shown them, and the small ones; /sources, /reindex, /settings
and the set-up check have modules of their own.
"""

import math
from typing import Any

import discord
from discord import app_commands

from bot.discord import texts
from bot.discord.admin.permissions import (
    FOR_SERVERS,
    IN_SERVERS,
    PERMISSIONS,
    PINGS_NOBODY,
    managed_server,
    say,
    say_with_file,
)
from bot.discord.admin.reindex import Reindexing
from bot.discord.admin.server_settings import SettingsCommands
from bot.discord.admin.sources import SourcesPage, sources
from bot.discord.ask.worker import seen_by
from bot.discord.client import DatelineClient, Interaction
from bot.discord.granting import managers_grant
from bot.discord.operations.setup_check import check_server, summary
from bot.discord.state import KEPT_DAYS, Unanswered
from bot.discord.views.markdown import escape
from bot.discord.views.status import status_view
from bot.wording.text import count, one_line
from index.errors import UsageError

# 10 MB is what every server takes as a file.
_FILE_CHARACTERS = 2_000_000


def add_admin_commands(
    tree: app_commands.CommandTree[DatelineClient], reindexing: Reindexing | None = None
) -> None:
    """Put the managers' commands into `tree`, and their buttons into its client."""
    reindexing = Reindexing() if reindexing is None else reindexing
    commands: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group, ...] = (
        status,
        sources,
        reindexing.command(),
        unanswered,
        SettingsCommands(),
        SetupCommands(),
    )
    for command in commands:
        command.default_permissions = PERMISSIONS
        command.allowed_contexts = IN_SERVERS
        command.allowed_installs = FOR_SERVERS
        tree.add_command(command)
    tree.client.add_dynamic_items(SourcesPage)


@app_commands.command(description="What the library holds, and how the bot is.")
async def status(interaction: Interaction) -> None:
    """Show what the library holds, and how the bot is."""
    managed_server(interaction)
    await interaction.response.defer(ephemeral=True)
    client = interaction.client
    grant = managers_grant(interaction)
    found = await client.queue.run(lambda: seen_by(client.library_of(), grant).status())
    view = status_view(
        found,
        uptime_seconds=(discord.utils.utcnow() - client.started_at).total_seconds(),
        latency_seconds=client.latency if math.isfinite(client.latency) else None,
    )
    await interaction.edit_original_response(view=view, allowed_mentions=PINGS_NOBODY)


@app_commands.command(description="Questions of late that were refused or disliked, as a file.")
async def unanswered(interaction: Interaction) -> None:
    """Send the questions that went unanswered."""
    server = managed_server(interaction)
    state = interaction.client.state
    if not state.keeps_unanswered:
        raise UsageError(texts.UNANSWERED_NOT_KEPT)
    await interaction.response.defer(ephemeral=True)
    found = await interaction.client.queue.run(state.unanswered, server)
    if not found:
        await say(interaction, f"No question was refused or disliked in {KEPT_DAYS} days.")
        return
    said = f"{count(len(found), 'question')} refused or disliked in the last {KEPT_DAYS} days."
    await say_with_file(interaction, said, "unanswered.txt", unanswered_lines(found))


class SetupCommands(app_commands.Group):
    """The commands below /setup."""

    def __init__(self) -> None:
        super().__init__(name="setup", description="Whether the bot can do its work here.")

    @app_commands.command(description="Name the permissions and intents that are missing.")
    async def check(self, interaction: Interaction) -> None:
        """Show what keeps the bot from answering in this server."""
        server = managed_server(interaction)
        guild = interaction.guild
        if guild is None or guild.me is None:
            raise UsageError(texts.NOT_IN_SERVER)
        client = interaction.client
        found = check_server(guild, client.state.server(server), client.intents)
        text = summary(found)
        await say(interaction, escape(text), plain=text, file_name="setup-check.txt")


def unanswered_lines(found: list[Unanswered]) -> str:
    """Return a line for each question, latest first, as many as one file takes."""
    lines, left = ["last\ttimes\treason\tquestion\tlimits"], _FILE_CHARACTERS
    for each in found:
        line = f"{each.last}\t{each.times}\t{each.reason}\t{one_line(each.question)}"
        line += f"\t{each.limits}" if each.limits else ""
        left -= len(line) + 1
        if left < 0:
            break
        lines.append(line)
    return "\n".join(lines) + "\n"
