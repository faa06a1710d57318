"""What an admin wants to know of an index at a glance: its library, its model, its files.

Owns the value; which store it is of is in `library`, how it is shown is the faces'.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.settings import Settings
from index.embedding.reranker import described
from index.libraries import LibraryRecord
from index.store.records import LibrarySummary
from index.store.snapshot import Snapshot
from index.store.store import Store
from index.store.tables import FORMAT_VERSION


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be read when the library was last brought in line."""

    path: str
    reason: str  # with the next step
    since: datetime | None  # in UTC; None: since before that was noted


@dataclass(frozen=True, slots=True)
class Status:
    """What an admin wants to know at a glance."""

    library: LibrarySummary
    model: str
    dimension: int
    weights_sha256: str
    generation: int
    format_version: int
    index_dir: str
    source_docs: str
    size_bytes: int
    vector_index: str
    second_look: str  # the name of the cross-encoder, or why there is none
    lagging: bool
    in_memory: tuple[str, ...] = ()  # derived indexes that are not on disk: "word", "vector"
    failed: tuple[FailedFile, ...] = ()  # by path
    libraries: tuple[LibraryRecord, ...] = ()  # by name


def status_of(store: Store, held: Snapshot, settings: Settings) -> Status:
    """Return the status of the state of a store that `held` is."""
    files = (f for f in store.layout.folder.rglob("*") if f.is_file())
    return Status(
        library=held.summary(),
        model=store.identity.model,
        dimension=store.identity.dimension,
        weights_sha256=store.identity.weights_sha256,
        generation=held.generation,
        format_version=FORMAT_VERSION,
        index_dir=str(settings.index_dir),
        source_docs=str(settings.source_docs),
        size_bytes=sum(f.stat().st_size for f in files),
        vector_index=held.vector_kind.described,
        second_look=described(settings.reranker),
        lagging=held.lagging,
        in_memory=held.made_here,
        failed=tuple(
            FailedFile(
                one.path,
                one.reason,
                datetime.fromtimestamp(one.since, UTC) if one.since else None,
            )
            for one in held.documents.failures().values()
        ),
        libraries=tuple(held.libraries()),
    )
