import pytest

from bot.discord.examples import example_for
from bot.discord.requesters import Grant
from bot.library import Library
from index.errors import StoreMissing

DOUGH = "How pizza dough rests"


@pytest.fixture
def with_titles(parts):
    """Add documents by title, published one after the other; they say what their titles say."""

    def add(*titles, folder=""):
        for number, title in enumerate(titles):
            name = f"{folder}{number}.txt"
            text = f"{title}. Pizza dough rests for a day."
            parts.shelf.add(name, text, published=f"2022-0{number + 1}", title=title)
        parts.shelf.index()
        parts.library = Library(parts.settings, parts.shelf.open(), parts.shelf.model.questions())

    return add


async def test_the_newest_title_in_words_is_asked(parts, with_titles):
    with_titles("What the baker said", DOUGH, "notes.txt")
    assert await example_for(parts.client(), Grant()) == DOUGH


async def test_a_title_that_nothing_answers_is_passed_over(parts, with_titles, monkeypatch):
    with_titles("What the baker said", DOUGH)
    ask = Library.ask

    def refuses_dough(library, question):
        return ask(library, "Nebuchadnezzar of Babylon?" if question == DOUGH else question)

    monkeypatch.setattr(Library, "ask", refuses_dough)
    assert await example_for(parts.client(), Grant()) == "What the baker said"


async def test_names_of_files_are_no_questions(parts):
    assert await example_for(parts.client(), Grant()) == ""


async def test_what_may_not_be_seen_gives_no_example(parts, with_titles):
    (parts.shelf.docs / "secret").mkdir()
    (parts.shelf.docs / "secret/library.yaml").write_text("name: Secret\n")
    with_titles(DOUGH, folder="secret/")
    client = parts.client()
    assert await example_for(client, Grant()) == ""
    assert await example_for(client, Grant(allowed=frozenset({"Secret"}))) == DOUGH


async def test_without_a_library_there_is_no_example(parts):
    client = parts.client()

    def missing():
        raise StoreMissing("no index")

    client.library_of = missing
    assert await example_for(client, Grant()) == ""
