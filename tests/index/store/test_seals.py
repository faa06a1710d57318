import numpy as np
import pytest

from index.errors import DocumentDamaged
from index.store.seals import Seals, sound_vectors, vector_sums
from index.store.writer import Writer
from new_documents import TEXT, new
from sealed import change

SUM = 8756802463662172429  # of [1, -2], the vector of passage 3

DOCUMENT = [
    ("title", "'Other'"),
    ("published", "'2017-08-08'"),
    ("published", "'2017-0x-08'"),
    ("published_from", "'headez'"),
    ("first_day", "first_day + 4096"),
    ("last_day", "last_day + 1"),
    ("url", "'http://evil.example'"),
    ("warnings", "'[]x'"),
    ("path", "'docs/other.txt'"),
    ("sha256", "'0' || substr(sha256, 2)"),
    ("text", "replace(text, 'Two', 'Ten')"),
    ("text_sha256", "'0' || substr(text_sha256, 2)"),
    ("body", "body + 1"),
    ("characters", "characters + 1"),
    ("passages", "passages + 64"),
    ("size", "size + 1"),
    ("mtime_ns", "mtime_ns + 1"),
    ("indexed_at", "indexed_at + (1 << 60)"),
    ("markup", "'x'"),
    ("cut", "'x'"),
    ("entries", "entries + 1"),
    ("first_entry", "'2020'"),
    ("last_entry", "'2020'"),
    ("part", "'x'"),
    ("reader", "'x'"),
    ("elements", "x'00'"),
    ("library", "'x'"),
    ("rows_seal", "x'00'"),
    ("seal", "x'00'"),
]
PASSAGE = [
    ("document_id", "document_id + 1"),
    ("start", "start + 1"),
    ("start", "-5"),
    ('"end"', '"end" - 1'),
    ('"end"', '"end" + 65536'),
    ("sentences", "x'0000000001000000'"),
    ("sentences", "x'00000000010000'"),
    ("roles", "x'09'"),
    ("leads", "'[[1, 0, 1]]'"),
    ("leads", "'[x'"),
    ("entry", "7"),
    ("first_day", "1"),
    ("last_day", "1"),
    ("searched", "x'00'"),
]


def columns(database, table):
    return {row[1] for row in database.connection.all(f"PRAGMA table_info({table})")}


def test_every_column_of_documents_and_passages_is_tried_here(database):
    assert {name for name, _ in DOCUMENT} == columns(database, "documents") - {"id"}
    tried = {name.strip('"') for name, _ in PASSAGE}
    assert tried == columns(database, "passages") - {"id"}


@pytest.fixture
def two(database):
    """Two documents, so that a passage can come to be of the other one."""
    database.writer.write([new(), new("docs/b.txt")])
    assert list(database.seals.broken()) == []
    return database


@pytest.mark.parametrize(("column", "value"), DOCUMENT)
def test_a_turned_column_of_a_document_is_noticed_and_named(two, column, value):
    change(two.path, f"UPDATE documents SET {column} = {value} WHERE id = 1")
    path = "docs/other.txt" if column == "path" else "docs/a.txt"
    assert list(two.seals.broken()) == [path]
    with pytest.raises(DocumentDamaged, match=path):
        two.documents.get(path)
    assert two.documents.get("docs/b.txt").text == TEXT


@pytest.mark.parametrize(("column", "value"), PASSAGE)
def test_a_turned_column_of_a_passage_is_noticed_and_named(two, column, value):
    change(two.path, f"UPDATE passages SET {column} = {value} WHERE id = 1")
    assert "docs/a.txt" in list(two.seals.broken())
    with pytest.raises(DocumentDamaged, match=r"docs/a.txt"):
        two.documents.get("docs/a.txt")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM passages WHERE id = 1",
        "DELETE FROM vectors WHERE passage_id = 1",
        "UPDATE vectors SET sum = sum + 1 WHERE passage_id = 1",
        "UPDATE vectors SET vector = substr(vector, 1, 3) WHERE passage_id = 1",
        "UPDATE vectors SET vector = x'0000c07f' || substr(vector, 5) WHERE passage_id = 1",
        "UPDATE vectors SET (vector, sum) = (SELECT vector, sum FROM vectors WHERE passage_id = 2)"
        " WHERE passage_id = 1",
        "INSERT INTO event_dates VALUES (1, 0, 3, '2019', 9, 737060, 737424)",
        "INSERT INTO entries VALUES (1, 0, 0, 9, '2019', 'heading', 0, 4)",
        "INSERT INTO landmarks VALUES (1, 0, 'page 7')",
    ],
)
def test_a_row_below_a_document_that_is_changed_or_lost_is_noticed(two, statement):
    change(two.path, statement)
    assert list(two.seals.broken()) == ["docs/a.txt"]


