"""A sidecar says of the file beside it what the file does not say, or says wrongly.

Owns its name, `NAME.meta.yaml` beside `NAME`, and what counts of it: date, title and address,
before all that the file says of itself, and the library before that of its folder. Other keys are
kept, and not read.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from index.documents import Origin
from index.libraries import UNNAMED, library_name
from index.readers.contents import Header, Written
from index.readers.front_matter import MAX_FRONT_MATTER_CHARACTERS, read_front_matter

SIDECAR_ENDING = ".meta.yaml"

_OF = f"{Origin.SIDECAR}: "


@dataclass(frozen=True, slots=True)
class Said:
    """What a sidecar is to say of a file; what is empty is not said."""

    date: str = ""  # as `parse_publication_date` reads it
    title: str = ""
    url: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not (self.date or self.title or self.url)


def sidecar_with(sidecar: bytes, said: Said) -> bytes:
    """Return a sidecar that says this too, and what else `sidecar` says; b"" says nothing."""
    try:
        values = yaml.load(sidecar.decode("utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        values = None
    kept = values if isinstance(values, dict) else {}
    new = {"date": said.date, "title": said.title, "url": said.url}
    kept |= {key: value for key, value in new.items() if value}
    return yaml.safe_dump(
        kept, allow_unicode=True, sort_keys=False, width=MAX_FRONT_MATTER_CHARACTERS
    ).encode()


def read_sidecar(file: Path) -> Header:
    """Return what the sidecar of `file` says; an empty header where there is none."""
    try:
        with file.with_name(file.name + SIDECAR_ENDING).open("rb") as stream:
            data = stream.read(MAX_FRONT_MATTER_CHARACTERS + 1)
    except FileNotFoundError:
        return Header(0)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _unread(f"cannot be read ({reason}); check its permissions")
    if len(data) > MAX_FRONT_MATTER_CHARACTERS:
        return _unread(f"longer than {MAX_FRONT_MATTER_CHARACTERS:,} bytes")
    text = data.decode("utf-8-sig", "replace").strip().removeprefix("---")
    found = read_front_matter(f"---\n{text}\n---\n", 0)
    if found is None:
        return Header(0, warnings=(f'{_OF}holds no "key: value" lines; write: date: 2020-01-09',))
    library, doubts = _library(found.library)
    dates = tuple(
        Written(date.text, Origin.SIDECAR)
        for date in found.dates
        if date.origin is Origin.FRONT_MATTER
    )
    warnings = tuple(
        _OF + warning.removeprefix(f"{Origin.FRONT_MATTER}: ")
        for warning in (*found.warnings, *doubts)
    )
    if text and not (dates or found.title or found.url or warnings or library):
        warnings = (f"{_OF}says nothing that is read; write date, title or url and a colon",)
    return Header(0, dates, found.title, found.url, warnings, library)


def _unread(reason: str) -> Header:
    """Return the header of a sidecar that is not read: it may name a library that few may see."""
    warning = f"{_OF}{reason}; until then the document is of the library {UNNAMED!r}"
    return Header(0, warnings=(warning,), library=UNNAMED)


def library_of(file: Path, of_folder: str) -> str:
    """Return the library of `file`: what its sidecar says, else that of its folder."""
    return read_sidecar(file).library or of_folder


def _library(written: str) -> tuple[str, tuple[str, ...]]:
    """Return the library that is named, and a warning where it is a name of none."""
    name = library_name(written)
    if name is not None or not written:
        return name or "", ()
    warning = f"library: is no name of one; until it is, the document is of {UNNAMED!r}"
    return UNNAMED, (warning,)


def with_sidecar(header: Header, sidecar: Header, *, part: bool = False) -> Header:
    """Return a header with what the sidecar says first; of an item, only its date is said."""
    return replace(
        header,
        dates=(*sidecar.dates, *header.dates),
        title=(not part and sidecar.title) or header.title,
        url=(not part and sidecar.url) or header.url,
        warnings=(*sidecar.warnings, *header.warnings),
    )
