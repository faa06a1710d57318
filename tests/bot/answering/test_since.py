from datetime import date

import pytest

from bot.answering.since import make_since
from index.errors import QuestionError

TODAY = date(2026, 1, 1)


@pytest.fixture
def filled(shelf):
    shelf.add("old.txt", "The bridge was opened.", published="2018-05-01")
    shelf.add(
        "new.txt",
        "# News of the day\n\nBy A. Writer\n\nThe bridge was closed last month. Nobody knew why.",
        published="2020-01-09",
    )
    shelf.add("later.txt", "The harvest was poor.", published="2021")
    shelf.add("undated.txt", "The bridge is old.")
    shelf.index()
    return shelf


def since(shelf, day=date(2020, 1, 1), **options):
    gatherer = shelf.gatherer(today=TODAY)
    return make_since(gatherer, gatherer.store, day, **options)


def test_documents_published_since_speak_with_their_first_sentence_newest_first(filled):
    made = since(filled)
    assert made.answered
    assert made.documents == 2
    assert [quote.sentence.text for quote in made.quotes] == [
        "The harvest was poor.",
        "The bridge was closed last month.",
    ]
    assert [date.value for date in made.quotes[1].event_dates] == ["2019-12"]


def test_the_day_itself_counts(filled):
    assert since(filled, date(2020, 1, 9)).documents == 2
    assert since(filled, date(2020, 1, 10)).documents == 1


def test_a_topic_leaves_what_answers_it(filled):
    made = since(filled, topic="the bridge")
    assert [quote.sentence.text for quote in made.quotes] == ["The bridge was closed last month."]
    assert made.documents == 2
    assert made.topic == "the bridge"


def test_a_topic_of_which_nothing_tells_shows_the_nearest(filled):
    made = since(filled, topic="the population of France")
    assert not made.answered
    assert made.nearest


def test_added_counts_the_day_of_coming_in_and_takes_undated_ones_along(filled):
    assert since(filled, date(2000, 1, 1), added=True).documents == 4
    assert since(filled, date(2200, 1, 1), added=True).documents == 0
    made = since(filled, date(2000, 1, 1), added=True, topic="the bridge")
    assert "The bridge is old." in {quote.text for quote in made.quotes}


def test_the_limit_is_of_quotes_and_not_of_the_count(filled):
    made = since(filled, date(2000, 1, 1), limit=1)
    assert (len(made.quotes), made.documents) == (1, 3)


def test_nothing_since_then_is_no_answer(filled):
    made = since(filled, date(2025, 1, 1))
    assert (made.answered, made.documents, made.quotes) == (False, 0, ())


def test_a_topic_without_a_word_is_an_error(filled):
    with pytest.raises(QuestionError):
        since(filled, topic="?!")


def test_a_rebuild_keeps_the_day_on_which_a_document_came_in(filled):
    store = filled.open()
    at = store.documents.added_at()
    filled.add("old.txt", "The bridge was opened anew.", published="2018-05-01")
    earlier = dict.fromkeys(at, 86400)
    filled.index(added_at=earlier)
    assert (
        filled.open().documents.added_at()[("source_docs/old.txt", _sha(filled, "old.txt"))]
        > 86_400
    )


def _sha(shelf, name):
    return next(s.sha256 for s in shelf.open().documents.sources() if s.path.endswith(name))


JOURNAL = (
    "# Harbour journal\n\nWhat the keeper noted.\n\n## 2023-11-02\n\nThe crane was painted.\n\n"
    "## 2024-02-10\n\nA seal slept on the slip.\n\n## 2024-05-06\n\nThe ice house was sold.\n"
)


def test_a_journal_speaks_with_its_newest_entries_and_never_with_an_older_one(shelf):
    shelf.add("journal.md", JOURNAL, published="2024-06-30")
    shelf.add("news.txt", "The mast was felled.", published="2024-03-01")
    shelf.index()
    assert [q.sentence.text for q in since(shelf, date(2024, 1, 1)).quotes] == [
        "What the keeper noted.",
        "The ice house was sold.",
        "The mast was felled.",
        "A seal slept on the slip.",
    ]


def test_each_document_speaks_before_one_of_them_does_so_twice(shelf):
    shelf.add("journal.md", JOURNAL.replace("What the keeper noted.\n\n", ""))
    shelf.add("news.txt", "The mast was felled.", published="2023-12-01")
    shelf.index()
    assert [q.sentence.text for q in since(shelf, date(2023, 1, 1), limit=2).quotes] == [
        "The ice house was sold.",
        "The mast was felled.",
    ]
