"""Lines of pages -> paragraphs, in the order of the file.

Owns which lines follow each other in a paragraph, what a hyphen at a line end means, and where a
page begins inside a paragraph.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.readers.formats.pdf.pages import HYPHEN, Line, Page

_SENTENCE_END = re.compile(r"[.!?:…。！？][)\]}”’»›\"']*$")
_BULLET = re.compile(r"[•‣◦▪▸·*–—-]\s|\(?(?:[0-9]{1,3}|[a-z])[.)]\s")
_WORD = re.compile(r"\w+(?:[-\ufffe\u00ad]\w+)*")
_MARKS = ("\u00ad", HYPHEN)
_AT_LINE_END = re.compile(rf"[\u00ad{HYPHEN}](?=.)")
# First parts of words that keep their hyphen, though none of them stands unbroken in the file:
# "well-known", "self-made", "so-called"; not "well-ness", "self-ish".
_KEPT = re.compile(
    r"well-(?!ness|being|spring|head)|self-(?!ish|less|same|hood|dom)|so-called$", re.IGNORECASE
)
_OTHER_SIZE = 0.12  # share of the size of a letter by which a heading differs from text
_GAP = 0.35  # of the size of a letter, beyond the usual gap, that parts paragraphs
_INDENT = 0.8  # of the size of a letter
_SHORT, _QUITE_SHORT = 0.88, 0.6  # share of the width of the column
_NEIGHBOURS = 6  # lines before and after that tell the column's width


@dataclass(slots=True)
class Paragraph:
    """A paragraph, and where in it pages begin and hyphens were taken out."""

    text: str = ""
    hyphens: list[int] = field(default_factory=list)
    pages: list[tuple[int, str]] = field(default_factory=list)  # offset and label


class Hyphens:
    """Tells what a hyphen at a line end means, by the other words of the document."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._words = {
            word.casefold()
            for page in pages
            for line in page.lines
            for word in _WORD.findall(line.text)
            if HYPHEN not in word
        }

    def is_part(self, before: str, after: str) -> bool:
        """Whether a word is written with its hyphen: "well-known", "2019-2020", "Nord-Sud"."""
        if not after[:1].islower() or not before[-1:].isalpha():
            return True
        whole, parted = (before + after).casefold(), f"{before}-{after}".casefold()
        if whole in self._words:
            return False
        return parted in self._words or bool(_KEPT.match(parted))


def paragraphs(pages: Sequence[Page], hyphens: Hyphens) -> Iterator[Paragraph]:
    """Yield the paragraphs of pages; one may go on over the end of a page."""
    usual = _usual_gap(pages)
    open_: Paragraph | None = None
    last: Line | None = None
    for page in pages:
        fresh = True  # no line of this page was taken yet
        for number, line in enumerate(page.lines):
            if open_ is not None and last is not None:
                goes_on = (
                    _goes_over(last, line)
                    if fresh
                    else _goes_on(page.lines, number, last, line, usual)
                )
                if not goes_on:
                    yield _ended(open_)
                    open_ = None
            if open_ is None:
                open_ = Paragraph(pages=[(0, page.label)])
                _add(open_, line.words, hyphens)
            else:
                start = _add(open_, line.words, hyphens)
                if fresh:
                    open_.pages.append((start, page.label))
            last, fresh = line, False
    if open_ is not None:
        yield _ended(open_)


def _ended(paragraph: Paragraph) -> Paragraph:
    if paragraph.text.endswith(_MARKS):
        paragraph.text = f"{paragraph.text[:-1]}-"
    return paragraph


def _goes_over(last: Line, line: Line) -> bool:
    """Whether a sentence goes on at the head of a page, or of a column."""
    if _SENTENCE_END.search(last.words) or _BULLET.match(line.words):
        return False
    return line.words[:1].islower() and _alike(last, line)


def _goes_on(lines: Sequence[Line], number: int, last: Line, line: Line, usual: float) -> bool:
    if not _alike(last, line) or _BULLET.match(line.words):
        return False
    gap = last.bottom - line.top
    if gap < -line.size:  # it stands beside or above: another column
        return _goes_over(last, line)
    if gap > usual + _GAP * line.size:
        return False
    if last.words.endswith(("-", *_MARKS)):
        return True
    ends = bool(_SENTENCE_END.search(last.words))
    if ends and line.left > last.left + _INDENT * line.size:
        return False
    near = lines[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS]
    left = min(one.left for one in near)
    right = max(one.right for one in near)
    filled = (last.right - left) / max(right - left, 1.0)
    if ends and filled < _SHORT:
        return False
    return filled >= _QUITE_SHORT or line.words[:1].islower()


def _alike(last: Line, line: Line) -> bool:
    return abs(last.size - line.size) <= _OTHER_SIZE * max(last.size, line.size)


def _usual_gap(pages: Sequence[Page]) -> float:
    gaps = [
        above.bottom - below.top
        for page in pages
        for above, below in zip(page.lines, page.lines[1:], strict=False)
        if -below.size < above.bottom - below.top < 2 * below.size
    ]
    # Where paragraphs are of a line or two, most gaps are those between them.
    return sorted(gaps)[len(gaps) // 4] if gaps else 0.0


def _add(paragraph: Paragraph, words: str, hyphens: Hyphens) -> int:
    """Add a line; return where it begins."""
    text = paragraph.text
    between = " " if text else ""
    if text and words[:1].isalnum():
        if text.endswith(_MARKS):
            words = f"{HYPHEN}{words}"
            text = text[:-1]
            between = ""
        elif re.search(r"\w[-\u2010]$", text):  # "2019-" and "2020"
            between = ""
    start = len(text) + len(between)
    parts = _AT_LINE_END.split(words)
    joined = parts[0]
    for part in parts[1:]:
        before = re.search(r"[\w-]*$", text + between + joined)
        after = re.match(r"[\w-]*", part)
        head, tail = before[0] if before else "", after[0] if after else ""
        if not head or not tail or hyphens.is_part(head, tail):
            joined += "-" + part
        else:
            paragraph.hyphens.append(len(text) + len(between) + len(joined))
            joined += part
    paragraph.text = text + between + joined
    return start
