import asyncio
import logging

import discord
import simcord

from bot.discord.client import wanted_intents
from parts import SADR, said


def privileged(intents):
    return [name for name in ("message_content", "members", "presences") if getattr(intents, name)]


def test_no_privileged_intent_is_asked_for_but_to_listen(parts):
    client = parts.client()
    assert {name for name, on in client.intents if on} == {
        "guilds",
        "guild_messages",
        "dm_messages",
    }
    assert privileged(wanted_intents(listen=True)) == ["message_content"]


def test_nothing_is_kept_that_is_not_needed(parts):
    client = parts.client()
    assert client.allowed_mentions.to_dict() == {"parse": []}
    assert client._connection.member_cache_flags == discord.MemberCacheFlags.none()
    assert client._connection.max_messages is None
    assert client._connection._chunk_guilds is False


async def test_commands_are_registered_when_they_changed_and_only_then(parts):
    def registrations(env):
        return [each for each in env.http_requests if each.method == "PUT"]

    async with simcord.run(parts.client()) as env:
        assert len(registrations(env)) == 1
        (sent,) = registrations(env)
        assert sent.path.endswith("/commands")
        await env.restart_bot(parts.client())
        assert len(registrations(env)) == 1
        parts.state.note_synced("of an older version")
        await env.restart_bot(parts.client())
        assert len(registrations(env)) == 2
        await env.restart_bot(parts.client(sync_at_start=False))
        assert len(registrations(env)) == 2


async def test_a_bot_that_cannot_register_its_commands_runs_all_the_same(parts, caplog):
    client = parts.client()

    async def fail():
        raise discord.DiscordException("no")

    client.tree.sync = fail
    async with simcord.run(client) as env:
        alice = env.create_user("alice")
        await alice.send_dm(SADR)
        assert "Khamenei" in said(alice.dm_channel.history()[-1])
    (line,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert line.message == "commands were not registered, run `dateline bot --sync`: no"
    assert parts.state.synced_commands() is None


def test_the_hash_of_the_commands_is_that_of_their_application(parts):
    first, second = parts.client(), parts.client()
    for client in (first, second):
        client._connection.application_id = 5
    assert first.commands_hash() == second.commands_hash()
    second._connection.application_id = 6
    assert first.commands_hash() != second.commands_hash()


async def test_buttons_of_an_earlier_run_work(parts):
    async with simcord.run(parts.client()) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        alice = guild.add_member(env.create_user("alice"))
        result = await alice.slash(channel, "ask", question=SADR)
        answer = result.response
        await env.restart_bot(parts.client())
        shown = await alice.click(answer, label="Ask on")
        parts.now += 10
        followed = await alice.submit_modal(shown, {"question": "And when?"})
        assert f"understood as: {SADR} And when?" in said(followed.response)
        checked = await alice.click(answer, label="Check")
        assert "**Word for word.**" in said(checked.response)
        assert checked.response.ephemeral


async def test_no_view_is_kept_in_memory(parts):
    async with simcord.run(parts.client()) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        alice = guild.add_member(env.create_user("alice"))
        await alice.send(channel, f"<@{env.bot.user.id}> {SADR}")
        parts.now += 10
        answer = (await alice.slash(channel, "ask", question=SADR)).response
        await alice.click(answer, label="Context")
        await alice.click(answer, label="Ask on")
        kept = env.bot._connection._view_store
        assert (kept._views, kept._synced_message_views, kept._modals) == ({}, {}, {})


async def test_messages_that_are_nothing_to_it_cost_no_look_into_the_memory(parts, monkeypatch):
    async with simcord.run(parts.client()) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        alice = guild.add_member(env.create_user("alice"))
        looks = []
        monkeypatch.setattr(parts.state, "server", looks.append)
        await alice.send(channel, SADR)
        assert (len(channel.history()), looks) == (1, [])


async def test_an_error_before_a_message_is_understood_is_told_to_nobody(parts, caplog):
    def broken(guild_id):
        raise RuntimeError("inner")

    client = parts.client()
    async with simcord.run(client, check_errors=False) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        alice = guild.add_member(env.create_user("alice"))
        client.state.server = broken
        await alice.send(channel, f"<@{env.bot.user.id}> {SADR}")
        assert len(channel.history()) == 1
    (line,) = caplog.records
    assert line.message.endswith("(while handling on_message)")


async def test_an_error_in_an_event_is_logged_and_ends_nothing(parts, caplog):
    client = parts.client()
    try:
        raise ValueError("inner")
    except ValueError:
        await client.on_error("on_something", 1)
    (line,) = caplog.records
    assert line.message.endswith("(while handling on_something)")
    assert line.exc_info[0] is ValueError


async def test_a_lost_connection_is_logged_once(parts, caplog, monkeypatch):
    caplog.set_level(logging.INFO)
    client = parts.client()
    await client.on_shard_disconnect(0)  # it never was connected
    assert not client.connected
    monkeypatch.setattr(client, "is_ready", lambda: True)
    assert client.connected
    await client.on_shard_disconnect(0)
    await client.on_shard_disconnect(0)
    assert not client.connected
    await client.on_shard_resumed(0)
    assert client.connected
    await client.on_shard_disconnect(0)
    await client.on_shard_ready(0)
    await client.on_shard_ready(0)
    assert [(r.levelname, r.message.split(",")[0].split(":")[0]) for r in caplog.records] == [
        ("WARNING", "shard 0 lost its connection to Discord"),
        ("INFO", "shard 0 is connected again"),
        ("WARNING", "shard 0 lost its connection to Discord"),
        ("WARNING", "shard 0 is connected again with a new session"),
    ]


async def test_stopping_finishes_what_is_under_way(parts, monkeypatch):
    client, ended = parts.client(), []

    async def answering():
        await asyncio.sleep(0.1)
        ended.append(True)

    async def close():
        assert ended == [True]

    monkeypatch.setattr(client, "close", close)
    names = ("discord.py: on_message", "CommandTree-invoker", "discord-ui-modal-dispatch-x")
    tasks = [asyncio.create_task(answering(), name=names[0])]
    await client.stop(5)
    assert tasks[0].done()


async def test_stopping_does_not_wait_for_ever(parts, monkeypatch, caplog):
    client = parts.client()
    monkeypatch.setattr(client, "close", lambda: asyncio.sleep(0))
    task = asyncio.create_task(asyncio.sleep(60), name="CommandTree-invoker")
    await client.stop(0.05)
    assert caplog.messages == ["stopped with 1 questions under way"]
    task.cancel()


async def test_the_tasks_that_answer_have_the_names_that_stopping_looks_for(parts):
    seen = []

    class Watching:
        def seen_by(self, _):
            return self

        def libraries(self):
            return []

        def ask(self, *_, **__):
            seen.extend(task.get_name() for task in asyncio.all_tasks(loop))
            raise RuntimeError

    loop = asyncio.get_running_loop()
    library, parts.library = parts.library, Watching()
    async with simcord.run(parts.client(), check_errors=False) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        alice = guild.add_member(env.create_user("alice"))
        await alice.user.send_dm(SADR)
        parts.now += 10
        await alice.slash(channel, "ask", question=SADR)
        parts.library = library
        parts.now += 10
        answer = (await alice.slash(channel, "ask", question=SADR)).response
        parts.library = Watching()
        parts.now += 10
        shown = await alice.click(answer, label="Ask on")
        await alice.submit_modal(shown, {"question": "And when?"})
    for name in ("discord.py: on_message", "CommandTree-invoker", "discord.py: on_interaction"):
        assert name in seen
