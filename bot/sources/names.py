"""What a document that comes in may be called, and which folder below the source folder it goes to.

Owns that no name leads out of the source folder, or to where documents are passed over.
"""

import unicodedata
from pathlib import Path, PurePosixPath

from index.errors import UsageError
from index.readers.sidecars import SIDECAR_ENDING

MAX_NAME_BYTES = 200  # of 255 on most systems; a sidecar and a temporary name add to it

_NOT_EVERYWHERE = frozenset('<>:"/\\|?*')  # Windows takes none of them
_NOT_SHOWN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)


def safe_name(name: str) -> str:
    """Return a name that every system takes and no walk passes over; "" where nothing is left."""
    kept = "".join(
        " " if character.isspace() else "-" if character in _NOT_EVERYWHERE else character
        for character in name
        if character.isspace() or unicodedata.category(character) not in _NOT_SHOWN
    )
    kept = " ".join(unicodedata.normalize("NFC", kept).split()).lstrip(". ").rstrip("~. ")
    if not kept:
        return ""
    stem, dot, suffix = kept.rpartition(".")
    if not dot:
        stem, suffix = kept, ""
    if stem.partition(".")[0].strip().casefold() in _DEVICES:
        stem = f"_{stem}"
    ending = f"{dot}{suffix}"
    while len((stem + ending).encode()) > MAX_NAME_BYTES and stem:
        stem = stem[:-1]
    return (stem.rstrip() + ending).rstrip("~. ") if stem.strip() else ""


def document_name(name: str) -> str:
    """Return the safe name of a document. Raises UsageError where there is none."""
    safe = safe_name(name)
    if not safe:
        raise UsageError(f"{name!r} cannot be the name of a document; give one with --name")
    if safe.endswith(SIDECAR_ENDING):
        raise UsageError(
            f"{name!r} is the name of a sidecar, which describes the file beside it; add that "
            "file, and its sidecar comes along"
        )
    return safe


def folder_below(source_docs: Path, into: str) -> Path:
    """Return the folder named `into` below the source folder, which need not be there yet.

    Raises UsageError for one that is not below it, or that is passed over.
    """
    parts = PurePosixPath(into.replace("\\", "/")).parts
    if any(part == ".." or part.startswith("/") for part in parts) or ":" in into:
        raise UsageError(f"--into '{into}' leads out of {source_docs}; name a folder below it")
    folder = source_docs
    for part in parts:
        safe = safe_name(part)
        if safe != unicodedata.normalize("NFC", part):
            hint = f"; '{safe}' can" if safe else ""
            raise UsageError(f"--into '{into}': '{part}' cannot be the name of a folder{hint}")
        folder /= safe
        if folder.is_symlink():
            raise UsageError(f"{folder} is a link to a folder, which is passed over; name another")
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"{folder} is a file; name a folder")
    return folder
