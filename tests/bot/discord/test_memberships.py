"""Which servers a person shares with the bot: Discord is asked, and believed for some minutes."""

from types import SimpleNamespace

import aiohttp
import discord
import pytest

from bot.discord.memberships import Memberships
from bot.discord.state import ServerSettings

WITH = ServerSettings(allowed=("Apollo",))


def not_found():
    return discord.NotFound(SimpleNamespace(status=404, reason="no"), "Unknown Member")


class Http:
    def __init__(self, answer):
        self.answer, self.asked = answer, []

    async def get_member(self, guild_id, person_id):
        self.asked.append((guild_id, person_id))
        if self.answer is not None:
            raise self.answer


def memberships(answer, *, given=(1,)):
    http = Http(answer)
    client = SimpleNamespace(guilds=[SimpleNamespace(id=1), SimpleNamespace(id=2)], http=http)
    state = SimpleNamespace(server=lambda number: WITH if number in given else ServerSettings())
    return Memberships(client, state), http


async def test_a_server_of_which_somebody_is_a_member_is_shared():
    of, http = memberships(None)
    (grant,) = await of.shared(7)
    assert grant.allowed == {"Apollo"}
    assert http.asked == [(1, 7)]  # nobody asks of a server that was given nothing


@pytest.mark.parametrize("answer", [not_found(), aiohttp.ClientError("gone"), TimeoutError()])
async def test_what_discord_does_not_confirm_is_not_shared(answer):
    of, _ = memberships(answer)
    assert await of.shared(7) == ()


async def test_an_answer_is_believed_for_a_while_and_a_failure_is_not():
    of, http = memberships(not_found())
    await of.shared(7)
    await of.shared(7)
    assert len(http.asked) == 1
    of.forget(7)
    http.answer = TimeoutError()
    await of.shared(7)
    http.answer = None
    assert len(await of.shared(7)) == 1
