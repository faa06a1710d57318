"""The indexes derived from the truth: opened, found sound or not, brought in line.

Owns what state of the truth each of them holds. Everything here can be thrown away and made again
from SQLite, embedding nothing. What is on disk is whole at every instant: an update writes beside
what is in use. Which word index belongs to a state of the truth is written in the truth, in the
transaction that makes the state, so that a reader of that state finds its words. A manifest,
replaced in one step, names the segments of vectors; what came and went since is read of the truth.
"""

import contextlib
import itertools
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
from index.store.word_indexes import WordIndexes
from index.store.words import WordIndex

log = logging.getLogger(__name__)

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Derived:
    """The derived indexes as one process has them open; replaced whole, never changed."""

    vectors: VectorIndex
    words: WordIndexes
    words_manifest: Manifest
    made_here: tuple[str, ...] = ()  # "vector", "word": not on disk, made of the truth in memory

    @property
    def generation(self) -> int:
        """The generation of the truth that both hold."""
        return self.vectors.generation


class DerivedFiles:
    """The derived indexes of one store on disk."""

    def __init__(
        self, database: Database, layout: Layout, distrusted: set[str] | None = None
    ) -> None:
        """`distrusted`, which grows, names files that were found damaged."""
        self._database = database
        self._layout = layout
        self.vectors = VectorFiles(database, layout, distrusted)

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
            database = self._database
            manifest = Manifest(
                database.store_id,
                database.generation,
                database.passages.last_id(),
                about={"folder": None},
            )
            of = {
                library: WordIndex.in_memory(database.changes.words_after(0, library))
                for library in database.changes.libraries()
            }
            words = WordIndexes(of), manifest
        return Derived(vectors, *words, made_here=tuple(made_here))

    def update(self, *, from_scratch: bool = False) -> Derived:
        """Bring both in line with the truth; needs the write lock.

        One that fails keeps neither the other nor what was there before from being used. Raises
        OSError.
        """
        words, failed = None, None
        try:
            words = self.write_words(from_scratch=from_scratch)
            self.sweep_words()
        except OSError as error:
            failed = error
        vectors = self._tried("vector", self.vectors.update, from_scratch)
        if words is None:
            raise failed or OSError("the word index cannot be written")
        return Derived(vectors, *words)

    def write_words(self, *, from_scratch: bool = False) -> tuple[WordIndexes, Manifest]:
        """Write the word index of the truth as it is, beside that in use, and name it there.

        Inside a transaction, it is in use when that is committed; else the next writer sweeps it.
        Raises OSError.
        """
        return self._tried("word", self._update_words, from_scratch)

    def sweep_words(self) -> None:
        """Remove all word indexes but the one in use."""
        for other in self._other_words():
            files.remove(other)  # a reader that has it open goes on with it

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
        manifest = self._sound_words_manifest()
        if manifest is not None and manifest.generation < self._database.generation:
            return ["the word index lags behind the library"]
        found = self._whole_words()
        if found is None:
            return ["the word index is missing, damaged or of another state"]
        index, _ = found
        passages = self._database.documents.summary().passages
        if index.size != passages:
            return [f"the word index holds {index.size} passages, the library {passages}"]
        return []

    def leftovers(self) -> list[Path]:
        """Return what runs that were broken off left here; only while holding the lock."""
        folder = self._layout.folder
        left = {*folder.glob(".*.tmp"), *folder.glob("*.tmp"), *folder.glob("words.json")}
        return sorted(left | self.vectors.leftovers() | self._other_words())

    def _let_others_read(self, folder: Path) -> None:
        """Give files the rights of the truth: tantivy keeps some of its own from other users."""
        usual = self._layout.database.stat().st_mode & 0o777
        for path in folder.rglob("*"):
            if path.is_file() and path.stat().st_mode & 0o777 != usual:
                path.chmod(usual)

    def _other_words(self) -> set[Path]:
        """Return what lies in the folder of word indexes and is not of the one in use."""
        used, words = self._words_folder(), self._layout.words
        if used is None or not words.is_dir():
            return set()
        return {path for path in words.iterdir() if path != used}

    def _words_folder(self) -> Path | None:
        """Return the folder that the truth names, never one outside of the store."""
        name = "".join(c for c in self._database.word_index if c.isalnum() or c == "-")
        return self._layout.words / name if name else None

    def _words(self, held: Derived | None) -> tuple[WordIndexes, Manifest] | None:
        """Return what is whole on disk, `held` where it is that."""
        if held is not None:
            manifest = held.words_manifest
            of_it = manifest.generation, manifest.about["folder"]
            if of_it == (self._database.generation, self._database.word_index):
                return held.words, manifest
        return self._whole_words(held)

    def _whole_words(self, held: Derived | None = None) -> tuple[WordIndexes, Manifest] | None:
        """Return the word index of the very state that is read, where it is as written.

        Nothing is told where it is not: where another process has written since, its files are gone
        because there are newer ones, and else who makes them anew tells.
        """
        manifest = self._sound_words_manifest(held, logging.DEBUG)
        if manifest is not None and manifest.generation != self._database.generation:
            return None
        index = None if manifest is None else self._load_words(manifest)
        return None if manifest is None or index is None else (index, manifest)

    def _sound_words_manifest(
        self, held: Derived | None = None, level: int = logging.WARNING
    ) -> Manifest | None:
        """Return that of the word index that the truth names, where its files are as written.

        Those that `held` has too were compared when it was opened, and never change.
        """
        folder = self._words_folder()
        manifest = None if folder is None else Manifest.read(folder / files.WORDS_MANIFEST)
        if folder is None or manifest is None:
            return None
        database = self._database
        if not manifest.is_of(database.store_id, database.generation, database.passages.last_id()):
            return None
        # Of another folder, or made of other words than a question is now.
        about = dict(manifest.about)
        libraries = about.pop("libraries", None)
        if about != {"searched": SEARCHED_VERSION, "folder": folder.name}:
            return None
        if not isinstance(libraries, dict):  # of an earlier format
            return None
        damage = manifest.damage(folder, {} if held is None else held.words_manifest.files)
        if damage is not None:
            log.log(level, "a derived index is not as written and is made anew: %s", damage)
            return None
        return manifest

    def _load_words(self, manifest: Manifest) -> WordIndexes | None:
        folder = self._layout.words / manifest.about["folder"]
        try:
            may = {"effective_ids": True} if os.access in os.supports_effective_ids else {}
            writable = os.access(folder, os.W_OK, **may)
            return WordIndexes(
                {
                    library: WordIndex(folder / inside)
                    if writable
                    else WordIndex.read_only(folder / inside, _files_in(inside, manifest))
                    for library, inside in manifest.about["libraries"].items()
                }
            )
        except (OSError, ValueError) as error:
            log.warning("the word index cannot be opened and is made anew: %s", error)
            return None

    def _update_words(self, from_scratch: bool) -> tuple[WordIndexes, Manifest]:
        database, layout = self._database, self._layout
        generation, last = database.generation, database.passages.last_id()
        old = None if from_scratch else self._sound_words_manifest()
        if old is not None and old.generation == generation:
            indexes = self._load_words(old)
            if indexes is not None:
                return indexes, old
            old = None
        folder = layout.new_words(generation)
        if layout.words.exists() and not layout.words.is_dir():
            files.remove(layout.words)
        layout.words.mkdir(exist_ok=True)
        if old is None:
            old = Manifest(database.store_id, generation, 0, about={"libraries": {}})
        try:
            folder.mkdir()
            names, of, written = self._write_libraries(old, folder)
            self._let_others_read(folder)
            for inside in names.values():
                files.sync_folder(folder / inside)
            files.sync_folder(folder)
            files.sync_folder(layout.words)
            about = {"searched": SEARCHED_VERSION, "folder": folder.name, "libraries": names}
            manifest = Manifest(database.store_id, generation, last, written, about)
            manifest.write(folder / files.WORDS_MANIFEST)
            database.name_word_index(folder.name)
        except BaseException:
            files.remove(folder)
            raise
        return WordIndexes(of), manifest

    def _write_libraries(
        self, old: Manifest, folder: Path
    ) -> tuple[dict[str, str], dict[str, WordIndex], dict[str, list[int]]]:
        """Write the word index of each library to a folder in `folder`.

        Returns these folders and the indexes by library, and the checksums of all files. Of a
        library in which nothing changed since `old` they are linked.
        """
        changes = self._database.changes
        gone: dict[str, list[int]] = {}
        for one in changes.removed_since(old.generation):
            gone.setdefault(one.library, []).append(one.document_id)
        changed = changes.libraries_after(old.last_passage) | gone.keys()
        before: dict[str, str] = old.about["libraries"]
        unused = itertools.count(1 + max((int(inside) for inside in before.values()), default=-1))
        names: dict[str, str] = {}
        of: dict[str, WordIndex] = {}
        written: dict[str, list[int]] = {}
        for library in changes.libraries():
            inside = names[library] = before.get(library) or str(next(unused))
            known = _files_in(inside, old)
            if library in before:
                source = self._layout.words / old.about["folder"] / inside
                index = WordIndex.copy(source, folder / inside, known)
            else:
                index = WordIndex.create(folder / inside)
            if library in changed:
                index.write(
                    changes.words_after(old.last_passage, library),
                    gone_documents=gone.get(library, ()),
                )
            of[library] = index
            sums = index.checksums(known) if library in changed else known
            written |= {f"{inside}/{name}": checksum for name, checksum in sums.items()}
        return names, of, written


def _files_in(inside: str, manifest: Manifest) -> dict[str, list[int]]:
    """Return the checksums of the files of one library's word index, by name."""
    start = f"{inside}/"
    return {
        name.removeprefix(start): checksum
        for name, checksum in manifest.files.items()
        if name.startswith(start)
    }


@contextlib.contextmanager
def _translated(name: str) -> Iterator[None]:
    """Raise what the libraries raise of their own for a full disk, among others, as OSError."""
    try:
        yield
    except (RuntimeError, ValueError) as error:
        raise OSError(f"the {name} index cannot be written: {error}") from error
