from datetime import date

import pytest

from bot.answering.scope import Scope

TODAY = date(2024, 3, 20)


@pytest.fixture
def filled(shelf):
    shelf.add(
        "old.txt", "The mill burned down in May 2021. Nobody was hurt.", published="2021-05-20"
    )
    shelf.add("new.txt", "The mill opened again yesterday.", published="2024-03-14")
    shelf.add("hill.txt", "The hill is green.", published="2021-06-01")
    shelf.index()
    return shelf


def asked(shelf, question, **options):
    return shelf.answerer(today=TODAY).answer(question, **options)


def sentences(answer):
    return [quote.sentence.text for quote in answer.quotes]


def test_what_happened_then_is_what_speaks_of_it(filled):
    assert sentences(asked(filled, "What happened last week?")) == [
        "The mill opened again yesterday."
    ]
    assert sentences(asked(filled, "What happened in May 2021?")) == [
        "The mill burned down in May 2021."
    ]


def test_what_was_published_then_are_the_documents_of_the_time_the_newest_first(filled):
    answer = asked(filled, "Which documents are from 2021?")
    assert sentences(answer) == ["The hill is green.", "The mill burned down in May 2021."]
    assert answer.time.value == "2021"


def test_the_limits_of_the_question_hold(filled):
    limits = Scope(as_of=date(2023, 1, 1))
    assert not asked(filled, "What was published in 2024?", scope=limits).answered


def test_a_time_of_which_nothing_speaks_is_refused(filled):
    answer = asked(filled, "What happened in 1950?")
    assert (answer.answered, answer.quotes) == (False, ())


def test_a_journal_is_quoted_with_its_entries_of_the_time(shelf):
    shelf.add(
        "log.md",
        "# Log\n\n## 2021-03-01\n\nThe pump failed.\n\n## 2021-05-02\n\nThe pump was mended.\n\n"
        "## 2021-05-09\n\nThe pump was sold.\n\n## 2022-05-02\n\nThe pump came back.\n",
    )
    shelf.index()
    answer = asked(shelf, "What was published in May 2021?")
    assert [quote.sentence.text for quote in answer.quotes] == [
        "The pump was sold.",
        "The pump was mended.",
    ]


def test_the_entry_of_the_very_day_comes_before_what_was_told_from_another_day(shelf):
    shelf.add(
        "diary.md",
        "# Diary\n\n## 2021-05-01\n\nThe pump failed.\n\n## 2021-05-02\n\nThe smith came.\n",
    )
    shelf.add("press.txt", "The mill was shut yesterday.", published="2021-05-03")
    shelf.index()
    assert sentences(asked(shelf, "What happened on 2 May 2021?")) == [
        "The smith came.",
        "The mill was shut yesterday.",
    ]


def test_a_sentence_of_the_entry_that_names_the_day_is_quoted_once(shelf):
    shelf.add(
        "diary.md",
        "# Diary\n\n## 2021-05-01\n\nThe pump failed.\n\n## 2021-05-02\n\nThe smith came today.\n",
    )
    shelf.index()
    assert sentences(asked(shelf, "What happened on 2 May 2021?")) == ["The smith came today."]
