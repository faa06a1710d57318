import numpy as np
import pytest

from index.store.vectors import VectorIndex, VectorKind
from index.store.vectors.nearest import Tail


def unit(rows):
    rows = np.asarray(rows, np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def ids(*values):
    return np.array(values, np.int64)


THREE = unit([[1, 0, 0], [1, 1, 0], [0, 0, 1]])


@pytest.fixture
def three():
    return VectorIndex((), Tail(ids(7, 8, 9), THREE), 1)


def test_the_nearest_come_first_with_their_cosines(three):
    found, scores = three.nearest(THREE[0], 2)
    assert found.tolist() == [7, 8]
    assert scores.tolist() == pytest.approx([1.0, 2**-0.5])


def test_more_than_there_are_gives_what_there_is(three):
    found, _ = three.nearest(THREE[2], 50)
    assert found.tolist()[0] == 9
    assert sorted(found.tolist()) == [7, 8, 9]


def test_none_are_wanted_and_none_are_found(three):
    assert three.nearest(THREE[0], 0)[0].tolist() == []


def test_an_empty_index_finds_nothing():
    empty = VectorIndex((), Tail(ids(), np.empty((0, 3), np.float32)), 1)
    assert empty.size == 0
    assert empty.nearest(THREE[0], 5)[0].tolist() == []
    assert empty.nearest(THREE[0], 5, among=ids(1, 2))[0].tolist() == []


@pytest.mark.parametrize("count", [1, 63, 64, 65, 200])
def test_all_are_compared_however_many_there_are(count):
    vectors = unit(np.random.default_rng(count).standard_normal((count, 5)))
    index = VectorIndex((), Tail(np.arange(1, count + 1), vectors), 1)
    exact = np.argsort(-(vectors @ vectors[0])) + 1
    found, scores = index.nearest(vectors[0], count)
    assert found.tolist() == exact.tolist()
    assert scores == pytest.approx(np.sort(vectors @ vectors[0])[::-1], abs=1e-6)


@pytest.mark.parametrize(
    ("among", "found"),
    [((8, 9), [8, 9]), ((), []), ((1, 7, 10), [7]), ((1, 2), []), ((10, 11), [])],
)
def test_only_what_is_among_the_allowed_is_found(three, among, found):
    assert three.nearest(THREE[0], 3, among=ids(*among))[0].tolist() == found


def test_what_has_no_segment_compares_all(three):
    assert three.kind == VectorKind("Flat", 0, 1.0, 1.0)
    assert three.kind.described == "Flat"


def test_a_kind_says_where_less_is_found_than_is_meant():
    kind = VectorKind("IVF100,SQfp16", 20, 0.985, 0.91)
    assert kind.described == (
        "IVF100,SQfp16, recall 0.985 at nprobe 20, 0.910 within a tenth of the passages: "
        "less than the 0.98 that is meant"
    )
