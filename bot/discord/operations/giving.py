"""Which libraries whoever runs the bot gives to servers, from the terminal, also while it runs.

Owns the change and what is there to give; what a server makes of them is its managers' matter.
"""

from dataclasses import dataclass

from bot.discord.state import FILE_NAME, BotState
from bot.library import Library
from bot.settings import Settings
from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class Given:
    """A library and who may see it."""

    name: str
    public: bool
    documents: int
    servers: tuple[int, ...]  # to which it was given, by id


def libraries_given(settings: Settings) -> list[Given]:
    """Return the libraries that there are, by name. Raises StoreError or ModelError."""
    with Library.open(settings) as library, _state(settings) as state:
        allowed = state.allowed_libraries()
        return [
            Given(
                one.name,
                one.public,
                library.seen_by(frozenset({one.name})).summary().documents,
                tuple(sorted(server for server, names in allowed.items() if one.name in names)),
            )
            for one in library.libraries()
        ]


def give(settings: Settings, name: str, servers: list[int], *, take: bool = False) -> str:
    """Give a library to servers, or take it from them; return its name.

    Raises UsageError, which lists the libraries there are, for a name of none.
    """
    if not servers:
        raise UsageError("name the server, too: --server ID, as Discord shows it to developers")
    with Library.open(settings) as library:
        (found,) = library.named([name]) or (name,)
    with _state(settings) as state:
        for server in servers:
            before = state.server(server).allowed
            kept = tuple(one for one in before if one != found)
            state.change_server(server, allowed=kept if take else (*kept, found))
    return found


def _state(settings: Settings) -> BotState:
    return BotState(
        settings.index_dir / FILE_NAME,
        keep_unanswered=settings.keep_unanswered,
        grace_days=settings.forget_servers_days,
    )
