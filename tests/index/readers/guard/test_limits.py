import sys

import pytest

from index.readers.guard.limits import LIMITS, resident_bytes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limits")


def test_a_reader_may_take_less_memory_and_time_than_a_small_machine_has():
    assert LIMITS.memory_bytes <= 1 << 30
    assert LIMITS.cpu_seconds < LIMITS.wall_seconds <= 60


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says it so")
def test_the_memory_in_use_is_told_in_bytes():
    assert 5_000_000 < resident_bytes() < 1 << 40
