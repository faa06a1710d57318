import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import StoreBroken, StoreBusy, StoreUnwritable
from index.passages import Span
from index.store.tables import pack_spans, translate, unpack_spans

SPANS = st.lists(
    st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1)).map(lambda pair: Span(*pair))
)


@given(SPANS)
def test_spans_come_back_as_they_were_packed(spans):
    assert unpack_spans(pack_spans(spans)) == tuple(spans)


def test_a_span_takes_eight_bytes_the_low_one_first():
    assert pack_spans([Span(1, 258)]) == b"\x01\0\0\0\x02\x01\0\0"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, StoreBusy),
        (sqlite3.SQLITE_LOCKED, StoreBusy),
        (sqlite3.SQLITE_READONLY, StoreUnwritable),
        (sqlite3.SQLITE_CANTOPEN, StoreUnwritable),
        (sqlite3.SQLITE_FULL, StoreUnwritable),
        (sqlite3.SQLITE_CORRUPT, StoreBroken),
        (sqlite3.SQLITE_NOTADB, StoreBroken),
    ],
)
def test_each_error_of_sqlite_becomes_the_one_that_says_what_to_do(code, kind):
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    translated = translate(error, "the/path")
    assert type(translated) is kind
    assert "the/path" in str(translated)
