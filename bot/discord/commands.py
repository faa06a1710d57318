"""What every member can call: /ask, /help and "Find passages" in the menu of a message.

Owns names, options and where they are offered; answering is in `asking`.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.answer import MAX_QUESTION_CHARACTERS
from bot.discord import sending
from bot.discord.asking import answer_interaction
from index.errors import UsageError
from index.periods import parse_publication_date
from index.store.records import Published

if TYPE_CHECKING:
    from discord import Interaction

    from bot.discord.client import DatelineClient

# On purpose, not by Discord's default: in servers that added the bot, and wherever a person goes
# who added it to their own account.
INSTALLS = app_commands.AppInstallationType(guild=True, user=True)
CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)

HELP = """Dateline answers from the documents of its library: word for word, with the date each \
was published. It never writes an answer of its own; where the library holds none, it says so.

Ask with /ask, by mentioning me, or here in direct messages. With /ask you can limit the dates of \
publication (after, before: 2020, 2020-01 or 2020-01-09) and have the answer to yourself (private).

Follow up below an answer goes on from it; so does replying to an answer that I gave to a mention. \
A short question like "And when?" is searched together with the one before it.

In the menu of a message, Apps and then Find passages looks for passages that fit its text.

More shows further quotes, Context what stands around one, Verify compares it with the document \
once more. A question without an answer helps those who look after the library: press 👎."""


def published_between(after: str | None, before: str | None) -> Published:
    """Return the filter from the first day of `after` on, up to the first day of `before`.

    Raises UsageError for what is not a date and for a range that holds no day.
    """
    published = Published(_first_day("after", after), _first_day("before", before))
    if published.after and published.before and published.after >= published.before:
        raise UsageError(
            f"No day lies between after: {after} and before: {before}. "
            "Give before a later date than after."
        )
    return published


@app_commands.command(name="ask", description="Ask the library; get quotes with their dates.")
@app_commands.describe(
    question="What do you want to know?",
    after="Only documents published from this date on: 2020, 2020-01 or 2020-01-09.",
    before="Only documents published before this date: 2020, 2020-01 or 2020-01-09.",
    private="Show the answer to you alone.",
)
async def ask(
    interaction: "Interaction[DatelineClient]",
    question: app_commands.Range[str, 1, MAX_QUESTION_CHARACTERS],
    after: str | None = None,
    before: str | None = None,
    private: bool | None = None,
) -> None:
    """Answer a question."""
    published = published_between(after, before)
    await answer_interaction(interaction, question, published, private=private)


@app_commands.command(name="help", description="What Dateline does, and how to ask.")
async def help_(interaction: "Interaction[DatelineClient]") -> None:
    """Say what can be done."""
    await sending.note(interaction, HELP)


@app_commands.context_menu(name="Find passages")
async def find_passages(
    interaction: "Interaction[DatelineClient]", message: discord.Message
) -> None:
    """Show the person alone what fits the words of a message."""
    text = message.content.strip()
    if not any(character.isalnum() for character in text):
        raise UsageError("This message holds no words to look for.")
    await answer_interaction(interaction, text[:MAX_QUESTION_CHARACTERS], private=True)


def add_commands(tree: "app_commands.CommandTree[DatelineClient]") -> None:
    """Add the commands of this module to a tree."""
    commands: list[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu] = [
        ask,
        help_,
        find_passages,
    ]
    for command in commands:
        command.allowed_installs = INSTALLS
        command.allowed_contexts = CONTEXTS
        tree.add_command(command)


def _first_day(option: str, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        period = parse_publication_date(value)
    except ValueError as error:
        raise UsageError(
            f"{option}: “{value}” is not a date. Write 2020, 2020-01, 2020-01-09 or 9 January 2020."
        ) from error
    return period.first if period else None
