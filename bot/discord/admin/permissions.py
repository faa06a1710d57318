"""Who may manage the bot in a server, and how a manager's commands reply.

Owns the permission and the ways of saying something to a manager; the commands are elsewhere.
"""

import io

import discord
from discord import app_commands

from bot.discord import texts
from bot.discord.client import Interaction
from bot.discord.views.markdown import size
from index.errors import UsageError

MESSAGE_LIMIT = 2_000  # characters of a message's content
PINGS_NOBODY = discord.AllowedMentions.none()
# What Discord itself asks for, before a server's own rules for commands; asked again in code.
PERMISSIONS = discord.Permissions(manage_guild=True)
IN_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
FOR_SERVERS = app_commands.AppInstallationType(guild=True, user=False)


def manages(interaction: Interaction) -> bool:
    """Whether the person may manage the bot in the server they are in; never outside of one."""
    if interaction.guild_id is None:
        return False
    allowed = interaction.permissions
    if allowed.manage_guild or allowed.administrator:
        return True
    role = interaction.client.state.server(interaction.guild_id).manager_role
    roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else []
    return role is not None and role in (each.id for each in roles)


def managed_server(interaction: Interaction) -> int:
    """Return the id of the server that the person may manage the bot in, or raise UsageError."""
    if interaction.guild_id is None:
        raise UsageError(texts.SERVER_ONLY)
    if not manages(interaction):
        raise UsageError(texts.MANAGERS_ONLY)
    return interaction.guild_id


async def say(
    interaction: Interaction, markdown: str, *, plain: str = "", file_name: str = "dateline.txt"
) -> None:
    """Reply to the person alone; where it is too long for a message, `plain` comes as a file."""
    if size(markdown) <= MESSAGE_LIMIT:
        await _reply(interaction, markdown, None)
    else:
        await _reply(interaction, texts.SENT_AS_FILE, (file_name, plain))


async def say_with_file(interaction: Interaction, text: str, file_name: str, content: str) -> None:
    """Reply to the person alone, with a text file."""
    await _reply(interaction, text, (file_name, content))


def text_file(name: str, content: str) -> discord.File:
    """Return a text file; the byte order mark tells Windows that it is UTF-8."""
    return discord.File(io.BytesIO(content.encode("utf-8-sig", "replace")), filename=name)


async def _reply(interaction: Interaction, text: str, file: tuple[str, str] | None) -> None:
    files = [text_file(*file)] if file else []
    if interaction.response.is_done():
        await interaction.edit_original_response(
            content=text, attachments=files, allowed_mentions=PINGS_NOBODY
        )
    else:
        await interaction.response.send_message(
            text,
            files=files,
            ephemeral=True,
            suppress_embeds=True,
            allowed_mentions=PINGS_NOBODY,
        )
