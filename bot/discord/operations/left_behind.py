"""Ends the "thinking…" of answers that the bot was killed at, when it starts again.

Owns how Discord is told; which answers those are is kept in `under_way`.
"""

import asyncio
import logging
from collections.abc import Sequence

import aiohttp
import discord
from discord.http import Route

from bot.discord import texts
from bot.discord.client import DatelineClient
from bot.discord.under_way import Unfinished

log = logging.getLogger(__name__)


async def end_left_behind(client: DatelineClient, left: Sequence[Unfinished]) -> None:
    """Say under each answer left behind that it will not come; the client has logged in.

    What Discord does not take is left as it is, and not tried again.
    """
    if left:
        log.info("ending %d answers that were under way when the bot ended", len(left))
    await asyncio.gather(*(_end(client, one) for one in left))


async def _end(client: DatelineClient, one: Unfinished) -> None:
    route = Route(
        "PATCH",
        "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
        webhook_id=client.application_id,
        webhook_token=one.token,
    )
    try:
        await client.http.request(route, json={"content": texts.CUT_SHORT})
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        log.info("an answer that was under way cannot be ended: %s", type(error).__name__)
    finally:
        client.state.under_way.end(one.interaction_id)
