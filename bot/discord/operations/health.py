"""Whether the bot is well, told over HTTP on this machine alone: /healthz and /metrics.

Owns the port and the two pages; the metrics themselves are in `metrics`.
"""

import asyncio
import logging
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from aiohttp import web

from bot.discord.operations.metrics import CONTENT_TYPE, Metrics
from index.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from bot.library import Library

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
# A probe is answered within this time; a library that needs longer counts as one that is not open.
LIBRARY_SECONDS = 5.0


class HealthServer:
    """Serves on 127.0.0.1; a library that hangs holds one thread, however often it is asked for."""

    def __init__(
        self,
        metrics: Metrics,
        *,
        ready: Callable[[], bool],
        latency_seconds: Callable[[], float],
        library_of: Callable[[], "Library"],
        port: int,
    ) -> None:
        """`library_of` is called in a thread and may raise; port 0 takes a free one."""
        self._metrics = metrics
        self._ready = ready
        self._latency_seconds = latency_seconds
        self._library_of = library_of
        self.port = port
        self._runner: web.AppRunner | None = None
        self._look: asyncio.Future[int] | None = None
        self._fault: str | None = None

    async def start(self) -> None:
        """Serve until `close`. Raises UsageError where the port cannot be had."""
        app = web.Application()
        app.add_routes([web.get("/healthz", self._healthz), web.get("/metrics", self._show)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, HOST, self.port).start()
        except OSError as error:
            await runner.cleanup()
            raise UsageError(
                f"port {self.port} of {HOST} cannot be served ({error.strerror}); set "
                "DATELINE_METRICS_PORT to a free one, or to 0 for none"
            ) from error
        self._runner = runner
        self.port = runner.addresses[0][1]

    async def close(self) -> None:
        """Stop serving."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _healthz(self, _: web.Request) -> web.Response:
        ready = self._ready()
        opens = await self._generation() is not None
        lines = (
            f"gateway: {'ready' if ready else 'not ready'}\n"
            f"library: {'open' if opens else 'cannot open'}\n"
        )
        return web.Response(text=lines, status=200 if ready and opens else 503)

    async def _show(self, _: web.Request) -> web.Response:
        self._metrics.generation(await self._generation())
        latency = self._latency_seconds()
        self._metrics.latency(latency if math.isfinite(latency) else math.nan)
        return web.Response(body=self._metrics.exposed(), headers={"Content-Type": CONTENT_TYPE})

    async def _generation(self) -> int | None:
        """Return the generation of the library as it is now; None where it cannot open."""
        if self._look is None or self._look.done():
            self._look = asyncio.get_running_loop().run_in_executor(None, self._read)
        try:
            generation = await asyncio.wait_for(asyncio.shield(self._look), LIBRARY_SECONDS)
        except TimeoutError:
            self._note(f"no answer within {LIBRARY_SECONDS:.0f} s")
        except DatelineError as error:
            self._note(str(error))
        except Exception as error:  # noqa: BLE001 - a probe is answered, whatever is wrong
            self._note(repr(error), error)
        else:
            self._fault = None
            return generation
        return None

    def _read(self) -> int:
        return self._library_of().status().generation

    def _note(self, fault: str, unexpected: Exception | None = None) -> None:
        """Log what is wrong once, not at every probe."""
        if self._fault is None:
            log.error("the library cannot open: %s", fault, exc_info=unexpected)
        self._fault = fault
