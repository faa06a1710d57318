import pytest

from bot.discord.admin.server_settings import MOST_CHANNELS, settings_text
from bot.discord.state import ChannelSettings, ServerSettings
from manager_client import managed, texts


async def test_without_a_change_the_defaults_are_shown(shelf):
    async with managed(shelf) as world:
        answer = await world.slash("settings show")
        assert answer.ephemeral
        assert answer.content.splitlines() == [
            "Questions are answered everywhere.",
            "Answers to /ask are seen by everyone in the channel, unless the asker says otherwise.",
            "A person waits 5 seconds between two questions.",
            "The bot answers only what is said to it.",
            "Questions that go on in a thread where the bot answered need a mention or a reply.",
            "The bot is managed by those with Manage Server.",
        ]


def test_all_settings_are_shown_as_they_are():
    settings = ServerSettings(
        channels=(1, 2),
        private=True,
        cooldown_seconds=0,
        listening=(3,),
        threads=True,
        manager_role=4,
    )
    assert settings_text(settings).splitlines() == [
        "Questions are answered in <#1>, <#2>.",
        "Answers to /ask are seen by the asker alone, unless the asker says otherwise.",
        "Nobody waits between two questions.",
        "Questions need no mention in <#3>; what nothing answers gets silence there.",
        "Questions that go on in a thread where the bot answered need no mention.",
        "The bot is managed by those with Manage Server, and <@&4>.",
    ]


def test_all_settings_fit_in_a_message():
    many = tuple(2**62 + number for number in range(MOST_CHANNELS))
    assert (
        len(settings_text(ServerSettings(channels=many, listening=many, manager_role=2**62)))
        <= 2_000
    )


async def test_channels_are_added_and_removed(shelf):
    async with managed(shelf) as world:
        forum = world.guild.create_forum_channel("questions")
        server = world.guild.id
        answer = await world.slash("settings channels", change="add", channel=world.channel)
        assert answer.content == f"Questions are answered in <#{world.channel.id}>."
        await world.slash("settings channels", change="add", channel=forum)
        await world.slash("settings channels", change="add", channel=forum)
        assert world.state.server(server).channels == (world.channel.id, forum.id)
        await world.slash("settings channels", change="remove", channel=world.channel)
        assert world.state.server(server).channels == (forum.id,)
        answer = await world.slash("settings channels", change="everywhere")
        assert answer.content == "Questions are answered everywhere."
        assert world.state.server(server) == ServerSettings()


@pytest.mark.parametrize("name", ["channels", "listening"])
async def test_a_change_of_no_channel_asks_for_one(shelf, name):
    async with managed(shelf) as world:
        answer = await world.slash(f"settings {name}", change="add")
        assert texts(answer.components) == ["Choose the channel to add, too."]
        answer = await world.slash(f"settings {name}", change="remove", channel=world.channel)
        assert texts(answer.components) == [r"\#general is not among the channels."]
        assert world.state.server(world.guild.id) == ServerSettings()


async def test_more_channels_than_can_be_shown_are_refused(shelf):
    async with managed(shelf) as world:
        many = tuple(range(1, MOST_CHANNELS + 1))
        world.state.change_server(world.guild.id, channels=many)
        answer = await world.slash("settings channels", change="add", channel=world.channel)
        assert texts(answer.components) == [
            f"At most {MOST_CHANNELS} channels can be chosen; remove one first."
        ]
        assert world.state.server(world.guild.id).channels == many


async def test_private_answers_and_the_cooldown_are_set(shelf):
    async with managed(shelf) as world:
        answer = await world.slash("settings private", on=True)
        assert answer.content == (
            "Answers to /ask are seen by the asker alone, unless the asker says otherwise."
        )
        answer = await world.slash("settings cooldown", seconds=1)
        assert answer.content == "A person waits 1 second between two questions."
        assert world.state.server(world.guild.id) == ServerSettings(
            private=True, cooldown_seconds=1
        )


async def test_listening_says_when_the_intent_for_it_is_missing(shelf):
    async with managed(shelf) as world:
        answer = await world.slash("settings listening", change="add", channel=world.channel)
        first, second, third = answer.content.splitlines()
        assert first == (
            f"Questions need no mention in <#{world.channel.id}>; what nothing answers gets silence"
            " there."
        )
        assert second.endswith("need a mention or a reply.")
        assert third.startswith("It has no effect yet: listening needs the Message Content intent.")
        answer = await world.slash("settings listening", change="nowhere")
        assert "intent" not in answer.content


