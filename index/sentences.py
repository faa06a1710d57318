"""Text -> paragraphs and sentences, as exact ranges of characters.

Owns where a paragraph and a sentence begin and end; how many of them make a passage is decided in
`passages`. The rules of English come from `sentencex`; its answer is checked, never trusted.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

import sentencex

from index.full_stops import goes_on
from index.spans import Span, trim
from index.unstopped import part_unstopped

__all__ = [
    "Span",
    "is_list_item",
    "paragraph_breaks",
    "split_paragraph",
    "split_paragraphs",
    "split_sentences",
    "trim",
]

# sentencex looks back over the text again for every quotation mark, so one call sees no more than
# this many characters. A sentence longer than this is no sentence anyone would quote whole.
MAX_CALL_CHARACTERS = 10_000

_CLOSERS = frozenset(")]}”’»›\"'")
_NOTES = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹†‡")  # "It is wrong.³ The flow": the mark of a note ends its sentence
_TAG = re.compile(r"</[a-z][a-z0-9]{0,15}>", re.IGNORECASE)
_BULLET = r"[-*+•‣⁃◦▪●]"
_LABEL = r"\(?(?:[QF]?[0-9]{1,3}|[A-Za-z]|[ivx]{1,4}|[IVX]{1,4})[.)]{1,2}"
_LONE_MARKER = re.compile(rf"\s*+(?:{_BULLET}\s*+(?:{_LABEL})?|{_LABEL})\s*+")
_INLINE_MARKER = re.compile(
    rf"(?P<lead>(?:{_BULLET} ?)?\(?)(?P<label>[0-9]{{1,3}}|[a-y])(?P<tail>[.)]{{1,2}}) "
)
_REFERENCE = re.compile(
    r"(?:^|\W)(?:and|at|by|chapter|figure|in|is|no|of|or|page|part|section|step|table|to|was)\.? $",
    re.IGNORECASE,
)
_ITEM_LINE = re.compile(
    rf"[^\S\n]*(?:(?P<bullet>{_BULLET}[^\S\n]|\|)|\(?(?P<label>[0-9]{{1,3}}|[a-z])[.)]{{1,2}}[^\S\n])"
)
_HEADING_LINE = re.compile(r"^ {0,3}#{1,6}(?:[ \t][^\n]*)?$", re.MULTILINE)
# The one that begins with a fixed character is searched for many times as fast as both.
_BLANK_LINE = re.compile(r"\n\s*\n")
_ANY_BREAK = re.compile(r"\n\s*\n|\u2029")
_ROUGH_END = re.compile(r"(?<![.!?…。！？])[.!?…。！？]++[)\]}”’»›\"']*+\s+")
# sentencex 1.0.32 panics on white space of more than one byte beside an initial ("\xa0A."), and a
# line end inside a paragraph is a blank: every kind of white space is shown to it as a blank.
# The highest of them is U+3000.
_BLANKS = {code: " " for code in range(0x3001) if chr(code).isspace()}


def split_sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of `text[start:end]` in order, without white space at either end.

    Every character that is not white space lies in exactly one of them. A list marker belongs to
    the sentence it opens; a heading or list item is never joined to the line before it.
    """
    return [
        sentence
        for paragraph in split_paragraphs(text, start, end)
        for sentence in split_paragraph(text, paragraph)
    ]


def split_paragraph(text: str, paragraph: Span) -> list[Span]:
    """Return the sentences of what no blank line parts."""
    sentences = []
    for first, last in _items(text, paragraph):
        cuts = [first, *(first + at for at in _boundaries(text[first:last])), last]
        for left, right in pairwise(cuts):
            if span := trim(text, left, right):
                sentences += part_unstopped(text, span)
    return sentences


