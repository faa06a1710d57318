"""Parts that end with who wrote them and when -> entries: guest books, Debian's changelogs.

Owns what such a line looks like: a dash, a name, a date, and nothing after it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.documents import Entry, Origin
from index.passages.blocks import Block, Kind
from index.passages.settling import settle
from index.passages.written import Written, dates_in

_LONGEST = 120  # characters
_SIGNED = re.compile(r"[ \t]*(?:--|[—–])[ \t]?(?=[^\W\d_])")
_BEFORE = tuple(",(>:·|")
_BEHIND = re.compile(
    r"(?:[,T ]{1,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?(?: ?[+-][0-9]{4})?[ \t.)_*]*"
)


def find_signed(text: str, blocks: Sequence[Block], published: str | None) -> list[Entry]:
    """Return the entries that a signature with its day ends, in order; none may be without one."""
    bodies = [block for block in blocks if block.kind is not Kind.SKIPPED]
    signatures = [(block.end, signed) for block in bodies if (signed := _signed(text, block))]
    if len(signatures) < 2 or signatures[-1][0] != bodies[-1].end:
        return []
    values = settle([date for _, date in signatures], published)
    entries: list[Entry] = []
    before = bodies[0].start
    for (end, date), value in zip(signatures, values, strict=True):
        start = end - len(text[before:end].lstrip())
        origin = Origin.LINE if value else None
        entries.append(Entry(start, end, value, origin, date.start, date.end))
        before = end
    return entries


def _signed(text: str, block: Block) -> Written | None:
    """Return the date of the last line of a paragraph, where that is a signature."""
    if block.kind is not Kind.TEXT:
        return None
    start = max(text.rfind("\n", block.start, block.end) + 1, block.start)
    line = text[start : block.end]
    if len(line) > _LONGEST or not _SIGNED.match(line):
        return None
    dates = dates_in(line)
    if len(dates) != 1 or not line[: dates[0].start].rstrip().endswith(_BEFORE):
        return None
    if not _BEHIND.fullmatch(line, dates[0].end):
        return None
    return replace(dates[0], start=start + dates[0].start, end=start + dates[0].end)
