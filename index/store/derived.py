"""The indexes derived from the truth: opened, found sound or not, brought in line.

Owns what state of the truth each of them holds. Everything here can be thrown away and made again
from SQLite, embedding nothing.
"""

import contextlib
import logging
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.searched import SEARCHED_VERSION
from index.store.database import Database
from index.store.layout import Layout, Manifest
from index.store.vectors import VectorIndex, VectorKind
from index.store.words import WordIndex

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Derived:
    """The derived indexes as one process has them open; replaced whole, never changed."""

    vectors: VectorIndex
    vectors_manifest: Manifest
    words: WordIndex
    words_manifest: Manifest

    @property
    def generation(self) -> int:
        """The generation of the truth that both hold at least."""
        return min(self.vectors_manifest.generation, self.words_manifest.generation)


class DerivedFiles:
    """The derived indexes of one store on disk."""

    def __init__(self, database: Database, layout: Layout) -> None:
        self._database = database
        self._layout = layout

    def load(self, held: Derived | None) -> Derived | None:
        """Open what is on disk; None where one of the two is missing, damaged or not ours.

        Returns `held` where nothing was written since.
        """
        layout = self._layout
        if held is not None and (
            Manifest.read(layout.vectors_manifest) == held.vectors_manifest
            and Manifest.read(layout.words_manifest) == held.words_manifest
        ):
            return held
        vectors_manifest = self._sound_manifest(layout.vectors_manifest, layout.folder)
        words_manifest = self._sound_words_manifest()
        if vectors_manifest is None or words_manifest is None:
            return None
        vectors = self._load_vectors(vectors_manifest)
        words = self._load_words()
        if vectors is None or words is None:
            return None
        return Derived(vectors, vectors_manifest, words, words_manifest)

    def update(self, *, from_scratch: bool = False) -> Derived:
        """Bring both in line with the truth; needs the write lock. Raises OSError."""
        try:
            words, words_manifest = self._update_words(from_scratch)
        except ValueError as error:
            # Killed in the midst of a commit, tantivy finds files of its own in its way for good.
            log.warning("the word index cannot be written and is made anew: %s", error)
            words, words_manifest = self._words_anew()
        vectors, vectors_manifest = self._update_vectors(from_scratch)
        return Derived(vectors, vectors_manifest, words, words_manifest)

    def _words_anew(self) -> tuple[WordIndex, Manifest]:
        try:
            return self._update_words(from_scratch=True)
        except ValueError as error:  # tantivy's own for a full disk, among others
            raise OSError(f"the word index cannot be written: {error}") from error

    def faults(self) -> list[str]:
        """Check both against the truth; return what is wrong. Mends nothing."""
        passages = self._database.documents.summary().passages
        faults = []
        for name, path, folder in (
            ("vector", self._layout.vectors_manifest, self._layout.folder),
            ("word", self._layout.words_manifest, self._layout.words),
        ):
            manifest = (
                self._sound_manifest(path, folder)
                if name == "vector"
                else self._sound_words_manifest()
            )
            if manifest is None:
                faults.append(f"the {name} index is missing, damaged or of another state")
                continue
            if manifest.generation < self._database.generation:
                faults.append(f"the {name} index lags behind the library")
                continue
            index = self._load_vectors(manifest) if name == "vector" else self._load_words()
            held = None if index is None else index.size
            if held != passages:
                faults.append(f"the {name} index holds {held} passages, the library {passages}")
        return faults

    def _sound_manifest(self, path: Path, folder: Path) -> Manifest | None:
        manifest = Manifest.read(path)
        if manifest is None:
            return None
        # A manifest from the future of this truth (a restored backup) names ids that will be
        # given again.
        if (
            manifest.store_id != self._database.store_id
            or manifest.generation > self._database.generation
            or manifest.last_passage > self._database.passages.last_id()
        ):
            return None
        damage = manifest.damage(folder)
        if damage is not None:
            log.warning("a derived index is not as written and is made anew: %s", damage)
            return None
        return manifest

    def _sound_words_manifest(self) -> Manifest | None:
        manifest = self._sound_manifest(self._layout.words_manifest, self._layout.words)
        # Made of other words than a question is now.
        if manifest is not None and manifest.about.get("searched") != SEARCHED_VERSION:
            return None
        return manifest

    def _load_vectors(self, manifest: Manifest) -> VectorIndex | None:
        try:
            (name,) = manifest.files
            index = VectorIndex.load(self._layout.folder / name, VectorKind(**manifest.about))
        except (OSError, RuntimeError, TypeError, ValueError) as error:
            log.warning("the vector index cannot be opened and is made anew: %s", error)
            return None
        return index

    def _load_words(self) -> WordIndex | None:
        try:
            return WordIndex(self._layout.words)
        except (OSError, ValueError) as error:
            log.warning("the word index cannot be opened and is made anew: %s", error)
            return None

    def _update_vectors(self, from_scratch: bool) -> tuple[VectorIndex, Manifest]:
        database, layout = self._database, self._layout
        generation, last = database.generation, database.passages.last_id()
        old = None if from_scratch else self._sound_manifest(layout.vectors_manifest, layout.folder)
        index = None if old is None else self._load_vectors(old)
        if old is not None and index is not None:
            if old.generation == generation:
                return index, old
            gone = database.changes.removed_since(old.generation)
            ranges = [np.arange(g.first_passage, g.last_passage + 1) for g in gone]
            index.remove(np.concatenate([np.empty(0, np.int64), *ranges]))
            index.add(*database.changes.vectors_after(old.last_passage))
        if index is None or index.outgrown():
            index = VectorIndex.build(*database.changes.vectors_after(0))
        path = layout.vectors(generation)
        checksum = index.save(path)
        about = {name: getattr(index.kind, name) for name in VectorKind.__slots__}
        manifest = Manifest(
            database.store_id, generation, last, files={path.name: checksum}, about=about
        )
        manifest.write(layout.vectors_manifest)
        for other in layout.folder.glob("vectors-*.faiss"):
            if other != path:
                # A reader on Windows may still have it open; the next update takes it.
                with contextlib.suppress(OSError):
                    other.unlink()
        return index, manifest

    def _update_words(self, from_scratch: bool) -> tuple[WordIndex, Manifest]:
        database, layout = self._database, self._layout
        generation, last = database.generation, database.passages.last_id()
        old = None if from_scratch else self._sound_words_manifest()
        index = None if old is None else self._load_words()
        if old is not None and index is not None and old.generation == generation:
            return index, old
        if index is None or old is None:
            layout.words_manifest.unlink(missing_ok=True)
            if layout.words.exists():
                shutil.rmtree(layout.words)
            index = WordIndex.create(layout.words)
            old = Manifest(database.store_id, generation, 0)
        index.write(
            database.changes.words_after(old.last_passage),
            gone_documents=[
                gone.document_id for gone in database.changes.removed_since(old.generation)
            ],
        )
        about = {"searched": SEARCHED_VERSION}
        manifest = Manifest(database.store_id, generation, last, index.checksums(), about)
        manifest.write(layout.words_manifest)
        return index, manifest
