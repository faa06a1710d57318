"""Examines an index and mends what it can: `dateline doctor`.

Owns the list of checks and what mends each; the checks themselves belong to the parts.
"""

import contextlib
import functools
import logging
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from bot.indexing import bring_in_line, check_settings, model_identity, models_dir
from bot.settings import Settings
from index.dates import GRAMMAR_VERSION
from index.embedding import Embedder, Model, check_export
from index.embedding.pytorch import FAITHFUL_COSINE
from index.errors import (
    DatelineError,
    ModelError,
    StoreBroken,
    StoreBusy,
    StoreMismatch,
    StoreMissing,
    StoreUnwritable,
)
from index.store.layout import (
    STORE_PREFIX,
    WriteLock,
    current_layout,
    pointer_fault,
    remove,
    set_current,
)
from index.store.store import Store

log = logging.getLogger(__name__)

Level = Literal["ok", "note", "fault"]
LOCK_WAIT_SECONDS = 10.0
MEND = "dateline doctor --repair"
# Passages that are embedded again; some 40 a second.
SAMPLE = 32
EMBEDDED_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    level: Level
    mend: str = ""  # what to run or do; empty where nothing is needed
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All findings, in the order of the checks."""

    findings: tuple[Finding, ...]

    @property
    def healthy(self) -> bool:
        """Say whether no fault is left."""
        return all(f.level != "fault" or f.mended for f in self.findings)


def examine(settings: Settings, *, repair: bool) -> Diagnosis:
    """Check folder, truth, derived indexes and model; with `repair`, mend what can be mended.

    Documents are never touched. Where another process is writing, or this user may only read, the
    checks are made all the same and nothing is mended.
    """
    findings = [_source_folder(settings)]
    hindrance = _hindrance(settings, LOCK_WAIT_SECONDS if repair else 0)
    if hindrance is not None:
        findings.append(hindrance)
        repair = False
    store = _open(settings, findings, repair)
    if store is not None:
        try:
            for check in (_settings, _truth, _dates, _model, _vectors):
                _tried(check, settings, store, findings, repair)
        finally:
            store.close()
        for last in (_derived, _leftovers):
            try:
                last(settings, findings, repair, hindrance)
            except DatelineError as error:
                findings.append(Finding(str(error), "fault", "dateline index --rebuild"))
    return Diagnosis(tuple(findings))


def _tried(
    check: Callable[[Settings, Store, list[Finding], bool], None],
    settings: Settings,
    store: Store,
    findings: list[Finding],
    repair: bool,
) -> None:
    try:
        check(settings, store, findings, repair)
    except DatelineError as error:
        findings.append(Finding(str(error), "fault", "see the message"))


def _hindrance(settings: Settings, wait_seconds: float) -> Finding | None:
    """Return why nothing can be mended now; None where it can."""
    if not settings.index_dir.exists():
        return None
    lock = WriteLock(settings.index_dir)
    try:
        lock.acquire(wait_seconds)
    except StoreBusy:
        what = "another process is writing to the index; nothing is mended meanwhile"
        return Finding(what, "note", "run it again when that has ended")
    except StoreUnwritable as error:
        return Finding(f"nothing can be mended: {error}", "note")
    lock.release()
    return None


def _source_folder(settings: Settings) -> Finding:
    if settings.source_docs.is_dir():
        return Finding(f"the source folder {settings.source_docs} is there", "ok")
    return Finding(
        f"the source folder {settings.source_docs} does not exist",
        "fault",
        "make it, or set DATELINE_SOURCE_DOCS",
    )


def _open(settings: Settings, findings: list[Finding], repair: bool) -> Store | None:
    """Open the truth alone; the derived indexes are looked at on their own."""
    try:
        store = Store(settings.index_dir, current_layout(settings.index_dir))
    except StoreMissing as error:
        missing = Finding(str(error), "fault", "dateline index")
        findings.append(_mended(missing, lambda: bring_in_line(settings), repair))
    except StoreBroken as error:
        broken = Finding(str(error), "fault", "dateline index --rebuild")
        findings.append(_mended(broken, lambda: bring_in_line(settings, rebuild=True), repair))
    except StoreMismatch as error:  # an earlier format, most of all
        other = Finding(str(error), "fault", "dateline index")
        findings.append(_mended(other, lambda: bring_in_line(settings), repair))
    except DatelineError as error:
        findings.append(Finding(str(error), "fault", "see the message"))
    else:
        findings.append(Finding(f"the index {settings.index_dir} opens", "ok"))
        if fault := pointer_fault(settings.index_dir):
            what = f"{fault.partition(';')[0]}; the only store that is there is used"
            layout = store.layout
            name_it = functools.partial(set_current, settings.index_dir, layout)
            findings.append(_mended(Finding(what, "fault", MEND), name_it, repair))
        return store
    return None


def _settings(settings: Settings, store: Store, findings: list[Finding], _: bool) -> None:
    try:
        check_settings(store.identity, settings)
    except DatelineError as error:
        findings.append(
            Finding(str(error), "fault", "set it back, or run: dateline index --rebuild")
        )
    else:
        findings.append(Finding("the settings are those the index was made with", "ok"))


def _truth(settings: Settings, store: Store, findings: list[Finding], repair: bool) -> None:
    try:
        faults, damaged, orphans = store.faults(), store.damaged_documents(), store.orphans()
        library = store.summary()
    except DatelineError as error:
        faults, damaged, orphans = [str(error)], [], 0
    if faults:
        findings.append(
            _mended(
                Finding("; ".join(faults), "fault", "dateline index --rebuild"),
                lambda: bring_in_line(settings, rebuild=True),
                repair,
            )
        )
        return
    if damaged:
        _documents(settings, damaged, findings, repair)
    if orphans:
        findings.append(
            _mended(
                Finding(f"{orphans} rows belong to no document", "fault", MEND),
                lambda: bring_in_line(settings, check_contents=True),
                repair,
            )
        )
    if not damaged and not orphans:
        findings.append(
            Finding(f"{library.documents} documents, {library.passages} passages: sound", "ok")
        )


def _documents(
    settings: Settings, damaged: list[str], findings: list[Finding], repair: bool
) -> None:
    """Name documents that are not held as they were written; read them again to mend it."""
    findings += [
        Finding(f"what the index holds of {path} is not what was written to it", "fault", MEND)
        for path in damaged
    ]
    if not repair:
        return
    mended = _mended(Finding("", "fault"), lambda: bring_in_line(settings, damaged=damaged), repair)
    held = _held_damaged(settings)
    for n, path in enumerate(damaged, len(findings) - len(damaged)):
        if mended.mended and path not in held:
            findings[n] = replace(findings[n], mended=True)
        else:  # its file cannot be read now
            why = mended.what or "; its file cannot be read, so that it could not be mended"
            findings[n] = replace(findings[n], what=findings[n].what + why)


def _held_damaged(settings: Settings) -> list[str]:
    with contextlib.closing(Store(settings.index_dir, current_layout(settings.index_dir))) as store:
        return store.damaged_documents()


def _vectors(settings: Settings, store: Store, findings: list[Finding], repair: bool) -> None:
    """Embed a sample again: a model whose weights were damaged may have made what is stored."""
    identity = model_identity(store.identity)
    try:
        check_export(identity, models_dir(settings))
    except ModelError:
        return  # it is named already
    embedder = Model(identity.name, models_dir(settings)).passages(SAMPLE)
    ids = store.passages.all_ids()
    # Most of all the last ones: what is damaged is so from some day on.
    sample = sorted({*ids[:: len(ids) // SAMPLE + 1], *ids[-SAMPLE // 4 :]})
    astray = _made_otherwise(store, embedder, sample)
    if not astray:
        findings.append(Finding(f"{len(sample)} passages embedded again: the same vectors", "ok"))
        return
    what = (
        f"vectors of {', '.join(astray)} and maybe of more were not made with the weights of "
        f"{identity.name}"
    )

    def embed_again() -> None:
        damaged = _made_otherwise(store, embedder, ids)
        bring_in_line(settings, damaged=damaged)

    findings.append(_mended(Finding(what, "fault", MEND), embed_again, repair))


def _made_otherwise(store: Store, embedder: Embedder, ids: Sequence[int]) -> list[str]:
    """Return the paths of the documents with passages whose vectors are other ones."""
    paths: dict[str, None] = {}
    for at in range(0, len(ids), EMBEDDED_AT_ONCE):
        rows = list(store.passages.embedded(ids[at : at + EMBEDDED_AT_ONCE]))
        again = embedder.embed_passages([text for _, text, _ in rows])
        for (path, _, vector), other in zip(rows, again, strict=True):
            if float(vector @ other) < FAITHFUL_COSINE:
                paths[path] = None
    return list(paths)


def _dates(settings: Settings, store: Store, findings: list[Finding], repair: bool) -> None:
    if store.event_dates.grammar == GRAMMAR_VERSION:
        findings.append(Finding("the event dates were found by this Dateline", "ok"))
        return
    older = Finding("the event dates were found by another Dateline", "note", "dateline index")
    findings.append(_mended(older, lambda: bring_in_line(settings), repair))


def _model(settings: Settings, store: Store, findings: list[Finding], repair: bool) -> None:
    identity, folder = model_identity(store.identity), models_dir(settings)
    try:
        check_export(identity, folder)
    except ModelError as error:

        def export_again() -> None:
            shutil.rmtree(folder, ignore_errors=True)
            Model(identity.name, folder).identity()

        findings.append(_mended(Finding(str(error), "fault", MEND), export_again, repair))
    else:
        findings.append(Finding(f"the model {identity.name} is as exported", "ok"))


def _derived(
    settings: Settings, findings: list[Finding], repair: bool, hindrance: Finding | None
) -> None:
    # A process that writes brings them in line itself.
    level: Level = "fault" if hindrance is None else "note"
    with contextlib.ExitStack() as open_until_done:
        lock = WriteLock(settings.index_dir)
        if hindrance is None:
            lock.acquire(LOCK_WAIT_SECONDS)
            open_until_done.callback(lock.release)
        store = Store(settings.index_dir, current_layout(settings.index_dir), lock)
        open_until_done.callback(store.close)
        faults = store.derived_faults()
        for fault in faults:
            findings.append(
                _mended(
                    Finding(fault, level, MEND),
                    lambda: store.update_derived(from_scratch=True),
                    repair,
                )
            )
        if not faults:
            findings.append(Finding("the word and vector indexes hold all passages", "ok"))


def _leftovers(
    settings: Settings, findings: list[Finding], repair: bool, hindrance: Finding | None
) -> None:
    if hindrance is not None:
        return  # they may be of the process that is writing
    lock = WriteLock(settings.index_dir)
    try:
        lock.acquire(0)
    except (StoreBusy, StoreUnwritable):
        return  # of one that began to write meanwhile
    try:
        for path in _left_behind(settings):
            what = f"{path} is left from a run that was broken off"
            finding = Finding(what, "note", MEND)
            findings.append(_mended(finding, functools.partial(remove, path), repair))
    finally:
        lock.release()


def _left_behind(settings: Settings) -> list[Path]:
    layout = current_layout(settings.index_dir)
    left = [p for p in settings.index_dir.glob(f"{STORE_PREFIX}*") if p != layout.folder]
    left += [*settings.index_dir.glob(".*.tmp"), *models_dir(settings).glob(".*")]
    with contextlib.closing(Store(settings.index_dir, layout)) as store:
        return [*left, *store.leftovers()]


def _mended(finding: Finding, mend: Callable[[], object], repair: bool) -> Finding:
    if not repair:
        return finding
    try:
        mend()
    except (DatelineError, OSError) as error:
        log.warning("%s was not mended: %s", finding.what, error)
        return Finding(f"{finding.what}; mending it failed: {error}", finding.level, finding.mend)
    return Finding(finding.what, finding.level, finding.mend, mended=True)
