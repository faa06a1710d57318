import discord

from bot.discord.operations.setup_check import SetupProblem, check_server, summary
from bot.discord.state import ServerSettings
from manager_client import managed

DEAF = discord.Intents(guilds=True)
LISTENING = discord.Intents(guilds=True, message_content=True)


def found(world, settings=ServerSettings(), intents=DEAF):  # noqa: B008 - frozen
    return check_server(world.client.get_guild(world.guild.id), settings, intents)


def without(world, **denied):
    return {world.guild.default_role: discord.PermissionOverwrite(**dict.fromkeys(denied, False))}


async def test_a_server_where_all_is_well_has_no_findings(shelf):
    async with managed(shelf) as world:
        world.guild.create_forum_channel("questions")
        world.guild.create_voice_channel("talk")
        assert found(world) == []


async def test_each_missing_permission_of_a_channel_is_named(shelf):
    async with managed(shelf) as world:
        rules = without(world, send_messages=1, read_message_history=1, embed_links=1)
        world.guild.create_text_channel("mods", overwrites=rules)
        assert found(world) == [
            SetupProblem("#mods: missing Send Messages, Read Message History", fault=True)
        ]


async def test_a_channel_that_is_hidden_may_be_meant_so(shelf):
    async with managed(shelf) as world:
        hidden = without(world, view_channel=1)
        first = world.guild.create_text_channel("secret", overwrites=hidden)
        world.guild.create_text_channel("mods", overwrites=hidden)
        world.guild.create_text_channel("news", overwrites=without(world, send_messages=1))
        assert found(world) == [
            SetupProblem("#news: missing Send Messages", fault=True),
            SetupProblem("It cannot see #secret, #mods (missing View Channel)", fault=False),
        ]
        chosen = ServerSettings(channels=(first.id,))
        assert found(world, chosen) == [SetupProblem("#secret: missing View Channel", fault=True)]


async def test_only_chosen_channels_are_checked_where_some_are_chosen(shelf):
    async with managed(shelf) as world:
        world.guild.create_text_channel("mods", overwrites=without(world, send_messages=1))
        assert found(world, ServerSettings(channels=(world.channel.id,))) == []
        listening = ServerSettings(listening=(world.channel.id,))
        assert found(world, listening, LISTENING) == []


async def test_listening_without_the_intent_is_a_fault(shelf):
    async with managed(shelf) as world:
        fault = SetupProblem(
            "Listening is set, but the bot runs without the Message Content intent: switch it on "
            "in Discord's developer portal and set DATELINE_LISTEN=1",
            fault=True,
        )
        assert found(world, ServerSettings(listening=(world.channel.id,))) == [fault]
        assert found(world, ServerSettings(threads=True)) == [fault]
        assert found(world, ServerSettings(threads=True), LISTENING) == []


async def test_settings_that_lead_nowhere_are_faults(shelf):
    async with managed(shelf) as world:
        settings = ServerSettings(channels=(1, world.channel.id), listening=(2, 3), manager_role=4)
        assert found(world, settings, LISTENING) == [
            SetupProblem("/settings channels names 1 that are gone or hidden", fault=True),
            SetupProblem("/settings listening names 2 that are gone or hidden", fault=True),
            SetupProblem("The role of /settings manager-role is gone", fault=True),
        ]


def test_the_summary_marks_faults_or_says_that_all_is_well():
    assert summary([]) == "All is well: the bot may do all it needs."
    assert summary([SetupProblem("a", fault=True), SetupProblem("b", fault=False)]) == "✗ a\n· b"
