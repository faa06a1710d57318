"""Libraries: parts of the documents that some may see and others not.

Owns their names, and which of them a document belongs to: that of the folder right inside the
source folder in which it lies, else the main one. Which folders are libraries, the settings and the
files in them say, see `readers.library_files`.
"""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

MAIN = "main"
UNNAMED = "unnamed"  # of what names a library and does not say which; nobody is given it
LIBRARY_FILE = "library.yaml"
MAX_NAME_CHARACTERS = 60
# Commas part names where several are written; the others are how a setting is written.
_NEVER_IN_A_NAME = frozenset(",;\"'`<>@#")

# The libraries that a question may see, by name; None is all of them.
Seen = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class LibraryRecord:
    """A library as the index knows it."""

    name: str
    public: bool  # whether it may be seen where nobody was given any


@dataclass(frozen=True, slots=True)
class Libraries:
    """The libraries of a source folder."""

    of_folders: Mapping[str, str] = field(default_factory=dict)  # name of a folder -> library
    public: frozenset[str] = frozenset({MAIN})
    main: str = MAIN  # of what lies in no folder that is a library
    warnings: tuple[tuple[str, str], ...] = ()  # path and reason

    def of(self, path: str) -> str:
        """Return the library of a file at "<name of the source folder>/<path inside it>"."""
        _, _, inside = path.partition("/")
        folder, slash, _ = inside.partition("/")
        return self.of_folders.get(folder, self.main) if slash else self.main

    def records(self, used: Collection[str]) -> list[LibraryRecord]:
        """Return the libraries that there are, by name; `used` are those that documents name."""
        names = {self.main, *self.of_folders.values(), *used}
        return [LibraryRecord(name, name in self.public) for name in sorted(names)]


def library_name(text: str) -> str | None:
    """Return a library's name as it is kept; None for what cannot be one."""
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    good = (
        0 < len(name) <= MAX_NAME_CHARACTERS
        and name.isprintable()
        and not set(name) & _NEVER_IN_A_NAME
    )
    return name if good else None


def named_library(text: str, there: Collection[str]) -> str | None:
    """Return the library among `there` that a person means by `text`; None where none is meant."""
    wanted = library_name(text)
    if wanted is None or wanted in there:
        return wanted
    alike = [name for name in there if name.casefold() == wanted.casefold()]
    return alike[0] if len(alike) == 1 else None