def test_a_text_that_is_none_any_more_is_named_and_hides_no_other_document(two):
    change(two.path, "UPDATE documents SET text = CAST(x'ff' || text AS TEXT) WHERE id = 1")
    assert list(two.seals.broken()) == ["docs/a.txt"]
    assert set(two.passages.get([1, 2, 3])) >= {3}
    with pytest.raises(DocumentDamaged, match=r"docs/a.txt"):
        two.documents.get("docs/a.txt")


def test_a_vector_that_is_not_as_written_ranks_nothing_and_is_lent_to_nobody(two, caplog):
    before = two.passages.vectors([1, 2])[0]
    change(
        two.path,
        "UPDATE vectors SET vector = x'0000c07f' || substr(vector, 5) WHERE passage_id = 1",
    )
    assert before == [1, 2]
    assert two.passages.vectors([1, 2])[0] == [2]
    assert "what the index holds of docs/a.txt is not what was written" in caplog.text
    assert two.changes.vectors_after(0)[0].tolist() == [2, 3, 4]
    assert len(two.passages.vectors_made_of("docs/a.txt", "-")) == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [("sentences", "x'00000000010000'"), ("leads", "'[x'"), ("start", "-5"), ('"end"', "99999")],
)
def test_a_passage_that_cannot_be_read_is_left_out_and_the_others_are_found(
    two, caplog, column, value
):
    change(two.path, f"UPDATE passages SET {column} = {value} WHERE id = 1")
    assert set(two.passages.get([1, 2, 3])) == {2, 3}
    assert "docs/a.txt" in caplog.text


@pytest.mark.parametrize("value", ["'[]x'", "'{}'"])
def test_listing_documents_names_a_damaged_one(two, value):
    change(two.path, f"UPDATE documents SET warnings = {value} WHERE id = 2")
    with pytest.raises(DocumentDamaged, match=r"docs/b.txt"):
        two.documents.sources()


def test_new_stamps_are_sealed_and_never_what_is_damaged(two):
    from index.store.tables import FileStamp

    two.writer.restamp({"docs/a.txt": FileStamp(5, 6)})
    assert list(two.seals.broken()) == []
    change(two.path, "UPDATE documents SET title = 'Other' WHERE id = 1")
    two.writer.restamp({"docs/a.txt": FileStamp(7, 8)})
    assert list(two.seals.broken()) == ["docs/a.txt"]


def test_a_seal_is_compared_once_while_nothing_is_written(two, monkeypatch):
    compared = []
    of_rows = Seals._of_rows
    monkeypatch.setattr(
        Seals, "_of_rows", lambda self, i: (compared.append(i), of_rows(self, i))[1]
    )
    for _ in range(3):
        two.documents.get("docs/a.txt")
    assert compared == [1]
    change(two.path, "UPDATE documents SET title = 'Other' WHERE id = 2")
    two.documents.get("docs/a.txt")
    assert compared == [1, 1]


def test_a_turned_bit_anywhere_in_a_vector_changes_its_sum():
    vectors = np.random.default_rng(0).standard_normal((1, 384)).astype(np.float32)
    ids = np.array([7])
    whole = vector_sums(ids, vectors)
    for bit in range(0, 384 * 32, 97):
        turned = vectors.copy()
        turned.view(np.uint32)[0, bit // 32] ^= np.uint32(1 << bit % 32)
        assert vector_sums(ids, turned) != whole
    assert vector_sums(np.array([8]), vectors) != whole


def test_sums_are_the_same_for_good():
    assert vector_sums(np.array([3]), np.array([[1.0, -2.0]], np.float32)).tolist() == [SUM]


def test_vectors_of_unequal_lengths_are_told_apart():
    vector = np.array([1.0, -2.0], np.float32)
    row = (3, vector.tobytes(), SUM)
    assert sound_vectors([]) == []
    assert sound_vectors([(4, b"123", 5)]) == [None]
    found = sound_vectors([row, (4, b"123", 5), (5, None, None)])
    assert found[0].tolist() == [1.0, -2.0]
    assert found[1:] == [None, None]


def test_a_writer_seals_what_it_writes(database):
    assert isinstance(database.writer, Writer)
    database.writer.write([new()])
    database.writer.write([new(title="Another")])
    assert list(database.seals.broken()) == []
