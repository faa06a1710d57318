"""The files of a book -> trees. Owns what sets XHTML apart from the pages that browsers read."""

import re

from index.errors import FormatError
from index.readers.charsets import decoded
from index.readers.formats.html.page import Page, parse

_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
_VOID = frozenset(
    [
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr"),
    ]
)
# A program of HTML takes no heed of the slash, and would put all that follows inside.
_CLOSED = re.compile(
    r"<([A-Za-z][\w:.-]*+)((?:\s++[^\s=<>\"'/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'))?+)*+)\s*+/>"
)
# Shows nowhere but at a line end, which no text has here.
_SOFT_HYPHEN = re.compile(r"\u00ad|&shy;|&#173;|&#x0*ad;", re.IGNORECASE)
_PROLOGUE = 65_536


def parse_xhtml(source: bytes) -> Page:
    """Return the tree of a file of XHTML. Raises FormatError where it has none."""
    if b"<!ENTITY" in source[:_PROLOGUE].replace(b"\0", b""):
        raise FormatError("declares entities, which can unpack to anything")
    declared = _ENCODING.match(source)
    text, warnings = decoded(source, declared[1].decode("ascii", "ignore") if declared else "")
    text = _SOFT_HYPHEN.sub("", _CLOSED.sub(_opened, text))
    page = parse(text.encode("utf-8", "replace"), "utf-8")
    return Page(page.tree, page.is_huge, (*warnings, *page.warnings))


def _opened(found: re.Match[str]) -> str:
    tag, attributes = found[1], found[2]
    return found[0] if tag.lower() in _VOID else f"<{tag}{attributes}></{tag}>"
