from dataclasses import replace

import pytest

from index.documents import Origin
from index.store.tables import FileStamp
from new_documents import TEXT, new


def test_a_document_comes_back_as_it_went_in(database):
    database.writer.write([new()])
    (source,) = database.documents.sources()
    assert (source.path, source.title, source.published, source.published_from) == (
        "docs/a.txt",
        "A title",
        "2020-01-09",
        Origin.HEADER,
    )
    assert (source.passages, source.characters, source.warnings) == (2, 22, ("careful",))
    assert database.documents.get("docs/a.txt").text == TEXT
    assert database.documents.get("docs/b.txt") is None


def test_ids_are_never_given_twice(database):
    database.writer.write([new()])
    database.writer.write([], remove=["docs/a.txt"])
    database.writer.write([new()])
    assert list(database.passages.get([1, 2, 3, 4])) == [3, 4]
    assert database.passages.last_id() == 4


def test_an_edited_document_is_replaced_whole(database):
    database.writer.write([new()])
    database.writer.write([new(text="Two words now here too.", sha="b" * 64)])
    assert [s.sha256[0] for s in database.documents.sources()] == ["b"]
    assert database.passages.vectors([1, 2, 3, 4])[0] == [3, 4]
    (gone,) = database.changes.removed_since(1)
    assert (gone.document_id, gone.first_passage, gone.last_passage) == (1, 1, 2)
    assert database.changes.removed_since(2) == []


def test_a_write_that_fails_leaves_the_last_good_state(database):
    database.writer.write([new()])
    bad = new("docs/b.txt")
    bad = replace(bad, vectors=bad.vectors[:1])
    with pytest.raises(ValueError, match="zip"):
        database.writer.write([new("docs/c.txt"), bad], remove=["docs/a.txt"])
    assert [s.path for s in database.documents.sources()] == ["docs/a.txt"]
    assert database.generation == 1


def test_stamps_can_be_renewed_without_a_new_generation(database):
    database.writer.write([new()])
    database.writer.restamp({"docs/a.txt": FileStamp(31, 6)})
    assert database.documents.known_files()["docs/a.txt"].stamp == FileStamp(31, 6)
    assert database.generation == 1
