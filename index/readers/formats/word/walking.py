"""The body of a Word file -> its blocks, as they stand when all changes are accepted.

Owns what each mark means for the words that show. Goes through the file once, from start to end,
and keeps no more of it than the paragraph or the table that is open.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from index.readers.formats.office.laying import WITHOUT_END, Block, Paragraph
from index.readers.formats.office.nesting import Nesting
from index.readers.formats.word.fields import Fields, is_contents
from index.readers.formats.word.names import child, flag, number, tags, value
from index.readers.formats.word.numbering import Numbering
from index.readers.formats.word.styles import BODY_LEVEL, PLAIN, Style, Styles
from index.readers.formats.zipped import local, xml_events

MOST_SPANNED = 100  # columns

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LINE_ENDS = re.compile(r"[\r\n\t]+")
_SOFT_HYPHEN = "\u00ad"
_SYMBOLS = 0xF000  # from here on a letter means what the font of symbols makes of it


@dataclass(slots=True)
class _Open:
    """A paragraph that is open."""

    words: list[str] = field(default_factory=list)
    beside: list[Block] = field(default_factory=list)  # its notes and boxes
    style: Style = PLAIN
    level: int = 0
    listed: int = 0
    list_level: int = 0
    goes_on: bool = False  # its end was deleted
    is_bold: bool = True  # all that was read so far


class Walk:
    """Goes through the parts of a file."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        emit: Callable[[Block], None],
        notes: Mapping[tuple[str, str], list[Block]] | None = None,
    ) -> None:
        """Give each block of the body to `emit`; `notes` are by kind and id."""
        self.titles: list[str] = []  # paragraphs that are laid out as a title
        self.has_changes = False
        self.notes: dict[tuple[str, str], list[Block]] = {}  # of a part of notes, by kind and id
        self._styles = styles
        self._numbering = numbering
        self._nesting = Nesting(emit)
        self._known_notes = notes or {}
        self._cited: set[tuple[str, str]] = set()
        self._skipped = 0
        self._paragraphs: list[_Open] = []
        self._fields = Fields()
        self._run_is_hidden = False
        self._run_is_bold = False
        self._drops_control = False

    def read(self, data: bytes) -> None:
        """Go through a part. Raises FormatError where its XML is damaged."""
        for event, element in xml_events(data, _LISTENED):
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

    # Paragraphs and runs

    def begin_paragraph(self, element: etree._Element) -> None:
        """Open a paragraph of its default style."""
        style = self._styles.of("")
        self._paragraphs.append(_Open(style=style, level=style.level, listed=style.list or 0))
        self._run_is_hidden, self._run_is_bold = style.is_hidden, style.is_bold

    def paragraph_properties(self, element: etree._Element) -> None:
        """Read how the open paragraph is laid out."""
        if not self._paragraphs:
            return
        at = self._paragraphs[-1]
        named = child(element, "pStyle")
        at.style = style = self._styles.of(value(named) if named is not None else "")
        outline = number(child(element, "outlineLvl"))
        at.level = style.level
        if outline is not None:
            at.level = outline + 1 if outline < BODY_LEVEL else 0
        at.listed, at.list_level = style.list or 0, style.list_level
        numbering = child(element, "numPr")
        if numbering is not None:
            listed = number(child(numbering, "numId"))
            at.listed = at.listed if listed is None else listed
            own = number(child(numbering, "ilvl"))
            at.list_level = at.list_level if own is None else own
        mark = child(element, "rPr")
        if mark is not None:
            gone = child(mark, "del") is not None or child(mark, "moveFrom") is not None
            at.goes_on = gone
            self.has_changes |= gone
        if at.level:
            self._fields.meet_heading()

    def end_paragraph(self, element: etree._Element) -> None:
        """Close a paragraph, and give it to where it stands."""
        if not self._paragraphs:
            return
        at = self._paragraphs.pop()
        self._fields.end_paragraph()
        words = self._nesting.carried() + "".join(at.words)
        if at.goes_on:
            self._nesting.carry(words)
        elif not at.style.is_contents and words.strip():
            self._nesting.give(self._closed(at, words))
        for block in at.beside:
            self._nesting.give(block)
        _clear(element)

    def _closed(self, at: _Open, words: str) -> Paragraph:
        level, marker, depth = at.level, "", 0
        if at.style.is_title and not level:
            level = 1
            self.titles.append(words)
        if at.listed:
            marker = self._numbering.marker(at.listed, at.list_level)
            depth = at.list_level
        return Paragraph(words, level, marker, depth, at.is_bold)

    def begin_run(self, element: etree._Element) -> None:
        """Open a run, which looks as its paragraph does."""
        style = self._paragraphs[-1].style if self._paragraphs else PLAIN
        self._run_is_hidden, self._run_is_bold = style.is_hidden, style.is_bold

    def run_properties(self, element: etree._Element) -> None:
        """Read how the open run looks."""
        hidden, bold = flag(element, "vanish"), flag(element, "b")
        named = child(element, "rStyle")
        if named is not None:
            style = self._styles.of(value(named))
            self._run_is_hidden |= style.is_hidden
            self._run_is_bold |= style.is_bold
        self._run_is_hidden = self._run_is_hidden if hidden is None else hidden
        self._run_is_bold = self._run_is_bold if bold is None else bold

    def _say(self, words: str) -> None:
        if words and self._paragraphs and not self._run_is_hidden and not self._fields.hide:
            at = self._paragraphs[-1]
            at.words.append(words)
            at.is_bold &= self._run_is_bold or words.isspace()

    def end_text(self, element: etree._Element) -> None:
        """Take the words of a run."""
        words = element.text or ""
        self._say(_LINE_ENDS.sub(" ", words).replace(_SOFT_HYPHEN, ""))

    def tab(self, element: etree._Element) -> None:
        """Take a tab."""
        self._say("\t")

    def line_break(self, element: etree._Element) -> None:
        """Take a break, of a line, a column or a page."""
        self._say("\n")

    def hyphen(self, element: etree._Element) -> None:
        """Take a hyphen at which no line ends, as Word copies it."""
        self._say("-")

    def symbol(self, element: etree._Element) -> None:
        """Take a letter of a font, where it is that letter in all of them."""
        try:
            letter = int(value(element, "char"), 16)
        except ValueError:
            return
        if 32 <= letter < _SYMBOLS and not 0xD800 <= letter < 0xE000:
            self._say(chr(letter))

    # Fields and controls

    def field_mark(self, element: etree._Element) -> None:
        """Begin a field, go on to its result, or end it."""
        self._fields.mark(value(element, "fldCharType"))

    def instruction(self, element: etree._Element) -> None:
        """Take what a field is to show."""
        self._fields.instruct(element.text or "")

    def simple_field(self, element: etree._Element) -> None:
        """Pass over a table of contents that is one field."""
        if is_contents(value(element, "instr")):
            self._skipped = 1

    def control_properties(self, element: etree._Element) -> None:
        """Tell whether what a content control holds was never written by its author."""
        gallery = next((value(one) for one in element.iter(tags("docPartGallery"))), "")
        is_prompt = bool(flag(element, "showingPlcHdr"))
        self._drops_control = is_prompt or gallery.lower() == "table of contents"

    def control_content(self, element: etree._Element) -> None:
        """Pass over what a content control holds, where it was never written."""
        if self._drops_control:
            self._skipped, self._drops_control = 1, False

    def change(self, element: etree._Element) -> None:
        """Notice a tracked change."""
        self.has_changes = True

    # Notes, boxes and tables

    def footnote(self, element: etree._Element) -> None:
        """Put a footnote beside the paragraph."""
        self._note("footnote", value(element, "id"))

    def endnote(self, element: etree._Element) -> None:
        """Put an endnote beside the paragraph."""
        self._note("endnote", value(element, "id"))

    def _note(self, kind: str, name: str) -> None:
        # A note that is referred to again stands there already.
        if (kind, name) in self._cited or self._fields.hide or not self._paragraphs:
            return
        blocks = self._known_notes.get((kind, name), [])
        self._cited.add((kind, name))
        mark = f"[{len(self._cited)}]"
        for block in blocks:
            words = block.words if isinstance(block, Paragraph) else ""
            if words.strip():
                self._paragraphs[-1].beside.append(Paragraph(words, marker=mark, is_note=True))
                mark = ""

    def begin_note(self, element: etree._Element) -> None:
        """Open a note, in a part of notes; those without words draw lines."""
        if value(element, "type") in ("", "normal"):
            self._nesting.begin_flow()
        else:
            self._skipped = 1

    def end_note(self, element: etree._Element) -> None:
        """Close a note."""
        if value(element, "type") in ("", "normal"):
            self.notes[local(element), value(element, "id")] = self._nesting.end_flow()

    def begin_box(self, element: etree._Element) -> None:
        """Open a box of text, which stands beside a paragraph."""
        self._nesting.begin_flow()

    def end_box(self, element: etree._Element) -> None:
        """Close a box of text."""
        blocks = self._nesting.end_flow()
        if self._paragraphs:
            self._paragraphs[-1].beside += blocks
        else:
            for block in blocks:
                self._nesting.give(block)

    def begin_table(self, element: etree._Element) -> None:
        """Open a table."""
        self._nesting.begin_table()

    def end_table(self, element: etree._Element) -> None:
        """Close a table."""
        self._nesting.end_table()
        _clear(element)

    def begin_row(self, element: etree._Element) -> None:
        """Open a row."""
        self._nesting.begin_row()

    def row_properties(self, element: etree._Element) -> None:
        """Read whether a row names the columns, and whether it was deleted."""
        if table := self._nesting.table:
            table.row.is_header = bool(flag(element, "tblHeader"))
            table.row_is_deleted = child(element, "del") is not None
            self.has_changes |= table.row_is_deleted

    def end_row(self, element: etree._Element) -> None:
        """Close a row."""
        self._nesting.end_row()
        _clear(element)

    def begin_cell(self, element: etree._Element) -> None:
        """Open a cell."""
        self._nesting.begin_cell()

    def cell_properties(self, element: etree._Element) -> None:
        """Read what a cell spans, and whether it was deleted."""
        if table := self._nesting.table:
            table.columns = min(number(child(element, "gridSpan")) or 1, MOST_SPANNED)
            merged = child(element, "vMerge")
            if merged is not None:
                begins = value(merged) == "restart"
                table.spanned_rows = WITHOUT_END if begins else 1
                table.cell_is_covered = not begins
            table.cell_is_deleted = child(element, "cellDel") is not None

    def end_cell(self, element: etree._Element) -> None:
        """Close a cell."""
        self._nesting.end_cell()


