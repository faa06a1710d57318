"""/reindex: brings the library in line with the documents, or makes its index anew.

Questions go on meanwhile. Owns that one run goes on at a time, how its progress is shown to who
began it, and how its end is told when Discord takes no more edits. What is done to the index is
`bring_in_line`'s.
"""

import asyncio
import functools
import logging
import threading
from collections.abc import Callable
from typing import Protocol

import discord
from discord import app_commands

from bot.discord import texts
from bot.discord.admin.index_process import index_in_process
from bot.discord.admin.permissions import (
    MESSAGE_LIMIT,
    PINGS_NOBODY,
    managed_server,
    say,
    text_file,
)
from bot.discord.admin.places import without_places
from bot.discord.ask.worker import seen_by
from bot.discord.client import Interaction
from bot.discord.errors import log_error
from bot.discord.granting import managers_grant
from bot.discord.views.markdown import cut, escape, line, size
from bot.settings import Settings
from bot.wording.coverage import coverage
from bot.wording.dates import long_date
from bot.wording.reports import report_text
from bot.wording.text import count
from index.errors import DatelineError, StoreMissing
from index.report import Progress, Report

log = logging.getLogger(__name__)

EDIT_EVERY_SECONDS = 2.0
FAILURES_NAMED = 10  # in the message; the file names all
_FAILURE_CHARACTERS = 150


class BringInLine(Protocol):
    """`bot.indexing.bring_in_line`, or what stands for it."""

    def __call__(
        self,
        settings: Settings,
        *,
        progress: Callable[[Progress], None],
        waiting: Callable[[str], None],
        rebuild: bool,
    ) -> Report:
        """Bring the index in line."""


class _Stopped(DatelineError):
    """The bot closes; what was written stays, and the next run goes on from there."""


class Reindexing:
    """The one run of this process."""

    def __init__(
        self,
        bring: BringInLine = index_in_process,
        *,
        edit_every_seconds: float = EDIT_EVERY_SECONDS,
    ) -> None:
        self._bring = bring
        self._edit_every_seconds = edit_every_seconds
        self._under_way = False

    def command(self) -> "app_commands.Command[discord.app_commands.Group, ..., None]":
        """Return the command."""
        return app_commands.Command(
            name="reindex",
            description="Bring the library in line with its documents.",
            callback=self.run,
        )

    @app_commands.describe(
        rebuild="True: make the index anew from all documents, which mends one that is damaged."
    )
    async def run(self, interaction: Interaction, rebuild: bool = False) -> None:
        """Run, unless a run is under way; return when it has ended and that was told."""
        managed_server(interaction)
        if self._under_way:
            await say(interaction, texts.REINDEX_UNDER_WAY)
            return
        self._under_way = True
        try:
            await interaction.response.send_message(
                texts.REINDEX_STARTS, ephemeral=True, allowed_mentions=PINGS_NOBODY
            )
            await self._watch(interaction, rebuild=rebuild)
        finally:
            self._under_way = False

    async def _watch(self, interaction: Interaction, *, rebuild: bool) -> None:
        notice = _Notice(interaction)
        whole = await sees_all(interaction)
        settings = interaction.client.settings
        bring = functools.partial(self._bring, rebuild=rebuild)
        run = _Run(bring, settings, interaction.client.is_closed)
        ended = run.start()
        shown = ""
        while not ended.done():
            await asyncio.wait([ended], timeout=self._edit_every_seconds)
            if not ended.done() and run.state != shown:
                shown = run.state
                told = f"Reindexing: {escape(shown)}" if whole else texts.REINDEX_RUNS
                await notice.progress(told)
        try:
            report = ended.result()
        except _Stopped:
            await notice.end(texts.REINDEX_STOPPED)
        except DatelineError as error:
            log.warning("reindexing failed: %s", error)
            named = without_places(str(error), settings)
            said = cut(f"Reindexing failed: {named}", MESSAGE_LIMIT)
            await notice.end(said if whole else texts.REINDEX_FAILED_ELSEWHERE)
        except Exception as error:  # noqa: BLE001 - told here: the interaction may be long over
            await notice.end(log_error(error, "reindexing") or texts.REINDEX_FAILED)
        else:
            if whole and await sees_all(interaction):
                await notice.end(*report_message(report, settings))
            else:
                await notice.end(await _own_report(interaction))


async def sees_all(interaction: Interaction) -> bool:
    """Say whether there is no library that the server does not see, of which a report would tell.

    Where the library cannot be opened, none of it can be told.
    """
    client, grant = interaction.client, managers_grant(interaction)

    def look() -> bool:
        there = client.library_of().libraries()
        return grant.seen(there) >= {one.name for one in there}

    try:
        return await client.queue.run(look)
    except StoreMissing:
        return True  # there is nothing yet
    except DatelineError:
        return not client.settings.libraries


