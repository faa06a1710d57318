"""Brings a store in line with a folder of documents, and reports what it did.

Owns what counts as added, changed, removed and unchanged; how documents are embedded and written
is in `intake`. A file that cannot be read is named in the report and the rest goes on.
"""

import contextlib
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from index.dates import GRAMMAR_VERSION, dates_of
from index.documents import Document
from index.embedding import Model
from index.errors import DocumentError, FormatError, StoreBroken, StoreMismatch, UsageError
from index.intake import CUT, NOTHING_ADDED, Intake
from index.known_files import NO_STAMP, declared_library, known_files, may_differ, safe_stamp
from index.libraries import Libraries
from index.periods import DateOrder
from index.readers import Guard, Reading, is_text, read_documents
from index.readers.date_orders import Habit, habits
from index.readers.library_files import read_libraries
from index.report import Progress, Report
from index.source_files import (
    FileOutcome,
    Listing,
    SourceFile,
    by_kind,
    list_files,
    remove_half_written,
)
from index.store.documents import Documents
from index.store.records import Described
from index.store.store import Store
from index.store.tables import Failure, FileStamp, KnownFile

# Documents that are looked at to foretell what all cost.
SAMPLED_FILES = 8


@dataclass(slots=True)
class _Run:
    """What a run has found out so far."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)  # of files that hold something else now
    unchanged: int = 0
    cut_again: int = 0
    failed: list[Failure] = field(default_factory=list)
    warnings: list[FileOutcome] = field(default_factory=list)
    restamp: dict[str, FileStamp] = field(default_factory=dict)
    orders: list[DateOrder] = field(default_factory=list)  # that documents prove
    in_doubt: list[SourceFile] = field(default_factory=list)  # whose dates can be two days


@dataclass(frozen=True, slots=True)
class _Sources:
    """Where the documents of a run come from."""

    reading: Reading
    guard: Guard
    last_good: Callable[[str], Sequence[Document]]  # of an index that this one takes the place of
    stored: Documents
    habits_known: bool = False  # whether those of `reading` are the library's

    def read(self, file: SourceFile) -> tuple[Document, ...]:
        return read_documents(file.file, file.path, self.reading, self.guard)


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
    libraries: Sequence[str] = (),
    last_good: Callable[[str], Sequence[Document]] = lambda _: (),
    added_at: Mapping[tuple[str, str], int] = NOTHING_ADDED,
    notice: Callable[[str], None] = lambda _: None,
    damaged: Collection[str] = (),
    settle_seconds: float = 0.0,
) -> Report:
    """Bring `store`, open for writing, in line with the files below `source_docs`.

    Files whose size and time stamp are as before are not read, unless `check_contents`. Where the
    folder holds no document and the store does, nothing is removed unless `remove_all`. A date that
    can be two days is read as those of the other documents are. With `git_dates`, undated files
    have the day of their first commit. `libraries` are folders that are libraries, beside those
    that say so themselves. A rebuild asks `last_good` for the documents of a file that can no
    longer be read, and `added_at` for when a path with its content hash first came into the
    library. `notice` is told beforehand what is
    cut and embedded again because an earlier Dateline did it otherwise. Documents with the paths
    `damaged` are read and embedded again; with `check_contents`, so are those that the index does
    not hold as they were written. Files that changed less than `settle_seconds` ago stay as they
    are.

    Raises UsageError for a folder that is missing, suddenly empty, or of other formats alone,
    StoreMismatch for a store of another model.
    """
    began = time.monotonic()
    _check_identity(store, model)
    of_folders = read_libraries(source_docs, libraries)
    listing = list_files(source_docs, settle_seconds=settle_seconds)
    remove_half_written(listing)
    known = known_files(store, damaged, check_contents=check_contents)
    if known and not (listing.files or listing.unread or listing.left or remove_all):
        held = sum(map(len, known.values()))
        raise UsageError(
            f"{source_docs} holds no document, the index holds {held}; nothing was removed. "
            "If the folder is meant to be empty, run: dateline index --remove-all"
        )
    if not known and listing.skipped and not (listing.files or listing.failed or listing.left):
        kinds = "; ".join(f"{one.path}: {one.reason}" for one in by_kind(listing.skipped))
        raise UsageError(f"{source_docs} holds no document that can be read. {kinds}")
    dates_read_anew = 0
    if store.event_dates.grammar != GRAMMAR_VERSION:
        dates_read_anew = store.event_dates.read_anew(
            dates_of,
            GRAMMAR_VERSION,
            lambda done, total: progress(Progress("dates", done, total)),
            cut=CUT,
        )
    failures = store.documents.failures()
    suspects = [
        f for f in listing.files if check_contents or may_differ(f, known, failures, of_folders)
    ]
    run = _Run(
        failed=[
            Failure(one.path, one.reason, NO_STAMP, library=of_folders.of(one.path))
            for one in listing.failed
        ],
        warnings=[FileOutcome(path, reason) for path, reason in of_folders.warnings],
    )
    run.failed += [failures[path] for path in listing.left if path in failures]
    read = {file.path for file in suspects}
    for file in listing.files:
        if file.path in read:
            continue
        if (failure := failures.get(file.path)) and failure.stamp == file.stamp:
            run.failed.append(failure)
        else:
            run.unchanged += len(known[file.path])
    intake = Intake(
        store,
        model,
        expected_bytes=sum(file.stamp.size for file in suspects),
        # What is cut again came in when it first did.
        added_at={**store.documents.added_at(), **added_at} if suspects else added_at,
        embed_again=damaged,
    )
    outdated = {path for path, files in known.items() if any(one.cut != CUT for one in files)}
    with Guard() as guard:
        sources = _Sources(
            Reading(max_file_bytes, today, git_dates=git_dates, libraries=of_folders),
            guard,
            last_good,
            store.documents,
        )
        _foretell([file for file in suspects if file.path in outdated], intake, sources, notice)
        for done, file in enumerate(suspects):
            progress(Progress("indexing", done, len(suspects)))
            _take_in(file, known.get(file.path, ()), intake, run, sources)
        if run.in_doubt:
            others = [file for file in listing.files if file.path not in read]
            reading = replace(sources.reading, habits=_habits(others, run, sources))
            sources = replace(sources, reading=reading, habits_known=True)
            for file in run.in_doubt:
                _take_in(file, known.get(file.path, ()), intake, run, sources)
        for outcome in listing.failed:
            if outcome.path in outdated:
                _bring_up_to_date(known[outcome.path], None, intake, run, sources)
        _keep_hidden(listing, added_at, intake, sources)
    intake.flush()
    # Removed last: a document that only moved lends its vectors to its new path before it goes.
    kept = {f.path for f in listing.files} | {outcome.path for outcome in listing.failed}
    gone = [
        one.path
        for file, of in known.items()
        if file not in kept and not listing.hides(file)
        for one in of
    ]
    removed = sorted({*gone, *run.removed})
    if removed:
        store.write([], remove=removed)
    if run.restamp:
        store.writer.restamp(run.restamp)
    failed = _with_since(run.failed, failures)
    if {one.path: one for one in failed} != failures:
        store.writer.note_failures(failed)
    _note_libraries(store, of_folders)
    progress(Progress("finishing", len(suspects), len(suspects)))
    store.update_derived()
    return Report(
        added=tuple(sorted(run.added)),
        changed=tuple(sorted(run.changed)),
        removed=tuple(removed),
        unchanged=run.unchanged,
        failed=tuple(FileOutcome(one.path, one.reason) for one in run.failed),
        warnings=tuple(run.warnings),
        skipped=listing.skipped,
        skipped_kinds=by_kind(listing.skipped),
        passages_embedded=intake.embedded,
        seconds=time.monotonic() - began,
        library=store.summary(),
        dates_read_anew=dates_read_anew,
        cut_again=run.cut_again,
        left=listing.left,
    )


def _note_libraries(store: Store, of_folders: Libraries) -> None:
    there = of_folders.records(store.documents.used_libraries())
    if there != store.documents.libraries():
        store.writer.note_libraries(there)


def _with_since(failed: Iterable[Failure], before: Mapping[str, Failure]) -> list[Failure]:
    """Return failures with when each was first noted: what failed before goes on to fail."""
    now = int(time.time())
    return [
        replace(one, since=before[one.path].since if one.path in before else now) for one in failed
    ]


def _check_identity(store: Store, model: Model) -> None:
    ours, theirs = model.identity(), store.identity
    if (ours.name, ours.weights_sha256) != (theirs.model, theirs.weights_sha256):
        raise StoreMismatch(
            f"the index was made with the model {theirs.model} (weights "
            f"{theirs.weights_sha256[:12]}), the setting is {ours.name} (weights "
            f"{ours.weights_sha256[:12]}); set DATELINE_MODEL={theirs.model}, or make the index "
            "anew with: dateline index --rebuild"
        )


def _take_in(
    file: SourceFile, before: Sequence[KnownFile], intake: Intake, run: _Run, sources: _Sources
) -> None:
    """Read a file and take its documents in where they are new or others."""
    try:
        documents = sources.read(file)
    except DocumentError as error:
        _keep_last_good(file, error, before, intake, run, sources)
        return
    if not sources.habits_known and any(one.date_in_doubt for one in documents):
        run.in_doubt.append(file)  # read again when the habits of the library are known
        return
    stamp = safe_stamp(file.stamp)
    known = {one.path: one for one in before}
    for document in documents:
        if document.date_order is not None:
            run.orders.append(document.date_order)
        same = known.pop(document.path, None)
        if same and not _is_same(document, same, sources.stored):
            run.changed.append(document.path)
            _add(document, stamp, intake, run)
        elif same:
            _keep(document, same, stamp, intake, run)
        else:
            run.added.append(document.path)
            _add(document, stamp, intake, run)
    run.removed += known  # what the file no longer holds


def _is_same(document: Document, before: KnownFile, stored: Documents) -> bool:
    """Whether a document is as it was.

    One that had no date may have one since others were added, and a sidecar says other things of
    the same file, also such as cannot be read.
    """
    described = Described(document.title, document.url, document.warnings, document.library)
    return (
        before.sha256 == document.sha256
        and before.published == document.published
        and stored.described(document.path) == described
    )


def _add(document: Document, stamp: FileStamp, intake: Intake, run: _Run) -> None:
    run.warnings.extend(FileOutcome(document.path, w) for w in document.warnings)
    intake.add(document, stamp)


def _keep(
    document: Document, before: KnownFile, stamp: FileStamp, intake: Intake, run: _Run
) -> None:
    """Leave a document as it is, but for what an earlier Dateline cut or read otherwise."""
    run.unchanged += 1
    if before.cut != CUT or before.reader != document.reader:
        run.cut_again += 1
        intake.add(document, stamp)
    elif before.stamp != stamp:
        run.restamp[document.path] = stamp


def _keep_last_good(
    file: SourceFile,
    error: DocumentError,
    before: Sequence[KnownFile],
    intake: Intake,
    run: _Run,
    sources: _Sources,
) -> None:
    """Note that a file cannot be read; what was read of it before stays."""
    reason = str(error).removeprefix(f"{file.path}: ")
    saved = () if before else sources.last_good(file.path)
    if before or saved:
        reason += "; its last good version stays in the library"
    reader = error.reader if isinstance(error, FormatError) else ""
    library = declared_library(file, sources.reading.libraries)
    run.failed.append(Failure(file.path, reason, safe_stamp(file.stamp), reader, library=library))
    _bring_up_to_date(before, library, intake, run, sources)
    for one in saved:
        run.warnings.extend(FileOutcome(one.path, w) for w in one.warnings)
        # The file of a saved version is looked at again next time.
        intake.add(replace(one, library=library), FileStamp(file.stamp.size, 0))


def _keep_hidden(
    listing: Listing, added_at: Mapping[tuple[str, str], int], intake: Intake, sources: _Sources
) -> None:
    """Take over what a rebuild does not see: what stands in folders that cannot be listed."""
    failed = {one.path for one in listing.failed}
    # A document that is a part of a file has the file's path before its last "#".
    files = {file for path, _ in added_at for file in (path, path.rpartition("#")[0])}
    for file in sorted(files):
        if file in failed or listing.hides(file):
            library = sources.reading.libraries.of(file)
            for one in sources.last_good(file):
                intake.add(replace(one, library=library), NO_STAMP)


def _foretell(
    files: Sequence[SourceFile], intake: Intake, sources: _Sources, notice: Callable[[str], None]
) -> None:
    """Say what cutting `files` again will cost, told from a few of them."""
    if not files:
        return
    step = -(-len(files) // SAMPLED_FILES)
    sample: list[Document] = []
    read = 0
    for file in files[::step]:
        with contextlib.suppress(DocumentError):
            sample += sources.read(file)
            read += file.stamp.size
    if not read:
        return
    costs = intake.forecast(sample, read / sum(file.stamp.size for file in files))
    notice(
        f"an earlier Dateline cut {len(files):,} document{'s' if len(files) > 1 else ''} into "
        f"passages by other rules: they are cut again, and about {costs.passages:,} passages are "
        f"embedded again in about {max(costs.seconds, 1):,.0f} s"
    )


def _habits(others: Sequence[SourceFile], run: _Run, sources: _Sources) -> tuple[Habit, ...]:
    """Return the habits of the library; `others` are its files that the run has not read.

    Of these, foreign formats take long to read and mostly date themselves without doubt.
    """
    orders = [*run.orders]
    for file in others:
        if not is_text(file.path):
            continue
        with contextlib.suppress(DocumentError):
            found = (one.date_order for one in sources.read(file))
            orders += [order for order in found if order is not None]
    return habits(orders)


def _bring_up_to_date(
    before: Sequence[KnownFile],
    library: str | None,
    intake: Intake,
    run: _Run,
    sources: _Sources,
) -> None:
    """Cut the last good version of a file that cannot be read, and put it into `library`.

    With None it stays where it is. It is looked at again next time.
    """
    for one in before:
        into = library or one.library
        if one.cut == CUT and one.library == into:
            continue
        with contextlib.suppress(StoreBroken):  # it stays as it is; doctor names it
            stored = sources.stored.document(one.path)
            if stored is not None:
                run.cut_again += one.cut != CUT
                intake.add(replace(stored, library=into), NO_STAMP)
