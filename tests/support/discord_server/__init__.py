"""A Discord of one process for tests: REST and gateway over real sockets on 127.0.0.1.

discord.py runs against it unmodified but for `Route.BASE` and `DiscordWebSocket.DEFAULT_GATEWAY`.
`DiscordServer` is the way in: it makes people, channels and faults, and keeps a log of all that
the bot did. What it knows of Discord is in `world` (state), `posting` (messages), `limits` (sizes),
`permissions`, `gateway`, `rest` and the `routes_…` modules; people act through `people`.
"""

from discord_server.people import NotShown, Person
from discord_server.permissions import Permission
from discord_server.routes_interactions import Interaction
from discord_server.server import DiscordServer
from discord_server.world import Channel, Guild, Message

__all__ = [
    "Channel",
    "DiscordServer",
    "Guild",
    "Interaction",
    "Message",
    "NotShown",
    "Permission",
    "Person",
]
