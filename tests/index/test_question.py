from datetime import date

import pytest

from index.errors import QuestionError
from index.question import MAX_QUESTION_CHARACTERS, Question, clean_question, understand
from index.question_forms import Wanted

TODAY = date(2026, 1, 1)


@pytest.fixture
def asked(shelf):
    shelf.add("a.txt", "The general invited the cleric to the capital in 2019.")
    shelf.add("b.txt", "The cleric of Brenne reads invoice 4711.")
    shelf.index()
    store = shelf.snapshot()

    def ask(text: str, **options) -> Question:
        return understand(text, store, TODAY, **options)

    return ask


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "?!", "\x00\x1b", "\ud800", "\u200b"])
def test_a_question_without_words_is_an_error_that_says_so(text):
    with pytest.raises(QuestionError, match="holds no word; ask for something"):
        clean_question(text)


def test_a_question_of_10000_characters_is_an_error_with_both_numbers():
    with pytest.raises(QuestionError, match=r"10,000 characters, at most 2,000"):
        clean_question("a" * 10_000)
    assert len(clean_question("a" * MAX_QUESTION_CHARACTERS)) == 2_000


def test_control_characters_become_blanks():
    assert clean_question(" who\x00invited\x1b[31m\r\nhim? ") == "who invited [31m him?"


def test_the_words_of_the_matter_stand_apart_from_those_that_ask(asked):
    question = asked("Who invited the cleric?")
    assert [word.plain for word in question.words] == ["invited", "cleric"]
    assert set(question.small_words) == {"who", "the"}
    assert question.terms == ("invit", "cleric")
    assert question.weight == sum(question.rarity.values())


def test_what_asks_for_the_latest_is_no_word_of_the_matter(asked):
    question = asked("What is the latest invoice?")
    assert question.newest == "latest"
    assert question.matter == "What is the        invoice?"
    assert question.terms == ("invoic",)


def test_its_time_stands_apart_and_weighs_as_much_as_a_word(asked):
    question = asked("Who invited the cleric in 2019?")
    assert question.time.value == "2019"
    assert question.numbers == ("2019",)
    assert question.subject == "Who invited the cleric in     ?"
    assert question.time_weight >= min(question.rarity[term] for term in question.terms)
    assert asked("Who invited the cleric in 2019?", any_time=True).time is None


def test_names_and_numbers_that_stand_nowhere_are_missing(asked):
    assert [w.text for w in asked("Did Falkirk pay invoice 4712?").missing] == ["Falkirk", "4712"]
    assert asked("Did Brenne pay invoice 4711?").missing == ()
    assert asked("did the general smile?").missing == ()


def test_the_first_word_and_shouting_are_no_names(asked):
    names = [w.text for w in asked("Clerics of Brenne?").words if w.is_name]
    assert names == ["Brenne"]
    assert not any(w.is_name for w in asked("WHO INVITED THE CLERIC").words)


def test_what_is_wanted_and_the_tense_are_part_of_it(asked):
    question = asked("Who runs the capital?")
    assert question.wants == {Wanted.PERSON}
    assert question.is_present
    assert not asked("Who ran the capital?").is_present
    assert not asked("What is new in 2.1.0?").is_present
    assert not asked("Who was the cleric?").is_present
    assert not asked("What is the capital like in 2019?").is_present


def test_a_part_of_a_code_is_named_as_the_code_is_written(asked):
    question = asked("Where is order KD-5815, and who has v9.8?")
    assert {question.as_written(word) for word in question.missing} == {"KD-5815", "v9.8"}


def test_a_code_or_version_of_several_parts_is_one_word(asked):
    question = asked("Is 2.1.0 newer than KD-5581 of a well-known house in 4711?")
    assert [w.text for w in question.words if w.is_code] == ["2.1.0", "KD-5581", "4711"]
    assert [w.terms for w in question.words if w.text == "2.1.0"] == [("2ǀ1ǀ0",)]


def test_numbers_and_codes_are_told_from_words_with_a_digit(asked):
    question = asked(
        "Has the 2nd 3D printer of room 12 fault E47 or 4711 in the 1990s?", any_time=True
    )
    assert [w.text for w in question.words if w.is_code] == ["12", "E47", "4711"]


def test_german_nouns_are_no_names_and_small_words_of_other_languages_say_nothing(asked):
    german = asked("Wie lange bleiben die Knochen liegen?")
    assert [word.text for word in german.words if word.is_name] == []
    assert "wie" not in german.terms
    assert "die" not in german.terms
    spanish = asked("¿Cuándo fue la boda de Marta?")
    assert [word.text for word in spanish.words if word.is_name] == ["Marta"]
    assert "la" not in spanish.terms


def test_a_ward_of_two_characters_is_a_code_and_three_dimensions_are_not(asked):
    assert [word.is_code for word in asked("ward 6A").words] == [False, True]
    assert [word.is_code for word in asked("pictures in 3D").words] == [False, False]
