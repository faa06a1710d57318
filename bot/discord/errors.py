"""The one place that turns an exception into what a person in Discord reads and what the log keeps.

Owns which sentence, the reference and the level; the sentences are in `texts`, sending one is for
`sending`.
"""

import asyncio
import logging
import math
import secrets
from dataclasses import dataclass

import aiohttp
import discord
from discord import app_commands

from bot.discord import texts
from bot.discord.ask.queue import Busy, Closing, TooSoon
from bot.wording.text import count
from index.errors import (
    DatelineError,
    ModelError,
    QuestionError,
    QuoteMismatch,
    StoreBusy,
    StoreError,
    StoreMissing,
    UsageError,
)
from index.question import MAX_QUESTION_CHARACTERS

log = logging.getLogger(__name__)

# What Discord says when nobody can be told any more, by its code.
GONE_CODES = {
    10003: "the channel is gone",
    10008: "the message is gone",
    10015: "the interaction is over",
    10062: "the interaction was answered too late (after 3 seconds)",
    40060: "the interaction was answered already: does a second bot run with the same token?",
    50027: "the interaction is over (after 15 minutes)",
}
# Where the bot may not do what it was about to do.
FORBIDDEN_CODES = {
    50001: "it does not see the channel",
    50007: "the person takes no direct messages",
    50013: "it lacks a permission",
    160002: "it may not read the history, so it cannot reply",
}


@dataclass(frozen=True, slots=True)
class ErrorReply:
    """What is made of an error."""

    sentence: str | None  # for the person; None where nobody can be told
    level: int  # of the log
    words: str  # for the log
    traceback: bool = False


def log_error(error: BaseException, doing: str) -> str | None:
    """Log `error` once and return a calm sentence for the person; None: nobody can be told.

    `doing` completes "while ...". An error that was not foreseen gets a reference, the same in the
    sentence and in the log.
    """
    reply = error_reply(error)
    log.log(
        reply.level,
        "%s (while %s)",
        reply.words,
        doing,
        exc_info=original(error) if reply.traceback else None,
    )
    return reply.sentence


def original(error: BaseException) -> BaseException:
    """Return what went wrong inside a command."""
    inner = getattr(error, "original", None)
    return inner if isinstance(inner, BaseException) else error


def error_reply(error: BaseException) -> ErrorReply:
    """Return what is made of `error`; a new reference each time for one not foreseen."""
    error = original(error)
    if isinstance(error, DatelineError):
        return _of_dateline(error)
    if isinstance(error, app_commands.AppCommandError):
        if (reply := _of_commands(error)) is not None:
            return reply
    elif isinstance(error, discord.HTTPException):
        return _of_discord(error)
    elif isinstance(error, discord.RateLimited | aiohttp.ClientError | asyncio.TimeoutError):
        return _not_taken(error)
    reference = secrets.token_hex(4)
    return ErrorReply(
        texts.UNFORESEEN.format(reference=reference),
        logging.ERROR,
        f"unexpected error, reference {reference}",
        traceback=True,
    )


def _of_dateline(error: DatelineError) -> ErrorReply:
    match error:
        case TooSoon():
            wait = count(math.ceil(error.seconds), "second")
            return _quiet(error, texts.TOO_SOON.format(wait=wait))
        case Closing():
            return _quiet(error, texts.CLOSING)
        case Busy():
            return _quiet(error, texts.BUSY, logging.INFO)
        case QuestionError():
            return _quiet(error, texts.INVALID_QUESTION.format(most=MAX_QUESTION_CHARACTERS))
        case UsageError():
            return _quiet(error, str(error))
        case QuoteMismatch():
            return ErrorReply(texts.CHANGING, logging.ERROR, f"nothing sent: {error}")
        case StoreMissing():
            return ErrorReply(texts.NO_LIBRARY, logging.ERROR, str(error))
        case StoreBusy():
            return ErrorReply(texts.LIBRARY_LOCKED, logging.WARNING, str(error))
    what = "library" if isinstance(error, StoreError | ModelError) else "bot"
    return ErrorReply(texts.CANNOT_ANSWER.format(what=what), logging.ERROR, str(error))


def _of_commands(error: app_commands.AppCommandError) -> ErrorReply | None:
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return ErrorReply(
            texts.COMMAND_CHANGED,
            logging.WARNING,
            f"Discord knows other commands than this bot, run `dateline bot --sync`: {error}",
        )
    if isinstance(error, app_commands.NoPrivateMessage):
        return _quiet(error, texts.SERVER_ONLY)
    if isinstance(error, app_commands.MissingPermissions):
        names = ", ".join(
            name.replace("guild", "server").replace("_", " ").title()
            for name in error.missing_permissions
        )
        return _quiet(error, texts.NEEDS_PERMISSION.format(names=names))
    if isinstance(error, app_commands.CheckFailure):
        return _quiet(error, texts.NOT_ALLOWED)
    if isinstance(error, app_commands.TransformerError):
        return _quiet(error, texts.UNREADABLE_VALUE)
    return None


def _of_discord(error: discord.HTTPException) -> ErrorReply:
    if (reason := GONE_CODES.get(error.code)) is not None:
        return ErrorReply(None, logging.WARNING, f"nobody left to answer: {reason}")
    if (reason := FORBIDDEN_CODES.get(error.code)) is not None:
        return ErrorReply(
            texts.LACKS_PERMISSION, logging.WARNING, f"the bot may not do this: {reason}"
        )
    if error.status >= 500 or error.status == 429:
        return _not_taken(error)
    reference = secrets.token_hex(4)
    return ErrorReply(
        texts.NOT_ACCEPTED.format(reference=reference),
        logging.ERROR,
        f"Discord did not accept a message, reference {reference}",
        traceback=True,
    )


def _not_taken(error: BaseException) -> ErrorReply:
    return ErrorReply(
        texts.NOT_TAKEN, logging.WARNING, f"Discord did not take a message: {_named(error)}"
    )


def _quiet(error: Exception, sentence: str, level: int = logging.DEBUG) -> ErrorReply:
    """Return an everyday error: told to the person, nothing an operator must see."""
    return ErrorReply(sentence, level, _named(error))


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
