"""The process's own streams and its log, made fit for people and pipes.

Owns encodings, line ends and the log's handler; what is written is for others.
"""

import io
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.wording.text import visible


def set_up_streams() -> None:
    """Let no character end the run, and let a pipe carry the stored text as it is."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        else:  # Windows would write its own code page and line ends
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def discard_stdout() -> None:
    """Point stdout at nothing once its reader is gone, or Python would complain at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # not a file of the system's
        return


@contextmanager
def log_to_stderr() -> Iterator[None]:
    """Log to stderr from WARNING on, and leave the root logger as it was found."""
    root, handler = logging.getLogger(), logging.StreamHandler(sys.stderr)
    level = root.level
    handler.setFormatter(_HarmlessFormatter("%(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


class _HarmlessFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return visible(super().format(record))
