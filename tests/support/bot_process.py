"""`dateline bot` as its own process, with the real article and model, against the test server."""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Self

from discord_server import DiscordServer
from places import SOURCE_DOCS as ARTICLES

DATELINE = Path(sys.executable).with_name("dateline")

STOP_SECONDS = 20.0


def environment(**settings: str) -> dict[str, str]:
    """This process's environment without its own settings of Dateline and Discord."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DATELINE_", "DISCORD_"))
    }
    return kept | {"HF_HUB_OFFLINE": "1"} | settings


def make_library(folder: Path, models: Path) -> Path:
    """Index the article in `folder` with the exported model of `models`; run `dateline index`."""
    shutil.copytree(ARTICLES, folder / "source_docs")
    (folder / ".dateline").mkdir()
    (folder / ".dateline" / "models").symlink_to(models)
    subprocess.run(
        [DATELINE, "index"], cwd=folder, env=environment(), check=True, capture_output=True
    )
    return folder


class BotProcess:
    """Use as `async with BotProcess(server, folder) as bot:`; it is stopped at the end."""

    def __init__(self, server: DiscordServer, folder: Path, **settings: str) -> None:
        """`folder` holds the library and outlives the process; `settings` go into its environment.

        A setting given as "" is left out, so DISCORD_TOKEN="" starts a bot without a token.
        """
        self.server = server
        server.world.edits_replies = True
        self.folder = folder
        self.settings = {
            "DISCORD_TOKEN": server.token,
            "DISCORD_API_URL": server.api_url,
            "DISCORD_GATEWAY_URL": server.gateway_url,
            "DATELINE_LOG_LEVEL": "INFO",
        } | settings
        self.process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        await self.wait_ready()
        return self

    async def __aexit__(self, failure: object, *_: object) -> None:
        await self.stop()
        if failure is not None:
            print(self.log)  # shown with the failed test

    @property
    def log(self) -> str:
        """All that was written to stderr, also by earlier processes in this folder."""
        return (self.folder / "bot.log").read_text(encoding="utf-8")

    async def start(self, *arguments: str) -> None:
        settings = {name: value for name, value in self.settings.items() if value}
        with open(self.folder / "bot.log", "ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                DATELINE,
                "bot",
                *arguments,
                cwd=self.folder,
                env=environment(**settings),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
            )

    async def wait_ready(self, timeout_seconds: float = 45) -> None:
        """Wait until the bot is on the gateway; AssertionError with its log if it ends before."""
        ended = asyncio.create_task(self.wait())
        ready = asyncio.create_task(self.server.wait_ready(timeout_seconds))
        try:
            await asyncio.wait({ended, ready}, return_when=asyncio.FIRST_COMPLETED)
            assert not ended.done(), f"ended with code {ended.result()}:\n{self.log}"
            await ready
        finally:
            for task in (ended, ready):
                task.cancel()
            await asyncio.gather(ended, ready, return_exceptions=True)

    async def wait(self, timeout_seconds: float = 60) -> int:
        """Wait for the process to end and return its exit code."""
        assert self.process is not None
        async with asyncio.timeout(timeout_seconds):
            return await self.process.wait()

    async def run(self, *arguments: str) -> tuple[int, str]:
        """Run a bot that ends by itself; return its exit code and stdout."""
        await self.start(*arguments)
        assert self.process is not None
        try:
            async with asyncio.timeout(45):
                stdout, _ = await self.process.communicate()
        finally:
            await self.stop()
        assert self.process.returncode is not None
        return self.process.returncode, stdout.decode()

    def terminate(self) -> None:
        """Send SIGTERM, once."""
        assert self.process is not None
        self.process.terminate()

    async def stop(self) -> int:
        """Send SIGTERM and return the exit code; a bot that does not end is killed."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.terminate()
            try:
                async with asyncio.timeout(STOP_SECONDS):
                    await self.process.wait()
            except TimeoutError:
                self.process.kill()
        return await self.process.wait()
