from dataclasses import replace

import discord
import pytest
from simcord.builders import ChannelHandle

from parts import SADR, said

pytestmark = pytest.mark.simcord(approved_intents=discord.Intents.all())


@pytest.fixture
def simcord_bot(parts):
    return parts.client(settings=replace(parts.settings, listen=True))


@pytest.fixture
def guild(simcord_env, parts):
    guild = simcord_env.create_guild()
    parts.state.change_server(guild.id, cooldown_seconds=0)
    return guild


@pytest.fixture
def channel(guild):
    return guild.create_text_channel("general")


@pytest.fixture
def alice(simcord_env, guild):
    return guild.add_member(simcord_env.create_user("alice"))


def thread_in(env, guild, parent, owner, name="A thread", **options):
    thread = env.backend.create_thread(parent.id, name, owner.id, **options)
    return ChannelHandle(env, guild, thread)


def answers(env, channel):
    return [said(m) for m in channel.history() if m.author.id == env.bot.user.id]


async def test_a_channel_is_listened_to_only_where_that_is_set(
    simcord_env, guild, channel, alice, parts
):
    await alice.send(channel, SADR)
    assert answers(simcord_env, channel) == []
    parts.state.change_server(guild.id, listening=(channel.id,))
    await alice.send(channel, SADR)
    assert ["**Khamenei invited Sadr" in each for each in answers(simcord_env, channel)] == [True]


async def test_a_listened_to_message_without_words_is_passed_over(
    simcord_env, guild, channel, alice, parts
):
    parts.state.change_server(guild.id, listening=(channel.id,))
    await alice.send(channel, "", attachments=[("a.png", b"png")])
    assert answers(simcord_env, channel) == []


async def test_a_flood_in_a_listened_to_channel_is_not_told_to_slow_down(
    simcord_env, guild, channel, alice, parts
):
    parts.state.change_server(guild.id, listening=(channel.id,), cooldown_seconds=5)
    for _ in range(3):
        await alice.send(channel, SADR)
    assert len(answers(simcord_env, channel)) == 1


async def test_bots_are_not_listened_to(simcord_env, guild, channel, parts):
    parts.state.change_server(guild.id, listening=(channel.id,))
    robot = guild.add_member(simcord_env.create_user("robot", bot=True))
    await robot.send(channel, SADR)
    await guild.create_webhook(channel).send(SADR)
    assert answers(simcord_env, channel) == []


async def test_a_forum_post_is_asked_with_its_title(simcord_env, guild, alice, parts):
    forum = guild.create_forum_channel("questions")
    parts.state.change_server(guild.id, listening=(forum.id,))
    backend = simcord_env.backend
    post = backend.create_thread(forum.id, "Who invited Sadr", alice.id, broadcast=False)
    backend.announce_thread_create(post)
    starter = backend.create_message(post.id, alice.id, "to Tehran, please?", broadcast=False)
    starter.id, post.id = post.id, post.id
    backend.announce_message_create(starter)
    await simcord_env.settle()
    (answer,) = answers(simcord_env, ChannelHandle(simcord_env, guild, post))
    assert "**Khamenei invited Sadr" in answer


async def test_a_thread_where_it_answered_goes_on_without_a_mention_where_that_is_set(
    simcord_env, guild, channel, alice, parts
):
    thread = thread_in(simcord_env, guild, channel, alice)
    await alice.send(thread, f"<@{simcord_env.bot.user.id}> {SADR}")
    await alice.send(thread, "And when?")
    assert len(answers(simcord_env, thread)) == 1
    parts.state.change_server(guild.id, threads=True)
    simcord_env.backend.add_thread_member(thread.id, simcord_env.bot.user.id)
    await alice.send(thread, "And when?")
    assert f"understood as: {SADR} And when?" in answers(simcord_env, thread)[1]
    elsewhere = thread_in(simcord_env, guild, channel, alice, "Another")
    await alice.send(elsewhere, SADR)
    assert answers(simcord_env, elsewhere) == []


async def test_a_thread_is_one_conversation_of_all_who_write_there(
    simcord_env, guild, channel, alice
):
    bob = guild.add_member(simcord_env.create_user("bob"))
    thread = thread_in(simcord_env, guild, channel, alice)
    me = f"<@{simcord_env.bot.user.id}>"
    await alice.send(thread, f"{me} {SADR}")
    await bob.send(thread, f"and when, {me}")
    assert f"understood as: {SADR} and when," in answers(simcord_env, thread)[1]


async def test_a_thread_belongs_to_the_channel_that_is_set(
    simcord_env, guild, channel, alice, parts
):
    parts.state.change_server(guild.id, channels=(channel.id,))
    thread = thread_in(simcord_env, guild, channel, alice)
    await alice.send(thread, f"<@!{simcord_env.bot.user.id}> {SADR}")
    assert len(answers(simcord_env, thread)) == 1


async def test_the_channels_that_are_set_hold_for_listening_too(
    simcord_env, guild, channel, alice, parts
):
    parts.state.change_server(guild.id, channels=(5,), listening=(channel.id,))
    await alice.send(channel, SADR)
    assert answers(simcord_env, channel) == []


async def test_what_discord_itself_writes_is_no_question(simcord_env, guild, channel, alice, parts):
    parts.state.change_server(guild.id, listening=(channel.id,))
    thread_in(simcord_env, guild, channel, alice, SADR)
    await simcord_env.settle()
    (notice,) = channel.history()
    assert notice.content == SADR
    assert parts.outcomes() == {}
