import asyncio

import aiohttp
import discord
import pytest
from discord.gateway import DiscordWebSocket

from discord_server import DiscordServer, NotShown, Permission
from discord_server.errors import ApiError
from discord_server.limits import check_components
from discord_server.routes_application import SYNC
from discord_server.routes_channels import SEND
from discord_server.routes_interactions import CALLBACK, DEFER, FOLLOWUP
from small_client import Running

pytestmark = pytest.mark.socket

RESUME, IDENTIFY = 6, 2


@pytest.fixture
async def server():
    async with DiscordServer() as made:
        yield made
        assert made.unknown_requests == []


@pytest.fixture
async def client(server, monkeypatch):
    async with Running(server, monkeypatch) as made:
        yield made


# --- sizes ---


@pytest.mark.parametrize(
    "options",
    [[], [("a", "1")] * 26, [("a", "1"), ("b", "1")], [("a" * 101, "1")], [("a", "1" * 101)]],
)
def test_a_menu_that_discord_would_refuse_is_refused(options):
    made = [{"label": label, "value": value} for label, value in options]
    with pytest.raises(ApiError) as error:
        check_components([{"type": 1, "components": [{"type": 3, "options": made}]}])
    assert error.value.code == 50035


# --- login ---


async def test_a_client_logs_in_and_registers_its_commands(server, client):
    assert client.user.name == "dateline"
    assert [channel.name for channel in client.get_guild(server.guild.id).channels] == ["general"]
    assert client.get_guild(server.guild.id).me.guild_permissions.send_messages
    names = [command["name"] for command in server.world.commands.values()]
    assert names == ["say", "page", "list", "look", "settings", "Read"]
    assert len(server.requests_to(SYNC)) == 1


async def test_a_bad_token_is_refused_with_401(server, monkeypatch):
    running = Running(server, monkeypatch)
    server.token = "another"
    with pytest.raises(discord.LoginFailure, match="Improper token has been passed"):
        await running.__aenter__()
    await running.client.close()


async def test_the_gateway_refuses_a_privileged_intent_that_is_not_granted(server, monkeypatch):
    running = Running(server, monkeypatch, listen=True)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await running.__aenter__()
    await running.client.close()


async def test_two_shards_each_get_their_guilds(monkeypatch):
    async with DiscordServer(shards=2) as server, Running(server, monkeypatch) as client:
        guild = client.get_guild(server.guild.id)
        assert guild.shard_id == (server.guild.id >> 22) % 2
        ann = server.member("ann")
        answer = await ann.slash(server.general, "say", text="hello")
        assert (await answer.wait_message()).text == "hello"
        assert (await ann.wait_reply(await ann.dm("hi"))).text == "heard 1"


# --- messages ---


async def test_words_reach_the_bot_only_where_discord_delivers_them(server, client):
    ann = server.member("ann")
    await ann.say(server.general, "not for the bot")
    mention = await ann.say(server.general, "for you", mention_bot=True)
    answer = await ann.wait_reply(mention)
    silent = await ann.say(server.general, "silent reply", reply_to=answer, ping=False)
    pinging = await ann.say(server.general, "pinging reply", reply_to=answer)
    await ann.wait_reply(pinging)
    await ann.wait_reply(await ann.dm("in private"))
    bot = server.world.bot.id
    assert client.heard == ["", f"<@{bot}> for you", "", "pinging reply", "in private"]
    assert ann.replies(silent) == []
    assert answer.reference == mention.id
    assert server.requests_to(SEND)[0].json["message_reference"]["message_id"] == mention.id


async def test_all_words_reach_a_bot_with_the_message_content_intent(server, monkeypatch):
    server.world.message_content = True
    async with Running(server, monkeypatch, listen=True) as client:
        ann = server.member("ann")
        thread = await ann.start_thread(server.general, "On dates", "first")
        await ann.wait_reply(await ann.say(thread, "second"))
        assert client.heard == ["first", "second"]
        assert client.get_channel(thread.id).me.id == client.user.id
        assert client.get_channel(thread.id).parent.name == "general"


