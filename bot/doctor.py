"""Examines an index and mends what it can: `dateline doctor`.

Owns the list of checks and what mends each; the checks themselves belong to the parts.
"""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.indexing import bring_in_line, check_settings, model_identity, models_dir
from bot.settings import Settings
from index.dates import GRAMMAR_VERSION
from index.embedding import Model, check_export
from index.errors import DatelineError, ModelError, StoreBroken, StoreMismatch, StoreMissing
from index.store.layout import STORE_PREFIX, WriteLock, current_layout
from index.store.store import Store

log = logging.getLogger(__name__)

Level = Literal["ok", "note", "fault"]
LOCK_WAIT_SECONDS = 10.0


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

    Documents are never touched. Raises StoreBusy where another process is writing.
    """
    findings = [_source_folder(settings)]
    store = _open(settings, findings, repair)
    if store is not None:
        try:
            _settings(settings, store, findings)
            _truth(settings, store, findings, repair)
            _dates(settings, store, findings, repair)
            _model(settings, store, findings, repair)
        finally:
            store.close()
        _derived(settings, findings, repair)
        _leftovers(settings, findings, repair)
    return Diagnosis(tuple(findings))


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
        return store
    return None


def _settings(settings: Settings, store: Store, findings: list[Finding]) -> None:
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
        faults = store.faults()
    except DatelineError as error:
        faults = [str(error)]
    if not faults:
        library = store.summary()
        findings.append(
            Finding(f"{library.documents} documents, {library.passages} passages: sound", "ok")
        )
        return
    findings.append(
        _mended(
            Finding("; ".join(faults), "fault", "dateline index --rebuild"),
            lambda: bring_in_line(settings, rebuild=True),
            repair,
        )
    )


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

        findings.append(
            _mended(Finding(str(error), "fault", "dateline doctor --repair"), export_again, repair)
        )
    else:
        findings.append(Finding(f"the model {identity.name} is as exported", "ok"))


def _derived(settings: Settings, findings: list[Finding], repair: bool) -> None:
    lock = WriteLock(settings.index_dir)
    lock.acquire(LOCK_WAIT_SECONDS)
    try:
        store = Store(settings.index_dir, current_layout(settings.index_dir), lock)
        try:
            faults = store.derived_faults()
            for fault in faults:
                findings.append(
                    _mended(
                        Finding(fault, "fault", "dateline doctor --repair"),
                        lambda: store.update_derived(from_scratch=True),
                        repair,
                    )
                )
            if not faults:
                findings.append(Finding("the word and vector indexes hold all passages", "ok"))
        finally:
            store.close()
    except DatelineError as error:
        findings.append(Finding(str(error), "fault", "dateline index --rebuild"))
    finally:
        lock.release()


def _leftovers(settings: Settings, findings: list[Finding], repair: bool) -> None:
    current = current_layout(settings.index_dir).folder.name
    stores = [p for p in settings.index_dir.glob(f"{STORE_PREFIX}*") if p.name != current]
    exports = list(models_dir(settings).glob(".*"))
    for folder in (*stores, *exports):

        def remove(folder=folder) -> None:  # type: ignore[no-untyped-def]
            shutil.rmtree(folder)

        what = f"{folder} is left from a run that was broken off"
        findings.append(_mended(Finding(what, "note", "dateline doctor --repair"), remove, repair))


def _mended(finding: Finding, mend: Callable[[], object], repair: bool) -> Finding:
    if not repair:
        return finding
    try:
        mend()
    except (DatelineError, OSError) as error:
        log.warning("%s was not mended: %s", finding.what, error)
        return Finding(f"{finding.what}; mending it failed: {error}", finding.level, finding.mend)
    return Finding(finding.what, finding.level, finding.mend, mended=True)
