"""The words of several libraries, searched as one and apart."""

import pytest

from index.store.records import Published
from index.store.word_indexes import WordIndexes
from index.store.words import WordEntry, WordIndex


def entry(number, text, title="A title"):
    return WordEntry(number, number, text, "", title, None, None)


MOON = [entry(1, "The module landed on the moon."), entry(2, "The crew went home.")]
SEA = [entry(3, "The boat went home."), entry(4, "The diver found a module.")]


def in_memory(entries):
    return WordIndex.in_memory(entries)


@pytest.fixture
def words():
    return WordIndexes({"moon": in_memory(MOON), "sea": in_memory(SEA)})


def found(words, *terms, **options):
    return words.matching(terms, 10, published=Published(), **options)


def test_of_one_library_all_is_as_if_there_were_no_other(words):
    alone = WordIndexes({"moon": in_memory(MOON)})
    terms = ["modul", "home", "diver"]
    seen = frozenset({"moon"})
    assert found(words, *terms, seen=seen) == found(alone, *terms)
    assert words.rarity(terms, seen) == alone.rarity(terms)
    assert words.absent(terms, seen) == {"diver"}
    assert words.spelled_like("divar", 1, 5, seen) == []


def test_of_several_a_word_is_as_rare_as_in_one_index_of_all(words):
    whole = WordIndexes({"all": in_memory(MOON + SEA)})
    terms = ["modul", "home", "moon"]
    assert words.rarity(terms) == whole.rarity(terms)
    apart, together = dict(found(words, *terms)), dict(found(whole, *terms))
    # Passages are compared with the mean length in their own library.
    assert apart == pytest.approx(together, rel=0.1)


def test_the_best_of_several_come_first(words):
    assert [i for i, _ in found(words, "diver", "moon", "home")][:2] == [4, 1]
    assert [i for i, _ in words.matching(["modul"], 1, published=Published())] == [4]


def test_a_word_stands_nowhere_where_no_library_has_it(words):
    assert words.absent(["moon", "diver", "zebra"]) == {"zebra"}
    assert words.absent(["moon"], frozenset({"sea"})) == {"moon"}


def test_no_library_is_no_passage(words):
    assert found(words, "modul", seen=frozenset()) == []
    assert words.absent(["modul"], frozenset()) == {"modul"}
    assert words.size == 4
