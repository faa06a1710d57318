import sqlite3
from datetime import date

import numpy as np
import pytest

from index.documents import Document, Origin
from index.errors import StoreBroken, StoreMismatch, StoreUnwritable
from index.passages import Passage, Span
from index.store.database import Database
from index.store.records import LibrarySummary, Published, StoreIdentity
from index.store.tables import FileStamp, NewDocument, translate

IDENTITY = StoreIdentity("hash", "0" * 64, 2, 256, 128)
TEXT = "One 😀 here. Two there."


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "library.sqlite3", IDENTITY)
    yield made
    made.close()


def new(path="docs/a.txt", *, published="2020-01-09", text=TEXT, sha="a" * 64):
    origin = None if published is None else Origin.HEADER
    passages = [Passage(0, 11, (Span(0, 11),)), Passage(12, 22, (Span(12, 15), Span(16, 22)))]
    return NewDocument(
        Document(path, sha, text, 0, "A title", published, origin, None, ("careful",)),
        FileStamp(30, 5),
        passages,
        np.array([[1, 0], [0, 1]], np.float32),
    )


def test_a_document_comes_back_as_it_went_in(database):
    database.write([new()])
    (source,) = database.sources()
    assert (source.path, source.title, source.published, source.published_from) == (
        "docs/a.txt",
        "A title",
        "2020-01-09",
        Origin.HEADER,
    )
    assert (source.passages, source.characters, source.warnings) == (2, 22, ("careful",))
    assert database.document("docs/a.txt").text == TEXT
    assert database.document("docs/b.txt") is None


def test_passages_are_slices_of_the_text_by_characters(database):
    database.write([new()])
    found = database.passages([1, 2, 99])
    assert {i: p.text for i, p in found.items()} == {1: "One 😀 here.", 2: "Two there."}
    assert all(TEXT[p.start : p.end] == p.text for p in found.values())
    assert found[2].sentences == (Span(12, 15), Span(16, 22))


def test_ids_are_never_given_twice(database):
    database.write([new()])
    database.write([], remove=["docs/a.txt"])
    database.write([new()])
    assert list(database.passages([1, 2, 3, 4])) == [3, 4]
    assert database.last_passage() == 4


def test_an_edited_document_is_replaced_whole(database):
    database.write([new()])
    database.write([new(text="Two words now here too.", sha="b" * 64)])
    assert [s.sha256[0] for s in database.sources()] == ["b"]
    assert database.vectors([1, 2, 3, 4])[0] == [3, 4]
    (gone,) = database.removed_since(1)
    assert (gone.document_id, gone.first_passage, gone.last_passage) == (1, 1, 2)
    assert database.removed_since(2) == []


def test_a_write_that_fails_leaves_the_last_good_state(database):
    database.write([new()])
    bad = new("docs/b.txt")
    bad = NewDocument(bad.document, bad.stamp, bad.passages, bad.vectors[:1])
    with pytest.raises(ValueError, match="zip"):
        database.write([new("docs/c.txt"), bad], remove=["docs/a.txt"])
    assert [s.path for s in database.sources()] == ["docs/a.txt"]
    assert database.generation == 1


def test_the_summary_names_first_and_last_date_and_counts_the_undated(database):
    assert database.summary() == LibrarySummary(0, 0, None, None, 0)
    database.write(
        [
            new("docs/a.txt"),
            new("docs/b.txt", published="2018"),
            new("docs/c.txt", published="2020-01"),
            new("docs/d.txt", published=None),
        ]
    )
    assert database.summary() == LibrarySummary(4, 8, "2018", "2020-01", 1)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (Published(after=date(2020, 1, 9)), [1, 2]),
        (Published(after=date(2020, 1, 1)), [1, 2, 5, 6]),
        (Published(after=date(2020, 1, 2)), [1, 2]),
        (Published(before=date(2020, 1, 9)), [3, 4]),
        (Published(before=date(2019, 1, 1)), [3, 4]),
        (Published(before=date(2018, 12, 31)), []),
    ],
)
def test_a_document_matches_a_filter_only_with_the_whole_of_its_date(database, published, expected):
    database.write(
        [
            new("docs/a.txt"),
            new("docs/b.txt", published="2018"),
            new("docs/c.txt", published="2020-01"),
            new("docs/d.txt", published=None),
        ]
    )
    assert database.passage_ids(published).tolist() == expected


def test_known_content_gives_its_passages_and_vectors_again(database):
    assert database.same_content("a" * 64) is None
    item = new()
    database.write([item])
    passages, vectors = database.same_content("a" * 64)
    assert passages == item.passages
    assert vectors.tolist() == item.vectors.tolist()


def test_the_derived_indexes_get_what_came_after(database):
    database.write([new()])
    database.write([new("docs/b.txt")])
    ids, vectors = database.vectors_after(2)
    assert ids.tolist() == [3, 4]
    assert vectors.tolist() == [[1, 0], [0, 1]]
    assert [(w.passage_id, w.document_id, w.text) for w in database.words_after(3)] == [
        (4, 2, "Two there.")
    ]


def test_stamps_can_be_renewed_without_a_new_generation(database):
    database.write([new()])
    database.restamp({"docs/a.txt": FileStamp(31, 6)})
    assert database.known_files()["docs/a.txt"].stamp == FileStamp(31, 6)
    assert database.generation == 1


def test_another_format_is_an_error_that_names_both(tmp_path, monkeypatch):
    for module in ("database", "connection"):
        monkeypatch.setattr(f"index.store.{module}.FORMAT_VERSION", 77)
    Database.create(tmp_path / "x", IDENTITY).close()
    monkeypatch.undo()
    with pytest.raises(
        StoreMismatch, match=r"has format 77, .* format \d+; .*dateline index --rebuild"
    ):
        Database(tmp_path / "x")


@pytest.mark.parametrize("keep", [0, 10, 100, 5000])
def test_a_truncated_file_is_an_error_with_its_mend(tmp_path, keep):
    path = tmp_path / "x"
    Database.create(path, IDENTITY).close()
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(StoreBroken, match="dateline index --rebuild"):
        Database(path).faults()


def test_stored_text_that_was_tampered_with_is_never_given_out(database):
    database.write([new()])
    with sqlite3.connect(database.path) as connection:
        connection.execute("UPDATE documents SET text = replace(text, 'Two', 'Ten')")
    connection.close()
    with pytest.raises(StoreBroken, match=r"stored text of docs/a.txt"):
        database.document("docs/a.txt")
    assert database.faults() == ["the stored text of docs/a.txt is not what was written"]


def test_a_lost_vector_is_a_fault(database):
    database.write([new()])
    assert database.faults() == []
    with sqlite3.connect(database.path) as connection:
        connection.execute("DELETE FROM vectors WHERE passage_id = 2")
    connection.close()
    assert database.faults() == ["1 passages have no vector of 8 bytes"]


def test_a_missing_file_is_not_made(tmp_path):
    with pytest.raises(StoreUnwritable):
        Database(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_full_disk_says_what_to_do():
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert "make room" in str(translate(error, "x"))
