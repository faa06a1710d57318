"""What keeps the bot from answering in a server: permissions, intents, settings that lead nowhere.

Owns which permissions it needs and why; fixing them is for the server's managers. `/setup check`
and `dateline bot --check` show the same problems.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import discord

from bot.discord.state import ServerSettings

Channel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel

# Reading the history is what a reply needs; embeds are not used, so Embed Links is not needed.
_TEXT = ("view_channel", "send_messages", "send_messages_in_threads", "read_message_history")
_VOICE = ("view_channel", "connect", "send_messages", "read_message_history")
_FORUM = ("view_channel", "send_messages_in_threads", "read_message_history")


@dataclass(frozen=True, slots=True)
class SetupProblem:
    """Something that keeps the bot from answering, or may do so on purpose."""

    what: str
    fault: bool  # False: worth knowing, often meant so


def check_server(
    guild: discord.Guild, settings: ServerSettings, intents: discord.Intents
) -> list[SetupProblem]:
    """Return what is wrong in a server, faults first; empty where all is well."""
    found = [*_settings(guild, settings, intents)]
    me = guild.me
    chosen = set(settings.channels) | set(settings.listening)
    hidden: list[str] = []
    for channel in _channels(guild):
        if chosen and channel.id not in chosen:
            continue
        missing = missing_permissions(channel, me)
        if not missing:
            continue
        if not chosen and missing[0] == "View Channel":
            hidden.append(f"#{channel.name}")
            continue
        found.append(SetupProblem(f"#{channel.name}: missing {', '.join(missing)}", fault=True))
    if hidden:
        found.append(
            SetupProblem(f"It cannot see {', '.join(hidden)} (missing View Channel)", False)
        )
    return sorted(found, key=lambda problem: not problem.fault)


def missing_permissions(channel: Channel, me: discord.Member) -> list[str]:
    """Return the permissions that `me` needs in a channel and lacks, named as Discord does."""
    has = channel.permissions_for(me)
    if has.administrator:
        return []
    needed: tuple[str, ...] = _VOICE
    if isinstance(channel, discord.TextChannel):
        needed = _TEXT
    elif isinstance(channel, discord.ForumChannel):
        needed = _FORUM
    # Without View Channel, Discord takes away all others: naming them would mislead.
    if not has.view_channel:
        return ["View Channel"]
    return [name.replace("_", " ").title() for name in needed if not getattr(has, name)]


def summary(problems: list[SetupProblem]) -> str:
    """Return the problems as lines for a person, or that there are none."""
    if not problems:
        return "All is well: the bot may do all it needs."
    return "\n".join(("✗ " if problem.fault else "· ") + problem.what for problem in problems)


def _channels(guild: discord.Guild) -> Iterable[Channel]:
    return (channel for channel in guild.channels if isinstance(channel, Channel))


def _settings(
    guild: discord.Guild, settings: ServerSettings, intents: discord.Intents
) -> Iterable[SetupProblem]:
    wants_text = bool(settings.listening) or settings.threads
    if wants_text and not intents.message_content:
        yield SetupProblem(
            "Listening is set, but the bot runs without the Message Content intent: switch it on "
            "in Discord's developer portal and set DATELINE_LISTEN=1",
            fault=True,
        )
    for name, ids in (("channels", settings.channels), ("listening", settings.listening)):
        gone = sum(guild.get_channel_or_thread(channel_id) is None for channel_id in ids)
        if gone:
            yield SetupProblem(f"/settings {name} names {gone} that are gone or hidden", fault=True)
    role = settings.manager_role
    if role is not None and guild.get_role(role) is None:
        yield SetupProblem("The role of /settings manager-role is gone", fault=True)
