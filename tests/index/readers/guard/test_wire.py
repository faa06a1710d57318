import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Element, ElementKind, Entry, Landmark, Markup, Origin
from index.readers.contents import Written
from index.readers.formats.values import ReadDocument
from index.readers.guard.wire import pack, receive, send, unpack

FULL = ReadDocument(
    text="Title\n\nAn: yes.",
    part="m1",
    body=7,
    title="T",
    dates=(Written("2020-01-09", Origin.METADATA),),
    url="https://example.org/a",
    markup=Markup.LAID_OUT,
    elements=(Element(ElementKind.HEADING, 0, 5, 2), Element(ElementKind.MESSAGE, 7, 15)),
    landmarks=(Landmark(0, "page 1"), Landmark(7, "page 2")),
    entries=(Entry(7, 15, "2020-01-09", Origin.MESSAGE),),
    warnings=("careful",),
)


def test_what_is_packed_comes_back():
    assert unpack(pack([FULL, ReadDocument("Other.")])) == (FULL, ReadDocument("Other."))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, "a\0"),
        (1, 5),
        (2, -1),
        (2, 99),
        (4, [["2020", "guess"]]),
        (6, "html"),
        (7, [[99, 0, 1, 0]]),
    ],
)
def test_anything_else_is_refused(place, value):
    packed = json.loads(pack([FULL]))
    packed[0][place] = value
    with pytest.raises(ValueError, match="no document"):
        unpack(json.dumps(packed).encode())


@pytest.mark.parametrize("data", [b"", b"{}x", b"[[]]", b"[1]", b"null", b"[" * 100_000, b"\xff"])
def test_what_is_no_packed_document_is_refused(data):
    with pytest.raises(ValueError, match="no document"):
        unpack(data)


@given(st.binary(max_size=200))
def test_frames_come_back_and_cut_ones_are_none(data):
    stream = io.BytesIO()
    send(stream, data)
    whole = stream.getvalue()
    assert receive(io.BytesIO(whole), 1000) == data
    assert receive(io.BytesIO(whole[:-1]), 1000) is None


def test_a_frame_that_is_too_long_is_not_read():
    stream = io.BytesIO()
    send(stream, b"x" * 11)
    stream.seek(0)
    with pytest.raises(ValueError, match="11 bytes"):
        receive(stream, 10)
