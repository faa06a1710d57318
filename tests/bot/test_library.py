"""The joined parts on the real article, with the real model, as every face uses them."""

import dataclasses
import gc
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from bot import indexing as module
from bot.answering.scope import Scope
from bot.indexing import bring_in_line
from bot.library import Library
from bot.settings import read_settings
from index.errors import (
    QuestionError,
    StoreBroken,
    StoreBusy,
    StoreMismatch,
    StoreMissing,
    StoreUnwritable,
    UsageError,
)
from index.store.layout import WriteLock, current_layout
from index.store.records import Published
from old_formats import make_older
from places import SOURCE_DOCS as ARTICLE

PATH = "source_docs/what-led-the-us-to-assassinate-soleimani.txt"


@pytest.fixture
def settings(own_folder, exported_models):
    shutil.copytree(ARTICLE, own_folder / "source_docs")
    (own_folder / ".dateline").mkdir()
    (own_folder / ".dateline" / "models").symlink_to(exported_models)
    return read_settings()


@pytest.fixture
def library(settings, article_library):
    shutil.copytree(article_library, ".", symlinks=True, dirs_exist_ok=True)
    with Library.open(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who invited Sadr to Tehran?", "To this end, Iran’s Supreme Leader Ali Khamenei invited"),
        ("who invited sadr", "To this end, Iran’s Supreme Leader Ali Khamenei invited"),
        ("When was the embassy in Tehran occupied?", "This drew parallels the historic occupation"),
        ("What happened to the contractor?", "His affiliated groups carried out strikes on US"),
        ("Why did the US decide to kill Soleimani?", "At this juncture, the US administration was"),
        ("Why did the US decide to liquidate him?", "At this juncture, the US administration was"),
        ("What happened in September 2019?", "The events of last September, and the protests"),
        ("what happened in 1979", "This drew parallels the historic occupation"),
    ],
)
def test_the_marked_sentence_of_the_first_quote_answers(library, question, sentence):
    answer = library.ask(question)
    assert answer.answered
    assert answer.quotes[0].sentence.text.startswith(sentence)
    assert answer.quotes[0].source.published == "2020-01-09"
    text = library.document(PATH).text
    for quote in answer.quotes:
        assert text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    "question",
    [
        "How do I make pizza?",
        "pizza",
        "What is the population of France?",
        "Who won the football world cup?",
    ],
)
def test_what_the_library_does_not_hold_is_refused(library, question):
    answer = library.ask(question)
    assert not answer.answered
    assert answer.library.first_published == "2020-01-09"


def test_event_dates_of_the_article_are_told_from_its_date(library):
    with_dates = [
        (date.text, date.value)
        for hit in library.search("What happened?", k=50)
        for date in library.at(hit.quote.source.sha256, hit.quote.start, hit.quote.end).event_dates
    ]
    assert sorted(with_dates) == [("1979", "1979"), ("last September", "2019-09")]


def test_last_september_is_told_from_the_day_of_the_question(library):
    then = library.ask("What happened last September?", scope=Scope(as_of=date(2020, 1, 9)))
    assert then.time.value == "2019-09"
    assert then.quotes[0].sentence.text.startswith("The events of last September")


def test_a_year_of_the_matter_does_not_empty_the_answer(library):
    answer = library.ask("Who invited Sadr to Tehran before the war of 1850?")
    assert answer.time is not None
    assert answer.answered


def test_the_header_is_never_quoted(library):
    for hit in library.search("date 2020-01-09 So what led the US to assassinate", k=50):
        assert hit.quote.start >= 69
        assert "2020-01-09" not in hit.quote.text


def test_a_filter_on_the_date_leaves_nothing_to_quote(library):
    after = library.ask("Who invited Sadr?", scope=Scope(Published(after=date(2020, 1, 10))))
    assert (after.answered, after.nearest) == (False, ())
    assert library.ask("Who invited Sadr?", scope=Scope(Published(after=date(2020, 1, 9)))).answered


def test_an_empty_question_is_an_error(library):
    for ask in (library.ask, library.search):
        with pytest.raises(QuestionError):
            ask("  ")


