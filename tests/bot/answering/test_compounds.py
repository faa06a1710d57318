from datetime import date

import pytest

from bot.answering.compounds import as_library_writes
from index.question import understand


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Who lends a woodsaw?", "Who lends a wood saw?"),
        ("Where is the horse shoe?", "Where is the horseshoe?"),
        ("Where is the horse-shoe?", "Where is the horseshoe?"),
        ("Who lends a woodsaw, no pinewoodsaw?", "Who lends a wood saw, no pinewoodsaw?"),
        # The library writes these as they are asked for.
        ("Who lends a wood saw?", "Who lends a wood saw?"),
        ("Where is the horseshoe?", "Where is the horseshoe?"),
        # They stand in it, but not side by side.
        ("Is there a woodgate?", "Is there a woodgate?"),
        # Names are never taken apart.
        ("Who is Woodsaw?", "Who is Woodsaw?"),
    ],
)
def test_compounds_are_written_as_the_library_writes_them(shelf, asked, written):
    shelf.add("a.txt", "Wood saws are lent at the gate. A horseshoe hangs above it.")
    shelf.index()
    store = shelf.snapshot()
    assert as_library_writes(understand(asked, store, date(2026, 1, 1)), store) == written