async def test_listening_with_the_intent_is_just_set(shelf):
    async with managed(shelf, message_content=True) as world:
        answer = await world.slash("settings listening", threads=True)
        assert answer.content.splitlines() == [
            "The bot answers only what is said to it.",
            "Questions that go on in a thread where the bot answered need no mention.",
        ]
        await world.slash("settings listening", change="add", channel=world.channel)
        assert world.state.server(world.guild.id) == ServerSettings(
            listening=(world.channel.id,), threads=True
        )


async def test_listening_without_a_change_asks_for_one(shelf):
    async with managed(shelf) as world:
        answer = await world.slash("settings listening")
        assert texts(answer.components) == [
            "Choose what to change: a channel, threads, or the reaction."
        ]


async def test_a_manager_role_is_set_with_what_else_it_needs_and_taken_away(shelf):
    async with managed(shelf) as world:
        role = world.guild.create_role("librarians")
        answer = await world.slash("settings manager-role", role=role)
        first, second = answer.content.splitlines()
        assert first == f"The bot is managed by those with Manage Server, and <@&{role.id}>."
        assert "Server Settings → Integrations" in second
        assert world.state.server(world.guild.id).manager_role == role.id
        answer = await world.slash("settings manager-role")
        assert answer.content == "The bot is managed by those with Manage Server."
        assert world.state.server(world.guild.id).manager_role is None


async def test_everyone_is_no_manager_role(shelf):
    async with managed(shelf) as world:
        answer = await world.slash("settings manager-role", role=world.guild.default_role)
        assert texts(answer.components) == [
            "Everyone would manage the bot then. Choose another role."
        ]
        assert world.state.server(world.guild.id).manager_role is None


async def test_libraries_are_chosen_out_of_those_that_may_be_seen(shelf):
    shelf.add("a.txt", "Sadr went.")
    shelf.add("secret/b.txt", "Nobody knows.")
    shelf.add("moon/c.txt", "It landed.")
    for name in ("secret", "moon"):
        (shelf.docs / name / "library.yaml").write_text("")
    shelf.index()
    async with managed(shelf) as world:
        server = world.guild.id
        world.state.change_server(server, allowed=("moon",))
        answer = await world.slash("settings library", change="add", name="MOON")
        assert answer.content.splitlines() == [
            "The server was given: moon.",
            "The server sees: moon.",
        ]
        answer = await world.slash(
            "settings library", change="add", name="main", channel=world.channel
        )
        assert f"<#{world.channel.id}> sees: main." in answer.content
        answer = await world.slash("settings library", change="add", name="secret")
        assert "There is no library 'secret' to choose; there are: main, moon." in str(
            answer.content or texts(answer.components)
        )
        await world.slash("settings library", change="remove", name="moon")
        await world.slash("settings library", change="reset", channel=world.channel)
        assert world.state.server(server).libraries == ()


def test_what_is_seen_where_is_shown_with_the_other_settings():
    settings = ServerSettings(allowed=("Apollo",), libraries=((7, "Apollo"), (7, "main")))
    assert settings_text(settings).splitlines()[-2:] == [
        "The server was given: Apollo.",
        "<#7> sees: Apollo, main.",
    ]


async def test_a_channel_can_be_otherwise_than_the_server_and_as_the_server_again(shelf):
    async with managed(shelf) as world:
        here = world.channel
        answer = await world.slash("settings channel", channel=here, thread="public", cooldown=1)
        assert answer.content == (
            f"In <#{here.id}> messages are answered in a public thread, a person waits 1 second."
        )
        await world.slash("settings channel", channel=here, private=True)
        settings = world.state.server(world.guild.id)
        assert settings.own == (ChannelSettings(here.id, "public", True, 1),)
        assert settings.at(frozenset({here.id})) == ChannelSettings(here.id, "public", True, 1)
        assert settings.at(frozenset({5})) == ChannelSettings(0, "off", False, 5)
        shown = await world.slash("settings show")
        assert shown.content.endswith(
            f"In <#{here.id}> messages are answered in a public thread, answers to /ask are seen by"
            " the asker alone, a person waits 1 second."
        )
        answer = await world.slash("settings channel", channel=here, reset=True)
        assert answer.content == "No channel is otherwise."
        assert world.state.server(world.guild.id).own == ()


async def test_a_channel_without_a_change_asks_for_one(shelf):
    async with managed(shelf) as world:
        answer = await world.slash("settings channel", channel=world.channel)
        assert texts(answer.components) == ["Choose what to change: thread, private or cooldown."]
