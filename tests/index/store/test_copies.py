import io
import json
from contextlib import closing

import pytest

from index.errors import StoreMismatch, UsageError
from index.store import copies
from index.store.database import Database
from index.store.seals import Seals
from new_documents import IDENTITY, new
from sealed import change


@pytest.fixture
def filled(database):
    database.writer.write([new(), new("docs/b.txt", published=None)])
    return database


def exported(database):
    out = io.BytesIO()
    copies.write_export(database, out)
    return out.getvalue()


def imported(path, data):
    source = io.BytesIO(data)
    identity, grammar, line = copies.read_identity(source, "x.jsonl")
    made = Database.create(path, identity)
    with closing(made):
        count = copies.read_export(made, source, line, "x.jsonl")
        copies.finish_import(made, grammar)
    return count


def test_a_backup_is_one_sound_file_of_what_is_held(filled, tmp_path):
    target = tmp_path / "copies" / "x.sqlite3"
    target.parent.mkdir()
    copies.back_up(filled.path, target)
    with closing(Database(target)) as copy:
        assert [s.path for s in copy.documents.sources()] == ["docs/a.txt", "docs/b.txt"]
        assert (copy.faults(), list(copy.seals.broken())) == ([], [])
    assert copies.is_backup(target)
    assert [p.name for p in target.parent.iterdir()] == ["x.sqlite3"]


def test_a_backup_holds_what_others_wrote_and_waits_for_nobody(filled, tmp_path):
    with filled.connection.transaction():
        filled.connection.execute("UPDATE documents SET title = 'half'")
        copies.back_up(filled.path, tmp_path / "x.sqlite3")
    with closing(Database(tmp_path / "x.sqlite3")) as copy:
        assert {s.title for s in copy.documents.sources()} == {"A title"}


@pytest.mark.parametrize("content", [b"", b"a text", b"SQLite format 3\x00 and no more"])
def test_other_files_are_no_backups(tmp_path, content):
    (tmp_path / "x").write_bytes(content)
    assert not copies.is_backup(tmp_path / "x")
    assert not copies.is_backup(tmp_path / "none")


def test_an_export_comes_back_as_it_was(filled, tmp_path):
    data = exported(filled)
    assert [sorted(json.loads(line))[0] for line in data.splitlines()[:1]] == ["format"]
    assert imported(tmp_path / "new.sqlite3", data) == 2
    with closing(Database(tmp_path / "new.sqlite3")) as copy:
        for path in ("docs/a.txt", "docs/b.txt"):
            assert copy.documents.document(path) == filled.documents.document(path)
        assert (
            copy.passages.vectors([1, 2])[1].tolist() == filled.passages.vectors([1, 2])[1].tolist()
        )
        assert (copy.faults(), list(copy.seals.broken())) == ([], [])
        assert exported(copy) == data


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: lines[:-1],
        lambda lines: [*lines[:1], *lines[2:]],
        lambda lines: [lines[0], lines[1].replace(b"2020", b"2021"), *lines[2:]],
        lambda lines: [lines[0], lines[1][:90], *lines[2:]],
        lambda lines: [lines[0], b"[]", *lines[2:]],
    ],
)
def test_an_export_that_is_cut_short_or_changed_is_refused(filled, tmp_path, spoil):
    lines = exported(filled).splitlines()
    with pytest.raises(UsageError, match=r"x\.jsonl"):
        imported(tmp_path / "new.sqlite3", b"\n".join(spoil(lines)) + b"\n")


def test_what_is_no_export_says_so(tmp_path):
    for data in (b"", b"a text", b"{}", b'{"kind": 1, "format": 1, "grammar": 1, "made_with": {}}'):
        with pytest.raises(UsageError, match="no export of Dateline"):
            copies.read_identity(io.BytesIO(data), "x")


def test_an_export_of_another_format_names_both(filled):
    first, *rest = exported(filled).splitlines()
    head = json.loads(first) | {"format": 99}
    with pytest.raises(StoreMismatch, match=r"x has format 99, this Dateline reads format"):
        copies.read_identity(io.BytesIO(json.dumps(head).encode()), "x")
    assert len(rest) == 3


def test_a_damaged_document_is_not_exported(filled):
    change(filled.path, "UPDATE documents SET title = 'x' WHERE id = 2")
    with pytest.raises(Exception, match=r"docs/b.txt"):
        exported(filled)


def test_every_column_is_part_of_an_export(database):
    for table, columns in (
        ("documents", copies._DOCUMENT),
        ("passages", copies._PASSAGE),
        ("entries", copies._ENTRY),
        ("landmarks", copies._LANDMARK),
        ("event_dates", copies._EVENT_DATE),
    ):
        held = {row[1] for row in database.connection.all(f"PRAGMA table_info({table})")}
        left_out = held - {name.strip('"') for name in columns}
        assert left_out <= {"id", "document_id", "passage_id", "rows_seal", "seal"}, table
    assert IDENTITY.dimension == 2
    assert isinstance(database.seals, Seals)
