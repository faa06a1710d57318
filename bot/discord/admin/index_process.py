"""Brings the library in line in a process of its own, so that indexing cannot harm the bot.

There it takes neither the interpreter nor memory for the model from those who ask, may crash, and
dies with the bot at once: what it wrote stays, and the next run goes on from there.
"""

import dataclasses
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection

from bot.discord.operations.logs import structured_log
from bot.indexing import bring_in_line
from bot.settings import Settings
from index.errors import DatelineError, StoreError
from index.report import Progress, Report

# A fork would take over the threads' locks without the threads.
_PROCESSES = multiprocessing.get_context("spawn")


# Until a process that is told to end is left to itself.
ENDS_SECONDS = 5.0
# It leaves the cores to those who ask.
NICE = 10


class IndexingFailed(Exception):
    """An error that was not foreseen; its text is the traceback of the other process."""


def index_in_process(
    settings: Settings,
    *,
    progress: Callable[[Progress], None],
    waiting: Callable[[str], None],
    rebuild: bool = False,
) -> Report:
    """Do what `bring_in_line` does, in a process of its own, and wait for it in this thread.

    What `progress` or `waiting` raises ends the process. Raises what `bring_in_line` does, and
    IndexingFailed, and StoreError where the process is killed.
    """
    receiver, sender = _PROCESSES.Pipe(duplex=False)
    # The process has no use for the token.
    process = _PROCESSES.Process(
        target=_index,
        args=(sender, dataclasses.replace(settings, discord_token=""), rebuild),
        name="reindexing",
        daemon=True,  # ends when this process does
    )
    try:
        process.start()
        sender.close()
        while True:
            try:
                message = receiver.recv()
            except (EOFError, OSError) as error:
                process.join(ENDS_SECONDS)
                raise StoreError(
                    f"the process that indexes ended early (exit code {process.exitcode}); what it "
                    "wrote stays: run it again, and if it ends so again, make room in memory"
                ) from error
            match message:
                case Progress():
                    progress(message)
                case str():
                    waiting(message)
                case Report():
                    return message
                case Exception():
                    raise message
    finally:
        receiver.close()
        sender.close()
        if process.pid is not None:
            process.terminate()  # does nothing where it has ended
            process.join(ENDS_SECONDS)


def _index(sender: Connection, settings: Settings, rebuild: bool) -> None:
    """Index, and tell how far it is and how it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends this
    if hasattr(os, "nice"):
        os.nice(NICE)
    with structured_log(settings.log_format, settings.log_level):
        try:
            report = bring_in_line(
                settings, progress=sender.send, waiting=sender.send, rebuild=rebuild
            )
            sender.send(report)
        except BrokenPipeError:
            return  # the bot is gone
        except DatelineError as error:
            sender.send(error)
        except Exception:  # noqa: BLE001 - told, traceback and all, to who waits
            sender.send(IndexingFailed(traceback.format_exc()))
