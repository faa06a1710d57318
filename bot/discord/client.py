"""The bot as discord.py runs it: what it asks of Discord, its connections, and how it stops.

Owns start-up, the order of stopping, and the parts that features use. Knows no feature: `app` adds
them.
"""

import asyncio
import hashlib
import json
import logging
import sys
from collections.abc import Callable
from typing import Any

import discord
import yarl
from discord import app_commands

from bot.discord.ask.queue import QuestionQueue
from bot.discord.ask.sent import SentAnswers
from bot.discord.errors import log_error
from bot.discord.memberships import Memberships
from bot.discord.operations.metrics import Metrics
from bot.discord.state import BotState
from bot.library import Library
from bot.settings import Settings

log = logging.getLogger(__name__)

# discord.py's names for the tasks in which people are answered.
_TASKS_OF_PEOPLE = (
    "discord.py: on_message",
    "discord.py: on_interaction",
    "CommandTree",
    "discord-ui",
)
# Discord asks for longer only where a bot misbehaves; the person has gone by then.
MAX_RATELIMIT_SECONDS = 60.0


class DatelineClient(discord.AutoShardedClient):
    """One bot, sharded as Discord asks for."""

    def __init__(
        self,
        *,
        settings: Settings,
        library_of: Callable[[], Library],
        queue: QuestionQueue,
        state: BotState,
        metrics: Metrics,
        sync_at_start: bool = True,
        **options: Any,
    ) -> None:
        """`library_of` is called in a thread, and may raise; `options` are discord.py's."""
        super().__init__(
            intents=wanted_intents(listen=settings.listen),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=MAX_RATELIMIT_SECONDS,
            **options,
        )
        self.settings = settings
        self.library_of = library_of
        self.queue = queue
        self.state = state
        self.metrics = metrics
        self.memberships = Memberships(self, state)
        self.started_at = discord.utils.utcnow()
        self.tree = app_commands.CommandTree(self)
        self.sent = SentAnswers()
        self._sync_at_start = sync_at_start
        self._lost: set[int] = set()  # shards without a connection

    @property
    def connected(self) -> bool:
        """Whether every shard is connected and the bot knows its servers."""
        return self.is_ready() and not self._lost

    # -- start and end ---------------------------------------------------------------------------

    async def setup_hook(self) -> None:
        """Register commands that Discord does not know yet; runs once, before the gateway."""
        if self._sync_at_start and self.state.synced_commands() != self.commands_hash():
            try:
                await self.sync_commands()
            except (discord.DiscordException, OSError) as error:
                # Those that Discord knows from before go on working.
                log.error("commands were not registered, run `dateline bot --sync`: %s", error)

    async def sync_commands(self) -> int:
        """Register all commands with Discord and return how many there are."""
        registered = await self.tree.sync()
        self.state.note_synced(self.commands_hash())
        log.info("registered %d commands", len(registered))
        return len(registered)

    def commands_hash(self) -> str:
        """Return what changes when a command changes, or the application they belong to."""
        commands = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        commands.sort(key=lambda command: (command.get("type", 1), command["name"]))
        written = json.dumps([self.application_id, commands], sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()

    async def launch_shard(
        self, gateway: yarl.URL, shard_id: int, *, initial: bool = False
    ) -> None:
        """Connect a shard, by way of the gateway that is set."""
        if self.settings.discord_gateway_url:
            gateway = yarl.URL(self.settings.discord_gateway_url)
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def stop(self, timeout_seconds: float) -> None:
        """Take no more questions, finish those under way, and leave."""
        self.queue.stop_taking()
        under_way = {
            task for task in asyncio.all_tasks() if task.get_name().startswith(_TASKS_OF_PEOPLE)
        } - {asyncio.current_task()}
        if under_way:
            _, left = await asyncio.wait(under_way, timeout=timeout_seconds)
            if left:
                log.warning("stopped with %d questions under way", len(left))
        await self.queue.close(0)
        await self.close()

    # -- events ----------------------------------------------------------------------------------

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what no other place has caught."""
        if (error := sys.exc_info()[1]) is not None:
            log_error(error, f"handling {event_method}")

    async def on_ready(self) -> None:
        """Say that the bot is there, and note in which servers."""
        log.info("ready as %s in %d servers", self.user, len(self.guilds))
        self._note_servers()

    def note_joined(self, guild: discord.Guild) -> None:
        """Note that the bot came to a server, perhaps again."""
        log.info("joined server %d", guild.id)
        self._note_servers()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that the bot left a server: what is kept of it goes after a while."""
        log.info("left server %d", guild.id)
        self._note_servers()

    def _note_servers(self) -> None:
        self.state.note_servers({guild.id for guild in self.guilds})

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Log a lost connection once, however often it is tried again."""
        # One that never stood is not lost; why it does not stand is said elsewhere.
        if shard_id not in self._lost and self.is_ready() and not self.is_closed():
            self._lost.add(shard_id)
            log.warning("shard %d lost its connection to Discord, connecting again", shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Log that a connection goes on where it was."""
        self._lost.discard(shard_id)
        log.info("shard %d is connected again, nothing was missed", shard_id)

    async def on_shard_ready(self, shard_id: int) -> None:
        """Log that a new connection took the place of a lost one."""
        if shard_id in self._lost:
            self._lost.discard(shard_id)
            log.warning(
                "shard %d is connected again with a new session: what was asked in between, "
                "Discord has not told",
                shard_id,
            )


Interaction = discord.Interaction[DatelineClient]


def wanted_intents(*, listen: bool) -> discord.Intents:
    """Return what the bot asks Discord to tell it; privileged only what listening needs."""
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = True
    intents.message_content = listen
    return intents
