"""Answers to interactions: the first within 3 seconds, further ones within 15 minutes."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from discord_server import limits, payloads
from discord_server.errors import ApiError, invalid, unknown
from discord_server.posting import numbered
from discord_server.rest import Call, Handler
from discord_server.world import EPHEMERAL, LOADING, Channel, Message, User, World, new_id

CALLBACK = "POST /interactions/{interaction_id}/{token}/callback"
FOLLOWUP = "POST /webhooks/{application_id}/{token}"
EDIT_ORIGINAL = "PATCH /webhooks/{application_id}/{token}/messages/@original"
FIRST_ANSWER_SECONDS = 3.0
TOKEN_SECONDS = 15 * 60.0
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5  # interaction types
PONG, MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, FORM = 1, 4, 5, 6, 7, 8, 9  # answer types


@dataclass(slots=True, eq=False)
class Interaction:
    """What one person did with the application, and everything answered to it."""

    world: World
    kind: int
    user: User
    channel: Channel
    data: dict[str, Any]
    source: Message | None = None  # the message whose button was pressed
    id: int = field(default_factory=new_id)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    created: float = field(default_factory=time.monotonic)
    answer_kind: int | None = None
    answered_after: float | None = None  # seconds to the first answer
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    updated: bool = False  # the source message was changed as the answer
    modal: dict[str, Any] | None = None
    choices: list[dict[str, Any]] | None = None

    @property
    def answers(self) -> list[Message]:
        """The messages this led to that are not placeholders, in order."""
        found = [self.original] if self.original and not self.original.loading else []
        changed = [self.source] if self.updated and self.source else []
        return [one for one in [*found, *changed, *self.followups] if not one.deleted]

    @property
    def failed(self) -> bool:
        """Does the person see "The application did not respond"?"""
        late = time.monotonic() > self.created + FIRST_ANSWER_SECONDS
        return self.answer_kind is None and late

    def expire(self) -> None:
        """Let the 15 minutes pass."""
        self.created -= TOKEN_SECONDS

    async def wait_acknowledged(self, timeout_seconds: float = 5) -> int:
        """The type of the first answer."""
        return await self.world.until(
            lambda: self.answer_kind, "the interaction acknowledged", timeout_seconds
        )

    async def wait_message(self, timeout_seconds: float = 15) -> Message:
        """The first message a person can read: new, followed up, or the changed source."""
        return await self.world.until(
            lambda: next(iter(self.answers), None), "an answer to read", timeout_seconds
        )

    async def wait_modal(self, timeout_seconds: float = 5) -> Interaction:
        """Itself, once a form is open; pass it to `Person.submit`."""
        await self.world.until(lambda: self.modal, "a form", timeout_seconds)
        return self

    async def wait_choices(self, timeout_seconds: float = 5) -> list[dict[str, Any]]:
        await self.world.until(lambda: self.answer_kind, "choices", timeout_seconds)
        assert self.choices is not None, f"answered with type {self.answer_kind}, no choices"
        return self.choices


class Interactions:
    def __init__(self) -> None:
        self.by_token: dict[str, Interaction] = {}
        self.routes: list[tuple[str, Handler]] = [
            (CALLBACK, self.callback),
            (FOLLOWUP, self.follow_up),
            ("GET /webhooks/{application_id}/{token}/messages/{message}", self.get),
            (EDIT_ORIGINAL, self.edit),
            ("PATCH /webhooks/{application_id}/{token}/messages/{message}", self.edit),
            ("DELETE /webhooks/{application_id}/{token}/messages/{message}", self.delete),
        ]

    async def callback(self, call: Call) -> Any:
        interaction = self.by_token.get(call.params["token"])
        age = time.monotonic() - interaction.created if interaction else 0.0
        if interaction is None or interaction.id != call.id("interaction_id"):
            raise unknown("Interaction")
        if interaction.answer_kind is not None:
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        if age > FIRST_ANSWER_SECONDS:
            raise unknown("Interaction")
        kind, data = call.json["type"], call.json.get("data") or {}
        self._check_kind(interaction, kind)
        message = None
        if kind == MESSAGE:
            message = self._new(call, interaction, data)
            interaction.original = message
        elif kind == DEFER:
            message = Message(new_id(), interaction.channel, call.world.bot, from_webhook=True)
            message.flags = LOADING | (int(data.get("flags") or 0) & EPHEMERAL)
            self._post(call, interaction, message)
            interaction.original = message
        elif kind == UPDATE:
            assert interaction.source is not None
            message = call.posting.edit(interaction.source, data, call.files)
            interaction.updated = True
        elif kind == CHOICES:
            limits.check_choices(data["choices"])
            interaction.choices = data["choices"]
        elif kind == FORM:
            limits.check_modal(data)
            interaction.modal = data | {"components": numbered(data["components"])}
        interaction.answer_kind = kind
        interaction.answered_after = age
        shown = kind in {MESSAGE, UPDATE}
        return {
            "interaction": {
                "id": str(interaction.id),
                "type": interaction.kind,
                "response_message_id": str(message.id) if message else None,
                "response_message_loading": kind == DEFER,
                "response_message_ephemeral": bool(message and message.ephemeral),
            },
            "resource": {"type": kind}
            | ({"message": self._shown(call, message)} if shown and message else {}),
        }

    def _check_kind(self, interaction: Interaction, kind: int) -> None:
        has_source = interaction.source is not None
        allowed = {
            COMMAND: {MESSAGE, DEFER, FORM},
            AUTOCOMPLETE: {CHOICES},
            COMPONENT: {MESSAGE, DEFER, DEFER_UPDATE, UPDATE, FORM},
            MODAL: {MESSAGE, DEFER} | ({DEFER_UPDATE, UPDATE} if has_source else set()),
        }
        if kind not in allowed[interaction.kind]:
            raise invalid("type", "This answer does not go with this interaction.")

    async def follow_up(self, call: Call) -> Any:
        interaction = self._find(call)
        original = interaction.original
        if original is not None and original.loading:  # as there: it fills the placeholder
            return self._shown(call, call.posting.edit(original, call.json, call.files))
        message = self._new(call, interaction, call.json)
        interaction.followups.append(message)
        return self._shown(call, message)

    async def get(self, call: Call) -> Any:
        return self._shown(call, self._message(call, self._find(call)))

    async def edit(self, call: Call) -> Any:
        interaction = self._find(call)
        message = self._message(call, interaction)
        call.posting.edit(message, call.json, call.files)
        interaction.updated = interaction.updated or message is interaction.source
        return self._shown(call, message)

    async def delete(self, call: Call) -> None:
        call.posting.delete(self._message(call, self._find(call)))

    def _find(self, call: Call) -> Interaction:
        interaction = self.by_token.get(call.params["token"])
        if interaction is None:
            raise unknown("Webhook")
        if time.monotonic() > interaction.created + TOKEN_SECONDS:
            raise ApiError(401, 50027, "Invalid Webhook Token")
        if interaction.answer_kind is None:
            raise unknown("Webhook")
        return interaction

    def _message(self, call: Call, interaction: Interaction) -> Message:
        name = call.params.get("message", "@original")
        if name == "@original":
            message = interaction.original
            if message is None and interaction.answer_kind in {UPDATE, DEFER_UPDATE}:
                message = interaction.source
        else:
            own = [interaction.original, interaction.source, *interaction.followups]
            message = next((one for one in own if one and one.id == int(name)), None)
        if message is None or message.deleted:
            raise unknown("Message")
        return message

    def _new(self, call: Call, interaction: Interaction, body: dict[str, Any]) -> Message:
        message = call.posting.compose(interaction.channel, call.world.bot, body, call.files)
        message.from_webhook = True
        return self._post(call, interaction, message)

    def _post(self, call: Call, interaction: Interaction, message: Message) -> Message:
        if message.ephemeral:
            message.seen_by = interaction.user.id
        return call.posting.post(message)

    def _shown(self, call: Call, message: Message) -> dict[str, Any]:
        return payloads.message(message, call.world, readable=True)
