"""The fields of a Word file that are open: page numbers, references, tables of contents.

Owns which words they leave unseen: an instruction never shows, nor does what only repeats headings.
A field that is never closed hides no more than its own paragraph, or up to the next heading.
"""

import re
from dataclasses import dataclass

_CONTENTS = re.compile(r"\s*(?:TOC|INDEX|TOA)\b", re.IGNORECASE)
_LOOKED_AT = 100  # characters of an instruction


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    is_result: bool = False
    is_contents: bool = False


class Fields:
    """The fields that are open, the innermost last."""

    def __init__(self) -> None:
        """Begin with none."""
        self.hide = False  # the words that come now
        self._open: list[_Field] = []

    def mark(self, kind: str) -> None:
        """Begin a field, go on from its instruction to its result ("separate"), or end it."""
        if kind == "begin":
            self._open.append(_Field())
        elif self._open and kind == "separate":
            self._open[-1].is_result = True
            self._open[-1].is_contents = is_contents(self._open[-1].instruction)
        elif self._open and kind == "end":
            self._open.pop()
        self._look()

    def instruct(self, words: str) -> None:
        """Take words of the instruction of the innermost field."""
        if self._open and not self._open[-1].is_result:
            at = self._open[-1]
            at.instruction = (at.instruction + words)[:_LOOKED_AT]

    def end_paragraph(self) -> None:
        """Drop the fields whose result has not begun: it never will."""
        if self._open:
            self._open = [one for one in self._open if one.is_result]
            self._look()

    def meet_heading(self) -> None:
        """Drop all fields where one is a table of contents: none holds a heading."""
        if any(one.is_contents for one in self._open):
            self._open = []
            self._look()

    def _look(self) -> None:
        self.hide = any(not one.is_result or one.is_contents for one in self._open)


def is_contents(instruction: str) -> bool:
    """Whether an instruction is that of a table of contents or an index."""
    return bool(_CONTENTS.match(instruction))
