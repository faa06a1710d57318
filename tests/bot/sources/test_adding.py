import io
import os

import pytest

from bot.sources.adding import Did, Wanted, add
from index.errors import UsageError
from index.readers.sidecars import Said


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "source_docs"
    folder.mkdir()
    return folder


@pytest.fixture
def outside(tmp_path):
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder


@pytest.fixture
def bring(docs):
    """Add paths; return (path, what became of it) for each."""

    def bring(*paths, stdin=b"", max_bytes=1_000, **wanted):
        found = add(
            docs,
            [str(path) for path in paths],
            Wanted(**wanted),
            max_bytes=max_bytes,
            stdin=io.BytesIO(stdin),
        )
        return [(one.path, one.did) for one in found]

    return bring


def write(file, text="The harbour was dredged."):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_a_file_is_copied_and_stays_where_it_is(bring, docs, outside):
    file = write(outside / "a.txt")
    assert bring(file) == [("source_docs/a.txt", Did.ADDED)]
    assert (docs / "a.txt").read_text() == file.read_text()
    assert os.listdir(docs) == ["a.txt"]


def test_the_same_contents_are_there_already(bring, outside):
    file = write(outside / "a.txt")
    bring(file)
    assert bring(file) == [("source_docs/a.txt", Did.THERE)]


def test_what_is_there_and_of_a_format_that_is_not_read_is_told_so(bring, docs):
    assert bring(write(docs / "a.doc")) == [(str(docs / "a.doc"), Did.SKIPPED)]


def test_other_contents_replace_what_is_there_only_where_that_is_asked_for(bring, docs, outside):
    file = write(outside / "a.txt")
    bring(file)
    write(file, "Another text.")
    asked = []
    assert bring(file) == [("source_docs/a.txt", Did.TAKEN)]
    assert bring(file, may_replace=asked.append) == [("source_docs/a.txt", Did.TAKEN)]
    assert asked == ["source_docs/a.txt"]
    assert (docs / "a.txt").read_text() == "The harbour was dredged."
    assert bring(file, may_replace=lambda _: True) == [("source_docs/a.txt", Did.REPLACED)]
    assert (docs / "a.txt").read_text() == "Another text."


def test_two_files_of_one_name_do_not_overwrite_each_other(bring, docs, outside):
    one, two = write(outside / "x" / "a.txt"), write(outside / "y" / "a.txt", "Another text.")
    assert [did for _, did in bring(one, two)] == [Did.ADDED, Did.TAKEN]
    assert (docs / "a.txt").read_text() == "The harbour was dredged."


def test_what_is_said_of_a_document_becomes_its_sidecar(bring, docs, outside):
    file = write(outside / "a.txt")
    bring(file, said=Said("2020-01-09", "On the harbour: a report", "https://example.org/a"))
    assert (docs / "a.txt.meta.yaml").read_text() == (
        "date: '2020-01-09'\ntitle: 'On the harbour: a report'\nurl: https://example.org/a\n"
    )


def test_a_document_that_is_there_can_be_given_a_date(bring, docs):
    file = write(docs / "sub" / "a.txt")
    assert bring(file) == [("source_docs/sub/a.txt", Did.THERE)]
    described = bring(file, said=Said(date="2020-01-09"))
    assert described == [("source_docs/sub/a.txt", Did.DESCRIBED)]
    assert (docs / "sub" / "a.txt.meta.yaml").read_text() == "date: '2020-01-09'\n"
    again = bring(file, said=Said(date="2020-01-09"))
    assert again == [("source_docs/sub/a.txt", Did.THERE)]
    assert bring(file, said=Said(date="2021")) == [("source_docs/sub/a.txt", Did.TAKEN)]
    bring(file, said=Said(title="A title"), may_replace=lambda _: True)
    written = (docs / "sub" / "a.txt.meta.yaml").read_text()
    assert written == "date: '2020-01-09'\ntitle: A title\n"


def test_a_sidecar_comes_along_and_what_is_said_goes_before_it(bring, docs, outside):
    file = write(outside / "a.txt")
    write(outside / "a.txt.meta.yaml", "date: 2019\ntitle: Old\n")
    bring(file)
    assert (docs / "a.txt.meta.yaml").read_text() == "date: 2019\ntitle: Old\n"
    bring(file, name="b.txt", said=Said(date="2020"))
    assert (docs / "b.txt.meta.yaml").read_text() == "date: '2020'\ntitle: Old\n"


