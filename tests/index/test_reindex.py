import os
import threading
import time

import pytest

from index import intake
from index import reindex as module
from index.embedding import ModelIdentity
from index.errors import StoreMismatch, UsageError
from index.store.records import Published
from index.store.store import Store


@pytest.fixture
def filled(shelf):
    shelf.add("a.txt", "Text of a.", published="2020-01-09")
    shelf.add("sub/b.md", "Text of b.")
    shelf.index()
    return shelf


def age(file, seconds=60):
    """Make a file old enough that its stamp is trusted."""
    then = time.time_ns() - seconds * 10**9
    os.utime(file, ns=(then, then))


def paths(shelf):
    return [source.path for source in shelf.open().documents.sources()]


def test_new_files_are_added_with_their_folder(shelf):
    shelf.add("a.txt", "Text of a.", published="2020-01-09")
    shelf.add("sub/b.md", "Text of b.")
    report = shelf.index()
    assert report.added == ("source_docs/a.txt", "source_docs/sub/b.md")
    assert (report.passages_embedded, report.unchanged) == (2, 0)
    assert paths(shelf) == ["source_docs/a.txt", "source_docs/sub/b.md"]


def test_nothing_changed_embeds_nothing(filled):
    embedded = len(filled.model.embedder.embedded)
    report = filled.index()
    assert (report.added, report.changed, report.removed, report.unchanged) == ((), (), (), 2)
    assert report.passages_embedded == 0
    assert len(filled.model.embedder.embedded) == embedded


def test_an_edited_file_is_replaced_whole(filled):
    filled.add("a.txt", "Other words. Of a.", published="2020-01-09")
    report = filled.index()
    assert (report.changed, report.unchanged) == (("source_docs/a.txt",), 1)
    assert "Text of a." not in filled.open().documents.get("source_docs/a.txt").text


def test_a_file_edited_within_the_same_stamp_is_noticed(filled):
    file = filled.docs / "a.txt"
    stamp = file.stat()
    file.write_text(file.read_text().replace("Text", "Wort"))
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert filled.index().changed == ("source_docs/a.txt",)


def test_old_files_with_known_stamps_are_not_read(filled, monkeypatch):
    for name in ("a.txt", "sub/b.md"):
        age(filled.docs / name)
    assert filled.index().unchanged == 2  # read once more, and the stamps are noted
    monkeypatch.setattr(module, "read_documents", lambda *_, **__: pytest.fail("was read"))
    assert filled.index().unchanged == 2


def test_check_contents_reads_what_the_stamp_hides(filled):
    file = filled.docs / "a.txt"
    age(file)
    filled.index()
    stamp = file.stat()
    file.write_text(file.read_text().replace("Text", "Wort"))
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert filled.index().changed == ()
    assert filled.index(check_contents=True).changed == ("source_docs/a.txt",)


def test_a_removed_file_is_gone_from_answers(filled):
    (filled.docs / "a.txt").unlink()
    assert filled.index().removed == ("source_docs/a.txt",)
    assert paths(filled) == ["source_docs/sub/b.md"]


def test_a_moved_file_embeds_nothing(filled):
    (filled.docs / "a.txt").rename(filled.docs / "moved.txt")
    report = filled.index()
    assert (report.added, report.removed) == (("source_docs/moved.txt",), ("source_docs/a.txt",))
    assert report.passages_embedded == 0
    store = filled.snapshot()
    assert store.passages.get([i for i, _ in store.matching(["text"], 9, Published())])


def test_two_identical_files_are_two_documents(filled):
    text = (filled.docs / "a.txt").read_text()
    (filled.docs / "twin.txt").write_text(text)
    assert filled.index().added == ("source_docs/twin.txt",)
    assert len(paths(filled)) == 3


