"""The tree of a page -> its blocks: paragraphs, headings, code and tables, word for word.

Owns what a block is and how its words are joined, as a browser copies them. Which blocks are the
main text is told in `selecting`. Walks without recursion: a page may be nested as deep as it likes.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from lxml import etree, html

from index.readers.formats.composing import one_line


class BlockKind(Enum):
    """What a block is."""

    TEXT = auto()
    HEADING = auto()
    CODE = auto()
    TABLE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page, in the order of the page."""

    kind: BlockKind
    text: str  # of a table, its cells
    level: int = 0  # of a heading, 1 is the outermost
    rows: tuple[tuple[str, ...], ...] = ()  # of a table
    header: bool = False  # whether the first row names the columns
    aside: bool = False  # inside what is no main text: navigation, footer, form


# What shows no words of the page.
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "datalist",
        "textarea",
        "button",
        "input",
        "map",
    ]
)
_ASIDE = frozenset(("nav", "aside", "footer", "form", "dialog", "menu"))
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_LONGEST_CELL = 1_000  # characters; a longer one is a column of a layout


def blocks_of(tree: html.HtmlElement) -> list[Block]:
    """Return the blocks of a page that show words, in order."""
    walk = _Walk(_data_tables(tree))
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        if not isinstance(element.tag, str):
            continue
        if event == "end":
            walk.leave(element)
        elif not walk.enter(element):
            events.skip_subtree()
    walk.flush()
    return walk.blocks


class _Walk:
    """Gathers words until a block ends."""

    def __init__(self, tables: frozenset[html.HtmlElement]) -> None:
        self.blocks: list[Block] = []
        self._tables = tables
        self._words: list[str] = []
        self._level = 0  # of the heading that is open
        self._asides = 0  # how many are open
        self._code = 0
        self._skipped: html.HtmlElement | None = None

    def enter(self, element: html.HtmlElement) -> bool:
        """Begin an element; return whether what is inside it is looked at."""
        tag = element.tag
        if tag in _UNSEEN or _is_hidden(element):
            self._skipped = element
            return False
        if tag == "br":
            self._words.append("\n")
        elif tag in _BLOCKS:
            self.flush()
            if tag in _ASIDE:
                self._asides += 1
            elif tag in _HEADINGS:
                self._level = _HEADINGS[tag]
            elif tag == "pre":
                self._code += 1
            elif element in self._tables:
                self._table(element)
                self._skipped = element
                return False
        if element.text:
            self._words.append(self._as_shown(element.text))
        return True

    def leave(self, element: html.HtmlElement) -> None:
        """End an element, and take the words after it."""
        tag = element.tag
        if self._skipped is element:
            self._skipped = None
        elif tag in _BLOCKS:
            self.flush()
            if tag in _ASIDE:
                self._asides -= 1
            elif tag in _HEADINGS:
                self._level = 0
            elif tag == "pre":
                self._code -= 1
        if element.tail:
            self._words.append(self._as_shown(element.tail))

    def flush(self) -> None:
        """End the block that is open, where it shows words."""
        words, self._words = "".join(self._words), []
        if not words.strip():
            return
        if self._code:
            text = words.replace("\r\n", "\n").strip("\n").rstrip()
            self._add(Block(BlockKind.CODE, text, aside=bool(self._asides)))
            return
        text = _AROUND_BREAK.sub("\n", _BLANKS_IN_LINE.sub(" ", words)).strip(" \n")
        if self._level:
            self._add(
                Block(BlockKind.HEADING, one_line(text), self._level, aside=bool(self._asides))
            )
        else:
            self._add(Block(BlockKind.TEXT, text, aside=bool(self._asides)))

    def _as_shown(self, words: str) -> str:
        # A line end in the source is a blank; only <br> ends a line.
        return words if self._code else _BLANKS.sub(" ", words)

    def _add(self, block: Block) -> None:
        self.blocks.append(block)

    def _table(self, table: html.HtmlElement) -> None:
        rows: list[tuple[str, ...]] = []
        header = False
        for caption in table.iterchildren("caption"):
            if words := one_line(_shown(caption)):
                self._add(Block(BlockKind.TEXT, words, aside=bool(self._asides)))
        for row in table.iter("tr"):
            cells = list(row.iterchildren("td", "th"))
            texts = tuple(one_line(_shown(cell)) for cell in cells)
            if not any(texts):
                continue
            if not rows:
                header = all(cell.tag == "th" for cell in cells) or (
                    (parent := row.getparent()) is not None and parent.tag == "thead"
                )
            rows.append(texts)
        if rows:
            text = "\n".join("\t".join(row) for row in rows)
            block = Block(BlockKind.TABLE, text, 0, tuple(rows), header, bool(self._asides))
            self._add(block)


_BLANKS_IN_LINE = re.compile(r" {2,}")


def _is_hidden(element: html.HtmlElement) -> bool:
    if not element.attrib:
        return False
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def _shown(element: html.HtmlElement) -> str:
    """Return the words of a small element, with a blank where a block or a line ends."""
    words: list[str] = [element.text or ""]
    events = etree.iterwalk(element, events=("start", "end"))
    for event, inner in events:
        if inner is element or not isinstance(inner.tag, str):
            continue
        if event == "start":
            if inner.tag in _UNSEEN or _is_hidden(inner):
                events.skip_subtree()
                continue
            words.append(" " if inner.tag in _BLOCKS or inner.tag == "br" else "")
            words.append(inner.text or "")
        else:
            words.append(" " if inner.tag in _BLOCKS else "")
            words.append(inner.tail or "")
    return "".join(words)


def _data_tables(tree: html.HtmlElement) -> frozenset[html.HtmlElement]:
    """Return the tables that are rows of cells; others lay a page out."""
    tables = list(tree.iter("table"))
    layouts = set()
    for table in tables:
        outer = next(table.iterancestors("table"), None)
        if outer is not None:
            layouts.add(outer)
    return frozenset(table for table in tables if table not in layouts and _is_data(table))


def _is_data(table: html.HtmlElement) -> bool:
    if next(table.iter("h1", "h2", "h3", "h4", "h5", "h6", "pre"), None) is not None:
        return False
    rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
    if max(map(len, rows), default=0) < 2:
        return False
    return all(len(cell.text_content()) <= _LONGEST_CELL for row in rows for cell in row)
