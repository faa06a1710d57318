"""Bringing the index in line with the source folder, and what shapes an index.

Owns the one writer at a time, rebuilding beside the index in use, and the comparison of an index
with the settings. What is done to documents is in `index.reindex`.
"""

import contextlib
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings
from index.documents import Document
from index.embedding import DEFAULT_MODEL, Model, ModelIdentity
from index.errors import StoreBusy, StoreError, StoreMismatch, StoreMissing, UsageError
from index.store.database import Database
from index.store.layout import WriteLock, current_layout
from index.store.records import StoreIdentity
from index.store.store import Store
from index.store.upgrade import upgrade

if TYPE_CHECKING:
    from index.report import Progress, Report

# A first indexing of many documents can take hours; a second process waits this long for it.
WRITER_WAIT_SECONDS = 600.0


def bring_in_line(
    settings: Settings,
    *,
    progress: "Callable[[Progress], None]" = lambda _: None,
    waiting: Callable[[str], None] = lambda _: None,
    rebuild: bool = False,
    remove_all: bool = False,
    check_contents: bool = False,
    damaged: Collection[str] = (),
    model: Model | None = None,
    settle_seconds: float = 0.0,
) -> "Report":
    """Bring the index in line with the source folder; make it where there is none.

    One process does this at a time; `waiting` is told once when another is at it. With `rebuild`,
    a new index is made beside the old one, which answers until the new one is complete. Documents
    with the paths `damaged` are read and embedded again. `model`, of the settings, is for who calls
    this again and again. Files that changed less than `settle_seconds` ago stay as they are.

    Raises UsageError, StoreError or ModelError; what was written before an error stays.
    """
    # Here, and not above: questions do without readers and YAML, and start the sooner.
    from index.reindex import reindex
    from index.report import Progress

    if not settings.source_docs.is_dir():
        raise UsageError(
            f"the folder {settings.source_docs} does not exist; make it and put documents there, "
            "or set DATELINE_SOURCE_DOCS to the folder that holds them"
        )
    with writing(settings, waiting) as lock:
        model = model or Model(settings.model, models_dir(settings))
        progress(Progress("preparing", 0, 0))
        if rebuild:
            return _made_anew(settings, model, lock, progress, remove_all)
        store = _existing(settings, lock)
        if store is None:
            store = Store.create(settings.index_dir, identity_of(model, settings), lock)
            # From now on what is written stays, also when the run is broken off.
            store.make_current()
        with contextlib.closing(store):
            check_settings(store.identity, settings)
            return reindex(
                store,
                settings.source_docs,
                model,
                max_file_bytes=settings.max_file_bytes,
                git_dates=settings.git_dates,
                libraries=settings.libraries,
                today=datetime.now(UTC).date(),
                progress=progress,
                check_contents=check_contents,
                remove_all=remove_all,
                notice=waiting,
                damaged=damaged,
                settle_seconds=settle_seconds,
            )


def _made_anew(
    settings: Settings,
    model: Model,
    lock: WriteLock,
    progress: "Callable[[Progress], None]",
    remove_all: bool,
) -> "Report":
    """Make an index beside the one in use, which answers until the new one is complete."""
    from index.reindex import reindex

    store = Store.create(settings.index_dir, identity_of(model, settings), lock)
    with contextlib.closing(_InUse(settings)) as in_use, contextlib.closing(store):
        report = reindex(
            store,
            settings.source_docs,
            model,
            max_file_bytes=settings.max_file_bytes,
            git_dates=settings.git_dates,
            libraries=settings.libraries,
            today=datetime.now(UTC).date(),
            progress=progress,
            remove_all=remove_all,
            last_good=in_use.last_good,
            added_at=in_use.added_at(),
        )
        if not remove_all:
            _refuse_to_empty(settings, report, in_use.documents())
        store.make_current()
        return report


