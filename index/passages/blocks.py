"""Text -> blocks: paragraphs, headings, code, rows of tables, and what is no prose.

Owns how a text is laid out; what belongs to what is decided in `build`. Works in time that grows
with the text and no faster: every pattern looks at one line, or is bounded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from index.documents import Markup
from index.passages.regions import find_regions
from index.passages.tables import Table, find_rows, trimmed
from index.sentences import Span, is_list_item, paragraph_breaks, trim


class Kind(Enum):
    """What a block is."""

    TEXT = auto()  # a paragraph, or a list
    HEADING = auto()
    ROW = auto()
    CODE = auto()
    MESSAGE = auto()  # of a chat or a log
    SKIPPED = auto()  # no prose


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text, without white space at either end."""

    kind: Kind
    start: int
    end: int
    level: int = 0  # of a heading: the lowest number is the outermost
    words: Span | None = None  # of a heading, without its marks
    header: Span | None = None  # of a row: the header row of its table
    opens: bool = False  # a row that is its table's first
    turn: bool = False  # text that begins with who speaks


_LOOK_BACK = 40  # blocks, for the list that an indented paragraph may belong to
DAY_LEVEL = 7  # of a line of text that is a date; "#" to "######" are 1 to 6
BOLD_LEVEL = 8  # of a bold line that stands as a heading
MAX_HEADING_CHARACTERS = 120
# How short lines begin that are none.
NO_HEADING = re.compile(
    r"(?:by|photo|picture|image|source|figure|fig\.|dear|hi|hello|yours|kind regards|taken|seen"
    r"|accessed|retrieved|copyright|last)\b",
    re.IGNORECASE,
)

_BLANK_LINES = re.compile(r"\s*\n")
# A line that begins with none of these, in a paragraph without cells, is text.
_MARKS = frozenset("#*_-=~+·•—–|![<")
_HEADING = re.compile(r"[ \t\f]{0,3}(#{1,6})(?=[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(={2,}|-{2,})[ \t]*")
_BOLD = re.compile(r"[ \t]*(\*\*|__)(?=\S)([^\n]{1,120})\1:?[ \t]*")
_RULE = re.compile(r"[-=_*~+#·•—–|: \t\f]*")
_LINK_DEFINITION = re.compile(
    r" {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*(?P<target><[^>\n]*>|\S+)"
    r"(?:[ \t]++[\"'(][^\n]*+)?[ \t]*+"
)
_ADDRESS = re.compile(r"[/#@<]|\.(?=\w)")
_IMAGES = re.compile(
    r"[ \t]*(?:(?:!\[[^\]\n]*\]\([^)\n]*\)|\[!\[[^\]\n]*\]\([^)\n]*\)\]\([^)\n]*\)"
    r"|!\[[^\]\n]*\]\[[^\]\n]*\]|\[!\[[^\]\n]*\]\[[^\]\n]*\]\]\[[^\]\n]*\]"
    r"|<img\b[^>\n]*>)[ \t]*)++"
)
_TAGS = re.compile(
    r"[ \t]*(?:</?[a-z][a-z0-9-]*(?:\s[^<>\n]*)?/?>[ \t]*)++|WEBVTT[ \t]*", re.IGNORECASE
)
_INDENTED = re.compile(r"(?: {4}|\t)")
_SENTENCE_END = tuple(".!?…。！？．؟。")


def find_blocks(text: str, body: int, markup: Markup) -> list[Block]:
    """Return the blocks of `text[body:]` in order; they hold every character that shows."""
    blocks: list[Block] = []
    left = body
    for region in [*find_regions(text, body, markup), None]:
        right = region.start if region else len(text)
        for paragraph in paragraphs(text, left, right):
            _add(blocks, text, paragraph, markup)
        if region:
            span = trim(text, region.start, region.end)
            if span:
                kind = Kind.CODE if region.code else Kind.SKIPPED
                blocks.append(Block(kind, span.start, span.end))
            left = region.end
    return blocks


def is_short_line(words: str) -> bool:
    """Whether words could stand as a heading: few, and no sentence."""
    return len(words) <= MAX_HEADING_CHARACTERS and not words.rstrip(")]}”’»›\"'*_ ").endswith(
        _SENTENCE_END
    )


def paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the paragraphs of `text[start:end]`; blanks that a line begins with are kept."""
    blank = _BLANK_LINES.match(text, start, end)
    left = blank.end() if blank else start
    for right, after in paragraph_breaks(text, left, end):
        # The blanks that a line begins with are kept with it: they tell code from prose.
        if text[left:right].strip():
            yield Span(left, right)
        left = after
    if text[left:end].strip():
        yield Span(left, end)


def _add(blocks: list[Block], text: str, paragraph: Span, markup: Markup) -> None:
    if markup is Markup.MARKDOWN and _is_code(text, paragraph, blocks):
        span = trimmed(text, paragraph)
        if blocks and blocks[-1].kind is Kind.CODE and _is_indented(text, blocks[-1]):
            span = Span(blocks.pop().start, span.end)
        blocks.append(Block(Kind.CODE, span.start, span.end))
        return
    if not _may_be_special(text[paragraph.start : paragraph.end]):
        span = trimmed(text, paragraph)
        blocks.append(Block(Kind.TEXT, span.start, span.end))
        return
    _add_lines(blocks, text, paragraph, markup)


def _may_be_special(words: str) -> bool:
    """Whether a paragraph may hold lines that are no text; a quick look, sure only where false."""
    if "\n" not in words:
        return words.lstrip()[:1] in _MARKS or words.startswith("WEBVTT")
    lines = words.split("\n")
    if words.startswith("WEBVTT") or any(line.lstrip()[:1] in _MARKS for line in lines):
        return True
    if any(mark in words for mark in ("|", "\t", ";", "  ")):
        return True
    # One line may stand above the rows.
    return words.count(",") >= 2 * words.rstrip().count("\n")


def _add_lines(blocks: list[Block], text: str, paragraph: Span, markup: Markup) -> None:
    """Add the blocks of a paragraph that holds lines of several kinds, or may."""
    lines = _lines(text, paragraph)
    at = 0
    left: int | None = None  # where the text before this line begins
    while at < len(lines):
        start, end = lines[at].start, lines[at].end
        found, taken = _special(text, lines, at, first=left is None, markup=markup)
        if not taken:
            left = start if left is None else left
            at += 1
            continue
        if left is not None:
            _add_text(blocks, text, left, start)
            left = None
        blocks += found
        at += taken
        end = lines[at - 1].end
    if left is not None:
        _add_text(blocks, text, left, end)


def _special(
    text: str, lines: list[Span], at: int, *, first: bool, markup: Markup
) -> tuple[list[Block], int]:
    """Return what begins at a line and is no text, and how many lines it takes."""
    span = lines[at]
    line = text[span.start : span.end]
    if heading := _HEADING.match(line):
        return [_heading(text, span, len(heading[1]))], 1
    if first:
        if at + 1 < len(lines) and (block := _underlined(text, span, lines[at + 1], markup)):
            return [block], 2
        if (bold := _BOLD.fullmatch(line)) and "**" not in bold[2]:
            return [_bold(text, span, bold)], 1
    if table := find_rows(text, lines, at):
        return _rows(table, lines, at), table.lines
    if _is_no_prose(line):
        trimmed = trim(text, span.start, span.end)
        return [Block(Kind.SKIPPED, trimmed.start, trimmed.end)] if trimmed else [], 1
    return [], 0


def _is_no_prose(line: str) -> bool:
    if _RULE.fullmatch(line):
        return len("".join(line.split())) >= 3
    # "[Ilse]: hello" is what Ilse said.
    if link := _LINK_DEFINITION.fullmatch(line):
        return bool(_ADDRESS.search(link["target"]))
    return bool(_IMAGES.fullmatch(line) or _TAGS.fullmatch(line))


def _heading(text: str, line: Span, level: int) -> Block:
    span = trimmed(text, line)
    words = trim(text, span.start + level, span.end)
    if words:
        marked = text[words.start : words.end]
        closed = marked.rstrip("#")
        if closed != marked and (not closed or closed[-1].isspace()):
            words = trim(text, words.start, words.start + len(closed))
    return Block(Kind.HEADING, span.start, span.end, level, words or span)


def _underlined(text: str, line: Span, below: Span, markup: Markup) -> Block | None:
    rule = text[below.start : below.end]
    words = trim(text, line.start, line.end)
    if (
        not words
        or not _UNDERLINE.fullmatch(rule)
        or words.end - words.start > 2 * MAX_HEADING_CHARACTERS
    ):
        return None
    title = text[words.start : words.end]
    if is_list_item(title) or _RULE.fullmatch(title):
        return None
    if markup is Markup.PLAIN and len(rule.strip()) * 2 < len(title):
        return None
    return Block(
        Kind.HEADING, words.start, below.end - _blanks_behind(rule), 1 if "=" in rule else 2, words
    )


def _blanks_behind(words: str) -> int:
    return len(words) - len(words.rstrip())


def _bold(text: str, line: Span, bold: re.Match[str]) -> Block:
    """Return a bold line as a heading, or as text where it is a sentence or asks."""
    span = trimmed(text, line)
    if not is_short_line(bold[2]):
        return Block(Kind.TEXT, span.start, span.end)
    name = bold[2].rstrip(": \t")
    words = trim(text, line.start + bold.start(2), line.start + bold.start(2) + len(name))
    return Block(Kind.HEADING, span.start, span.end, BOLD_LEVEL, words)


def _rows(table: Table, lines: list[Span], at: int) -> list[Block]:
    if not table.rows:
        rows = [table.header] if table.header else []
        return [Block(Kind.ROW, row.start, row.end, opens=True) for row in rows]
    return [
        Block(Kind.ROW, row.start, row.end, header=table.header, opens=number == 0)
        for number, row in enumerate(table.rows)
    ]


def _lines(text: str, paragraph: Span) -> list[Span]:
    lines = []
    start = paragraph.start
    while start <= paragraph.end:
        end = text.find("\n", start, paragraph.end)
        end = paragraph.end if end < 0 else end
        lines.append(Span(start, end))
        start = end + 1
    return lines


def _add_text(blocks: list[Block], text: str, start: int, end: int) -> None:
    if span := trim(text, start, end):
        blocks.append(Block(Kind.TEXT, span.start, span.end))


def _is_code(text: str, paragraph: Span, blocks: list[Block]) -> bool:
    """Whether every line is indented as code is, and no list is open that it would belong to."""
    if not _INDENTED.match(text, paragraph.start):
        return False
    lines = _lines(text, trimmed(text, paragraph))
    if not all(_INDENTED.match(text, line.start) for line in lines[1:]):
        return False
    for block in reversed(blocks[-_LOOK_BACK:]):
        if block.kind is not Kind.TEXT:
            return True
        if is_list_item(text[block.start : block.start + 80]):
            return False
        if not _is_indented(text, block):
            return True
    return True


def _is_indented(text: str, block: Block) -> bool:
    return text[block.start - 1 : block.start] in (" ", "\t")
