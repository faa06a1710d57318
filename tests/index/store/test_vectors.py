import numpy as np
import pytest

from index.store import vectors as module
from index.store.vectors import VectorIndex, VectorKind


def unit(rows):
    rows = np.asarray(rows, np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def ids(*values):
    return np.array(values, np.int64)


THREE = unit([[1, 0, 0], [1, 1, 0], [0, 0, 1]])


def test_the_nearest_come_first_with_their_cosines():
    found, scores = VectorIndex.build(ids(7, 8, 9), THREE).nearest(THREE[0], 2)
    assert found.tolist() == [7, 8]
    assert scores.tolist() == pytest.approx([1.0, 2**-0.5])


def test_more_than_there_are_gives_what_there_is():
    found, _ = VectorIndex.build(ids(7, 8, 9), THREE).nearest(THREE[2], 50)
    assert found.tolist()[0] == 9
    assert sorted(found.tolist()) == [7, 8, 9]


def test_an_empty_index_finds_nothing_and_can_grow():
    index = VectorIndex.build(np.empty(0, np.int64), np.empty((0, 3), np.float32))
    assert index.nearest(THREE[0], 5)[0].tolist() == []
    index.add(ids(4), THREE[:1])
    assert index.nearest(THREE[0], 5)[0].tolist() == [4]


def test_only_what_is_among_the_allowed_is_found():
    index = VectorIndex.build(ids(7, 8, 9), THREE)
    assert index.nearest(THREE[0], 3, among=ids(8, 9))[0].tolist() == [8, 9]
    assert index.nearest(THREE[0], 3, among=ids())[0].tolist() == []


def test_what_is_removed_is_not_found_and_unknown_ids_are_passed_over():
    index = VectorIndex.build(ids(7, 8, 9), THREE)
    index.remove(ids(7, 100))
    assert index.size == 2
    assert index.nearest(THREE[0], 3)[0].tolist()[0] == 8


def test_a_saved_index_is_the_same_when_loaded(tmp_path):
    path = tmp_path / "vectors-1.faiss"
    index = VectorIndex.build(ids(7, 8, 9), THREE)
    size, _ = index.save(path)
    assert path.stat().st_size == size
    loaded = VectorIndex.load(path, index.kind)
    assert loaded.nearest(THREE[1], 3)[0].tolist() == index.nearest(THREE[1], 3)[0].tolist()
    assert [p.name for p in tmp_path.iterdir()] == ["vectors-1.faiss"]


@pytest.fixture
def inverted(monkeypatch):
    monkeypatch.setattr(module, "FLAT_LIMIT", 1000)
    rng = np.random.default_rng(1)
    centres = rng.standard_normal((40, 16))
    vectors = unit(centres[rng.integers(0, 40, 4000)] + 0.5 * rng.standard_normal((4000, 16)))
    return VectorIndex.build(np.arange(4000, dtype=np.int64), vectors), vectors


def test_a_large_library_gets_an_inverted_file_of_a_stated_recall(inverted):
    index, vectors = inverted
    assert index.kind.name == "IVF100,SQfp16"
    assert index.kind.recall >= module.RECALL_TARGET
    exact = np.argsort(-(vectors @ vectors[5]))[:10].tolist()
    assert len(set(index.nearest(vectors[5], 10)[0].tolist()) & set(exact)) >= 9


def test_a_narrow_filter_loses_nothing_in_an_inverted_file(inverted):
    index, vectors = inverted
    among = np.arange(0, 4000, 400, dtype=np.int64)
    exact = among[np.argsort(-(vectors[among] @ vectors[5]))].tolist()
    assert index.nearest(vectors[5], 10, among=among)[0].tolist() == exact


def test_an_inverted_file_is_outgrown_when_it_has_doubled_or_shrunk_to_half(inverted):
    index, _ = inverted
    assert not index.outgrown()
    index.remove(np.arange(3500, dtype=np.int64))
    assert index.outgrown()


def test_a_flat_index_is_outgrown_past_the_limit(monkeypatch):
    index = VectorIndex.build(ids(7, 8, 9), THREE)
    assert index.kind == VectorKind("Flat", 0, 1.0, 3)
    assert not index.outgrown()
    monkeypatch.setattr(module, "FLAT_LIMIT", 2)
    assert index.outgrown()
