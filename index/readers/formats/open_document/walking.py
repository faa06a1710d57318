"""The body of an OpenDocument text -> its blocks, as they stand when all changes are accepted.

Owns what each mark means for the words that show. What was deleted is kept apart in this format,
and passed over; goes through the file once, and keeps no more than the paragraph or table that is
open.
"""

import re
from collections.abc import Callable

from lxml import etree

from index.readers.formats.office.laying import Block, Paragraph
from index.readers.formats.office.nesting import Nesting
from index.readers.formats.open_document.lists import Lists
from index.readers.formats.open_document.names import full, number, value
from index.readers.formats.open_document.styles import Styles
from index.readers.formats.zipped import xml_events

MOST_BLANKS = 1_000
MOST_REPEATED = 100  # rows or cells; of blank rows, one stands for all
MOST_SPANNED = 1 << 20
DEEPEST = 10  # levels of headings

_BLANKS = re.compile(r"[ \t\r\n]+")
_SOFT_HYPHEN = "\u00ad"
# Stand for what is no blank of the source; no XML holds such characters.
_TAB, _BREAK, _BLANK = "\x01", "\x02", "\x03"


class Walk:
    """Goes through the content once."""

    def __init__(self, styles: Styles, emit: Callable[[Block], None]) -> None:
        """Give each block of the body to `emit`."""
        self.titles: list[str] = []  # paragraphs that are laid out as a title
        self.has_changes = False
        self.has_text = False  # it is a text, and no sheet or drawing
        self._styles = styles
        self._lists = [Lists(styles)]
        self._nesting = Nesting(emit)
        self._skipped = 0
        self._beside: list[list[Block]] = []  # of the paragraphs that are open: notes and boxes
        self._in_header: list[bool] = []  # by open table
        self._notes = 0

    def read(self, content: bytes) -> None:
        """Go through content.xml. Raises FormatError where its XML is damaged."""
        for event, element in xml_events(content, _LISTENED):
            tag = element.tag
            if event == "start":
                if self._skipped:
                    self._skipped += 1
                elif tag in _SKIPPED:
                    self._skipped = 1
                elif begin := _BEGIN.get(tag):
                    begin(self, element)
                continue
            if self._skipped:
                self._skipped -= 1
                if self._skipped:
                    continue
            if end := _END.get(tag):
                end(self, element)
        self._nesting.end()

    def text(self, element: etree._Element) -> None:
        """Notice that the body is one of text."""
        self.has_text = True

    def changes(self, element: etree._Element) -> None:
        """Notice tracked changes."""
        self.has_changes |= element.find(full("text:changed-region")) is not None

    def section(self, element: etree._Element) -> None:
        """Pass over a section that is hidden."""
        style = self._styles.of(value(element, "text:style-name"))
        if style.is_hidden or value(element, "text:display") == "none":
            self._skipped = 1

    # Paragraphs

    def begin_paragraph(self, element: etree._Element) -> None:
        """Open a paragraph or a heading."""
        self._beside.append([])

    def end_paragraph(self, element: etree._Element) -> None:
        """Close a paragraph, and give it to where it stands, with what stands beside it."""
        beside = self._beside.pop() if self._beside else []
        style = self._styles.of(value(element, "text:style-name"))
        words = "" if style.is_hidden else _words(element, self._styles)
        if words.strip():
            level = 0
            marker = self._lists[-1].marker()
            if element.tag == _HEADING:
                level = min(number(element, "text:outline-level") or 1, DEEPEST)
                written = element.find(full("text:number"))
                marker = (written.text or "").strip() if written is not None else marker
            elif style.is_title:
                level = 1
                self.titles.append(words)
            depth = self._lists[-1].depth
            self._nesting.give(Paragraph(words, level, marker, depth, style.is_bold))
        for block in beside:
            self._nesting.give(block)
        _clear(element)

    def begin_box(self, element: etree._Element) -> None:
        """Open a box or a note, which stands beside its paragraph."""
        self._nesting.begin_flow()
        self._lists.append(Lists(self._styles))

    def end_box(self, element: etree._Element) -> None:
        """Close a box."""
        self._put_beside(self._close())

    def end_note(self, element: etree._Element) -> None:
        """Close a note."""
        self._notes += 1
        mark = f"[{self._notes}]"
        notes: list[Block] = []
        for block in self._close():
            if isinstance(block, Paragraph):
                notes.append(Paragraph(block.words, marker=mark, is_note=True))
                mark = ""
        self._put_beside(notes)

    def _close(self) -> list[Block]:
        if len(self._lists) > 1:
            self._lists.pop()
        return self._nesting.end_flow()

    def _put_beside(self, blocks: list[Block]) -> None:
        if self._beside:
            self._beside[-1] += blocks
        else:
            for block in blocks:
                self._nesting.give(block)

    # Lists

    def begin_list(self, element: etree._Element) -> None:
        """Open a list."""
        goes_on = value(element, "text:continue-numbering") == "true"
        goes_on |= bool(value(element, "text:continue-list"))
        self._lists[-1].begin(value(element, "text:style-name"), goes_on=goes_on)

    def end_list(self, element: etree._Element) -> None:
        """Close a list."""
        self._lists[-1].end()
        _clear(element)

    def begin_item(self, element: etree._Element) -> None:
        """Open an item."""
        self._lists[-1].begin_item(number(element, "text:start-value"))

    def end_number(self, element: etree._Element) -> None:
        """Take the marker of an item as the file writes it down."""
        if not self._beside:
            self._lists[-1].write((element.text or "").strip())

    # Tables

    def begin_table(self, element: etree._Element) -> None:
        """Open a table."""
        self._in_header.append(False)
        self._nesting.begin_table()

    def end_table(self, element: etree._Element) -> None:
        """Close a table."""
        if self._in_header:
            self._in_header.pop()
        self._nesting.end_table()
        _clear(element)

    def begin_header(self, element: etree._Element) -> None:
        """Open the rows that name the columns."""
        self._in_header[-1:] = [True]

    def end_header(self, element: etree._Element) -> None:
        """Close the rows that name the columns."""
        self._in_header[-1:] = [False]

    def begin_row(self, element: etree._Element) -> None:
        """Open a row."""
        self._nesting.begin_row()
        if table := self._nesting.table:
            table.row.is_header = any(self._in_header[-1:])

    def end_row(self, element: etree._Element) -> None:
        """Close a row."""
        table = self._nesting.table
        is_blank = table is None or not any(cell.blocks for cell in table.row.cells)
        times = 1 if is_blank else _times(element, "table:number-rows-repeated")
        self._nesting.end_row(times)
        _clear(element)

    def begin_cell(self, element: etree._Element) -> None:
        """Open a cell."""
        self._nesting.begin_cell()
        self._lists.append(Lists(self._styles))
        if table := self._nesting.table:
            spanned = number(element, "table:number-rows-spanned") or 1
            table.spanned_rows = min(spanned, MOST_SPANNED)
            table.cell_is_covered = element.tag == _COVERED

    def end_cell(self, element: etree._Element) -> None:
        """Close a cell."""
        if len(self._lists) > 1:
            self._lists.pop()
        self._nesting.end_cell(_times(element, "table:number-columns-repeated"))


