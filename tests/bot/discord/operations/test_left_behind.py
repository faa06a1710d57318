"""What a killed bot left behind is ended by the next one: processes of their own, real sockets."""

import asyncio
import os

import pytest

from bot_process import BotProcess, make_library
from discord_server import DiscordServer
from discord_server.routes_interactions import EDIT_ORIGINAL

pytestmark = pytest.mark.socket

QUESTION = "Who invited Sadr to Tehran?"
WORDS = "Iran’s Supreme Leader Ali Khamenei invited him to Tehran"
ENDED = "The bot was restarted before it had answered. Ask again."


@pytest.fixture
def folder(exported_models, tmp_path):
    return make_library(tmp_path, exported_models)


async def killed_mid_answer(server, bot, person):
    """Ask, and kill the bot between Discord's "unavailable" and its next try."""
    server.fail(EDIT_ORIGINAL, 503)
    before = len(server.requests_to(EDIT_ORIGINAL))
    interaction = await person.slash(server.general, "ask", question=QUESTION)
    await server.wait_request(EDIT_ORIGINAL, before + 1)
    bot.process.kill()
    await bot.wait()
    assert interaction.original.loading
    return interaction


async def emptied(folder):
    """Wait for a folder to be empty: a person sees an answer before its sender hears so."""
    for _ in range(100):
        if os.listdir(folder) == []:
            return True
        await asyncio.sleep(0.05)
    return False


async def test_thinking_is_ended_at_the_next_start_where_discord_still_takes_it(folder):
    kept = folder / ".dateline" / "under_way"
    async with DiscordServer() as server:
        ann, bob = server.member("ann"), server.member("bob")
        async with BotProcess(server, folder) as bot:
            answered = await (
                await bob.slash(server.general, "ask", question=QUESTION)
            ).wait_message()
            assert WORDS in answered.text
            assert await emptied(kept)
            left = await killed_mid_answer(server, bot, ann)
            assert os.listdir(kept) == [str(left.id)]
        async with BotProcess(server, folder) as bot:
            assert (await left.wait_message()).text == ENDED
            assert not left.original.loading
            assert await emptied(kept)
            assert WORDS in answered.text
            assert left.token not in bot.log
            killed = await killed_mid_answer(server, bot, server.member("carl"))
            killed.expire()
        async with BotProcess(server, folder) as bot:
            again = await (await bob.slash(server.general, "ask", question=QUESTION)).wait_message()
            assert WORDS in again.text
            assert await emptied(kept)
            assert killed.original.loading
            assert "cannot be ended" in bot.log
            assert killed.token not in bot.log
        assert server.unknown_requests == []
