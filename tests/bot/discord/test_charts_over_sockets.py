"""/coverage and the picture of /timeline over real sockets, with a server as strict as Discord."""

import asyncio
import importlib.util

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.charts import drawing
from bot.charts.drawing import can_draw
from discord_server import DiscordServer
from discord_server.routes_interactions import EDIT_ORIGINAL
from discord_server.world import walk

pytestmark = pytest.mark.socket
needs_matplotlib = pytest.mark.skipif(not can_draw(), reason="needs the extra charts")

HEAD = "**The library holds 5 documents, published 9 January 2020 to May 2021.**"
WRITTEN = (
    "Documents by month, January 2020 to May 2021: most in March 2021 (3); "
    "none in February 2020 to February 2021; April 2021."
)
SPOKEN = (
    "Documents by the month they speak of, June to August 2019: most in June 2019 (2); "
    "none in July 2019."
)
TOPIC = "Sadr spoke in Basra"
LINE = "Bar chart. Quotes by month, June to August 2019: most in June 2019 (2); none in July 2019."


@pytest.fixture
async def server(parts, monkeypatch):
    for name, month, published in (
        ("a", "June", "2021-03-01"),
        ("b", "June", "2021-03-31"),
        ("c", "August", "2021-05"),
    ):
        text = f"It was in {month} 2019 that Sadr spoke in Basra, {name}1 {name}2 {name}3."
        parts.shelf.add(f"{name}.txt", text, published=published)
    parts.shelf.index()
    async with DiscordServer() as made:
        monkeypatch.setattr(Route, "BASE", made.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(made.gateway_url))
        client = parts.client()
        task = asyncio.create_task(client.start(made.token))
        await made.wait_ready()
        await client.wait_until_ready()
        yield made
        await client.stop(5)
        await task
        assert made.unknown_requests == []


@pytest.fixture
def ask(server, parts):
    ann = server.member("ann")

    async def answer(command, **options):
        parts.now += 60
        return await (await ann.slash(server.general, command, **options)).wait_message(20)

    return answer


def galleries(message):
    return [part["items"] for part in walk(message.components) if part["type"] == 12]


@needs_matplotlib
async def test_coverage_is_words_with_a_picture_and_what_it_shows(server, ask):
    message = await ask("coverage")
    assert message.text == f"{HEAD}\n{WRITTEN}\n{SPOKEN}"
    assert list(message.file_bytes) == ["coverage.png"]
    assert message.file_bytes["coverage.png"][:8] == b"\x89PNG\r\n\x1a\n"
    assert message.file_bytes["coverage.png"][16:24] == bytes.fromhex("000003e8000003c0")
    ((item,),) = galleries(message)
    assert item["media"]["url"] == "attachment://coverage.png"
    described = f"Bar charts. {WRITTEN} {SPOKEN}"
    assert item["description"] == (described if len(described) <= 256 else f"{described[:255]}…")
    assert message.labels == ["Remove"]
    (sent,) = server.requests_to(EDIT_ORIGINAL)
    (attached,) = sent.json["attachments"]
    assert attached["description"] == item["description"]


@needs_matplotlib
async def test_a_timeline_has_its_picture_above_the_first_page(ask):
    message = await ask("timeline", topic=TOPIC, **{"from": "2019", "to": "2019"})
    assert message.text.startswith(f"-# Timeline: {TOPIC}")
    assert list(message.file_bytes) == ["timeline.png"]
    assert message.file_bytes["timeline.png"][16:24] == bytes.fromhex("000003e8000001e0")
    ((item,),) = galleries(message)
    assert (item["media"]["url"], item["description"]) == ("attachment://timeline.png", LINE)


@needs_matplotlib
async def test_of_a_single_month_and_of_a_refusal_there_is_no_picture(ask):
    for options in ({"topic": TOPIC, "from": "2019-08", "to": "2019-08"}, {"topic": "lemonade"}):
        message = await ask("timeline", **options)
        assert (message.file_bytes, galleries(message)) == ({}, [])


@needs_matplotlib
async def test_coverage_may_be_private(ask):
    assert not (await ask("coverage")).ephemeral
    message = await ask("coverage", private=True)
    assert message.ephemeral
    assert list(message.file_bytes) == ["coverage.png"]
    assert message.labels == []


@needs_matplotlib
@pytest.mark.parametrize(("status", "code"), [(400, 50035), (403, 50013), (413, 40005)])
async def test_where_discord_takes_no_file_the_words_are_there(server, ask, status, code):
    server.fail(EDIT_ORIGINAL, status, code=code)
    message = await ask("coverage")
    assert message.text == f"{HEAD}\n{WRITTEN}\n{SPOKEN}"
    assert (message.file_bytes, galleries(message)) == ({}, [])


async def test_without_matplotlib_the_words_are_there(ask, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    message = await ask("coverage")
    assert message.text == f"{HEAD}\n{WRITTEN}\n{SPOKEN}"
    assert (message.file_bytes, galleries(message)) == ({}, [])
    assert "June 2019" in (await ask("timeline", topic=TOPIC)).text


@needs_matplotlib
async def test_a_picture_that_fails_leaves_the_words_and_a_line_in_the_log(
    ask, monkeypatch, caplog
):
    def fail(panels):
        raise RuntimeError("no fonts")

    monkeypatch.setattr(drawing, "_drawn", fail)
    message = await ask("coverage")
    assert message.text == f"{HEAD}\n{WRITTEN}\n{SPOKEN}"
    assert "coverage.png was not drawn" in caplog.text


@needs_matplotlib
async def test_the_event_loop_runs_on_while_pictures_are_drawn(ask, monkeypatch):
    seen = []
    drawn = drawing._drawn

    def watched(panels):
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            seen.append(True)
        return drawn(panels)

    monkeypatch.setattr(drawing, "_drawn", watched)
    await ask("coverage")
    await ask("timeline", topic=TOPIC)
    assert seen == [True, True]


async def test_an_empty_library_covers_nothing(ask, parts):
    for file in parts.shelf.docs.iterdir():
        file.unlink()
    parts.shelf.index(remove_all=True)
    message = await ask("coverage")
    assert message.text == "**The library holds no documents yet.**"
