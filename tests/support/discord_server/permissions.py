"""Who may do what in a channel, computed as Discord documents it."""

from __future__ import annotations

from enum import IntFlag
from typing import TYPE_CHECKING

from discord_server.errors import ApiError

if TYPE_CHECKING:
    from discord_server.world import Channel, Guild


class Permission(IntFlag):
    ADMINISTRATOR = 1 << 3
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_APPLICATION_COMMANDS = 1 << 31
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38


EVERYTHING = Permission((1 << 50) - 1)
USUAL = (
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)


def in_guild(guild: Guild, user_id: int) -> Permission:
    """What the user may do everywhere in the guild; nothing for one who is not a member."""
    member = guild.members.get(user_id)
    if member is None:
        return Permission(0)
    if user_id == guild.owner_id:
        return EVERYTHING
    held = guild.roles[guild.id].permissions
    for role_id in member.role_ids:
        held |= guild.roles[role_id].permissions
    return EVERYTHING if Permission.ADMINISTRATOR in held else held


def in_channel(channel: Channel, user_id: int) -> Permission:
    """What the user may do in the channel; a thread takes its parent's overwrites."""
    if channel.guild is None:
        return EVERYTHING if user_id in channel.people else Permission(0)
    held = in_guild(channel.guild, user_id)
    if held == EVERYTHING or not held:
        return held
    overwrites = (channel.parent or channel).overwrites
    allow = deny = Permission(0)
    everyone_allow, everyone_deny = overwrites.get(channel.guild.id, (Permission(0), Permission(0)))
    held = (held & ~everyone_deny) | everyone_allow
    for role_id in channel.guild.members[user_id].role_ids:
        role_allow, role_deny = overwrites.get(role_id, (Permission(0), Permission(0)))
        allow, deny = allow | role_allow, deny | role_deny
    held = (held & ~deny) | allow
    own_allow, own_deny = overwrites.get(user_id, (Permission(0), Permission(0)))
    return Permission((held & ~own_deny) | own_allow)


def require(channel: Channel, user_id: int, needed: Permission) -> None:
    """Raise what Discord answers to one who lacks a permission (50001 without a view, 50013)."""
    held = in_channel(channel, user_id)
    if Permission.VIEW_CHANNEL not in held:
        raise ApiError(403, 50001, "Missing Access")
    if needed not in held:
        raise ApiError(403, 50013, "Missing Permissions")
