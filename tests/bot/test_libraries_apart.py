"""Who may see some libraries gets, word for word, what an index of these alone would say."""

import dataclasses
from datetime import date

import pytest

from bot.answering.scope import Scope
from bot.library import Library
from bot.settings import Settings
from bot.terminal.json_charts import coverage_json
from bot.terminal.json_output import (
    answer_json,
    audit_json,
    hits_json,
    since_json,
    sources_json,
    timeline_json,
)
from index.errors import UsageError
from index.periods import Days
from index.store.records import Published
from shelf import TODAY, Shelf

MOON = {
    "landing.txt": "The module landed on the moon in July 1969. The crew was welcomed home.\n\n"
    "* * *\n\nThe Eagle of the mission carried two people. Armstrong walked first.",
    "return.txt": "In 1969 the crew came home from the moon. The capsule fell into the sea.",
}
# Half of it is the very same, so that repeats, versions, spellings and rarities would tell.
SEA = {
    "again.txt": "The module landed on the moon in July 1969. The crew was welcomed home.\n\n"
    "* * *\n\nThe module landed on the moon in July 1971. The crew was welcomed home.",
    "dive.txt": "In 1969 the diver Kovatch found a zeppelin below the sea. Nobody paid him.",
    "list.txt": "moon moon moon moon moon sea sea sea crew crew crew.",
}
QUESTIONS = (
    "When did the module land on the moon?",
    "What happened in July 1969?",
    "Who found the zeppelin?",
    "Who is Kovač?",
    "What did the crew do?",
    "moon",
    "What is the latest on the crew?",
)
SEEN = frozenset({"moon"})


def fill(shelf, *, sea):
    for number, (name, text) in enumerate(MOON.items()):
        shelf.add(f"moon/{name}", text, published=f"1970-01-0{number + 1}", title="The moon")
    for number, (name, text) in enumerate(SEA.items() if sea else ()):
        shelf.add(f"sea/{name}", text, published=f"1972-01-0{number + 1}", title="The sea")


def opened(shelf, *, sea):
    """A library over both shelves, or over one as if the other had never been."""
    shelf.index(libraries=["moon", "sea"] if sea else ["moon"])
    settings = Settings(source_docs=shelf.docs, index_dir=shelf.index_dir)
    # The words and vectors of the test's model are sure of little.
    settings = dataclasses.replace(settings, refuse_below=0.3)
    return Library(settings, shelf.open(), shelf.model.questions(), today=lambda: TODAY)


@pytest.fixture
def both(shelf):
    # First those that may not be seen, so that ids would tell as well.
    for name in sorted(SEA):
        shelf.add(f"sea/{name}", SEA[name], published="1972-01-01", title="The sea")
    shelf.index(libraries=["sea"])
    fill(shelf, sea=True)
    with opened(shelf, sea=True) as library:
        yield library


@pytest.fixture
def alone(tmp_path_factory):
    made = Shelf(tmp_path_factory.mktemp("alone"))
    fill(made, sea=False)
    with opened(made, sea=False) as library:
        yield library
    made.close()


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "scope",
    [
        Scope(),
        Scope(by_date=True),
        Scope(published=Published(after=date(1970, 1, 2))),
        Scope(during=Days(date(1969, 7, 1), date(1969, 7, 31))),
        Scope(as_of=date(1970, 6, 1)),
    ],
)
def test_answers_are_those_of_the_library_alone(both, alone, question, scope):
    seen = both.seen_by(SEEN)
    assert answer_json(seen.ask(question, scope=scope)) == answer_json(
        alone.ask(question, scope=scope)
    )
    assert hits_json(seen.search(question, scope=scope, k=50)) == hits_json(
        alone.search(question, scope=scope, k=50)
    )


def test_what_is_covered_is_what_the_library_alone_covers(both, alone):
    found = both.seen_by(SEEN).coverage()
    assert coverage_json(found) == coverage_json(alone.coverage())
    assert [(slot.value, slot.count) for slot in found.written.slots] == [("1970-01", 2)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_timelines_and_news_are_those_of_the_library_alone(both, alone, question):
    seen = both.seen_by(SEEN)
    assert timeline_json(seen.timeline(question)) == timeline_json(alone.timeline(question))
    for topic in (None, question):
        day = date(1960, 1, 1)
        assert since_json(seen.since(day, topic=topic)) == since_json(alone.since(day, topic=topic))
        assert since_json(seen.since(TODAY, topic=topic, added=True)) == since_json(
            alone.since(TODAY, topic=topic, added=True)
        )


def test_lists_and_numbers_are_those_of_the_library_alone(both, alone):
    seen = both.seen_by(SEEN)
    assert sources_json(seen.sources()) == sources_json(alone.sources())
    assert seen.summary() == alone.summary()
    assert [one.path for one in seen.titles("", 25)] == [one.path for one in alone.titles("", 25)]
    assert audit_json(seen.audit()) == audit_json(alone.audit())
    assert [one.name for one in seen.libraries()] == ["moon"]


def test_a_document_of_another_library_is_not_there_by_name_or_content(both):
    seen = both.seen_by(SEEN)
    hidden = both.document("dive.txt").source
    with pytest.raises(UsageError, match=r"no document is named 'dive.txt'; see: "):
        seen.document("dive.txt")
    with pytest.raises(UsageError, match="no document has the content"):
        seen.at(hidden.sha256, 0, 10)
    assert both.at(hidden.sha256, 0, 10).source.path.endswith("sea/dive.txt")


def test_a_quote_of_another_library_does_not_pass_the_check(both):
    (quote,) = both.seen_by(frozenset({"sea"})).ask("Who found the zeppelin?").quotes[:1]
    with pytest.raises(Exception, match="not what the library holds there; ask again"):
        both.seen_by(SEEN).check(quote)


def test_who_sees_no_library_sees_an_empty_one(both):
    nothing = both.seen_by(frozenset())
    answer = nothing.ask("When did the module land on the moon?")
    assert (answer.answered, answer.nearest, answer.library.documents) == (False, (), 0)
    assert (nothing.sources(), nothing.libraries()) == ([], [])


def test_several_libraries_are_seen_as_one(both):
    seen = both.seen_by(frozenset({"moon", "sea"}))
    assert seen.summary() == both.summary()
    assert answer_json(seen.ask("moon")) == answer_json(both.ask("moon"))


def test_a_name_of_no_library_is_an_error_that_lists_them(both):
    assert both.named(["MOON", "sea"]) == {"moon", "sea"}
    assert both.named([]) is None
    with pytest.raises(UsageError, match=r"no library 'mon'; the libraries are: main, moon, sea"):
        both.named(["mon"])


def test_files_that_cannot_be_read_are_named_to_those_who_see_their_library(both, shelf):
    shelf.add("sea/empty.txt", "")
    shelf.index(libraries=["moon", "sea"])
    assert [one.path for one in both.status().failed] == ["source_docs/sea/empty.txt"]
    assert both.seen_by(SEEN).status().failed == ()
