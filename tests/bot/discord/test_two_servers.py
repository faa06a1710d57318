"""What one server asks or holds, another never sees: two servers, two libraries, real sockets."""

import asyncio
import logging
import random
import sqlite3

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.library import Library
from discord_server import DiscordServer
from index.store.layout import current_layout
from two_servers import HERMES, OF_APOLLO, OF_HERMES, QUESTIONS, Side, fill

pytestmark = pytest.mark.socket


class Both:
    """Two servers with a bot, and its state."""

    def __init__(self, server, parts):
        self.server, self.parts, self.state = server, parts, parts.state
        self.apollo = Side(server, server.guild, OF_APOLLO)
        self.hermes = Side(server, server.world.add_guild("Elsewhere"), OF_HERMES)
        for side, name in ((self.apollo, "Apollo"), (self.hermes, "Hermes")):
            self.state.change_server(side.guild.id, allowed=(name,), cooldown_seconds=0)

    async def start(self):
        self.client = self.parts.client()
        self.task = asyncio.create_task(self.client.start(self.server.token))
        await self.server.wait_ready()
        await self.client.wait_until_ready()

    async def stop(self):
        await self.client.stop(5)
        await self.task


@pytest.fixture
async def both(parts, monkeypatch):
    fill(parts.shelf)
    parts.shelf.index()
    parts.library.close()
    parts.library = Library(parts.settings, parts.shelf.open(), parts.shelf.model.questions())
    async with DiscordServer() as server:
        monkeypatch.setattr(Route, "BASE", server.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(server.gateway_url))
        made = Both(server, parts)
        await made.start()
        yield made
        await made.stop()
        assert server.unknown_requests == []


def logged(caplog):
    return "\n".join(record.getMessage() for record in caplog.records)


async def test_no_command_button_choice_or_log_line_tells_of_the_other_library(both, caplog):
    caplog.set_level(logging.DEBUG, "bot")
    await both.apollo.everything()
    log_of_apollo = logged(caplog)
    caplog.clear()
    await both.hermes.everything()
    assert both.apollo.leaks(OF_HERMES) == []
    assert both.hermes.leaks(OF_APOLLO) == []
    assert [word for word in OF_HERMES if word in log_of_apollo] == []
    assert [word for word in OF_APOLLO if word in logged(caplog)] == []
    # Both were answered from what is theirs.
    assert both.apollo.leaks(("Fairweather", "Apollo")) == ["Apollo", "Fairweather"]
    assert both.hermes.leaks(("Kovatch", "Hermes")) == ["Hermes", "Kovatch"]


async def test_coverage_counts_what_a_server_may_see_alone(both):
    await both.apollo.everything()
    await both.hermes.everything()
    told = [side.covers.text for side in (both.apollo, both.hermes)]
    assert told == [
        "**The library holds 2 documents, published 1 January 1958.**\n"
        "Documents by month, January 1958: 2.\n"
        "Documents by the month they speak of, July 1957: 1.",
        "**The library holds 2 documents, published 1 January 1894.**\n"
        "Documents by month, January 1894: 2.\n"
        "Documents by the month they speak of, May 1893: 1.",
    ]


async def test_a_library_that_was_taken_away_is_gone_from_the_buttons_of_old_answers(both):
    side = both.apollo
    both.state.change_server(side.guild.id, allowed=("Apollo", "Hermes"))
    answer = await side.slash(side.member, "ask", question=QUESTIONS[0])
    listed = await side.slash(side.member, "timeline", topic=QUESTIONS[0])
    assert "Kovatch" in answer.text
    assert "Kovatch" in listed.text
    both.state.change_server(side.guild.id, allowed=("Apollo",))
    side.read.clear()
    for message in (answer, listed):
        await side.press_everything(side.member, message)
    assert side.leaks(OF_HERMES) == []
    assert len(side.pressed) > 5


async def test_the_buttons_of_another_server_show_nothing_of_it(both):
    answer = await both.hermes.slash(both.hermes.member, "ask", question=QUESTIONS[0])
    assert "Kovatch" in answer.text
    side = both.apollo
    own = await side.slash(side.member, "ask", question=QUESTIONS[1])
    side.read.clear()
    # As if somebody had put them below a message of this server, which Discord does not let them.
    own.components = [*own.components, *answer.components]
    for button in answer.buttons:
        if "custom_id" in button:
            await side.press(side.member, own, button["custom_id"])
    assert side.leaks((*OF_HERMES, QUESTIONS[0])) == []
    assert len(side.read) >= 2


