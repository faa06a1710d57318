"""What a server reads when the bot comes to it, once: what it is, what to ask, what to do first.

Owns where that is said: the channel for news of the server, else whoever added the bot, where the
audit log tells that, else the first channel where it may write, else the owner of the server.
"""

import logging
from collections.abc import AsyncIterator

import discord

from bot.discord import texts
from bot.discord.client import DatelineClient
from bot.discord.examples import example_for
from bot.discord.requesters import Grant, granted_in
from bot.discord.views.answers import note_view
from bot.discord.views.markdown import escape

log = logging.getLogger(__name__)

# The addition is among the newest of its kind.
_LOOKED_AT = 10


async def greet(client: DatelineClient, guild: discord.Guild) -> None:
    """Say it in the first place that takes it; never raises what Discord answers."""
    async for place in _places(client, guild):
        try:
            await place.send(view=note_view(await _words(client, guild, place)))
        except discord.HTTPException as error:
            log.info("server %d is not greeted in one place: %s", guild.id, error)
        else:
            return
    log.warning("server %d is greeted nowhere: no place takes a message", guild.id)


async def _words(
    client: DatelineClient, guild: discord.Guild, place: discord.abc.Messageable
) -> str:
    grant = Grant()
    if isinstance(place, discord.TextChannel):
        grant = granted_in(client.state.server(guild.id), guild.id, channels=[place.id])
    example = await example_for(client, grant)
    shown = texts.FOR_EXAMPLE.format(question=escape(example)) if example else ""
    return texts.HELLO.format(example=shown)


async def _places(
    client: DatelineClient, guild: discord.Guild
) -> AsyncIterator[discord.abc.Messageable]:
    news = guild.system_channel
    if news is not None and _may_write(news, guild):
        yield news
    added_by = await _who_added(guild)
    if added_by is not None and (direct := await _direct(client, added_by)):
        yield direct
    for channel in guild.text_channels:
        if channel != news and _may_write(channel, guild):
            yield channel
            break
    if guild.owner_id not in (None, added_by) and (direct := await _direct(client, guild.owner_id)):
        yield direct


def _may_write(channel: discord.TextChannel, guild: discord.Guild) -> bool:
    allowed = channel.permissions_for(guild.me)
    return allowed.view_channel and allowed.send_messages


async def _who_added(guild: discord.Guild) -> int | None:
    """Return who added the bot; None where it may not see the audit log, or that tells nothing."""
    if not guild.me.guild_permissions.view_audit_log:
        return None
    try:
        async for entry in guild.audit_logs(
            action=discord.AuditLogAction.bot_add, limit=_LOOKED_AT
        ):
            if entry.target is not None and entry.target.id == guild.me.id:
                return entry.user_id
    except discord.HTTPException as error:
        log.info("the audit log of server %d cannot be read: %s", guild.id, error)
    return None


async def _direct(client: DatelineClient, person_id: int | None) -> discord.DMChannel | None:
    if person_id is None:
        return None
    try:
        return await client.create_dm(discord.Object(person_id))
    except discord.HTTPException as error:
        log.info("somebody cannot be written to directly: %s", error)
        return None