def test_documents_are_found_by_path_or_its_end_and_near_names_are_offered(library):
    for name in (PATH, "what-led-the-us-to-assassinate-soleimani.txt", f"./{PATH}"):
        assert library.document(name).source.path == PATH
    with pytest.raises(UsageError, match=f"did you mean: {PATH}"):
        library.document("what-led-to-soleimani.txt")
    with pytest.raises(UsageError, match="no document is named ''"):
        library.document("")


def test_a_running_library_sees_what_is_indexed_beside_it(library, settings):
    pizza = settings.source_docs / "2021-03-04 pizza.txt"
    pizza.write_text("Pizza dough rests for a day before it is baked on a hot stone.")
    bring_in_line(settings)
    answer = library.ask("How long does pizza dough rest?")
    assert answer.answered
    assert answer.quotes[0].source.published == "2021-03-04"
    pizza.unlink()
    bring_in_line(settings)
    assert not library.ask("How long does pizza dough rest?").answered


def test_a_running_library_goes_over_to_a_rebuilt_index(library, settings):
    before = current_layout(settings.index_dir)
    bring_in_line(settings, rebuild=True)
    assert current_layout(settings.index_dir) != before
    assert library.ask("Who invited Sadr to Tehran?").answered
    assert library.status().generation == 1


def test_the_threads_of_an_index_that_was_replaced_end(library, settings):
    def threads():
        gc.collect()
        return [one for one in threading.enumerate() if one.name.startswith("embedding")]

    library.ask("Who invited Sadr to Tehran?")
    before = threads()
    assert before
    bring_in_line(settings, rebuild=True)
    assert library.ask("Who invited Sadr to Tehran?").answered
    for thread in before:
        thread.join(10)
    assert not set(threads()) & set(before)


def test_a_rebuild_that_finds_nothing_leaves_the_index_as_it_is(library, settings):
    (settings.source_docs / Path(PATH).name).unlink()
    with pytest.raises(UsageError, match=r"the index holds 1; the index was left as it is"):
        bring_in_line(settings, rebuild=True)
    assert library.ask("Who invited Sadr to Tehran?").answered
    assert bring_in_line(settings, rebuild=True, remove_all=True).library.documents == 0


@pytest.mark.parametrize("changed", [{"model": "other-model"}, {"passage_tokens": 64}])
def test_other_settings_than_the_index_was_made_with_are_an_error(library, settings, changed):
    other = dataclasses.replace(settings, **changed)
    (value,) = changed.values()
    for use in (Library.open, bring_in_line):
        with pytest.raises(StoreMismatch, match=rf"={value}; .*dateline index --rebuild"):
            use(other)


def test_both_names_of_the_default_model_are_one(library, settings):
    long = dataclasses.replace(settings, model="sentence-transformers/all-MiniLM-L6-v2")
    with Library.open(long) as opened:
        assert opened.ask("Who invited Sadr to Tehran?").answered


def test_without_an_index_the_error_says_how_to_make_one(settings):
    with pytest.raises(StoreMissing, match="dateline index"):
        Library.open(settings)


def test_a_missing_source_folder_is_named_before_anything_is_made(settings):
    gone = dataclasses.replace(settings, source_docs=Path("nowhere"))
    with pytest.raises(UsageError, match="the folder nowhere does not exist"):
        bring_in_line(gone)
    assert not (settings.index_dir / "current").exists()


def test_a_damaged_truth_is_mended_by_a_rebuild(library, settings):
    database = current_layout(settings.index_dir).database
    library.close()
    for name in ("", "-wal", "-shm"):
        database.with_name(database.name + name).unlink(missing_ok=True)
    database.write_bytes(b"broken" * 999)
    with pytest.raises(StoreBroken, match="dateline index --rebuild"):
        Library.open(settings)
    bring_in_line(settings, rebuild=True)
    with Library.open(settings) as opened:
        assert opened.ask("Who invited Sadr to Tehran?").answered


