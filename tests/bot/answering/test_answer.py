import dataclasses

import pytest

from bot.answering.scope import Scope
from index.dates.query.doubtful import DoubtfulDate
from index.errors import QuoteMismatch
from second_looks import Reading

INVITED = "Talks began. The general invited the cleric to the capital. They failed."


@pytest.fixture
def filled(shelf):
    shelf.add("a.txt", INVITED, published="2020-01-09", title="Talks")
    shelf.add("b.txt", "The harvest of the year was poor.", published="2021")
    shelf.index()
    return shelf


def test_an_answer_quotes_with_places_and_marks_the_sentence(filled):
    answer = filled.answerer().answer("Who invited the cleric?")
    assert answer.answered
    (quote,) = answer.quotes
    stored = (filled.docs / "a.txt").read_text()
    assert stored[quote.start : quote.end] == quote.text == INVITED
    assert quote.sentence.text == "The general invited the cleric to the capital."
    assert stored[quote.sentence.start : quote.sentence.end] == quote.sentence.text
    assert quote.source.published == "2020-01-09"
    assert answer.nearest == ()


def test_a_refusal_quotes_nothing_and_says_what_the_library_covers(filled):
    answer = filled.answerer().answer("How is pizza baked?")
    assert not answer.answered
    assert answer.quotes == ()
    assert {q.source.path for q in answer.nearest} == {"source_docs/a.txt", "source_docs/b.txt"}
    assert (answer.library.documents, answer.library.first_published) == (2, "2020-01-09")
    assert answer.library.last_published == "2021"


def test_an_empty_library_refuses(shelf):
    shelf.index()
    answer = shelf.answerer().answer("Anything?")
    assert (answer.answered, answer.quotes, answer.nearest) == (False, (), ())


def test_no_quote_repeats_another(filled):
    filled.add("copy.txt", INVITED, published="2020-01-10")
    filled.add("near.txt", INVITED.replace("Talks", "Meetings"), published="2020-01-11")
    filled.index()
    quotes = filled.answerer().answer("Who invited the cleric?").quotes
    assert [quote.source.published for quote in quotes] == [
        "2020-01-11",
        quotes[1].source.published,
    ]
    same = {quotes[1].source.path, *(other.path for other in quotes[1].repeated_in)}
    assert same == {"source_docs/a.txt", "source_docs/copy.txt"}


def test_the_number_of_quotes_is_a_limit(filled):
    for n in range(5):
        filled.add(f"{n}.txt", f"Cleric number{n} was invited by guest{n} to town{n} for day{n}.")
    filled.index()
    assert len(filled.answerer(0.0).answer("Who invited the cleric?", quotes=2).quotes) == 2


def swapped(quote, **changes):
    return dataclasses.replace(quote, **changes)


def test_a_quote_that_is_not_what_the_document_says_is_never_shown(filled):
    answerer = filled.answerer()
    (quote,) = answerer.answer("Who invited the cleric?").quotes
    gatherer = answerer._gatherer
    gatherer.check(quote)
    sentence = dataclasses.replace(quote.sentence, text="The general invited nobody.")
    source = dataclasses.replace(quote.source, sha256="0" * 64)
    for wrong in (
        swapped(quote, text=quote.text.replace("cleric", "priest")),
        swapped(quote, start=quote.start + 1),
        swapped(quote, text="", end=quote.start),
        swapped(quote, sentence=sentence),
        swapped(quote, source=source),
        swapped(quote, source=dataclasses.replace(quote.source, path="source_docs/gone.txt")),
    ):
        with pytest.raises(QuoteMismatch):
            gatherer.check(wrong)


