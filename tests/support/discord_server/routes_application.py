"""What a bot asks about itself: login, gateway, its guilds, its commands."""

from __future__ import annotations

from typing import Any

from discord_server import limits, payloads, permissions
from discord_server.errors import unknown
from discord_server.rest import Call, Handler
from discord_server.world import World, new_id

SYNC = "PUT /applications/{application_id}/commands"


async def me(call: Call) -> Any:
    return payloads.user(call.world.bot) | {"verified": True, "mfa_enabled": False, "flags": 0}


async def application(call: Call) -> Any:
    return payloads.application(call.world)


async def get_user(call: Call) -> Any:
    user = call.world.users.get(call.id("user_id"))
    if user is None:
        raise unknown("User")
    return payloads.user(user)


async def my_guilds(call: Call) -> Any:
    guilds = [one for one in call.world.guilds.values() if one.has_bot]
    return [
        {"id": str(one.id), "name": one.name, "icon": None, "owner": False, "features": []}
        | {"permissions": str(int(permissions.in_guild(one, call.world.bot.id)))}
        for one in guilds
    ]


async def get_member(call: Call) -> Any:
    """A member of a guild that the bot is in; it needs no privileged intent."""
    guild = call.world.guilds.get(call.id("guild_id"))
    if guild is None or not guild.has_bot:
        raise unknown("Guild")
    member = guild.members.get(call.id("user_id"))
    if member is None:
        raise unknown("Member")
    return payloads.member(member, guild)


async def gateway_bot(call: Call) -> Any:
    return {
        "url": call.gateway.url,
        "shards": call.rest.shards,
        "session_start_limit": {
            "total": 1000,
            "remaining": 1000,
            "reset_after": 0,
            "max_concurrency": 1,
        },
    }


def _register(world: World, command: dict[str, Any]) -> dict[str, Any]:
    """Keep a command; one of the same name and type keeps its id."""
    limits.check_command(command)
    kind = command.get("type", 1)
    known = [
        number
        for number, one in world.commands.items()
        if (one["name"], one["type"]) == (command["name"], kind)
    ]
    number = known[0] if known else new_id()
    shown = {
        "options": [],
        "description": "",
        "default_member_permissions": None,
        "dm_permission": True,
        "nsfw": False,
        "contexts": None,
        "integration_types": [0],
    }
    shown |= {name: value for name, value in command.items() if value is not None}
    shown |= {"id": str(number), "application_id": str(world.bot.id), "type": kind}
    world.commands[number] = shown | {"version": str(new_id())}
    return world.commands[number]


async def replace_commands(call: Call) -> Any:
    registered = [_register(call.world, command) for command in call.json]
    kept = {int(one["id"]) for one in registered}
    call.world.commands = {i: one for i, one in call.world.commands.items() if i in kept}
    return registered


async def add_command(call: Call) -> Any:
    return _register(call.world, call.json)


async def get_commands(call: Call) -> Any:
    return list(call.world.commands.values())


async def delete_command(call: Call) -> None:
    if call.world.commands.pop(call.id("command_id"), None) is None:
        raise unknown("application command")


ROUTES: list[tuple[str, Handler]] = [
    ("GET /users/@me", me),
    ("GET /users/@me/guilds", my_guilds),
    ("GET /users/{user_id}", get_user),
    ("GET /guilds/{guild_id}/members/{user_id}", get_member),
    ("GET /oauth2/applications/@me", application),
    ("GET /applications/@me", application),
    ("GET /gateway/bot", gateway_bot),
    (SYNC, replace_commands),
    ("GET /applications/{application_id}/commands", get_commands),
    ("POST /applications/{application_id}/commands", add_command),
    ("DELETE /applications/{application_id}/commands/{command_id}", delete_command),
]
