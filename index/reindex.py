"""Brings a store in line with a folder of documents, and reports what it did.

Owns what counts as added, changed, removed and unchanged, and the batches in which documents
are embedded and written. A file that cannot be read is named in the report and the rest goes on.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np

from index.dates import GRAMMAR_VERSION, dates_of
from index.documents import Document
from index.embedding import Embedder, Model
from index.errors import DocumentError, StoreMismatch, UsageError
from index.passages import Passage, build_passages
from index.readers import SUFFIXES, read_document
from index.store.records import LibrarySummary
from index.store.store import Store
from index.store.tables import FileStamp, KnownFile, NewDocument

# What is embedded and written at once: enough to fill the model's batches, little enough that a
# crash loses a few seconds of work.
BATCH_PASSAGES = 512
BATCH_CHARACTERS = 4_000_000
# Long runs bring the derived indexes up to date in between, so that a running bot finds what is
# there already.
DERIVE_EVERY_SECONDS = 120.0
# A file changed this shortly before it was read may change again without a new time stamp.
RACY_SECONDS = 2.0
# For choosing the embedding path before the passages are known: bytes of text in one passage.
BYTES_PER_PASSAGE = 400
NOTHING_ADDED: Mapping[tuple[str, str], int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is; `done` and `total` count files."""

    stage: str  # "preparing", "dates", "indexing" or "finishing"
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """A file that needs a person's eye, and why."""

    path: str
    reason: str


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


@dataclass(slots=True)
class _Run:
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    failed: list[FileOutcome] = field(default_factory=list)
    warnings: list[FileOutcome] = field(default_factory=list)
    skipped: list[FileOutcome] = field(default_factory=list)
    restamp: dict[str, FileStamp] = field(default_factory=dict)
    passages_embedded: int = 0


