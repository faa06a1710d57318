"""Makes exports of a Discord channel, in the form of DiscordChatExporter's JSON."""

import json
from itertools import count

FIRST = 1_000_000_000_000_000_001
ADDRESS = "https://discord.com/channels/5/6"


def message(content, at="2024-03-04T18:22:01.5+01:00", name="Ann", **changes):
    """Return a message of a person; its id is given by `export`."""
    author = {"id": "1", "name": name.lower(), "nickname": name, "isBot": False}
    return {
        "type": "Default",
        "timestamp": at,
        "timestampEdited": None,
        "content": content,
        "author": author | changes.pop("author", {}),
        "attachments": [],
        "embeds": [],
        **changes,
    }


def reply(content, to, **changes):
    """Return a reply to the message with the number `to`, from 0."""
    return message(content, type="Reply", reference={"messageId": str(FIRST + to)}, **changes)


def export(*messages, guild=("5", "Kolm"), channel=("6", "general")):
    """Return the bytes of a file."""
    numbers = count(FIRST)
    return json.dumps(
        {
            "guild": dict(zip(("id", "name"), guild, strict=True)),
            "channel": {"type": "GuildTextChat", **dict(zip(("id", "name"), channel, strict=True))},
            "dateRange": {"after": None, "before": None},
            "exportedAt": "2025-01-01T00:00:00+00:00",
            "messages": [{"id": str(next(numbers)), **one} for one in messages],
            "messageCount": len(messages),
        },
        ensure_ascii=False,
    ).encode()
