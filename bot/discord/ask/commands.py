"""What every member can call: /ask, /timeline, /since, /help and "Find passages" in a menu.

Owns names, options and where they are offered; answering is in `asking`.
"""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.answering.scope import Scope
from bot.discord import sending
from bot.discord.ask.respond import answer_interaction, list_interaction
from bot.discord.state import Asked
from bot.wording.typed_dates import OptionStyle, TypedDates, today
from index.errors import UsageError
from index.periods import Days
from index.question import MAX_QUESTION_CHARACTERS
from index.store.records import Published

if TYPE_CHECKING:
    from discord import Interaction

    from bot.discord.client import DatelineClient

# On purpose, not by Discord's default: in servers that added the bot, and wherever a person goes
# who added it to their own account.
INSTALLS = app_commands.AppInstallationType(guild=True, user=True)
CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)

# Long enough for every form that is read; what is no date comes back in the answer.
Typed = app_commands.Range[str, 1, 100]
_OPTIONS = OptionStyle(name=str, joint=": ")
Words = app_commands.Range[str, 1, MAX_QUESTION_CHARACTERS]

HELP = """Dateline answers from the documents of its library: word for word, with the date each \
was published and the time its words speak of. It never writes an answer of its own; where the \
library holds none, it says so.

Ask with /ask, by mentioning me, or here in direct messages. A time in your question ("last \
summer") brings passages that speak of it to the top; Any time searches without it.

With /ask you can limit the dates of publication (after, before), ask as of a day (as_of: only \
what was published by then) or for passages that speak of a time (during), and have the answer to \
yourself (private). Write dates like 2020, 2020-01, 9 January 2020 or last summer.

/timeline shows what is said about a topic in the order of time, /since what newer documents say.

Follow up below an answer goes on from it; so does replying to an answer that I gave to a mention. \
A short question like "And when?" is searched together with the one before it.

In the menu of a message, Apps and then Find passages looks for passages that fit its text.

More shows further quotes, By date the newest first, Context what stands around one, Verify \
compares it with the document once more. A question without an answer helps those who look after \
the library: press 👎."""


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
    interaction: "Interaction[DatelineClient]",
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
    interaction: "Interaction[DatelineClient]",
    topic: Words,
    begins: Typed | None = None,
    ends: Typed | None = None,
    private: bool | None = None,
) -> None:
    """Show quotes about a topic in the order of the time they speak of."""
    between = _typed_dates().between(begins, ends)
    asked = Asked(topic, kind="timeline", between=between)
    await list_interaction(interaction, asked, private=private)


@app_commands.command(name="since", description="What documents published since a day say.")
@app_commands.rename(day="date")
@app_commands.describe(
    day="Since when? 2020, 9 January 2020, last week.",
    topic="Only what is said about this.",
    added="True: since documents came into the library, not since they were published.",
    private="Show the answer to you alone.",
)
async def since(
    interaction: "Interaction[DatelineClient]",
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
    asked = Asked(topic, None, scope, "since", between=Days(read.first), added=added)
    await list_interaction(interaction, asked, private=private)


@app_commands.command(name="help", description="What Dateline does, and how to ask.")
async def help_(interaction: "Interaction[DatelineClient]") -> None:
    """Say what can be done."""
    await sending.note(interaction, HELP)


@app_commands.context_menu(name="Find passages")
async def find_passages(
    interaction: "Interaction[DatelineClient]", message: discord.Message
) -> None:
    """Show the person alone what fits the words of a message.

    A time in it is taken for words like any others: the message was not said to the library, and
    "see you on Friday" asks for nothing of that Friday.
    """
    text = message.content.strip()
    if not any(character.isalnum() for character in text):
        raise UsageError("This message holds no words to look for.")
    question = text[:MAX_QUESTION_CHARACTERS]
    await answer_interaction(interaction, question, Scope(any_time=True), private=True)


def _typed_dates() -> TypedDates:
    return TypedDates(today(), _OPTIONS)


def add_commands(tree: "app_commands.CommandTree[DatelineClient]") -> None:
    """Add the commands of this module to a tree."""
    commands: list[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu] = [
        ask,
        timeline,
        since,
        help_,
        find_passages,
    ]
    for command in commands:
        command.allowed_installs = INSTALLS
        command.allowed_contexts = CONTEXTS
        tree.add_command(command)
