"""What a bot does in channels: messages, threads, reactions, typing, direct messages, guilds."""

from __future__ import annotations

from typing import Any

from discord_server import payloads
from discord_server.errors import ApiError, invalid, unknown
from discord_server.gateway import GUILDS
from discord_server.permissions import Permission, in_guild, require
from discord_server.rest import Call, Handler
from discord_server.world import DM, FORUM, THREAD, Channel, Guild, Message, new_id

SEND = "POST /channels/{channel_id}/messages"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
BOT_ADD = 28  # a kind of entry of an audit log
TYPING = "POST /channels/{channel_id}/typing"


def _shown(call: Call, message: Message) -> dict[str, Any]:
    return payloads.message(message, call.world, readable=call.world.message_content)


def _may_send(call: Call, channel: Channel) -> None:
    if channel.kind == FORUM:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    needed = Permission.SEND_MESSAGES
    if channel.kind == THREAD:
        needed = Permission.SEND_MESSAGES_IN_THREADS
    require(channel, call.world.bot.id, needed)
    body = call.json
    if body.get("embeds"):
        require(channel, call.world.bot.id, Permission.EMBED_LINKS)
    if call.files:
        require(channel, call.world.bot.id, Permission.ATTACH_FILES)
    reference = body.get("message_reference")
    if reference and channel.guild is not None:
        try:
            require(channel, call.world.bot.id, Permission.READ_MESSAGE_HISTORY)
        except ApiError:
            text = "Cannot reply without permission to read message history"
            raise ApiError(400, 160002, text) from None


async def send(call: Call) -> Any:
    channel = call.world.channel(call.id("channel_id"))
    _may_send(call, channel)
    body = dict(call.json)
    if reference := body.get("message_reference"):
        try:
            call.world.message(channel.id, int(reference["message_id"]))
        except ApiError:
            if reference.get("fail_if_not_exists", True):
                raise invalid("message_reference", "Unknown message") from None
            del body["message_reference"]
    if body.get("enforce_nonce"):  # a repeated request makes no second message
        for sent in channel.messages.values():
            if sent.nonce == body["nonce"] and sent.author is call.world.bot:
                return _shown(call, sent)
    message = call.posting.compose(channel, call.world.bot, body, call.files)
    return _shown(call, call.posting.post(message))


async def edit(call: Call) -> Any:
    message = call.world.message(call.id("channel_id"), call.id("message_id"))
    if message.author is not call.world.bot:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    return _shown(call, call.posting.edit(message, call.json, call.files))


async def delete(call: Call) -> None:
    message = call.world.message(call.id("channel_id"), call.id("message_id"))
    if message.author is not call.world.bot:
        require(message.channel, call.world.bot.id, Permission.MANAGE_MESSAGES)
    call.posting.delete(message)


async def get_message(call: Call) -> Any:
    message = call.world.message(call.id("channel_id"), call.id("message_id"))
    require(message.channel, call.world.bot.id, Permission.READ_MESSAGE_HISTORY)
    return _shown(call, message)


async def get_messages(call: Call) -> Any:
    """The newest first, as with neither `before` nor `after`; both narrow it."""
    channel = call.world.channel(call.id("channel_id"))
    require(channel, call.world.bot.id, Permission.READ_MESSAGE_HISTORY)
    low, high = int(call.query.get("after", 0)), int(call.query.get("before", 1 << 63))
    there = [
        one
        for one in channel.messages.values()
        if low < one.id < high and not one.deleted and not one.ephemeral
    ]
    limit = int(call.query.get("limit", 50))
    return [_shown(call, one) for one in sorted(there, key=lambda one: -one.id)[:limit]]


async def typing(call: Call) -> None:
    channel = call.world.channel(call.id("channel_id"))
    needed = Permission.SEND_MESSAGES
    if channel.kind == THREAD:
        needed = Permission.SEND_MESSAGES_IN_THREADS
    require(channel, call.world.bot.id, needed)


async def react(call: Call) -> None:
    message = call.world.message(call.id("channel_id"), call.id("message_id"))
    require(message.channel, call.world.bot.id, Permission.ADD_REACTIONS)
    message.reactions.append(call.params["emoji"])


