import numpy as np
import pytest

from index.store.vectors import segment as module
from index.store.vectors.segment import Segment
from index.store.vectors.values import DamagedSegment, SegmentRecord, allowed_bits

COUNT, FIRST = 4000, 11


class Truth:
    """Passages with the ids from FIRST on."""

    def __init__(self, vectors):
        self.vectors = vectors

    def passages_between(self, after, last):
        return np.arange(after + 1, last + 1)

    def vectors_of(self, ids):
        return self.vectors[ids - FIRST]

    def vector_blocks(self, after, last):
        for ids in np.array_split(self.passages_between(after, last), 3):
            yield ids, self.vectors_of(ids)


@pytest.fixture(scope="module")
def vectors():
    rng = np.random.default_rng(1)
    centres = rng.standard_normal((40, 16))
    rows = centres[rng.integers(0, 40, COUNT)] + 0.5 * rng.standard_normal((COUNT, 16))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def record(tmp_path, vectors):
    path = tmp_path / "vectors-3-abc.faiss"
    after = FIRST - 1
    return Segment.build(Truth(vectors), after, after + COUNT, path=path, generation=3)


@pytest.fixture
def segment(tmp_path, record):
    return Segment.open(record, tmp_path)


def test_a_segment_says_what_it_holds_and_finds(record, tmp_path):
    assert (record.name, record.after, record.last) == ("vectors-3-abc.faiss", 10, 4010)
    assert (record.generation, record.passages, record.lists) == (3, COUNT, 100)
    assert record.size == (tmp_path / record.name).stat().st_size
    assert record.probes.met
    assert record.probes.all <= record.probes.narrow <= 100
    assert [path.name for path in tmp_path.iterdir()] == [record.name]


def test_a_record_is_the_same_when_read_again(record):
    assert SegmentRecord.unpack(record.packed()) == record


def test_what_is_found_is_what_an_exact_search_finds(segment, vectors):
    question = vectors[5] + vectors[99]
    exact = np.argsort(-(vectors @ question))[:100] + FIRST
    found, scores = segment.nearest(question, 100, allowed=None, left=COUNT)
    assert len(np.intersect1d(found, exact)) >= 98
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)
    assert scores[0] == pytest.approx(float(np.max(vectors @ question)), abs=1e-2)


def test_a_narrow_filter_loses_nothing(segment, vectors):
    among = np.arange(FIRST, FIRST + COUNT, 400)
    exact = among[np.argsort(-(vectors[among - FIRST] @ vectors[5]))].tolist()
    bits = allowed_bits(among)
    assert segment.nearest(vectors[5], 10, allowed=bits, left=10)[0].tolist() == exact


def test_the_narrower_the_filter_the_more_lists_are_searched(segment, monkeypatch):
    monkeypatch.setattr(module, "ALL_LISTS_LEFT", 50)
    probes = segment.record.probes
    assert segment._probes(COUNT) == probes.all
    assert probes.narrow <= segment._probes(COUNT // 10) <= probes.narrow + 1
    assert probes.all <= segment._probes(COUNT // 2) <= probes.narrow
    assert segment._probes(50) == 100


def flip(path, place):
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("place", ["head", "head end"])
def test_a_damaged_head_is_noticed_before_it_is_opened(record, tmp_path, place):
    flip(tmp_path / record.name, 9 if place == "head" else record.head - 1)
    with pytest.raises(DamagedSegment, match="CRC-32"):
        Segment.open(record, tmp_path)


def test_a_file_that_is_short_or_gone_is_noticed(record, tmp_path):
    path = tmp_path / record.name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedSegment, match=f"{record.size - 1} bytes"):
        Segment.open(record, tmp_path)
    path.unlink()
    with pytest.raises(DamagedSegment, match="No such file"):
        Segment.open(record, tmp_path)


@pytest.mark.parametrize("place", [0.0, 0.3, 1.0])
def test_a_damaged_list_is_noticed_when_it_is_read(record, tmp_path, vectors, place):
    at = record.head + int(place * (record.size - record.head - 1))
    flip(tmp_path / record.name, at)
    segment = Segment.open(record, tmp_path)
    with pytest.raises(DamagedSegment, match="is not as it was written"):
        segment.nearest(vectors[0], 5, allowed=None, left=10)
    with pytest.raises(DamagedSegment):
        segment.check()


def test_a_list_that_is_not_read_is_not_checked(record, tmp_path, vectors, monkeypatch):
    monkeypatch.setattr(module, "ALL_LISTS_LEFT", 50)
    segment = Segment.open(record, tmp_path)
    segment.nearest(vectors[0], 5, allowed=None, left=COUNT)
    assert segment._checked.sum() == segment.record.probes.all
    segment.check()
    assert segment._checked.all()
