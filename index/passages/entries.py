"""Text -> entries: the parts of a document that have a date of their own.

Owns how entries of headings, lines and rows are brought together. Careful throughout: several of
one kind must carry a date, and their form or their order must say that they are the days of what
stands below; a heading that only speaks of a year dates nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.documents import Element, Entry, Markup
from index.passages.blocks import find_blocks
from index.passages.heads import find_headed
from index.passages.laid_out import laid_out_blocks
from index.passages.lines import find_dated_lines
from index.passages.rows import find_dated_rows
from index.passages.signed import find_signed

_ANY_DATE = re.compile(r"[0-9]")


def find_entries(
    text: str,
    body: int,
    *,
    published: str | None,
    markup: Markup,
    elements: Sequence[Element] = (),
) -> tuple[Entry, ...]:
    """Return the entries of `text[body:]`, in order; they do not overlap.

    `published` is the document's own date, from which a missing year may be told. An entry whose
    date is in doubt has none: then no other date counts for it either. `elements` count where
    `markup` is LAID_OUT.
    """
    if not _ANY_DATE.search(text, body):
        return ()
    if markup is Markup.LAID_OUT:
        blocks = laid_out_blocks(text, body, elements)
    else:
        blocks = find_blocks(text, body, markup)
    headed = find_headed(text, blocks, published, end=len(text))
    finer = find_dated_lines(text, blocks, published) or find_dated_rows(text, blocks, published)
    if not headed and not finer:
        return tuple(find_signed(text, blocks, published))
    return tuple(_without_overlap(headed, finer))


def _without_overlap(headed: list[Entry], finer: list[Entry]) -> list[Entry]:
    """Leave out lines and rows inside a part with a day of its own: they belong to that day."""
    kept: list[Entry] = []
    number = 0
    for entry in finer:
        while number < len(headed) and headed[number].end <= entry.start:
            number += 1
        if number < len(headed):
            if headed[number].start <= entry.start:
                continue
            entry = replace(entry, end=min(entry.end, headed[number].start))
        kept.append(entry)
    return sorted([*headed, *kept], key=lambda entry: entry.start)
