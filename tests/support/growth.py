"""Whether work on a longer text takes more time than its length explains.

Owns how that is timed: processor time, the best of three, and no more runs than are needed to know.
"""

import gc
import time
from collections.abc import Callable

_RUNS = 3  # whatever else the machine does makes one of them slow


def seconds(work: Callable[[], object]) -> float:
    """Return how long one run takes."""
    # The collector looks at all that is alive, so its share grows with what other tests left.
    gc.disable()
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        gc.enable()


def takes_at_most(
    long: Callable[[], object], short: Callable[[], object], *, times: float, least: float
) -> bool:
    """Say whether `long` takes at most `times` as long as `short`.

    A `short` of less than `least` seconds counts as that long: below it the clock says nothing.
    """
    best = seconds(long)
    if best <= times * least:
        return True
    limit = times * max(least, min(seconds(short) for _ in range(_RUNS)))
    return best <= limit or any(seconds(long) <= limit for _ in range(_RUNS - 1))
