import numpy as np
import pytest

from index.store.vectors.tuning import NOISE, Trial, fewest, recall
from index.store.vectors.values import Probes


@pytest.mark.parametrize("needed", [1, 7, 16, 17, 100, 255, 256])
def test_the_fewest_lists_that_find_enough_are_known_to_a_sixteenth(needed):
    lists = fewest(lambda n: 1.0 if n >= needed else 0.5, 256)
    assert needed <= lists <= needed + max(needed // 16, 1)


def test_a_little_more_is_asked_for_than_is_meant():
    assert fewest(lambda n: 0.9879 if n < 64 else 0.9881, 128) == 64


def test_where_nothing_finds_enough_all_lists_are_searched():
    assert fewest(lambda n: 0.5, 300) == 300


def test_recall_counts_what_is_there_to_find():
    truth = np.array([[1, 2, 3], [4, -1, -1]])
    assert recall(truth, np.array([[3, 1, 9], [4, 5, 6]])) == 0.75


def test_questions_are_near_passages_and_none_of_them():
    rng = np.random.default_rng(0)
    sample = rng.standard_normal((50, 64)).astype(np.float32)
    sample /= np.linalg.norm(sample, axis=1, keepdims=True)
    trial = Trial(sample)
    assert len(trial.questions) == 50
    assert np.linalg.norm(trial.questions, axis=1) == pytest.approx(1, abs=1e-5)
    nearest = (trial.questions @ sample.T).max(axis=1)
    for number, noise in enumerate(NOISE):
        cosine = np.median(nearest[number :: len(NOISE)])
        assert cosine == pytest.approx((1 + noise**2) ** -0.5, abs=0.12)


def test_the_exact_nearest_are_gathered_over_blocks():
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((500, 8)).astype(np.float32)
    ids = np.arange(1, 501)
    trial = Trial(vectors)
    for part in np.array_split(ids, 7):
        trial.see(part, vectors[part - 1])
    best = np.argsort(-(trial.questions @ vectors.T), axis=1)[:, :100] + 1
    assert [sorted(row) for row in trial._all.ids.tolist()] == [sorted(r) for r in best.tolist()]


@pytest.mark.parametrize(
    ("probes", "met"),
    [(Probes(1, 2, 0.98, 0.99), True), (Probes(1, 2, 0.99, 0.97), False)],
)
def test_what_is_meant_holds_with_and_without_a_filter(probes, met):
    assert probes.met is met
