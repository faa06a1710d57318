"""Watches the source folder beside the bot, in a process of its own.

Owns that process: it takes neither the interpreter nor memory of the models from those who ask, is
started again where it ends by itself, and never outlives the bot. What it does is `watching`'s.
"""

import dataclasses
import logging
import multiprocessing
import os
import signal
import threading

from bot.discord.operations.logs import structured_log
from bot.settings import Settings
from bot.sources.watching import Listener, watch
from index.errors import DatelineError
from index.report import Report

log = logging.getLogger(__name__)

# A fork would take over the threads' locks without the threads.
_PROCESSES = multiprocessing.get_context("spawn")

# Those who ask go first.
NICE = 5
# Until a process that ended by itself is started again; doubled each time, up to the last.
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 1.0, 60.0
ENDS_SECONDS = 5.0


class WatchProcess:
    """The process; use it in a `with`."""

    def __init__(self, settings: Settings) -> None:
        # The process has no use for the token.
        self._settings = dataclasses.replace(settings, discord_token="")
        self._stopping = threading.Event()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._thread = threading.Thread(target=self._supervise, name="watching", daemon=True)

    def __enter__(self) -> "WatchProcess":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it; what it wrote stays."""
        self._stopping.set()
        if self._process is not None:
            self._process.terminate()
        self._thread.join(ENDS_SECONDS)

    def _supervise(self) -> None:
        wait = FIRST_WAIT_SECONDS
        while not self._stopping.is_set():
            process = _PROCESSES.Process(
                target=watch_here, args=(self._settings,), name="watching", daemon=True
            )
            process.start()
            self._process = process
            if self._stopping.is_set():
                process.terminate()
            process.join()
            if not self._stopping.is_set():
                log.warning(
                    "the process that watches the documents ended (exit code %s); it is started "
                    "again in %.0f s",
                    process.exitcode,
                    wait,
                )
                self._stopping.wait(wait)
                wait = min(wait * 2, LONGEST_WAIT_SECONDS)


def watch_here(settings: Settings) -> None:
    """Watch in this process, and log what is done, until it is terminated or the bot is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends this
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(NICE)
    with structured_log(settings.log_format, settings.log_level):
        try:
            watch(settings, Listener(_log_report, _log_error, log.warning), threading.Event())
        except DatelineError as error:
            log.error("the documents are not watched: %s", error)
            raise SystemExit(error.exit_code) from error


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _log_report(report: Report) -> None:
    if report.added or report.changed or report.removed:
        log.info(
            "documents: %d added, %d changed, %d removed, %d could not be read",
            len(report.added),
            len(report.changed),
            len(report.removed),
            len(report.failed),
        )


def _log_error(error: Exception) -> None:
    if isinstance(error, DatelineError):
        log.warning("the documents could not be indexed, and are tried again: %s", error)
    else:
        log.error("the documents could not be indexed, and are tried again", exc_info=error)
