"""Which libraries may be seen where: what a server was given, and what it chose for its places."""

from bot.discord.requesters import Grant, granted_in, granted_to
from bot.discord.state import ServerSettings
from index.libraries import LibraryRecord

THERE = [
    LibraryRecord("main", public=True),
    LibraryRecord("Apollo", public=False),
    LibraryRecord("Hermes", public=False),
]
SERVER, CHANNEL, THREAD, ROLE = 1, 2, 3, 4


def seen(grant):
    return sorted(grant.seen(THERE))


def test_where_nothing_was_given_what_is_public_is_seen():
    assert seen(Grant()) == ["main"]
    assert seen(granted_in(ServerSettings(), SERVER)) == ["main"]


def test_a_server_that_was_given_libraries_sees_these_alone():
    assert seen(granted_in(ServerSettings(allowed=("Apollo",)), SERVER)) == ["Apollo"]


def test_a_channel_comes_before_its_server_and_a_thread_is_as_its_channel():
    settings = ServerSettings(
        allowed=("Apollo", "Hermes"), libraries=((SERVER, "Apollo"), (CHANNEL, "Hermes"))
    )
    assert seen(granted_in(settings, SERVER)) == ["Apollo"]
    assert seen(granted_in(settings, SERVER, channels=(THREAD, CHANNEL))) == ["Hermes"]
    assert seen(granted_to(settings)) == ["Apollo", "Hermes"]


def test_a_role_sees_more_than_the_place_and_that_is_told():
    settings = ServerSettings(
        allowed=("Apollo", "Hermes"), libraries=((SERVER, "Apollo"), (ROLE, "Hermes"))
    )
    grant = granted_in(settings, SERVER, roles=[ROLE])
    assert seen(grant) == ["Apollo", "Hermes"]
    assert grant.is_wider
    assert not granted_in(settings, SERVER, roles=[9]).is_wider


def test_what_was_chosen_is_not_seen_once_it_was_taken_away_from_the_server():
    settings = ServerSettings(libraries=((SERVER, "Apollo"), (ROLE, "Hermes"), (CHANNEL, "main")))
    assert seen(granted_in(settings, SERVER, roles=[ROLE])) == []
    assert seen(granted_in(settings, SERVER, channels=[CHANNEL])) == ["main"]


def test_outside_of_servers_those_that_are_shared_count_too():
    shared = granted_in(ServerSettings(allowed=("Apollo",)), SERVER)
    grant = Grant(others=(shared,))
    assert seen(grant) == ["Apollo", "main"]
    assert grant.is_wider


def test_a_library_that_is_there_no_more_is_not_seen_by_its_name_alone():
    assert Grant(allowed=frozenset({"Gone"})).seen(THERE) & {"main", "Apollo"} == set()
