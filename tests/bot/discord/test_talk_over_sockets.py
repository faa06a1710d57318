"""When the bot speaks and when not, over real sockets: its role, replies, listening, threads."""

import asyncio
from dataclasses import replace

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.discord.state import ChannelSettings
from bot.discord.texts import NOT_READABLE, NOT_YOURS, TO_THANKS
from discord_server import DiscordServer
from discord_server.permissions import Permission
from parts import NOTHING, SADR

DOUGH = "Is pizza dough baked on a hot stone after a day of rest?"
pytestmark = pytest.mark.socket


@pytest.fixture
async def server():
    async with DiscordServer() as made:
        made.world.message_content = True
        made.world.edits_replies = True
        yield made
        assert made.unknown_requests == []


class Bot:
    """The client in this process; `again` ends it and starts another over the same files."""

    def __init__(self, server, parts):
        self.server, self.parts = server, parts

    async def start(self, *, listens=True):
        settings = replace(self.parts.settings, listen=listens, dm_cooldown_seconds=0)
        self.client = self.parts.client(settings=settings)
        self.task = asyncio.create_task(self.client.start(self.server.token))
        await self.server.wait_ready()
        await self.client.wait_until_ready()

    async def stop(self):
        await self.client.stop(5)
        await self.task

    async def again(self, **options):
        await self.stop()
        await self.start(**options)


@pytest.fixture
async def bot(server, parts, monkeypatch):
    monkeypatch.setattr(Route, "BASE", server.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(server.gateway_url))
    role = server.role("dateline")
    role.bot_id = server.world.bot.id
    server.own_role = role
    parts.state.change_server(server.guild.id, cooldown_seconds=0)
    made = Bot(server, parts)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def listening(server, bot, parts):
    parts.state.change_server(server.guild.id, listening=(server.general.id,), threads=True)


@pytest.fixture
def ann(server):
    return server.member("ann")


@pytest.fixture
def bob(server):
    return server.member("bob")


async def answer(person, message):
    return (await person.wait_reply(message)).text


async def heard(server, person):
    """Wait until the bot has dealt with all that was said before: it answers the next."""
    await answer(person, await person.dm(SADR))


async def silent(server, person, message):
    await heard(server, person)
    return person.replies(message) == []


async def test_a_mention_of_the_bots_own_role_is_one_of_the_bot(server, bot, ann):
    asked = await ann.say(server.general, f"<@&{server.own_role.id}> {SADR}")
    assert "**Khamenei invited Sadr" in await answer(ann, asked)
    thanked = await ann.say(server.general, f"<@&{server.own_role.id}> thanks")
    assert await answer(ann, thanked) == TO_THANKS


async def test_a_mention_in_a_reply_asks_the_message_that_it_replies_to(server, bot, ann, bob):
    said = await ann.say(server.general, SADR)
    pointed = await bob.say(server.general, "", mention_bot=True, reply_to=said)
    assert "**Khamenei invited Sadr" in await answer(bob, pointed)


async def test_a_message_that_may_not_be_read_is_told_to_be_so(server, bot, ann, bob):
    server.world.message_content = False
    await bot.again(listens=False)
    said = await ann.say(server.general, SADR)
    pointed = await bob.say(server.general, "", mention_bot=True, reply_to=said)
    assert await answer(bob, pointed) == NOT_READABLE


async def test_only_questions_are_answered_where_it_listens(server, listening, ann):
    assert "Khamenei" in await answer(ann, await ann.say(server.general, SADR))
    for talk in ("thanks a lot!", "lol 😂", "I am off to lunch.", "are you coming tonight?"):
        assert await silent(server, ann, await ann.say(server.general, talk))


async def test_people_who_talk_to_each_other_are_left_alone(server, listening, ann, bob):
    told = await ann.say(server.general, "Sadr was invited to Tehran, they say.")
    assert await silent(server, bob, await bob.say(server.general, SADR))
    assert await silent(server, bob, await bob.say(server.general, SADR, reply_to=told))
    assert await silent(server, bob, await bob.say(server.general, f"<@{ann.id}> {SADR}"))