def _times(element: etree._Element, name: str) -> int:
    return min(number(element, name) or 1, MOST_REPEATED)


def _words(paragraph: etree._Element, styles: Styles) -> str:
    """Return the words of a paragraph, without its notes and boxes."""
    words: list[str] = [paragraph.text or ""]
    if len(paragraph):
        events = etree.iterwalk(paragraph, events=("start", "end"))
        for event, element in events:
            if element is paragraph:
                continue
            if event == "end":
                words.append(element.tail or "")
            elif _is_seen(element, styles):
                words.append(_shown(element))
                words.append(element.text or "")
            else:
                events.skip_subtree()
    line = _BLANKS.sub(" ", "".join(words)).replace(_SOFT_HYPHEN, "")
    return line.replace(_TAB, "\t").replace(_BREAK, "\n").replace(_BLANK, " ")


def _is_seen(element: etree._Element, styles: Styles) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED or tag in _BESIDE:
        return False
    return tag != _SPAN or not styles.of(value(element, "text:style-name")).is_hidden


def _shown(element: etree._Element) -> str:
    if element.tag == _BLANKS_HERE:
        count = number(element, "text:c")
        return _BLANK * min(1 if count is None else count, MOST_BLANKS)
    return _MARKS.get(element.tag, "")


def _clear(element: etree._Element) -> None:
    """Forget an element that was read, but for the words behind it, and the one before it."""
    element.clear(keep_tail=True)
    before = element.getprevious()
    if before is not None and not before.tail:
        parent = before.getparent()
        if parent is not None:
            parent.remove(before)


_Mark = Callable[[Walk, etree._Element], None]

_HEADING, _COVERED = full("text:h"), full("table:covered-table-cell")
_SPAN, _BLANKS_HERE = full("text:span"), full("text:s")
_MARKS = {full("text:tab"): _TAB, full("text:line-break"): _BREAK}
# Stand beside the paragraph that holds them, and were given to it.
_BESIDE = frozenset(map(full, ("text:note", "draw:text-box", "text:number")))
# What was deleted, what is no text of the author, and what only repeats headings.
_SKIPPED = frozenset(
    map(
        full,
        (
            *("text:tracked-changes", "office:annotation", "office:forms", "office:scripts"),
            *("office:automatic-styles", "office:font-face-decls", "office:binary-data"),
            *("text:note-citation", "text:ruby-text", "text:hidden-text", "text:hidden-paragraph"),
            *("text:table-of-content", "text:alphabetical-index", "text:illustration-index"),
            *("text:table-index", "text:object-index", "text:user-index", "text:placeholder"),
            *("text:script", "svg:title", "svg:desc", "table:shapes"),
        ),
    )
)
_BEGIN: dict[str, _Mark] = {
    full(name): mark
    for name, mark in {
        "office:text": Walk.text,
        "text:section": Walk.section,
        "text:p": Walk.begin_paragraph,
        "text:h": Walk.begin_paragraph,
        "text:note": Walk.begin_box,
        "draw:text-box": Walk.begin_box,
        "text:list": Walk.begin_list,
        "text:list-item": Walk.begin_item,
        "table:table": Walk.begin_table,
        "table:table-header-rows": Walk.begin_header,
        "table:table-row": Walk.begin_row,
        "table:table-cell": Walk.begin_cell,
        "table:covered-table-cell": Walk.begin_cell,
    }.items()
}
_END: dict[str, _Mark] = {
    full(name): mark
    for name, mark in {
        "text:tracked-changes": Walk.changes,
        "text:p": Walk.end_paragraph,
        "text:h": Walk.end_paragraph,
        "text:note": Walk.end_note,
        "draw:text-box": Walk.end_box,
        "text:list": Walk.end_list,
        "text:number": Walk.end_number,
        "table:table": Walk.end_table,
        "table:table-header-rows": Walk.end_header,
        "table:table-row": Walk.end_row,
        "table:table-cell": Walk.end_cell,
        "table:covered-table-cell": Walk.end_cell,
    }.items()
}
_LISTENED = [*{*_SKIPPED, *_BEGIN, *_END}]