def paragraph_breaks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where a paragraph ends and the next may begin, for each break between them."""
    pattern = _ANY_BREAK if text.find("\u2029", start, end) >= 0 else _BLANK_LINE
    return [(found.start(), found.end()) for found in pattern.finditer(text, start, end)]


def split_paragraphs(text: str, start: int, end: int) -> list[Span]:
    """Return what blank lines set apart in `text[start:end]`; a Markdown heading stands alone."""
    paragraphs = []
    left = start
    for right, after in [*paragraph_breaks(text, start, end), (end, end)]:
        for found in _HEADING_LINE.finditer(text, left, right):
            paragraphs += [trim(text, left, found.start()), trim(text, found.start(), found.end())]
            left = found.end()
        paragraphs.append(trim(text, left, right))
        left = after
    return [paragraph for paragraph in paragraphs if paragraph]


def is_list_item(line: str) -> bool:
    """Whether a line begins with a bullet, a table's bar, or a number or letter of a list."""
    return bool(_ITEM_LINE.match(line))


def _items(text: str, paragraph: Span) -> Iterator[tuple[int, int]]:
    """Cut a paragraph before each line that opens a list item."""
    left = line = paragraph.start
    in_list = False
    while True:
        if found := _ITEM_LINE.match(text, line, paragraph.end):
            # A wrapped line may begin with a number by chance: only 1 (or a) opens a list inside a
            # paragraph (CommonMark 0.31.2, section 5.3).
            opens = found["bullet"] or in_list or found["label"] in ("1", "a")
            if opens and line > left:
                yield left, line
                left = line
            in_list = bool(in_list or opens or line == paragraph.start)
        line = text.find("\n", line, paragraph.end) + 1
        if not line:
            yield left, paragraph.end
            return


def _boundaries(item: str) -> list[int]:
    """Return the places inside `item` where one sentence ends and the next begins."""
    folded = item.translate(_BLANKS)
    found = {at for at in _after_closers(folded, _segment(folded)) if not goes_on(folded, at)}
    found.update(_inline_items(folded))
    kept: list[int] = []
    for at in sorted(found):
        if not _LONE_MARKER.fullmatch(folded, kept[-1] if kept else 0, at):
            kept.append(at)
    return kept


def _segment(folded: str) -> list[int]:
    ends: list[int] = []
    start = 0
    while start < len(folded):
        stop = start + MAX_CALL_CHARACTERS
        if stop < len(folded):
            blank = folded.rfind(" ", start, stop)
            stop = blank + 1 if blank > start else stop
        pieces = _pieces(folded[start:stop])
        if stop < len(folded) and len(pieces) > 1:
            pieces.pop()  # it may go on past this call's end: the next call begins with it
        ends += accumulate((len(piece) for piece in pieces), initial=start)
        start = ends[-1]
    return [end for end in ends if 0 < end < len(folded)]


def _pieces(folded: str) -> list[str]:
    try:
        pieces: list[str] = sentencex.segment("en", folded)
    except BaseException as error:
        # A Rust panic is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        pieces = []
    if "".join(pieces) == folded:
        return [piece for piece in pieces if piece]
    ends = [0, *(found.end() for found in _ROUGH_END.finditer(folded)), len(folded)]
    return [folded[a:b] for a, b in pairwise(ends) if a < b]


def _after_closers(folded: str, ends: list[int]) -> Iterator[int]:
    """Move each end behind the marks that close its sentence: brackets, quotes, bold, tags."""
    at = 0
    for end in ends:
        if end < at:
            continue
        at = end
        while at < len(folded) and folded[at - 1] != " ":
            if (
                folded[at] in _NOTES
                or folded[at] in _CLOSERS
                or (folded[at] in "*_" and _closes(folded, at))
            ):
                at += 1
            elif folded[at] == "<" and (tag := _TAG.match(folded, at)):
                at = tag.end()
            else:
                break
        yield at


def _closes(folded: str, at: int) -> bool:
    """Whether a mark of bold or italics belongs to what stands before it."""
    before, after = folded[at - 1], folded[at + 1 : at + 2]
    return before in ".!?…*_" and (not after or after in " *_" or after in _CLOSERS)


def _inline_items(folded: str) -> Iterator[int]:
    """Find the later items of a list that was written in one line: "1. One 2. Two"."""
    opening = _INLINE_MARKER.match(folded)
    at = 0
    label = opening["label"] if opening else ""
    while opening and at >= 0:
        label = str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)
        at = folded.find(f" {opening['lead']}{label}{opening['tail']} ", at)
        # "See section 2. It ..." is a reference, not the second item.
        if at >= 0 and not _REFERENCE.search(folded, max(0, at - 20), at + 1):
            yield at + 1
