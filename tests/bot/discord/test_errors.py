import logging
import re
from types import SimpleNamespace

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.discord.ask.queue import Busy, Closing, TooSoon
from bot.discord.errors import log_error
from index.errors import (
    DatelineError,
    ModelError,
    QuestionError,
    QuoteMismatch,
    StoreBroken,
    StoreBusy,
    StoreMissing,
    UsageError,
)


def http(status, code=0, kind=discord.HTTPException):
    return kind(SimpleNamespace(status=status, reason="no"), {"code": code, "message": "words"})


CANNOT = "The {} cannot answer at the moment; whoever runs it finds the reason in the log."
NOT_TAKEN = "Discord did not take the answer. Ask again in a while."
LACKS = (
    "The bot lacks a permission here. Somebody who manages the server finds out which with "
    "/setup check."
)


@pytest.mark.parametrize(
    ("error", "sentence", "level"),
    [
        (TooSoon(0.2), "Not so fast: ask again in 1 second.", "DEBUG"),
        (TooSoon(4.01), "Not so fast: ask again in 5 seconds.", "DEBUG"),
        (Busy("all 52"), "Dateline is busy, try again in a moment.", "INFO"),
        (Closing(""), "Dateline is about to restart. Ask again in a minute.", "DEBUG"),
        (
            QuestionError("inner"),
            "Ask with at least one word and at most 2,000 characters.",
            "DEBUG",
        ),
        (UsageError("Do it so."), "Do it so.", "DEBUG"),
        (
            QuoteMismatch("x"),
            "The documents are just being changed. Ask again in a moment.",
            "ERROR",
        ),
        (
            StoreMissing("x"),
            "The library is not made yet. Whoever manages this bot makes it with /reindex.",
            "ERROR",
        ),
        (StoreBusy("x"), "The library is being written to. Try again in a moment.", "WARNING"),
        (StoreBroken("x"), CANNOT.format("library"), "ERROR"),
        (ModelError("x"), CANNOT.format("library"), "ERROR"),
        (DatelineError("x"), CANNOT.format("bot"), "ERROR"),
        (
            app_commands.CommandNotFound("old", []),
            "This command has changed. Reload Discord and try again.",
            "WARNING",
        ),
        (app_commands.NoPrivateMessage(), "This works in a server only.", "DEBUG"),
        (
            app_commands.MissingPermissions(["manage_guild"]),
            "This needs the permission Manage Server.",
            "DEBUG",
        ),
        (app_commands.CheckFailure(), "You may not use this here.", "DEBUG"),
        (http(404, 10062, discord.NotFound), None, "WARNING"),
        (http(400, 40060), None, "WARNING"),
        (http(401, 50027), None, "WARNING"),
        (http(404, 10008, discord.NotFound), None, "WARNING"),
        (http(403, 50013, discord.Forbidden), LACKS, "WARNING"),
        (http(403, 50001, discord.Forbidden), LACKS, "WARNING"),
        (http(503, 0, discord.DiscordServerError), NOT_TAKEN, "WARNING"),
        (http(429), NOT_TAKEN, "WARNING"),
        (discord.RateLimited(100.0), NOT_TAKEN, "WARNING"),
        (aiohttp.ServerDisconnectedError(), NOT_TAKEN, "WARNING"),
        (TimeoutError(), NOT_TAKEN, "WARNING"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_each_error_has_its_sentence_and_its_level(error, sentence, level, caplog):
    caplog.set_level(logging.DEBUG)
    assert log_error(error, "answering") == sentence
    (line,) = caplog.records
    assert line.levelname == level
    assert line.message.endswith("(while answering)")
    assert line.exc_info is None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("inner words"), "Something went wrong that Dateline did not foresee"),
        (http(400, 50035), "Discord did not accept the answer"),
        (app_commands.AppCommandError("inner words"), "Something went wrong"),
    ],
)
def test_what_was_not_foreseen_has_a_reference_and_its_traceback_is_under_it(error, said, caplog):
    sentence = log_error(error, "answering")
    assert sentence.startswith(said)
    assert "words" not in sentence
    reference = re.search(r"\(reference ([0-9a-f]{8})\)", sentence)[1]
    (line,) = caplog.records
    assert (line.levelname, line.exc_info[1]) == ("ERROR", error)
    assert f"reference {reference}" in line.message


def test_two_errors_have_two_references():
    assert log_error(ValueError(), "x") != log_error(ValueError(), "x")


def test_an_error_inside_a_command_is_the_error(caplog):
    command = SimpleNamespace(name="ask", qualified_name="ask")
    error = app_commands.CommandInvokeError(command, StoreBroken("the file is damaged"))
    assert log_error(error, "answering /ask") == CANNOT.format("library")
    assert caplog.messages == ["the file is damaged (while answering /ask)"]