def test_while_another_process_writes_one_waits_and_says_so(library, settings, monkeypatch):
    monkeypatch.setattr(module, "WRITER_WAIT_SECONDS", 0.2)
    told = []
    lock = WriteLock(settings.index_dir)
    lock.acquire(0)
    try:
        with pytest.raises(StoreBusy, match="another process is writing"):
            bring_in_line(settings, waiting=told.append)
        assert library.ask("Who invited Sadr to Tehran?").answered
    finally:
        lock.release()
    assert len(told) == 1
    assert bring_in_line(settings, waiting=told.append).unchanged == 1


def test_a_warm_library_has_run_both_models(library, monkeypatch):
    ran = []
    monkeypatch.setattr(library._opened._embedding._embedder, "embed_questions", ran.append)

    class Warmed:
        def warm(self):
            ran.append("reranker")

    monkeypatch.setattr(library, "_reranker", Warmed())
    library.warm()
    assert ran == [["Is it open?"], "reranker"]
    monkeypatch.setattr(library, "_reranker", None)
    library.warm()
    assert len(ran) == 3


@pytest.mark.parametrize("budget", [0.0, 60.0])
def test_every_kind_of_second_look_keeps_to_the_budget(settings, library, monkeypatch, budget):
    if library._reranker is None:
        pytest.skip("no reranker is installed")
    monkeypatch.setattr(library, "_settings", dataclasses.replace(settings, budget_seconds=budget))
    question = "Who invited Sadr to Tehran?"
    read = budget > 0
    assert any(hit.logit is not None for hit in library.search(question)) == read
    explained = library.explain(question)
    assert any(one.evidence.logit is not None for one in explained.passages) == read
    for found in (
        library.ask(question),
        library.timeline(question),
        library.since(date(2019, 1, 1), topic=question),
    ):
        assert (found.read_again > 0, found.not_read_again > 0) == (read, not read)


def test_those_who_wait_share_the_budget_and_long_queues_go_without(library, settings, monkeypatch):
    if library._reranker is None:
        pytest.skip("no reranker is installed")
    monkeypatch.setattr(library, "_settings", dataclasses.replace(settings, budget_seconds=60.0))
    question = "Who invited Sadr to Tehran?"
    assert library.ask(question, crowd=1000.0).read_again == 0
    assert library.ask(question, crowd=0.5).read_again > 0


def test_the_status_says_what_is_there(library, settings):
    status = library.status()
    assert (status.library.documents, status.library.passages) == (1, 9)
    assert (status.model, status.dimension, status.vector_index) == (
        "all-MiniLM-L6-v2",
        384,
        "Flat",
    )
    assert not status.lagging
    assert status.size_bytes > 0
    assert status.failed == ()


def test_many_threads_get_the_same_answer(library, settings, monkeypatch):
    # Whatever else the machine does: with eight at once, some would go without a second look.
    monkeypatch.setattr(library, "_settings", dataclasses.replace(settings, budget_seconds=60.0))
    expected = library.ask("Who invited Sadr to Tehran?")
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(library.ask("Who invited Sadr to Tehran?")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 8


def test_an_index_of_another_format_says_how_to_mend_it(library, settings):
    import sqlite3

    database = current_layout(settings.index_dir).database
    library.close()
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    connection.close()
    with pytest.raises(StoreMismatch, match=r"format 99.*dateline index --rebuild"):
        Library.open(settings)
    with pytest.raises(StoreMismatch, match=r"format 99"):
        bring_in_line(settings)
    bring_in_line(settings, rebuild=True)
    assert json.dumps(Library.open(settings).summary().documents) == "1"


@pytest.fixture
def nobody():
    """Act as a user whom no folder of root's belongs to."""
    if os.name == "nt":
        pytest.skip("folders have no permission bits here")
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    yield
    os.seteuid(before)


def test_a_folder_without_write_permission_can_be_asked_and_is_named_where_it_is_written(
    settings, request, caplog
):
    bring_in_line(settings)
    closed = Path("closed")
    closed.mkdir()
    closed.chmod(0o555)
    folders = [settings.index_dir, current_layout(settings.index_dir).folder]
    for folder in folders:
        folder.chmod(0o555)
    models = (settings.index_dir / "models").resolve()
    for parent in (Path.cwd(), *Path.cwd().parents, models, *models.parents):
        if parent.stat().st_uid == os.getuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o055)
    request.getfixturevalue("nobody")
    with pytest.raises(StoreUnwritable, match=r"cannot write to closed.*DATELINE_INDEX_DIR"):
        bring_in_line(dataclasses.replace(settings, index_dir=closed / "index"))
    with pytest.raises(StoreUnwritable, match="permission"):
        bring_in_line(settings)
    with Library.open(settings) as library:
        assert library.ask("Who invited Sadr to Tehran?").answered
        assert library.status().in_memory == ()
    assert caplog.text == ""