def test_an_answer_is_of_the_state_before_an_edit_and_its_quotes_are_found_out_after_it(
    filled, monkeypatch
):
    answerer = filled.answerer()
    search = answerer._gatherer._searcher.search

    def edit_after_search(*args, **options):
        hits = search(*args, **options)
        filled.add("a.txt", INVITED.replace("cleric", "priest"), published="2020-01-09")
        filled.index()
        return hits

    monkeypatch.setattr(answerer._gatherer._searcher, "search", edit_after_search)
    (quote, *_) = answerer.answer("Who invited the cleric?").quotes
    assert quote.source.path == "source_docs/a.txt"
    with pytest.raises(QuoteMismatch, match="ask again"):
        filled.gatherer().check(quote)


def test_a_question_about_a_number_that_stands_nowhere_is_refused_and_says_so(shelf):
    shelf.add("a.txt", "Invoice 20240018 was not paid. It went to the lawyer.")
    shelf.index()
    answer = shelf.answerer(0.0).answer("Was invoice 20240099 paid?")
    assert not answer.answered
    assert answer.missing == ("20240099",)
    assert shelf.answerer(0.0).answer("Was invoice 20240018 paid?").answered


def test_a_question_about_a_name_that_stands_nowhere_is_refused(filled):
    assert not filled.answerer(0.0).answer("Who invited the cleric to Falkirk?").answered
    assert filled.answerer(0.0).answer("Who invited the cleric to the BBC?").answered


def test_the_correction_stands_first_and_hides_nothing(shelf):
    for day, number in (("2021-05-03", "Twelve"), ("2021-05-05", "Twenty"), ("2021-05-04", "Nine")):
        shelf.add(f"{day}.txt", f"{number} people were hurt in the crash.", published=day)
    shelf.index()
    quotes = shelf.answerer(0.0).answer("How many people were hurt in the crash?").quotes
    assert [q.source.published for q in quotes] == ["2021-05-05", "2021-05-04", "2021-05-03"]
    (first,) = shelf.answerer(0.0).answer("How many people were hurt?", quotes=1).quotes
    assert first.source.published == "2021-05-05"
    assert [v.source.published for v in first.versions] == ["2021-05-04", "2021-05-03"]


def test_by_date_looks_at_all_that_answer(shelf):
    for year in range(2010, 2022):
        shelf.add(f"{year}.txt", f"In {year} the cleric{year} was chosen.", published=f"{year}")
    shelf.index()
    answer = shelf.answerer(0.0).answer(
        "Which cleric was chosen?", quotes=1, scope=Scope(by_date=True)
    )
    assert [q.source.published for q in answer.quotes] == ["2021"]


def test_a_date_that_was_not_understood_is_told(filled):
    assert filled.answerer().answer("What happened on 03/05/2021?").doubtful == (
        DoubtfulDate("03/05/2021", 17, 27, ("2021-05-03", "2021-03-05")),
    )


def test_the_present_tense_puts_nothing_before_a_better_answer_without_a_date(shelf):
    shelf.add("list.md", "The Heron is kept on rack B3.")
    shelf.add("minutes.md", "The Heron may be used by all crews.", published="2019-03-11")
    shelf.index()
    answer = shelf.answerer().answer("Which rack is the Heron kept on?")
    assert answer.quotes[0].source.path.endswith("list.md")
    assert answer.newest is None


def test_a_compound_is_found_as_the_library_writes_it(shelf):
    shelf.add("a.txt", "Wood saws are lent at the gate.", published="2019-03-11")
    shelf.index()
    assert shelf.answerer().answer("Who lends woodsaws at the gate?").answered


def test_in_the_present_tense_a_newer_text_that_answers_much_worse_comes_after(shelf):
    shelf.add("a.txt", "Rods for fishing are sold by Teague.", published="2022-06-21")
    shelf.add("b.txt", "Rods for fishing are broken by Pike.", published="2023-07-18")
    shelf.index()

    def first(logits):
        answer = shelf.answerer(second_look=Reading(logits, other=-11.0)).answer(
            "Who sells fishing rods?"
        )
        return answer.quotes[0].source.path.removeprefix("source_docs/")

    assert first({"Teague": 6.0, "Pike": 3.0}) == "a.txt"
    assert first({"Teague": 6.0, "Pike": 5.0}) == "b.txt"
