"""Plain text and Markdown files.

Owns the title that the headings of Markdown give; the header is read in `headers`.
"""

import re
from dataclasses import replace

from index.documents import Markup
from index.readers.contents import Contents, clean_title
from index.readers.decoding import decode
from index.readers.headers import read_header

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]++(?P<words>[^\n]*)")
_CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+$")
_UNDERLINE = re.compile(r" {0,3}(?P<mark>[=-])(?P=mark)*[ \t]*")
_NO_HEADING = re.compile(r"\s*(?:$|[>|#]|[-*+] |\d{1,9}[.)] |<|!\[|(?: {4}|\t))")


def read_text(data: bytes, path: str) -> Contents:
    """Read a plain text file; raise DocumentError where it is not text."""
    decoded = decode(data, path)
    header = read_header(decoded.text)
    return Contents(decoded.text, replace(header, warnings=(*decoded.warnings, *header.warnings)))


def read_markdown(data: bytes, path: str) -> Contents:
    """Read a Markdown file: as plain text, with its first heading as a title.

    A heading of the first level counts wherever it stands; where there is none, one of a lower
    level counts as the first line.
    """
    contents = replace(read_text(data, path), markup=Markup.MARKDOWN)
    if contents.header.title:
        return contents
    title = _first_heading(contents.text[contents.header.body :])
    return replace(contents, header=replace(contents.header, title=title))


def _first_heading(text: str) -> str:
    fence, lower = "", ""  # `lower` is a heading of another level that is the first line
    above = ""  # the line before, where it is the only one of its paragraph so far
    opens, seen = True, 0  # whether a blank line came before; lines that are not blank
    for line in text.split("\n"):
        if found := _FENCE.match(line):
            # A line of code such as "# install" is no heading.
            if not fence:
                fence = found[1]
            elif found[1].startswith(fence):
                fence = ""
            above, opens, seen = "", True, seen + 1
        elif fence:
            continue
        elif found := _HEADING.fullmatch(line):
            title = clean_title(_CLOSING_MARKS.sub("", found["words"].rstrip()))
            if title and len(found["marks"]) == 1:
                return title
            lower = title if seen == 0 else lower
            above, opens, seen = "", True, seen + 1
        elif above and (found := _UNDERLINE.fullmatch(line)):
            if found["mark"] == "=":
                return clean_title(above)
            lower = clean_title(above) if seen == 1 else lower
            above, opens, seen = "", True, seen + 1
        elif not line.strip():
            above, opens = "", True
        else:
            above = line if opens and not _NO_HEADING.match(line) else ""
            opens, seen = False, seen + 1
    return lower
