"""A PDF -> the lines of its pages, with where they stand.

Owns the calls to PDFium and the meaning of what it returns; which lines belong together is told in
`joining`.
"""

import re
from dataclasses import dataclass
from statistics import median_high

import pypdfium2 as pdfium

from index.errors import FormatError

MOST_PAGES = 10_000
# PDFium puts it where a hyphen stands at a line end, and leaves the line end out.
HYPHEN = "\ufffe"
_MEASURED = 5  # letters of a line that tell its size

_UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\uffff]")
_BLANKS = re.compile(r"[ \t\u00a0]{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; several that are joined by HYPHEN. Lengths are in points."""

    text: str
    left: float
    right: float
    top: float  # from the foot of the page
    bottom: float
    size: float  # of most letters

    @property
    def words(self) -> str:
        """The text without blanks around it."""
        return self.text.strip()


@dataclass(frozen=True, slots=True)
class Page:
    """A page."""

    number: int  # from 1
    label: str  # as people name it: "page 12 (xii)"
    lines: tuple[Line, ...]  # in the order of the file; none is blank


def read_pages(document: pdfium.PdfDocument) -> list[Page]:
    """Return the pages of a PDF. A page that is damaged has no lines."""
    if len(document) > MOST_PAGES:
        raise FormatError(f"has {len(document):,} pages, more than {MOST_PAGES:,}; split it")
    return [_page(document, index) for index in range(len(document))]


def _page(document: pdfium.PdfDocument, index: int) -> Page:
    label = f"page {index + 1}"
    try:
        own = document.get_page_label(index).strip()
        if own and own != str(index + 1):
            label += f" ({own})"
        page = document[index]
    except (pdfium.PdfiumError, UnicodeError):
        return Page(index + 1, label, ())
    try:
        text_page = page.get_textpage()
        try:
            return Page(index + 1, label, tuple(_lines(text_page)))
        finally:
            text_page.close()
    except pdfium.PdfiumError:
        return Page(index + 1, label, ())
    finally:
        page.close()


def _lines(page: pdfium.PdfTextPage) -> list[Line]:
    lines: list[Line] = []
    at = 0  # characters of PDFium; beyond the basic plane they are two in what it returns
    for whole in page.get_text_range().split("\n"):
        words = whole.removesuffix("\r")
        shown = _BLANKS.sub("  ", _UNSEEN.sub("", words.replace("\r", " ")))
        if shown.strip():
            first = at + len(words) - len(words.lstrip())
            last = at + len(words.rstrip()) - 1
            letters = [at + n for n, one in enumerate(words) if one.isalnum()] or [first]
            lines.append(_line(page, shown, first, last, letters))
        at += len(whole) + 1
    return lines


def _line(page: pdfium.PdfTextPage, text: str, first: int, last: int, letters: list[int]) -> Line:
    try:
        left = page.get_charbox(first, loose=True)[0]
        top = page.get_charbox(letters[0], loose=True)[3]
        _, bottom, right, _ = page.get_charbox(last, loose=True)
        # A bullet, a note's number and a word in another type have sizes of their own.
        some = letters[:: -(-len(letters) // _MEASURED)]
        boxes = [page.get_charbox(letter, loose=True) for letter in some]
        size = max(median_high(box[3] - box[1] for box in boxes), 0.1)
    except (pdfium.PdfiumError, IndexError, ValueError):
        return Line(text, 0, 0, 0, 0, 0.1)
    return Line(text, left, right, top, bottom, size)
