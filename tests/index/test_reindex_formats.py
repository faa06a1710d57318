"""Files of foreign formats in a library: several documents of one, and what cannot be read."""

import os
import time
from functools import partial
from pathlib import Path

import pytest

import foreign_format
import index.known_files
import index.readers
import index.reindex
import index.source_files
from bot.library import Library
from bot.settings import Settings
from foreign_format import BOX
from index.documents import Landmark, Origin
from index.errors import UsageError
from index.passages import LeadKind
from index.readers import formats
from index.readers.guard import Guard

pytestmark = pytest.mark.socket  # starts processes

SUFFIXES = frozenset({".txt", ".md", ".box"})


def use(monkeypatch, one):
    monkeypatch.setattr(formats, "FORMATS", (one,))
    monkeypatch.setattr(formats, "FORMAT_OF", {".box": one})
    monkeypatch.setattr(index.readers, "SUFFIXES", SUFFIXES)
    monkeypatch.setattr(index.source_files, "SUFFIXES", SUFFIXES)
    monkeypatch.setattr(index.known_files, "READERS_IN_USE", frozenset({one.reader}))
    guard = partial(Guard, modules=[Path(foreign_format.__file__).parent])
    monkeypatch.setattr(index.reindex, "Guard", guard)


@pytest.fixture
def boxes(shelf, monkeypatch):
    use(monkeypatch, BOX)
    return shelf


def write(shelf, name, *lines):
    file = shelf.docs / name
    file.write_text("\n".join(["%BOX", *lines]))
    then = time.time_ns() - 60 * 10**9
    os.utime(file, ns=(then, then + len(lines)))
    return file


def paths(shelf):
    return [source.path for source in shelf.open().documents.sources()]


ONE, TWO = "1|2020-01-09|The harbour was dredged.", "2|2021-03-04|The bridge was painted."


def test_each_item_of_a_file_is_a_document_with_a_date_and_a_place_of_its_own(boxes):
    write(boxes, "a.box", ONE, TWO)
    report = boxes.index()
    assert report.added == ("source_docs/a.box#1", "source_docs/a.box#2")
    quote = boxes.answerer().answer("When was the bridge painted?").quotes[0]
    assert quote.text == "The bridge was painted."
    source = quote.source
    assert (source.path, source.title) == ("source_docs/a.box#2", "Title 2")
    assert (source.published, source.published_from) == ("2021-03-04", Origin.METADATA)
    assert quote.landmarks == (Landmark(0, "page 23"),)
    assert [(lead.kind, lead.text) for lead in quote.leads] == [(LeadKind.HEADING, "Item 2")]


def test_a_second_run_reads_and_embeds_nothing(boxes, monkeypatch):
    write(boxes, "a.box", ONE, TWO)
    boxes.index()
    assert boxes.index().unchanged == 2  # a copied index knows the stamps from now on
    monkeypatch.setattr(index.reindex, "read_documents", lambda *_: pytest.fail("was read"))
    report = boxes.index()
    assert (report.unchanged, report.passages_embedded) == (2, 0)


def test_an_edited_file_keeps_what_it_still_holds_and_loses_what_it_does_not(boxes):
    write(boxes, "a.box", ONE, TWO)
    boxes.index()
    before = {s.path: s.id for s in boxes.open().documents.sources()}
    write(boxes, "a.box", TWO, "3||A new item.", "4||One more.")
    report = boxes.index()
    assert (report.added, report.changed) == (("source_docs/a.box#3", "source_docs/a.box#4"), ())
    assert (report.removed, report.unchanged) == (("source_docs/a.box#1",), 1)
    after = {s.path: s.id for s in boxes.open().documents.sources()}
    assert after["source_docs/a.box#2"] == before["source_docs/a.box#2"]
    assert boxes.index().unchanged == 3


def test_a_removed_file_takes_all_of_its_documents_along(boxes):
    boxes.add("b.txt", "Text of b.")
    write(boxes, "a.box", ONE, TWO)
    boxes.index()
    (boxes.docs / "a.box").unlink()
    assert boxes.index().removed == ("source_docs/a.box#1", "source_docs/a.box#2")
    assert paths(boxes) == ["source_docs/b.txt"]


def test_a_file_that_can_no_longer_be_read_keeps_all_of_its_documents(boxes):
    write(boxes, "a.box", ONE, TWO)
    boxes.index()
    write(boxes, "a.box", "harm", "refuse")
    (failed,) = boxes.index().failed
    assert failed.path == "source_docs/a.box"
    assert failed.reason == (
        "holds no box; it was read as a box: save it again, or take it out of the folder"
        "; its last good version stays in the library"
    )
    assert paths(boxes) == ["source_docs/a.box#1", "source_docs/a.box#2"]


