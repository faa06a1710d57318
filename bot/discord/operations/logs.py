"""The log of `dateline bot`: structured lines on stderr that hold no token.

Owns the two formats and what is taken out of every record. What is logged is for others.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Literal, TextIO

from bot.wording.text import one_line, visible

LogFormat = Literal["text", "json"]

HIDDEN = "[hidden]"
# Discord's own short-lived secrets: who knows an interaction's token may answer as the bot.
_SECRET_PATHS = re.compile(
    r"(?<=/webhooks/)(\d+)/[\w.~-]{20,}|(?<=/interactions/)(\d+)/[\w.~-]{20,}"
)
_OWN_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


# Which log nothing with a traceback but that a connection was lost.
_CONNECTION_LOGGERS = frozenset({"discord.client", "discord.shard", "discord.gateway"})


@contextmanager
def structured_log(
    log_format: LogFormat,
    level: str | int,
    *,
    secrets: Sequence[str] = (),
    stream: TextIO | None = None,
) -> Iterator[None]:
    """Log to `stream` (stderr) alone, from `level` on, and leave the root logger as it was."""
    root, handler = logging.getLogger(), logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_JsonLines() if log_format == "json" else _TextLines())
    handler.addFilter(OutageFilter())
    handler.addFilter(SecretsFilter(secrets))
    before, level_before = root.handlers[:], root.level
    root.handlers[:] = [handler]
    root.setLevel(level)
    try:
        yield
    finally:
        root.handlers[:] = before
        root.setLevel(level_before)


class OutageFilter(logging.Filter):
    """Makes one line of a lost connection, for which discord.py logs a traceback each time."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place; every record passes."""
        error = record.exc_info[1] if record.exc_info else None
        lost = record.name in _CONNECTION_LOGGERS and "onnect" in str(record.msg)
        if lost and error is not None:
            record.msg = f"{record.getMessage()} ({type(error).__name__}: {error})"
            record.args, record.exc_info, record.exc_text = None, None, None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


class SecretsFilter(logging.Filter):
    """Takes secrets out of a record: its message with its arguments, its traceback, its fields."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__()
        self._secrets = [secret for secret in secrets if secret]

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place; every record passes."""
        try:
            message = record.getMessage()
        except Exception as error:  # noqa: BLE001 - arguments that do not fit must not end the run
            message = f"{record.msg} {record.args} (not formatted: {error})"
        record.msg, record.args = self.hidden(message), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.exc_info = None
        if record.exc_text:
            record.exc_text = self.hidden(record.exc_text)
        if record.stack_info:
            record.stack_info = self.hidden(record.stack_info)
        for name in vars(record).keys() - _OWN_FIELDS:
            setattr(record, name, self.hidden(str(getattr(record, name))))
        return True

    def hidden(self, text: str) -> str:
        """Return `text` with HIDDEN in the place of every secret."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return _SECRET_PATHS.sub(rf"\g<1>\g<2>/{HIDDEN}", text)


class _TextLines(logging.Formatter):
    """One line of key=value for each record; a traceback follows it, indented."""

    def format(self, record: logging.LogRecord) -> str:
        line = " ".join(f"{name}={_quoted(value)}" for name, value in _fields(record).items())
        trace = _trace(record)
        return line + "".join(f"\n  {visible(each)}" for each in trace.splitlines())


class _JsonLines(logging.Formatter):
    """One JSON object on one line for each record."""

    def format(self, record: logging.LogRecord) -> str:
        trace = {"traceback": trace} if (trace := _trace(record)) else {}
        return json.dumps(_fields(record) | trace)


def _fields(record: logging.LogRecord) -> dict[str, str]:
    time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    extra = sorted(vars(record).keys() - _OWN_FIELDS)
    return {
        "time": time.replace("+00:00", "Z"),
        "level": record.levelname,
        "logger": record.name,
        "message": record.getMessage(),
    } | {name: str(getattr(record, name)) for name in extra}


def _trace(record: logging.LogRecord) -> str:
    trace = record.exc_text or ""
    if record.exc_info and not trace:
        trace = logging.Formatter().formatException(record.exc_info)
    return "\n".join(part for part in (trace, record.stack_info) if part)


def _quoted(value: str) -> str:
    value = one_line(value)
    if value and not re.search(r'[\s"=]', value):
        return value
    return '"' + value.replace('"', r"\"") + '"'
