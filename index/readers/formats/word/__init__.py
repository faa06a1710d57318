"""Word files: their text as it stands when all tracked changes are accepted.

Owns where the parts of a file are found, and what it says of itself; `walking` reads the body,
`styles` and `numbering` what it looks like. Headers and footers of pages, comments and what is
hidden are left out.
"""

import posixpath

from lxml import etree

from index.errors import FormatError
from index.readers.formats.composing import Composition
from index.readers.formats.office.heads import CHANGED, office_dates, office_title
from index.readers.formats.office.laying import Block, Laying
from index.readers.formats.values import ReadDocument
from index.readers.formats.word.numbering import Numbering
from index.readers.formats.word.styles import Styles
from index.readers.formats.word.walking import Walk
from index.readers.formats.zipped import Zipped, attribute, text_of

_TYPES = ("officeDocument", "core-properties", "styles", "numbering", "footnotes", "endnotes")


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read a Word file. Raises FormatError where it is damaged, locked, or none."""
    zipped = Zipped(data)
    package = _related(zipped, "")
    main = package.get("officeDocument", "word/document.xml")
    body = zipped.read(main)
    if body is None:
        raise FormatError("is no Word file")
    parts = _related(zipped, main)
    styles = Styles(_root(zipped, parts, "styles"))
    numbering = _root(zipped, parts, "numbering")
    composed = Composition()
    laying = Laying(composed)
    walk = Walk(styles, Numbering(numbering), laying.add, _notes(zipped, parts, styles, numbering))
    walk.read(body)
    laying.end()
    if not composed.text:
        raise FormatError("holds no text")
    core = zipped.root(package.get("core-properties", "docProps/core.xml"))
    return (
        ReadDocument(
            text=composed.text,
            title=office_title(text_of(core, "title"), walk.titles, composed),
            dates=office_dates(composed.text, text_of(core, "created")),
            elements=composed.elements,
            warnings=(CHANGED,) if walk.has_changes else (),
        ),
    )


def _notes(
    zipped: Zipped, parts: dict[str, str], styles: Styles, numbering: etree._Element | None
) -> dict[tuple[str, str], list[Block]]:
    found: dict[tuple[str, str], list[Block]] = {}
    for kind in ("footnotes", "endnotes"):
        data = zipped.read(parts[kind]) if kind in parts else None
        if data:
            walk = Walk(styles, Numbering(numbering), lambda block: None)
            walk.read(data)
            found |= walk.notes
    return found


def _root(zipped: Zipped, parts: dict[str, str], kind: str) -> etree._Element | None:
    return zipped.root(parts[kind]) if kind in parts else None


def _related(zipped: Zipped, part: str) -> dict[str, str]:
    """Return the parts that a part names, by kind; "" is the whole package."""
    folder, file = posixpath.split(part)
    root = zipped.root(posixpath.join(folder, "_rels", f"{file}.rels"))
    found: dict[str, str] = {}
    for element in root if root is not None else ():
        kind = attribute(element, "Type").rpartition("/")[2]
        target = attribute(element, "Target")
        if kind in _TYPES and attribute(element, "TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.setdefault(kind, path)
    return found
