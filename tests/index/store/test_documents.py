from datetime import UTC, date, datetime

import pytest

from index.documents import Entry, Origin
from index.passages import Passage, Span
from index.periods import Days
from index.store.records import DocumentDays, LibrarySummary, Published
from new_documents import new


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


def names(sources):
    return [source.title for source in sources]


def test_the_newest_by_publication_date_come_first_and_undated_ones_not_at_all(library):
    assert names(library.documents.newest(Published(), 9)) == ["b", "a", "c"]
    assert names(library.documents.newest(Published(), 2)) == ["b", "a"]
    assert names(library.documents.newest(Published(after=date(2020, 1, 9)), 9)) == ["b", "a"]
    assert names(library.documents.newest(Published(before=date(2020, 1, 9)), 9)) == ["c"]


def test_the_newest_by_the_day_of_coming_in_are_of_any_date(library):
    assert names(library.documents.newest_added(date(2024, 1, 2), 9)) == ["d", "a", "b"]
    assert names(library.documents.newest_added(date(2024, 1, 2), 1)) == ["d"]
    assert [source.added for source in library.documents.newest_added(date(2024, 1, 4), 9)] == [
        date(2024, 1, 4)
    ]


def test_when_a_path_with_its_content_came_in_is_told_in_seconds(library):
    found = library.documents.added_at()
    assert len(found) == 4
    assert found["docs/c", "c" * 64] == int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())


def test_the_summary_names_first_and_last_date_and_counts_the_undated(database):
    assert database.documents.summary() == LibrarySummary(0, 0, None, None, 0)
    database.writer.write(
        [
            new("docs/a.txt"),
            new("docs/b.txt", published="2018"),
            new("docs/c.txt", published="2020-01"),
            new("docs/d.txt", published=None),
        ]
    )
    assert database.documents.summary() == LibrarySummary(4, 8, "2018", "2020-01", 1)


def test_a_document_is_as_new_as_its_newest_passage_that_matches(library):
    passages = (Passage(0, 11, (Span(0, 11),), entry=0), Passage(12, 22, (Span(12, 22),), entry=1))
    entries = (Entry(0, 11, "2018", Origin.LINE), Entry(12, 22, "2021-05", Origin.LINE))
    library.writer.write([new("docs/j", title="j", passages=passages, entries=entries)])
    assert names(library.documents.newest(Published(), 9)) == ["j", "b", "a", "c"]
    assert names(library.documents.newest(Published(before=date(2020, 1, 1)), 9)) == ["c", "j"]


def test_the_summary_covers_entries(database):
    entries = (
        Entry(0, 11, "2018-12", Origin.LINE),
        Entry(12, 15, "2021-05", Origin.LINE),
        Entry(16, 22, None, None),
    )
    database.writer.write(
        [new("docs/a"), new("docs/j", published=None, entries=entries), new("b", published=None)]
    )
    assert database.documents.summary() == LibrarySummary(3, 6, "2018-12", "2021-05", 1)


def test_the_days_that_documents_are_of_and_speak_of_are_told_once_each(shelf):
    shelf.add("a.txt", "Closed in May 2019, in May 2019 and in 1979.", published="2020-02")
    shelf.add("other/b.txt", "Closed in 1979.", published="2020-03-01")
    shelf.add("c.txt", "Undated.")
    shelf.index(libraries=["other"])
    with shelf.open().snapshot() as held:
        ids = {source.path.rpartition("/")[2]: source.id for source in held.documents.sources()}
        a, b = ids["a.txt"], ids["b.txt"]
        february = DocumentDays(a, Days(date(2020, 2, 1), date(2020, 2, 29)))
        march = DocumentDays(b, Days(date(2020, 3, 1), date(2020, 3, 1)))
        year, may = (
            Days(date(1979, 1, 1), date(1979, 12, 31)),
            Days(date(2019, 5, 1), date(2019, 5, 31)),
        )
        assert held.documents.written_days() == [february, march]
        assert held.documents.spoken_days() == [
            DocumentDays(a, year),
            DocumentDays(a, may),
            DocumentDays(b, year),
        ]
        other = held.seen_by(frozenset({"other"})).documents
        assert other.written_days() == [march]
        assert other.spoken_days() == [DocumentDays(b, year)]
