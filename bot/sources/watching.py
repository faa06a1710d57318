"""Watches the source folder, and brings the index in line with it soon after files have changed.

Owns when that is done: a file that is still being written is waited for, changes that come together
are taken together, and no error ends the watching. What is done is `bring_in_line`'s.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import watchfiles

from bot.indexing import bring_in_line, models_dir
from bot.settings import Settings
from index.embedding import Model
from index.errors import UsageError
from index.report import Report

# A file that changed this shortly ago is still being written: copies over a network and downloads
# write in bursts. What it costs is that nothing is seen earlier.
SETTLE_SECONDS = 1.0
# Past the settling of a file, so that a clock of coarse steps calls it settled.
MARGIN_SECONDS = 0.05
TICK_MS = 100
POLL_MS = 1_000  # each looks at every file: 0.3 s for 50,000 of them
# The system tells of changes, but not of all: on network drives, or where very many come at once.
SWEEP_SECONDS = 600.0
RETRY_SECONDS = 30.0
GONE_SECONDS = 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told what the watching does."""

    report: Callable[[Report], None]  # after each run
    error: Callable[[Exception], None]  # of a run that failed, once; it is tried again
    notice: Callable[[str], None]


def watch(settings: Settings, listener: Listener, stop: threading.Event) -> None:
    """Keep the index in line with the source folder until `stop` is set.

    Raises UsageError where there is no source folder.
    """
    if not settings.source_docs.is_dir():
        raise UsageError(
            f"the folder {settings.source_docs} does not exist; make it, or set "
            "DATELINE_SOURCE_DOCS to the folder that holds the documents"
        )
    model = Model(settings.model, models_dir(settings), keep=True)

    def bring() -> Report:
        report = bring_in_line(
            settings, waiting=listener.notice, model=model, settle_seconds=SETTLE_SECONDS
        )
        model.passages(1)  # stays open: 0.3 s that the next document need not wait
        return report

    Watcher(
        settings.source_docs,
        bring,
        listener,
        stop=stop,
        besides=settings.index_dir,
        polling=settings.watch_polling,
    ).run()


class Watcher:
    """Watches one folder until it is told to stop."""

    def __init__(
        self,
        source_docs: Path,
        bring: Callable[[], Report],
        listener: Listener,
        *,
        stop: threading.Event,
        besides: Path,
        polling: bool = False,
    ) -> None:
        """`bring` leaves files alone that changed less than SETTLE_SECONDS ago, and says so.

        What changes below the folder `besides`, the index, is no document. With `polling`, files
        are looked at again and again instead of waiting for the system to tell of changes.
        """
        self._source_docs = source_docs
        self._bring = bring
        self._listener = listener
        self._stop = stop
        self._besides = str(besides.resolve())
        self._polling = polling
        self._due = 0.0  # when to run next, by time.monotonic()
        self._told = ""  # the error that the last run met

    def run(self) -> None:
        """Bring the index in line, and again after every change, until `stop` is set."""
        while not self._stop.is_set():
            place = _place(self._source_docs)
            if place is None:
                self._when_due()
                self._stop.wait(GONE_SECONDS)
                continue
            for changed in self._changes():
                if changed:
                    self._sooner(SETTLE_SECONDS + MARGIN_SECONDS)
                self._when_due()
                if _place(self._source_docs) != place:  # another folder took its place
                    self._sooner(0)
                    break
            self._when_due()

    def _changes(self) -> Iterator[bool]:
        """Yield whether anything has changed, ten times a second."""
        root = self._source_docs.resolve()

        def counts(_: watchfiles.Change, path: str) -> bool:
            return is_document(root, path) and not path.startswith(self._besides + os.sep)

        while not self._stop.is_set():
            try:
                for changes in watchfiles.watch(
                    root,
                    watch_filter=counts,
                    debounce=TICK_MS * 2,
                    step=TICK_MS // 2,
                    rust_timeout=TICK_MS,
                    poll_delay_ms=POLL_MS,
                    yield_on_timeout=True,
                    stop_event=self._stop,
                    force_polling=self._polling or None,
                    ignore_permission_denied=True,
                ):
                    yield bool(changes)
            except (OSError, RuntimeError) as error:
                if self._polling or not root.is_dir():
                    log.debug("watching %s failed", root, exc_info=error)
                    self._stop.wait(GONE_SECONDS)
                    return  # the folder is gone, or nothing at all can be watched: tried again
                self._polling = True
                self._listener.notice(
                    f"the system does not tell of changes in {self._source_docs} ({error}); its "
                    f"files are looked at every {POLL_MS / 1_000:.0f} s instead"
                )
                self._sooner(0)

    def _sooner(self, seconds: float) -> None:
        self._due = min(self._due, time.monotonic() + seconds)

    def _when_due(self) -> None:
        if time.monotonic() < self._due or self._stop.is_set():
            return
        try:
            report = self._bring()
        except Exception as error:
            self._due = time.monotonic() + RETRY_SECONDS
            log.debug("a run failed", exc_info=error)
            if str(error) != self._told:
                self._told = str(error)
                self._listener.error(error)
        else:
            self._told = ""
            self._due = time.monotonic() + SWEEP_SECONDS
            if report.left:
                self._sooner(self._settled_in(report.left))
            self._listener.report(report)

    def _settled_in(self, paths: Iterable[str]) -> float:
        """Return in how many seconds the first of these will have settled, as they are now."""
        root = self._source_docs.resolve()
        ages = [_age(root / path.partition("/")[2]) for path in paths]
        return max(SETTLE_SECONDS - max(ages) + MARGIN_SECONDS, MARGIN_SECONDS)


def is_document(root: Path, path: str) -> bool:
    """Whether what lies at `path` may be a document, or a folder of some, below `root`."""
    inside = Path(path).parts[len(root.parts) :]
    return not any(part.startswith(".") for part in inside) and not path.endswith("~")


def _place(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another one of its name; None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)


def _age(file: Path) -> float:
    """Return the seconds since a file changed; SETTLE_SECONDS where it is gone."""
    try:
        return min(abs(time.time() - file.stat().st_mtime), SETTLE_SECONDS)
    except OSError:
        return SETTLE_SECONDS