def test_a_folder_comes_in_below_its_own_name_as_a_walk_sees_it(bring, docs, outside):
    write(outside / "old" / "a.txt")
    write(outside / "old" / "sub" / "b.md")
    write(outside / "old" / "b.docx.xyz")
    write(outside / "old" / ".hidden.txt")
    write(outside / "old" / "c.txt~")
    write(outside / "elsewhere.txt")
    (outside / "old" / "link.txt").symlink_to(outside / "elsewhere.txt")
    assert sorted(bring(outside / "old")) == [
        ("old/b.docx.xyz", Did.SKIPPED),
        ("old/link.txt", Did.FAILED),
        ("source_docs/old/a.txt", Did.ADDED),
        ("source_docs/old/sub/b.md", Did.ADDED),
    ]
    found = sorted(file.relative_to(docs).as_posix() for file in docs.rglob("*.*"))
    assert found == ["old/a.txt", "old/sub/b.md"]


def test_a_named_link_is_followed(bring, docs, outside):
    write(outside / "a.txt")
    (outside / "b.txt").symlink_to(outside / "a.txt")
    assert bring(outside / "b.txt") == [("source_docs/b.txt", Did.ADDED)]
    assert not (docs / "b.txt").is_symlink()


def test_files_go_into_a_folder_below(bring, docs, outside):
    added = bring(write(outside / "a.txt"), into="2020/spring")
    assert added == [("source_docs/2020/spring/a.txt", Did.ADDED)]
    assert (docs / "2020" / "spring" / "a.txt").is_file()


def test_a_link_below_the_source_folder_leads_nobody_out(bring, docs, outside):
    (docs / "old").symlink_to(outside / "elsewhere", target_is_directory=True)
    (outside / "elsewhere").mkdir()
    write(outside / "old" / "a.txt")
    assert bring(outside / "old") == [("source_docs/old/a.txt", Did.FAILED)]
    assert os.listdir(outside / "elsewhere") == []


def test_stdin_needs_a_name_and_comes_in_under_it(bring, docs):
    with pytest.raises(UsageError, match='say what "-" is to be called'):
        bring("-")
    with pytest.raises(UsageError, match=r"--name minutes: not a format that is read"):
        bring("-", name="minutes")
    assert bring("-", name="m.txt", stdin=b"Words.") == [("source_docs/m.txt", Did.ADDED)]
    assert (docs / "m.txt").read_bytes() == b"Words."
    assert bring("-", name="n.txt") == [("source_docs/n.txt", Did.FAILED)]


def test_what_is_too_large_is_not_copied(bring, docs, outside):
    file = write(outside / "a.txt", "x" * 11)
    assert bring(file, max_bytes=10)[0][1] == Did.FAILED
    assert bring("-", name="b.txt", stdin=b"x" * 11, max_bytes=10)[0][1] == Did.FAILED
    assert os.listdir(docs) == []


@pytest.mark.parametrize("name", [".a.txt", "a.txt~", "a.exe", "a.txt.meta.yaml"])
def test_a_file_that_would_not_be_read_is_not_copied(bring, docs, outside, name):
    assert [did for _, did in bring(write(outside / name))] == [Did.SKIPPED]
    assert os.listdir(docs) == []


def test_what_is_asked_wrongly_copies_nothing(bring, docs, outside):
    one, two = write(outside / "a.txt"), write(outside / "b.txt")
    with pytest.raises(UsageError, match=r"there is no .*none\.txt; nothing was added"):
        bring(one, outside / "none.txt")
    with pytest.raises(UsageError, match="--name, --title and --url are of one document"):
        bring(one, two, said=Said(title="Both"))
    with pytest.raises(UsageError, match="holds the source folder itself"):
        bring(docs.parent)
    assert os.listdir(docs) == []


def test_without_a_source_folder_nothing_is_made(bring, docs, outside):
    docs.rmdir()
    with pytest.raises(UsageError, match="does not exist; make it"):
        bring(write(outside / "a.txt"))


def test_a_document_that_cannot_be_written_leaves_no_sidecar_behind(bring, docs, outside):
    file = write(outside / "a.txt")
    (docs / "a.txt").mkdir()
    assert bring(file, said=Said(date="2020")) == [("source_docs/a.txt", Did.FAILED)]
    assert os.listdir(docs) == ["a.txt"]
