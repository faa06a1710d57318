from datetime import date

import pytest

from bot.answering.codes import holds_another
from index.question import understand, words_in

QUESTION = "Was order KD-5581 sent?"


class Library:
    """A lexicon in which every word is as rare as any other."""

    size = 9

    def terms(self, text):
        return words_in(text)

    def rarity(self, terms):
        return dict.fromkeys(terms, 1.0)

    def absent(self, terms):
        return frozenset()


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        (QUESTION, "Order KD-5518 was sent.", True),
        (QUESTION, "Order KD-12 was sent.", True),
        (QUESTION, "Order LM-5581 was sent.", False),
        (QUESTION, "The order was sent in 4000 boxes.", False),
        (QUESTION, "The order was sent.", False),
        ("Was invoice 7740312 paid?", "Invoice 7740321 was paid.", True),
        ("Was invoice 7740312 paid?", "The invoice was paid in 2019.", False),
        ("What changed in version 2.13.1?", "Version 2.3.1 mends it.", True),
        ("What changed in version 2.3?", "Version 2.1 mends it.", True),
        ("What happens in room 12?", "In room 13 they dance.", True),
        ("What happens in room 12?", "Some 13 people dance there.", False),
        ("Do 10% of them return?", "A tenth of them returns, 25% in spring.", False),
        ("Do of 10 those return?", "Of 12 boats none returned.", False),
        ("Does KD-5581 follow KD-5518?", "KD-5518 comes last.", False),
    ],
)
def test_another_code_of_the_same_kind_is_told_from_other_numbers(question, text, other):
    asked = understand(question, Library(), date(2026, 1, 1))
    code = next(word for word in asked.words if word.is_code)
    assert holds_another(code, asked, ["A title", text]) is other
