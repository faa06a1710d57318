"""Who reads it when the bot comes to a server, over real sockets."""

import asyncio

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.library import Library
from discord_server import DiscordServer, Permission
from discord_server.routes_channels import SEND
from discord_server.world import TEXT

pytestmark = pytest.mark.socket

SAYS = "Hello. I answer from a library of documents"
TITLE = "How pizza dough rests"


@pytest.fixture
async def server(parts, monkeypatch):
    """A Discord with the bot in one server, and another one without it."""
    async with DiscordServer() as server:
        monkeypatch.setattr(Route, "BASE", server.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(server.gateway_url))
        server.new = server.world.add_guild("New", has_bot=False)
        server.lobby = server.world.add_channel(TEXT, "lobby", server.new)
        server.news = server.world.add_channel(TEXT, "news", server.new)
        server.new.system_channel = server.news.id
        server.adder = server.member("adam", guild=server.new)
        client = parts.client()
        running = asyncio.create_task(client.start(server.token))
        await server.wait_ready()
        await client.wait_until_ready()
        yield server
        await client.stop(5)
        await running
        assert server.unknown_requests == []


async def greeting(server, place):
    """The one message of the bot anywhere, which is in `place`."""
    await server.world.until(lambda: server.bot_messages(place), "the greeting")
    everywhere = [m for c in server.world.channels.values() for m in server.bot_messages(c)]
    assert everywhere == server.bot_messages(place)
    (message,) = everywhere
    assert message.text.startswith(SAYS)
    return message.text


def may_see_the_audit_log(server):
    server.new.roles[server.new.id].permissions |= Permission.VIEW_AUDIT_LOG


async def test_a_server_is_greeted_once_in_its_channel_for_news(server):
    server.invite(server.new, by=server.adder)
    assert "/setup check" in await greeting(server, server.news)
    server.drop()
    await server.wait_ready()
    question = await server.adder.dm("hello")
    await server.adder.wait_reply(question)
    assert len(server.bot_messages(server.news)) == 1


async def test_it_is_noted_that_the_bot_is_in_a_server_again(server, parts):
    parts.state.change_server(server.new.id, cooldown_seconds=0)
    parts.state.note_servers({server.guild.id})
    server.invite(server.new)
    await greeting(server, server.news)
    left = "SELECT left_at FROM servers WHERE guild_id = ?"
    assert parts.state._file.one(left, (server.new.id,)) == (None,)


async def test_without_a_channel_for_news_whoever_added_it_is_told(server):
    server.new.system_channel = None
    may_see_the_audit_log(server)
    server.invite(server.new, by=server.adder)
    await greeting(server, server.dm(server.adder))


async def test_where_nobody_says_who_added_it_the_first_channel_is_told(server):
    server.new.system_channel = None
    server.invite(server.new, by=server.adder)
    await greeting(server, server.lobby)


async def test_a_channel_that_takes_no_message_is_passed_over(server, parts):
    for channel in (server.news, server.lobby):
        channel.deny(server.world.bot.id, Permission.SEND_MESSAGES)
    hall = server.world.add_channel(TEXT, "hall", server.new)
    server.invite(server.new, by=server.adder)
    await greeting(server, hall)


async def test_where_no_channel_takes_a_message_the_owner_is_told(server):
    for channel in (server.news, server.lobby):
        channel.deny(server.world.bot.id, Permission.VIEW_CHANNEL)
    server.invite(server.new)
    await greeting(server, server.world.dm(server.world.owner.id))


async def test_a_greeting_that_discord_refuses_goes_elsewhere(server):
    server.fail(SEND, 403, code=50013)
    server.invite(server.new)
    await greeting(server, server.lobby)


async def test_a_greeting_that_no_place_takes_is_logged(server, caplog):
    server.fail(SEND, 403, times=3, code=50007)
    server.invite(server.new)
    await server.wait_request(SEND, 3)
    for _ in range(200):
        if "is greeted nowhere" in caplog.text:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(caplog.text)


async def test_the_example_is_a_title_of_the_library_that_is_answered(server, parts):
    shelf = parts.shelf
    shelf.add("rests.txt", "Pizza dough rests for a day.", published="2022-03", title=TITLE)
    shelf.index()
    parts.library = Library(parts.settings, shelf.open(), shelf.model.questions())
    server.invite(server.new)
    text = await greeting(server, server.news)
    assert f"with their dates: /ask. For example: /ask question: {TITLE}\n" in text
