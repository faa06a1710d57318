"""What may be seen where a command is called: the channel, the thread's channel, the roles."""

from types import SimpleNamespace

from bot.discord.granting import grant_for, managers_grant, requester_of
from bot.discord.requesters import Grant
from bot.discord.state import ServerSettings

SETTINGS = ServerSettings(allowed=("Apollo", "Hermes"), libraries=((5, "Hermes"), (7, "Apollo")))


class Memberships:
    async def shared(self, person_id):
        return (Grant(allowed=frozenset({f"of {person_id}"})),)


def interaction(*, guild_id=None, channel=None, known=True, user=None):
    client = SimpleNamespace(
        get_guild=lambda number: number if known else None,
        state=SimpleNamespace(server=lambda number: SETTINGS),
        memberships=Memberships(),
    )
    return SimpleNamespace(
        client=client,
        guild_id=guild_id,
        channel=channel,
        user=user or SimpleNamespace(id=3),
        context=SimpleNamespace(dm_channel=True),
    )


async def test_in_a_thread_what_its_channel_sees_counts():
    thread = SimpleNamespace(id=6, parent_id=5)
    grant = await grant_for(interaction(guild_id=1, channel=thread), alone=False)
    assert grant.chosen == {"Hermes"}


async def test_in_a_server_that_the_bot_is_not_in_only_one_alone_sees_what_they_share():
    asked = interaction(guild_id=1, known=False)
    assert await grant_for(asked, alone=False) == Grant()
    (other,) = (await grant_for(asked, alone=True)).others
    assert other.allowed == {"of 3"}


async def test_who_presses_a_button_asks_as_themselves_and_in_no_conversation():
    asked = await requester_of(interaction(guild_id=1, channel=SimpleNamespace(id=5)))
    assert (asked.person_id, asked.place, asked.guild_id) == (3, None, 1)
    assert asked.grant.chosen == {"Hermes"}


def test_managers_see_all_that_the_server_sees_anywhere():
    grant = managers_grant(interaction(guild_id=1))
    assert (grant.allowed, grant.roles) == ({"Apollo", "Hermes"}, {"Apollo", "Hermes"})
