"""A range of characters of a text.

Owns the value that sentences, passages and quotes are told by.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters: `text[start:end]`."""

    start: int
    end: int


def trim(text: str, start: int, end: int) -> Span | None:
    """Return `text[start:end]` without white space at either end; None where nothing is left."""
    piece = text[start:end]
    kept = len(piece.strip())
    if not kept:
        return None
    start += len(piece) - len(piece.lstrip())
    return Span(start, start + kept)
