"""The line of a page that shows when it was published: "By Ann Ode · Published: 9 January 2020".

Owns where such a line may stand, and what a line of nothing else has to say.
"""

from collections.abc import Sequence

from index.readers.date_lines import LONGEST_LINE, Label, date_line, published_date
from index.readers.formats.composing import one_line
from index.readers.formats.html.walking import Block, BlockKind

_FIRST, _LAST = 8, 3  # blocks at the head and at the foot of a page that are looked at
_BARE = 4  # blocks at the head among which a date without a word for it counts


def shown_date(blocks: Sequence[Block]) -> tuple[str, int | None]:
    """Return the date that a block shows as that of publication, and the block's number.

    "" and None where none does. The block says nothing but that date, and by whom and where.
    """
    last = range(max(_FIRST, len(blocks) - _LAST), len(blocks))
    bare: tuple[str, int | None] = "", None
    for number in (*range(min(_FIRST, len(blocks))), *last):
        block = blocks[number]
        words = one_line(block.text)
        if block.kind is not BlockKind.TEXT or len(words) > LONGEST_LINE:
            continue
        chosen = published_date(date_line(words))
        if chosen and chosen.label is Label.PUBLISHED:
            return chosen.text, number
        if chosen and number < _BARE and bare[1] is None and len(chosen.text) > len("2020"):
            bare = chosen.text, number
    return bare
