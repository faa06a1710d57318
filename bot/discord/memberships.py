"""Which servers a person shares with the bot.

Discord is asked for it, server by server, where libraries are given to servers; nothing of it is
kept but for some minutes in memory.
"""

import asyncio
import logging
import time

import aiohttp
import discord

from bot.discord.requesters import Grant, granted_in
from bot.discord.state import BotState

log = logging.getLogger(__name__)

# How long it is believed that a person is in a server, or is not.
BELIEVED_SECONDS = 300.0
# A command has to be taken within three seconds.
WAITS_SECONDS = 1.5
MOST_SERVERS = 50  # that are asked about for one person
MOST_PEOPLE = 10_000


class Memberships:
    """Which of the servers that were given libraries a person is in. Used from the event loop."""

    def __init__(self, client: discord.Client, state: BotState) -> None:
        self._client = client
        self._state = state
        self._known: dict[tuple[int, int], tuple[bool, float]] = {}

    async def shared(self, person_id: int) -> tuple[Grant, ...]:
        """Return what the servers see, each as a whole, that a person shares with the bot.

        What Discord does not tell in time counts as not shared.
        """
        given = {
            guild.id: granted_in(settings, guild.id)
            for guild in self._client.guilds
            if (settings := self._state.server(guild.id)).allowed
        }
        asked = [self._is_in(guild_id, person_id) for guild_id in [*given][:MOST_SERVERS]]
        found = await asyncio.gather(*asked)
        return tuple(grant for grant, shared in zip(given.values(), found, strict=False) if shared)

    async def _is_in(self, guild_id: int, person_id: int) -> bool:
        known, until = self._known.get((guild_id, person_id), (False, 0.0))
        if time.monotonic() < until:
            return known
        try:
            async with asyncio.timeout(WAITS_SECONDS):
                await self._client.http.get_member(guild_id, person_id)
        except discord.NotFound:
            shared = False
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.info("Discord does not say whether somebody is in server %d: %r", guild_id, error)
            return False
        else:
            shared = True
        if len(self._known) >= MOST_PEOPLE:
            self._known.clear()
        self._known[guild_id, person_id] = shared, time.monotonic() + BELIEVED_SECONDS
        return shared

    def forget(self, person_id: int) -> None:
        """Forget where a person is."""
        self._known = {key: value for key, value in self._known.items() if key[1] != person_id}
