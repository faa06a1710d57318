"""Where to cut a sentence that is too long to be embedded whole.

Owns the choice of places; how long is too long is the caller's business.
"""

import re
import unicodedata

from index.spans import Span, trim

# Best first; each cut falls behind the match.
_PLACES = tuple(
    re.compile(form) for form in (r"\n", r"[;:](?=\s)|[；：]", r",(?=\s)|[，、]", r"\s")
)
_JOINER = "\u200d"


def cut_evenly(text: str, span: Span, parts: int) -> list[Span]:
    """Cut `span` into about `parts` pieces of like length, each at the best place near by.

    The pieces cover every character of `span` that is not white space. A span of two characters or
    more is always cut; one character comes back as it is.
    """
    length = span.end - span.start
    parts = min(max(parts, 2), length)
    step = length / parts
    pieces = []
    left = span.start
    for number in range(1, parts):
        target = span.start + round(number * step)
        place = _place(text, max(left + 1, target), left + 1, span.end - 1, step)
        pieces.append(trim(text, left, place))
        left = place
        if left >= span.end - 1:
            break
    pieces.append(trim(text, left, span.end))
    return [piece for piece in pieces if piece]


def _place(text: str, target: int, lowest: int, highest: int, step: float) -> int:
    """Return the best place near `target`, between `lowest` and `highest`, both included."""
    if lowest >= highest:
        return lowest
    target = min(target, highest)
    first = max(lowest, target - int(step / 3))
    last = min(highest, target + int(step / 3))
    for form in _PLACES:
        # One character more than may match, for those places that depend on what follows.
        ends = (found.end() for found in form.finditer(text, first - 1, last + 1))
        if places := [end for end in ends if end <= last]:
            return min(places, key=lambda place: abs(place - target))
    wide = int(step)
    for distance in range(wide + 1):
        for place in (target - distance, target + distance):
            if lowest <= place <= highest and not _inside_character(text, place):
                return place
    return target


def _inside_character(text: str, place: int) -> bool:
    """Whether a cut at `place` would part what people see as one character.

    Covers the common cases of Unicode Annex 29, section 3.1: marks, joined emoji, skin tones,
    flags and conjoining Hangul. `place` is neither the beginning nor the end of `text`.
    """
    before, after = text[place - 1], text[place]
    if unicodedata.category(after).startswith("M") or _JOINER in (before, after):
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":
        return True
    if "\u1160" <= after <= "\u11ff":
        return "\u1100" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"
    return _is_flag_letter(after) and _is_second_flag_letter(text, place)


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_second_flag_letter(text: str, place: int) -> bool:
    # Bounded, so that a file of nothing but flags does not take quadratic time.
    before = text[max(0, place - 64) : place]
    count = 0
    while count < len(before) and _is_flag_letter(before[-1 - count]):
        count += 1
    return count % 2 == 1
