"""What a run of reindexing did, and how far it is.

Owns the values and nothing else; the words for people are the faces'.
"""

from dataclasses import dataclass

from index.source_files import FileOutcome
from index.store.records import LibrarySummary


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
    left: tuple[str, ...] = ()  # files still being written, which a later run takes
    skipped_kinds: tuple[FileOutcome, ...] = ()  # as in `skipped`, those of a kind together