async def _own_report(interaction: Interaction) -> str:
    """Return how the libraries of the server are after a run that went over others too."""
    client, grant = interaction.client, managers_grant(interaction)
    try:
        status = await client.queue.run(lambda: seen_by(client.library_of(), grant).status())
    except DatelineError:
        return texts.REINDEX_FAILED_ELSEWHERE
    lines = [f"Reindexed. The library holds {coverage(status.library, long_date)}."]
    if status.failed:
        lines.append("Could not be read:")
        named = status.failed[:FAILURES_NAMED]
        settings = interaction.client.settings
        lines += [
            without_places(f"{file.path}: {file.reason}", settings)[:_FAILURE_CHARACTERS]
            for file in named
        ]
    return cut("\n".join(lines), MESSAGE_LIMIT)


class _Run:
    """A run in a thread of its own, which a stopping process need not wait for."""

    def __init__(
        self, bring: Callable[..., Report], settings: Settings, stopping: Callable[[], bool]
    ) -> None:
        self._bring = bring
        self._settings = settings
        self._stopping = stopping
        self.state = "starting."

    def start(self) -> "asyncio.Future[Report]":
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[Report] = loop.create_future()

        def hand_over(report: Report | None, error: BaseException | None) -> None:
            if ended.done():
                return
            if error is not None:
                ended.set_exception(error)
            elif report is not None:
                ended.set_result(report)

        def work() -> None:
            report, failure = None, None
            try:
                report = self._bring(self._settings, progress=self._advance, waiting=self._wait)
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                failure = error
            try:
                loop.call_soon_threadsafe(hand_over, report, failure)
            except RuntimeError:  # the loop is closed, nobody waits any more
                log.warning("reindexing ended after the bot had stopped")

        threading.Thread(target=work, name="reindexing", daemon=True).start()
        return ended

    def _advance(self, progress: Progress) -> None:
        if self._stopping():
            raise _Stopped("the bot stops")
        files = f" {progress.done:,} of {count(progress.total, 'file')}" if progress.total else ""
        self.state = f"{progress.stage}{files}."

    def _wait(self, message: str) -> None:
        self.state = f"{message}."


class _Notice:
    """The message of one run, shown to who began it.

    Where it cannot be edited any more, its end is told to that person directly.
    """

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction
        self._lost = False

    async def progress(self, text: str) -> None:
        """Show how far the run is, if that is still possible."""
        await self._edit(text, None)

    async def end(self, text: str, report: str | None = None) -> None:
        """Show how the run ended, with the report as a file where it is given."""
        if await self._edit(text, report):
            return
        try:
            await self._interaction.user.send(
                text,
                files=[text_file("reindex.txt", report)] if report else [],
                suppress_embeds=True,
                allowed_mentions=PINGS_NOBODY,
            )
        except (discord.HTTPException, OSError) as error:
            log.warning("the end of a reindexing reached nobody: %s", error)

    async def _edit(self, text: str, report: str | None) -> bool:
        """Edit the message and say whether that went well; give up once it is lost."""
        if self._lost or self._interaction.is_expired():
            return False
        try:
            await self._interaction.edit_original_response(
                content=text,
                attachments=[text_file("reindex.txt", report)] if report else [],
                allowed_mentions=PINGS_NOBODY,
            )
        except discord.HTTPException as error:
            self._lost = error.status in (401, 403, 404)
            log.warning("the message of a reindexing cannot be edited: %s", error)
            return False
        except OSError as error:
            log.warning("the message of a reindexing cannot be edited: %s", error)
            return False
        return True


def report_message(report: Report, settings: Settings) -> tuple[str, str | None]:
    """Return what the message says of a run, and the whole report where that is not all of it."""
    whole = without_places(report_text(report), settings)
    text = escape(whole.rstrip("\n"))
    if size(text) <= MESSAGE_LIMIT:
        return text, None
    lines = whole.splitlines()
    shown = [escape(lines[0])]
    if report.failed:
        shown.append("Could not be read:")
        shown += [
            line(without_places(f"{file.path}: {file.reason}", settings), _FAILURE_CHARACTERS)
            for file in report.failed[:FAILURES_NAMED]
        ]
    if len(report.failed) > FAILURES_NAMED:
        shown.append(f"and {len(report.failed) - FAILURES_NAMED:,} more")
    shown += [escape(lines[-1]), "The file holds the whole report."]
    return "\n".join(shown), whole
