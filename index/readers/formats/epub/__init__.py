"""EPUB: the chapters of a book in the order of reading, each with its name as the place.

Owns how chapters become one text; `package` reads what the book says of itself, `contents` its
table of contents, `chapters` a chapter.
"""

from index.errors import FormatError
from index.readers.formats.composing import Composition
from index.readers.formats.epub.chapters import Placed, read_chapter
from index.readers.formats.epub.contents import read_contents
from index.readers.formats.epub.package import Book, read_book
from index.readers.formats.html.fragment import add_block
from index.readers.formats.html.page import TOO_DEEP
from index.readers.formats.html.walking import BlockKind
from index.readers.formats.values import ReadDocument
from index.readers.formats.zipped import Zipped

_SHOWN = 5  # chapters in a warning


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read a book. Raises FormatError where it is damaged, locked or shows no words."""
    zipped = Zipped(data)
    book = read_book(zipped)
    if not book.locked.isdisjoint(book.chapters):
        raise FormatError("is locked by its publisher")
    contents = read_contents(zipped, book)
    composed = Composition()
    warnings: list[str] = []
    missing: list[str] = []
    for number, path in enumerate(book.chapters, 1):
        source = zipped.read(path)
        if source is None:
            missing.append(path)
            continue
        blocks, notes = read_chapter(source, contents.get(path, ()))
        told = (f"{path} {note}" if note == TOO_DEEP else note for note in notes)
        warnings += [note for note in told if note not in warnings]
        if blocks and not contents:
            composed.landmark(_heading(blocks) or f"part {number}")
        for block in blocks:
            if block.place:
                composed.landmark(block.place)
            add_block(composed, block.block)
    if not composed.text:
        raise FormatError(_why(book))
    if missing:
        shown = ", ".join(missing[:_SHOWN])
        warnings.append(f"does not hold {len(missing)} of the chapters that it names: {shown}")
    return (
        ReadDocument(
            text=composed.text,
            title=book.title,
            dates=book.dates,
            elements=composed.elements,
            landmarks=composed.landmarks,
            warnings=tuple(warnings),
        ),
    )


def _heading(blocks: list[Placed]) -> str:
    headings = (one.block.text for one in blocks if one.block.kind is BlockKind.HEADING)
    return next(headings, "")


def _why(book: Book) -> str:
    return "shows no words: its pages may be pictures" if book.chapters else "holds no chapters"
