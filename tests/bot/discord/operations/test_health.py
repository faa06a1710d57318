import asyncio
import threading
from types import SimpleNamespace

import aiohttp
import pytest

from bot.discord.operations import health
from bot.discord.operations.health import HealthServer
from bot.discord.operations.metrics import Metrics
from index.errors import StoreMissing, UsageError

pytestmark = pytest.mark.socket


class Bot:
    """What the server looks at."""

    def __init__(self):
        self.ready = True
        self.latency = 0.25
        self.error = None
        self.gate = threading.Event()
        self.gate.set()
        self.looks = 0

    def library(self):
        self.looks += 1
        self.gate.wait(5)
        if self.error is not None:
            raise self.error
        return SimpleNamespace(status=lambda: SimpleNamespace(generation=4))


@pytest.fixture
def bot():
    return Bot()


@pytest.fixture
async def server(bot):
    made = HealthServer(
        Metrics(),
        ready=lambda: bot.ready,
        latency_seconds=lambda: bot.latency,
        library_of=bot.library,
        port=0,
    )
    await made.start()
    yield made
    bot.gate.set()
    await made.close()


async def get(server, path):
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{server.port}{path}") as answer,
    ):
        return answer.status, answer.headers["Content-Type"], await answer.text()


async def test_a_bot_that_is_ready_and_has_a_library_is_well(server):
    status, kind, text = await get(server, "/healthz")
    assert (status, text) == (200, "gateway: ready\nlibrary: open\n")
    assert kind == "text/plain; charset=utf-8"


async def test_a_bot_without_gateway_is_not_well(server, bot):
    bot.ready = False
    assert await get(server, "/healthz") == (
        503,
        "text/plain; charset=utf-8",
        "gateway: not ready\nlibrary: open\n",
    )


async def test_a_library_that_cannot_open_is_logged_once_until_it_is_well_again(
    server, bot, caplog
):
    bot.error = StoreMissing("there is no index in .dateline")
    for _ in range(2):
        status, _, text = await get(server, "/healthz")
        assert (status, text) == (503, "gateway: ready\nlibrary: cannot open\n")
    bot.error = None
    assert (await get(server, "/healthz"))[0] == 200
    bot.error = OSError("disk on fire")
    assert (await get(server, "/healthz"))[0] == 503
    assert [record.getMessage() for record in caplog.records] == [
        "the library cannot open: there is no index in .dateline",
        "the library cannot open: OSError('disk on fire')",
    ]


async def test_a_library_that_hangs_holds_one_thread_and_no_probe(server, bot, monkeypatch):
    monkeypatch.setattr(health, "LIBRARY_SECONDS", 0.05)
    bot.gate.clear()
    answers = await asyncio.gather(*(get(server, "/healthz") for _ in range(5)))
    assert [status for status, _, _ in answers] == [503] * 5
    assert bot.looks == 1


async def test_metrics_show_generation_and_latency_as_they_are_now(server, bot):
    status, kind, text = await get(server, "/metrics")
    assert (status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert "dateline_index_generation 4.0" in text.splitlines()
    assert "dateline_gateway_latency_seconds 0.25" in text.splitlines()
    bot.latency, bot.error = float("inf"), StoreMissing("gone")
    _, _, text = await get(server, "/metrics")
    assert "dateline_index_generation -1.0" in text.splitlines()
    assert "dateline_gateway_latency_seconds NaN" in text.splitlines()


async def test_nothing_else_is_served(server):
    assert (await get(server, "/"))[0] == 404


async def test_a_port_that_is_taken_is_named(server, bot):
    second = HealthServer(
        Metrics(),
        ready=lambda: True,
        latency_seconds=lambda: 0.0,
        library_of=bot.library,
        port=server.port,
    )
    with pytest.raises(UsageError, match=f"port {server.port} of 127.0.0.1 cannot be served"):
        await second.start()
    await second.close()


async def test_a_closed_server_serves_no_more(server):
    await server.close()
    with pytest.raises(aiohttp.ClientConnectorError):
        await get(server, "/healthz")
