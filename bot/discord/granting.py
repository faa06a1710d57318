"""What may be seen where a command is called, a button is pressed or a message is written.

Owns which settings of a server count there; what they mean is in `requesters`.
"""

from collections.abc import Iterable
from typing import Any

import discord

from bot.discord.client import DatelineClient, Interaction
from bot.discord.requesters import Grant, Requester, granted_in, granted_to


async def grant_for(interaction: Interaction, *, alone: bool) -> Grant:
    """Return what may be seen where a command was called or a button pressed.

    `alone`: what is answered is shown to the person alone, as far as is known yet.
    """
    client, guild_id = interaction.client, interaction.guild_id
    if guild_id is not None and client.get_guild(guild_id) is not None:
        return granted_in(
            client.state.server(guild_id),
            guild_id,
            channels=_channels(interaction.channel),
            roles=_roles(interaction.user),
        )
    direct = isinstance(interaction.channel, discord.DMChannel) and guild_id is None
    if not alone and not (direct and interaction.context.dm_channel):
        return Grant()
    return Grant(others=await client.memberships.shared(interaction.user.id))


async def grant_of(client: DatelineClient, message: discord.Message) -> Grant:
    """Return what the answer to a message may show: what all who read it there may see."""
    if message.guild is None:
        return Grant(others=await client.memberships.shared(message.author.id))
    return granted_in(
        client.state.server(message.guild.id),
        message.guild.id,
        channels=_channels(message.channel),
    )


def managers_grant(interaction: Interaction) -> Grant:
    """Return what those who manage the server may see: all that it sees anywhere."""
    return granted_to(interaction.client.state.server(interaction.guild_id))


def _channels(channel: Any) -> Iterable[int]:
    ids = (getattr(channel, "id", None), getattr(channel, "parent_id", None))
    return [each for each in ids if each is not None]


def _roles(user: object) -> list[int]:
    # The role that everybody has bears the id of the server.
    roles = user.roles if isinstance(user, discord.Member) else []
    return [role.id for role in roles if not role.is_default()]


async def requester_of(interaction: Interaction) -> Requester:
    """Return who pressed a button, whose answer is theirs alone."""
    grant = await grant_for(interaction, alone=True)
    return Requester(interaction.user.id, None, interaction.guild_id, grant)
