from datetime import date

import numpy as np
import pytest

from index.question import understand
from index.search import FULL_MATCH, fuse
from index.store.records import Published

TODAY = date(2026, 1, 1)


class Asking:
    """A searcher that is asked in words."""

    def __init__(self, shelf):
        self._store = shelf.snapshot()
        self._searcher = shelf.searcher(self._store)

    def search(self, question, **options):
        return self._searcher.search(understand(question, self._store, TODAY), **options)


@pytest.fixture
def searcher(shelf):
    shelf.add("a.txt", "The general invited the cleric to the capital.", published="2020-01-09")
    shelf.add("b.txt", "The harvest of the year was poor.", published="2021-05-01")
    shelf.add("c.txt", "Undated notes on a cleric.")
    shelf.index()
    return Asking(shelf)


def found(hits):
    return [h.passage.source.path.removeprefix("source_docs/") for h in hits]


def test_the_best_by_both_comes_first_with_what_it_ranked_on(searcher):
    first, *_ = searcher.search("Who invited the cleric?", k=3)
    assert first.passage.text == "The general invited the cleric to the capital."
    assert (first.vector_rank, first.word_rank) == (1, 1)
    assert first.bm25 > 0
    assert 0 < first.score <= 1


def test_scores_fall_and_no_more_than_k_come(searcher):
    hits = searcher.search("cleric harvest", k=2)
    assert len(hits) == 2
    assert hits[0].score >= hits[1].score


def test_every_hit_has_both_scores_even_if_only_one_list_named_it(searcher):
    ranked = searcher.search("harvest", k=9)
    hits = dict(zip(found(ranked), ranked, strict=True))
    assert hits["b.txt"].bm25 > 0
    assert hits["a.txt"].word_rank is None
    assert hits["a.txt"].bm25 == 0


def test_filters_leave_out_what_is_outside_and_undated(searcher):
    assert found(searcher.search("cleric", k=9, published=Published(after=date(2020, 1, 1)))) == [
        "a.txt",
        "b.txt",
    ]
    assert found(searcher.search("cleric", k=9, published=Published(before=date(2020, 1, 9)))) == []


def test_an_empty_library_has_no_hits(shelf):
    shelf.index()
    assert Asking(shelf).search("anything", k=5) == []


@pytest.mark.parametrize("question", ["AND OR NOT", '"and"', "日本", "a" * 2000, "(:^~* a"])
def test_any_question_can_be_searched(searcher, question):
    assert len(searcher.search(question, k=3)) == 3


def test_fusion_weighs_cosine_above_words_and_stays_between_0_and_1():
    cosines = np.array([1.0, 0.0, -0.5, 1.0], np.float32)
    bm25 = np.array([0.0, 4.0, 2.0, 9.0], np.float32)
    assert fuse(cosines, bm25, 4.0).tolist() == pytest.approx([0.6, 0.4, 0.2, 1.0])
    alone = fuse(cosines, np.zeros(4, np.float32), 0.0).tolist()
    assert alone == pytest.approx([0.6, 0.0, 0.0, 0.6])
    assert FULL_MATCH > 1
