"""The vector index on disk: which segments there are, when one is made, what is passed over.

Owns the manifest of the segments. The passages that came after the last segment are read of the
truth, and so is what was removed, so that a changed document writes nothing here. When more than
EXACT_LIMIT passages stand outside of segments, they become one, together with the segments before
them that are not more than MERGE_FACTOR times as large: what stands in the manifest answers
meanwhile, and a kill leaves a file that nothing names.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.store import layout as files
from index.store.layout import Layout, Manifest
from index.store.tables import RemovedDocument
from index.store.vectors.nearest import OpenSegment, Tail, VectorIndex
from index.store.vectors.values import EXACT_LIMIT, DamagedSegment, Ids, SegmentRecord

if TYPE_CHECKING:
    from index.store.database import Database
    from index.store.vectors.segment import Segment

log = logging.getLogger(__name__)

# Of a segment and those after it that it is merged with. Twice keeps some six segments at a
# million passages that came in small runs; each passage is then written some six times.
MERGE_FACTOR = 2
# A segment is made anew when fewer of its passages than this share are left.
LEAST_LEFT = 0.5


class VectorFiles:
    """The vector index of one store."""

    def __init__(
        self, database: "Database", layout: Layout, distrusted: set[str] | None = None
    ) -> None:
        """`distrusted`, which grows, names files that were found damaged."""
        self._database = database
        self._layout = layout
        self._distrusted = set() if distrusted is None else distrusted

    def load(self, held: VectorIndex | None) -> VectorIndex | None:
        """Open what is on disk with what the truth has since; None where it is not sound.

        Returns `held` where nothing was written since.
        """
        manifest = self._manifest()
        if manifest is None:
            return None
        try:
            return self._opened(manifest, held)
        except DamagedSegment as error:
            if self._manifest() != manifest:
                # Others took the place of its files before they were opened.
                return self.load(held)
            self.distrust(error)
            return None

    def in_memory(self) -> VectorIndex:
        """Read all of the truth, for where nothing can be written; takes time and memory."""
        generation = self._database.generation
        tail = Tail(*self._database.changes.vectors_after(0))
        return VectorIndex((), tail, generation)

    def update(self, from_scratch: bool) -> VectorIndex:
        """Bring what is on disk in line with the truth; needs the write lock.

        Raises OSError, or RuntimeError (FAISS's own).
        """
        index = None if from_scratch else self.load(None)
        if index is None:
            made = self._made_of([], self._database.documents.summary().passages)
            return self._opened(made, None)
        kept = self._kept(index)
        if kept == len(index.segments) and len(index.tail.ids) <= EXACT_LIMIT:
            return index
        records = [one.segment.record for one in index.segments[:kept]]
        outside = index.size - sum(one.size for one in index.segments[:kept])
        return self._opened(self._made_of(records, outside), index)

    def fault(self) -> str | None:
        """Read every byte of what is on disk; say what is wrong, None where nothing is."""
        index = self.load(None)
        if index is None:
            return "the vector index is missing, damaged or of another state"
        try:
            for one in index.segments:
                one.segment.check()
        except DamagedSegment as error:
            self.distrust(error)
            return f"the vector index is damaged: {error}"
        # What is in no segment is the library's own.
        held = sum(one.size for one in index.segments)
        last = index.segments[-1].segment.record.last if index.segments else 0
        there = len(self._database.changes.passages_between(0, last))
        if held != there:
            return f"the vector index holds {held} of the first passages, the library {there}"
        return None

    def distrust(self, error: DamagedSegment) -> None:
        """Take what is on disk for damaged from now on, until it is made anew."""
        log.warning("the vector index is not as written and is made anew: %s", error)
        manifest = Manifest.read(self._layout.vectors_manifest)
        self._distrusted |= set(manifest.files) if manifest is not None else set()

    def leftovers(self) -> set[Path]:
        """Return what runs that were broken off left; only while holding the lock."""
        manifest = Manifest.read(self._layout.vectors_manifest)
        if manifest is None:
            return set()
        return {
            path
            for path in self._layout.folder.glob("vectors-*")
            if path.name not in manifest.files
        }

    def _manifest(self) -> Manifest | None:
        """Return the manifest of segments that may be opened."""
        manifest = Manifest.read(self._layout.vectors_manifest)
        if manifest is None or not self._is_ours(manifest):
            return None
        if self._distrusted & set(manifest.files):
            return None
        return manifest

    def _is_ours(self, manifest: Manifest) -> bool:
        database = self._database
        return manifest.is_of(database.store_id, database.generation, database.passages.last_id())

    def _opened(self, manifest: Manifest, held: VectorIndex | None) -> VectorIndex:
        generation = self._database.generation
        same = held is not None and held.manifest == manifest
        if held is not None and same and held.generation == generation:
            return held
        records = _records(manifest)
        gone = self._database.changes.removed_since(
            min((record.generation for record in records), default=generation)
        )
        open_already = (
            {one.segment.record.name: one.segment for one in held.segments} if held else {}
        )
        segments = tuple(
            _without(open_already.get(record.name) or self._open(record), gone)
            for record in records
        )
        last = records[-1].last if records else 0
        return VectorIndex(segments, self._tail(last, held if same else None), generation, manifest)

    def _open(self, record: SegmentRecord) -> "Segment":
        # Here, and not above: a library without segments does without FAISS, and opens the sooner.
        from index.store.vectors.segment import Segment

        return Segment.open(record, self._layout.folder)

    def _tail(self, last: int, held: VectorIndex | None) -> Tail:
        changes = self._database.changes
        if held is None or not len(held.tail.ids):
            return Tail(*changes.vectors_after(last))
        ids, vectors = changes.vectors_after(int(held.tail.ids[-1]))
        left = ~_removed(held.tail.ids, changes.removed_since(held.generation))
        return Tail(
            np.concatenate([held.tail.ids[left], ids]),
            np.concatenate([held.tail.vectors[left], vectors]),
        )

    def _kept(self, index: VectorIndex) -> int:
        """Return how many of the segments stay as they are; the others are made anew as one."""
        kept = len(index.segments)
        for number, one in enumerate(index.segments):
            if one.size < LEAST_LEFT * one.segment.record.passages:
                kept = number
                break
        outside = index.size - sum(one.size for one in index.segments[:kept])
        while outside > EXACT_LIMIT and kept:
            before = index.segments[kept - 1].size
            if before > MERGE_FACTOR * outside:
                break
            outside += before
            kept -= 1
        return kept

    def _made_of(self, records: list[SegmentRecord], outside: int) -> Manifest:
        """Put segments in use, and one more where the passages `outside` of them are too many."""
        if outside > EXACT_LIMIT:
            from index.store.vectors.segment import Segment

            generation = self._database.generation
            made = Segment.build(
                self._database.changes,
                records[-1].last if records else 0,
                self._database.passages.last_id(),
                path=self._layout.new_vectors(generation),
                generation=generation,
            )
            records = [*records, made]
        manifest = self._write(records)
        for path in self._layout.folder.glob("vectors-*"):
            if path.name not in manifest.files:
                files.remove(path)  # a reader that has it open goes on with it
        return manifest

    def _write(self, records: Sequence[SegmentRecord]) -> Manifest:
        database = self._database
        manifest = Manifest(
            database.store_id,
            database.generation,
            records[-1].last if records else 0,
            files={record.name: [record.size, record.head_crc] for record in records},
            about={"segments": [record.packed() for record in records]},
        )
        manifest.write(self._layout.vectors_manifest)
        self._distrusted.clear()
        # As it is read again, so that it is the same.
        return Manifest.read(self._layout.vectors_manifest) or manifest


def _records(manifest: Manifest) -> list[SegmentRecord]:
    try:
        return [SegmentRecord.unpack(packed) for packed in manifest.about["segments"]]
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedSegment(f"not a manifest of segments: {error!r}") from error


def _without(segment: "Segment", gone: Sequence[RemovedDocument]) -> OpenSegment:
    """Return a segment without the passages of documents that were removed since it was made."""
    record = segment.record
    ranges = [
        (max(one.first_passage, record.after + 1), min(one.last_passage, record.last))
        for one in gone
        if one.generation > record.generation
    ]
    removed = [(first, last) for first, last in ranges if first <= last]
    if not removed:
        return OpenSegment(segment, 0, None)
    left = np.zeros(record.last + 1, np.bool_)
    left[record.after + 1 :] = True
    for first, last in removed:
        left[first : last + 1] = False
    return OpenSegment(
        segment,
        sum(last + 1 - first for first, last in removed),
        np.packbits(left, bitorder="little"),
    )


def _removed(ids: Ids, gone: Sequence[RemovedDocument]) -> NDArray[np.bool_]:
    removed = np.zeros(len(ids), np.bool_)
    for one in gone:
        begin, end = np.searchsorted(ids, (one.first_passage, one.last_passage + 1))
        removed[begin:end] = True
    return removed
