"""The indexes derived from the truth: opened, found sound or not, brought in line.

Owns what state of the truth each of them holds. Everything here can be thrown away and made again
from SQLite, embedding nothing. What is on disk is whole at every instant: an update writes beside
what is in use, and a manifest, replaced in one step, says which of both counts.
"""

import contextlib
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from index.searched import SEARCHED_VERSION
from index.store import layout as files
from index.store.database import Database
from index.store.layout import Layout, Manifest
from index.store.vectors import VectorFiles, VectorIndex
from index.store.words import WordIndex

log = logging.getLogger(__name__)

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Derived:
    """The derived indexes as one process has them open; replaced whole, never changed."""

    vectors: VectorIndex
    words: WordIndex
    words_manifest: Manifest
    made_here: tuple[str, ...] = ()  # "vector", "word": not on disk, made of the truth in memory

    @property
    def generation(self) -> int:
        """The generation of the truth that both hold at least."""
        return min(self.vectors.generation, self.words_manifest.generation)


class DerivedFiles:
    """The derived indexes of one store on disk."""

    def __init__(self, database: Database, layout: Layout) -> None:
        self._database = database
        self._layout = layout
        self.vectors = VectorFiles(database, layout)

    def load(self, held: Derived | None) -> Derived | None:
        """Open what is on disk; None where one of the two is missing, damaged or not ours.

        Returns `held` where nothing was written since.
        """
        vectors = self.vectors.load(None if held is None else held.vectors)
        words = self._words(held)
        if vectors is None or words is None:
            return None
        if held is not None and vectors is held.vectors and words[0] is held.words:
            return held
        return Derived(vectors, *words)

    def in_memory(self) -> Derived:
        """Open what is whole on disk, and make the rest of the truth in memory.

        Takes a reader's time and memory each time; for where nothing can be written.
        """
        made_here = []
        vectors, words = self.vectors.load(None), self._whole_words()
        if vectors is None:
            made_here.append("vector")
            vectors = self.vectors.in_memory()
        if words is None:
            made_here.append("word")
            manifest = self._manifest_now()
            words = WordIndex.in_memory(self._database.changes.words_after(0)), manifest
        return Derived(vectors, *words, made_here=tuple(made_here))

    def update(self, *, from_scratch: bool = False) -> Derived:
        """Bring both in line with the truth; needs the write lock.

        One that fails keeps neither the other nor what was there before from being used. Raises
        OSError.
        """
        words, failed = None, None
        try:
            words = self._tried("word", self._update_words, from_scratch)
        except OSError as error:
            failed = error
        vectors = self._tried("vector", self.vectors.update, from_scratch)
        if words is None:
            raise failed or OSError("the word index cannot be written")
        return Derived(vectors, *words)

    def _tried(self, name: str, update: Callable[[bool], Made], from_scratch: bool) -> Made:
        try:
            with _translated(name):
                return update(from_scratch)
        except OSError as error:
            for half in self._layout.folder.glob("*.tmp"):
                files.remove(half)
            if from_scratch or files.is_hopeless(error):
                raise
            # What is there may be what cannot be added to.
            log.warning("the %s index cannot be brought in line and is made anew: %s", name, error)
        with _translated(name):
            return update(True)

    def faults(self) -> list[str]:
        """Check both against the truth; return what is wrong. Mends nothing."""
        fault = self.vectors.fault()
        return [*([fault] if fault else []), *self._faults_of_words()]

    def _faults_of_words(self) -> list[str]:
        found = self._whole_words()
        if found is None:
            return ["the word index is missing, damaged or of another state"]
        index, manifest = found
        passages = self._database.documents.summary().passages
        if manifest.generation < self._database.generation:
            return ["the word index lags behind the library"]
        if index.size != passages:
            return [f"the word index holds {index.size} passages, the library {passages}"]
        return []

    def leftovers(self) -> list[Path]:
        """Return what runs that were broken off left here; only while holding the lock."""
        words = Manifest.read(self._layout.words_manifest)
        folder = self._layout.folder
        left = {*folder.glob(".*.tmp"), *folder.glob("*.tmp")}
        left |= self.vectors.leftovers()
        if words is not None:
            left |= self._other_words(self._words_folder(words))
        return sorted(left)

    def _let_others_read(self, folder: Path) -> None:
        """Give files the rights of the truth: tantivy keeps some of its own from other users."""
        usual = self._layout.database.stat().st_mode & 0o777
        for path in folder.iterdir():
            if path.stat().st_mode & 0o777 != usual:
                path.chmod(usual)

    def _other_words(self, used: Path) -> set[Path]:
        """Return what lies in the folder of word indexes and is not of the one in use."""
        words = self._layout.words
        if used == words or not words.is_dir():
            return set()  # an earlier Dateline's, which has its files there
        return {path for path in words.iterdir() if path != used}

    def _words_folder(self, manifest: Manifest) -> Path:
        """Return the folder that a manifest speaks of, never one outside of the store."""
        name = str(manifest.about.get("folder", ""))
        return self._layout.words / "".join(c for c in name if c.isalnum() or c == "-")

    def _manifest_now(self) -> Manifest:
        database = self._database
        return Manifest(database.store_id, database.generation, database.passages.last_id())

    def _words(self, held: Derived | None) -> tuple[WordIndex, Manifest] | None:
        """Return what is whole on disk, `held` where it is that."""
        if held is not None and Manifest.read(self._layout.words_manifest) == held.words_manifest:
            return held.words, held.words_manifest
        return self._whole_words()

    def _whole_words(self) -> tuple[WordIndex, Manifest] | None:
        manifest = self._sound_words_manifest()
        index = None if manifest is None else self._load_words(manifest)
        return None if manifest is None or index is None else (index, manifest)

    def _sound_manifest(self, path: Path, folder: Path) -> Manifest | None:
        manifest = Manifest.read(path)
        if manifest is None:
            return None
        database = self._database
        if not manifest.is_of(database.store_id, database.generation, database.passages.last_id()):
            return None
        damage = manifest.damage(folder)
        if damage is not None:
            log.warning("a derived index is not as written and is made anew: %s", damage)
            return None
        return manifest

    def _sound_words_manifest(self) -> Manifest | None:
        manifest = Manifest.read(self._layout.words_manifest)
        if manifest is None:
            return None
        folder = self._words_folder(manifest)
        manifest = self._sound_manifest(self._layout.words_manifest, folder)
        # Made of other words than a question is now.
        if manifest is not None and manifest.about.get("searched") != SEARCHED_VERSION:
            return None
        return manifest

    def _load_words(self, manifest: Manifest) -> WordIndex | None:
        folder = self._words_folder(manifest)
        try:
            may = {"effective_ids": True} if os.access in os.supports_effective_ids else {}
            if os.access(folder, os.W_OK, **may):
                return WordIndex(folder)
            return WordIndex.read_only(folder, manifest.files)
        except (OSError, ValueError) as error:
            log.warning("the word index cannot be opened and is made anew: %s", error)
            return None

    def _update_words(self, from_scratch: bool) -> tuple[WordIndex, Manifest]:
        database, layout = self._database, self._layout
        generation, last = database.generation, database.passages.last_id()
        old = None if from_scratch else self._sound_words_manifest()
        if old is not None and old.generation == generation:
            index = self._load_words(old)
            if index is not None:
                return index, old
            old = None
        folder = layout.new_words(generation)
        if layout.words.exists() and not layout.words.is_dir():
            files.remove(layout.words)
        layout.words.mkdir(exist_ok=True)
        try:
            if old is None:
                old = Manifest(database.store_id, generation, 0)
                index = WordIndex.create(folder)
            else:
                index = WordIndex.copy(self._words_folder(old), folder, list(old.files))
            index.write(
                database.changes.words_after(old.last_passage),
                gone_documents=[
                    gone.document_id for gone in database.changes.removed_since(old.generation)
                ],
            )
            self._let_others_read(folder)
            written = index.checksums(old.files)
            files.sync_folder(folder)
            files.sync_folder(layout.words)
            about = {"searched": SEARCHED_VERSION, "folder": folder.name}
            manifest = Manifest(database.store_id, generation, last, written, about)
            manifest.write(layout.words_manifest)
        except BaseException:
            files.remove(folder)
            raise
        for other in self._other_words(folder):
            files.remove(other)  # a reader that has it open goes on with it
        return index, manifest


@contextlib.contextmanager
def _translated(name: str) -> Iterator[None]:
    """Raise what the libraries raise of their own for a full disk, among others, as OSError."""
    try:
        yield
    except (RuntimeError, ValueError) as error:
        raise OSError(f"the {name} index cannot be written: {error}") from error