async def start_thread(call: Call) -> Any:
    """From a message (the thread has its id) or in a channel."""
    parent = call.world.channel(call.id("channel_id"))
    require(parent, call.world.bot.id, Permission.CREATE_PUBLIC_THREADS)
    origin = 0
    if "message_id" in call.params:
        origin = call.world.message(parent.id, call.id("message_id")).id
        if origin in call.world.channels:
            raise ApiError(400, 160004, "A thread has already been created for this message")
    if not 1 <= len(call.json["name"]) <= 100:
        raise invalid("name", "Must be between 1 and 100 in length.")
    thread = call.world.add_thread(parent, call.json["name"], call.world.bot.id, origin)
    thread.has_bot = True
    body = payloads.channel(thread, call.world)
    call.gateway.dispatch(
        "THREAD_CREATE", body | {"newly_created": True}, guild=parent.guild, intent=GUILDS
    )
    return body


async def join_thread(call: Call) -> None:
    call.posting.join_thread(call.world.channel(call.id("channel_id")))


async def add_thread_member(call: Call) -> None:
    thread = call.world.channel(call.id("channel_id"))
    require(thread, call.world.bot.id, Permission.SEND_MESSAGES_IN_THREADS)


async def get_channel(call: Call) -> Any:
    channel = call.world.channel(call.id("channel_id"))
    if channel.kind != DM:
        require(channel, call.world.bot.id, Permission.VIEW_CHANNEL)
    return payloads.channel(channel, call.world)


async def open_dm(call: Call) -> Any:
    return payloads.channel(call.world.dm(int(call.json["recipient_id"])), call.world)


def _guild(call: Call) -> Guild:
    guild = call.world.guilds.get(call.id("guild_id"))
    if guild is None or not guild.has_bot:
        raise unknown("Guild")
    return guild


async def get_guild(call: Call) -> Any:
    return payloads.guild(_guild(call), call.world)


async def get_guild_channels(call: Call) -> Any:
    return payloads.guild(_guild(call), call.world)["channels"]


async def get_member(call: Call) -> Any:
    guild = _guild(call)
    member = guild.members.get(call.id("user_id"))
    if member is None:
        raise ApiError(404, 10007, "Unknown Member")
    return payloads.member(member, guild)


async def get_audit_log(call: Call) -> Any:
    """Who added the bot, the only entry that is made here."""
    guild = _guild(call)
    if Permission.VIEW_AUDIT_LOG not in in_guild(guild, call.world.bot.id):
        raise ApiError(403, 50013, "Missing Permissions")
    entry = {
        "id": str(new_id()),
        "user_id": str(guild.added_by),
        "target_id": str(call.world.bot.id),
        "action_type": BOT_ADD,
    }
    others = [
        *("users", "integrations", "webhooks", "threads", "guild_scheduled_events"),
        *("application_commands", "auto_moderation_rules"),
    ]
    entries = [entry] if guild.added_by and not call.query.get("before") else []
    return {"audit_log_entries": entries} | {name: [] for name in others}


ROUTES: list[tuple[str, Handler]] = [
    (SEND, send),
    (EDIT, edit),
    ("DELETE /channels/{channel_id}/messages/{message_id}", delete),
    ("GET /channels/{channel_id}/messages/{message_id}", get_message),
    ("GET /channels/{channel_id}/messages", get_messages),
    (TYPING, typing),
    ("PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me", react),
    ("POST /channels/{channel_id}/messages/{message_id}/threads", start_thread),
    ("POST /channels/{channel_id}/threads", start_thread),
    ("PUT /channels/{channel_id}/thread-members/@me", join_thread),
    ("PUT /channels/{channel_id}/thread-members/{user_id}", add_thread_member),
    ("GET /channels/{channel_id}", get_channel),
    ("POST /users/@me/channels", open_dm),
    ("GET /guilds/{guild_id}", get_guild),
    ("GET /guilds/{guild_id}/audit-logs", get_audit_log),
    ("GET /guilds/{guild_id}/channels", get_guild_channels),
    ("GET /guilds/{guild_id}/members/{user_id}", get_member),
]
