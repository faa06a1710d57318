"""Messages: checked, kept in their channel, and told to the bot."""

from __future__ import annotations

import re
from typing import Any

from discord_server import limits, payloads
from discord_server.gateway import DIRECT_MESSAGES, GUILD_MESSAGES, GUILDS, MESSAGE_CONTENT, Gateway
from discord_server.permissions import Permission, in_channel
from discord_server.world import (
    COMPONENTS_V2,
    DM,
    LOADING,
    THREAD,
    Channel,
    Message,
    User,
    World,
    new_id,
    now,
    walk,
)

Files = list[tuple[str, bytes]]


class Posting:
    def __init__(self, world: World, gateway: Gateway) -> None:
        self.world = world
        self.gateway = gateway

    def post(self, message: Message) -> Message:
        """Keep a finished message and send MESSAGE_CREATE to a bot that can see the channel."""
        message.channel.messages[message.id] = message
        if message.author is self.world.bot and message.channel.kind == THREAD:
            self.join_thread(message.channel)
        self._tell("MESSAGE_CREATE", message)
        return message

    def join_thread(self, thread: Channel) -> None:
        """Make the bot a member, as happens to whoever writes in a thread."""
        if thread.has_bot:
            return
        thread.has_bot = True
        assert thread.guild is not None
        added = {
            "id": str(thread.id),
            "guild_id": str(thread.guild.id),
            "member_count": 2,
            "added_members": [payloads.thread_member(thread, self.world)],
            "removed_member_ids": [],
        }
        self.gateway.dispatch("THREAD_MEMBERS_UPDATE", added, guild=thread.guild, intent=GUILDS)

    def compose(
        self, channel: Channel, author: User, body: dict[str, Any], files: Files
    ) -> Message:
        """Make a message of what the bot sent; ApiError for what Discord would refuse."""
        limits.check_message(body, has_files=bool(files))
        message = Message(new_id(), channel, author)
        message.nonce = body.get("nonce")
        message.flags = int(body.get("flags") or 0)
        self._fill(message, body, files)
        return message

    def edit(self, message: Message, body: dict[str, Any], files: Files) -> Message:
        """Change what `body` names; a message with V2 components stays one."""
        checked = dict(body)
        checked["flags"] = int(body.get("flags") or 0) | (message.flags & COMPONENTS_V2)
        limits.check_message(checked, has_files=bool(files), editing=True)
        message.flags = (message.flags | checked["flags"]) & ~LOADING
        if "attachments" in body:
            kept = {int(one["id"]) for one in body["attachments"]}
            message.files = {i: file for i, file in message.files.items() if i in kept}
        self._fill(message, body, files)
        message.edited = now()
        message.edits += 1
        self._tell("MESSAGE_UPDATE", message)
        return message

    def delete(self, message: Message) -> None:
        message.deleted = True
        data = {"id": str(message.id), "channel_id": str(message.channel.id)}
        if message.channel.guild is not None:
            data["guild_id"] = str(message.channel.guild.id)
        self.gateway.dispatch(
            "MESSAGE_DELETE", data, guild=message.channel.guild, intent=_intent(message.channel)
        )
        self.world.changed()

    def _fill(self, message: Message, body: dict[str, Any], files: Files) -> None:
        if "content" in body:
            message.content = body["content"] or ""
        if "embeds" in body:
            message.embeds = body["embeds"] or []
        if "components" in body:
            message.components = numbered(body["components"] or [])
        for name, content in files:
            message.files[new_id()] = (name, content)
        if "message_reference" in body:
            message.reference = int(body["message_reference"]["message_id"])
        mentioned, message.pinged = self._mentions(message, body.get("allowed_mentions"))
        message.mentions = mentioned

    def _mentions(
        self, message: Message, allowed: dict[str, Any] | None
    ) -> tuple[list[User], list[str]]:
        """Whom the message mentions, and the names of all that it pings."""
        rules = allowed if allowed is not None else {"parse": ["users", "roles", "everyone"]}
        parse, guild = rules.get("parse", []), message.channel.guild
        users = [
            self.world.users[int(found)]
            for found in re.findall(r"<@!?(\d+)>", message.text)
            if int(found) in self.world.users
        ]
        listed = {int(one) for one in rules.get("users", [])}
        pinged = [one.name for one in users if "users" in parse or one.id in listed]
        if guild is not None:
            held = in_channel(message.channel, message.author.id)
            if "everyone" in parse and re.search("@(everyone|here)", message.text):
                pinged += ["@everyone"] if Permission.MENTION_EVERYONE in held else []
            roles = [int(found) for found in re.findall(r"<@&(\d+)>", message.text)]
            allowed_roles = {int(one) for one in rules.get("roles", [])}
            pinged += [
                guild.roles[one].name
                for one in roles
                if one in guild.roles and ("roles" in parse or one in allowed_roles)
            ]
        replied = message.channel.messages.get(message.reference or 0)
        if replied is not None and rules.get("replied_user", allowed is None):
            pinged.append(replied.author.name)
            users.append(replied.author)
        return _unique(users), pinged

    def _tell(self, event: str, message: Message) -> None:
        channel, bot = message.channel, self.world.bot
        visible = channel.kind == DM or (
            channel.guild is not None and Permission.VIEW_CHANNEL in in_channel(channel, bot.id)
        )
        if visible and not message.ephemeral:
            self.gateway.dispatch(
                event,
                lambda session: payloads.message_event(
                    message, self.world, readable=bool(session.intents & MESSAGE_CONTENT)
                ),
                guild=channel.guild,
                intent=_intent(channel),
            )
        self.world.changed()


def _unique(users: list[User]) -> list[User]:
    return list({one.id: one for one in users}.values())


def _intent(channel: Channel) -> int:
    return DIRECT_MESSAGES if channel.guild is None else GUILD_MESSAGES


def numbered(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give every component the id Discord gives it, counting from 1."""
    for number, part in enumerate(walk(components), start=1):
        part.setdefault("id", number)
    return components
