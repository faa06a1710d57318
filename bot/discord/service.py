"""The life of the bot's process: put together, run until a signal, finish, leave.

The composition root of Discord; also checks a set-up and registers commands. Errors that end it
are of Dateline, one plain sentence each.
"""

import asyncio
import contextlib
import logging
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord.app import add_features
from bot.discord.ask.queue import QuestionQueue
from bot.discord.client import DatelineClient, wanted_intents
from bot.discord.operations.health import HealthServer
from bot.discord.operations.logs import structured_log
from bot.discord.operations.metrics import Metrics
from bot.discord.operations.setup_check import check_server
from bot.discord.operations.watch_process import WatchProcess
from bot.discord.state import FILE_NAME, BotState, ServerSettings
from bot.library import Library
from index.errors import DatelineError, SettingsError, UsageError

if TYPE_CHECKING:
    from bot.settings import Settings

log = logging.getLogger(__name__)

STOP_SECONDS = 10.0

CHECK_SECONDS = 30.0


class DiscordUnreachable(DatelineError):
    """Discord cannot be reached, or let the bot go for good."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing that `dateline bot --check` looked at."""

    level: Literal["ok", "note", "fault"]
    what: str


class OpenLibrary:
    """The library: opened when it is first asked for, and tried again where that failed."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._library: Library | None = None

    def __call__(self) -> Library:
        """Return the open library. Raises StoreError or ModelError."""
        with self._lock:
            if self._library is None:
                library = Library.open(self._settings)
                try:
                    library.warm()
                except BaseException:
                    library.close()
                    raise
                self._library = library
            return self._library

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            if self._library is not None:
                self._library.close()
                self._library = None


def run(settings: "Settings") -> None:
    """Run the bot until SIGTERM or SIGINT; return once what was under way is finished.

    Raises SettingsError or UsageError for a token, an intent or a port that cannot be used,
    StoreError for a state file that cannot be opened, and DiscordUnreachable.
    """
    token = _token(settings)
    with _logged(settings), _plain_errors(settings):
        asyncio.run(_run(settings, token))


def check(settings: "Settings") -> list[CheckResult]:
    """Return what is right and wrong with the token, the intents, the servers and the library."""
    token = _token(settings)
    with _logged(settings), _plain_errors(settings):
        return asyncio.run(_check(settings, token))


def sync(settings: "Settings") -> int:
    """Register the commands with Discord and return how many there are."""
    token = _token(settings)
    with _logged(settings), _plain_errors(settings):
        return asyncio.run(_sync(settings, token))


async def _run(settings: "Settings", token: str) -> None:
    stopping = asyncio.Event()
    _on_signals(stopping.set)
    async with _client(settings) as client:
        try:
            # The models take their time to load; nobody should wait for that.
            await client.queue.run(client.library_of)
        except DatelineError as error:
            log.error("questions cannot be answered yet: %s", error)
        health = await _health(settings, client)
        watching = WatchProcess(settings) if settings.watch else contextlib.nullcontext()
        with watching:
            await _connected(client, token, stopping, health)


async def _connected(
    client: DatelineClient, token: str, stopping: asyncio.Event, health: HealthServer | None
) -> None:
    """Be on Discord until the connection ends or the bot is to stop."""
    connection = asyncio.create_task(client.start(token))
    stop = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({connection, stop}, return_when=asyncio.FIRST_COMPLETED)
        if connection.done():
            await connection
        else:
            log.info("stopping")
            await client.stop(STOP_SECONDS)
    finally:
        for task in (connection, stop):
            task.cancel()
        await asyncio.gather(connection, stop, return_exceptions=True)
        if health is not None:
            await health.close()


async def _check(settings: "Settings", token: str) -> list[CheckResult]:
    found: list[CheckResult] = []
    async with discord.AutoShardedClient(
        intents=wanted_intents(listen=settings.listen),
        member_cache_flags=discord.MemberCacheFlags.none(),
        chunk_guilds_at_startup=False,
    ) as client:
        await client.login(token)
        found.append(CheckResult("ok", f"The token is that of {client.user}."))
        if client.application is not None and client.application.interactions_endpoint_url:
            found.append(CheckResult("fault", _ENDPOINT))
        await _until_ready(client)
        intent = "The Message Content intent is switched on." if settings.listen else _NO_NEED
        found.append(CheckResult("ok", intent))
        with BotState(
            settings.index_dir / FILE_NAME,
            keep_unanswered=settings.keep_unanswered,
            grace_days=settings.forget_servers_days,
        ) as state:
            for guild in client.guilds:
                found += _in_server(guild, state.server(guild.id), client.intents)
        if not client.guilds:
            found.append(CheckResult("note", "The bot is in no server yet; invite it."))
        found.append(CheckResult("ok", f"Invite it with {invite_link(client.application_id)}"))
    found.append(_library(settings))
    return found


def invite_link(application_id: int | None) -> str:
    """Return the address that adds the bot to a server, with the permissions that it needs."""
    return (
        f"https://discord.com/oauth2/authorize?client_id={application_id}"
        "&scope=bot+applications.commands&permissions=274878008320"
    )


async def _until_ready(client: discord.Client) -> None:
    """Connect and wait until the servers are known. Raises what ended the connection."""
    connection = asyncio.create_task(client.connect())
    ready = asyncio.create_task(client.wait_until_ready())
    await asyncio.wait(
        {connection, ready}, timeout=CHECK_SECONDS, return_when=asyncio.FIRST_COMPLETED
    )
    try:
        if connection.done():
            await connection
        elif not ready.done():
            raise DiscordUnreachable(f"Discord's gateway did not answer in {CHECK_SECONDS:.0f} s")
    finally:
        ready.cancel()
        await client.close()
        connection.cancel()
        await asyncio.gather(connection, ready, return_exceptions=True)


def _in_server(
    guild: discord.Guild, server: ServerSettings, intents: discord.Intents
) -> list[CheckResult]:
    if guild.unavailable:
        return [
            CheckResult("note", f"{guild.name}: Discord does not show this server at the moment.")
        ]
    found = check_server(guild, server, intents)
    if not found:
        return [CheckResult("ok", f"{guild.name}: all permissions are there.")]
    return [
        CheckResult("fault" if each.fault else "note", f"{guild.name}: {each.what}")
        for each in found
    ]


def _library(settings: "Settings") -> CheckResult:
    try:
        with Library.open(settings) as library:
            documents = library.summary().documents
    except DatelineError as error:
        return CheckResult("fault", f"The library cannot open: {error}")
    return CheckResult("ok" if documents else "note", f"The library holds {documents:,} documents.")


async def _sync(settings: "Settings", token: str) -> int:
    async with _client(settings, sync_at_start=False) as client:
        await client.login(token)
        return await client.sync_commands()


@asynccontextmanager
async def _client(
    settings: "Settings", *, sync_at_start: bool = True
) -> AsyncIterator[DatelineClient]:
    """Put the bot together; everything is closed in the end."""
    library = OpenLibrary(settings)
    metrics = Metrics()
    with BotState(
        settings.index_dir / FILE_NAME,
        keep_unanswered=settings.keep_unanswered,
        grace_days=settings.forget_servers_days,
    ) as state:
        queue = QuestionQueue(library, settings, state, metrics)
        client = DatelineClient(
            settings=settings,
            library_of=library,
            queue=queue,
            state=state,
            metrics=metrics,
            sync_at_start=sync_at_start,
        )
        add_features(client)
        try:
            async with client:
                yield client
        finally:
            await queue.close(STOP_SECONDS)
            library.close()


async def _health(settings: "Settings", client: DatelineClient) -> HealthServer | None:
    if not settings.metrics_port:
        return None
    health = HealthServer(
        client.metrics,
        ready=lambda: client.connected,
        latency_seconds=lambda: client.latency,
        library_of=client.library_of,
        port=settings.metrics_port,
    )
    await health.start()
    return health


def _on_signals(stop: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))


def _token(settings: "Settings") -> str:
    if not settings.discord_token:
        raise SettingsError(
            "DISCORD_TOKEN is not set; copy the token from Discord's developer portal (your "
            "application, Bot, Reset Token) into the environment or into .env"
        )
    return settings.discord_token


@contextmanager
def _logged(settings: "Settings") -> Iterator[None]:
    level = logging.getLogger().level  # the setting's, or that of --debug
    secrets = [settings.discord_token]
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks
    # Dateline says in its own words what discord.py tells at INFO.
    library, before = logging.getLogger("discord"), logging.getLogger("discord").level
    library.setLevel(level if level == logging.DEBUG else max(level, logging.WARNING))
    try:
        with structured_log(settings.log_format, level, secrets=secrets):
            yield
    finally:
        library.setLevel(before)


_NO_NEED = "No privileged intent is needed."
_ENDPOINT = (
    "The application has an Interactions Endpoint URL, so no command reaches the bot; take it away "
    "in the developer portal, under General Information."
)
_NO_INTENT = (
    "Discord does not grant the Message Content intent, which DATELINE_LISTEN=1 needs; switch it "
    "on in the developer portal (your application, Bot), or set DATELINE_LISTEN=0"
)


@contextmanager
def _plain_errors(settings: "Settings") -> Iterator[None]:
    """Let discord.py talk to the addresses that are set, and turn its errors into Dateline's."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    if settings.discord_api_url:
        Route.BASE = settings.discord_api_url
    if settings.discord_gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url)
    try:
        yield
    except discord.LoginFailure as error:
        raise UsageError(_REFUSED) from error
    except discord.PrivilegedIntentsRequired as error:
        raise UsageError(_NO_INTENT) from error
    except discord.ConnectionClosed as error:
        if error.code == 4004:
            raise UsageError(_REFUSED) from error
        raise DiscordUnreachable(
            f"Discord closed the connection for good (code {error.code})"
        ) from error
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        raise DiscordUnreachable(
            f"Discord cannot be reached at {Route.BASE} ({_brief(error)}); check the network and "
            "DISCORD_API_URL, and start the bot again"
        ) from error
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


_REFUSED = (
    "Discord does not accept the token in DISCORD_TOKEN; copy it again from the developer portal "
    "(your application, Bot, Reset Token)"
)


def _brief(error: Exception) -> str:
    return " ".join((str(error) or type(error).__name__).split())[:200]
