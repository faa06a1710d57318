"""What a passage is: its sentences, their roles, and what stands before it and belongs to it.

Owns the values and nothing else.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from index.sentences import Span


class Role(IntEnum):
    """What a sentence is. Stored as a number: a role keeps its own for good."""

    PROSE = 0
    HEADING = 1  # never marked
    QUESTION = 2  # asks; marked only where nothing else stands in the passage
    ROW = 3  # of a table, or a card
    CODE = 4
    MESSAGE = 5  # of a chat, with its speaker


class LeadKind(StrEnum):
    """Why a passage needs words that stand before it."""

    HEADING = "heading"  # of a section around it; outermost first
    HEADER_ROW = "header row"  # of its table
    INTRODUCTION = "introduction"  # the sentence or the parent item above its list items
    QUESTION = "question"  # that it answers


@dataclass(frozen=True, slots=True)
class Lead:
    """Words of the same document before a passage, which it cannot be understood without."""

    kind: LeadKind
    start: int  # offsets into the document's text; `end` is at most the passage's start
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences; its first sentence starts at `start`, its last ends at `end`."""

    start: int
    end: int
    sentences: tuple[Span, ...]  # in order, not overlapping, offsets into the document's text
    roles: tuple[Role, ...] = ()  # of each sentence; empty where all are prose
    leads: tuple[Lead, ...] = ()  # in the order of the text
    entry: int | None = None  # the number of its entry among the document's; None outside of any
