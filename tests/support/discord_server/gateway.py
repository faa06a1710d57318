"""The gateway: sessions that outlive their connections, heartbeats, RESUME with replay.

A session keeps its last events, so a client that lost its connection gets what it missed. All
faults of the gateway are here too: closed or cut connections, op 7, op 9, acks that stop.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from discord_server import payloads
from discord_server.world import Guild, World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT = 0, 1, 2, 6, 7
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12
GUILD_MEMBERS, PRESENCES, MESSAGE_CONTENT = 1 << 1, 1 << 8, 1 << 15
REPLAYED_EVENTS = 5_000


@dataclass(slots=True)
class Frame:
    """What was sent to or came from the bot, for `DiscordServer.frames`."""

    time: float  # monotonic
    to_bot: bool
    op: int
    event: str | None
    data: Any


@dataclass(slots=True, eq=False)
class Session:
    id: str
    intents: int
    shard: tuple[int, int]
    sequence: int = 0
    history: deque[tuple[int, str, Any]] = field(
        default_factory=lambda: deque(maxlen=REPLAYED_EVENTS)
    )
    connection: Connection | None = None


@dataclass(slots=True, eq=False)
class Connection:
    socket: web.WebSocketResponse
    request: web.Request
    compressor: Any  # a zlib stream; None when frames are plain text
    opened: float = field(default_factory=time.monotonic)
    heartbeats: list[float] = field(default_factory=list)
    session: Session | None = None
    outbox: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    close_code: int | None = None  # with which the bot closed


class Gateway:
    def __init__(self, world: World, token: str) -> None:
        self.world = world
        self.token = token
        self.url = ""  # known once the server listens
        self.heartbeat_seconds = 41.25
        self.acks = True
        self.accepts = True  # False: new connections are refused with 503
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []  # every one there ever was
        self.frames: deque[Frame] = deque(maxlen=50_000)

    @property
    def live(self) -> list[Connection]:
        """Connections that are open and have identified or resumed."""
        return [
            one
            for one in self.connections
            if not one.socket.closed and one.session and one.session.connection is one
        ]

    def dispatch(
        self,
        event: str,
        data: Any | Callable[[Session], Any],
        *,
        guild: Guild | None,
        intent: int = 0,
    ) -> None:
        """Send an event to the sessions that should see it, and keep it for those away.

        `data` may be a function of the session, for events that depend on its intents.
        """
        if guild is not None and not guild.has_bot:
            return
        for session in list(self.sessions.values()):
            shard = (guild.id >> 22) % session.shard[1] if guild is not None else 0
            if shard == session.shard[0] and (not intent or session.intents & intent):
                self._send_event(session, event, data(session) if callable(data) else data)

    def _send_event(self, session: Session, event: str, data: Any) -> None:
        session.sequence += 1
        session.history.append((session.sequence, event, data))
        if session.connection is not None:
            self._put(session.connection, DISPATCH, data, event, session.sequence)

    def _put(
        self,
        connection: Connection,
        op: int,
        data: Any = None,
        event: str | None = None,
        sequence: int | None = None,
    ) -> None:
        connection.outbox.put_nowait({"op": op, "d": data, "s": sequence, "t": event})

    # --- one connection ---

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if not self.accepts:
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=4096, compress=False, autoping=True)
        await socket.prepare(request)
        # zstd-stream needs a package; a client that asks for it gets text, which it accepts.
        zlib_stream = request.query.get("compress") == "zlib-stream"
        connection = Connection(socket, request, zlib.compressobj() if zlib_stream else None)
        self.connections.append(connection)
        writer = asyncio.create_task(self._write(connection))
        self._put(connection, HELLO, {"heartbeat_interval": int(self.heartbeat_seconds * 1000)})
        try:
            async for received in socket:
                if received.type is WSMsgType.TEXT:
                    await self._receive(connection, json.loads(received.data))
        finally:
            connection.close_code = socket.close_code
            writer.cancel()
            session = connection.session
            if session is not None and session.connection is connection:
                session.connection = None
                if socket.close_code in {1000, 1001}:  # the client ended its session
                    self.sessions.pop(session.id, None)
            self.world.changed()
        return socket

    async def _write(self, connection: Connection) -> None:
        while True:
            frame = await connection.outbox.get()
            text = json.dumps(frame)
            self.frames.append(Frame(time.monotonic(), True, frame["op"], frame["t"], frame["d"]))
            try:
                if connection.compressor is None:
                    await connection.socket.send_str(text)
                else:
                    packed = connection.compressor.compress(text.encode())
                    packed += connection.compressor.flush(zlib.Z_SYNC_FLUSH)
                    await connection.socket.send_bytes(packed)
            except (ConnectionError, RuntimeError):
                return
            self.world.changed()

    async def _receive(self, connection: Connection, frame: dict[str, Any]) -> None:
        op, data = frame["op"], frame.get("d")
        self.frames.append(Frame(time.monotonic(), False, op, None, data))
        if op == HEARTBEAT:
            connection.heartbeats.append(time.monotonic())
            if self.acks:
                self._put(connection, HEARTBEAT_ACK)
        elif op in {IDENTIFY, RESUME} and data["token"].removeprefix("Bot ") != self.token:
            await connection.socket.close(code=4004, message=b"Authentication failed.")
        elif op == IDENTIFY:
            await self._identify(connection, data)
        elif op == RESUME:
            await self._resume(connection, data)
        self.world.changed()

    async def _identify(self, connection: Connection, data: dict[str, Any]) -> None:
        refused = GUILD_MEMBERS | PRESENCES
        refused |= 0 if self.world.message_content else MESSAGE_CONTENT
        if data["intents"] & refused:
            await connection.socket.close(code=4014, message=b"Disallowed intent(s).")
            return
        number, count = data.get("shard", (0, 1))
        session = Session(secrets.token_hex(16), data["intents"], (number, count))
        self.sessions[session.id] = session
        connection.session, session.connection = session, connection
        guilds = [
            one
            for one in self.world.guilds.values()
            if one.has_bot and (one.id >> 22) % count == number
        ]
        ready = {
            "v": 10,
            "user": payloads.user(self.world.bot) | {"verified": True, "mfa_enabled": False},
            "guilds": [{"id": str(one.id), "unavailable": True} for one in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": [number, count],
            "application": {"id": str(self.world.bot.id), "flags": 0},
        }
        self._send_event(session, "READY", ready)
        if session.intents & GUILDS:
            for one in guilds:
                self._send_event(session, "GUILD_CREATE", payloads.guild(one, self.world))

    async def _resume(self, connection: Connection, data: dict[str, Any]) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None:
            self._put(connection, INVALID_SESSION, False)
        elif data["seq"] > session.sequence:
            await connection.socket.close(code=4007, message=b"Invalid seq.")
        else:
            connection.session, session.connection = session, connection
            for sequence, event, missed in session.history:
                if sequence > data["seq"]:
                    self._put(connection, DISPATCH, missed, event, sequence)
            self._send_event(session, "RESUMED", {})

    # --- faults ---

    def drop(self) -> None:
        """Cut every connection without a close frame, as a broken network does."""
        for connection in self.live:
            if connection.session is not None:
                connection.session.connection = None
            if connection.request.transport is not None:
                connection.request.transport.abort()

    async def close(self, code: int) -> None:
        """Close every connection with a close code; sessions can be resumed."""
        for connection in self.live:
            if connection.session is not None:
                connection.session.connection = None
            await connection.socket.close(code=code)

    def ask_to_reconnect(self) -> None:
        for connection in self.live:
            self._put(connection, RECONNECT)

    def invalidate(self, *, resumable: bool) -> None:
        for connection in self.live:
            if not resumable and connection.session is not None:
                del self.sessions[connection.session.id]
            self._put(connection, INVALID_SESSION, resumable)

    def heartbeat_lateness(self) -> list[float]:
        """Seconds by which each heartbeat came later than the interval asks, on any connection."""
        return [
            later - earlier - self.heartbeat_seconds
            for one in self.connections
            for earlier, later in zip(one.heartbeats, one.heartbeats[1:], strict=False)
        ]
