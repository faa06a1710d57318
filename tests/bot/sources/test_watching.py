import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
import watchfiles

from bot.sources import watching
from bot.sources.watching import Listener, Watcher, is_document
from index.errors import StoreBusy

pytestmark = pytest.mark.socket  # starts threads that wait for the system
LIMIT_SECONDS = 20.0


class Watched:
    """A folder that is watched in a thread; every run lists its files."""

    def __init__(self, docs: Path) -> None:
        self.docs = docs
        self.runs: list[list[str]] = []
        self.errors: list[Exception] = []
        self.notices: list[str] = []
        self.outcomes: list[object] = []  # of the next runs: an error, or paths that are left
        self.stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, **options) -> None:
        watcher = Watcher(
            self.docs,
            self.bring,
            Listener(lambda _: None, self.errors.append, self.notices.append),
            stop=self.stop,
            besides=self.docs / "index",
            **options,
        )
        self._thread = threading.Thread(target=watcher.run)
        self._thread.start()
        self.until(lambda: self.runs or self.errors)

    def bring(self):
        outcome = self.outcomes.pop(0) if self.outcomes else ()
        if isinstance(outcome, Exception):
            raise outcome
        self.runs.append(sorted(file.name for file in self.docs.rglob("*.txt")))
        return SimpleNamespace(left=outcome)

    def until(self, holds) -> None:
        end = time.monotonic() + LIMIT_SECONDS
        while not holds():
            assert time.monotonic() < end, (self.runs, self.errors, self.notices)
            time.sleep(0.02)

    def close(self) -> None:
        self.stop.set()
        if self._thread is not None:
            self._thread.join(LIMIT_SECONDS)
            assert not self._thread.is_alive()


@pytest.fixture
def watched(tmp_path, monkeypatch):
    monkeypatch.setattr(watching, "RETRY_SECONDS", 0.2)
    monkeypatch.setattr(watching, "GONE_SECONDS", 0.1)
    docs = tmp_path / "source_docs"
    docs.mkdir()
    made = Watched(docs)
    yield made
    made.close()


@pytest.mark.parametrize("polling", [False, True])
def test_the_index_is_brought_in_line_at_the_start_and_once_a_file_has_settled(watched, polling):
    watched.start(polling=polling)
    assert watched.runs == [[]]
    written = time.monotonic()
    (watched.docs / "a.txt").write_text("Words.")
    (watched.docs / "b.txt").write_text("Words.")
    watched.until(lambda: len(watched.runs) > 1)
    assert time.monotonic() - written >= watching.SETTLE_SECONDS
    assert watched.runs[1:] == [["a.txt", "b.txt"]]
    assert watched.notices == []


def test_a_new_folder_and_a_removed_file_are_seen(watched):
    watched.start()
    (watched.docs / "sub").mkdir()
    (watched.docs / "sub" / "a.txt").write_text("Words.")
    watched.until(lambda: watched.runs[-1] == ["a.txt"])
    (watched.docs / "sub" / "a.txt").unlink()
    watched.until(lambda: watched.runs[-1] == [])


def test_a_file_that_was_left_is_looked_at_again_without_another_change(watched):
    (watched.docs / "a.txt").write_text("Words.")
    watched.outcomes = [("source_docs/a.txt", "source_docs/gone.txt")]
    watched.start()
    watched.until(lambda: len(watched.runs) == 2)


def test_an_error_ends_no_watching(watched):
    watched.outcomes = [StoreBusy("busy"), StoreBusy("busy"), ZeroDivisionError("inner")]
    watched.start()
    watched.until(lambda: watched.runs)
    # The same one is told once.
    assert [type(error) for error in watched.errors] == [StoreBusy, ZeroDivisionError]


def test_where_the_system_does_not_tell_of_changes_files_are_looked_at(watched, monkeypatch):
    real = watchfiles.watch

    def limited(*paths, **options):
        if not options["force_polling"]:
            raise OSError(28, "OS file watch limit reached")
        return real(*paths, **options)

    monkeypatch.setattr(watchfiles, "watch", limited)
    watched.start()
    (watched.docs / "a.txt").write_text("Words.")
    watched.until(lambda: watched.runs[-1] == ["a.txt"])
    (notice,) = watched.notices
    assert notice.endswith(
        "source_docs ([Errno 28] OS file watch limit reached); its files are looked at every 1 s "
        "instead"
    )


def test_a_folder_that_is_gone_is_waited_for(watched):
    watched.start()
    watched.docs.rename(watched.docs.with_name("away"))
    watched.docs.with_name("new").mkdir()
    (watched.docs.with_name("new") / "a.txt").write_text("Words.")
    watched.docs.with_name("new").rename(watched.docs)
    watched.until(lambda: watched.runs[-1] == ["a.txt"])
    (watched.docs / "b.txt").write_text("Words.")
    watched.until(lambda: watched.runs[-1] == ["a.txt", "b.txt"])


def test_what_is_no_document_wakes_nobody(watched):
    (watched.docs / "index").mkdir()
    watched.start()
    (watched.docs / ".a.txt.1.tmp").write_text("Words.")
    (watched.docs / "a.txt~").write_text("Words.")
    (watched.docs / "index" / "library").write_text("Words.")
    time.sleep(watching.SETTLE_SECONDS + 0.5)
    assert len(watched.runs) == 1


def test_hidden_files_and_backups_are_no_documents(tmp_path):
    root = tmp_path / ".hidden" / "docs"
    assert is_document(root, str(root / "sub" / "a.txt"))
    assert not is_document(root, str(root / ".removed" / "a.txt"))
    assert not is_document(root, str(root / "sub" / ".a.txt"))
    assert not is_document(root, str(root / "a.txt~"))
