"""Documents come into the source folder from files, folders or a stream, with what is said of them.

Owns which of them are taken, and that nothing there is overwritten unasked. Reading them is the
business of the next run of indexing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from bot.sources.names import document_name, folder_below, safe_name
from bot.sources.writing import put
from index.errors import DocumentError, UsageError
from index.readers import SUFFIXES
from index.readers.file_bytes import read_bytes, too_large
from index.readers.formats.advice import advice_on
from index.readers.front_matter import MAX_FRONT_MATTER_CHARACTERS
from index.readers.sidecars import SIDECAR_ENDING, Said, sidecar_with
from index.source_files import FileOutcome, list_files

STDIN = "-"
_NOTHING = Said()


class Did(StrEnum):
    """What became of a document that was to come in."""

    ADDED = "added"
    REPLACED = "replaced"
    DESCRIBED = "described"  # it was there; its sidecar is new
    THERE = "there"  # with the same contents
    TAKEN = "name taken"  # by other contents
    FAILED = "failed"
    SKIPPED = "skipped"  # of a format that is not read, or hidden


@dataclass(frozen=True, slots=True)
class Outcome:
    """A document that was to come in, by its path in the library where it got so far."""

    path: str
    did: Did
    reason: str = ""  # with the next step, where it did not come in

    @property
    def is_in(self) -> bool:
        """Whether it is in the source folder as it was to be."""
        return self.did in (Did.ADDED, Did.REPLACED, Did.DESCRIBED, Did.THERE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How documents are to come in."""

    said: Said = _NOTHING
    into: str = ""  # a folder below the source folder
    name: str = ""  # of the one document, in place of its own
    may_replace: Callable[[str], bool] = lambda _: False  # is asked with the path


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A document before it is in."""

    target: Path
    data: bytes
    sidecar: bytes | None = None  # that came with it


def add(
    source_docs: Path,
    paths: Sequence[str],
    wanted: Wanted,
    *,
    max_bytes: int,
    stdin: IO[bytes],
) -> list[Outcome]:
    """Copy files, folders and "-", which is `stdin`, into the source folder.

    Raises UsageError, before anything is copied, for what was asked wrongly.
    """
    if not source_docs.is_dir():
        raise UsageError(
            f"the folder {source_docs} does not exist; make it, or set DATELINE_SOURCE_DOCS to "
            "the folder that holds the documents"
        )
    adding = _Adding(source_docs, wanted, max_bytes)
    adding.check(paths)
    done: list[Outcome] = []
    for path in paths:
        done += adding.stream(stdin) if path == STDIN else adding.at(Path(path))
    return done


class _Adding:
    """One call of `add`."""

    def __init__(self, source_docs: Path, wanted: Wanted, max_bytes: int) -> None:
        self._root = source_docs.resolve()
        self._wanted = wanted
        self._max_bytes = max_bytes
        self._folder = folder_below(self._root, wanted.into)
        self._name = document_name(wanted.name) if wanted.name else ""

    def check(self, paths: Sequence[str]) -> None:
        """Raise UsageError for what cannot be done with all of the paths."""
        said = self._wanted.said
        several = len(paths) > 1 or any(path != STDIN and Path(path).is_dir() for path in paths)
        if several and (self._name or said.title or said.url):
            raise UsageError("--name, --title and --url are of one document; name one file")
        if STDIN in paths and not self._name:
            raise UsageError('say what "-" is to be called, as in: --name minutes.txt')
        if self._name and _suffix(self._name) not in SUFFIXES:
            advice = advice_on(self._name, SUFFIXES)
            raise UsageError(f"--name {self._name}: {advice}")
        for path in paths:
            if path == STDIN:
                continue
            if not Path(path).exists():
                raise UsageError(f"there is no {path}; nothing was added")
            if Path(path).is_dir() and self._root.is_relative_to(Path(path).resolve()):
                raise UsageError(
                    f"{path} holds the source folder itself; name the folders to add in it"
                )

    def stream(self, stdin: IO[bytes]) -> Iterator[Outcome]:
        """Add what a stream holds."""
        target = self._folder / self._name
        data = stdin.read(self._max_bytes + 1)
        if len(data) > self._max_bytes:
            error = too_large(self._name, len(data), self._max_bytes)
            yield _failed(self._shown(target), error)
        elif not data.strip():
            yield Outcome(self._shown(target), Did.FAILED, "nothing came in on stdin")
        else:
            yield self._put(_Incoming(target, data))

    def at(self, path: Path) -> Iterator[Outcome]:
        """Add a file, or what the walk through a folder finds."""
        if not path.is_dir():
            yield self._file(path, str(path), self._folder / self._named(path))
            return
        if (inside := self._inside(path)) is not None:
            yield Outcome(inside, Did.THERE)
            return
        listing = list_files(path)
        for one in listing.files:
            parts = [safe_name(part) or "_" for part in one.path.split("/")]
            yield self._file(one.file, one.path, self._folder.joinpath(*parts))
        yield from (_not_taken(one, Did.FAILED) for one in listing.failed)
        yield from (_not_taken(one, Did.SKIPPED) for one in listing.skipped)

    def _named(self, path: Path) -> str:
        return self._name or safe_name(path.name)

    def _file(self, file: Path, shown: str, target: Path) -> Outcome:
        if (inside := self._inside(file)) is not None and not self._name:
            target = self._root / inside.partition("/")[2]
            if self._wanted.said.is_empty and _suffix(file.name) in SUFFIXES:
                return Outcome(inside, Did.THERE)
        if not self._name and (file.name.startswith(".") or file.name.endswith("~")):
            reason = "is passed over for its name; give it another one with --name"
            return Outcome(shown, Did.SKIPPED, reason)
        if file.name.endswith(SIDECAR_ENDING):
            reason = "is a sidecar; add the file that it describes, and it comes along"
            return Outcome(shown, Did.SKIPPED, reason)
        if _suffix(target.name) not in SUFFIXES:
            return Outcome(shown, Did.SKIPPED, advice_on(shown, SUFFIXES))
        try:
            data = read_bytes(file, shown, self._max_bytes)
            beside = file.with_name(file.name + SIDECAR_ENDING)
            sidecar = None
            if beside.is_file():
                sidecar = read_bytes(beside, beside.name, MAX_FRONT_MATTER_CHARACTERS)
            return self._put(_Incoming(target, data, sidecar))
        except DocumentError as error:
            return _failed(shown, error)

    def _inside(self, path: Path) -> str | None:
        """Return the path of what is in the source folder already, and not passed over there."""
        at = path.resolve()
        if not at.is_relative_to(self._root):
            return None
        parts = at.relative_to(self._root).parts
        return None if any(part.startswith(".") for part in parts) else self._shown(at)

    def _put(self, one: _Incoming) -> Outcome:
        shown = self._shown(one.target)
        try:
            return self._put_beside(one, shown)
        except FileExistsError:
            return _taken(shown)
        except UsageError as error:
            return Outcome(shown, Did.FAILED, str(error))
        except OSError as error:  # what is there cannot be read
            reason = f"is there already and cannot be read ({error.strerror}); check the folder"
            return Outcome(shown, Did.FAILED, reason)

    def _put_beside(self, one: _Incoming, shown: str) -> Outcome:
        target = one.target
        self._check_folders(target)
        beside = target.with_name(target.name + SIDECAR_ENDING)
        there, described = _contents(target), _contents(beside)
        sidecar = one.sidecar
        if not self._wanted.said.is_empty:
            sidecar = sidecar_with(one.sidecar or described or b"", self._wanted.said)
        new_text = there != one.data
        new_words = sidecar is not None and described != sidecar
        other = (new_text and there is not None) or (new_words and described is not None)
        if other and not self._wanted.may_replace(shown):
            return _taken(shown, sidecar=not new_text)
        if new_words and sidecar is not None:  # before the document, which is dated by it
            put(beside, sidecar, replace=described is not None)
        try:
            if new_text:
                put(target, one.data, replace=there is not None)
        except BaseException:
            if new_words and described is None:
                beside.unlink(missing_ok=True)
            raise
        if new_text:
            return Outcome(shown, Did.ADDED if there is None else Did.REPLACED)
        return Outcome(shown, Did.DESCRIBED if new_words else Did.THERE)

    def _check_folders(self, target: Path) -> None:
        for folder in target.parents:
            if folder == self._root:
                return
            if folder.is_symlink():
                raise UsageError(f"{folder} is a link to a folder, which is passed over")

    def _shown(self, target: Path) -> str:
        return (self._root.name / target.relative_to(self._root)).as_posix()


def _contents(file: Path) -> bytes | None:
    """Return what a file holds; None where there is none."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _taken(shown: str, *, sidecar: bool = False) -> Outcome:
    if sidecar:
        reason = "has a sidecar that says otherwise; --replace replaces what it says"
    else:
        reason = (
            "is there already with other contents; --replace replaces it, --name keeps both under "
            "different names"
        )
    return Outcome(shown, Did.TAKEN, reason)


def _not_taken(one: FileOutcome, did: Did) -> Outcome:
    return Outcome(one.path, did, one.reason)


def _failed(shown: str, error: DocumentError) -> Outcome:
    return Outcome(shown, Did.FAILED, str(error).removeprefix(f"{shown}: "))


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()
