"""The figures of retrieval and refusal, and how sure they are. Pure arithmetic.

Recall, MRR and nDCG are the textbook's, a few lines each, and held to ir-measures by a test: that
package brings a compiled one, which is much for whoever only asks questions.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Drawn anew so often for an interval; the ends are then good to a tenth of its width.
RESAMPLES = 2_000
_SEED = 20


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and the ends of its 95% bootstrap interval."""

    mean: float
    low: float
    high: float


def recall(ranked: Sequence[str], relevant: Mapping[str, int], k: int) -> float:
    """Return the share, 0 to 1, of the relevant that are among the first `k`."""
    return len(relevant.keys() & set(ranked[:k])) / len(relevant)


def reciprocal_rank(ranked: Sequence[str], relevant: Mapping[str, int], k: int = 10) -> float:
    """Return 1 / the rank of the first relevant one, 0 where none is among the first `k`."""
    return next((1 / rank for rank, one in enumerate(ranked[:k], 1) if one in relevant), 0.0)


def ndcg(ranked: Sequence[str], relevant: Mapping[str, int], k: int = 10) -> float:
    """Return the normalized discounted cumulative gain, 0 to 1, with the grade itself as gain.

    Järvelin and Kekäläinen, Cumulated Gain-Based Evaluation of IR Techniques (2002).
    """
    gains = [relevant.get(one, 0) for one in ranked[:k]]
    return _discounted(gains) / _discounted(sorted(relevant.values(), reverse=True)[:k])


def auroc(answerable: Sequence[float], others: Sequence[float]) -> float:
    """Return how often an answerable question has the higher confidence; a tie counts half."""
    yes, no = np.asarray(answerable)[:, None], np.asarray(others)[None]
    return float(np.mean((yes > no) + 0.5 * (yes == no)))


def refused_at(answerable: Sequence[float], others: Sequence[float], answered: float) -> float:
    """Return the share of the others that are refused where so many answerable are answered.

    The threshold is the highest at which at least the share `answered`, 0 to 1, is answered.
    """
    needed = math.ceil(answered * len(answerable) - 1e-9)
    threshold = sorted(answerable, reverse=True)[max(needed, 1) - 1]
    return float(np.mean([one < threshold for one in others]))


def interval(values: Sequence[float]) -> Interval:
    """Return the mean of one value a question, and where it lies when questions are drawn anew."""
    found = np.asarray(values, dtype=np.float64)
    low, high = np.quantile(_resampled(found), (0.025, 0.975))
    return Interval(float(found.mean()), float(low), float(high))


def paired(new: Mapping[str, float], old: Mapping[str, float]) -> Interval | None:
    """Return the change of a mean over the questions that both hold; None where there is none.

    Drawn anew in pairs: a difference of two runs is far surer than each of them.
    """
    both = sorted(new.keys() & old.keys())
    return interval([new[one] - old[one] for one in both]) if both else None


def _resampled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    random = np.random.default_rng(_SEED)
    means = np.empty(RESAMPLES)
    for row in range(RESAMPLES):  # one by one: all at once is 100 MB for 6,000 questions
        means[row] = values[random.integers(len(values), size=len(values))].mean()
    return means


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))
