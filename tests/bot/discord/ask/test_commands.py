import pytest

from bot.discord.texts import HELP
from parts import said


async def test_these_are_the_commands_and_where_they_are_offered(simcord_env):
    commands = {
        c.name: c.to_dict(simcord_env.bot.tree) for c in simcord_env.bot.tree.get_commands()
    }
    assert sorted(commands) == [
        "Find passages",
        "Remove answer",
        "ask",
        "coverage",
        "forget",
        "help",
        "privacy",
        "reindex",
        "settings",
        "setup",
        "since",
        "sources",
        "status",
        "timeline",
        "unanswered",
    ]
    members = ("ask", "timeline", "since", "coverage", "help", "privacy", "forget")
    for name in (*members, "Find passages", "Remove answer"):
        assert sorted(commands[name]["integration_types"]) == [0, 1]
        assert sorted(commands[name]["contexts"]) == [0, 1, 2]
        assert commands[name]["default_member_permissions"] is None
    options = {
        name: [(o["name"], o["type"], o["required"], o.get("max_length")) for o in each["options"]]
        for name, each in commands.items()
        if name in ("ask", "timeline", "since")
    }
    assert options == {
        "ask": [
            ("question", 3, True, 2_000),
            ("after", 3, False, 100),
            ("before", 3, False, 100),
            ("as_of", 3, False, 100),
            ("during", 3, False, 100),
            ("private", 5, False, None),
        ],
        "timeline": [
            ("topic", 3, True, 2_000),
            ("from", 3, False, 100),
            ("to", 3, False, 100),
            ("private", 5, False, None),
        ],
        "since": [
            ("date", 3, True, 100),
            ("topic", 3, False, 2_000),
            ("added", 5, False, None),
            ("private", 5, False, None),
        ],
    }


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
    for command in ("/ask", "/timeline", "/since"):
        assert command in shown
    assert shown == HELP


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize(
    ("command", "options", "named"),
    [
        ("ask", {"question": "Who?", "after": "x"}, "after: “x”"),
        ("ask", {"question": "Who?", "during": "@everyone"}, "during: “@\u200beveryone”"),
        ("ask", {"question": "Who?", "as_of": "2020-02-30"}, "as_of: “2020-02-30”"),
        ("timeline", {"topic": "Sadr", "from": "x"}, "from: “x”"),
        ("timeline", {"topic": "Sadr", "to": "1 2 3"}, "to: “1 2 3”"),
        ("since", {"date": "soon enough"}, "date: “soon enough”"),
    ],
)
async def test_a_wrong_date_is_told_to_the_person_alone(
    simcord_env, parts, command, options, named
):
    alice = simcord_env.create_user("alice")
    result = await alice.slash(command, **options)
    assert result.response.ephemeral
    assert said(result.response).replace("\\", "") == (
        f"{named} is not a date. Write 2020, 2020-01, 9 January 2020, 2019-Q3 or last summer."
    )
    assert parts.outcomes() == {}


async def test_ask_works_in_direct_messages(simcord_env):
    alice = simcord_env.create_user("alice")
    result = await alice.slash("ask", question="Who invited Sadr to Tehran?")
    assert "**Khamenei invited Sadr" in said(result.response)
