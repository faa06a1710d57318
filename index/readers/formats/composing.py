"""Blocks of a file -> the text that is stored, with what each stretch of it is.

Owns how blocks are put one after the other; what a block is, each reader knows of its format.
"""

import re
from collections.abc import Iterable

from index.documents import Element, ElementKind, Landmark
from index.errors import FormatError

# Beyond that a file is no document but a list of fragments, and would take all memory.
MAX_ELEMENTS = 500_000
MAX_CHARACTERS = 20_000_000

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_LINE_ENDS = re.compile(r"\r\n?")


class Composition:
    """Puts a text together, block by block."""

    def __init__(self) -> None:
        """Begin with no text."""
        self._parts: list[str] = []
        self._length = 0
        self._elements: list[Element] = []
        self._landmarks: list[Landmark] = []

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def elements(self) -> tuple[Element, ...]:
        """What its stretches are, in order."""
        return tuple(self._elements)

    @property
    def landmarks(self) -> tuple[Landmark, ...]:
        """Where its stretches stand in the file, in order."""
        return tuple(self._landmarks)

    def landmark(self, label: str) -> None:
        """Say where the blocks from here on stand: "page 12"."""
        self._land(self._length + 2 if self._length else 0, label)

    def _land(self, start: int, label: str) -> None:
        if self._landmarks and self._landmarks[-1].start == start:
            self._landmarks.pop()
        if not self._landmarks or self._landmarks[-1].label != label:
            self._landmarks.append(Landmark(start, label))

    def paragraph(
        self,
        words: str,
        hyphens: Iterable[int] = (),
        landmarks: Iterable[tuple[int, str]] = (),
    ) -> None:
        """Add a paragraph; its lines are kept.

        `hyphens` and `landmarks`, these with their labels, are offsets into `words`.
        """
        start = self._add(words, "\n\n")
        for at in hyphens:
            self._mark(ElementKind.HYPHEN, start + at, start + at)
        for at, label in landmarks:
            self._land(start + at, label)

    def heading(self, words: str, level: int) -> None:
        """Add a heading on a line of its own; level 1 is the outermost."""
        self._block(ElementKind.HEADING, one_line(words), level)

    def code(self, words: str) -> None:
        """Add code, or what else is laid out by its blanks."""
        self._block(ElementKind.CODE, words.strip("\n"), 0)

    def message(self, words: str) -> None:
        """Add a message of a conversation, with its speaker."""
        self._block(ElementKind.MESSAGE, words, 0)

    def rows(self, rows: Iterable[Iterable[str]], *, header: bool, label: str = "") -> None:
        """Add a table, a line a row, with tabs between the cells; `header`: its first row is one.

        Rows of blank cells are left out. With a `label`, as "row", each stands at a landmark of
        that name and its number.
        """
        between, first = "\n\n", True
        for number, cells in enumerate(rows, 1):
            words = "\t".join(one_line(cell) for cell in cells).strip()
            if not words:
                continue
            kind = ElementKind.HEADER_ROW if first and header else ElementKind.ROW
            start = self._add(words, between)
            if label:
                self._land(start, f"{label} {number}")
            self._mark(kind, start, self._length, int(first))
            between, first = "\n", False

    def _block(self, kind: ElementKind, words: str, level: int) -> None:
        if words.strip():
            start = self._add(words, "\n\n")
            self._mark(kind, start, self._length, level)

    def _add(self, words: str, between: str) -> int:
        """Add words that are not blank; return where they begin."""
        words = _LINE_ENDS.sub("\n", words)
        if not words.strip():
            return self._length
        if self._length:
            self._parts.append(between)
            self._length += len(between)
        start = self._length
        self._parts.append(words)
        self._length += len(words)
        if self._length > MAX_CHARACTERS:
            raise FormatError(f"holds more than {MAX_CHARACTERS:,} characters; split it")
        return start

    def _mark(self, kind: ElementKind, start: int, end: int, level: int = 0) -> None:
        if len(self._elements) >= MAX_ELEMENTS:
            raise FormatError(f"holds more than {MAX_ELEMENTS:,} headings and rows; split it")
        self._elements.append(Element(kind, start, end, level))


def one_line(words: str) -> str:
    """Return words on one line, each run of white space a blank."""
    return _BLANKS.sub(" ", words).strip(" ")
