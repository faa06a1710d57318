import numpy as np
import pytest

from bot.evaluation.metrics import (
    Interval,
    auroc,
    interval,
    ndcg,
    paired,
    recall,
    reciprocal_rank,
    refused_at,
)

RANKED = ["b", "x", "a", "y"]
RELEVANT = {"a": 2, "b": 1, "c": 1}


def test_recall_is_the_share_of_the_relevant_found_so_far():
    assert [recall(RANKED, RELEVANT, k) for k in (1, 3, 10)] == [1 / 3, 2 / 3, 2 / 3]


def test_the_reciprocal_rank_is_of_the_first_relevant_one():
    assert reciprocal_rank(["x", "a", "b"], RELEVANT) == 0.5
    assert reciprocal_rank(["x"] * 10 + ["a"], RELEVANT) == 0.0


def test_ndcg_discounts_grades_by_their_rank():
    # (1 + 2 / log2(4)) / (2 + 1 / log2(3) + 1 / log2(4))
    assert ndcg(RANKED, RELEVANT) == pytest.approx(0.638788, abs=1e-6)
    assert ndcg(["a", "b", "c"], RELEVANT) == pytest.approx(1.0)
    assert ndcg([], RELEVANT) == 0.0


def test_ranking_measures_are_those_of_ir_measures():
    import ir_measures as measures

    random = np.random.default_rng(7)
    qrels, run, own = [], [], []
    for question in map(str, range(40)):
        ids = random.permutation(30)[:20].tolist()
        relevant = {str(n): int(random.integers(1, 4)) for n in random.permutation(30)[:4]}
        ranked = [str(n) for n in ids]
        qrels += [measures.Qrel(question, n, grade) for n, grade in relevant.items()]
        run += [measures.ScoredDoc(question, n, 1.0 - i / 99) for i, n in enumerate(ranked)]
        own.append(
            (recall(ranked, relevant, 5), reciprocal_rank(ranked, relevant), ndcg(ranked, relevant))
        )
    wanted = [measures.R @ 5, measures.RR @ 10, measures.nDCG @ 10]
    theirs = measures.calc_aggregate(wanted, qrels, run)
    np.testing.assert_allclose(np.mean(own, axis=0), [theirs[one] for one in wanted], atol=1e-9)


def test_auroc_is_the_chance_to_tell_the_two_apart():
    assert auroc([0.9, 0.8], [0.1, 0.85]) == 0.75
    assert auroc([0.5], [0.5]) == 0.5


def test_what_is_refused_goes_by_the_highest_threshold_that_answers_enough():
    answerable = [0.9, 0.8, 0.7, 0.6, 0.2]
    assert refused_at(answerable, [0.1, 0.3, 0.65], 0.8) == 2 / 3
    assert refused_at(answerable, [0.1, 0.3, 0.65], 1.0) == 1 / 3
    assert refused_at([0.5] * 10, [0.5], 0.9) == 0.0  # as sure as the answerable


def test_an_interval_holds_the_mean_and_is_the_same_every_time():
    values = [0.0, 1.0] * 50
    found = interval(values)
    assert found.mean == 0.5
    assert 0.39 < found.low < 0.42 < 0.58 < found.high < 0.61
    assert interval(values) == found
    assert interval([0.25] * 9) == Interval(0.25, 0.25, 0.25)


def test_a_change_is_told_over_the_questions_that_both_runs_hold():
    old = {str(n): float(n % 2) for n in range(100)}
    assert paired({**old, "new": 5.0}, old) == Interval(0.0, 0.0, 0.0)
    # Small beside the spread of the values, and sure: every pair has it.
    lower = {one: value - 0.01 for one, value in old.items()}
    assert paired(lower, old).high == pytest.approx(-0.01)
    assert paired(old, {}) is None
