import io
import json
import os
import subprocess
import sys

import pytest

from index.readers.guard import child
from index.readers.guard.guard import _LAST, _READ
from index.readers.guard.limits import LIMITS
from index.readers.guard.wire import receive, send

pytestmark = pytest.mark.socket  # starts processes


def test_both_sides_mean_the_same_by_the_first_bytes_of_an_answer():
    assert (child.READ, child.LAST) == (_READ, _LAST)


def test_it_ends_when_nobody_asks_any_more():
    program = (
        "from index.readers.guard.child import main; "
        f"from index.readers.guard.limits import Limits; main({LIMITS!r})"
    )
    asked = io.BytesIO()
    send(asked, json.dumps({"module": "foreign_format", "name": "a"}).encode())
    send(asked, b"%BOX\n1||One.")
    path = os.pathsep.join(one for one in sys.path if one)
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=asked.getvalue(),
        capture_output=True,
        timeout=30,
        env={"PYTHONPATH": path},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    answer = receive(io.BytesIO(done.stdout), 10_000)
    assert answer is not None
    assert answer[:2] == b"+."
    assert json.loads(answer[2:])[0][0] == "Item 1\n\nOne."
