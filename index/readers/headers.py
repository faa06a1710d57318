"""What a text says of itself before it begins: front matter, header lines, both or neither.

Owns their order and where the text proper begins. Whether a date exists is judged in `periods`;
which one counts, in `readers`.
"""

import re
from dataclasses import replace

from index.documents import Origin
from index.readers.contents import Header, Written
from index.readers.front_matter import read_front_matter
from index.readers.header_lines import (
    changed_at_top,
    is_without_year,
    published_at_end,
    read_header_lines,
)
from index.readers.letters import letter_date

_COMMENT, _COMMENT_END = "<!--", "-->"
_NOT_BLANK = re.compile(r"\S")


def read_header(text: str) -> Header:
    """Find the header of a text, and where the text proper begins."""
    start = _skip_blank(text, 0)
    top = _skip_comments(text, start)
    header = read_front_matter(text, top)
    if header is None:
        header = Header(start)
    else:
        top = _skip_comments(text, _skip_blank(text, header.body))
    if not any(date.origin == Origin.FRONT_MATTER for date in header.dates):
        header = _with_lines(text, header, top)
    return replace(header, body=_skip_blank(text, header.body))


def _with_lines(text: str, header: Header, top: int) -> Header:
    lines = read_header_lines(text, top)
    if lines is None:
        written = published_at_end(text, header.body) or letter_date(text, header.body)
        dates = (Written(written, Origin.HEADER),) if written else ()
        changed = "" if written else changed_at_top(text, top)
        last = (Written(changed, Origin.UPDATED),) if changed else ()
        return replace(header, dates=(*dates, *header.dates, *last))
    title = header.title or lines.title
    body = max(header.body, lines.end)
    if is_without_year(lines):
        return replace(header, body=body, title=title, yearless=lines.date)
    dates = (Written(lines.date, Origin.HEADER),) if lines.date else ()
    return replace(header, body=body, title=title, dates=(*dates, *header.dates))


def _skip_comments(text: str, start: int) -> int:
    """Return where the text goes on after the HTML comments at `start`."""
    while text.startswith(_COMMENT, start):
        end = text.find(_COMMENT_END, start)
        if end < 0:
            return start
        start = _skip_blank(text, end + len(_COMMENT_END))
    return start


def _skip_blank(text: str, start: int) -> int:
    found = _NOT_BLANK.search(text, start)
    return found.start() if found else len(text)
