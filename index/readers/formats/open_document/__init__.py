"""OpenDocument texts: their text as it stands when all tracked changes are accepted.

Owns where the parts of a file are found, and what it says of itself; `walking` reads the body. In
this format `dc:date` is the day of the last change, and is never read.
"""

from index.errors import FormatError
from index.readers.formats.composing import Composition
from index.readers.formats.office.heads import CHANGED, office_dates, office_title
from index.readers.formats.office.laying import Laying
from index.readers.formats.open_document.names import full
from index.readers.formats.open_document.styles import Styles
from index.readers.formats.open_document.walking import Walk
from index.readers.formats.values import ReadDocument
from index.readers.formats.zipped import Zipped, text_of, xml_events


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read an OpenDocument text. Raises FormatError where it is damaged, locked, or none."""
    zipped = Zipped(data)
    if b"encryption-data" in (zipped.read("META-INF/manifest.xml") or b""):
        raise FormatError("asks for a password; save it without one")
    content = zipped.read("content.xml")
    if content is None:
        raise FormatError("is no OpenDocument text")
    styles = Styles()
    styles.add(zipped.root("styles.xml"))
    _add_automatic(styles, content)
    composed = Composition()
    laying = Laying(composed)
    walk = Walk(styles, laying.add)
    walk.read(content)
    laying.end()
    if not walk.has_text:
        raise FormatError("is no OpenDocument text")
    if not composed.text:
        raise FormatError("holds no text")
    meta = zipped.root("meta.xml")
    return (
        ReadDocument(
            text=composed.text,
            title=office_title(text_of(meta, "title"), walk.titles, composed),
            dates=office_dates(composed.text, text_of(meta, "creation-date")),
            elements=composed.elements,
            warnings=(CHANGED,) if walk.has_changes else (),
        ),
    )


def _add_automatic(styles: Styles, content: bytes) -> None:
    automatic, body = full("office:automatic-styles"), full("office:body")
    for event, element in xml_events(content, [automatic, body]):
        if event == "end" and element.tag == automatic:
            styles.add(element)
        if element.tag == body:
            return
