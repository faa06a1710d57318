"""Which files have to be read again to know what they hold."""

from pathlib import Path

from index.intake import CUT
from index.known_files import declared_library, may_differ
from index.libraries import Libraries
from index.source_files import SourceFile
from index.store.tables import Failure, FileStamp, KnownFile

STAMP = FileStamp(10, 1)
FILE = SourceFile("/docs/apollo/a.txt", "docs/apollo/a.txt", STAMP)
NONE, APOLLO = Libraries(), Libraries({"apollo": "Apollo"})


def known(library="main", cut=CUT):
    return {FILE.path: [KnownFile(FILE.path, "0" * 64, STAMP, cut, library=library)]}


def test_a_file_as_it_was_is_not_read():
    assert not may_differ(FILE, known(), {}, NONE)


def test_a_file_cut_by_other_rules_or_of_another_library_is_read():
    assert may_differ(FILE, known(cut="0"), {}, NONE)
    assert may_differ(FILE, known(), {}, APOLLO)
    assert not may_differ(FILE, known("Apollo"), {}, APOLLO)


def test_a_file_that_failed_is_read_where_its_folder_became_another_library():
    failed = {FILE.path: Failure(FILE.path, "broken", STAMP, "gone")}
    assert may_differ(FILE, {}, failed, APOLLO)


def test_the_library_of_a_file_is_that_of_its_sidecar(tmp_path):
    path = tmp_path / "a.txt"
    Path(f"{path}.meta.yaml").write_text("library: Secret\n")
    file = SourceFile(str(path), "docs/apollo/a.txt", STAMP, described=True)
    assert declared_library(file, APOLLO) == "Secret"
    assert declared_library(FILE, APOLLO) == "Apollo"
