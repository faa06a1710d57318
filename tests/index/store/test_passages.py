from dataclasses import replace
from datetime import date

import pytest

from index.documents import Entry, Origin
from index.passages import Passage, Span
from index.periods import Days
from index.searched import searched_hash
from index.store.records import Published
from new_documents import TEXT, new


@pytest.fixture
def library(database):
    """Four documents: of a day, a month, a year, and undated."""
    database.writer.write(
        [
            new("docs/a", title="a", sha="a" * 64, added=date(2024, 1, 3)),
            new("docs/b", title="b", sha="b" * 64, published="2020-02", added=date(2024, 1, 2)),
            new("docs/c", title="c", sha="c" * 64, published="2019", added=date(2024, 1, 1)),
            new("docs/d", title="d", sha="d" * 64, published=None, added=date(2024, 1, 4)),
        ]
    )
    return database


def test_passages_are_found_by_the_day_of_coming_in(library):
    assert library.passages.added_since(date(2024, 1, 3)).tolist() == [1, 2, 7, 8]
    assert library.passages.added_since(date(2024, 1, 5)).tolist() == []


def test_the_days_of_publication_of_passages_without_undated_ones(library):
    assert library.passages.published_days([1, 4, 8, 99]) == {
        1: Days(date(2020, 1, 9), date(2020, 1, 9)),
        4: Days(date(2020, 2, 1), date(2020, 2, 29)),
    }


def test_a_document_begins_with_its_first_passages(library):
    (source,) = (source for source in library.documents.sources() if source.title == "b")
    assert [p.text for p in library.passages.of_document(source.id, 9)] == [
        "One 😀 here.",
        "Two there.",
    ]
    assert [p.text for p in library.passages.of_document(source.id, 1)] == ["One 😀 here."]
    assert library.passages.of_document(99, 9) == []


def test_the_passages_beside_one_are_those_of_its_document(library):
    found = library.passages.get([1, 2, 3])
    assert [p.id for p in library.passages.beside(found[1])] == [2]
    assert [p.id for p in library.passages.beside(found[2])] == [1]
    assert [p.id for p in library.passages.beside(found[3])] == [4]


def test_vectors_come_with_the_ids_that_are_there(library):
    ids, vectors = library.passages.vectors([2, 1, 99])
    assert sorted(ids) == [1, 2]
    rows = dict(zip(ids, vectors.tolist(), strict=True))
    assert rows == {1: [1.0, 0.0], 2: [0.0, 1.0]}
    ids, vectors = library.passages.vectors([])
    assert (ids, vectors.shape) == ([], (0, 2))


def test_passages_are_slices_of_the_text_by_characters(database):
    database.writer.write([new()])
    found = database.passages.get([1, 2, 99])
    assert {i: p.text for i, p in found.items()} == {1: "One 😀 here.", 2: "Two there."}
    assert all(TEXT[p.start : p.end] == p.text for p in found.values())
    assert found[2].sentences == (Span(12, 15), Span(16, 22))


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
    database.writer.write(
        [
            new("docs/a.txt"),
            new("docs/b.txt", published="2018"),
            new("docs/c.txt", published="2020-01"),
            new("docs/d.txt", published=None),
        ]
    )
    assert database.passages.ids(published).tolist() == expected


def test_known_content_gives_its_vectors_again_by_what_they_are_made_of(database):
    passages = database.passages
    assert passages.vectors_made_of("docs/a.txt", "a" * 64) == {}
    database.writer.write([replace(new(), searched=[b"one", b"two"])])

    def kept(path, sha256):
        found = passages.vectors_made_of(path, sha256)
        return {made_of: vector.tolist() for made_of, vector in found.items()}

    both = {b"one": [1.0, 0.0], b"two": [0.0, 1.0]}
    assert kept("docs/a.txt", "b" * 64) == both
    assert kept("docs/moved.txt", "a" * 64) == both
    assert kept("docs/b.txt", "b" * 64) == {}


def test_a_vector_of_an_earlier_format_is_of_the_text_alone(database):
    database.writer.write([new()])
    found = database.passages.vectors_made_of("docs/a.txt", "a" * 64)
    assert list(found) == [searched_hash("One 😀 here."), searched_hash("Two there.")]


@pytest.fixture
def journal(database):
    """Text of its own, an entry with a date, and one whose date cannot be told."""
    outside, told, untold = (
        Passage(0, 11, (Span(0, 11),)),
        Passage(12, 15, (Span(12, 15),), entry=0),
        Passage(16, 22, (Span(16, 22),), entry=1),
    )
    entries = (Entry(12, 15, "2019-03-04", Origin.LINE), Entry(16, 22, None, None))
    database.writer.write([new(passages=(outside, told, untold), entries=entries)])
    return database


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (Published(after=date(2020, 1, 9)), [1]),
        (Published(before=date(2020, 1, 9)), [2]),
        (Published(after=date(2019, 3, 4), before=date(2019, 3, 5)), [2]),
        (Published(after=date(2019, 3, 5), before=date(2020, 1, 9)), []),
    ],
)
def test_a_passage_in_an_entry_matches_by_the_date_of_the_entry(journal, published, expected):
    assert journal.passages.ids(published).tolist() == expected
    source = journal.documents.sources()[0]
    found = journal.passages.of_document(source.id, 9, published)
    assert [passage.id for passage in found] == expected


def test_a_passage_in_an_entry_is_of_the_days_of_the_entry_and_undated_where_it_has_none(journal):
    assert journal.passages.published_days([1, 2, 3]) == {
        1: Days(date(2020, 1, 9), date(2020, 1, 9)),
        2: Days(date(2019, 3, 4), date(2019, 3, 4)),
    }


def test_a_look_up_by_date_reads_an_index_and_no_table(database):
    plan = database.connection.all(
        "EXPLAIN QUERY PLAN SELECT id FROM passages WHERE first_day >= ? AND last_day < ?",
        (1, 2),
    )
    assert "SEARCH passages USING COVERING INDEX passages_days" in plan[0][3]


def test_the_passage_at_a_place_is_the_one_that_holds_its_character(database):
    database.writer.write([new()])
    (source,) = database.documents.sources()
    found = [database.passages.at(source.id, place) for place in (0, 10, 11, 12, 21, 22)]
    assert [passage and passage.id for passage in found] == [1, 1, None, 2, 2, None]
