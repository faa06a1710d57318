import os
import shutil
import sqlite3

import numpy as np
import pytest

import bot.doctor
from bot.doctor import examine
from bot.indexing import bring_in_line
from bot.library import Library
from bot.settings import Settings, read_settings
from index.store.layout import WriteLock, current_layout
from index.store.seals import vector_sums
from old_formats import make_older
from places import SOURCE_DOCS as ARTICLE
from sealed import change


@pytest.fixture
def settings(own_folder, article_library, exported_models):
    """The indexed article; the files of its model are links: replace one, never write to it."""
    shutil.copytree(article_library, own_folder, dirs_exist_ok=True)
    models = own_folder / ".dateline" / "models"
    shutil.copytree(exported_models, models, copy_function=os.link)
    return read_settings()


@pytest.fixture
def tiny_settings(own_folder, tiny_model, tiny_export):
    """The article indexed with the tiny model, which is exported again in an instant."""
    shutil.copytree(ARTICLE, own_folder / "source_docs")
    (own_folder / ".dateline").mkdir()
    shutil.copytree(tiny_export, own_folder / ".dateline" / "models")
    settings = Settings(model=str(tiny_model), passage_tokens=16, refuse_below=0)
    bring_in_line(settings)
    return settings


def faults(diagnosis):
    return [f for f in diagnosis.findings if f.level == "fault" and not f.mended]


def assert_mended(settings):
    assert examine(settings, repair=True).healthy
    after = examine(settings, repair=False)
    assert (after.healthy, faults(after)) == (True, [])
    with Library.open(settings) as library:
        assert library.ask("Who invited Sadr to Tehran?").answered


def test_a_sound_index_has_no_findings_but_good_ones(settings):
    diagnosis = examine(settings, repair=False)
    assert {f.level for f in diagnosis.findings} == {"ok"}
    assert diagnosis.healthy


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.unlink()
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["vectors.json", "words/*/manifest.json", "words/*/*/meta.json"])
def test_a_damaged_derived_file_is_found_and_mended(settings, name):
    (file,) = current_layout(settings.index_dir).folder.glob(name)
    flip(file)
    diagnosis = examine(settings, repair=False)
    assert not diagnosis.healthy
    assert faults(diagnosis)[0].mend == "dateline doctor --repair"
    assert_mended(settings)


@pytest.mark.parametrize("name", ["model.onnx", "questions.onnx", "tokenizer.json", "model.json"])
def test_a_damaged_model_is_found_and_mended(tiny_settings, name):
    assert_damage_is_found_and_mended(tiny_settings, name)


def test_damaged_weights_of_the_default_model_are_found_and_mended(settings):
    assert_damage_is_found_and_mended(settings, "questions.onnx.data")


def assert_damage_is_found_and_mended(settings, name):
    (export,) = (settings.index_dir / "models").iterdir()
    flip(export / name)
    assert not examine(settings, repair=False).healthy
    assert_mended(settings)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM vectors WHERE passage_id = 3",
        "UPDATE documents SET published = '2017-08-08'",
        "UPDATE passages SET start = start + 16 WHERE id = 2",
    ],
)
def test_a_damaged_document_is_named_and_read_again(settings, statement):
    change(current_layout(settings.index_dir).database, statement)
    (fault,) = faults(examine(settings, repair=False))
    assert fault.what == (
        "what the index holds of source_docs/what-led-the-us-to-assassinate-soleimani.txt is not "
        "what was written to it"
    )
    assert fault.mend == "dateline doctor --repair"
    assert_mended(settings)


def test_a_damaged_document_whose_file_cannot_be_read_stays_a_fault(settings):
    change(current_layout(settings.index_dir).database, "UPDATE documents SET title = 'x'")
    (file,) = settings.source_docs.iterdir()
    file.write_bytes(b"\x00\x01\x02")
    (fault,) = faults(examine(settings, repair=True))
    assert fault.what.endswith("its file cannot be read, so that it could not be mended")


def test_vectors_that_damaged_weights_made_are_found_and_made_again(settings):
    database = current_layout(settings.index_dir).database
    with sqlite3.connect(database) as other:
        blob = other.execute("SELECT vector FROM vectors WHERE passage_id = 2").fetchone()[0]
        vector = np.frombuffer(blob, np.float32).copy()
        vector[:40] = 0
        vector /= np.linalg.norm(vector)
        other.execute("UPDATE vectors SET vector = ? WHERE passage_id = 2", (vector.tobytes(),))
    other.close()
    change(database, sealed=True)
    with sqlite3.connect(database) as other:
        (seal,) = vector_sums(np.array([2]), vector[np.newaxis]).tolist()
        other.execute("UPDATE vectors SET sum = ? WHERE passage_id = 2", (seal,))
    other.close()
    change(database, sealed=True)
    (fault,) = faults(examine(settings, repair=False))
    assert fault.what.startswith("vectors of source_docs/what-led-the-us-to-assassinate-soleimani")
    assert_mended(settings)


