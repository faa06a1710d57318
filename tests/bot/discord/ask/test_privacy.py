"""/privacy says what is kept, as the bot is set up; /forget me deletes it."""

from types import SimpleNamespace

import pytest

from bot.discord.ask.privacy import privacy_text
from bot.discord.texts import NOTHING_KEPT, PRIVACY_NOT_NOTED
from parts import SADR, said


@pytest.fixture
def guild(simcord_env):
    return simcord_env.create_guild()


@pytest.fixture
def channel(guild):
    return guild.create_text_channel("general")


@pytest.fixture
def alice(simcord_env, guild):
    return guild.add_member(simcord_env.create_user("alice"))


def test_what_is_kept_is_said_with_its_days(parts):
    text = privacy_text(parts.client())
    assert "for 30 days" in text
    assert "For 30 minutes" in text
    assert "is deleted 30 days after the bot left it" in text
    assert len(text) < 2_000


def test_where_no_list_is_kept_that_is_said():
    client = SimpleNamespace(
        settings=SimpleNamespace(conversation_minutes=5),
        state=SimpleNamespace(keeps_unanswered=False, grace_days=7),
    )
    assert PRIVACY_NOT_NOTED in privacy_text(client)


async def test_what_a_person_asked_is_deleted_at_once(simcord_env, channel, alice, parts):
    await alice.slash(channel, "ask", question=SADR)
    result = await alice.slash(channel, "forget me")
    assert said(result.response) == "Deleted: 1 question of yours, and what was noted of them."
    assert parts.state._file.all("SELECT * FROM asked") == []
    result = await alice.slash(channel, "forget me")
    assert said(result.response) == NOTHING_KEPT
