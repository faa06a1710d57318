"""Questions of time over real sockets: discord.py's own client, and a server as strict as Discord.

One bot over a small library, without a model; what it asks and shows is in test_listing.py.
"""

import asyncio

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.charts.drawing import can_draw
from bot.discord.texts import NOT_YOURS
from bot.discord.views.listings import PER_PAGE
from discord_server import DiscordServer
from discord_server.routes_interactions import CALLBACK, DEFER, EDIT_ORIGINAL

pytestmark = pytest.mark.socket

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August")
TOPIC = "Sadr spoke in Basra"


@pytest.fixture
async def server():
    async with DiscordServer() as made:
        yield made
        assert made.unknown_requests == []


class Bot:
    """The client in this process; `again` ends it and starts another over the same files."""

    def __init__(self, server, parts):
        self.server, self.parts = server, parts

    async def start(self):
        self.client = self.parts.client()
        self.task = asyncio.create_task(self.client.start(self.server.token))
        await self.server.wait_ready()
        await self.client.wait_until_ready()

    async def stop(self):
        await self.client.stop(5)
        await self.task

    async def again(self):
        await self.stop()
        await self.start()


@pytest.fixture
async def bot(server, parts, monkeypatch):
    monkeypatch.setattr(Route, "BASE", server.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(server.gateway_url))
    for number, month in enumerate(MONTHS, start=1):
        own = " ".join(f"{letter}{number}" for letter in "abcdefgh")  # none repeats another
        parts.shelf.add(
            f"{number}.txt",
            f"It was in {month} 2019 that Sadr spoke in Basra. @everyone <@1>, **{own}.",
            published=f"2020-{number:02}-03",
            title=f"[@everyone](https://discord.gg/{number})",
        )
    parts.shelf.index()
    made = Bot(server, parts)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def ann(server):
    return server.member("ann")


@pytest.fixture
def ask(server, parts, ann):
    async def answer(command, *, channel=server.general, **options):
        parts.now += 60
        return await (await ann.slash(channel, command, **options)).wait_message()

    return answer


async def choose(person, message, label):
    return await (await person.choose(message, label)).wait_message()


async def press(person, message, label):
    return await (await person.click(message, label)).wait_message()


async def test_a_list_is_deferred_shown_and_turned_after_a_restart(server, bot, ann, ask):
    line = await ask("timeline", topic=TOPIC, **{"from": "2019"})
    (deferred,) = server.requests_to(CALLBACK)
    assert deferred.json["type"] == DEFER
    assert line.labels == ["2 more", "Remove"]
    news = await ask("since", date="January 2020")
    await bot.again()
    further = await press(ann, line, "2 more")
    assert further.seen_by == ann.id
    dates = [each for each in f"{line.text}\n{further.text}".split("\n") if each[:2] == "**"]
    assert dates == [f"**{month} 2019**" for month in MONTHS]
    assert news.text.startswith("-# 10 documents published since 1 January 2020\n")
    assert (await press(ann, news, "4 more")).text.count("published ") == 10 - PER_PAGE
    assert [one.status for one in server.requests_to(EDIT_ORIGINAL)] == [200] * 4
    looked = await (
        await ann.choose(further, "August 2019 · [@everyone](https://discord.gg/8)")
    ).wait_message()
    assert looked.seen_by == ann.id
    assert "> **It was in August 2019 that Sadr spoke in Basra.**" in looked.text


async def test_an_answer_is_asked_otherwise_after_a_restart(server, bot, ann, ask):
    answer = await ask("ask", question=f"{TOPIC} in May 2019", as_of="2020-06")
    asked = answer.text.split("\n")[-1]
    assert asked == f"-# {TOPIC} in May 2019 · time: May 2019 · as of 30 June 2020"
    assert answer.labels == ["2 more", "Context", "Check", "Ask on"]
    await bot.again()
    timeless = await choose(ann, answer, "Search at any time")
    assert timeless.text.endswith(f"\n-# {TOPIC} in May 2019 · any time · as of 30 June 2020")
    ordered = await choose(ann, timeless, "Newest first")
    assert ordered.text.startswith("-# Newest first.\n**")
    assert "\n> " in (await press(ann, ordered, "1 more")).text
    assert "“" not in (await press(ann, answer, "Context")).text  # "May 2019" says it all


async def test_the_asker_alone_removes_an_answer_also_after_a_restart(server, bot, ann, ask):
    answer = await ask("ask", question=TOPIC)
    await bot.again()
    told = await choose(server.member("bob"), answer, "Remove this answer")
    assert (told.text, told.ephemeral, answer.deleted) == (NOT_YOURS, True, False)
    removed = await ann.choose(answer, "Remove this answer")
    await server.wait_request("DELETE /webhooks/{application_id}/{token}/messages/{message}")
    assert answer.deleted
    assert not removed.failed


@pytest.mark.parametrize("command", ["timeline", "since", "ask"])
async def test_nothing_in_titles_quotes_and_questions_pings(server, bot, ask, command):
    words = f"@everyone <@{server.world.bot.id}> {TOPIC}"
    options = {
        "timeline": {"topic": words},
        "since": {"topic": words, "date": "2020"},
        "ask": {"question": words},
    }[command]
    answer = await ask(command, **options)
    assert TOPIC in answer.text
    assert "@everyone" not in answer.text
    assert answer.pinged == []


@pytest.mark.parametrize(
    ("command", "options"), [("timeline", {"topic": TOPIC}), ("since", {"date": "2020"})]
)
async def test_lists_are_shown_wherever_a_person_may_ask(server, bot, ann, ask, command, options):
    bob = server.member("bob")
    for place in (None, server.private_channel(ann, bob)):
        assert "Basra" in (await ask(command, channel=place, **options)).text
    alone = await ask(command, **options, private=True)
    assert alone.seen_by == ann.id


async def test_a_layout_that_discord_refuses_goes_out_as_plain_text(server, bot, ask):
    # The view with a picture, where one can be drawn, and the one without.
    server.fail(EDIT_ORIGINAL, 400, 1 + can_draw(), code=50035)
    answer = await ask("timeline", topic=TOPIC)
    assert answer.components == []
    assert answer.content.startswith(f"-# Timeline: {TOPIC}\n**January 2019**\n> ")
    assert len(answer.content) <= 2_000
