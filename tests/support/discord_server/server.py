"""The whole small Discord: listens, makes people and places, and breaks on demand."""

from __future__ import annotations

import asyncio
from typing import Self

from aiohttp import web

from discord_server import payloads, routes_application, routes_channels
from discord_server.errors import ApiError
from discord_server.gateway import GUILDS, Frame, Gateway, Session
from discord_server.people import Person
from discord_server.permissions import EVERYTHING, Permission
from discord_server.posting import Posting
from discord_server.rest import PREFIX, Call, Fault, Request, Rest
from discord_server.routes_interactions import Interactions
from discord_server.world import (
    FORUM,
    GROUP,
    TEXT,
    Channel,
    Guild,
    Member,
    Message,
    Role,
    User,
    World,
    new_id,
)

TOKEN = "MTA0.discord-test-server.secret-of-the-bot"  # its real shape is three parts


class DiscordServer:
    """Use as `async with DiscordServer() as server:`; everything runs in that event loop."""

    def __init__(self, *, token: str = TOKEN, shards: int = 1) -> None:
        self.token = token
        self.world = World()
        self.gateway = Gateway(self.world, token)
        self.posting = Posting(self.world, self.gateway)
        self.rest = Rest(self.world, self.gateway, self.posting, token)
        self.rest.shards = shards
        self.interactions = Interactions()
        self.guild = self.world.add_guild("Library")
        self.general = self.channel("general")
        self._people: dict[str, Person] = {}
        self._runner: web.AppRunner | None = None
        self.api_url = self.gateway_url = ""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        app = web.Application(client_max_size=32 * 1024 * 1024)
        for path in ("/gateway", "/gateway/"):
            app.router.add_get(path, self.gateway.serve)
        self.rest.add(app, routes_application.ROUTES, auth=True)
        self.rest.add(app, routes_channels.ROUTES, auth=True)
        self.rest.add(app, self.interactions.routes, auth=False)
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            self.rest.add(app, [(f"{method} /{{unknown:.*}}", _unknown_route)], auth=False)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.api_url = f"http://{host}:{port}{PREFIX}"
        self.gateway_url = self.gateway.url = f"ws://{host}:{port}/gateway"

    async def stop(self) -> None:
        self.gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    # --- people and places ---

    def member(self, name: str, *, guild: Guild | None = None) -> Person:
        """A person of this name who is in the guild; the same person for the same name."""
        if name not in self._people:
            user = User(new_id(), name)
            self.world.users[user.id] = user
            self._people[name] = Person(user, self.world, self.posting, self.interactions)
        person = self._people[name]
        (guild or self.guild).members.setdefault(person.id, Member(person.user))
        return person

    def admin(self, name: str = "admin") -> Person:
        """A member with the permission Manage Server."""
        person = self.member(name)
        roles = [one for one in self.guild.roles.values() if one.name == "admins"]
        role = roles[0] if roles else self.role("admins", Permission.MANAGE_GUILD)
        if role.id not in self.guild.members[person.id].role_ids:
            self.guild.members[person.id].role_ids.append(role.id)
        return person

    def invite(self, guild: Guild, *, by: Person | None = None) -> None:
        """Add the bot to a guild that was made without it; it hears of that."""
        guild.has_bot = True
        guild.members[self.world.bot.id] = Member(self.world.bot)
        guild.added_by = by.id if by else None
        data = payloads.guild(guild, self.world)
        del data["unavailable"]  # it tells servers that come back from new ones
        self.gateway.dispatch("GUILD_CREATE", data, guild=guild, intent=GUILDS)

    def role(self, name: str, permissions: int = 0) -> Role:
        """Make a role before the bot logs in; later ones the bot does not hear of."""
        return self.world.add_role(self.guild, name, Permission(permissions))

    def channel(self, name: str, *, guild: Guild | None = None) -> Channel:
        """Make a text channel; a bot that is logged in hears of it."""
        return self._told(self.world.add_channel(TEXT, name, guild or self.guild))

    def forum(self, name: str) -> Channel:
        return self._told(self.world.add_channel(FORUM, name, self.guild))

    def dm(self, person: Person) -> Channel:
        return self.world.dm(person.id)

    def private_channel(self, *people: Person) -> Channel:
        """A group the bot is not in, where people may use an app they installed."""
        group = self.world.add_channel(GROUP, "")
        group.people = tuple(one.id for one in people)
        return group

    def deny_bot(self, channel: Channel, permission: Permission) -> None:
        """Take a permission from the bot in the channel, and tell it."""
        channel.deny(self.world.bot.id, permission)
        self._told(channel, "CHANNEL_UPDATE")

    def allow_bot(self, channel: Channel, permission: Permission = EVERYTHING) -> None:
        channel.overwrites.pop(self.world.bot.id, None)
        channel.allow(self.world.bot.id, permission)
        self._told(channel, "CHANNEL_UPDATE")

    def _told(self, channel: Channel, event: str = "CHANNEL_CREATE") -> Channel:
        data = payloads.channel(channel, self.world)
        self.gateway.dispatch(event, data, guild=channel.guild, intent=GUILDS)
        return channel

    # --- what the bot did ---

    @property
    def requests(self) -> list[Request]:
        return list(self.rest.requests)

    @property
    def frames(self) -> list[Frame]:
        return list(self.gateway.frames)

    @property
    def unknown_requests(self) -> list[str]:
        """What was asked for that this server does not know: to be empty after every test."""
        return [
            f"{one.route.split()[0]} {one.path}" for one in self.requests if "unknown" in one.route
        ]

    def requests_to(self, route: str) -> list[Request]:
        return [one for one in self.rest.requests if one.route == route]

    def sent(self, op: int) -> int:
        """How many frames with this op the bot has sent so far."""
        return sum(1 for one in self.gateway.frames if not one.to_bot and one.op == op)

    def bot_messages(self, channel: Channel) -> list[Message]:
        """The bot's messages there that anybody sees."""
        return [
            one
            for one in channel.messages.values()
            if one.author is self.world.bot and not one.deleted and not one.ephemeral
        ]

    async def wait_ready(self, timeout_seconds: float = 30) -> list[Session]:
        """Wait until every shard has a session with a live connection."""
        return await self.world.until(
            lambda: (
                [one.session for one in self.gateway.live if one.session]
                if len(self.gateway.live) == self.rest.shards
                else None
            ),
            "the bot on the gateway",
            timeout_seconds,
        )

    async def wait_sent(self, op: int, count: int, timeout_seconds: float = 15) -> None:
        """Wait until the bot has sent `count` frames with this op, counted from the start."""
        await self.world.until(
            lambda: self.sent(op) >= count, f"{count} frames with op {op}", timeout_seconds
        )

    async def wait_request(
        self, route: str, count: int = 1, timeout_seconds: float = 15
    ) -> list[Request]:
        """Wait until `count` requests of the route were answered, counted from the start."""

        def answered() -> list[Request]:
            return [one for one in self.requests_to(route) if one.status >= 0]

        await self.world.until(
            lambda: len(answered()) >= count, f"{count} x {route}", timeout_seconds
        )
        return answered()

    # --- faults ---

    def fail(
        self,
        route: str,
        status: int,
        times: int = 1,
        *,
        retry_after: float = 0.2,
        is_global: bool = False,
        code: int = 0,
        applied: bool = False,
    ) -> Fault:
        """Answer the next `times` requests of a route ("*": any) with this status.

        429 comes with `retry_after`; 5xx as a proxy's HTML page; 4xx with the JSON error `code`;
        0 cuts the connection. `applied`: what was asked for is done all the same.
        """
        fault = Fault(route, status, times, retry_after, 0.0, is_global, code, applied)
        self.rest.faults.append(fault)
        return fault

    def slow(self, route: str, seconds: float, times: int = 1) -> None:
        self.rest.faults.append(Fault(route, 200, times, wait_seconds=seconds))

    def limit(self, route: str, count: int, per_seconds: float) -> None:
        """Allow a route `count` times in `per_seconds` for each channel; more gets a 429."""
        self.rest.limits[route] = (count, per_seconds)

    def mend(self) -> None:
        """End all faults of REST and of the acks."""
        self.rest.faults.clear()
        self.rest.limits.clear()
        self.gateway.acks = self.gateway.accepts = True

    def drop(self) -> None:
        self.gateway.drop()

    async def close_gateway(self, code: int = 4000) -> None:
        await self.gateway.close(code)

    def reconnect_op7(self) -> None:
        self.gateway.ask_to_reconnect()

    def invalidate(self, resumable: bool) -> None:
        self.gateway.invalidate(resumable=resumable)

    def stop_acks(self) -> None:
        self.gateway.acks = False

    def forget_sessions(self) -> None:
        """As after an outage: no session can be resumed any more."""
        self.gateway.sessions.clear()


async def _unknown_route(call: Call) -> None:
    await asyncio.sleep(0)
    raise ApiError(404, 0, "404: Not Found")
