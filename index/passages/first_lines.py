"""Lines right above their text that are no part of it: "2) Ropes", "Q8. Is parking available?".

Owns which first lines of a paragraph are headings or questions of their own. A line that was only
wrapped is none: there must be several, made alike, and what follows must begin anew.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.passages.blocks import NO_HEADING, Block, Kind
from index.sentences import Span, trim

_LONGEST, _MOST_WORDS = 80, 10  # characters and words of a heading
_DEEPEST = 4  # numbers of a heading, "1.2.3.4"
_NUMBERED_LEVEL = 9  # below "#", days and bold lines
_NUMBER = re.compile(
    r"[ \t]*(?:(?:§|Section|Article|Art\.|Chapter|Item|Point|Abschnitt|Kapitel|TOP|Punkt) ?)?"
    r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[.):]{0,2}[ \t]+(?=\S)"
)
# "A. Keys", "II) Boats".
_LETTER = re.compile(r"[ \t]*(?P<letter>[IVX]{1,5}|[A-Z])[.):][ \t]+(?=\S)")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_ENDS = tuple(".!?…:;,-–—")
_CLOSERS = ")]}”’»›\"'*_ \t"
_ASKS = tuple("?？؟")
_LONGEST_QUESTION = 200
# "Q8.", "8)", "Frage 3:", and what marks of bold stand around.
QUESTION_LABEL = re.compile(
    r"[ \t]*(?:[-*+•][ \t]+)?(?:\*\*|__)?(?:(?:Q|Question|F|Frage|P|Pregunta|D|Domanda|FAQ)\s?#?"
    r"[0-9]{0,3}\s?(?:[:.)]|[-–—](?=\s))|[0-9]{1,3}[.)])(?:\*\*|__)?[ \t]+(?=\S)",
    re.IGNORECASE,
)
# "Who may row? Every member." What a name or a time begins is a message.
_ASKED = re.compile(
    r"(?P<asked>[ \t]*(?:[-*+•][ \t]+|(?:Q|F|P)?[0-9]{1,3}[.):][ \t]+|[QFP]:[ \t]+)?"
    r"[^\W\d_a-z¿][^\n.!?:>\]]{4,160}[?？])[ \t]+(?=[^\W_a-z])(?![^\n]*[?？][ \t]*$)"
)
_BULLET = re.compile(r"[ \t]*[-*+•‣▪] ")
_ITEM = re.compile(r"[ \t]*(?:[-*+•‣▪|>]|\(?[a-z][.)]\s)")
_PLAIN_LONGEST, _PLAIN_WORDS = 48, 6  # of a heading without a number
_LEAST_BELOW = 45  # characters of the line below it, which is twice as long at least


@dataclass(frozen=True, slots=True)
class _Line:
    block: int
    start: int
    end: int
    below: int  # where the next line of the paragraph begins
    number: tuple[int, ...] = ()


def part_first_lines(text: str, blocks: list[Block], *, plain: bool) -> list[Block]:
    """Return the blocks with headings and questions parted from the text right below them.

    `plain`: the text has no marks, so that short lines without a number may be headings too.
    """
    lines = [line for line in _lines(text, blocks) if line.below < blocks[line.block].end]
    headings = _nested(_lettered(text, blocks, lines), _numbered(text, blocks, lines))
    questions = _questions(text, blocks, lines) or _asked_and_answered(text, blocks)
    if plain:
        headings |= _short(text, blocks, lines, bool(headings))
    if not headings and not questions:
        return blocks
    found = sorted({**dict.fromkeys(questions), **dict.fromkeys(headings)}, key=lambda o: o.start)
    parts: list[Block] = []
    at = 0
    for number, block in enumerate(blocks):
        left = block.start
        while at < len(found) and found[at].block == number:
            line = found[at]
            parts += _part(text, block, left, line.start)
            parts += _part(text, block, line.start, line.end, heading=headings.get(line))
            left = line.below
            at += 1
        parts += [block] if left == block.start else _part(text, block, left, block.end)
    return parts


def _part(text: str, block: Block, start: int, end: int, heading: int | None = None) -> list[Block]:
    span = trim(text, start, end)
    if span is None:
        return []
    if heading is None:
        return [replace(block, start=span.start, end=span.end)]
    words = Span(span.start, span.end)
    return [
        replace(
            block, kind=Kind.HEADING, start=span.start, end=span.end, level=heading, words=words
        )
    ]


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[_Line]:
    for number, block in enumerate(blocks):
        if block.kind is not Kind.TEXT or "\n" not in text[block.start : block.end]:
            continue
        start = block.start
        while start < block.end:
            end = text.find("\n", start, block.end)
            end = block.end if end < 0 else end
            yield _Line(number, start, end, end + 1)
            start = end + 1


def _numbered(text: str, blocks: Sequence[Block], lines: Sequence[_Line]) -> dict[_Line, int]:
    """Return the numbered lines that stand as headings, with their levels."""
    found: list[_Line] = []
    above_lists: list[_Line] = []
    others = 0
    for line in lines:
        label = _NUMBER.match(text, line.start, line.end)
        if not label:
            continue
        if _begins(text, blocks, line) and _is_heading(text, label.end(), line):
            number = tuple(int(part) for part in label["number"].split("."))
            listed = bool(_BULLET.match(text, line.below))
            (above_lists if listed else found).append(replace(line, number=number))
        elif text[label.end() - 2] in ".):":
            others += 1
    following = sum(_follows(one.number, two.number) for one, two in pairwise(found))
    if len(found) < 2 or following * 2 < len(found) - 1 or others * 3 > len(found):
        return {}
    return {line: _NUMBERED_LEVEL + len(line.number) - 1 for line in (*found, *above_lists)}


def _lettered(text: str, blocks: Sequence[Block], lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines that stand as headings with letters or Roman numbers that count up."""
    found: list[tuple[_Line, str]] = []
    for line in lines:
        label = _LETTER.match(text, line.start, line.end)
        if label and _begins(text, blocks, line) and _is_heading(text, label.end(), line):
            found.append((line, label["letter"]))
    if len(found) < 2:
        return []
    roman = found[0][1] == "I"
    numbers = [_roman(letter) if roman else ord(letter[0]) - ord("A") + 1 for _, letter in found]
    counted = all(two in (one + 1, 1) for one, two in pairwise(numbers))
    return [line for line, _ in found] if numbers[0] == 1 and counted else []


