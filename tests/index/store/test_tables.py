from hypothesis import given
from hypothesis import strategies as st

from index.passages import Span
from index.store.tables import pack_spans, unpack_spans

SPANS = st.lists(
    st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1)).map(lambda pair: Span(*pair))
)


@given(SPANS)
def test_spans_come_back_as_they_were_packed(spans):
    assert unpack_spans(pack_spans(spans)) == tuple(spans)


def test_a_span_takes_eight_bytes_the_low_one_first():
    assert pack_spans([Span(1, 258)]) == b"\x01\0\0\0\x02\x01\0\0"
