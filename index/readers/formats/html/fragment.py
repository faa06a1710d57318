"""A piece of HTML inside another format, as a feed or a table has it -> blocks of a text.

Owns what is taken for HTML, and how blocks are put into a text.
"""

import re

from index.errors import FormatError
from index.readers.formats.composing import Composition
from index.readers.formats.html.page import parse
from index.readers.formats.html.walking import Block, BlockKind, blocks_of

_MARKUP = re.compile(
    r"</(?:a|article|b|blockquote|code|div|em|figure|h[1-6]|i|li|ol|p|pre|section|span|strong|table"
    r"|ul)\s*>|<(?:br|hr|p|img)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def is_html(words: str) -> bool:
    """Whether words are HTML, and no text that only speaks of a tag or a sum: "a < b"."""
    return bool(_MARKUP.search(words))


def add_html(composed: Composition, words: str) -> None:
    """Add what HTML shows, all of it. What shows nothing adds nothing."""
    try:
        page = parse(words.encode("utf-8", "replace"), "utf-8")
    except FormatError:
        return
    for block in blocks_of(page.tree):
        add_block(composed, block)


def add_block(composed: Composition, block: Block) -> None:
    """Add a block of a page."""
    if block.kind is BlockKind.HEADING:
        composed.heading(block.text, block.level)
    elif block.kind is BlockKind.CODE:
        composed.code(block.text)
    elif block.kind is BlockKind.TABLE:
        composed.rows(block.rows, header=block.header)
    else:
        composed.paragraph(block.text)
