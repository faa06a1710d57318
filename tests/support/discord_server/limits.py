"""The sizes Discord allows; what is too large is refused here as it is there (50035)."""

from __future__ import annotations

from typing import Any

from discord_server.errors import invalid
from discord_server.world import COMPONENTS_V2, walk

TEXT_DISPLAY, BUTTON, MENU, TEXT_INPUT, LABEL = 10, 2, 3, 4, 18


def check_message(body: dict[str, Any], *, has_files: bool, editing: bool = False) -> None:
    content = body.get("content") or ""
    components = body.get("components") or []
    embeds = body.get("embeds") or []
    if len(content) > 2000:
        raise invalid("content", "Must be 2000 or fewer in length.")
    if int(body.get("flags") or 0) & COMPONENTS_V2:
        if content or embeds:
            raise invalid("flags", "The content and embeds fields cannot be used with V2.")
    elif any(part["type"] in {9, TEXT_DISPLAY, 11, 12, 13, 14, 17} for part in components):
        raise invalid("components", "V2 components need the IS_COMPONENTS_V2 flag.")
    elif len(components) > 5:
        raise invalid("components", "Must be 5 or fewer in length.")
    check_components(components)
    check_embeds(embeds)
    if not (content or components or embeds or has_files or editing):
        # Discord's own code for it is 50006.
        raise invalid("content", "Cannot send an empty message")


def check_embeds(embeds: list[dict[str, Any]]) -> None:
    total = 0
    for embed in embeds:
        texts = [embed.get("title", ""), embed.get("description", "")]
        texts.append((embed.get("footer") or {}).get("text", ""))
        for entry in embed.get("fields", []):
            texts += [entry["name"], entry["value"]]
        if len(texts[0]) > 256 or len(texts[1]) > 4096 or len(embed.get("fields", [])) > 25:
            raise invalid("embeds", "Must be 256 (title), 4096 (description), 25 fields or fewer.")
        total += sum(map(len, texts))
    if total > 6000 or len(embeds) > 10:
        raise invalid("embeds", "Embed size exceeds maximum size of 6000")


def check_components(components: list[dict[str, Any]]) -> None:
    parts = list(walk(components))
    if len(parts) > 40:
        raise invalid("components", "Must be 40 or fewer in total.")
    shown = [part["content"] for part in parts if part["type"] == TEXT_DISPLAY]
    if any(not text for text in shown):
        raise invalid("components", "A text display must not be empty.")
    if sum(map(len, shown)) > 4000:
        raise invalid("components", "The text of all components must be 4000 or fewer in length.")
    custom_ids = [part["custom_id"] for part in parts if "custom_id" in part]
    if len(custom_ids) != len(set(custom_ids)):
        raise invalid("components", "Component custom id cannot be duplicated")
    if any(not 1 <= len(custom_id) <= 100 for custom_id in custom_ids):
        raise invalid("components.custom_id", "Must be between 1 and 100 in length.")
    for part in parts:
        if part["type"] == 1 and not 1 <= len(part["components"]) <= 5:
            raise invalid("components", "A row holds 1 to 5 buttons.")
        if part["type"] == BUTTON and len(part.get("label") or "") > 80:
            raise invalid("components.label", "Must be 80 or fewer in length.")
        if part["type"] == BUTTON and not (part.get("label") or part.get("emoji")):
            raise invalid("components.label", "A button needs a label or an emoji.")
        if part["type"] == MENU:
            check_options(part["options"])


def check_options(options: list[dict[str, Any]]) -> None:
    if not 1 <= len(options) <= 25:
        raise invalid("components.options", "Must be between 1 and 25 in length.")
    if len({option["value"] for option in options}) != len(options):
        raise invalid("components.options.value", "The specified option value is already used")
    for option in options:
        if not 1 <= len(option["label"]) <= 100 or not 1 <= len(option["value"]) <= 100:
            raise invalid("components.options", "Must be between 1 and 100 in length.")


def check_modal(modal: dict[str, Any]) -> None:
    if not 1 <= len(modal.get("title", "")) <= 45:
        raise invalid("data.title", "Must be between 1 and 45 in length.")
    if not 1 <= len(modal.get("components", [])) <= 5:
        raise invalid("data.components", "Must be between 1 and 5 in length.")
    check_components(modal["components"])
    for part in walk(modal["components"]):
        if part["type"] in {TEXT_INPUT, LABEL} and len(part.get("label") or "") > 45:
            raise invalid("data.components.label", "Must be 45 or fewer in length.")
        if part["type"] == TEXT_INPUT and len(part.get("placeholder") or "") > 100:
            raise invalid("data.components.placeholder", "Must be 100 or fewer in length.")


def check_choices(choices: list[dict[str, Any]]) -> None:
    if len(choices) > 25:
        raise invalid("data.choices", "Must be 25 or fewer in length.")
    for choice in choices:
        if not 1 <= len(choice["name"]) <= 100 or len(str(choice["value"])) > 100:
            raise invalid("data.choices", "Names and values must be 100 or fewer in length.")


def check_command(command: dict[str, Any]) -> None:
    slash = command.get("type", 1) == 1
    if not 1 <= len(command["name"]) <= 32 or (
        slash and command["name"] != command["name"].lower()
    ):
        raise invalid("name", "Must be 1 to 32 in length; a slash command's is lower case.")
    if slash and not 1 <= len(command.get("description", "")) <= 100:
        raise invalid("description", "Must be between 1 and 100 in length.")
    if len(command.get("options", [])) > 25:
        raise invalid("options", "Must be 25 or fewer in length.")
    for option in command.get("options", []):
        check_command({**option, "type": 1})
        check_choices(option.get("choices", []))
