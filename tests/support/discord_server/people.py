"""People in the small Discord: what they see of the application, and what they do with it."""

from __future__ import annotations

from typing import Any

from discord_server import payloads
from discord_server.gateway import GUILDS
from discord_server.permissions import Permission, in_channel, require
from discord_server.posting import Posting
from discord_server.routes_interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    FIRST_ANSWER_SECONDS,
    MODAL,
    Interaction,
    Interactions,
)
from discord_server.world import (
    DM,
    GROUP,
    Channel,
    Message,
    User,
    World,
    button_label,
    new_id,
    walk,
)

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, NUMBER = 3, 4, 5, 6, 7, 8, 10
READS = {STRING: str, INTEGER: int, BOOLEAN: bool, NUMBER: (int, float)}


class NotShown(AssertionError):
    """Discord does not offer this command, option or button to this person here."""


class Person:
    """A member. Each action returns once Discord took it; answers are waited for."""

    def __init__(
        self, user: User, world: World, posting: Posting, interactions: Interactions
    ) -> None:
        self.user = user
        self.id = user.id
        self._world = world
        self._posting = posting
        self._interactions = interactions

    # --- messages ---

    async def say(
        self,
        channel: Channel,
        text: str,
        *,
        mention_bot: bool = False,
        reply_to: Message | None = None,
        ping: bool = True,
    ) -> Message:
        """Post a message; `mention_bot` puts the mention in front of the text."""
        require(channel, self.id, Permission.VIEW_CHANNEL)
        bot = self._world.bot
        content = f"<@{bot.id}> {text}".strip() if mention_bot else text
        message = Message(new_id(), channel, self.user, content)
        message.mentions = [one for i, one in self._world.users.items() if f"<@{i}>" in content]
        if reply_to is not None:
            message.reference = reply_to.id
            if ping and reply_to.author not in message.mentions:
                message.mentions.append(reply_to.author)
        return self._posting.post(message)

    async def dm(self, text: str, *, reply_to: Message | None = None) -> Message:
        return await self.say(self._world.dm(self.id), text, reply_to=reply_to, ping=False)

    async def delete(self, message: Message) -> None:
        self._posting.delete(message)

    async def start_thread(self, parent: Channel, name: str, text: str = "") -> Channel:
        """Open a thread or a forum's post, whose first message has the id of the thread."""
        thread = self._world.add_thread(parent, name, self.id)
        body = payloads.channel(thread, self._world) | {"newly_created": True}
        self._posting.gateway.dispatch("THREAD_CREATE", body, guild=parent.guild, intent=GUILDS)
        if text:
            self._posting.post(Message(thread.id, thread, self.user, text))
        return thread

    async def wait_reply(self, question: Message, timeout_seconds: float = 15) -> Message:
        """The bot's next message there that answers this one, or that answers none."""
        return await self._world.until(
            lambda: next(filter(self._is_whole, self.replies(question)), None),
            f"a reply to {question.content!r}",
            timeout_seconds,
        )

    def _is_whole(self, message: Message) -> bool:
        return bool(not self._world.edits_replies or message.components or message.edits)

    def replies(self, question: Message) -> list[Message]:
        return [
            one
            for one in question.channel.messages.values()
            if one.author is self._world.bot
            and one.id > question.id
            and one.reference in {question.id, None}
            and not one.deleted
            and not one.from_webhook
        ]

    # --- commands ---

    async def slash(
        self,
        channel: Channel | None,
        command: str,
        *,
        late: bool = False,
        force: bool = False,
        **options: Any,
    ) -> Interaction:
        """Run "/ask", or "/settings show" as "settings show"; channel None is the DM.

        `late`: the 3 seconds are already over when the bot hears of it. `force`: as if the server's
        admins had shown the command to everybody. Options: str, int, bool, Person, Channel, Role.
        """
        place = channel or self._world.dm(self.id)
        registered, path = self._command(1, command, place, force)
        leaf = registered
        for name in path:
            leaf = self._option(leaf, name)
        data = self._values(leaf, options)
        resolved = data.pop("resolved")
        tree = data["options"]
        for name in reversed(path):
            kind = self._kind(registered, path, name)
            tree = [{"type": kind, "name": name, "options": tree}]
        body = {"type": 1, "options": tree} | ({"resolved": resolved} if resolved else {})
        return self._send(COMMAND, place, self._named(registered) | body, late=late)

    async def autocomplete(
        self, channel: Channel | None, command: str, **options: str
    ) -> list[dict[str, Any]]:
        """The choices while the last of `options` is being typed."""
        place = channel or self._world.dm(self.id)
        registered, path = self._command(1, command, place, False)
        leaf = registered
        for name in path:
            leaf = self._option(leaf, name)
        *_, typed = options
        if not self._option(leaf, typed).get("autocomplete"):
            raise NotShown(f"/{command} {typed}: no autocomplete")
        tree: list[dict[str, Any]] = [
            {"type": STRING, "name": name, "value": value, "focused": name == typed}
            for name, value in options.items()
        ]
        for name in reversed(path):
            tree = [{"type": self._kind(registered, path, name), "name": name, "options": tree}]
        body = self._named(registered) | {"type": 1, "options": tree}
        return await self._send(AUTOCOMPLETE, place, body).wait_choices()

    async def context_menu(self, message: Message, command: str) -> Interaction:
        """Apps → command on a message; the bot gets the message's words whatever its intents."""
        registered, _ = self._command(3, command, message.channel, False)
        shown = payloads.message(message, self._world, readable=True)
        data = {
            "type": 3,
            "target_id": str(message.id),
            "resolved": {"messages": {str(message.id): shown}},
        }
        return self._send(COMMAND, message.channel, self._named(registered) | data)

    async def click(self, message: Message, label: str, *, late: bool = False) -> Interaction:
        """Press the button that bears this label or emoji."""
        if message.seen_by not in {None, self.id} or message.deleted:
            raise NotShown(f"{self.user.name} does not see the message")
        for button in message.buttons:
            if button_label(button) == label and not button.get("disabled"):
                data = {"component_type": 2, "custom_id": button["custom_id"], "id": button["id"]}
                return self._send(COMPONENT, message.channel, data, message, late=late)
        raise NotShown(f"no button {label!r} among {message.labels}")

    async def choose(self, message: Message, label: str) -> Interaction:
        """Choose the option that bears this label, in whichever menu of the message it is."""
        if message.seen_by not in {None, self.id} or message.deleted:
            raise NotShown(f"{self.user.name} does not see the message")
        for menu in (part for part in walk(message.components) if part["type"] == 3):
            for option in menu["options"]:
                if option["label"] == label:
                    chosen = {"component_type": 3, "values": [option["value"]]}
                    data = chosen | {"custom_id": menu["custom_id"], "id": menu["id"]}
                    return self._send(COMPONENT, message.channel, data, message)
        raise NotShown(f"no option {label!r}")

    async def submit(self, form: Interaction, values: str | dict[str, str]) -> Interaction:
        """Send off an open form; a single str fills its only field, a dict goes by custom id."""
        assert form.modal is not None, "no form is open"
        inputs = [part for part in walk(form.modal["components"]) if part["type"] == 4]
        if isinstance(values, str):
            (only,) = inputs
            values = {only["custom_id"]: values}
        rows = []
        for row in form.modal["components"]:
            fields = [part for part in walk([row]) if part["type"] == 4]
            filled = [self._filled(field, values.get(field["custom_id"], "")) for field in fields]
            held = {"component": filled[0]} if row["type"] == 18 else {"components": filled}
            rows.append({"type": row["type"], "id": row["id"]} | held)
        data = {"custom_id": form.modal["custom_id"], "components": rows}
        return self._send(MODAL, form.channel, data, form.source)

    def _filled(self, field: dict[str, Any], value: str) -> dict[str, Any]:
        low, high = field.get("min_length", 0), field.get("max_length", 4000)
        if not low <= len(value) <= high or (field.get("required", True) and not value):
            raise NotShown(f"{field['custom_id']}: {len(value)} characters, {low} to {high}")
        return {"type": 4, "id": field["id"], "custom_id": field["custom_id"], "value": value}

    # --- how an interaction reaches the bot ---

    def _command(
        self, kind: int, command: str, place: Channel, force: bool
    ) -> tuple[dict[str, Any], list[str]]:
        name, path = (command, []) if kind != 1 else (command.split()[0], command.split()[1:])
        for one in self._world.commands.values():
            if (one["name"], one["type"]) == (name, kind):
                break
        else:
            raise NotShown(f"{name!r} is not registered")
        context = {DM: 1, GROUP: 2}.get(place.kind, 0)
        if one["contexts"] is not None and context not in one["contexts"]:
            raise NotShown(f"{name!r} is not offered in context {context}")
        installed = 0 if place.guild is None or place.guild.has_bot else 1
        if place.guild is not None and installed not in one["integration_types"]:
            raise NotShown(f"{name!r} is not offered where the app is not in the server")
        needed = one["default_member_permissions"]
        if needed is not None and place.guild is not None and not force:
            wanted = Permission(int(needed)) or Permission.ADMINISTRATOR  # 0: only admins
            if wanted not in in_channel(place, self.id):
                raise NotShown(f"{name!r} needs permissions {needed}")
        return one, path

    def _named(self, registered: dict[str, Any]) -> dict[str, Any]:
        return {"id": registered["id"], "name": registered["name"]}

    def _option(self, of: dict[str, Any], name: str) -> dict[str, Any]:
        for option in of.get("options", []):
            if option["name"] == name:
                return dict(option)
        raise NotShown(f"{of['name']!r} has no option {name!r}")

    def _kind(self, registered: dict[str, Any], path: list[str], name: str) -> int:
        leaf = registered
        for step in path[: path.index(name) + 1]:
            leaf = self._option(leaf, step)
        return int(leaf["type"])

    def _values(self, leaf: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
        """Check the values as Discord's client does, and write them as it does."""
        for option in leaf.get("options", []):
            if option.get("required") and option["name"] not in options:
                raise NotShown(f"{leaf['name']!r} needs {option['name']!r}")
        written: list[dict[str, Any]] = []
        resolved: dict[str, dict[str, Any]] = {}
        for name, value in options.items():
            option = self._option(leaf, name)
            kind = option["type"]
            if kind in READS:
                if not isinstance(value, READS[kind]):
                    raise NotShown(f"{name}: {value!r} is not of type {kind}")
                size = len(value) if isinstance(value, str) else value
                low = option.get("min_length", option.get("min_value", size))
                high = option.get("max_length", option.get("max_value", size))
                choices = [one["value"] for one in option.get("choices", [])]
                if not low <= size <= high or (choices and value not in choices):
                    raise NotShown(f"{name}: {value!r} is not allowed")
            else:
                self._resolve(kind, value, resolved)
                value = str(value.id)
            written.append({"type": kind, "name": name, "value": value})
        return {"options": written, "resolved": resolved}

    def _resolve(self, kind: int, value: Any, resolved: dict[str, dict[str, Any]]) -> None:
        key = str(value.id)
        if kind == CHANNEL:
            shown = payloads.with_permissions(value, self.id, self._world)
            resolved.setdefault("channels", {})[key] = shown
        elif kind == ROLE:
            guild = next(one for one in self._world.guilds.values() if value.id in one.roles)
            resolved.setdefault("roles", {})[key] = payloads.role(value, guild)
        else:
            raise NotShown(f"options of type {kind} are not known here")

    def _send(
        self,
        kind: int,
        place: Channel,
        data: dict[str, Any],
        source: Message | None = None,
        *,
        late: bool = False,
    ) -> Interaction:
        interaction = Interaction(self._world, kind, self.user, place, data, source)
        if late:
            interaction.created -= FIRST_ANSWER_SECONDS + 0.1
        self._interactions.by_token[interaction.token] = interaction
        event = self._event(interaction)
        # An interaction needs no intent, and comes also from where the bot is not.
        guild = place.guild if place.guild is not None and place.guild.has_bot else None
        self._posting.gateway.dispatch("INTERACTION_CREATE", event, guild=guild)
        return interaction

    def _event(self, of: Interaction) -> dict[str, Any]:
        world, place = self._world, of.channel
        body: dict[str, Any] = {
            "id": str(of.id),
            "application_id": str(world.bot.id),
            "type": of.kind,
            "token": of.token,
            "version": 1,
            "data": of.data,
            "channel_id": str(place.id),
            "channel": payloads.with_permissions(place, self.id, world),
            "locale": "en-US",
            "entitlements": [],
            "attachment_size_limit": 10 * 1024 * 1024,
            "context": {DM: 1, GROUP: 2}.get(place.kind, 0),
        }
        if of.source is not None:
            body["message"] = payloads.message(of.source, world, readable=True)
        guild = place.guild
        if guild is None:
            owners = {"0": "0"} if place.kind == DM else {"1": str(self.id)}
            return body | {
                "user": payloads.user(self.user),
                "authorizing_integration_owners": owners,
                "app_permissions": str(int(in_channel(place, world.bot.id))),
            }
        held = str(int(in_channel(place, self.id)))
        owners = {"0": str(guild.id)} if guild.has_bot else {"1": str(self.id)}
        return body | {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": payloads.member(guild.members[self.id], guild) | {"permissions": held},
            "authorizing_integration_owners": owners,
            "app_permissions": str(int(in_channel(place, world.bot.id))),
        }