def test_a_rebuild_keeps_the_last_good_version_of_a_file_that_broke(library, settings):
    extra = settings.source_docs / "pizza.txt"
    extra.write_text("date 2021-03-04 Dough\n\nPizza dough rests for a day before it is baked.")
    bring_in_line(settings)
    extra.write_bytes(b"\x00\x01\x02")
    report = bring_in_line(settings, rebuild=True)
    assert "its last good version stays in the library" in report.failed[0].reason
    answer = library.ask("How long does pizza dough rest?")
    assert answer.answered
    assert answer.quotes[0].source.published == "2021-03-04"
    extra.write_text("date 2021-03-05 Dough\n\nPizza dough rests for a week before it is baked.")
    assert bring_in_line(settings).changed == ("source_docs/pizza.txt",)


def test_a_rebuild_keeps_what_stands_in_a_folder_that_cannot_be_listed(settings, monkeypatch):
    dough = settings.source_docs / "dough"
    dough.mkdir()
    (dough / "pizza.txt").write_text("Pizza dough rests for a day before it is baked.")
    (dough / "all.jsonl").write_text(
        '{"title": "Bread", "text": "Bread rises twice."}\n{"title": "Rye", "text": "Rye is sour."}'
    )
    bring_in_line(settings)
    with Library.open(settings) as opened:
        before = [source.path for source in opened.sources()]
    scandir = os.scandir

    def denied(folder):
        if not isinstance(folder, int) and Path(folder).name == "dough":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", denied)
    report = bring_in_line(settings, rebuild=True)
    assert "cannot be listed" in report.failed[0].reason
    with Library.open(settings) as opened:
        assert [source.path for source in opened.sources()] == before
        assert opened.ask("How long does pizza dough rest?").answered


def test_a_rebuild_of_an_index_of_the_format_before_keeps_what_broke_since(settings):
    notes = settings.source_docs / "notes.txt"
    notes.write_text("The harbour was dredged.", encoding="utf-8")
    bring_in_line(settings)
    database = current_layout(settings.index_dir).database
    with sqlite3.connect(database) as old:
        old.execute("UPDATE documents SET indexed_at = 86400")
    old.close()
    make_older(database, 2)
    notes.write_bytes(b"\x00\x01\x02")
    bring_in_line(settings, rebuild=True)
    with Library.open(settings) as library:
        assert library.document("notes.txt").text == "The harbour was dredged."
        assert {source.added for source in library.sources()} == {date(1970, 1, 2)}


@pytest.mark.parametrize("command", [["ask", "Who invited Sadr to Tehran?"], ["index"]])
def test_no_command_imports_what_reads_foreign_formats_where_there_are_none(
    settings, article_library, command
):
    shutil.copytree(article_library, ".", symlinks=True, dirs_exist_ok=True)
    readers = (
        "lxml trafilatura htmldate justext feedparser ijson pypdfium2 charset_normalizer httpx2"
    )
    code = (
        "import sys; from bot.cli import main; code = main(sys.argv[1:]);"
        f"print(sorted({{*'{readers} watchfiles'.split()}} & {{*sys.modules}}), code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        env=os.environ | {"DATELINE_RERANKER": "off", "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[] 0", done.stderr
