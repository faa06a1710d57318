"""Documents go out of the source folder, with their sidecars, and are kept unless they are deleted.

Owns which file a name means, and where a removed one is kept: `.removed/DAY/` in the source folder
itself, which every walk passes over. It is moved there in one step, is saved with the documents,
and is not lost with an index that is thrown away.
"""

import difflib
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.settings import Settings
from bot.sources.writing import make_folder, refused
from index.errors import StoreError, UsageError
from index.readers.sidecars import SIDECAR_ENDING
from index.source_files import list_files
from index.store.database import Database
from index.store.layout import current_layout
from index.store.tables import KnownFile

KEPT_IN = ".removed"


@dataclass(frozen=True, slots=True)
class Leaving:
    """A file that is to be removed."""

    path: str  # of the document
    file: Path
    sidecar: Path | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """A file that was removed."""

    path: str
    kept: str | None  # where it is now; None: deleted


def find(settings: Settings, names: Sequence[str]) -> list[Leaving]:
    """Return the files that are meant: by their path in the library, its end, or where they are.

    Raises UsageError for a name that is of none or several, of a folder, or of a part of a file.
    """
    names_of = _Names(settings)
    found = {one.path: one for one in map(names_of.find, names)}
    return list(found.values())


def leaves_nothing(source_docs: Path, leaving: Sequence[Leaving]) -> bool:
    """Say whether no document is left when those are gone."""
    return {one.path for one in list_files(source_docs).files} <= {one.path for one in leaving}


def remove(
    source_docs: Path, leaving: Sequence[Leaving], *, delete: bool, today: date
) -> list[Removed]:
    """Take files and their sidecars out of the source folder. Raises UsageError."""
    root = source_docs.resolve()
    done = []
    for one in leaving:
        try:
            if delete:
                one.file.unlink()
                if one.sidecar is not None:
                    one.sidecar.unlink(missing_ok=True)
                done.append(Removed(one.path, None))
            else:
                kept = _keep(root, one, today)
                done.append(Removed(one.path, str(source_docs / kept.relative_to(root))))
        except OSError as error:
            raise refused(one.file.parent, error) from error
    return done


def _keep(root: Path, one: Leaving, today: date) -> Path:
    """Move a file where it is kept, and return where that is."""
    inside = one.file.relative_to(root)
    folder = root / KEPT_IN / today.isoformat() / inside.parent
    make_folder(folder)
    kept, number = folder / inside.name, 2
    while kept.exists() or kept.is_symlink():
        kept = folder / f"{inside.stem} ({number}){inside.suffix}"
        number += 1
    if one.file.is_symlink():  # a link that names its target from where it lies would lead nowhere
        shutil.copyfile(one.file, kept)
        one.file.unlink()
    else:
        one.file.rename(kept)
    if one.sidecar is not None:
        one.sidecar.rename(kept.with_name(kept.name + SIDECAR_ENDING))
    return kept


class _Names:
    """The names that a file of the library goes by."""

    def __init__(self, settings: Settings) -> None:
        self._source_docs = settings.source_docs
        self._root = settings.source_docs.resolve()
        listing = list_files(settings.source_docs)
        self._files = {one.path for one in listing.files}
        self._files |= {one.path for one in (*listing.failed, *listing.skipped)}
        indexed = _indexed(settings.index_dir)
        self._files |= {one.file for one in indexed}
        self._parts = {one.path: one.file for one in indexed if one.part}
        self._among = Counter(self._parts.values())

    def find(self, name: str) -> Leaving:
        """Return the file of a name. Raises UsageError."""
        path = self._placed(Path(name)) or self._named(name)
        file = self._root / path.partition("/")[2]
        if file.is_dir():
            raise UsageError(f"{name} is a folder; name the files in it that are to go")
        if not (file.exists() or file.is_symlink()):
            raise UsageError(
                f"the file of {path} is gone already; `dateline index` takes it out of the library"
            )
        sidecar = file.with_name(file.name + SIDECAR_ENDING)
        return Leaving(path, file, sidecar if sidecar.is_file() else None)

    def _placed(self, file: Path) -> str | None:
        """Return the path in the library of what lies there; None where it is not of it."""
        try:
            at = file.parent.resolve() / file.name  # a link is itself removed, not what it names
            inside = at.relative_to(self._root)
        except (ValueError, OSError, RuntimeError):
            return None
        hidden = any(part.startswith(".") for part in inside.parts)
        there = at.exists() or at.is_symlink()
        return (self._root.name / inside).as_posix() if there and not hidden else None

    def _named(self, name: str) -> str:
        wanted = name.replace("\\", "/").removeprefix("./").strip("/")
        for part, file in self._parts.items():
            if part == wanted or part.endswith(f"/{wanted}"):
                raise UsageError(
                    f"{name} is one of {self._among[file]} documents in the file {file}, and "
                    "cannot be removed alone; take it out of the file, or remove all of it: "
                    f"dateline remove '{file}'"
                )
        known = self._files
        meant = [one for one in known if one == wanted or one.endswith(f"/{wanted}")]
        exact = [one for one in meant if one == wanted]
        if wanted and len(exact or meant) == 1:
            return (exact or meant)[0]
        near = sorted(meant) or difflib.get_close_matches(wanted, sorted(known), n=3, cutoff=0.4)
        hint = f"; did you mean: {', '.join(near[:5])}" if near else ""
        several = "more than one file ends in" if len(meant) > 1 else "no file is named"
        raise UsageError(f"{several} {name!r}{hint}; see: dateline sources")


def _indexed(index_dir: Path) -> list[KnownFile]:
    """Return what the index holds; nothing where there is none: then files alone have names."""
    try:
        database = Database(current_layout(index_dir).database)
        try:
            return list(database.documents.known_files().values())
        finally:
            database.close()
    except StoreError:
        return []