async def test_what_a_message_pings_follows_its_allowed_mentions(server, client):
    ann = server.member("ann")
    await ann.wait_reply(await ann.say(server.general, "x", mention_bot=True))
    assert server.bot_messages(server.general)[0].pinged == []
    channel = client.get_channel(server.general.id)
    await channel.send(f"<@{ann.id}> @everyone", allowed_mentions=None)
    await channel.send(f"<@{ann.id}>", allowed_mentions=discord.AllowedMentions.none())
    reply = client.get_partial_messageable(server.general.id).get_partial_message(
        min(server.general.messages)
    )
    await reply.reply("pinging")
    async with channel.typing():  # answered with 204
        pass
    assert [message.pinged for message in server.bot_messages(server.general)[1:]] == [
        ["ann"],
        [],
        ["ann"],
    ]


async def test_missing_permissions_and_messages_are_named_by_their_codes(server, client):
    channel = client.get_channel(server.general.id)
    with pytest.raises(discord.NotFound) as unknown:
        await channel.fetch_message(1)
    message = await server.member("ann").say(server.general, "x")
    await server.member("ann").delete(message)
    with pytest.raises(discord.HTTPException) as deleted:
        await channel.get_partial_message(message.id).reply("x")
    server.deny_bot(server.general, Permission.READ_MESSAGE_HISTORY)
    with pytest.raises(discord.HTTPException) as reply:
        await channel.get_partial_message(message.id).reply("x")
    server.deny_bot(server.general, Permission.SEND_MESSAGES)
    with pytest.raises(discord.Forbidden) as send:
        await channel.send("x")
    server.deny_bot(server.general, Permission.VIEW_CHANNEL)
    with pytest.raises(discord.Forbidden) as view:
        await channel.send("x")
    errors = [unknown, deleted, reply, send, view]
    assert [one.value.code for one in errors] == [10008, 50035, 160002, 50013, 50001]


async def test_what_is_too_long_is_refused(server, client):
    channel = client.get_channel(server.general.id)
    with pytest.raises(discord.HTTPException, match="Must be 2000 or fewer in length"):
        await channel.send("x" * 2001)
    view = discord.ui.LayoutView().add_item(discord.ui.TextDisplay("x" * 4001))
    with pytest.raises(discord.HTTPException, match="4000 or fewer"):
        await channel.send(view=view)


# --- interactions ---


async def test_a_deferred_answer_fills_the_placeholder(server, client):
    ann = server.member("ann")
    interaction = await ann.slash(server.general, "say", text="@everyone", private=True)
    assert await interaction.wait_acknowledged() == DEFER
    message = await interaction.wait_message()
    assert (message.text, message.ephemeral, message.pinged) == ("@everyone", True, [])
    assert interaction.answers == [message]
    assert server.bot_messages(server.general) == []


async def test_commands_work_where_the_app_is_installed(server, client):
    ann, bob = server.member("ann"), server.member("bob")
    elsewhere = server.world.add_guild("Elsewhere", has_bot=False)
    there = server.channel("there", guild=elsewhere)
    server.member("ann", guild=elsewhere)
    for place in (None, there, server.private_channel(ann, bob)):
        assert (await (await ann.slash(place, "say", text="hi")).wait_message()).text == "hi"
    with pytest.raises(NotShown, match="not in the server"):
        await ann.slash(there, "page")


async def test_buttons_forms_files_autocomplete_and_menus(server, client):
    ann, admin = server.member("ann"), server.admin()
    page = await (await ann.slash(server.general, "page")).wait_message()
    assert (page.text, page.labels) == ("number 0", ["Again", "Ask on"])
    assert await (await ann.click(page, "Again")).wait_message() is page
    assert (page.text, page.edits) == ("number 1", 1)
    form = await (await ann.click(page, "Ask on")).wait_modal()
    answer = await (await ann.submit(form, "when?")).wait_message()
    assert (answer.text, answer.seen_by) == ("form: when?", ann.id)
    choices = await ann.autocomplete(server.general, "look", title="Sol")
    assert choices == [{"name": f"Sol {n}", "value": str(n)} for n in range(3)]
    with pytest.raises(NotShown, match="needs permissions 32"):
        await ann.slash(server.general, "list")
    listed = await (await admin.slash(server.general, "list")).wait_message()
    assert listed.file_bytes == {"list.txt": "ä\n".encode()}
    where = await admin.slash(server.general, "settings channel", where=server.general)
    assert (await where.wait_message()).text == "in general"
    said = await ann.say(server.general, "not for the bot")
    assert (await (await ann.context_menu(said, "Read")).wait_message()).text == said.content