def test_one_bad_file_is_named_and_the_rest_goes_on(filled):
    (filled.docs / "empty.txt").write_bytes(b"")
    (filled.docs / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d" * 50)
    filled.add("c.txt", "Text of c.")
    report = filled.index()
    assert report.added == ("source_docs/c.txt",)
    assert [f.path for f in report.failed] == ["source_docs/empty.txt", "source_docs/photo.txt"]
    assert "binary" in report.failed[1].reason


def test_a_file_that_breaks_keeps_its_last_good_version(filled):
    (filled.docs / "a.txt").write_bytes(b"")
    report = filled.index()
    assert "its last good version stays in the library" in report.failed[0].reason
    assert filled.open().documents.get("source_docs/a.txt").text.endswith("Text of a.")


def test_warnings_name_the_file_and_the_value(filled):
    filled.add("d.txt", "Text of d.", published="2020-02-30")
    filled.add("e.txt", "Text of e.", published="2031-01-01")
    report = filled.index()
    assert [w.path for w in report.warnings] == ["source_docs/d.txt", "source_docs/e.txt"]
    assert "2020-02-30" in report.warnings[0].reason
    assert "2031-01-01" in report.warnings[1].reason
    assert filled.open().documents.get("source_docs/d.txt").source.published is None
    assert filled.open().documents.get("source_docs/e.txt").source.published == "2031-01-01"


def test_other_formats_are_skipped_and_hidden_files_passed_over(filled):
    (filled.docs / "table.xlsx").write_bytes(b"x")
    (filled.docs / ".hidden.txt").write_text("x")
    (filled.docs / "draft.txt~").write_text("x")
    (filled.docs / ".git").mkdir()
    (filled.docs / ".git" / "c.txt").write_text("x")
    report = filled.index()
    assert [s.path for s in report.skipped] == ["source_docs/table.xlsx"]
    assert report.added == ()


def test_a_link_out_of_the_folder_is_not_followed(filled, tmp_path):
    (tmp_path / "secret.txt").write_text("A secret.")
    (filled.docs / "link.txt").symlink_to(tmp_path / "secret.txt")
    (filled.docs / "inside.txt").symlink_to(filled.docs / "a.txt")
    report = filled.index()
    assert report.added == ("source_docs/inside.txt",)
    assert "leads out of" in report.failed[0].reason


def test_a_file_that_cannot_be_looked_at_keeps_its_document(filled):
    file = filled.docs / "a.txt"
    file.unlink()
    file.symlink_to(file)  # a link to itself: it is there and cannot be read
    report = filled.index()
    assert report.removed == ()
    assert [f.path for f in report.failed] == ["source_docs/a.txt"]
    assert "source_docs/a.txt" in paths(filled)


def test_documents_of_a_folder_that_cannot_be_listed_stay(filled, monkeypatch):
    scandir = os.scandir

    def deny(path):
        if str(path).endswith("sub"):  # of others, shutil hands in numbers
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", deny)
    filled.add("c.txt", "Text of c.")
    (filled.docs / "a.txt").unlink()
    report = filled.index()
    assert (report.added, report.removed) == (("source_docs/c.txt",), ("source_docs/a.txt",))
    assert [f.path for f in report.failed] == ["source_docs/sub"]
    (filled.docs / "c.txt").unlink()
    assert filled.index().removed == ("source_docs/c.txt",)
    assert paths(filled) == ["source_docs/sub/b.md"]


def test_a_name_that_is_not_utf8_is_a_failure_with_its_name(filled):
    name = os.fsencode(filled.docs) + b"/caf\xe9.txt"
    try:
        with open(name, "w") as file:
            file.write("x")
    except OSError:
        pytest.skip("this file system holds UTF-8 names only")
    report = filled.index()
    assert "not valid UTF-8" in report.failed[0].reason
    assert "caf" in report.failed[0].path


def test_a_missing_folder_is_an_error_and_changes_nothing(filled):
    filled.docs.rename(filled.docs.with_name("elsewhere"))
    with pytest.raises(UsageError, match="does not exist"):
        filled.index()
    assert len(paths(filled)) == 2


def test_a_suddenly_empty_folder_removes_nothing_unless_told(filled):
    for file in (filled.docs / "a.txt", filled.docs / "sub" / "b.md"):
        file.unlink()
    with pytest.raises(UsageError, match=r"holds no document, the index holds 2; .*--remove-all"):
        filled.index()
    assert len(paths(filled)) == 2
    assert len(filled.index(remove_all=True).removed) == 2


def test_an_empty_folder_makes_an_empty_library(shelf):
    report = shelf.index()
    assert (report.library.documents, report.added) == (0, ())


def test_an_index_of_another_model_is_an_error_that_names_both(filled):
    filled.model._identity = ModelIdentity("other", "1" * 64, 64, 256)
    with pytest.raises(
        StoreMismatch, match=r"model hash .* the setting is other .*dateline index --rebuild"
    ):
        filled.index()


def test_a_long_run_brings_the_derived_indexes_up_to_date_in_between(shelf, monkeypatch):
    monkeypatch.setattr(intake, "BATCH_PASSAGES", 4)
    monkeypatch.setattr(intake, "DERIVE_EVERY_SECONDS", 0.0)
    seen = []
    update = Store.update_derived
    monkeypatch.setattr(
        Store,
        "update_derived",
        lambda self, **options: (update(self, **options), seen.append(self.summary().documents)),
    )
    for n in range(5):
        shelf.add(f"{n}.txt", f"Text {n}.")
    shelf.index()
    assert seen == [0, 2, 4, 5]


def test_a_second_run_waits_and_then_finds_nothing_to_do(filled):
    filled.add("c.txt", "Text of c.")
    reports = []
    threads = [threading.Thread(target=lambda: reports.append(filled.index())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(r.added) for r in reports) == [0, 1]
    assert len(paths(filled)) == 3


def test_progress_counts_files(shelf):
    for n in range(3):
        shelf.add(f"{n}.txt", f"Text {n}.")
    seen = []
    shelf.index(progress=seen.append)
    assert [(p.stage, p.done, p.total) for p in seen] == [
        ("indexing", 0, 3),
        ("indexing", 1, 3),
        ("indexing", 2, 3),
        ("finishing", 3, 3),
    ]


@pytest.fixture
def new_rules(monkeypatch):
    for place in (module, intake):
        monkeypatch.setattr(place, "CUT", "of tomorrow")


def cut_by(shelf):
    return {path: known.cut for path, known in shelf.open().documents.known_files().items()}


def test_when_the_rules_of_cutting_change_all_documents_are_cut_again_once(filled, new_rules):
    report = filled.index()
    assert (report.cut_again, report.unchanged, report.changed) == (2, 2, ())
    assert report.passages_embedded == 0  # the same texts came out
    assert filled.index().cut_again == 0


def test_documents_whose_files_cannot_be_read_are_cut_again_from_their_text(filled, new_rules):
    (filled.docs / "a.txt").write_bytes(b"")
    (filled.docs / "sub" / "b.md").unlink()
    (filled.docs / "sub" / "b.md").symlink_to("b.md")
    report = filled.index()
    assert (report.cut_again, len(report.failed)) == (2, 2)
    assert set(cut_by(filled).values()) == {"of tomorrow"}
    assert filled.open().documents.get("source_docs/a.txt").text.endswith("Text of a.")


def test_an_edited_file_is_changed_and_not_cut_again(filled, new_rules):
    filled.add("a.txt", "Other words.", published="2020-01-09")
    report = filled.index()
    assert (report.changed, report.cut_again) == (("source_docs/a.txt",), 1)


def published(shelf):
    return {source.path: source.published for source in shelf.open().documents.sources()}


def add_dated(shelf, **written):
    for name, text in written.items():
        shelf.add(f"{name}.txt", f"date: {text}\n\nText of {name}.")


def test_a_date_in_doubt_is_read_as_those_of_the_other_documents(shelf):
    add_dated(shelf, a="03/04/2020", b="23/01/2020", c="24/01/2020")
    report = shelf.index()
    assert published(shelf)["source_docs/a.txt"] == "2020-04-03"
    assert [outcome.path for outcome in report.warnings] == ["source_docs/a.txt"]
    assert "as in 2 other documents" in report.warnings[0].reason


def test_a_date_in_doubt_is_none_where_the_others_disagree_or_tell_nothing(shelf):
    add_dated(shelf, a="03/04/2020", b="23/01/2020", c="01/24/2020", d="24/01/2020")
    report = shelf.index()
    assert published(shelf)["source_docs/a.txt"] is None
    assert "treated as undated" in report.warnings[0].reason


def test_documents_that_are_not_read_again_tell_the_order_too(shelf):
    add_dated(shelf, b="23/01/2020", c="24/01/2020")
    for name in "bc":
        age(shelf.docs / f"{name}.txt")
    shelf.index()
    add_dated(shelf, a="03/04/2020")
    assert shelf.index().added == ("source_docs/a.txt",)
    assert published(shelf)["source_docs/a.txt"] == "2020-04-03"


def test_an_unchanged_document_gets_its_date_once_the_order_is_told(shelf):
    add_dated(shelf, a="03/04/2020")
    shelf.index()
    assert published(shelf) == {"source_docs/a.txt": None}
    add_dated(shelf, b="23/01/2020", c="24/01/2020")
    report = shelf.index(check_contents=True)
    assert (report.changed, report.passages_embedded) == (("source_docs/a.txt",), 2)
    assert published(shelf)["source_docs/a.txt"] == "2020-04-03"


def test_what_is_cut_and_embedded_again_is_said_beforehand(filled, new_rules):
    told = []
    report = filled.index(notice=told.append)
    (line,) = told
    documents = report.cut_again
    assert line.startswith(f"an earlier Dateline cut {documents} documents into passages by other")
    # Equal texts keep their vectors.
    assert "about 0 passages are embedded again" in line
    assert report.passages_embedded == 0
    assert filled.index(notice=told.append).cut_again == 0
    assert len(told) == 1


def test_files_that_changed_just_now_stay_as_they_are(filled):
    age(filled.docs / "sub" / "b.md")
    filled.add("a.txt", "Another text of a.")
    filled.add("c.txt", "")
    report = filled.index(settle_seconds=30.0)
    assert report.left == ("source_docs/a.txt", "source_docs/c.txt")
    assert (report.added, report.changed, report.removed, report.failed) == ((), (), (), ())
    assert paths(filled) == ["source_docs/a.txt", "source_docs/sub/b.md"]
    later = filled.index()
    assert (later.changed, later.left) == (("source_docs/a.txt",), ())
    (failed,) = later.failed
    (filled.docs / "c.txt").touch()
    assert filled.index(settle_seconds=30.0).failed == (failed,)


def test_a_library_whose_only_file_is_being_written_is_not_empty(filled):
    filled.index()
    (filled.docs / "sub" / "b.md").unlink()
    filled.add("a.txt", "Another text of a.")
    report = filled.index(settle_seconds=30.0)
    assert (report.removed, report.left) == (("source_docs/sub/b.md",), ("source_docs/a.txt",))
