"""The world as Discord's JSON."""

from __future__ import annotations

import re
from typing import Any

from discord_server import permissions
from discord_server.world import (
    DM,
    GROUP,
    THREAD,
    Channel,
    Guild,
    Member,
    Message,
    User,
    World,
    now,
)

JSON = dict[str, Any]


def user(of: User) -> JSON:
    return {
        "id": str(of.id),
        "username": of.name,
        "global_name": None if of.bot else of.name.title(),
        "discriminator": "0",
        "avatar": None,
        "bot": of.bot,
        "public_flags": 0,
    }


def member(of: Member, guild: Guild, *, with_user: bool = True) -> JSON:
    body: JSON = {
        "roles": [str(role_id) for role_id in of.role_ids],
        "joined_at": "2020-01-01T00:00:00+00:00",
        "premium_since": None,
        "nick": None,
        "avatar": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }
    return body | ({"user": user(of.user)} if with_user else {})


def role(of: Any, guild: Guild) -> JSON:
    return {
        "id": str(of.id),
        "name": of.name,
        "permissions": str(int(of.permissions)),
        "position": 0 if of.id == guild.id else 1,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    } | ({"tags": {"bot_id": str(of.bot_id)}} if of.bot_id else {})


def channel(of: Channel, world: World) -> JSON:
    last = max(of.messages, default=None)
    body: JSON = {
        "id": str(of.id),
        "type": of.kind,
        "name": of.name,
        "last_message_id": str(last) if last else None,
        "flags": 0,
    }
    if of.kind in {DM, GROUP}:
        body["recipients"] = [user(world.users[i]) for i in of.people if i != world.bot.id]
        return body | ({"owner_id": str(of.people[0]), "icon": None} if of.kind == GROUP else {})
    assert of.guild is not None
    body |= {"guild_id": str(of.guild.id), "rate_limit_per_user": 0}
    if of.kind == THREAD:
        assert of.parent is not None
        if of.has_bot:
            body["member"] = thread_member(of, world)
        return body | {
            "parent_id": str(of.parent.id),
            "owner_id": str(of.owner_id),
            "message_count": len(of.messages),
            "member_count": 1,
            "total_message_sent": len(of.messages),
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 1440,
                "archive_timestamp": now(),
                "locked": False,
                "create_timestamp": now(),
            },
        }
    return body | {
        "parent_id": None,
        "position": 0,
        "topic": None,
        "nsfw": False,
        "available_tags": [],
        "permission_overwrites": [
            {
                "id": str(target),
                "type": 0 if target in of.guild.roles else 1,
                "allow": str(int(allow)),
                "deny": str(int(deny)),
            }
            for target, (allow, deny) in of.overwrites.items()
        ],
    }


def thread_member(of: Channel, world: World) -> JSON:
    """The bot as a member of a thread."""
    return {"id": str(of.id), "user_id": str(world.bot.id), "join_timestamp": now(), "flags": 0}


def guild(of: Guild, world: World) -> JSON:
    """As in GUILD_CREATE without the members intent: the bot is the only member listed."""
    here = [one for one in world.channels.values() if one.guild is of]
    return {
        "id": str(of.id),
        "name": of.name,
        "owner_id": str(of.owner_id),
        "unavailable": False,
        "member_count": len(of.members),
        "large": False,
        "joined_at": "2020-01-01T00:00:00+00:00",
        "roles": [role(one, of) for one in of.roles.values()],
        "members": [member(of.members[world.bot.id], of)] if of.has_bot else [],
        "channels": [channel(one, world) for one in here if one.kind != THREAD],
        "threads": [channel(one, world) for one in here if one.kind == THREAD],
        "features": [],
        "emojis": [],
        "stickers": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "preferred_locale": "en-US",
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "afk_timeout": 300,
        "system_channel_id": str(of.system_channel) if of.system_channel else None,
        "system_channel_flags": 0,
    }


def message(of: Message, world: World, *, readable: bool, nested: bool = False) -> JSON:
    """`readable`: may the receiver read messages that have nothing to do with it?"""
    shown = readable or can_read(of, world)
    body: JSON = {
        "id": str(of.id),
        "channel_id": str(of.channel.id),
        "type": 19 if of.reference else 0,
        "author": user(of.author),
        "content": of.content if shown else "",
        "timestamp": of.created,
        "edited_timestamp": of.edited,
        "tts": False,
        "mention_everyone": "@everyone" in of.pinged,
        "mentions": [user(one) for one in of.mentions],
        "mention_roles": re.findall(r"<@&(\d+)>", of.content),
        "attachments": attachments(of) if shown else [],
        "embeds": of.embeds if shown else [],
        "components": of.components if shown else [],
        "flags": of.flags,
        "pinned": False,
    }
    if of.nonce is not None:
        body["nonce"] = of.nonce
    if of.from_webhook:
        body |= {"webhook_id": str(world.bot.id), "application_id": str(world.bot.id)}
    if of.reference is not None:
        body["message_reference"] = {
            "type": 0,
            "message_id": str(of.reference),
            "channel_id": str(of.channel.id),
        }
        if of.channel.guild is not None:
            body["message_reference"]["guild_id"] = str(of.channel.guild.id)
        if not nested:
            replied = of.channel.messages.get(of.reference)
            gone = replied is None or replied.deleted
            body["referenced_message"] = (
                None if gone else message(replied, world, readable=readable, nested=True)
            )
    return body


def message_event(of: Message, world: World, *, readable: bool) -> JSON:
    """As in MESSAGE_CREATE and MESSAGE_UPDATE."""
    body = message(of, world, readable=readable)
    if (guild := of.channel.guild) is not None:
        body["guild_id"] = str(guild.id)
        if of.author.id in guild.members and not of.from_webhook:
            body["member"] = member(guild.members[of.author.id], guild, with_user=False)
    return body


def can_read(of: Message, world: World) -> bool:
    """What the bot may read without the Message Content intent."""
    return of.channel.guild is None or of.author is world.bot or world.bot in of.mentions


def attachments(of: Message) -> list[JSON]:
    return [
        {
            "id": str(attachment_id),
            "filename": name,
            "size": len(content),
            "url": f"https://cdn.invalid/{of.channel.id}/{attachment_id}/{name}",
            "proxy_url": f"https://media.invalid/{of.channel.id}/{attachment_id}/{name}",
            "content_type": "text/plain; charset=utf-8",
        }
        for attachment_id, (name, content) in of.files.items()
    ]


def application(world: World) -> JSON:
    return {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": user(world.owner),
        "bot": user(world.bot),
        "team": None,
        "verify_key": "0" * 64,
        "summary": "",
        "flags": 1 << 19 if world.message_content else 0,  # "limited": under 100 guilds
        "interactions_endpoint_url": None,
        "redirect_uris": [],
        "integration_types_config": {"0": {}, "1": {}},
    }


def with_permissions(of: Channel, user_id: int, world: World) -> JSON:
    """A channel as it comes with an interaction."""
    held = permissions.in_channel(of, user_id)
    return channel(of, world) | {"permissions": str(int(held))}
