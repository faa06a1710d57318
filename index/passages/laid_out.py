"""Elements of a text whose file tells its layout -> blocks.

Owns what each kind of element is among blocks; what lies in none is paragraphs.
"""

from collections.abc import Iterator, Sequence

from index.documents import Element, ElementKind
from index.passages.blocks import Block, Kind, paragraphs
from index.passages.tables import trimmed
from index.sentences import Span

_BLOCKS = {
    ElementKind.CODE: Kind.CODE,
    ElementKind.MESSAGE: Kind.MESSAGE,
    ElementKind.HEADING: Kind.HEADING,
}


def laid_out_blocks(text: str, body: int, elements: Sequence[Element]) -> list[Block]:
    """Return the blocks of `text[body:]` in order; they hold every character that shows."""
    blocks: list[Block] = []
    header: Span | None = None  # of the table that is open
    alone: Block | None = None  # the header of a table, which stays a row where none follows
    at = body
    for one in elements:
        span = Span(max(one.start, body), one.end)
        if one.kind is ElementKind.HYPHEN or not text[span.start : span.end].strip():
            continue
        before = list(_texts(text, at, span.start))
        span, at = trimmed(text, span), span.end
        if alone and (before or one.kind is not ElementKind.ROW or one.level):
            blocks.append(alone)
            alone = None
        blocks += before
        if one.kind is ElementKind.HEADER_ROW:
            header = span
            alone = Block(Kind.ROW, span.start, span.end, opens=True)
        elif one.kind is ElementKind.ROW:
            header = None if one.level else header
            opens = bool(one.level) or alone is not None
            blocks.append(Block(Kind.ROW, span.start, span.end, header=header, opens=opens))
            alone = None
        else:
            is_heading = one.kind is ElementKind.HEADING
            words = span if is_heading else None
            level = one.level if is_heading else 0
            blocks.append(Block(_BLOCKS[one.kind], span.start, span.end, level, words))
    if alone:
        blocks.append(alone)
    return [*blocks, *_texts(text, at, len(text))]


def _texts(text: str, start: int, end: int) -> Iterator[Block]:
    for paragraph in paragraphs(text, start, end):
        span = trimmed(text, paragraph)
        yield Block(Kind.TEXT, span.start, span.end)
