"""What a PDF says of itself: its title and its dates.

Owns which of them can be believed: a date of creation is that of the file, and a title may be the
name of a template.
"""

import re
from collections.abc import Mapping, Sequence
from statistics import median

from index.documents import Origin
from index.periods import parse_publication_date
from index.readers.contents import Written
from index.readers.formats.composing import one_line
from index.readers.formats.declared_titles import believable_title
from index.readers.formats.pdf.pages import Line, Page
from index.readers.header_lines import is_without_year, read_header_lines

_XMP = re.compile(rb"<x:xmpmeta(?:(?!<x:xmpmeta).){0,200000}?</x:xmpmeta>", re.DOTALL)
_TAGS = r"[^<>]{0,300}>(?:\s*+<[^<>]{0,300}>){0,5}\s*+"
_PUBLISHED = (
    re.compile(rf"<prism:publicationDate{_TAGS}([^<]{{4,40}})"),
    re.compile(r"prism:publicationDate=\"([^\"]{4,40})\""),
    re.compile(rf"<dc:date{_TAGS}([^<]{{4,40}})"),
)
_MADE = re.compile(r"(?:D:)?([0-9]{4})([0-9]{2})([0-9]{2})")
_LONGEST_TITLE = 200
_MUCH_LARGER = 1.25  # than the letters of most lines


def pdf_dates(metadata: Mapping[str, str], data: bytes, text: str) -> tuple[Written, ...]:
    """Return the dates of a PDF, the one that counts first."""
    dates: list[Written] = []
    header = read_header_lines(text, 0)
    if header is not None and header.date and not is_without_year(header):
        dates.append(Written(header.date, Origin.HEADER))
    dates += [Written(written, Origin.METADATA) for written in _published(data)]
    if made := _MADE.match(metadata.get("CreationDate", "")):
        dates.append(Written("-".join(made.groups()), Origin.CREATED))
    return tuple(dates)


def pdf_title(metadata: Mapping[str, str], pages: Sequence[Page]) -> str:
    """Return the title that the file names, else what stands largest on the first page."""
    if named := believable_title(metadata.get("Title", "")):
        return named
    first = next((page.lines for page in pages if page.lines), ())
    return _largest(first)


def _published(data: bytes) -> list[str]:
    found = _XMP.search(data)
    if not found:
        return []
    packet = found[0].decode("utf-8", "replace")
    for pattern in _PUBLISHED:
        for match in pattern.finditer(packet):
            written = match[1].strip()
            try:
                period = parse_publication_date(written)
            except ValueError:
                continue
            if period is not None:
                return [written]
    return []


def _largest(lines: Sequence[Line]) -> str:
    if len(lines) < 3:
        return ""
    sizes = [line.size for line in lines]
    largest = max(sizes)
    if largest < _MUCH_LARGER * median(sizes):
        return ""
    words: list[str] = []
    for line in lines:
        if line.size >= 0.97 * largest:
            words.append(line.words)
        elif words:
            break
    title = one_line(" ".join(words))
    return title if len(title) <= _LONGEST_TITLE and "\ufffe" not in title else ""
