"""Plain text and Markdown files.

Owns the title that Markdown gives; the header is read in `headers`.
"""

import re
from dataclasses import replace

from index.readers.decoding import decode
from index.readers.headers import Contents, clean_title, read_header

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")


def read_text(data: bytes, path: str) -> Contents:
    """Read a plain text file; raise DocumentError where it is not text."""
    decoded = decode(data, path)
    header = read_header(decoded.text)
    return Contents(decoded.text, replace(header, warnings=(*decoded.warnings, *header.warnings)))


def read_markdown(data: bytes, path: str) -> Contents:
    """Read a Markdown file: as plain text, with its first "# heading" as a title."""
    contents = read_text(data, path)
    if contents.header.title:
        return contents
    title = _first_heading(contents.text[contents.header.body :])
    return replace(contents, header=replace(contents.header, title=title))


def _first_heading(text: str) -> str:
    fence = ""
    for line in text.split("\n"):
        if found := _FENCE.match(line):
            # A line of code such as "# install" is no heading.
            if not fence:
                fence = found[1]
            elif found[1].startswith(fence):
                fence = ""
        elif (
            not fence
            and (heading := _HEADING.fullmatch(line))
            and (title := clean_title(heading[1]))
        ):
            return title
    return ""
