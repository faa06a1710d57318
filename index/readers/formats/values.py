"""What the reader of a foreign format makes of a file: documents as they were found in it.

Owns the value alone; which of the dates counts is decided in `dating`, what is stored in
`index.documents`.
"""

from dataclasses import dataclass

from index.documents import Element, Entry, Landmark, Markup
from index.readers.contents import Written


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as its file has it. Make `text` with `Composition`, which keeps the rules."""

    # As people would copy it: "\n" as the only line end, "\n\n" between blocks, no marks of any
    # markup, no character changed but white space.
    text: str
    # What names it among the documents of its file, the same at every reading: an item's guid, a
    # message's id, a line's number. "" where the file is one document.
    part: str = ""
    body: int = 0  # where the text proper begins, after what is a header and never quoted
    title: str = ""  # "": the file's name
    # The first that can be read counts. Origin.CREATED and UPDATED are weak: they come after the
    # file's name.
    dates: tuple[Written, ...] = ()
    url: str | None = None  # http or https
    markup: Markup = Markup.LAID_OUT  # PLAIN: headings, tables and entries are told from the text
    elements: tuple[Element, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    # Only where the file dates the parts of a conversation; else they are told from the text.
    entries: tuple[Entry, ...] = ()
    warnings: tuple[str, ...] = ()  # what the admin should look at
