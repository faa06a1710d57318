"""PDF: its text by pages, in paragraphs, without what runs through all pages.

Owns the order of the steps: `pages` asks PDFium for lines, `running` tells titles and numbers of
pages, `joining` makes paragraphs of lines, `declared` reads what the file says of itself.
"""

import pypdfium2 as pdfium

from index.documents import Markup
from index.errors import FormatError
from index.readers.formats.composing import Composition
from index.readers.formats.pdf.declared import pdf_dates, pdf_title
from index.readers.formats.pdf.joining import Hyphens, paragraphs
from index.readers.formats.pdf.pages import read_pages
from index.readers.formats.pdf.running import without_running
from index.readers.formats.values import ReadDocument

_SHOWN_PAGES = 12  # in a warning


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read a PDF. Raises FormatError where it is damaged, locked, or has no text layer."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise FormatError(_why(str(error), data)) from error
    try:
        pages = read_pages(document)
        metadata = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    empty = [page.number for page in pages if not page.lines]
    if len(empty) == len(pages):
        raise FormatError("has no text layer, as scans have none; let a program recognise its text")
    kept, running = without_running(pages)
    composed = Composition()
    hyphens = Hyphens(kept)
    for paragraph in paragraphs(kept, hyphens):
        composed.paragraph(paragraph.text, paragraph.hyphens, paragraph.pages)
    text = composed.text
    warnings = tuple(_warnings(empty, running))
    return (
        ReadDocument(
            text=text,
            title=pdf_title(metadata, kept),
            dates=pdf_dates(metadata, data, text),
            markup=Markup.PLAIN,
            elements=composed.elements,
            landmarks=composed.landmarks,
            warnings=warnings,
        ),
    )


def _why(error: str, data: bytes) -> str:
    if "password" in error.lower():
        return "asks for a password; save it without one"
    if b"%PDF" not in data[:1024]:
        return "is no PDF"
    return "is a damaged PDF"


def _warnings(empty: list[int], running: tuple[str, ...]) -> list[str]:
    found = []
    if empty:
        shown = ", ".join(map(str, empty[:_SHOWN_PAGES]))
        more = f" and {len(empty) - _SHOWN_PAGES} more" if len(empty) > _SHOWN_PAGES else ""
        pages = "pages" if len(empty) > 1 else "page"
        found.append(f"no text layer on {pages} {shown}{more}: what stands there is not read")
    if running:
        lines = ", ".join(f"{line!r}" for line in running)
        found.append(f"left out as it runs through the pages: {lines}")
    return found