async def test_a_refusal_is_silent_there_or_a_reaction(server, listening, ann, parts):
    asked = await ann.say(server.general, NOTHING)
    assert await silent(server, ann, asked)
    assert asked.reactions == []
    parts.state.change_server(server.guild.id, reacts=True)
    server.allow_bot(server.general, Permission.ADD_REACTIONS)
    asked = await ann.say(server.general, NOTHING)
    assert await silent(server, ann, asked)
    await server.world.until(lambda: asked.reactions, "a reaction")
    asked = await ann.say(server.general, NOTHING, mention_bot=True)
    assert "Nothing in the library" in await answer(ann, asked)


async def test_in_a_thread_it_stops_when_a_person_has_answered_until_asked_again(
    server, listening, bot, ann, bob
):
    thread = await ann.start_thread(server.general, "Pizza")
    first = await ann.say(thread, SADR, mention_bot=True)
    assert "Khamenei" in await answer(ann, first)
    assert "dough" in await answer(ann, await ann.say(thread, DOUGH))
    assert await silent(server, bob, await bob.say(thread, "It rests for a day, I think."))
    assert await silent(server, ann, await ann.say(thread, DOUGH))
    await bot.again()
    assert await silent(server, ann, await ann.say(thread, DOUGH))
    assert "dough" in await answer(ann, await ann.say(thread, DOUGH, mention_bot=True))
    assert "Khamenei" in await answer(ann, await ann.say(thread, SADR))


async def test_of_a_forums_post_the_first_message_is_answered_and_what_mentions_it(
    server, bot, ann, parts
):
    forum = server.forum("questions")
    parts.state.change_server(server.guild.id, listening=(forum.id,))
    post = await ann.start_thread(forum, "Who invited Sadr", "to Tehran, please")
    first = post.messages[post.id]
    assert "Khamenei" in await answer(ann, first)
    assert await silent(server, ann, await ann.say(post, DOUGH))
    assert "dough" in await answer(ann, await ann.say(post, DOUGH, mention_bot=True))


@pytest.mark.parametrize("kind", ["public", "private"])
async def test_a_channel_can_have_its_answers_in_threads_named_by_the_question(
    server, bot, ann, parts, kind
):
    own = ChannelSettings(server.general.id, kind)
    parts.state.change_server(server.guild.id, own=(own,))
    asked = await ann.say(server.general, SADR, mention_bot=True)
    world = server.world
    thread = await world.until(
        lambda: next((one for one in world.channels.values() if one.name == SADR), None), "a thread"
    )
    reply = await world.until(
        lambda: next((one for one in thread.messages.values() if one.components), None), "an answer"
    )
    assert "**Khamenei invited Sadr" in reply.text
    assert ann.replies(asked) == []


async def test_without_the_permission_for_a_thread_the_answer_stays_in_place(
    server, bot, ann, parts
):
    own = ChannelSettings(server.general.id, "public")
    parts.state.change_server(server.guild.id, own=(own,))
    server.deny_bot(server.general, Permission.CREATE_PUBLIC_THREADS)
    asked = await ann.say(server.general, SADR, mention_bot=True)
    assert "**Khamenei invited Sadr" in await answer(ann, asked)


async def test_the_asker_removes_an_answer_by_the_menu_of_the_message(server, bot, ann, bob):
    asked = await ann.say(server.general, SADR, mention_bot=True)
    reply = await ann.wait_reply(asked)
    refused = await (await bob.context_menu(reply, "Remove answer")).wait_message()
    assert (refused.text, reply.deleted) == (NOT_YOURS, False)
    await bot.again()
    done = await (await ann.context_menu(reply, "Remove answer")).wait_message()
    assert (done.text, done.ephemeral, reply.deleted) == ("The answer is removed.", True, True)


async def test_a_cooldown_is_that_of_its_channel_and_server_alone(server, bot, ann, parts):
    own = ChannelSettings(server.general.id, cooldown_seconds=60)
    parts.state.change_server(server.guild.id, own=(own,))
    assert "Khamenei" in await answer(ann, await ann.say(server.general, SADR, mention_bot=True))
    again = await answer(ann, await ann.say(server.general, SADR, mention_bot=True))
    assert again.startswith("Not so fast: ask again in ")
    other = server.channel("other")
    assert "Khamenei" in await answer(ann, await ann.say(other, SADR, mention_bot=True))
    assert "Khamenei" in await answer(ann, await ann.dm(SADR))
