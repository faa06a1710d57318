"""A small discord.py client that uses each thing Dateline uses, for tests of the test server."""

import asyncio
import io

import discord
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL


class Form(discord.ui.Modal, title="Ask on"):
    question = discord.ui.TextInput(label="Question", max_length=200)

    async def on_submit(self, interaction):
        await interaction.response.send_message(f"form: {self.question.value}", ephemeral=True)


class Again(discord.ui.DynamicItem[discord.ui.Button], template=r"again:(?P<number>\d+)"):
    def __init__(self, number):
        self.number = number
        super().__init__(discord.ui.Button(label="Again", custom_id=f"again:{number}"))

    @classmethod
    async def from_custom_id(cls, interaction, item, match):
        return cls(int(match["number"]))

    async def callback(self, interaction):
        await interaction.response.defer()
        await interaction.edit_original_response(view=layout(self.number + 1))


class Ask(discord.ui.DynamicItem[discord.ui.Button], template="ask"):
    def __init__(self):
        super().__init__(discord.ui.Button(label="Ask on", custom_id="ask"))

    @classmethod
    async def from_custom_id(cls, interaction, item, match):
        return cls()

    async def callback(self, interaction):
        await interaction.response.send_modal(Form())


def layout(number):
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(
        discord.ui.Container(
            discord.ui.TextDisplay(f"number {number}"),
            discord.ui.ActionRow(Again(number), Ask()),
        )
    )
    return view


def add_commands(tree):
    @tree.command(description="Say it")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def say(interaction: discord.Interaction, text: str, private: bool = False):
        await interaction.response.defer(ephemeral=private, thinking=True)
        await interaction.followup.send(text, allowed_mentions=discord.AllowedMentions.none())

    @tree.command(description="A page")
    async def page(interaction: discord.Interaction):
        await interaction.response.send_message(view=layout(0))

    @tree.command(description="A file")
    @app_commands.default_permissions(manage_guild=True)
    async def list(interaction: discord.Interaction):
        file = discord.File(io.BytesIO("ä\n".encode()), "list.txt")
        await interaction.response.send_message("here", file=file)

    @tree.command(description="Look up")
    async def look(interaction: discord.Interaction, title: str):
        await interaction.response.send_message(title)

    @look.autocomplete("title")
    async def titles(interaction: discord.Interaction, typed: str):
        return [app_commands.Choice(name=f"{typed} {n}", value=str(n)) for n in range(3)]

    group = app_commands.Group(name="settings", description="Settings")

    @group.command(name="channel", description="Where")
    async def channel(interaction: discord.Interaction, where: discord.TextChannel):
        await interaction.response.send_message(f"in {where.name}")

    tree.add_command(group)

    @tree.context_menu(name="Read")
    async def read(interaction: discord.Interaction, message: discord.Message):
        await interaction.response.send_message(message.content)


class SmallClient(discord.AutoShardedClient):
    def __init__(self, *, listen=False, **options):
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        intents.message_content = listen
        super().__init__(intents=intents, guild_ready_timeout=0.05, **options)
        self.tree = app_commands.CommandTree(self)
        self.heard = []
        self.events = []

    async def before_identify_hook(self, shard_id, *, initial=False):
        """Without the pause of 5 s that discord.py makes before all but the first."""

    async def setup_hook(self):
        add_commands(self.tree)
        self.add_dynamic_items(Again, Ask)
        await self.tree.sync()

    async def on_message(self, message):
        if message.author != self.user:
            self.heard.append(message.content)
            if message.content:
                await message.reply(f"heard {len(self.heard)}", mention_author=False)

    async def on_shard_resumed(self, shard_id):
        self.events.append("resumed")

    async def on_shard_ready(self, shard_id):
        self.events.append("ready")


class Running:
    """`async with Running(server) as client:` - logged in and ready."""

    def __init__(self, server, monkeypatch, **options):
        monkeypatch.setattr(Route, "BASE", server.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(server.gateway_url))
        self.server = server
        self.client = SmallClient(**options)

    async def __aenter__(self):
        self.task = asyncio.create_task(self.client.start(self.server.token))
        ready = asyncio.create_task(self.server.wait_ready(15))
        await asyncio.wait({self.task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if self.task.done():
            ready.cancel()
            self.task.result()
        await self.client.wait_until_ready()
        return self.client

    async def __aexit__(self, *_):
        await self.client.close()
        await asyncio.wait({self.task}, timeout=5)
