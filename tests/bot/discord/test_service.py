import asyncio
import logging
import os
import signal
from dataclasses import replace
from types import SimpleNamespace

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.cli import main
from bot.discord import service
from bot.discord.service import DiscordUnreachable, OpenLibrary
from bot.settings import Settings
from index.errors import ModelError, SettingsError, StoreMissing, UsageError

TOKEN = "abc.def"


def closed(code):
    return discord.ConnectionClosed(SimpleNamespace(close_code=code), shard_id=0, code=code)


@pytest.fixture
def settings(parts):
    return replace(parts.settings, discord_token=TOKEN)


@pytest.fixture
def started(monkeypatch, parts):
    """Let the bot's connection be the test's own; return the clients that were started."""
    clients = []

    async def start(self, token):
        assert token == TOKEN
        clients.append(self)
        await self.connecting()

    monkeypatch.setattr(service.DatelineClient, "start", start)
    monkeypatch.setattr(service.Library, "open", lambda _: Shared(parts.library))
    return clients


class Shared:
    """A library that outlives who opened it."""

    def __init__(self, library):
        self._library = library

    def close(self):
        pass

    def __getattr__(self, name):
        return getattr(self._library, name)


def connecting(monkeypatch, act):
    monkeypatch.setattr(service.DatelineClient, "connecting", act, raising=False)


@pytest.mark.parametrize("life", [service.run, service.check, service.sync])
def test_without_a_token_one_line_says_where_to_get_it(life):
    with pytest.raises(SettingsError, match=r"^DISCORD_TOKEN is not set; copy the token from"):
        life(Settings())


@pytest.mark.parametrize("arguments", [[], ["--check"], ["--sync"]])
def test_the_command_ends_with_code_2_without_a_token(arguments, capsys):
    assert main(["bot", *arguments]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.startswith("dateline: error: DISCORD_TOKEN is not set; ")
    assert len(written.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (discord.LoginFailure("x"), UsageError, "Discord does not accept the token in"),
        (closed(4004), UsageError, "Discord does not accept the token in DISCORD_TOKEN"),
        (
            discord.PrivilegedIntentsRequired(0),
            UsageError,
            "Discord does not grant the Message Content intent, which DATELINE_LISTEN=1 needs",
        ),
        (closed(4013), DiscordUnreachable, "closed the connection for good (code 4013)"),
        (ConnectionRefusedError("refused"), DiscordUnreachable, "https://discord.com/api/v10 ("),
        (discord.GatewayNotFound(), DiscordUnreachable, "start the bot again"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_what_ends_the_bot_is_one_plain_sentence(
    settings, started, monkeypatch, error, kind, words
):
    async def fail(self):
        raise error

    connecting(monkeypatch, fail)
    with pytest.raises(kind) as caught:
        service.run(settings)
    assert words in str(caught.value)
    assert TOKEN not in str(caught.value)
    assert caught.value.exit_code == (2 if kind is UsageError else 3)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_bot_after_what_is_under_way(settings, started, monkeypatch, number):
    ended = []

    async def serve(self):
        async def question():
            await asyncio.sleep(0.2)
            ended.append("answered")

        self.keeper = asyncio.create_task(question(), name="discord.py: on_message")
        os.kill(os.getpid(), number)
        await asyncio.sleep(30)

    connecting(monkeypatch, serve)
    service.run(settings)
    assert ended == ["answered"]
    (client,) = started
    assert client.is_closed()


def test_the_addresses_that_are_set_hold_for_this_run_alone(settings, started, monkeypatch):
    before, seen = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY), []

    async def look(self):
        seen.extend([Route.BASE, str(DiscordWebSocket.DEFAULT_GATEWAY)])

    connecting(monkeypatch, look)
    proxied = replace(
        settings,
        discord_api_url="http://127.0.0.1:1/api/v10",
        discord_gateway_url="ws://127.0.0.1:2",
    )
    service.run(proxied)
    assert seen == ["http://127.0.0.1:1/api/v10", "ws://127.0.0.1:2"]
    assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)


async def test_the_gateway_that_discord_names_gives_way_to_the_one_that_is_set(parts, monkeypatch):
    taken = []

    async def launch(self, gateway, shard_id, *, initial=False):
        taken.append(str(gateway))

    monkeypatch.setattr(discord.AutoShardedClient, "launch_shard", launch)
    proxied = replace(parts.settings, discord_gateway_url="ws://127.0.0.1:2")
    for client in (parts.client(), parts.client(settings=proxied)):
        await client.launch_shard("wss://gateway.discord.gg", 0, initial=True)
    assert taken == ["wss://gateway.discord.gg", "ws://127.0.0.1:2"]


def test_a_library_that_cannot_open_does_not_keep_the_bot_from_running(
    settings, started, monkeypatch, caplog
):
    def missing(_):
        raise StoreMissing("there is no index; run: dateline index")

    async def look(self):
        seen.append(self.is_closed())

    seen = []
    monkeypatch.setattr(service.Library, "open", missing)
    connecting(monkeypatch, look)
    with caplog.at_level(logging.WARNING):
        records = []
        monkeypatch.setattr(service.log, "error", lambda *words: records.append(words))
        service.run(settings)
    assert seen == [False]
    assert [str(words[1]) for words in records] == ["there is no index; run: dateline index"]


def test_the_library_opens_once_and_again_where_that_failed(monkeypatch):
    opened, faults, warmed, damaged = [], [StoreMissing("x")], [], [ModelError("x")]

    class Opened:
        def __init__(self, _):
            if faults:
                raise faults.pop()
            opened.append(self)

        def warm(self):
            if damaged:
                raise damaged.pop()
            warmed.append(self)

        def close(self):
            opened.remove(self)

    monkeypatch.setattr(service.Library, "open", Opened)
    library_of = OpenLibrary(Settings())
    with pytest.raises(StoreMissing):
        library_of()
    with pytest.raises(ModelError):
        library_of()
    assert opened == []
    assert library_of() is library_of()
    assert opened == warmed
    assert len(opened) == 1
    library_of.close()
    assert opened == []
    library_of.close()


def test_the_log_of_discord_py_is_left_as_it_was(settings, started, monkeypatch):
    library = logging.getLogger("discord")
    before, seen = library.level, []

    async def look(self):
        seen.append(library.level)

    connecting(monkeypatch, look)
    service.run(settings)
    assert seen == [logging.WARNING]
    assert library.level == before
