"""The blocks of a page -> those of its main text.

Owns how trafilatura's choice is carried over to blocks: its own output drops repeats, and some of
its lines stand nowhere in the page, so it says what belongs to the text and no more.
"""

import re

from lxml import html
from trafilatura import bare_extraction

from index.readers.formats.html.walking import Block, BlockKind

NOT_TOLD = "the main text could not be told from the rest of the page; all of it is in the library"

_LONG = 25  # characters; a shorter block stands in many places and has to be a block there too
_PIECE = 24  # characters of a long block that are looked for together
_MOST = 0.6  # share of the pieces that must be found: a note or a link inside may be left out
_TABLE_MOST = 0.5  # of the cells

_BLANKS = re.compile(r"\s+")
_BLOCK_TAGS = ("p", "head", "item", "cell", "code", "quote", "fw", "ab", "list", "row")


def select(tree: html.HtmlElement, blocks: list[Block]) -> tuple[list[Block], bool]:
    """Return the blocks of the main text, and whether it could be told from the rest.

    The tree is of no use afterwards.
    """
    chosen = _chosen(tree)
    if chosen is not None:
        kept = [_is_in(block, chosen) for block in blocks]
        _tidy(blocks, kept)
        found = [block for block, keep in zip(blocks, kept, strict=True) if keep]
        if any(block.kind is not BlockKind.HEADING for block in found):
            return found, True
    return all_but_surroundings(blocks), False


def all_but_surroundings(blocks: list[Block]) -> list[Block]:
    """Return the blocks that stand in no navigation, footer or form; all where all do."""
    return [block for block in blocks if not block.aside] or blocks


class _Chosen:
    """What trafilatura takes for the main text, without white space."""

    def __init__(self, body: html.HtmlElement) -> None:
        self.all = _squeezed("".join(body.itertext()))
        texts = (
            _squeezed("".join(element.itertext()))
            for element in body.iter(_BLOCK_TAGS)
            if element.tag != "list"
        )
        self.blocks = frozenset(text for text in texts if text)
        parts = (element.text or "" for element in body.iter())
        tails = (element.tail or "" for element in body.iter())
        self.lines = frozenset(filter(None, (_squeezed(part) for part in (*parts, *tails))))


def _chosen(tree: html.HtmlElement) -> _Chosen | None:
    found = bare_extraction(tree, fast=True, include_comments=False, with_metadata=False)
    body = getattr(found, "body", None)
    return None if body is None else _Chosen(body)


def _is_in(block: Block, chosen: _Chosen) -> bool:
    if block.kind is BlockKind.TABLE:
        cells = [cell for row in block.rows for cell in row if cell]
        found = sum(_stands_in(cell, chosen) for cell in cells)
        return found >= _TABLE_MOST * len(cells)
    return _stands_in(block.text, chosen)


def _stands_in(words: str, chosen: _Chosen) -> bool:
    text = _squeezed(words)
    if len(text) < _LONG:
        return text in chosen.blocks or text in chosen.lines
    if text in chosen.all:
        return True
    pieces = [text[at : at + _PIECE] for at in range(0, len(text) - _PIECE + 1, _PIECE)]
    return sum(piece in chosen.all for piece in pieces) >= _MOST * len(pieces)


def _tidy(blocks: list[Block], kept: list[bool]) -> None:
    """Leave out short blocks far from the text, and take in the headings of what is kept."""
    long = [
        number
        for number, block in enumerate(blocks)
        if kept[number] and len(block.text) >= _LONG and block.kind is not BlockKind.HEADING
    ]
    if long:
        for number, block in enumerate(blocks):
            outside = not long[0] <= number <= long[-1] + 1
            if kept[number] and outside and block.aside:
                kept[number] = False
    for number in reversed(range(len(blocks) - 1)):
        if blocks[number].kind is BlockKind.HEADING and not blocks[number].aside:
            kept[number] = kept[number] or kept[number + 1]


def _squeezed(words: str) -> str:
    return _BLANKS.sub("", words)
