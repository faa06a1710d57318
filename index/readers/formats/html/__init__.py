"""Web pages: their main text as it stands in the page, with the date that the page declares.

Owns the order of the steps: `page` parses, `selecting` tells the main text from the rest,
`walking` takes it out word for word, `dating` and `naming` read what the page says of itself.
"""

from index.errors import FormatError
from index.readers.formats.composing import Composition
from index.readers.formats.html.dating import made_on, page_dates
from index.readers.formats.html.fragment import add_block
from index.readers.formats.html.naming import page_address, page_title
from index.readers.formats.html.page import is_whole, parse
from index.readers.formats.html.selecting import NOT_TOLD, all_but_surroundings, select
from index.readers.formats.html.walking import blocks_of
from index.readers.formats.office.heads import office_dates
from index.readers.formats.values import ReadDocument

# A page of this many bytes whose words are so few a share of it is cut off, or made by a script.
_MUCH_BYTES, _LITTLE_SHARE = 200_000, 0.0005


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read a web page. Raises FormatError where it shows no words."""
    page = parse(data)
    blocks = blocks_of(page.tree)
    if not blocks:
        raise FormatError("shows no words: a script fills it, or it is nested too deeply")
    # What the page declares is read before the tree is pruned.
    title, address = page_title(page.tree), page_address(page.tree)
    made = made_on(page.tree)
    dates, warnings = page_dates(page.tree, address, search=not page.is_huge)
    if is_whole(page.tree):
        kept, told = blocks, True
    elif page.is_huge:
        kept, told = all_but_surroundings(blocks), False
    else:
        kept, told = select(page.tree, blocks)
    composed = Composition()
    for block in kept:
        add_block(composed, block)
    text = composed.text
    dates = dates or office_dates(text, made)
    warnings = (*page.warnings, *(() if told else (NOT_TOLD,)), *warnings)
    if len(data) > _MUCH_BYTES and len(text) < _LITTLE_SHARE * len(data):
        warnings += (f"only {len(text):,} characters of text in {len(data):,} bytes; look at it",)
    return (
        ReadDocument(
            text=text,
            title=title,
            dates=dates,
            url=address,
            elements=composed.elements,
            warnings=warnings,
        ),
    )
