"""Every question reads one state, while another process writes the next ones."""

import multiprocessing
import threading
from contextlib import closing

import numpy as np
import pytest

from index.store.connection import Connection
from index.store.database import Database
from index.store.layout import WORDS_MANIFEST, current_layout
from index.store.records import Published

ANY = Published()
ANYTHING = np.full(64, 0.125, np.float32)
ROUNDS = 25
DOCUMENTS = 6


def write_round(shelf, number):
    """Edit every document but one, which comes and goes."""
    for n in range(DOCUMENTS):
        shelf.add(f"{n}.txt", f"Round {number} of the cleric is told here.")
    for old in shelf.docs.glob("only-*.txt"):
        old.unlink()
    shelf.add(f"only-{number}.txt", f"Round {number} of the harvest.")


def write_rounds(shelf):
    for number in range(1, ROUNDS + 1):
        write_round(shelf, number)
        shelf.index()


def seen_of(held):
    """Return the rounds that rows, words and vectors tell of, each by the ids they give."""
    rows = held.passages.get(held.passages.all_ids())
    words = [i for i, _ in held.matching(["round"], 99, ANY)]
    vectors = [i for i, _ in held.nearest(ANYTHING, 99, ANY)]
    texts = [held.documents.get(source.path).text for source in held.documents.sources()]
    assert sorted(words) == sorted(vectors) == sorted(rows)
    assert len(rows) == held.size == len(texts)
    assert sorted(texts) == sorted(passage.text for passage in rows.values())
    edited = {text for text in texts if "cleric" in text}
    assert len(edited) == 1
    return edited.pop()


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="processes are forked"
)
@pytest.mark.usefixtures("segments")
def test_rows_words_and_vectors_are_of_one_state_while_another_process_writes(shelf):
    write_round(shelf, 0)
    shelf.index()
    store = shelf.open()
    writer = multiprocessing.get_context("fork").Process(target=write_rounds, args=(shelf,))
    writer.start()
    rounds, faults = set(), []

    def read():
        try:
            while writer.is_alive():
                with store.snapshot() as held:
                    first = seen_of(held)
                    assert seen_of(held) == first
                    rounds.add(first)
        except BaseException as error:
            faults.append(error)
            raise

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writer.join()
    assert (writer.exitcode, faults) == (0, [])
    assert len(rounds) > 3
    with store.snapshot() as held:
        assert seen_of(held) == f"Round {ROUNDS} of the cleric is told here."


def test_threads_can_read_while_a_writer_writes(shelf):
    shelf.add("a.txt", "The general invited the cleric.")
    shelf.index()
    store = shelf.open()
    faults = []

    def read():
        try:
            for _ in range(30):
                with store.snapshot() as held:
                    ids = [i for i, _ in held.matching(["text", "cleric"], 5, ANY)]
                    found = held.passages.get(ids)
                    assert [*found] == ids
                    for passage in found.values():
                        document = held.documents.get(passage.source.path)
                        assert document.text[passage.start : passage.end] == passage.text
                    held.nearest(np.eye(64, dtype=np.float32)[0], 5, ANY)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(8):
        shelf.add("changing.txt", f"Text {n} of the cleric. And more of it.")
        shelf.index()
    for thread in threads:
        thread.join()
    assert faults == []


def test_questions_share_a_state_until_something_is_written(shelf):
    shelf.add("a.txt", "The general invited the cleric.")
    shelf.index()
    store = shelf.open()
    with store.snapshot() as one, store.snapshot() as other:
        assert one is other
    with store.snapshot() as again:
        assert again is one
        shelf.add("b.txt", "Another cleric.")
        shelf.index()
        with store.snapshot() as next_one:
            assert (again.size, next_one.size) == (1, 2)
    with store.snapshot() as last:
        assert last is next_one


def words_folder(shelf):
    (folder,) = current_layout(shelf.index_dir).words.iterdir()
    return folder


def test_words_that_a_writer_replaces_just_now_are_no_damage(shelf, monkeypatch, caplog):
    shelf.add("a.txt", "The general invited the cleric.")
    shelf.index()
    old = words_folder(shelf)
    manifest = (old / WORDS_MANIFEST).read_bytes()
    hold, waiting = Connection.hold, [True]

    def hold_and_be_overtaken(connection):
        hold(connection)
        if waiting and waiting.pop():
            shelf.add("b.txt", "Another cleric.")
            shelf.index()
            # As the writer leaves it in the middle of removing it.
            old.mkdir()
            (old / WORDS_MANIFEST).write_bytes(manifest)

    monkeypatch.setattr(Connection, "hold", hold_and_be_overtaken)
    with shelf.open().snapshot() as held:
        assert (held.size, len(held.matching(["cleric"], 5, ANY))) == (2, 2)
    assert not waiting
    assert caplog.text == ""


def test_words_that_are_damaged_are_told_once(shelf, caplog):
    shelf.add("a.txt", "The general invited the cleric.")
    shelf.index()
    (words_folder(shelf) / "0" / "meta.json").unlink()
    with shelf.open().snapshot() as held:
        assert len(held.matching(["cleric"], 5, ANY)) == 1
    assert caplog.text.count("a derived index is not as written and is made anew") == 1


def test_a_state_that_nobody_reads_holds_up_no_checkpoint(shelf):
    shelf.add("a.txt", "The general invited the cleric.")
    shelf.index()
    store = shelf.open()
    with closing(Database(current_layout(shelf.index_dir).database)) as database:
        database.connection.one("PRAGMA busy_timeout = 100")  # in milliseconds, instead of 30 s
        with store.snapshot():
            shelf.add("b.txt", "Another cleric.")
            shelf.index()
            busy, *_ = database.connection.one("PRAGMA wal_checkpoint(TRUNCATE)")
            assert busy == 1
        busy, *_ = database.connection.one("PRAGMA wal_checkpoint(TRUNCATE)")
        assert busy == 0
