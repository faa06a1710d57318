"""A client with the managers' commands alone, in SimCord's Discord, over a tiny library."""

from contextlib import asynccontextmanager

import discord
import simcord
from discord import app_commands

from bot.discord.admin.commands import add_admin_commands
from bot.discord.ask.queue import QuestionQueue
from bot.discord.operations.metrics import Metrics
from bot.discord.sending import send_error
from bot.discord.state import BotState
from bot.library import Library
from bot.settings import Settings


class ManagerClient(discord.Client):
    def __init__(self, library_of, settings, state, *, reindexing=None, **intents):
        needed = discord.Intents(guilds=True, guild_messages=True, **intents)
        super().__init__(intents=needed, member_cache_flags=discord.MemberCacheFlags.none())
        self.library_of = library_of
        self.settings = settings
        self.state = state
        self.metrics = Metrics()
        self.queue = QuestionQueue(library_of, settings, state, self.metrics)
        self.tree = app_commands.CommandTree(self)
        self.tree.error(send_error)
        add_admin_commands(self.tree, reindexing)

    async def setup_hook(self):
        self.started_at = discord.utils.utcnow()
        await self.tree.sync()

    async def close(self):
        await self.queue.close(1)
        await super().close()


class World:
    """A server with a manager, a member, and the bot in it."""

    def __init__(self, env, client):
        self.env, self.client, self.state = env, client, client.state
        self.guild = env.create_guild("Reading room")
        self.channel = self.guild.create_text_channel("general")
        may = discord.Permissions(manage_guild=True)
        managers = self.guild.create_role("managers", permissions=may)
        self.manager = self.guild.add_member(env.create_user("mona"), roles=[managers])
        self.member = self.guild.add_member(env.create_user("max"))

    async def slash(self, name, /, who=None, **options):
        """The response of a command, as the manager or another member."""
        result = await (who or self.manager).slash(self.channel, name, **options)
        return result.response

    def again(self):
        """A new client over the same files, as after a restart."""
        return ManagerClient(self.client.library_of, self.client.settings, self.state)

    async def open_to_all(self):
        """Show the commands to everyone, as a server's own rules for commands can."""
        for command in await self.client.tree.fetch_commands():
            self.guild.set_command_permissions(command, {self.guild.default_role: True})


@asynccontextmanager
async def managed(shelf, *, library=True, keep_unanswered=True, reindexing=None, **intents):
    settings = Settings(source_docs=shelf.docs, index_dir=shelf.index_dir)

    def library_of():
        if isinstance(library, Exception):
            raise library
        return Library(settings, shelf.open(), shelf.model.questions())

    shelf.index_dir.mkdir(exist_ok=True)
    path = shelf.index_dir / "discord.sqlite3"
    with BotState(path, keep_unanswered=keep_unanswered) as state:
        client = ManagerClient(library_of, settings, state, reindexing=reindexing, **intents)
        # Errors that the bot tells people are part of what is tested.
        async with simcord.run(client, check_errors=False) as env:
            yield World(env, client)


def texts(components):
    """All text displays of a layout, in order."""
    found = []
    for component in components:
        if component["type"] == discord.ComponentType.text_display.value:
            found.append(component["content"])
        found += texts(component.get("components", []))
    return found
