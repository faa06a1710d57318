from datetime import UTC, date, datetime

import numpy as np
import pytest

from index.documents import Document, Origin
from index.passages import Passage, Span
from index.periods import Days
from index.store.database import Database
from index.store.records import Published, StoreIdentity
from index.store.tables import FileStamp, NewDocument

IDENTITY = StoreIdentity("hash", "0" * 64, 2, 256, 128)
TEXT = "One here. Two there."


def new(name, published, added):
    at = int(datetime.combine(added, datetime.min.time(), UTC).timestamp())
    origin = None if published is None else Origin.HEADER
    document = Document(f"docs/{name}", name * 64, TEXT, 0, name, published, origin)
    passages = [Passage(0, 9, (Span(0, 9),)), Passage(10, 20, (Span(10, 20),))]
    vectors = np.array([[1, 0], [0, 1]], np.float32)
    return NewDocument(document, FileStamp(20, 5), passages, vectors, added_at=at)


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "library.sqlite3", IDENTITY)
    made.write(
        [
            new("a", "2020-01-09", date(2024, 1, 3)),
            new("b", "2020-02", date(2024, 1, 2)),
            new("c", "2019", date(2024, 1, 1)),
            new("d", None, date(2024, 1, 4)),
        ]
    )
    yield made
    made.close()


def names(sources):
    return [source.title for source in sources]


def test_the_newest_by_publication_date_come_first_and_undated_ones_not_at_all(database):
    assert names(database.newest(Published(), 9)) == ["b", "a", "c"]
    assert names(database.newest(Published(), 2)) == ["b", "a"]
    assert names(database.newest(Published(after=date(2020, 1, 9)), 9)) == ["b", "a"]
    assert names(database.newest(Published(before=date(2020, 1, 9)), 9)) == ["c"]


def test_the_newest_by_the_day_of_coming_in_are_of_any_date(database):
    assert names(database.newest_added(date(2024, 1, 2), 9)) == ["d", "a", "b"]
    assert names(database.newest_added(date(2024, 1, 2), 1)) == ["d"]
    assert [source.added for source in database.newest_added(date(2024, 1, 4), 9)] == [
        date(2024, 1, 4)
    ]


def test_passages_are_found_by_the_day_of_coming_in(database):
    assert database.added_since(date(2024, 1, 3)).tolist() == [1, 2, 7, 8]
    assert database.added_since(date(2024, 1, 5)).tolist() == []


def test_when_a_path_with_its_content_came_in_is_told_in_seconds(database):
    found = database.added_at()
    assert len(found) == 4
    assert found["docs/c", "c" * 64] == int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())


def test_the_days_of_publication_of_passages_without_undated_ones(database):
    assert database.published_days([1, 4, 8, 99]) == {
        1: Days(date(2020, 1, 9), date(2020, 1, 9)),
        4: Days(date(2020, 2, 1), date(2020, 2, 29)),
    }


def test_a_document_begins_with_its_first_passages(database):
    (source,) = (source for source in database.sources() if source.title == "b")
    assert [p.text for p in database.passages_of(source.id, 9)] == ["One here.", "Two there."]
    assert [p.text for p in database.passages_of(source.id, 1)] == ["One here."]
    assert database.passages_of(99, 9) == []


def test_vectors_come_with_the_ids_that_are_there(database):
    ids, vectors = database.vectors([2, 1, 99])
    assert sorted(ids) == [1, 2]
    rows = dict(zip(ids, vectors.tolist(), strict=True))
    assert rows == {1: [1.0, 0.0], 2: [0.0, 1.0]}
    ids, vectors = database.vectors([])
    assert (ids, vectors.shape) == ([], (0, 2))
