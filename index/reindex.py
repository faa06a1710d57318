"""Brings a store in line with a folder of documents, and reports what it did.

Owns what counts as added, changed, removed and unchanged; how documents are embedded and written
is in `intake`. A file that cannot be read is named in the report and the rest goes on.
"""

import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from index.dates import GRAMMAR_VERSION, dates_of
from index.documents import Document
from index.embedding import Model
from index.errors import DocumentError, StoreBroken, StoreMismatch, UsageError
from index.intake import CUT, NOTHING_ADDED, Intake
from index.periods import DateOrder
from index.readers import read_document
from index.readers.date_orders import Habit, habits
from index.source_files import FileOutcome, SourceFile, list_files
from index.store.records import LibrarySummary, StoredDocument
from index.store.store import Store
from index.store.tables import FileStamp, KnownFile

__all__ = ["FileOutcome", "Progress", "Report", "reindex"]

# A file changed this shortly before it was read may change again without a new time stamp.
RACY_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is; `done` and `total` count files."""

    stage: str  # "preparing", "dates", "indexing" or "finishing"
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. Paths are in order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    failed: tuple[FileOutcome, ...]
    warnings: tuple[FileOutcome, ...]  # of documents that were indexed in this run
    skipped: tuple[FileOutcome, ...]  # files of formats that are not read
    passages_embedded: int
    seconds: float
    library: LibrarySummary
    dates_read_anew: int = 0  # documents of a library whose event dates an earlier Dateline found
    cut_again: int = 0  # unchanged documents that an earlier Dateline had cut by other rules


# Documents that are looked at to foretell what all cost.
SAMPLED_FILES = 8


@dataclass(slots=True)
class _Run:
    """What a run has found out so far."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    cut_again: int = 0
    failed: list[FileOutcome] = field(default_factory=list)
    warnings: list[FileOutcome] = field(default_factory=list)
    restamp: dict[str, FileStamp] = field(default_factory=dict)
    orders: list[DateOrder] = field(default_factory=list)  # that documents prove
    in_doubt: list[SourceFile] = field(default_factory=list)  # whose dates can be two days


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the documents of a run are read."""

    max_file_bytes: int
    today: date
    git_dates: bool
    last_good: Callable[[str], Document | None]  # of an index that this one takes the place of
    stored: Callable[[str], StoredDocument | None]
    habits: tuple[Habit, ...] | None = None  # of the library; None until they are known

    def read(self, file: SourceFile) -> Document:
        return read_document(
            file.file,
            file.path,
            max_bytes=self.max_file_bytes,
            today=self.today,
            habits=self.habits or (),
            git_dates=self.git_dates,
        )


def reindex(
    store: Store,
    source_docs: Path,
    model: Model,
    *,
    max_file_bytes: int,
    today: date,
    progress: Callable[[Progress], None] = lambda _: None,
    check_contents: bool = False,
    remove_all: bool = False,
    git_dates: bool = False,
    last_good: Callable[[str], Document | None] = lambda _: None,
    added_at: Mapping[tuple[str, str], int] = NOTHING_ADDED,
    notice: Callable[[str], None] = lambda _: None,
) -> Report:
    """Bring `store`, open for writing, in line with the files below `source_docs`.

    Files whose size and time stamp are as before are not read, unless `check_contents`. Where the
    folder holds no document and the store does, nothing is removed unless `remove_all`. A date that
    can be two days is read as those of the other documents are. With `git_dates`, undated files
    have the day of their first commit. A rebuild
    asks `last_good` for the document of a file that can no longer be read, and `added_at` for when
    a path with its content hash first came into the library. `notice` is told beforehand what is
    cut and embedded again because an earlier Dateline did it otherwise.

    Raises UsageError for a missing or suddenly empty folder, StoreMismatch for a store of another
    model.
    """
    began = time.monotonic()
    _check_identity(store, model)
    listing = list_files(source_docs)
    known = store.documents.known_files()
    if known and not listing.files and not remove_all:
        raise UsageError(
            f"{source_docs} holds no document, the index holds {len(known)}; nothing was removed. "
            "If the folder is meant to be empty, run: dateline index --remove-all"
        )
    suspects = [f for f in listing.files if check_contents or not _up_to_date(f, known)]
    run = _Run(unchanged=len(listing.files) - len(suspects), failed=[*listing.failed])
    dates_read_anew = 0
    if store.event_dates.grammar != GRAMMAR_VERSION:
        dates_read_anew = store.event_dates.read_anew(
            dates_of,
            GRAMMAR_VERSION,
            lambda done, total: progress(Progress("dates", done, total)),
            cut=CUT,
        )
    intake = Intake(
        store,
        model,
        expected_bytes=sum(file.stamp.size for file in suspects),
        # What is cut again came in when it first did.
        added_at={**store.documents.added_at(), **added_at} if suspects else added_at,
    )
    reading = _Reading(max_file_bytes, today, git_dates, last_good, store.documents.get)
    outdated = {path for path, file in known.items() if file.cut != CUT}
    _foretell([file for file in suspects if file.path in outdated], intake, reading, notice)
    for done, file in enumerate(suspects):
        progress(Progress("indexing", done, len(suspects)))
        _take_in(file, known.get(file.path), intake, run, reading)
    if run.in_doubt:
        read = {file.path for file in suspects}
        others = [file for file in listing.files if file.path not in read]
        reading = replace(reading, habits=_habits(others, run, reading))
        for file in run.in_doubt:
            _take_in(file, known.get(file.path), intake, run, reading)
    for outcome in listing.failed:
        if outcome.path in outdated:
            _cut_again(outcome.path, intake, run, reading)
    intake.flush()
    # Removed last: a document that only moved lends its vectors to its new path before it goes.
    kept = {f.path for f in listing.files} | {outcome.path for outcome in run.failed}
    removed = sorted(known.keys() - kept)
    if removed:
        store.writer.write([], remove=removed)
    if run.restamp:
        store.writer.restamp(run.restamp)
    progress(Progress("finishing", len(suspects), len(suspects)))
    store.update_derived()
    return Report(
        added=tuple(sorted(run.added)),
        changed=tuple(sorted(run.changed)),
        removed=tuple(removed),
        unchanged=run.unchanged,
        failed=tuple(run.failed),
        warnings=tuple(run.warnings),
        skipped=listing.skipped,
        passages_embedded=intake.embedded,
        seconds=time.monotonic() - began,
        library=store.summary(),
        dates_read_anew=dates_read_anew,
        cut_again=run.cut_again,
    )


def _check_identity(store: Store, model: Model) -> None:
    ours, theirs = model.identity(), store.identity
    if (ours.name, ours.weights_sha256) != (theirs.model, theirs.weights_sha256):
        raise StoreMismatch(
            f"the index was made with the model {theirs.model} (weights "
            f"{theirs.weights_sha256[:12]}), the setting is {ours.name} (weights "
            f"{ours.weights_sha256[:12]}); set DATELINE_MODEL={theirs.model}, or make the index "
            "anew with: dateline index --rebuild"
        )


def _up_to_date(file: SourceFile, known: Mapping[str, KnownFile]) -> bool:
    before = known.get(file.path)
    return before is not None and before.stamp == file.stamp and before.cut == CUT


def _take_in(
    file: SourceFile, before: KnownFile | None, intake: Intake, run: _Run, reading: _Reading
) -> None:
    """Read a file and take its document in where it is new or another one."""
    # The file of a saved version is looked at again next time.
    saved_stamp = FileStamp(file.stamp.size, 0)
    try:
        document = reading.read(file)
    except DocumentError as error:
        reason = str(error).removeprefix(f"{file.path}: ")
        saved = None if before else reading.last_good(file.path)
        if before or saved:
            reason += "; its last good version stays in the library"
        run.failed.append(FileOutcome(file.path, reason))
        if before is not None and before.cut != CUT:
            _cut_again(file.path, intake, run, reading)
        elif saved is not None:
            run.warnings.extend(FileOutcome(file.path, w) for w in saved.warnings)
            intake.add(saved, saved_stamp)
        return
    if document.date_in_doubt and reading.habits is None:
        run.in_doubt.append(file)  # read again when the habits of the library are known
        return
    if document.date_order is not None:
        run.orders.append(document.date_order)
    stamp = _safe_stamp(file.stamp)
    is_same = before is not None and before.sha256 == document.sha256
    # A document that had no date may have one since others were added.
    if before is not None and is_same and before.published == document.published:
        run.unchanged += 1
        if before.cut != CUT:
            run.cut_again += 1
            intake.add(document, stamp)
        elif before.stamp != stamp:
            run.restamp[file.path] = stamp
        return
    (run.added if before is None else run.changed).append(file.path)
    run.warnings.extend(FileOutcome(file.path, w) for w in document.warnings)
    intake.add(document, stamp)


def _foretell(
    files: Sequence[SourceFile], intake: Intake, reading: _Reading, notice: Callable[[str], None]
) -> None:
    """Say what cutting `files` again will cost, told from a few of them."""
    if not files:
        return
    step = -(-len(files) // SAMPLED_FILES)
    sample, read = [], 0
    for file in files[::step]:
        with contextlib.suppress(DocumentError):
            sample.append(reading.read(file))
            read += file.stamp.size
    if not read:
        return
    costs = intake.forecast(sample, read / sum(file.stamp.size for file in files))
    notice(
        f"an earlier Dateline cut {len(files):,} document{'s' if len(files) > 1 else ''} into "
        f"passages by other rules: they are cut again, and about {costs.passages:,} passages are "
        f"embedded again in about {max(costs.seconds, 1):,.0f} s"
    )


def _habits(others: Sequence[SourceFile], run: _Run, reading: _Reading) -> tuple[Habit, ...]:
    """Return the habits of the library; `others` are its files that the run has not read."""
    orders = [*run.orders]
    for file in others:
        with contextlib.suppress(DocumentError):
            order = reading.read(file).date_order
            orders += [order] if order is not None else []
    return habits(orders)


def _safe_stamp(stamp: FileStamp) -> FileStamp:
    """Return a stamp that never matches for a file that may still be being written."""
    fresh = time.time_ns() - stamp.mtime_ns < RACY_SECONDS * 1e9
    return FileStamp(stamp.size, 0) if fresh else stamp


def _cut_again(path: str, intake: Intake, run: _Run, reading: _Reading) -> None:
    """Cut the last good version of a file that cannot be read; it is looked at again next time."""
    stored = None
    with contextlib.suppress(StoreBroken):  # it stays as it is; doctor names it
        stored = reading.stored(path)
    if stored is not None:
        run.cut_again += 1
        intake.add(stored.document(), FileStamp(0, 0))