def _clear(element: etree._Element) -> None:
    """Forget an element that was read, and the one before it; its own end is still to come."""
    element.clear()
    before = element.getprevious()
    if before is not None:
        parent = before.getparent()
        if parent is not None:
            parent.remove(before)


_Mark = Callable[[Walk, etree._Element], None]


def _all(marks: Mapping[str, _Mark]) -> dict[str, _Mark]:
    return {tag: mark for name, mark in marks.items() for tag in tags(name)}


_SKIPPED = frozenset(
    [
        *tags("pPr", "rPr", "trPr", "tcPr", "sdtPr", "del", "moveFrom", "rt", "tblPr"),
        _FALLBACK,
    ]
)
_BEGIN: dict[str, _Mark] = _all(
    {
        "p": Walk.begin_paragraph,
        "r": Walk.begin_run,
        "fldSimple": Walk.simple_field,
        "sdtContent": Walk.control_content,
        "ins": Walk.change,
        "moveTo": Walk.change,
        "footnote": Walk.begin_note,
        "endnote": Walk.begin_note,
        "txbxContent": Walk.begin_box,
        "tbl": Walk.begin_table,
        "tr": Walk.begin_row,
        "tc": Walk.begin_cell,
    }
) | {f"{_MATH}r": Walk.begin_run}
_END: dict[str, _Mark] = _all(
    {
        "p": Walk.end_paragraph,
        "pPr": Walk.paragraph_properties,
        "rPr": Walk.run_properties,
        "t": Walk.end_text,
        "tab": Walk.tab,
        "ptab": Walk.tab,
        "br": Walk.line_break,
        "cr": Walk.line_break,
        "noBreakHyphen": Walk.hyphen,
        "sym": Walk.symbol,
        "fldChar": Walk.field_mark,
        "instrText": Walk.instruction,
        "sdtPr": Walk.control_properties,
        "del": Walk.change,
        "moveFrom": Walk.change,
        "footnoteReference": Walk.footnote,
        "endnoteReference": Walk.endnote,
        "footnote": Walk.end_note,
        "endnote": Walk.end_note,
        "txbxContent": Walk.end_box,
        "tbl": Walk.end_table,
        "tr": Walk.end_row,
        "trPr": Walk.row_properties,
        "tc": Walk.end_cell,
        "tcPr": Walk.cell_properties,
    }
) | {f"{_MATH}t": Walk.end_text}
_LISTENED = [*{*_SKIPPED, *_BEGIN, *_END}]
