"""Whether a text names another number or code than the one that is asked about.

Owns what counts as another of the same kind. Which words of a question are codes is told in
`index.question`, what follows from it in `evidence`.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from index.question import Question, Word, words_in
from index.terms import FUNCTION_WORDS

# Shorter numbers stand everywhere and count what is counted: "5 years", "10% of patients".
NAMING_DIGITS = 4
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?$")


def holds_another(code: Word, question: Question, texts: Iterable[str]) -> bool:
    """Say whether `texts` name another code of the kind of `code`, which stands in none of them.

    "E-13" for "E-12", "7740321" for "7740312"; for a short number one after the same word: "room
    13" for "room 12". What the question names itself is no other.
    """
    asked = words_in(question.text)
    wanted, own = code.plain, set(asked)
    counts = _is_short(wanted)
    named = {before for before, word in pairwise(["", *asked]) if word == wanted}
    named -= FUNCTION_WORDS | {""}
    for text in texts:
        for before, word in pairwise(["", *words_in(text)]):
            if word in own or not _DIGITS.search(word):
                continue
            if counts:
                if before in named and _is_short(word):
                    return True
            elif not _is_short(word) and _form(word) == _form(wanted):
                return True
    return False


def _is_short(word: str) -> bool:
    """Say whether a word is a number that may only count something."""
    return bool(_NUMBER.match(word)) and sum(c.isdigit() for c in word) < NAMING_DIGITS


def _form(word: str) -> str:
    """Return what codes of one kind have in common: "kd-0" of "kd-5581", "0000000" of a number."""
    return _DIGITS.sub(lambda run: "0" * len(run[0]) if word.isdecimal() else "0", word)
