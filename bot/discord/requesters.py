"""Who asks, where, and which libraries they may see there.

Owns the values, and what a server's settings give to its channels, its roles and its members; who
is a member of what is told by Discord, see `memberships`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.discord.state import NOWHERE, Place, ServerSettings
from index.libraries import LibraryRecord


@dataclass(frozen=True, slots=True)
class Grant:
    """Which libraries may be seen at a place; as it is made, those that are public."""

    allowed: frozenset[str] = frozenset()  # given to the server by whoever runs the bot
    chosen: frozenset[str] | None = None  # for this place; None: all that the server was given
    roles: frozenset[str] = frozenset()  # chosen for roles of the person
    others: "tuple[Grant, ...]" = ()  # of servers that the person shares with the bot

    def seen(self, there: Sequence[LibraryRecord]) -> frozenset[str]:
        """Return the libraries among `there` that may be seen.

        Of what was chosen only that which was given and not taken away since, or is public.
        """
        public = frozenset(one.name for one in there if one.public)
        may = self.allowed | public
        place = (self.allowed or public) if self.chosen is None else self.chosen & may
        return (place | self.roles & may).union(*(one.seen(there) for one in self.others))

    @property
    def is_wider(self) -> bool:
        """Whether the person may see more than all others who read what is answered there."""
        place = self.allowed if self.chosen is None else self.chosen
        return bool(self.roles - place) or bool(self.others)


@dataclass(frozen=True, slots=True)
class ConversationPlace:
    """Where a conversation is held."""

    channel_id: int  # of a channel, a thread or direct messages
    person_id: int | None  # None where all who write there share one conversation


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks, and where."""

    person_id: int
    place: ConversationPlace | None  # None: the question neither opens nor continues a conversation
    guild_id: int | None  # None: outside of any server
    grant: Grant = Grant()
    # Whether an answer that is missing is noted for those who manage the server; never what is
    # asked in private or outside of servers, nor words of somebody else.
    noted: bool = True
    channels: Place = NOWHERE  # where it is, for the cooldown that holds there


def granted_in(
    settings: ServerSettings,
    guild_id: int,
    *,
    channels: Iterable[int] = (),
    roles: Collection[int] = (),
) -> Grant:
    """Return what may be seen in the first of `channels` that has libraries of its own.

    Where none has, that is what the server has. `channels`: a channel, or a thread and its channel.
    """
    own = (_of(settings, channel) for channel in (*channels, guild_id))
    return Grant(
        allowed=frozenset(settings.allowed),
        chosen=next((names for names in own if names), None),
        roles=frozenset(name for target, name in settings.libraries if target in roles),
    )


def granted_to(settings: ServerSettings) -> Grant:
    """Return all that a server may see somewhere, for those who manage it."""
    grant = Grant(allowed=frozenset(settings.allowed))
    return Grant(grant.allowed, None, frozenset(name for _, name in settings.libraries))


def _of(settings: ServerSettings, target: int) -> frozenset[str]:
    return frozenset(name for other, name in settings.libraries if other == target)
