import pytest

from bot.answering.quotes import place_of

ELECTED = "Ida Moss was elected mayor on Sunday. Her predecessor is Kaj Holt. It rained."


@pytest.fixture
def filled(shelf):
    shelf.add("a.txt", ELECTED, published="2021-05-03")
    shelf.index()
    return shelf


def test_the_sentence_with_the_new_words_is_marked_where_the_other_was_shown(filled):
    answerer = filled.answerer()
    first = answerer.answer("Who was elected mayor on Sunday?").quotes[0]
    assert first.sentence.text == "Ida Moss was elected mayor on Sunday."
    again = answerer.answer("Ida Moss elected predecessor", shown={place_of(first)}).quotes[0]
    assert again.sentence.text == "Her predecessor is Kaj Holt."


def test_a_sentence_that_holds_all_words_is_marked_once_more(filled):
    answerer = filled.answerer()
    first = answerer.answer("Who was elected mayor on Sunday?").quotes[0]
    again = answerer.answer("When was Ida Moss elected?", shown={place_of(first)}).quotes[0]
    assert again.sentence == first.sentence


def test_what_was_shown_comes_last_among_those_that_answer_as_well(shelf):
    shelf.add("a.txt", "The otter eats trout from the river.", published="2020-01-09")
    shelf.add("b.txt", "The otter eats crabs from the harbour.", published="2020-01-10")
    shelf.index()
    answerer = shelf.answerer()
    question = "What did the otter eat from the"
    before = answerer.answer(question).quotes
    after = answerer.answer(question, shown={place_of(before[0])}).quotes
    assert [quote.text for quote in after] == [quote.text for quote in reversed(before)]
    assert len(after) == 2


def test_a_sentence_that_answers_two_questions_is_marked_for_both(shelf):
    text = "The old ferry Heron lies in the dock. She was built in 1934 and weighs 61 tonnes."
    shelf.add("a.txt", text, published="2021-05-03")
    shelf.index()
    answerer = shelf.answerer()
    first = answerer.answer("When was the ferry Heron built?").quotes[0]
    again = answerer.answer("What does the Heron weigh?", shown={place_of(first)}).quotes[0]
    assert again.sentence == first.sentence
    assert first.sentence.text == "She was built in 1934 and weighs 61 tonnes."
