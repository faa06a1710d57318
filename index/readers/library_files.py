"""Which folders are libraries of their own, as the source folder says it.

Owns the file `library.yaml` and what becomes of one that cannot be read. A folder right inside the
source folder is a library where the settings name it or a `library.yaml` in it says so; all other
documents are of the main one, which every source folder has. A sidecar that names a library counts
before the folder, see `sidecars`.
"""

from collections.abc import Sequence
from pathlib import Path

import yaml

from index.errors import UsageError
from index.libraries import LIBRARY_FILE, MAIN, UNNAMED, Libraries, LibraryRecord, library_name

MAX_FILE_BYTES = 10_000


def read_libraries(source_docs: Path, named: Sequence[str] = ()) -> Libraries:
    """Return the libraries below `source_docs`; `named` are folders that are some by a setting.

    A `library.yaml` that cannot be read makes a library that nobody sees unless it is given to
    them. Raises UsageError for a named folder that is not there: what lies in it would be seen by
    all.
    """
    root = source_docs.resolve()
    folders = _folders(root)
    for name in named:
        if name not in folders:
            raise UsageError(
                f"DATELINE_LIBRARIES names {name!r}, and {source_docs} has no such folder; "
                f"the folders there are: {', '.join(folders) or 'none'}"
            )
    warnings: list[tuple[str, str]] = []
    of_folders: dict[str, str] = {}
    shown: set[str] = set()
    hidden: set[str] = set()
    for name in folders:
        said = _read(root / name / LIBRARY_FILE, f"{root.name}/{name}", name, warnings)
        if said is None and name in named:
            said = LibraryRecord(library_name(name) or UNNAMED, public=False)
        if said is not None:
            of_folders[name] = said.name
            (shown if said.public else hidden).add(said.name)
    main = _read(root / LIBRARY_FILE, root.name, MAIN, warnings, public=True)
    main = main or LibraryRecord(MAIN, public=True)
    (shown if main.public else hidden).add(main.name)
    return Libraries(of_folders, frozenset(shown - hidden), main.name, tuple(warnings))


def _folders(root: Path) -> list[str]:
    try:
        return sorted(
            entry.name
            for entry in root.iterdir()
            if not entry.name.startswith(".") and entry.is_dir() and not entry.is_symlink()
        )
    except OSError:  # the walk through it says so
        return []


def _read(
    file: Path, path: str, name: str, warnings: list[tuple[str, str]], *, public: bool = False
) -> LibraryRecord | None:
    """Return what a `library.yaml` says; None where there is none."""
    try:
        with file.open("rb") as stream:
            values = yaml.safe_load(stream.read(MAX_FILE_BYTES).decode("utf-8-sig"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return _doubtful(path, name, f"cannot be read ({reason})", warnings)
    if values is None:
        values = {}
    if not isinstance(values, dict) or not values.keys() <= {"name", "public"}:
        return _doubtful(path, name, "holds something else than name: and public:", warnings)
    said, shown = values.get("name", name), values.get("public", public)
    kept = library_name(str(said))
    if kept is None:
        return _doubtful(path, name, f"gives the name {str(said)!r}, which is none", warnings)
    if not isinstance(shown, bool):
        return _doubtful(path, name, f"says public: {shown!r}, not true or false", warnings)
    return LibraryRecord(kept, shown)


def _doubtful(path: str, name: str, reason: str, warnings: list[tuple[str, str]]) -> LibraryRecord:
    kept = library_name(name) or UNNAMED
    warnings.append(
        (
            f"{path}/{LIBRARY_FILE}",
            f"{reason}; until it is mended, the documents there are a library {kept!r} that is not "
            "public",
        )
    )
    return LibraryRecord(kept, public=False)
