"""Text without full stops -> lines, or pieces of like length.

Owns which line ends were made on purpose (verse, lists without bullets, lines of a log) and how
long a run of words without a stop may stay.
"""

from itertools import pairwise

from index.cuts import cut_evenly
from index.spans import Span, trim

_LONGEST = 300  # characters of a run of words that has no full stop at its end
_PIECE = 160  # characters of its pieces, about
_LONGEST_LINE = 80  # characters of a line that may be one of verse, on the average
_NARROW = 0.85  # a line shorter than this share of the longest might have taken the next word
_STOPS = tuple(".!?…。！？．؟。।॥።")
_CLOSERS = ")]}”’»›\"'*_ ⁰¹²³⁴⁵⁶⁷⁸⁹†‡"


def part_unstopped(text: str, span: Span) -> list[Span]:
    """Return a sentence as it is, or its lines where it is none."""
    if span.end - span.start <= _LONGEST and text.find("\n", span.start, span.end) < 0:
        return [span]
    lines = _lines(text, span)
    stopped = text[span.start : span.end].rstrip(_CLOSERS).endswith(_STOPS)
    if len(lines) > 1 and _on_purpose(text, lines, stopped):
        return lines
    if stopped or span.end - span.start <= _LONGEST:
        return [span]
    return cut_evenly(text, span, -(-(span.end - span.start) // _PIECE))


def _lines(text: str, span: Span) -> list[Span]:
    lines = []
    start = span.start
    while start < span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        if line := trim(text, start, end):
            lines.append(line)
        start = end + 1
    return lines


def _on_purpose(text: str, lines: list[Span], stopped: bool) -> bool:
    """Whether lines end where they do for a reason, and not because the next word did not fit."""
    sizes = [line.end - line.start for line in lines]
    if sum(sizes) > _LONGEST_LINE * len(lines):
        return False
    opens = [not text[line.start].islower() for line in lines]
    if stopped or len(lines) == 2:
        # One sentence over several lines: verse, where each begins as a sentence does.
        return len(lines) > 2 - (not stopped) and all(opens) and _breaks(text, lines) >= 0.5
    return _breaks(text, lines) >= 0.5


def _breaks(text: str, lines: list[Span]) -> float:
    """Return the share of line ends before which the next word would have had room."""
    longest = max(line.end - line.start for line in lines) * _NARROW
    roomy = 0
    for line, below in pairwise(lines):
        word = text[below.start : below.start + 40].split(None, 1)[0]
        roomy += line.end - line.start + 1 + len(word) <= longest
    return roomy / (len(lines) - 1)
