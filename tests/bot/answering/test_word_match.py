import pytest

from bot.answering.word_match import RELATED, are_forms_of_one_word, related
from index.question import Word


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("occupied", "occupation"),
        ("elected", "election"),
        ("injured", "injuries"),
        ("austria", "austrian"),
        ("invited", "invitation"),
        ("decide", "decided"),
    ],
)
def test_forms_of_one_word(one, two):
    assert are_forms_of_one_word(one, two)
    assert are_forms_of_one_word(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("austria", "australia"),
        ("alexander", "alexandra"),
        ("mauritania", "mauritius"),
        ("christian", "christina"),
        ("niger", "nigeria"),
        ("internet", "international"),
        ("20240017", "20240018"),
        ("slovakia", "slovenia"),
        ("monster", "monday"),
    ],
)
def test_words_that_only_begin_alike_are_not(one, two):
    assert not are_forms_of_one_word(one, two)
    assert not are_forms_of_one_word(two, one)


def word(text, *, is_name=False):
    return Word(text, text.casefold(), (text.casefold(),), 1.0, is_absent=False, is_name=is_name)


def test_a_name_has_no_other_forms():
    others = frozenset({"occupation", "austrian"})
    assert related(word("occupied"), others) == RELATED
    assert related(word("Occupied", is_name=True), others) == 0.0
    assert related(word("4711b"), frozenset({"4711"})) == 0.0