async def test_a_late_interaction_is_unknown(server, client):
    interaction = await server.member("ann").slash(server.general, "say", text="x", late=True)
    (callback,) = await server.wait_request(CALLBACK)
    assert callback.status == 404
    assert interaction.failed
    assert interaction.answers == []


# --- faults ---


async def test_429_502_and_a_global_limit_are_waited_out(server, client):
    channel = client.get_channel(server.general.id)
    server.fail(SEND, 429, retry_after=0.1)
    await channel.send("after a 429")
    server.fail("*", 429, retry_after=0.1, is_global=True)
    await channel.send("after a global 429")
    server.fail(SEND, 502)
    await channel.send("after a 502")
    assert [one.status for one in server.requests_to(SEND)] == [429, 200, 429, 200, 502, 200]
    assert len(server.bot_messages(server.general)) == 3


async def test_a_client_that_heeds_the_headers_gets_no_429(server, client):
    server.limit(SEND, 2, 0.3)
    channel = client.get_channel(server.general.id)
    await asyncio.gather(*(channel.send(str(n)) for n in range(6)))
    assert [one.status for one in server.requests_to(SEND)] == [200] * 6
    times = [one.time for one in server.requests_to(SEND)]
    assert times[-1] - times[0] > 0.5


async def test_a_cut_request_reaches_the_caller(server, client):
    server.fail(SEND, 0)
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.get_channel(server.general.id).send("cut")
    assert server.bot_messages(server.general) == []


async def test_what_was_done_before_a_502_is_not_done_twice_where_a_nonce_tells(server, client):
    server.fail(SEND, 502, applied=True)
    await client.get_channel(server.general.id).send("once")
    server.fail(FOLLOWUP, 502, applied=True)
    interaction = await server.member("ann").slash(server.general, "say", text="twice")
    await server.wait_request(FOLLOWUP, 2)
    assert [one.status for one in server.requests_to(SEND)] == [502, 200]
    assert [one.text for one in server.bot_messages(server.general)] == ["once", "twice", "twice"]
    assert len(interaction.answers) == 2  # a follow-up bears no nonce: editing would be safe


@pytest.mark.parametrize("cut", ["drop", "close", "op 7", "op 9, resumable"])
async def test_a_lost_connection_is_resumed_and_hears_what_it_missed(server, client, cut):
    if cut == "drop":
        server.drop()
    elif cut == "close":
        await server.close_gateway(4000)
    elif cut == "op 7":
        server.reconnect_op7()
    else:
        server.invalidate(resumable=True)
    ann = server.member("ann")
    missed = await ann.dm("while away")
    assert (await ann.wait_reply(missed)).text == "heard 1"
    await server.wait_sent(RESUME, 1)
    assert (server.sent(IDENTIFY), client.events) == (1, ["ready", "resumed"])


async def test_an_invalid_session_is_begun_anew(server, client):
    server.invalidate(resumable=False)
    await server.wait_sent(IDENTIFY, 2)
    await server.wait_ready()
    ann = server.member("ann")
    assert (await ann.wait_reply(await ann.dm("back"))).text == "heard 1"
    assert server.sent(RESUME) == 0


async def test_a_session_of_before_an_outage_cannot_be_resumed(server, client):
    server.forget_sessions()
    server.drop()
    await server.wait_sent(IDENTIFY, 2)
    assert server.sent(RESUME) == 1


async def test_a_silent_gateway_is_left_and_resumed(server, monkeypatch):
    server.gateway.heartbeat_seconds = 0.2
    async with Running(server, monkeypatch, heartbeat_timeout=0.5):
        server.stop_acks()
        await server.wait_sent(RESUME, 1)
        server.mend()


async def test_heartbeats_come_on_time(server, monkeypatch):
    server.gateway.heartbeat_seconds = 0.2
    async with Running(server, monkeypatch):
        await server.wait_sent(1, 4)
    lateness = server.gateway.heartbeat_lateness()
    assert len(lateness) >= 2
    assert all(-0.1 < seconds < 1 for seconds in lateness[1:])


async def test_frames_come_compressed_when_asked_for(server, client):
    (connection,) = server.gateway.live
    assert connection.request.query["compress"] == "zlib-stream"
    assert connection.compressor is not None
    assert str(DiscordWebSocket.DEFAULT_GATEWAY) == server.gateway_url
