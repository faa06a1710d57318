import pytest

from manager_client import managed, texts

CHANNEL = object()  # stands for the channel of the test
# Every command with options that are valid.
COMMANDS = {
    "status": {},
    "sources": {},
    "reindex": {},
    "unanswered": {},
    "settings show": {},
    "settings channels": {"change": "everywhere"},
    "settings channel": {"channel": CHANNEL, "reset": True},
    "settings private": {"on": True},
    "settings cooldown": {"seconds": 1},
    "settings listening": {"threads": True},
    "settings manager-role": {},
    "settings library": {"change": "reset"},
    "setup check": {},
}
REFUSAL = (
    "Only those with the permission Manage Server may do this, or with the role that they set "
    "with /settings manager-role."
)


@pytest.fixture
def shelf_with_a_document(shelf):
    shelf.add("a.txt", "Sadr went.", published="2020-01-09", title="On Sadr")
    shelf.index()
    return shelf


async def test_these_are_the_commands_of_managers(shelf):
    async with managed(shelf) as world:
        assert sorted(world.manager.available_commands(world.channel)) == sorted(COMMANDS)


async def test_nobody_else_is_shown_the_commands(shelf):
    async with managed(shelf) as world:
        assert world.member.available_commands(world.channel) == ()


async def test_the_commands_work_in_servers_only_and_where_the_app_is_installed_to_one(shelf):
    async with managed(shelf) as world:
        assert world.env.create_user("una").available_commands() == ()
        for command in world.client.tree.get_commands():
            sent = command.to_dict(world.client.tree)
            assert (sent["contexts"], sent["integration_types"]) == ([0], [0])
            assert sent["default_member_permissions"] == 1 << 5  # Manage Server


@pytest.mark.parametrize(("name", "options"), COMMANDS.items())
async def test_a_member_who_gets_at_a_command_all_the_same_is_refused(shelf, name, options):
    async with managed(shelf) as world:
        await world.open_to_all()
        refused = await world.slash(name, world.member, **_filled(options, world))
        assert texts(refused.components) == [REFUSAL]
        assert refused.ephemeral
        assert world.state.server(world.guild.id) == world.state.server(None)


async def test_titles_are_not_completed_for_others(shelf_with_a_document):
    async with managed(shelf_with_a_document) as world:
        await world.open_to_all()
        typed = (world.channel, "sources", "title", "sadr")
        assert await world.member.autocomplete(*typed) == []
        assert await world.manager.autocomplete(*typed) != []


async def test_the_role_that_managers_set_may_manage_too(shelf_with_a_document):
    async with managed(shelf_with_a_document) as world:
        await world.open_to_all()
        librarians = world.guild.create_role("librarians")
        librarian = world.guild.add_member(world.env.create_user("lib"), roles=[librarians])
        await world.slash("settings manager-role", role=librarians)
        shown = await world.slash("sources", librarian)
        assert "On Sadr" in texts(shown.components)[0]
        assert texts((await world.slash("sources", world.member)).components) == [REFUSAL]
        await world.slash("settings manager-role")
        assert texts((await world.slash("sources", librarian)).components) == [REFUSAL]


async def test_the_role_of_another_server_manages_nothing_here(shelf):
    async with managed(shelf) as world:
        await world.open_to_all()
        everyone = world.guild.default_role.id
        world.state.change_server(world.guild.id + 1, manager_role=everyone)
        assert texts((await world.slash("sources", world.member)).components) == [REFUSAL]


def _filled(options, world):
    return {name: world.channel if one is CHANNEL else one for name, one in options.items()}
