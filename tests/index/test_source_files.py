import os
import time

import pytest

from index.errors import UsageError
from index.source_files import FileOutcome, by_kind, list_files
from index.store.tables import FileStamp


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.txt").write_text("b")
    (folder / "sub" / "a.md").write_text("aa")
    return folder


def paths(outcomes):
    return [outcome.path for outcome in outcomes]


def test_documents_are_named_by_the_folder_and_the_path_inside_it(docs):
    listing = list_files(docs)
    assert paths(listing.files) == ["docs/b.txt", "docs/sub/a.md"]
    status = (docs / "b.txt").stat()
    assert listing.files[0].stamp == FileStamp(1, status.st_mtime_ns)
    assert (listing.failed, listing.skipped) == ((), ())


def test_hidden_files_and_folders_and_backups_are_passed_over(docs):
    (docs / ".git").mkdir()
    for name in (".hidden.txt", "draft.txt~", ".git/c.txt"):
        (docs / name).write_text("x")
    assert paths(list_files(docs).files) == ["docs/b.txt", "docs/sub/a.md"]


def test_files_of_other_formats_are_named(docs):
    (docs / "table.xlsx").write_bytes(b"x")
    assert paths(list_files(docs).skipped) == ["docs/table.xlsx"]


def test_links_that_lead_out_or_nowhere_are_named_and_those_inside_are_followed(docs, tmp_path):
    (tmp_path / "secret.txt").write_text("A secret.")
    (docs / "out.txt").symlink_to(tmp_path / "secret.txt")
    (docs / "self.txt").symlink_to(docs / "self.txt")
    (docs / "twin.txt").symlink_to(docs / "b.txt")
    listing = list_files(docs)
    assert paths(listing.files) == ["docs/b.txt", "docs/twin.txt", "docs/sub/a.md"]
    assert paths(listing.failed) == ["docs/out.txt", "docs/self.txt"]


def test_a_folder_that_is_not_there_says_what_to_set(tmp_path):
    with pytest.raises(UsageError, match=r"does not exist; .*DATELINE_SOURCE_DOCS"):
        list_files(tmp_path / "none")


@pytest.fixture
def unlisted(monkeypatch):
    """Make one folder one that this user may not list, also where the user is root."""
    scandir = os.scandir

    def deny(folder):
        def checked(path):
            if os.fspath(path) == str(folder):
                raise PermissionError(13, "Permission denied", path)
            return scandir(path)

        monkeypatch.setattr(os, "scandir", checked)

    return deny


def test_a_source_folder_that_cannot_be_listed_stops_the_run(docs, unlisted):
    unlisted(docs)
    with pytest.raises(UsageError, match=r"cannot list .*docs .*nothing was changed"):
        list_files(docs)


def test_a_folder_inside_that_cannot_be_listed_is_named_and_the_rest_goes_on(docs, unlisted):
    (docs / "zoo").mkdir()
    (docs / "zoo" / "c.txt").write_text("c")
    unlisted(docs / "sub")
    listing = list_files(docs)
    assert paths(listing.files) == ["docs/b.txt", "docs/zoo/c.txt"]
    assert paths(listing.failed) == ["docs/sub"]
    assert "cannot be listed (Permission denied)" in listing.failed[0].reason
    assert listing.hides("docs/sub/a.md")
    assert not listing.hides("docs/subway.md")


def test_a_linked_folder_is_named_as_passed_over(docs, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "d.txt").write_text("d")
    (docs / "linked").symlink_to(tmp_path / "elsewhere")
    (docs / "around").symlink_to(docs)
    listing = list_files(docs)
    assert paths(listing.files) == ["docs/b.txt", "docs/sub/a.md"]
    assert paths(listing.skipped) == ["docs/around", "docs/linked"]
    assert "a link to a folder" in listing.skipped[0].reason


def test_folders_come_in_order_each_before_what_lies_deeper(docs):
    for folder in ("a", "a/x", "z"):
        (docs / folder).mkdir()
        (docs / folder / "n.txt").write_text("n")
    assert paths(list_files(docs).files) == [
        "docs/b.txt",
        "docs/a/n.txt",
        "docs/a/x/n.txt",
        "docs/sub/a.md",
        "docs/z/n.txt",
    ]


def test_a_sidecar_is_no_document_and_makes_its_file_another_one(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("x")
    (before,) = list_files(tmp_path).files
    sidecar = tmp_path / "a.txt.meta.yaml"
    sidecar.write_text("date: 2020")
    listing = list_files(tmp_path)
    assert (paths(listing.files), listing.skipped) == ([f"{tmp_path.name}/a.txt"], ())
    assert listing.files[0].stamp != before.stamp
    sidecar.unlink()
    assert list_files(tmp_path).files == (before,)


def test_a_sidecar_without_its_file_is_named(tmp_path):
    (tmp_path / "gone.txt.meta.yaml").write_text("date: 2020")
    (one,) = list_files(tmp_path).skipped
    assert (one.path, one.reason) == (
        f"{tmp_path.name}/gone.txt.meta.yaml",
        "describes no file beside it; name it as that file, with .meta.yaml",
    )


def test_files_of_a_kind_are_named_together():
    assert by_kind(
        [FileOutcome("d/a.zip", "no"), FileOutcome("d/b", "no"), FileOutcome("d/c.ZIP", "no")]
    ) == (FileOutcome("2 .zip files, d/a.zip and others", "no"), FileOutcome("d/b", "no"))


def test_a_file_that_changed_just_now_is_left_where_that_is_asked_for(tmp_path):
    now = time.time()
    for name, age in (("old.txt", 5), ("new.txt", 0), ("told.txt", 5), ("future.txt", -60)):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (now - age, now - age))
    (tmp_path / "told.txt.meta.yaml").write_text("date: 2020")
    listing = list_files(tmp_path, settle_seconds=2)
    root = tmp_path.name
    assert paths(listing.files) == [f"{root}/future.txt", f"{root}/old.txt"]
    assert listing.left == (f"{root}/new.txt", f"{root}/told.txt")
    assert listing.hides(f"{root}/new.txt")
    assert not listing.hides(f"{root}/old.txt")
    assert list_files(tmp_path).left == ()