@dataclass(frozen=True, slots=True)
class _File:
    file: Path
    path: str
    stamp: FileStamp


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
    last_good: Callable[[str], Document | None] = lambda _: None,
    added_at: Mapping[tuple[str, str], int] = NOTHING_ADDED,
) -> Report:
    """Bring `store`, open for writing, in line with the files below `source_docs`.

    Files whose size and time stamp are as before are not read, unless `check_contents`. Where the
    folder holds no document and the store does, nothing is removed unless `remove_all`. A rebuild
    asks `last_good` for the document of a file that can no longer be read, and `added_at` for when
    a path with its content hash first came into the library.

    Raises UsageError for a missing or suddenly empty folder, StoreMismatch for a store of another
    model.
    """
    began = time.monotonic()
    _check_identity(store, model)
    run = _Run()
    found = list(_files(source_docs, run))
    known = store.known_files()
    if known and not found and not remove_all:
        raise UsageError(
            f"{source_docs} holds no document, the index holds {len(known)}; nothing was removed. "
            "If the folder is meant to be empty, run: dateline index --remove-all"
        )
    suspects = [f for f in found if check_contents or not _same_stamp(f, known.get(f.path))]
    run.unchanged = len(found) - len(suspects)
    dates_read_anew = 0
    if store.grammar != GRAMMAR_VERSION:
        dates_read_anew = store.read_dates_anew(
            lambda done, total: progress(Progress("dates", done, total))
        )
    _index(store, model, suspects, known, run, progress, max_file_bytes, today, last_good, added_at)
    # Removed last: a document that only moved lends its vectors to its new path before it goes.
    kept = {f.path for f in found} | {outcome.path for outcome in run.failed}
    run.removed = sorted(known.keys() - kept)
    if run.removed:
        store.write([], remove=run.removed)
    if run.restamp:
        store.restamp(run.restamp)
    progress(Progress("finishing", len(suspects), len(suspects)))
    store.update_derived()
    return Report(
        added=tuple(sorted(run.added)),
        changed=tuple(sorted(run.changed)),
        removed=tuple(run.removed),
        unchanged=run.unchanged,
        failed=tuple(run.failed),
        warnings=tuple(run.warnings),
        skipped=tuple(run.skipped),
        passages_embedded=run.passages_embedded,
        seconds=time.monotonic() - began,
        library=store.summary(),
        dates_read_anew=dates_read_anew,
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


def _files(source_docs: Path, run: _Run) -> Iterator[_File]:
    """Yield the documents' files by path; hidden ones are passed over, others noted in `run`."""
    if not source_docs.is_dir():
        raise UsageError(
            f"the folder {source_docs} does not exist; make it and put documents "
            f"({', '.join(sorted(SUFFIXES))}) there, or set DATELINE_SOURCE_DOCS"
        )
    root = source_docs.resolve()

    def broken(error: OSError) -> None:
        raise UsageError(
            f"cannot list {error.filename} ({error.strerror}); nothing was changed: "
            "give this user permission to read it"
        ) from error

    for folder, folders, names in os.walk(root, onerror=broken):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            path = f"{root.name}/{file.relative_to(root).as_posix()}"
            if name.startswith(".") or name.endswith("~"):
                continue
            try:
                path.encode()
            except UnicodeEncodeError:
                shown = path.encode(errors="backslashreplace").decode()
                run.failed.append(
                    FileOutcome(shown, "the file's name is not valid UTF-8; rename the file")
                )
                continue
            if file.suffix.lower() not in SUFFIXES:
                run.skipped.append(
                    FileOutcome(path, f"not a format that is read ({', '.join(sorted(SUFFIXES))})")
                )
                continue
            try:
                inside = file.resolve().is_relative_to(root)
                status = file.stat()
            except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
                run.failed.append(FileOutcome(path, f"cannot be read ({error}); check the file"))
                continue
            if not inside:
                run.failed.append(
                    FileOutcome(
                        path, f"a link that leads out of {source_docs}; copy the file there instead"
                    )
                )
                continue
            yield _File(file, path, FileStamp(status.st_size, status.st_mtime_ns))


def _same_stamp(file: _File, known: KnownFile | None) -> bool:
    return known is not None and known.stamp == file.stamp


def _index(
    store: Store,
    model: Model,
    suspects: Sequence[_File],
    known: dict[str, KnownFile],
    run: _Run,
    progress: Callable[[Progress], None],
    max_file_bytes: int,
    today: date,
    last_good: Callable[[str], Document | None],
    added_at: Mapping[tuple[str, str], int],
) -> None:
    expected = sum(f.stamp.size for f in suspects) // BYTES_PER_PASSAGE + 1
    batch: list[tuple[Document, FileStamp]] = []
    characters = 0
    derived_at = time.monotonic()
    embedder: Embedder | None = None
    for done, file in enumerate(suspects):
        progress(Progress("indexing", done, len(suspects)))
        before = known.get(file.path)
        try:
            document = read_document(file.file, file.path, max_bytes=max_file_bytes, today=today)
        except DocumentError as error:
            reason = str(error).removeprefix(f"{file.path}: ")
            saved = None if before else last_good(file.path)
            if before or saved:
                reason += "; its last good version stays in the library"
            run.failed.append(FileOutcome(file.path, reason))
            if saved is None:
                continue
            document = saved
        else:
            saved = None
        # The file of a saved version is looked at again next time.
        stamp = _safe_stamp(file.stamp) if saved is None else FileStamp(file.stamp.size, 0)
        if before is not None and before.sha256 == document.sha256:
            run.unchanged += 1
            if before.stamp != stamp:
                run.restamp[file.path] = stamp
            continue
        if saved is None:
            (run.added if before is None else run.changed).append(file.path)
        run.warnings.extend(FileOutcome(file.path, w) for w in document.warnings)
        batch.append((document, stamp))
        characters += len(document.text)
        if len(batch) >= BATCH_PASSAGES // 2 or characters >= BATCH_PASSAGES * BYTES_PER_PASSAGE:
            embedder = embedder or model.passages(expected)
            run.passages_embedded += _write(store, embedder, batch, added_at)
            batch, characters = [], 0
            if time.monotonic() - derived_at > DERIVE_EVERY_SECONDS:
                store.update_derived()
                derived_at = time.monotonic()
    if batch:
        embedder = embedder or model.passages(expected)
        run.passages_embedded += _write(store, embedder, batch, added_at)


def _safe_stamp(stamp: FileStamp) -> FileStamp:
    """Return a stamp that never matches for a file that may still be being written."""
    fresh = time.time_ns() - stamp.mtime_ns < RACY_SECONDS * 1e9
    return FileStamp(stamp.size, 0) if fresh else stamp


def _write(
    store: Store,
    embedder: Embedder,
    batch: Sequence[tuple[Document, FileStamp]],
    added_at: Mapping[tuple[str, str], int],
) -> int:
    """Embed and write documents in one transaction; return how many passages were embedded."""
    max_tokens = min(store.identity.passage_tokens, store.identity.model_tokens - 2)
    cut: list[list[Passage]] = []
    ready: dict[int, np.ndarray] = {}
    texts: list[str] = []
    for number, (document, _) in enumerate(batch):
        same = store.same_content(document.sha256)
        if same is not None:
            passages, ready[number] = same
        else:
            passages = build_passages(
                document.text,
                document.body,
                count_tokens=embedder.count_tokens,
                max_tokens=max_tokens,
            )
            texts.extend(document.text[p.start : p.end] for p in passages)
        cut.append(passages)
    embedded = embedder.embed_passages(texts)
    new = []
    used = 0
    for number, ((document, stamp), passages) in enumerate(zip(batch, cut, strict=True)):
        vectors = ready.get(number)
        if vectors is None:
            vectors = embedded[used : used + len(passages)]
            used += len(passages)
        dates = dates_of(document.text, document.body, document.published)
        at = added_at.get((document.path, document.sha256))
        new.append(NewDocument(document, stamp, passages, vectors, dates, at))
    store.write(new)
    return len(texts)
