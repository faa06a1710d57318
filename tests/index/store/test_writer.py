from dataclasses import replace

import pytest

from index.documents import Entry, Markup, Origin
from index.passages import Lead, LeadKind, Passage, Role, Span
from index.store.records import StoredLead
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


HEADING = Lead(LeadKind.HEADING, 0, 3)
INSIDE = Passage(12, 22, (Span(12, 15), Span(16, 22)), (Role.MESSAGE, Role.QUESTION), (HEADING,), 0)
ENTRIES = (
    Entry(12, 22, "2019-03", Origin.HEADING, 12, 15),
    Entry(22, 22, None, None),
)


def in_an_entry(**others):
    outside = Passage(0, 11, (Span(0, 11),))
    return new(passages=(outside, INSIDE), entries=ENTRIES, **others)


def test_roles_leads_and_entry_come_back_with_a_passage(database):
    database.writer.write([in_an_entry(markup=Markup.MARKDOWN)])
    found = database.passages.get([1, 2])
    assert (found[1].roles, found[1].leads, found[1].entry) == ((), (), None)
    assert found[2].roles == INSIDE.roles
    assert found[2].leads == (StoredLead(LeadKind.HEADING, 0, 3, "One"),)
    assert found[2].entry == ENTRIES[0]
    assert (found[1].dated, found[2].dated) == ("2020-01-09", "2019-03")


def test_entries_and_markup_come_back_with_a_document(database):
    database.writer.write([in_an_entry(markup=Markup.MARKDOWN)])
    stored = database.documents.get("docs/a.txt")
    assert (stored.entries, stored.markup) == (ENTRIES, Markup.MARKDOWN)
    assert (stored.source.entries, stored.source.first_entry, stored.source.last_entry) == (
        2,
        "2019-03",
        "2019-03",
    )
    assert database.documents.document("docs/a.txt") == in_an_entry(markup=Markup.MARKDOWN).document


def test_entries_go_with_their_document(database):
    database.writer.write([in_an_entry()])
    database.writer.write([], remove=["docs/a.txt"])
    assert database.connection.one("SELECT count(*) FROM entries") == (0,)
