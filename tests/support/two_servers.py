"""Two servers with a library each, and all that people in one of them get to read."""

import asyncio
import json

from discord_server import NotShown, Permission
from discord_server.routes_interactions import COMPONENT
from discord_server.world import TEXT, walk

# What of each library would tell that the other one was looked into. None of it is ever typed.
OF_APOLLO = ("Apollo", "quokka", "Fairweather", "Moonbase diary", "1957")
OF_HERMES = ("Hermes", "zeppelin", "Kovatch", "Sealed papers", "1893")
SHARED = "The crew of the ship was welcomed home by the mayor of the town."
APOLLO = {
    "apollo/diary.txt": "In July 1957 Fairweather found a quokka below the ice. Nobody believed.",
    "apollo/shared.txt": SHARED,
}
HERMES = {
    "hermes/papers.txt": "In May 1893 Kovatch found a zeppelin below the sea. Nobody paid for it.",
    "hermes/shared.txt": f"{SHARED} The crew of the ship was welcomed home by 12 of the town.",
    "hermes/broken zeppelin.txt": "",
}
QUESTIONS = (
    "Who found what below the sea?",
    "Who found what below the ice?",
    "Who is Kovač?",
    "Who is Ferwether?",
    "Who welcomed the crew of the ship home?",
    "What happened in the 19th century?",
    "What was believed by nobody?",
)


def fill(shelf):
    for name, text in APOLLO.items():
        shelf.add(name, text, published="1958-01-01", title="Moonbase diary")
    for name, text in HERMES.items():
        file = shelf.add(name, text, published="1894-01-01", title="Sealed papers")
        if not text:
            file.write_text("")
    for folder, name in (("apollo", "Apollo"), ("hermes", "Hermes")):
        (shelf.docs / folder / "library.yaml").write_text(f"name: {name}\n")


class Side:
    """One server: its people, and what they read."""

    def __init__(self, server, guild, secrets):
        self.server, self.guild, self.secrets = server, guild, secrets
        self.channel = server.world.add_channel(TEXT, "general", guild)
        self.member = server.member(f"member of {guild.id}", guild=guild)
        self.manager = server.member(f"manager of {guild.id}", guild=guild)
        role = server.world.add_role(guild, "managers", Permission.MANAGE_GUILD)
        guild.members[self.manager.id].role_ids.append(role.id)
        self.read: list[str] = []
        self.pressed: set[str] = set()
        self.covers = None  # what /coverage showed

    async def got(self, interaction):
        """Note what an interaction led to; return the message, or None for a form."""
        await interaction.wait_acknowledged(10)
        if interaction.modal is not None:
            self.read.append(json.dumps(interaction.modal, ensure_ascii=False))
            return None
        try:
            message = await interaction.wait_message(10)
        except AssertionError:
            return None  # an answer that was taken away
        self.note(message)
        return message

    def note(self, message):
        # Placeholders, components and what is only in a custom id: all of it.
        self.read += [message.text, json.dumps(message.components, ensure_ascii=False)]
        self.read += [str(content, "utf-8", "replace") for content in message.file_bytes.values()]

    async def slash(self, person, command, **options):
        return await self.got(await person.slash(self.channel, command, **options))

    async def press_everything(self, person, message, depth=2):
        """Press each button and choose each option, and what is below the answers to that."""
        if message is None or not depth:
            return
        parts = list(walk(message.components))
        labels = [b["custom_id"] for b in message.buttons if "custom_id" in b]
        chosen = [
            (menu["custom_id"], option["value"])
            for menu in parts
            if menu["type"] == 3
            for option in menu["options"]
        ]
        for custom_id, value in [*((one, None) for one in labels), *chosen]:
            if f"{custom_id} {value}" in self.pressed or "remove" in f"{custom_id}{value}":
                continue
            self.pressed.add(f"{custom_id} {value}")
            answer = await self.press(person, message, custom_id, value)
            await self.press_everything(person, answer, depth - 1)

    async def press(self, person, message, custom_id, value=None):
        """Press what bears this custom id, below whichever message."""
        data = {"component_type": 2 if value is None else 3, "custom_id": custom_id, "id": 1}
        data |= {} if value is None else {"values": [value]}
        return await self.got(person._send(COMPONENT, self.channel, data, message))

    async def everything(self):
        """Use every command, button and autocomplete; say all that was read."""
        member, manager = self.member, self.manager
        for question in QUESTIONS:
            answer = await self.slash(member, "ask", question=question)
            await self.press_everything(member, answer)
            await self.slash(member, "ask", question=question, private=True)
            listed = await self.slash(member, "timeline", topic=question)
            await self.press_everything(member, listed)
            await self.slash(member, "since", date="1800", topic=question)
        await self.press_everything(member, await self.slash(member, "since", date="1800"))
        await self.slash(member, "since", date="1800", added=True)
        await self.slash(member, "ask", question="Who found it?", before="1900")
        asked = await member.say(self.channel, QUESTIONS[0], mention_bot=True)
        reply = await member.wait_reply(asked, 20)
        self.note(reply)
        await self.press_everything(member, reply)
        await self.got(await member.context_menu(asked, "Find passages"))
        self.covers = await self.slash(member, "coverage")
        await self.press_everything(member, self.covers)
        for command in ("help", "privacy"):
            await self.slash(member, command)
        for command in ("status", "sources", "unanswered", "settings show", "setup check"):
            await self.press_everything(manager, await self.slash(manager, command))
        for number in range(1, 12):
            await self.slash(manager, "sources", title=f"document {number}")
        for part in ("", "a", "papers", "diary", "txt"):
            choices = await manager.autocomplete(self.channel, "sources", title=part)
            self.read.append(json.dumps(choices))
        choices = await manager.autocomplete(self.channel, "settings library", name="")
        self.read.append(json.dumps(choices))
        await self.slash(manager, "settings library", change="add", name="no such")
        for command in ("ask", "status", "sources", "unanswered", "reindex"):
            try:
                await self.slash(member, command, **({"question": "?"} if command == "ask" else {}))
            except NotShown:
                continue

    async def one_at_random(self, chance):
        """Do any one thing."""
        member, manager = self.member, self.manager
        question = chance.choice(QUESTIONS)
        doing = chance.choice(
            (
                lambda: self.slash(member, "ask", question=question),
                lambda: self.slash(member, "ask", question=question, after="1850", private=True),
                lambda: self.slash(member, "timeline", topic=question),
                lambda: self.slash(member, "since", date="1800", topic=question),
                lambda: self.slash(member, "coverage"),
                lambda: self.slash(manager, "sources"),
                lambda: self.slash(manager, "sources", title=chance.choice("aeiou")),
                lambda: self.slash(manager, "status"),
                lambda: self.slash(manager, "unanswered"),
                lambda: self.slash(manager, "settings show"),
                lambda: self.slash(member, "forget me"),
            )
        )
        message = await doing()
        if chance.random() < 0.5:
            await self.press_everything(member, message, 1)
        await asyncio.sleep(0)

    def leaks(self, others):
        """Return what was read that only others should know."""
        return sorted({word for word in others for text in self.read if word in text})
