"""Headings of plain text: short lines of their own, where a file plainly uses them so.

Owns which paragraphs of a text without marks are headings. A false heading does more harm than a
missed one: a line that could be verse, a name in a list or a reply stays text.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.documents import Entry, Origin
from index.passages.blocks import DAY_LEVEL, NO_HEADING, Block, Kind, is_short_line
from index.sentences import Span, is_list_item, trim

_LONGEST = 80  # characters
_MOST_WORDS = 12
_NUMBER = re.compile(
    r"(?:(?:chapter|part|section|article|appendix|annex|kapitel|teil|§)\s+)?"
    r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}|[IVX]{1,5}(?=[.):])|[A-Z](?=[.)]))[.):]?\s+(?=\S)",
    re.IGNORECASE,
)
_TITLE_LEVEL, _DAY_LEVEL, _CAPITALS_LEVEL, _NUMBERED_LEVEL, _OTHER_LEVEL = 1, 2, 3, 4, 15
_LONGEST_CHAIN = 2  # short lines after one another, before text comes: a chapter and its section


def mark_plain_headings(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks of a plain text with its headings told."""
    split = [part for block in blocks for part in _split_capitals(text, block)]
    levels = [_level(text, block) for block in split]
    used = _used(split, levels)
    # With a heading right below it, the first line is the title.
    if len(split) > 1 and levels[0] and split[1].kind is Kind.HEADING:
        used |= {0}
    if used >= {0, 1} or (0 in used and split[1].kind is Kind.HEADING):
        levels[0] = _TITLE_LEVEL
    # One short line besides the title may be anything; two or more, each with text below, are use.
    others = used - {0}
    alike = {levels[number] for number in used} in ({_CAPITALS_LEVEL}, {_NUMBERED_LEVEL})
    if len(others) < 2 and not alike:
        used -= others
    waste = sum(1 for level in levels if level) - len(used)
    if waste > len(used):
        used &= {0}
    return [
        _as_heading(block, levels[number]) if number in used else block
        for number, block in enumerate(split)
    ]


def part_at_entries(text: str, blocks: list[Block], entries: Sequence[Entry]) -> list[Block]:
    """Return the blocks parted where an entry begins or ends, and its dated line as a heading."""
    heads = {entry.start for entry in entries if entry.date_from is Origin.HEADING}
    borders = sorted({place for entry in entries for place in (entry.start, entry.end)})
    marked = any(block.kind is Kind.HEADING and block.level < DAY_LEVEL for block in blocks)
    level = DAY_LEVEL if marked else _DAY_LEVEL
    parts: list[Block] = []
    for block in blocks:
        first = bisect_left(borders, block.start)
        if block.kind is not Kind.TEXT or borders[first : first + 1] >= [block.end]:
            parts.append(block)
            continue
        left = block.start
        for border in borders[first : bisect_left(borders, block.end)]:
            parts += _text(text, block, left, border)
            left = border
            if border in heads:
                end = text.find("\n", border, block.end)
                left = block.end if end < 0 else end
                line = _text(text, block, border, left)
                parts += [_as_heading(part, level) for part in line]
        parts += _text(text, block, left, block.end)
    return parts


def _text(text: str, block: Block, start: int, end: int) -> list[Block]:
    span = trim(text, start, end)
    return [replace(block, start=span.start, end=span.end)] if span else []


def _split_capitals(text: str, block: Block) -> list[Block]:
    """Part a first line in capitals from the text right below it."""
    if block.kind is not Kind.TEXT:
        return [block]
    end = text.find("\n", block.start, block.end)
    if end < 0 or end - block.start > _LONGEST or not text[block.start : end].isupper():
        return [block]
    below = text[end : block.end]
    start = block.end - len(below.lstrip())
    if below.isupper() or _level(text, replace(block, end=end)) == 0:
        return [block]
    head = text[block.start : end]
    return [replace(block, end=block.start + len(head.rstrip())), replace(block, start=start)]


def _level(text: str, block: Block) -> int:
    """Return the level that a block would have as a heading; 0 where it cannot be one."""
    if block.kind is not Kind.TEXT or block.end - block.start > _LONGEST:
        return 0
    words = text[block.start : block.end]
    if "\n" in words or not is_short_line(words) or words.endswith((",", ";", ":")):
        return 0
    if len(words.split()) > _MOST_WORDS or NO_HEADING.match(words):
        return 0
    if found := _NUMBER.match(words):
        if words[found.end()].islower():
            return 0
        return _NUMBERED_LEVEL + found["number"].count(".")
    if is_list_item(words) or not words[0].isalpha() or words[0].islower() or ": " in words:
        return 0
    return _CAPITALS_LEVEL if words.isupper() else _OTHER_LEVEL


def _used(blocks: list[Block], levels: list[int]) -> set[int]:
    """Return the numbers of the short lines that have text below."""
    used: set[int] = set()
    chain: list[int] = []
    for number, (block, level) in enumerate(zip(blocks, levels, strict=True)):
        if level:
            chain.append(number)
            continue
        if block.kind in (Kind.HEADING, Kind.SKIPPED):
            chain = []
            continue
        rising = all(levels[a] < levels[b] for a, b in pairwise(chain))
        titled = chain[:1] == [0]
        if len(chain) <= 1 or (len(chain) <= _LONGEST_CHAIN + titled and (rising or titled)):
            used.update(chain)
        chain = []
    return used


def _as_heading(block: Block, level: int) -> Block:
    return replace(block, kind=Kind.HEADING, level=level, words=Span(block.start, block.end))
