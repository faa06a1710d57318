"""/settings: what the managers of a server decide about the bot.

Owns the commands and what they say; the values are kept in `state`, and obeyed elsewhere.
"""

from collections.abc import Sequence
from typing import Literal

import discord
from discord import app_commands

from bot.discord import texts
from bot.discord.admin.permissions import PERMISSIONS, managed_server, manages, say
from bot.discord.client import Interaction
from bot.discord.state import ChannelSettings, ServerSettings
from bot.discord.views.markdown import escape
from bot.wording.text import count
from index.errors import DatelineError, UsageError
from index.libraries import LibraryRecord, named_library

AnswerChannel = (
    discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel
)

MOST_LIBRARIES = 50
CHOICES = 25  # Discord takes no more
MOST_CHANNELS = 25  # of each kind: all settings fit in one message


class SettingsCommands(app_commands.Group):
    """The commands below /settings."""

    def __init__(self) -> None:
        super().__init__(
            name="settings",
            description="What the bot does in this server.",
            default_permissions=PERMISSIONS,
        )

    @app_commands.command(description="Show all settings of this server.")
    async def show(self, interaction: Interaction) -> None:
        """Show all settings."""
        server = managed_server(interaction)
        settings = interaction.client.state.server(server)
        await say(interaction, settings_text(settings, interaction.guild))

    @app_commands.command(description="Where questions are answered; everywhere, unless set.")
    @app_commands.describe(
        change="Add or remove a channel, or answer everywhere again.",
        channel="The channel or forum, with its threads.",
    )
    async def channels(
        self,
        interaction: Interaction,
        change: Literal["add", "remove", "everywhere"],
        channel: AnswerChannel | None = None,
    ) -> None:
        """Change where questions are answered."""
        server, state = managed_server(interaction), interaction.client.state
        before = state.server(server).channels
        chosen = () if change == "everywhere" else _changed(before, change, channel)
        settings = state.change_server(server, channels=chosen)
        await say(interaction, _where(settings))

    @app_commands.command(description="Whether only the asker sees an answer to /ask.")
    @app_commands.describe(on="True: only the asker sees it, unless they ask otherwise.")
    async def private(self, interaction: Interaction, on: bool) -> None:
        """Change whether answers are private."""
        server = managed_server(interaction)
        settings = interaction.client.state.change_server(server, private=on)
        await say(interaction, _private(settings))

    @app_commands.command(description="What one channel does otherwise than the server.")
    @app_commands.describe(
        channel="The channel, with its threads.",
        thread="In which thread a message there is answered; its name is the question.",
        private="Whether only the asker sees an answer to /ask there.",
        cooldown="Seconds that a person waits between two questions there, 0 to 3600.",
        reset="True: it does as the server again.",
    )
    async def channel(
        self,
        interaction: Interaction,
        channel: AnswerChannel,
        thread: Literal["off", "public", "private"] | None = None,
        private: bool | None = None,
        cooldown: app_commands.Range[int, 0, 3600] | None = None,
        reset: bool = False,
    ) -> None:
        """Change what holds in one channel."""
        server, state = managed_server(interaction), interaction.client.state
        own = {one.channel_id: one for one in state.server(server).own}
        before = own.pop(channel.id, ChannelSettings(channel.id))
        if not reset:
            if thread is None and private is None and cooldown is None:
                raise UsageError("Choose what to change: thread, private or cooldown.")
            if len(own) == MOST_CHANNELS:
                raise UsageError(f"At most {MOST_CHANNELS} channels can be otherwise.")
            own[channel.id] = ChannelSettings(
                channel.id,
                before.thread if thread is None else thread,
                before.private if private is None else private,
                before.cooldown_seconds if cooldown is None else cooldown,
            )
        settings = state.change_server(server, own=tuple(own.values()))
        await say(interaction, "\n".join(_own(settings)) or "No channel is otherwise.")

    @app_commands.command(description="How long a person waits between two questions.")
    @app_commands.describe(seconds="0 to 3600.")
    async def cooldown(
        self, interaction: Interaction, seconds: app_commands.Range[int, 0, 3600]
    ) -> None:
        """Change the cooldown."""
        server = managed_server(interaction)
        settings = interaction.client.state.change_server(server, cooldown_seconds=seconds)
        await say(interaction, _cooldown(settings))

    @app_commands.command(description="Where questions need no mention; nowhere, unless set.")
    @app_commands.describe(
        change="Add or remove a channel or forum, or listen nowhere.",
        channel="The channel or forum.",
        threads="True: plain questions go on in threads where the bot answered.",
        reaction="True: a reaction tells that nothing answers; False: silence.",
    )
    async def listening(
        self,
        interaction: Interaction,
        change: Literal["add", "remove", "nowhere"] | None = None,
        channel: AnswerChannel | None = None,
        threads: bool | None = None,
        reaction: bool | None = None,
    ) -> None:
        """Change where the bot listens."""
        server, state = managed_server(interaction), interaction.client.state
        if change is None and threads is None and reaction is None:
            raise UsageError("Choose what to change: a channel, threads, or the reaction.")
        before = state.server(server)
        chosen = before.listening
        if change is not None:
            chosen = () if change == "nowhere" else _changed(chosen, change, channel)
        settings = state.change_server(
            server,
            listening=chosen,
            threads=before.threads if threads is None else threads,
            reacts=before.reacts if reaction is None else reaction,
        )
        lines = f"{_listening(settings)}\n{_threads(settings)}"
        deaf = not interaction.client.intents.message_content
        listens = bool(settings.listening) or settings.threads
        await say(interaction, lines + (f"\n{texts.INTENT_MISSING}" if deaf and listens else ""))

    @app_commands.command(name="manager-role", description="A role that may manage the bot too.")
    @app_commands.describe(role="The role; leave it out to take the right away again.")
    async def manager_role(
        self, interaction: Interaction, role: discord.Role | None = None
    ) -> None:
        """Change the role that may manage the bot."""
        server = managed_server(interaction)
        if role is not None and role.is_default():
            raise UsageError("Everyone would manage the bot then. Choose another role.")
        settings = interaction.client.state.change_server(server, manager_role=role and role.id)
        hint = f"\n{texts.ALLOW_THE_ROLE}" if role else ""
        await say(interaction, _role(settings) + hint)

    @app_commands.command(description="Which libraries are seen here; those of the server.")
    @app_commands.describe(
        change="Add or remove a library, or see again what the server sees.",
        name="The library.",
        channel="Only in this channel, with its threads.",
        role="Only by those with this role, whose answers they alone see.",
    )
    async def library(
        self,
        interaction: Interaction,
        change: Literal["add", "remove", "reset"],
        name: str | None = None,
        channel: AnswerChannel | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Change which libraries are seen where."""
        server = managed_server(interaction)
        if channel is not None and role is not None:
            raise UsageError("Choose a channel or a role, not both.")
        target = channel.id if channel else role.id if role else server
        await interaction.response.defer(ephemeral=True)
        may = await libraries_to_give(interaction)
        state = interaction.client.state
        before = state.server(server)
        if change == "reset":
            kept = tuple(pair for pair in before.libraries if pair[0] != target)
            settings = state.change_server(server, libraries=kept)
        else:
            library = named_library(name or "", [one.name for one in may])
            if library is None or library not in {one.name for one in may}:
                raise UsageError(_no_such(name, may))
            pairs = _with_library(before.libraries, target, library, change)
            settings = state.change_server(server, libraries=pairs)
            if change == "add" and runs_the_bot(interaction):
                allowed = dict.fromkeys((*before.allowed, library))
                settings = state.change_server(server, allowed=tuple(allowed))
        await say(interaction, _libraries(settings, interaction.guild))

    @library.autocomplete("name")
    async def _library_names(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        if not manages(interaction):
            return []
        try:
            may = await libraries_to_give(interaction)
        except DatelineError:  # the command itself will tell
            return []
        names = [one.name for one in may if typed.casefold() in one.name.casefold()]
        return [app_commands.Choice(name=name, value=name) for name in names[:CHOICES]]


async def libraries_to_give(interaction: Interaction) -> list[LibraryRecord]:
    """Return the libraries that a manager may give to channels and roles of the server.

    Those that are public, and those that the server was given by whoever runs the bot, who may
    give all.
    """
    client = interaction.client
    there = await client.queue.run(lambda: client.library_of().libraries())
    if runs_the_bot(interaction):
        return there
    allowed = client.state.server(interaction.guild_id).allowed
    return [one for one in there if one.public or one.name in allowed]


def runs_the_bot(interaction: Interaction) -> bool:
    """Say whether the person owns the application that the bot is, or is of the team that does."""
    application = interaction.client.application
    if application is None:
        return False
    team = getattr(application, "team", None)
    owners = team.members if team is not None else [application.owner]
    return interaction.user.id in {owner.id for owner in owners}


def settings_text(settings: ServerSettings, guild: discord.Guild | None = None) -> str:
    """Return all settings as lines for a person."""
    says = (_where, _private, _cooldown, _listening, _threads, _role)
    lines = [*(say_it(settings) for say_it in says), *_own(settings)]
    if settings.allowed or settings.libraries:
        lines.append(_libraries(settings, guild))
    return "\n".join(lines)


def _where(settings: ServerSettings) -> str:
    return f"Questions are answered {_in(settings.channels, 'everywhere')}."


def _private(settings: ServerSettings) -> str:
    seen = "the asker alone" if settings.private else "everyone in the channel"
    return f"Answers to /ask are seen by {seen}, unless the asker says otherwise."


def _cooldown(settings: ServerSettings) -> str:
    if not settings.cooldown_seconds:
        return "Nobody waits between two questions."
    return f"A person waits {count(settings.cooldown_seconds, 'second')} between two questions."


def _listening(settings: ServerSettings) -> str:
    if not settings.listening:
        return "The bot answers only what is said to it."
    refused = "a reaction" if settings.reacts else "silence"
    where = _in(settings.listening, "")
    return f"Questions need no mention {where}; what nothing answers gets {refused} there."


def _threads(settings: ServerSettings) -> str:
    need = "need no mention" if settings.threads else "need a mention or a reply"
    return f"Questions that go on in a thread where the bot answered {need}."


def _role(settings: ServerSettings) -> str:
    also = f", and <@&{settings.manager_role}>" if settings.manager_role else ""
    return f"The bot is managed by those with Manage Server{also}."


def _libraries(settings: ServerSettings, guild: discord.Guild | None) -> str:
    """Say which libraries are seen where."""
    given = ", ".join(map(escape, settings.allowed))
    lines = [f"The server was given: {given}." if given else "The server sees what is public."]
    targets: dict[int, list[str]] = {}
    for target, name in settings.libraries:
        targets.setdefault(target, []).append(escape(name))
    for target, names in targets.items():
        lines.append(f"{_named_target(target, guild)} sees: {', '.join(names)}.")
    return "\n".join(lines)


def _named_target(target: int, guild: discord.Guild | None) -> str:
    if guild is not None and target == guild.id:
        return "The server"
    is_role = guild is not None and guild.get_role(target) is not None
    return f"<@&{target}>" if is_role else f"<#{target}>"


def _no_such(name: str | None, may: Sequence[LibraryRecord]) -> str:
    """Say which libraries may be chosen; nothing tells whether there are others."""
    if not name:
        return "Choose the library, too."
    names = ", ".join(one.name for one in may) or "none"
    return f"There is no library {name!r} to choose; there are: {names}."


def _with_library(
    before: tuple[tuple[int, str], ...], target: int, library: str, change: str
) -> tuple[tuple[int, str], ...]:
    """Return what is seen where, with a library added or removed. Raises UsageError."""
    rest = tuple(pair for pair in before if pair != (target, library))
    if change == "remove":
        if rest == before:
            raise UsageError(f"{library} was not chosen there.")
        return rest
    if len(rest) >= MOST_LIBRARIES:
        raise UsageError(f"At most {MOST_LIBRARIES} can be chosen; remove one first.")
    return (*rest, (target, library))


def _own(settings: ServerSettings) -> list[str]:
    """Return a line for each channel that is otherwise than the server."""
    lines = []
    for one in settings.own:
        said = [] if one.thread == "off" else [f"messages are answered in a {one.thread} thread"]
        if one.private is not None:
            seen = "the asker alone" if one.private else "everyone"
            said.append(f"answers to /ask are seen by {seen}")
        if one.cooldown_seconds is not None:
            said.append(f"a person waits {count(one.cooldown_seconds, 'second')}")
        lines.append(f"In <#{one.channel_id}> {', '.join(said) or 'all is as in the server'}.")
    return lines


def _in(channels: tuple[int, ...], without: str) -> str:
    return "in " + ", ".join(f"<#{each}>" for each in channels) if channels else without


def _changed(
    before: tuple[int, ...], change: str, channel: AnswerChannel | None
) -> tuple[int, ...]:
    """Return the channels with one added or removed. Raises UsageError."""
    if channel is None:
        raise UsageError(f"Choose the channel to {change}, too.")
    rest = tuple(each for each in before if each != channel.id)
    if change == "remove":
        if rest == before:
            raise UsageError(f"#{channel.name} is not among the channels.")
        return rest
    if len(rest) == MOST_CHANNELS:
        raise UsageError(f"At most {MOST_CHANNELS} channels can be chosen; remove one first.")
    return (*rest, channel.id)
