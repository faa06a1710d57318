"""Giving libraries to servers from the terminal."""

import pytest

from bot.discord.operations import giving
from bot.discord.operations.giving import Given, give, libraries_given
from bot.library import Library
from bot.settings import Settings
from index.errors import UsageError


@pytest.fixture
def settings(shelf, monkeypatch):
    shelf.add("a.txt", "The cleric came home.")
    shelf.add("apollo/b.txt", "The module landed.")
    (shelf.docs / "apollo/library.yaml").write_text("name: Apollo\n")
    shelf.index()
    made = Settings(source_docs=shelf.docs, index_dir=shelf.index_dir)
    opened = lambda _: Library(made, shelf.open(), shelf.model.questions())  # noqa: E731
    monkeypatch.setattr(giving.Library, "open", opened)
    return made


def test_a_library_is_given_and_taken(settings):
    assert give(settings, "apollo", [5, 6]) == "Apollo"
    give(settings, "Apollo", [6], take=True)
    assert libraries_given(settings) == [
        Given("Apollo", public=False, documents=1, servers=(5,)),
        Given("main", public=True, documents=1, servers=()),
    ]


def test_a_name_of_none_is_an_error_that_lists_them(settings):
    with pytest.raises(UsageError, match="no library 'Gemini'; the libraries are: Apollo, main"):
        give(settings, "Gemini", [5])


def test_a_server_has_to_be_named(settings):
    with pytest.raises(UsageError, match="name the server, too: --server ID"):
        give(settings, "Apollo", [])