def test_a_broken_truth_is_found_and_mended(settings):
    current_layout(settings.index_dir).database.write_bytes(b"broken" * 999)
    assert "is damaged" in faults(examine(settings, repair=False))[0].what
    assert_mended(settings)


@pytest.mark.parametrize("name", [None, "store-gone"])
def test_a_lost_pointer_is_found_and_written_again(settings, name):
    pointer = settings.index_dir / "current"
    used = pointer.read_text()
    pointer.unlink() if name is None else pointer.write_text(name)
    assert faults(examine(settings, repair=False))[0].mend == "dateline doctor --repair"
    assert_mended(settings)
    assert pointer.read_text() == used


def test_a_missing_index_is_found_and_made(settings):
    shutil.rmtree(settings.index_dir)
    assert faults(examine(settings, repair=False))[0].mend == "dateline index"
    assert_mended(settings)


def test_what_a_broken_off_run_left_is_noted_and_removed(settings):
    left = [settings.index_dir / "store-left", settings.index_dir / "models" / ".new-left"]
    for folder in left:
        folder.mkdir()
    diagnosis = examine(settings, repair=False)
    assert diagnosis.healthy
    assert [f.level for f in diagnosis.findings].count("note") == 2
    examine(settings, repair=True)
    assert [folder.exists() for folder in left] == [False, False]


def test_a_missing_source_folder_is_a_fault_that_no_repair_hides(settings):
    settings.source_docs.rename("elsewhere")
    assert not examine(settings, repair=True).healthy
    with Library.open(settings) as library:
        assert library.ask("Who invited Sadr to Tehran?").answered


def test_an_index_of_the_format_before_is_found_and_mended(settings):
    make_older(current_layout(settings.index_dir).database, 1)
    diagnosis = examine(settings, repair=False)
    assert [f.mend for f in faults(diagnosis)] == ["dateline index"]
    assert_mended(settings)


def test_event_dates_that_another_grammar_found_are_a_note_and_found_anew(settings):
    database = current_layout(settings.index_dir).database
    change(database, "UPDATE meta SET value = '0' WHERE key = 'grammar'", sealed=True)
    diagnosis = examine(settings, repair=False)
    assert diagnosis.healthy
    assert [f.level for f in diagnosis.findings if "event dates" in f.what] == ["note"]
    assert_mended(settings)
    after = examine(settings, repair=False)
    assert [f.level for f in after.findings if "event dates" in f.what] == ["ok"]


@pytest.mark.parametrize("repair", [True, False])
def test_it_works_beside_a_process_that_writes_and_mends_nothing(settings, monkeypatch, repair):
    monkeypatch.setattr("bot.doctor.LOCK_WAIT_SECONDS", 0)
    (manifest,) = current_layout(settings.index_dir).words.glob("*/manifest.json")
    manifest.unlink()
    lock = WriteLock(settings.index_dir)
    lock.acquire(0)
    diagnosis = examine(settings, repair=repair)
    lock.release()
    said = [(f.what, f.mended) for f in diagnosis.findings if f.level != "ok"]
    assert said == [
        ("another process is writing to the index; nothing is mended meanwhile", False),
        ("the word index is missing, damaged or of another state", False),
    ]
    assert diagnosis.healthy
    assert_mended(settings)


def test_it_works_where_the_lock_cannot_be_taken(settings):
    (settings.index_dir / "lock").unlink()
    (settings.index_dir / "lock").mkdir()
    diagnosis = examine(settings, repair=True)
    assert diagnosis.healthy
    (note,) = (f for f in diagnosis.findings if f.level == "note")
    assert note.what.startswith("nothing can be mended: cannot write to ")


def test_leftovers_of_a_broken_off_write_are_noted_and_removed(settings):
    folder = current_layout(settings.index_dir).folder
    left = [settings.index_dir / ".current.1.tmp", folder / ".vectors.json.1.tmp"]
    for path in left:
        path.write_bytes(b"half")
    notes = [f.what for f in examine(settings, repair=False).findings if f.level == "note"]
    assert notes == [f"{path} is left from a run that was broken off" for path in left]
    examine(settings, repair=True)
    assert not any(path.exists() for path in left)


def test_what_a_run_writes_that_began_meanwhile_is_left_alone(settings, monkeypatch):
    """A rebuild takes the lock after doctor looked whether it is free."""
    new = settings.index_dir / "store-abc"
    lock = WriteLock(settings.index_dir)
    check = bot.doctor._derived

    def then_a_rebuild_begins(*arguments):
        check(*arguments)
        lock.acquire(0)
        new.mkdir()

    monkeypatch.setattr("bot.doctor._derived", then_a_rebuild_begins)
    examine(settings, repair=True)
    lock.release()
    assert new.is_dir()
