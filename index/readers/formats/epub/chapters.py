"""A chapter of a book -> its blocks, with the places that begin among them.

Owns where a place begins: at the element that the table of contents points to. A first paragraph
that is no more than the chapter's name is its heading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import html

from index.errors import FormatError
from index.readers.formats.composing import one_line
from index.readers.formats.epub.contents import Named
from index.readers.formats.epub.xhtml import parse_xhtml
from index.readers.formats.html.walking import Block, BlockKind, blocks_of

# Stands for the beginning of a place while the blocks are told; "%d" is its number.
_MARK = "\ue000%d\ue001"
_CONTAINERS = frozenset(("body", "div", "section", "article", "main", "header", "aside", "figure"))
# Numbers of pages and marks of notes: no words of the text.
_NO_WORDS = frozenset(("pagebreak", "doc-pagebreak", "noteref", "doc-noteref"))


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of a chapter."""

    block: Block
    place: str = ""  # that begins with it


def read_chapter(source: bytes, names: Sequence[Named]) -> tuple[list[Placed], tuple[str, ...]]:
    """Return the blocks of a chapter, and what the admin should look at.

    Raises FormatError where it is damaged or declares entities.
    """
    if not source.strip():
        return [], ()
    try:
        page = parse_xhtml(source)
    except FormatError as error:
        if "shows no words" in str(error):
            return [], ()
        raise
    _empty_marks(page.tree)
    waiting: list[Named] = []
    marks: dict[str, Named] = {}
    for number, one in enumerate(names):
        begins = _begins(page.tree, one.at) if one.at else page.tree
        if begins is None:
            continue
        if begins.getparent() is None:
            waiting.append(one)
        else:
            mark = html.Element("p")
            mark.text = _MARK % number
            begins.addprevious(mark)
            marks[mark.text] = one
    placed: list[Placed] = []
    for block in blocks_of(page.tree):
        if block.text in marks:
            waiting.append(marks[block.text])
        elif waiting:
            placed.append(Placed(_titled(block, waiting), waiting[-1].place))
            waiting = []
        else:
            placed.append(Placed(block))
    return placed, page.warnings


def _titled(block: Block, names: Sequence[Named]) -> Block:
    words = one_line(block.text).casefold()
    for one in names:
        if block.kind is BlockKind.TEXT and words == one.name.casefold():
            return replace(
                block, kind=BlockKind.HEADING, text=one_line(block.text), level=one.level
            )
    return block


def _begins(tree: html.HtmlElement, place: str) -> html.HtmlElement | None:
    """Return the block that begins at a place, the root for the beginning of the file."""
    found = tree.xpath("//*[@id=$name or @name=$name]", name=place)
    if not found:
        return None
    element = found[0]
    while (parent := element.getparent()) is not None and parent.tag not in _CONTAINERS:
        element = parent
    return element


def _empty_marks(tree: html.HtmlElement) -> None:
    marks = [element for element in tree.iter() if element.attrib and _is_mark(element)]
    for element in marks:
        for inner in list(element):
            element.remove(inner)
        element.text = None


def _is_mark(element: html.HtmlElement) -> bool:
    kinds = element.get("epub:type") or element.get("role") or ""
    return not _NO_WORDS.isdisjoint(kinds.split())
