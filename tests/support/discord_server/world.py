"""The state of the small Discord: guilds, channels, people, messages, commands. Sends nothing."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from discord_server.errors import unknown
from discord_server.permissions import USUAL, Permission

T = TypeVar("T")

EPOCH_MS = 1420070400000
TEXT, DM, GROUP, THREAD, FORUM = 0, 1, 3, 11, 15  # channel types
EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15  # message flags
_count = itertools.count()


def new_id() -> int:
    """A snowflake of now; later ids are greater."""
    return (int(time.time() * 1000) - EPOCH_MS) << 22 | next(_count) % (1 << 22)


def now() -> str:
    return datetime.now(UTC).isoformat()


@dataclass(slots=True)
class User:
    id: int
    name: str
    bot: bool = False


@dataclass(slots=True)
class Role:
    id: int
    name: str
    permissions: Permission
    bot_id: int | None = None  # of the role that Discord makes for a bot


@dataclass(slots=True)
class Member:
    user: User
    role_ids: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Guild:
    id: int
    name: str
    owner_id: int
    has_bot: bool = True
    system_channel: int | None = None
    added_by: int | None = None  # who added the bot, as the audit log tells
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Channel:
    id: int
    kind: int
    name: str
    guild: Guild | None = None
    parent: Channel | None = None  # of a thread
    people: tuple[int, ...] = ()  # of a DM or group
    owner_id: int = 0  # of a thread
    has_bot: bool = False  # of a thread: whether the bot is a member of it
    overwrites: dict[int, tuple[Permission, Permission]] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)

    def allow(self, target: int, permission: Permission) -> None:
        allow, deny = self.overwrites.get(target, (Permission(0), Permission(0)))
        self.overwrites[target] = (allow | permission, deny & ~permission)

    def deny(self, target: int, permission: Permission) -> None:
        allow, deny = self.overwrites.get(target, (Permission(0), Permission(0)))
        self.overwrites[target] = (allow & ~permission, deny | permission)


@dataclass(slots=True, eq=False)
class Message:
    id: int
    channel: Channel
    author: User
    content: str = ""
    components: list[dict[str, Any]] = field(default_factory=list)
    embeds: list[dict[str, Any]] = field(default_factory=list)
    files: dict[int, tuple[str, bytes]] = field(default_factory=dict)  # by attachment id
    flags: int = 0
    mentions: list[User] = field(default_factory=list)
    pinged: list[str] = field(default_factory=list)  # names, role names, "@everyone"
    reference: int | None = None  # the message this replies to
    from_webhook: bool = False  # an answer to an interaction
    seen_by: int | None = None  # of an ephemeral message: the only person who sees it
    nonce: str | None = None
    reactions: list[str] = field(default_factory=list)
    created: str = field(default_factory=now)
    edited: str | None = None
    edits: int = 0
    deleted: bool = False
    arrived: float = field(default_factory=time.monotonic)

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        return bool(self.flags & LOADING)

    @property
    def text(self) -> str:
        """All words a person reads, from top to bottom."""
        displays = [part["content"] for part in walk(self.components) if part["type"] == 10]
        embedded = [embed.get("description", "") for embed in self.embeds]
        return "\n".join(filter(None, [self.content, *embedded, *displays]))

    @property
    def buttons(self) -> list[dict[str, Any]]:
        return [part for part in walk(self.components) if part["type"] == 2]

    @property
    def labels(self) -> list[str]:
        """What is written on each button; its emoji where it has no words."""
        return [button_label(button) for button in self.buttons]

    @property
    def file_bytes(self) -> dict[str, bytes]:
        return dict(self.files.values())


def button_label(button: dict[str, Any]) -> str:
    return str(button.get("label") or (button.get("emoji") or {}).get("name") or "")


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every component, a container before what it holds."""
    for part in components:
        yield part
        yield from walk(part.get("components", []))
        for name in ("accessory", "component"):
            if name in part:
                yield from walk([part[name]])


class World:
    def __init__(self) -> None:
        self.bot = User(new_id(), "dateline", bot=True)
        self.owner = User(new_id(), "owner")
        self.users = {self.bot.id: self.bot, self.owner.id: self.owner}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.commands: dict[int, dict[str, Any]] = {}  # as Discord shows them, with ids
        self.edits_replies = False  # is a reply without components or edits not whole yet?
        self.message_content = False  # may the application read every message?
        self._changed = asyncio.Condition()
        self._notices: set[asyncio.Task[None]] = set()

    def add_guild(self, name: str, *, has_bot: bool = True) -> Guild:
        guild = Guild(new_id(), name, self.owner.id, has_bot)
        guild.roles[guild.id] = Role(guild.id, "@everyone", USUAL)
        self.guilds[guild.id] = guild
        for user in (self.owner, self.bot) if has_bot else (self.owner,):
            guild.members[user.id] = Member(user)
        return guild

    def add_role(self, guild: Guild, name: str, permissions: Permission) -> Role:
        role = Role(new_id(), name, permissions)
        guild.roles[role.id] = role
        return role

    def add_channel(self, kind: int, name: str, guild: Guild | None = None) -> Channel:
        channel = Channel(new_id(), kind, name, guild)
        self.channels[channel.id] = channel
        return channel

    def add_thread(self, parent: Channel, name: str, owner_id: int, id: int = 0) -> Channel:
        thread = Channel(id or new_id(), THREAD, name, parent.guild, parent, owner_id=owner_id)
        self.channels[thread.id] = thread
        return thread

    def dm(self, user_id: int) -> Channel:
        """The direct messages between the bot and a person."""
        if user_id not in self.users:
            raise unknown("User")
        people = (user_id, self.bot.id)
        for channel in self.channels.values():
            if channel.kind == DM and channel.people == people:
                return channel
        channel = self.add_channel(DM, "")
        channel.people = people
        return channel

    def channel(self, channel_id: int) -> Channel:
        try:
            return self.channels[channel_id]
        except KeyError:
            raise unknown("Channel") from None

    def message(self, channel_id: int, message_id: int) -> Message:
        message = self.channel(channel_id).messages.get(message_id)
        if message is None or message.deleted or message.ephemeral:
            raise unknown("Message")
        return message

    # --- waiting for the bot to do something ---

    def changed(self) -> None:
        """Wake those who wait; call after every change of state."""

        async def notify() -> None:
            async with self._changed:
                self._changed.notify_all()

        task = asyncio.get_running_loop().create_task(notify())
        self._notices.add(task)
        task.add_done_callback(self._notices.discard)

    async def until(
        self, found: Callable[[], T | None], what: str, timeout_seconds: float = 10
    ) -> T:
        """Return the first true value of `found`; AssertionError that names `what` if late."""
        try:
            async with asyncio.timeout(timeout_seconds), self._changed:
                while not (result := found()):
                    await self._changed.wait()
                return result
        except TimeoutError:
            raise AssertionError(f"not within {timeout_seconds} s: {what}") from None
