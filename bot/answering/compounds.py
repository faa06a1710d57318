"""Words that a question writes together and the library apart, or the other way round.

Owns which of them mean one thing: "chainsaw" where the library writes "chain saw", "news letter"
where it writes "newsletter". Other spellings of names are in `spelling`.
"""

import re
from itertools import pairwise

from index.question import Question, Word, plain, words_in
from index.store.records import Published
from index.store.snapshot import Snapshot

SHORTEST_PART = 3  # letters; shorter beginnings and ends are no words of their own
_PASSAGES = 10  # looked at for two words side by side


def as_library_writes(question: Question, store: Snapshot) -> str:
    """Return the question with its compounds written as the library writes them."""
    text = question.text
    for word in question.words:
        parts = _apart(word, store) if word.is_absent else None
        if parts is not None:
            text = re.sub(rf"\b{re.escape(word.text)}\b", " ".join(parts), text)
    for first, second in pairwise(question.words):
        apart = re.compile(rf"\b{re.escape(first.text)}[ -]{re.escape(second.text)}\b")
        if apart.search(text) and _is_one_word(first, second, store):
            text = apart.sub(first.text + second.text, text)
    return text


def _apart(word: Word, store: Snapshot) -> tuple[str, str] | None:
    """Return the two words that `word` is made of and that stand side by side in the library."""
    whole = word.plain
    if not whole.isalpha() or word.text[:1].isupper():
        return None
    for at in range(SHORTEST_PART, len(whole) - SHORTEST_PART + 1):
        if _side_by_side(whole[:at], whole[at:], store):
            return whole[:at], whole[at:]
    return None


def _is_one_word(first: Word, second: Word, store: Snapshot) -> bool:
    """Say whether the library writes two words together, and nowhere side by side."""
    parts = (first.plain, second.plain)
    if not all(part.isalpha() and len(part) >= SHORTEST_PART for part in parts):
        return False
    joined = store.terms("".join(parts))
    if not joined or store.absent(joined):
        return False
    return not _side_by_side(*parts, store)


def _side_by_side(first: str, second: str, store: Snapshot) -> bool:
    one, other = store.terms(first), store.terms(second)
    terms = [*one, *other]
    if len(one) != 1 or len(other) != 1 or store.absent(terms):
        return False
    found = store.passages.get([i for i, _ in store.matching(terms, _PASSAGES, Published())])
    wanted = (one[0], other[0])
    return any(
        wanted in pairwise(term for word in _words(passage.text) for term in store.terms(word)[:1])
        for passage in found.values()
        if plain(first) in plain(passage.text)
    )


def _words(text: str) -> list[str]:
    return [part for word in words_in(text) for part in word.split("-")]
