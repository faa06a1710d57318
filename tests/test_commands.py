from datetime import date

import pytest

from bot.discord.commands import HELP, published_between
from index.errors import UsageError
from index.store.records import Published
from parts import said


@pytest.mark.parametrize(
    ("after", "before", "published"),
    [
        (None, None, Published()),
        ("2020", None, Published(after=date(2020, 1, 1))),
        (" 2020-02 ", "2020-02-03", Published(date(2020, 2, 1), date(2020, 2, 3))),
        (None, "9 January 2020", Published(before=date(2020, 1, 9))),
        ("", None, Published()),
    ],
)
def test_dates_are_read_as_people_write_them(after, before, published):
    assert published_between(after, before) == published


@pytest.mark.parametrize("value", ["yesterday", "2020-13", "03/04/2020"])
def test_what_is_no_date_is_named_with_what_is_read(value):
    with pytest.raises(UsageError) as caught:
        published_between(None, value)
    assert str(caught.value) == (
        f"before: “{value}” is not a date. Write 2020, 2020-01, 2020-01-09 or 9 January 2020."
    )


@pytest.mark.parametrize("before", ["2020", "2019-12-31"])
def test_dates_that_leave_no_day_are_named(before):
    with pytest.raises(UsageError) as caught:
        published_between("2020", before)
    assert str(caught.value) == (
        f"No day lies between after: 2020 and before: {before}. "
        "Give before a later date than after."
    )


async def test_these_are_the_commands_and_where_they_are_offered(simcord_env):
    commands = {
        c.name: c.to_dict(simcord_env.bot.tree) for c in simcord_env.bot.tree.get_commands()
    }
    assert sorted(commands) == [
        "Find passages",
        "ask",
        "help",
        "reindex",
        "settings",
        "setup",
        "sources",
        "status",
        "unanswered",
    ]
    for name in ("ask", "help", "Find passages"):
        assert sorted(commands[name]["integration_types"]) == [0, 1]
        assert sorted(commands[name]["contexts"]) == [0, 1, 2]
        assert commands[name]["default_member_permissions"] is None
    assert [(o["name"], o["type"], o["required"]) for o in commands["ask"]["options"]] == [
        ("question", 3, True),
        ("after", 3, False),
        ("before", 3, False),
        ("private", 5, False),
    ]
    assert commands["ask"]["options"][0]["max_length"] == 2_000


async def test_every_command_keeps_to_discords_lengths(simcord_env):
    def walk(each):
        yield each
        for inner in each.get("options", []):
            yield from walk(inner)

    tree = simcord_env.bot.tree
    for command in tree.get_commands():
        for each in walk(command.to_dict(tree)):
            assert len(each["name"]) <= 32
            assert len(each.get("description", "")) <= 100


async def test_help_is_for_the_person_alone(simcord_env):
    alice = simcord_env.create_user("alice")
    result = await alice.slash("help")
    assert result.response.ephemeral
    shown = said(result.response).replace("\\", "")
    assert shown.startswith("Dateline answers from the documents of its library: word for word")
    assert shown == HELP


@pytest.mark.simcord(check_errors=False)
async def test_a_wrong_date_is_told_to_the_person_alone(simcord_env, parts):
    alice = simcord_env.create_user("alice")
    result = await alice.slash("ask", question="Who?", after="x")
    assert result.response.ephemeral
    assert "after: “x” is not a date." in said(result.response)
    assert parts.outcomes() == {}


async def test_ask_works_in_direct_messages(simcord_env):
    alice = simcord_env.create_user("alice")
    result = await alice.slash("ask", question="Who invited Sadr to Tehran?")
    assert "**Khamenei invited Sadr" in said(result.response)