def _roman(letters: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in letters]
    return sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )


def _nested(lettered: Sequence[_Line], numbered: dict[_Line, int]) -> dict[_Line, int]:
    """Return the levels of both: the kind that comes first is the outer one."""
    if not lettered:
        return numbered
    first = min((line.start for line in numbered), default=lettered[0].start + 1)
    if lettered[0].start < first:
        inner = {line: level + 1 for line, level in numbered.items()}
        return {**dict.fromkeys(lettered, _NUMBERED_LEVEL), **inner}
    return {**numbered, **dict.fromkeys(lettered, _NUMBERED_LEVEL + _DEEPEST)}


def _is_heading(text: str, start: int, line: _Line) -> bool:
    words = text[start : line.end].strip()
    if len(words) > _LONGEST or len(words.split()) > _MOST_WORDS or words.endswith(_ENDS):
        return False
    below = text[line.below : line.below + 100].lstrip()
    if not words[0].isupper() or not below or _NUMBER.match(below):
        return False
    return not below[0].islower() and (bool(_BULLET.match(below)) or not _ITEM.match(below))


def _follows(one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    """Whether `two` may be the number after `one`, or begins another list."""
    return one < two or two[-1] == 1


def _begins(text: str, blocks: Sequence[Block], line: _Line) -> bool:
    """Whether a line begins its paragraph, or follows upon a whole sentence."""
    above = text[blocks[line.block].start : line.start].rstrip(_CLOSERS + "\n")[-1:]
    return not above or above in ".!?…:"


def _questions(text: str, blocks: Sequence[Block], lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines that ask and have their answer right below."""
    found: list[_Line] = []
    for line in lines:
        words = text[line.start : line.end]
        if len(words) > _LONGEST_QUESTION or not words.rstrip(_CLOSERS).endswith(_ASKS):
            continue
        below_end = text.find("\n", line.below)
        below = text[line.below : below_end if below_end >= 0 else len(text)]
        if below.rstrip(_CLOSERS).endswith(_ASKS) or below.lstrip()[:1].islower():
            continue
        if _begins(text, blocks, line) or QUESTION_LABEL.match(words):
            found.append(line)
    labelled = [one for one in found if QUESTION_LABEL.match(text, one.start, one.end)]
    if len(labelled) >= 2:
        return found
    asked = (
        sum(text.count(mark, blocks[0].start, blocks[-1].end) for mark in _ASKS) if blocks else 0
    )
    # Prose asks now and then at a line's end; a list of questions does little else.
    return found if len(found) >= 2 and len(found) * 2 > asked else []


def _asked_and_answered(text: str, blocks: Sequence[Block]) -> list[_Line]:
    """Return the questions that have their answers behind them on the same line, line by line.

    Nearly all lines, or all paragraphs, must be so: prose asks now and then.
    """
    found: list[_Line] = []
    lines = paragraphs = first = 0
    for number, block in enumerate(blocks):
        if block.kind is not Kind.TEXT:
            continue
        start = block.start
        while start < block.end:
            end = text.find("\n", start, block.end)
            end = block.end if end < 0 else end
            asked = _ASKED.match(text, start, end)
            if asked and (start == block.start or _begins_anew(text, start)):
                found.append(_Line(number, start, asked.end("asked"), asked.end()))
                first += start == block.start
            lines += bool(found)
            start = end + 1
        paragraphs += bool(found)
    by_lines = len(found) * 4 >= lines * 3
    by_paragraphs = first == len(found) and first * 4 >= paragraphs * 3
    if len(found) < 2 or not (by_lines or by_paragraphs):
        return []
    asks = sum(text.count(mark, found[0].start, blocks[-1].end) for mark in _ASKS)
    return found if len(found) * 2 > asks else []


def _begins_anew(text: str, start: int) -> bool:
    return text[:start].rstrip(_CLOSERS + "\n")[-1:] in (".", "!", "…")


def _short(
    text: str, blocks: Sequence[Block], lines: Sequence[_Line], numbered: bool
) -> dict[_Line, int]:
    """Return short first lines of paragraphs, where several stand above whole sentences."""
    found = [
        line
        for line in lines
        if line.start == blocks[line.block].start and _is_short(text, blocks[line.block], line)
    ]
    return (
        dict.fromkeys(found, _NUMBERED_LEVEL + _DEEPEST + 1) if len(found) >= 2 or numbered else {}
    )


def _is_short(text: str, block: Block, line: _Line) -> bool:
    words = text[line.start : line.end].strip()
    if len(words) > _PLAIN_LONGEST or len(words.split()) > _PLAIN_WORDS or words.endswith(_ENDS):
        return False
    if not words[0].isupper() or any(map(str.isdigit, words)) or NO_HEADING.match(words):
        return False
    if not all(part.isalpha() for part in re.split(r"[\s'’&,/-]+", words) if part):
        return False
    end = text.find("\n", line.below, block.end)
    below = text[line.below : block.end if end < 0 else end].strip()
    if len(below) < max(_LEAST_BELOW, 2 * len(words)) or not below[0].isupper():
        return False
    return text[block.start : block.end].rstrip(_CLOSERS).endswith((".", "!", "?", "…"))