async def test_what_went_unanswered_in_one_server_is_not_listed_in_another(both):
    secret = "How do I bake a lemon meringue?"
    await both.hermes.slash(both.hermes.member, "ask", question=secret)
    await both.hermes.slash(both.hermes.manager, "unanswered")
    assert both.hermes.leaks((secret,)) == [secret]
    await both.apollo.slash(both.apollo.manager, "unanswered")
    assert both.apollo.leaks((secret,)) == []


async def test_a_manager_cannot_give_the_server_what_it_was_not_given(both):
    side = both.apollo
    told = [
        (await side.slash(side.manager, "settings library", change="add", name=name)).text
        for name in ("Hermes", "Nonsense")
    ]
    assert told[0] == told[1].replace("Nonsense", "Hermes")
    assert both.state.server(side.guild.id).libraries == ()


async def test_a_channel_and_a_role_see_what_is_chosen_for_them(both):
    side = both.apollo
    both.state.change_server(side.guild.id, allowed=("Apollo", "Hermes"))
    await side.slash(side.manager, "settings library", change="add", name="Apollo")
    state = both.state.server(side.guild.id)
    pairs = (*state.libraries, (side.channel.id, "Hermes"))
    both.state.change_server(side.guild.id, libraries=pairs)
    other = both.server.channel("other", guild=side.guild)
    answer = await side.slash(side.member, "ask", question=QUESTIONS[0])
    assert "Kovatch" in answer.text
    elsewhere = await side.got(await side.member.slash(other, "ask", question=QUESTIONS[0]))
    assert "Kovatch" not in elsewhere.text
    role = next(iter(r for r in side.guild.roles.values() if r.name == "managers"))
    await side.slash(side.manager, "settings library", change="add", name="Hermes", role=role)
    to_role = await side.got(await side.manager.slash(other, "ask", question=QUESTIONS[0]))
    assert "Kovatch" in to_role.text
    assert to_role.ephemeral  # others who read there may not see it
    assert not elsewhere.ephemeral


async def test_direct_messages_see_the_libraries_of_servers_that_are_shared(both):
    member, stranger = both.hermes.member, both.apollo.member
    for person, seen in ((member, True), (stranger, False)):
        reply = await person.wait_reply(await person.dm(QUESTIONS[0]), 20)
        assert ("Kovatch" in reply.text) is seen
        both.parts.now += 60
        answer = await (await person.slash(None, "ask", question=QUESTIONS[0])).wait_message(20)
        assert ("Kovatch" in answer.text) is seen


async def test_where_the_bot_is_not_what_all_may_read_is_public(both):
    member = both.hermes.member
    group = both.server.private_channel(member, both.apollo.member)
    answer = await (await member.slash(group, "ask", question=QUESTIONS[0])).wait_message(20)
    assert "Kovatch" not in answer.text
    both.parts.now += 60
    alone = await member.slash(group, "ask", question=QUESTIONS[0], private=True)
    assert "Kovatch" in (await alone.wait_message(20)).text


async def test_an_error_of_one_library_is_none_of_the_other(both):
    damaged = current_layout(both.parts.shelf.index_dir).database
    with sqlite3.connect(damaged) as opened:
        opened.execute("UPDATE documents SET title = 'zeppelins' WHERE library = 'Hermes'")
    opened.close()
    side = both.apollo
    for command in ("sources", "status"):
        await side.slash(side.manager, command)
    await side.slash(side.member, "ask", question=QUESTIONS[4])
    assert side.leaks(OF_HERMES) == []
    assert any("Moonbase diary" in text for text in side.read)


@pytest.mark.slow
async def test_whatever_is_done_in_either_nothing_of_the_other_is_read(both):
    chance = random.Random(13)
    for _ in range(150):
        side = chance.choice((both.apollo, both.hermes))
        await side.one_at_random(chance)
    assert both.apollo.leaks(OF_HERMES) == []
    assert both.hermes.leaks(OF_APOLLO) == []
    assert len(both.apollo.read) + len(both.hermes.read) > 300


def test_the_test_would_notice():
    assert any(word in text for word in OF_HERMES for text in HERMES.values())
