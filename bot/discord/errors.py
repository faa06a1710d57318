"""The one place that turns an exception into what a person in Discord reads and what the log keeps.

Owns the sentence, the reference and the level; sending the sentence is for `sending`.
"""

import asyncio
import logging
import math
import secrets
from dataclasses import dataclass

import aiohttp
import discord
from discord import app_commands

from bot.discord.ask.queue import Busy, Closing, TooSoon
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
GONE = {
    10003: "the channel is gone",
    10008: "the message is gone",
    10015: "the interaction is over",
    10062: "the interaction was answered too late (after 3 seconds)",
    40060: "the interaction was answered already: does a second bot run with the same token?",
    50027: "the interaction is over (after 15 minutes)",
}
# Where the bot may not do what it was about to do.
FORBIDDEN = {
    50001: "it does not see the channel",
    50007: "the person takes no direct messages",
    50013: "it lacks a permission",
    160002: "it may not read the history, so it cannot reply",
}


@dataclass(frozen=True, slots=True)
class Mishap:
    """What is made of an error."""

    sentence: str | None  # for the person; None where nobody can be told
    level: int  # of the log
    words: str  # for the log
    traceback: bool = False


def tell(error: BaseException, doing: str) -> str | None:
    """Log `error` once and return a calm sentence for the person; None: nobody can be told.

    `doing` completes "while ...". An error that was not foreseen gets a reference, the same in the
    sentence and in the log.
    """
    mishap = explain(error)
    log.log(
        mishap.level,
        "%s (while %s)",
        mishap.words,
        doing,
        exc_info=original(error) if mishap.traceback else None,
    )
    return mishap.sentence


def original(error: BaseException) -> BaseException:
    """Return what went wrong inside a command."""
    inner = getattr(error, "original", None)
    return inner if isinstance(inner, BaseException) else error


def explain(error: BaseException) -> Mishap:
    """Return what is made of `error`; a new reference each time for one not foreseen."""
    error = original(error)
    if isinstance(error, DatelineError):
        return _of_dateline(error)
    if isinstance(error, app_commands.AppCommandError):
        if (mishap := _of_commands(error)) is not None:
            return mishap
    elif isinstance(error, discord.HTTPException):
        return _of_discord(error)
    elif isinstance(error, discord.RateLimited | aiohttp.ClientError | asyncio.TimeoutError):
        return Mishap(
            "Discord did not take the answer. Ask again in a while.",
            logging.WARNING,
            f"Discord did not take a message: {_named(error)}",
        )
    reference = secrets.token_hex(4)
    return Mishap(
        f"Something went wrong that Dateline did not foresee (reference {reference}). "
        "Whoever runs this bot finds it in the log under that reference.",
        logging.ERROR,
        f"unexpected error, reference {reference}",
        traceback=True,
    )


def _of_dateline(error: DatelineError) -> Mishap:
    if isinstance(error, TooSoon):
        wait = math.ceil(error.seconds)
        unit = "second" if wait == 1 else "seconds"
        return _quiet(error, f"Not so fast: ask again in {wait} {unit}.")
    if isinstance(error, Closing):
        return _quiet(error, "Dateline is about to restart. Ask again in a minute.")
    if isinstance(error, Busy):
        return _quiet(error, "Dateline is busy, try again in a moment.", logging.INFO)
    if isinstance(error, QuestionError):
        return _quiet(
            error,
            "Ask with at least one word and at most "
            f"{MAX_QUESTION_CHARACTERS:,} characters, for example: Who invited Sadr to Tehran?",
        )
    if isinstance(error, UsageError):
        return _quiet(error, str(error))
    if isinstance(error, QuoteMismatch):
        return Mishap(
            "The documents are just being changed. Ask again in a moment.",
            logging.ERROR,
            f"nothing sent: {error}",
        )
    if isinstance(error, StoreMissing):
        return Mishap(
            "The library is not made yet. Whoever manages this bot makes it with /reindex.",
            logging.ERROR,
            str(error),
        )
    if isinstance(error, StoreBusy):
        return Mishap(
            "The library is being written to. Try again in a moment.", logging.WARNING, str(error)
        )
    what = "library" if isinstance(error, StoreError | ModelError) else "bot"
    return Mishap(
        f"The {what} cannot answer at the moment; whoever runs it finds the reason in the log.",
        logging.ERROR,
        str(error),
    )


def _of_commands(error: app_commands.AppCommandError) -> Mishap | None:
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return Mishap(
            "This command has changed. Reload Discord and try again.",
            logging.WARNING,
            f"Discord knows other commands than this bot, run `dateline bot --sync`: {error}",
        )
    if isinstance(error, app_commands.NoPrivateMessage):
        return _quiet(error, "This works in a server only.")
    if isinstance(error, app_commands.MissingPermissions):
        names = ", ".join(
            name.replace("guild", "server").replace("_", " ").title()
            for name in error.missing_permissions
        )
        return _quiet(error, f"This needs the permission {names}.")
    if isinstance(error, app_commands.CheckFailure):
        return _quiet(error, "You may not use this here.")
    if isinstance(error, app_commands.TransformerError):
        return _quiet(error, "One of the values cannot be read. Check what you typed.")
    return None


def _of_discord(error: discord.HTTPException) -> Mishap:
    if (reason := GONE.get(error.code)) is not None:
        return Mishap(None, logging.WARNING, f"nobody left to answer: {reason}")
    if (reason := FORBIDDEN.get(error.code)) is not None:
        return Mishap(
            "The bot lacks a permission here. Somebody who manages the server finds out which "
            "with /setup check.",
            logging.WARNING,
            f"the bot may not do this: {reason}",
        )
    if error.status >= 500 or error.status == 429:
        return Mishap(
            "Discord did not take the answer. Ask again in a while.",
            logging.WARNING,
            f"Discord did not take a message: {_named(error)}",
        )
    reference = secrets.token_hex(4)
    return Mishap(
        f"Discord did not accept the answer (reference {reference}). Whoever runs this bot finds "
        "it in the log under that reference.",
        logging.ERROR,
        f"Discord did not accept a message, reference {reference}",
        traceback=True,
    )


def _quiet(error: Exception, sentence: str, level: int = logging.DEBUG) -> Mishap:
    """A mishap of everyday: told to the person, nothing an operator must see."""
    return Mishap(sentence, level, _named(error))


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
