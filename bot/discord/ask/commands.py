"""What every member can call: /ask, /timeline, /since, /coverage, /help, "Find passages".

Owns names, options and where they are offered; answering is in `respond`.
"""

from typing import Any

import discord
from discord import app_commands

from bot.answering.scope import Scope
from bot.discord import sending, texts
from bot.discord.ask.message_filter import asker_of
from bot.discord.ask.privacy import ForgetCommands, privacy
from bot.discord.ask.respond import (
    answer_interaction,
    coverage_interaction,
    list_interaction,
)
from bot.discord.client import DatelineClient, Interaction
from bot.discord.examples import example_for
from bot.discord.granting import grant_for
from bot.discord.requests import Request
from bot.discord.views.markdown import escape
from bot.wording.typed_dates import OptionStyle, TypedDates, today
from index.errors import UsageError
from index.periods import Days
from index.question import MAX_QUESTION_CHARACTERS
from index.store.records import Published

# On purpose, not by Discord's default: in servers that added the bot, and wherever a person goes
# who added it to their own account.
INSTALLS = app_commands.AppInstallationType(guild=True, user=True)
CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)

# Long enough for every form that is read; what is no date comes back in the answer.
Typed = app_commands.Range[str, 1, 100]
_OPTIONS = OptionStyle(name=str, joint=": ")
Words = app_commands.Range[str, 1, MAX_QUESTION_CHARACTERS]


@app_commands.command(name="ask", description="Ask the library; get quotes with their dates.")
@app_commands.describe(
    question="What do you want to know?",
    after="Only documents published from then on: 2020, 9 January 2020, last summer.",
    before="Only documents published before then: 2020, 9 January 2020, last summer.",
    as_of="Answer as on that day: only what was published by then.",
    during="Only passages that speak of this time: 2019-09, last summer.",
    private="Show the answer to you alone.",
)
async def ask(
    interaction: Interaction,
    question: Words,
    after: Typed | None = None,
    before: Typed | None = None,
    as_of: Typed | None = None,
    during: Typed | None = None,
    private: bool | None = None,
) -> None:
    """Answer a question."""
    scope = _typed_dates().scope(after=after, before=before, as_of=as_of, during=during)
    await answer_interaction(interaction, question, scope, private=private)


@app_commands.command(name="timeline", description="What is said about a topic, by its time.")
@app_commands.rename(begins="from", ends="to")
@app_commands.describe(
    topic="What about? A name or a question.",
    begins="Only what speaks of this time or later: 2020, 9 January 2020, last summer.",
    ends="Only what speaks of this time or earlier.",
    private="Show the timeline to you alone.",
)
async def timeline(
    interaction: Interaction,
    topic: Words,
    begins: Typed | None = None,
    ends: Typed | None = None,
    private: bool | None = None,
) -> None:
    """Show quotes about a topic in the order of the time they speak of."""
    between = _typed_dates().between(begins, ends)
    request = Request(topic, kind="timeline", between=between)
    await list_interaction(interaction, request, private=private)


@app_commands.command(name="since", description="What documents published since a day say.")
@app_commands.rename(day="date")
@app_commands.describe(
    day="Since when? 2020, 9 January 2020, last week.",
    topic="Only what is said about this.",
    added="True: since documents came into the library, not since they were published.",
    private="Show the answer to you alone.",
)
async def since(
    interaction: Interaction,
    day: Typed,
    topic: Words | None = None,
    added: bool = False,
    private: bool | None = None,
) -> None:
    """Show what the newest documents say."""
    read = _typed_dates().days("date", day)
    # A question that goes on from it keeps to the same documents, where their dates tell which.
    scope = Scope() if added else Scope(Published(after=read.first))
    topic = (topic or "").strip()
    request = Request(topic, None, scope, "since", between=Days(read.first), added=added)
    await list_interaction(interaction, request, private=private)


@app_commands.command(
    name="coverage", description="What the library holds of which time, and gaps."
)
@app_commands.describe(private="Show it to you alone.")
async def coverage(interaction: Interaction, private: bool | None = None) -> None:
    """Show how many documents there are of each time, and of when they speak."""
    await coverage_interaction(interaction, private=private)


@app_commands.command(name="help", description="What Dateline does, and how to ask.")
async def help_(interaction: Interaction) -> None:
    """Say what can be done."""
    example = await example_for(interaction.client, await grant_for(interaction, alone=True))
    shown = texts.FOR_EXAMPLE.format(question=escape(example)) if example else ""
    await sending.note(interaction, shown + texts.HELP)


@app_commands.context_menu(name="Find passages")
async def find_passages(interaction: Interaction, message: discord.Message) -> None:
    """Show the person alone what fits the words of a message.

    A time in it is taken for words like any others: the message was not said to the library, and
    "see you on Friday" asks for nothing of that Friday.
    """
    text = message.content.strip()
    if not any(character.isalnum() for character in text):
        raise UsageError(texts.NOTHING_TO_LOOK_FOR)
    question = text[:MAX_QUESTION_CHARACTERS]
    scope = Scope(any_time=True)
    # The words are somebody else's, and what is noted is read by others.
    await answer_interaction(interaction, question, scope, private=True, noted=False)


@app_commands.context_menu(name="Remove answer")
async def remove_answer(interaction: Interaction, message: discord.Message) -> None:
    """Take an answer away, for the one who asked and for those who may delete messages."""
    asker = asker_of(message) if message.author.id == interaction.client.application_id else None
    if asker is None:
        raise UsageError(texts.NO_ANSWER)
    if interaction.user.id != asker and not interaction.permissions.manage_messages:
        raise UsageError(texts.NOT_YOURS)
    await message.delete()
    await sending.note(interaction, texts.REMOVED)


def _typed_dates() -> TypedDates:
    return TypedDates(today(), _OPTIONS)


def add_commands(tree: "app_commands.CommandTree[DatelineClient]") -> None:
    """Add the commands of this module to a tree."""
    commands: list[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu] = [
        ask,
        timeline,
        since,
        coverage,
        help_,
        find_passages,
        privacy,
        remove_answer,
    ]
    for command in commands:
        command.allowed_installs = INSTALLS
        command.allowed_contexts = CONTEXTS
        tree.add_command(command)
    forget = ForgetCommands()
    forget.allowed_installs, forget.allowed_contexts = INSTALLS, CONTEXTS
    tree.add_command(forget)