class _InUse:
    """The index in use while one is made anew beside it; empty where there is none."""

    def __init__(self, settings: Settings) -> None:
        """Open it, also one that an earlier Dateline wrote."""
        self._database: Database | None = None
        with contextlib.suppress(StoreError):
            path = current_layout(settings.index_dir).database
            upgrade(path)
            self._database = Database(path)

    def close(self) -> None:
        """Let go of it."""
        if self._database is not None:
            self._database.close()

    def last_good(self, file: str) -> list[Document]:
        """Return the documents of a file that broke since."""
        if self._database is None:
            return []
        try:
            documents = self._database.documents
            found = [documents.document(path) for path in documents.parts_of(file)]
        except StoreError:
            return []
        return [one for one in found if one is not None]

    def added_at(self) -> dict[tuple[str, str], int]:
        """Return when its documents came into it."""
        try:
            return self._database.documents.added_at() if self._database else {}
        except StoreError:
            return {}

    def documents(self) -> int:
        """Return how many documents it holds; 0 where it cannot be read."""
        try:
            return self._database.documents.summary().documents if self._database else 0
        except StoreError:
            return 0


def _refuse_to_empty(settings: Settings, report: "Report", held: int) -> None:
    """Keep the index in use where its rebuild found nothing to put in its place."""
    if held and not report.library.documents:
        raise UsageError(
            f"{settings.source_docs} holds no document that can be read, the index holds {held}; "
            "the index was left as it is. If it is meant to be empty, add --remove-all"
        )


@contextlib.contextmanager
def writing(settings: Settings, waiting: Callable[[str], None]) -> Iterator[WriteLock]:
    """Hold the right to write to the index; `waiting` is told once when another process has it."""
    lock = WriteLock(settings.index_dir)
    _acquire(lock, waiting)
    try:
        yield lock
    finally:
        lock.release()


def _acquire(lock: WriteLock, waiting: Callable[[str], None]) -> None:
    try:
        lock.acquire(0)
    except StoreBusy:
        waiting("another process is writing to the index; waiting for it to end")
        lock.acquire(WRITER_WAIT_SECONDS)


def _existing(settings: Settings, lock: WriteLock) -> Store | None:
    try:
        return Store.open_for_writing(settings.index_dir, lock)
    except StoreMissing:
        return None


def models_dir(settings: Settings) -> Path:
    """Return where exported models are kept."""
    return settings.index_dir / "models"


def model_identity(identity: StoreIdentity) -> ModelIdentity:
    """Return the model of a store."""
    return ModelIdentity(
        name=identity.model,
        weights_sha256=identity.weights_sha256,
        dimension=identity.dimension,
        max_tokens=identity.model_tokens,
    )


def check_settings(identity: StoreIdentity, settings: Settings) -> None:
    """Compare a store with the settings. Raises StoreMismatch, which names both sides."""
    made = {"DATELINE_MODEL": identity.model, "DATELINE_PASSAGE_TOKENS": identity.passage_tokens}
    wanted = {"DATELINE_MODEL": settings.model, "DATELINE_PASSAGE_TOKENS": settings.passage_tokens}
    for name, value in wanted.items():
        if made[name] != value and _plain(made[name]) != _plain(value):
            raise StoreMismatch(
                f"the index in {settings.index_dir} was made with {name}={made[name]}, the "
                f"setting is {name}={value}; set it back, or make the index anew with: "
                "dateline index --rebuild"
            )


def _plain(value: object) -> str:
    text = str(value)
    return DEFAULT_MODEL if text == f"sentence-transformers/{DEFAULT_MODEL}" else text


def identity_of(model: Model, settings: Settings) -> StoreIdentity:
    """Return what a store made with a model and the settings is shaped by."""
    made_of = model.identity()
    return StoreIdentity(
        model=made_of.name,
        weights_sha256=made_of.weights_sha256,
        dimension=made_of.dimension,
        model_tokens=made_of.max_tokens,
        passage_tokens=settings.passage_tokens,
    )
