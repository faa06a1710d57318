from pathlib import Path
from types import SimpleNamespace

import aiohttp
import discord
import pytest

from bot.discord import sending
from bot.discord.sending import MessageErrors, note, patiently, reply, send_error
from bot.discord.under_way import UnderWay
from bot.discord.views.answers import note_view
from parts import said

pytestmark = pytest.mark.simcord(approved_intents=discord.Intents.all(), check_errors=False)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(sending, "RETRY_SECONDS", (0, 0))


def http(status, code=0, kind=discord.HTTPException):
    return kind(SimpleNamespace(status=status, reason="no"), {"code": code, "message": "words"})


class Stumbling:
    def __init__(self, *errors):
        self.errors = list(errors)
        self.calls = 0

    async def __call__(self):
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "sent"


@pytest.mark.parametrize(
    "error",
    [
        aiohttp.ServerDisconnectedError(),
        ConnectionResetError(),
        http(503, 0, discord.DiscordServerError),
    ],
    ids=type,
)
async def test_what_a_broken_connection_lost_is_sent_again(error):
    send = Stumbling(error, error)
    assert await patiently(send) == "sent"
    assert send.calls == 3
    with pytest.raises(type(error)):
        await patiently(Stumbling(error, error, error))


@pytest.mark.parametrize(
    "error", [http(400), http(502, 0, discord.DiscordServerError), ValueError()], ids=type
)
async def test_nothing_else_is_sent_again(error):
    send = Stumbling(error)
    with pytest.raises(type(error)):
        await patiently(send)
    assert send.calls == 1


class Commands:
    """A bot whose commands are the tests' own."""

    def __init__(self):
        self.client = discord.Client(
            intents=discord.Intents(guilds=True, guild_messages=True, message_content=True),
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.client.tree = discord.app_commands.CommandTree(self.client)
        self.client.state = SimpleNamespace(under_way=UnderWay(Path("is not there/under_way")))
        self.act = None

        @self.client.tree.command(description="Act")
        async def act(interaction: discord.Interaction):
            await self.act(interaction)

        @self.client.event
        async def setup_hook():
            await self.client.tree.sync()


@pytest.fixture
def commands():
    return Commands()


@pytest.fixture
def simcord_bot(commands):
    return commands.client


@pytest.fixture
def world(simcord_env, commands):
    guild = simcord_env.create_guild()
    return SimpleNamespace(
        env=simcord_env,
        commands=commands,
        guild=guild,
        alice=guild.add_member(simcord_env.create_user("alice")),
        channel=guild.create_text_channel("general"),
    )


async def test_a_note_is_for_the_person_alone_where_nothing_was_said_yet(world):
    world.commands.act = lambda interaction: note(interaction, "Calm.")
    result = await world.alice.slash(world.channel, "act")
    assert (said(result.response), result.response.ephemeral) == ("Calm.", True)


async def test_a_note_takes_the_place_of_an_answer_that_was_promised(world):
    async def act(interaction):
        await sending.defer(interaction, private=False)
        await note(interaction, "Calm.")

    world.commands.act = act
    result = await world.alice.slash(world.channel, "act")
    assert said(result.response) == "Calm."
    assert result.followups == []


async def test_a_note_after_an_answer_stands_below_it(world):
    async def act(interaction):
        await interaction.response.send_message("Answer.")
        await note(interaction, "Calm.")

    world.commands.act = act
    result = await world.alice.slash(world.channel, "act")
    assert said(result.response) == "Answer."
    assert [(said(each), each.ephemeral) for each in result.followups] == [("Calm.", True)]


async def test_a_layout_that_is_refused_is_answered_in_plain_text(world, caplog):
    async def act(interaction):
        await sending.defer(interaction, private=True)
        await sending.respond(interaction, note_view("layout"), "plain")

    world.commands.act = act
    world.env.inject_error("PATCH", "/webhooks/*", status=400, code=50035)
    result = await world.alice.slash(world.channel, "act")
    assert result.response.content == "plain"
    assert caplog.records[-1].levelname == "ERROR"


async def test_who_cannot_be_told_is_not_and_nothing_is_raised(world, caplog):
    async def act(interaction):
        await send_error(interaction, ValueError("inner"))

    world.commands.act = act
    world.env.inject_error("POST", "*/callback", status=404, code=10062, times=None)
    await world.alice.slash(world.channel, "act")
    first, second = [r.message for r in caplog.records if r.name == "bot.discord.errors"]
    assert first.endswith("(while answering /act)")
    assert second.endswith("(while saying what went wrong with /act)")


async def test_a_reply_is_one_even_when_its_confirmation_was_lost(world, monkeypatch):
    message = await world.alice.send(world.channel, "Who?")
    sent = []

    async def send(**options):
        sent.append(options)
        if len(sent) == 1:
            raise aiohttp.ServerDisconnectedError

    monkeypatch.setattr(type(message.channel), "send", lambda self, **options: send(**options))
    await reply(message, note_view("Calm."), "Calm.")
    assert [each["nonce"] for each in sent] == [message.id] * 2


async def test_a_channel_that_is_gone_is_logged_and_nothing_is_raised(world, caplog):
    message = await world.alice.send(world.channel, "Who?")
    error = http(404, 10003, discord.NotFound)
    await MessageErrors().send(message, error)
    assert caplog.messages == [
        "nobody left to answer: the channel is gone (while answering a message)"
    ]


async def test_who_takes_no_direct_messages_hears_nothing(world, caplog):
    message = await world.alice.send(world.channel, "Who?")
    world.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)
    errors = MessageErrors()
    for _ in range(2):
        await errors.send(message, http(403, 50013, discord.Forbidden))
    assert len(caplog.records) == 1


async def test_only_so_many_places_are_remembered(world, caplog):
    errors = MessageErrors(max_places=1)
    other = world.guild.create_text_channel("other")
    messages = [await world.alice.send(c, "Who?") for c in (world.channel, other, world.channel)]
    for message in messages:
        await errors.send(message, http(403, 50013, discord.Forbidden))
    assert len(caplog.records) == 3