def test_what_failed_is_told_again_and_read_again_only_when_file_or_reader_change(
    boxes, monkeypatch
):
    write(boxes, "a.box", "harm", "refuse")
    write(boxes, "b.box", ONE)
    first = boxes.index()
    assert [one.path for one in first.failed] == ["source_docs/a.box"]
    failures = boxes.open().documents.failures()
    assert failures["source_docs/a.box"].reader == "box1"
    with monkeypatch.context() as patch:
        patch.setattr(index.reindex, "read_documents", lambda *_: pytest.fail("was read"))
        assert boxes.index().failed == first.failed
    use(monkeypatch, formats.Format("box", "a chest", (".box",), "foreign_format", 2))
    again = boxes.index()
    assert "a chest" in again.failed[0].reason
    assert (again.unchanged, again.cut_again) == (1, 1)  # the reader may read another text
    write(boxes, "a.box", TWO)
    assert boxes.index().failed == ()
    assert boxes.open().documents.failures() == {}


def test_a_file_named_as_another_format_is_read_as_what_it_is_with_a_warning(boxes):
    write(boxes, "a.txt", ONE)
    report = boxes.index()
    assert report.added == ("source_docs/a.txt#1",)
    assert [one.reason for one in report.warnings] == [
        "is a box, though its name ends in .txt; rename it"
    ]


def test_no_file_costs_another_its_turn(boxes):
    for kind in ("abort", "exit", "break", "twins", "nul"):
        write(boxes, f"{kind}.box", "harm", kind)
    write(boxes, "z.box", ONE)
    report = boxes.index()
    assert report.added == ("source_docs/nul.box", "source_docs/z.box#1")
    assert [one.path for one in report.failed] == [
        f"source_docs/{kind}.box" for kind in ("abort", "break", "exit", "twins")
    ]


def test_a_folder_of_other_formats_alone_says_so(shelf):
    for name in ("a.zip", "b.zip", "c.png"):
        (shelf.docs / name).write_bytes(b"x")
    with pytest.raises(UsageError) as error:
        shelf.index()
    assert str(error.value) == (
        f"{shelf.docs} holds no document that can be read. 2 .zip files, source_docs/a.zip and "
        "others: not a format that is read; unpack it, and put the files in it there; "
        "source_docs/c.png: not a format that is read; a picture holds no text: let a program "
        "recognise it, and save it as PDF or text"
    )
    shelf.add("d.txt", "Text of d.")
    assert [one.path for one in shelf.index().skipped_kinds] == [
        "2 .zip files, source_docs/a.zip and others",
        "source_docs/c.png",
    ]


def test_a_sidecar_that_is_written_edited_or_removed_changes_its_document(shelf):
    file = shelf.add("a.txt", "Text of a.", published="2020-01-09")
    shelf.index()
    sidecar = file.with_name("a.txt.meta.yaml")
    for text, published, title in (
        ("date: 2019", "2019", "A title"),
        ("date: 2019\ntitle: Other", "2019", "Other"),
    ):
        sidecar.write_text(text)
        assert shelf.index().changed == ("source_docs/a.txt",)
        source = shelf.open().documents.get("source_docs/a.txt").source
        assert (source.published, source.title) == (published, title)
    assert shelf.index().unchanged == 1
    sidecar.unlink()
    assert shelf.index().changed == ("source_docs/a.txt",)
    assert shelf.open().documents.get("source_docs/a.txt").source.published == "2020-01-09"


def test_half_a_file_that_nobody_writes_any_more_is_removed(shelf):
    shelf.add("a.txt", "Text of a.")
    old, fresh, own = (
        shelf.docs / f".b.txt.{end}" for end in ("1.dateline-tmp", "2.dateline-tmp", "tmp")
    )
    for file in (old, fresh, own):
        file.write_text("Half")
    for file in (old, own):
        os.utime(file, (1, 1))
    shelf.index()
    assert sorted(shelf.docs.iterdir()) == [fresh, own, shelf.docs / "a.txt"]


def test_a_sidecar_that_cannot_be_read_is_warned_of_though_the_document_stays_as_it_was(shelf):
    file = shelf.add("a.txt", "Text of a.", published="2020-01-09")
    shelf.index()
    file.with_name("a.txt.meta.yaml").write_text("date: 9 Jan")
    report = shelf.index()
    assert report.passages_embedded == 0
    (warning,) = report.warnings
    assert warning.reason.startswith("sidecar file: '9 Jan' is not a date in a form that is read")
    source = shelf.open().documents.get("source_docs/a.txt").source
    assert source.published == "2020-01-09"
    assert source.warnings == (warning.reason,)


def test_the_name_of_a_file_with_several_documents_offers_them(boxes):
    write(boxes, "a.box", ONE, TWO)
    write(boxes, "b.box", ONE)
    boxes.index()
    library = Library(Settings(index_dir=boxes.index_dir), boxes.open(), boxes.model.questions())
    assert library.document("b.box").source.path == "source_docs/b.box#1"
    with pytest.raises(UsageError, match=r"did you mean: source_docs/a.box#1, source_docs/a.box#2"):
        library.document("source_docs/a.box")
