"""Parts of a text that are set apart before paragraphs are looked for: fenced code, and no prose.

Owns code fences, HTML comments, scripts and styles, and what repeats at the edges of pages. Each
search either finds an end or is not tried again, so the time grows with the text and no faster.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.documents import Markup


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a text that is no paragraph."""

    start: int
    end: int
    code: bool  # else it is no prose


# Each alternative begins with a fixed character: only then does the search leap over the rest.
_OPENING = re.compile(
    r"```+(?=[^`\n]*$)|~~~+"
    r"|<(?:!--|(?P<element>[Ss][Cc][Rr][Ii][Pp][Tt]|[Ss][Tt][Yy][Ll][Ee]|[Hh][Ee][Aa][Dd])\b)",
    re.MULTILINE,
)
_BEFORE_FENCE = re.compile(r"[ \t]*(?:[-*+>][ \t]+)?")
_CLOSING_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[ \t]*$", re.MULTILINE)
_HTML = re.compile(r"<(?:!doctype html|html|body|head)\b", re.IGNORECASE)
_HTML_LOOKED_AT = 2_000  # characters, for the mark of a page that was saved as text
_PAGE_NUMBER = re.compile(
    r"[^\w\n]*(?:(?:page|seite|pagina|página|p\.|s\.)[ \t]*)?(?P<number>[0-9]{1,4})"
    r"(?:[ \t]*(?:of|von|de|/)[ \t]*[0-9]{1,4})?[^\w\n]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9]+")
_DASHED = re.compile(r"\s*[-–—]\s?[0-9]{1,4}\s?[-–—]\s*")
_LONGEST_NUMBER = 120  # characters of the line of a page's number, blanks and all
_RIGHT = 20  # blanks before a number that stands to the right or in the middle
_EDGE_LINES = 2  # at the head and at the foot of a page, that may be running titles


def find_regions(text: str, body: int, markup: Markup) -> list[Region]:
    """Return the regions of `text[body:]` in order; they do not overlap."""
    marked = list(_marked(text, body, markup))
    repeated = list(_running(text, body) if "\f" in text else _numbered_pages(text, body))
    if not repeated:
        return marked
    inside = iter(marked)
    current = next(inside, None)
    kept: list[Region] = []
    for region in repeated:
        while current and current.end <= region.start:
            kept.append(current)
            current = next(inside, None)
        if current is None or region.end <= current.start:
            kept.append(region)
    return kept + ([current] if current else []) + list(inside)


def _marked(text: str, body: int, markup: Markup) -> Iterator[Region]:
    page = bool(_HTML.search(text, body, body + _HTML_LOOKED_AT))
    if not any(mark in text for mark in ("```", "~~~", "<")):
        return
    hopeless: set[str] = set()  # what was opened once and never closed
    at = body
    while found := _OPENING.search(text, at):
        at = found.end()
        start = max(body, text.rfind("\n", body, found.start()) + 1)
        fence = found[0]
        if fence[0] != "<":
            if not _BEFORE_FENCE.fullmatch(text, start, found.start()):
                continue
            end = None if fence[0] in hopeless else _fence_end(text, fence, at)
            if end is None and markup is Markup.PLAIN:
                hopeless.add(fence[0])
                continue
            at = len(text) if end is None else end
            yield Region(start, at, code=True)
        elif element := found["element"]:
            end = _end(text, f"</{element.lower()}", at, hopeless) if page else None
            close = text.find(">", end) if end else -1
            if close >= 0:
                at = close + 1
                yield Region(found.start(), at, code=False)
        elif (end := _end(text, "-->", at, hopeless)) is not None:
            at = end
            if _stands_alone(text, start, found.start(), end):
                yield Region(found.start(), end, code=False)


def _fence_end(text: str, fence: str, at: int) -> int | None:
    while found := _CLOSING_FENCE.search(text, at):
        if found[1].startswith(fence):
            return found.end()
        at = found.end()
    return None


def _end(text: str, mark: str, at: int, hopeless: set[str]) -> int | None:
    if mark in hopeless:
        return None
    end = text.find(mark, at)
    if end < 0:
        hopeless.add(mark)
        return None
    return end + len(mark)


def _stands_alone(text: str, line: int, start: int, end: int) -> bool:
    """Whether a comment is all of its lines, or comes after all that a paragraph says.

    One in the middle of a sentence stays: a sentence is one range of the text.
    """
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    if text[end:line_end].strip():
        return False
    return not text[line:start].strip() or not text[line_end : line_end + 2].strip()


def _running(text: str, body: int) -> Iterator[Region]:
    """Find titles and numbers that stand at the same edge of several pages."""
    pages = [_page(text, start, end) for start, end in _page_ranges(text, body)]
    if len(pages) < 2:
        return
    counts = Counter(
        key for lines in pages for key in {_key(text, line, place) for place, line in _edges(lines)}
    )
    least = max(2, (len(pages) + 1) // 2)
    for lines in pages:
        edges = [line for place, line in _edges(lines) if counts[_key(text, line, place)] >= least]
        if len(edges) < len(lines):
            for start, end in sorted(set(edges)):
                yield Region(start, end, code=False)


def _numbered_pages(text: str, body: int) -> Iterator[Region]:
    """Find the numbers of pages that stand alone, and the titles that run below or above them.

    Without a break of pages a number may be anything, so that the numbers must count up, and stand
    between dashes, to the right, or beside a title that repeats.
    """
    lines = _page(text, body, len(text))
    numbers = [
        (at, int(found["number"]))
        for at, (start, end) in enumerate(lines)
        if end - start <= _LONGEST_NUMBER and (found := _PAGE_NUMBER.fullmatch(text, start, end))
    ]
    if not numbers:
        return
    # The title of the first page may be a header, before the text proper.
    first = _page(text, 0, body)[:_EDGE_LINES] or lines[:1]
    titles = Counter({_title_key(text, line) for line in first})
    titles[" ".join(_title_key(text, line) for line in first)] += 1
    titles.update(_title_key(text, lines[at + 1]) for at, _ in numbers if at + 1 < len(lines))
    told = [
        (at, number)
        for at, number in numbers
        if _DASHED.fullmatch(text, *lines[at])
        or text[lines[at][0] : lines[at][0] + _RIGHT].isspace()
        or (at + 1 < len(lines) and titles[_title_key(text, lines[at + 1])] > 1)
    ]
    repeats = any(
        at + 1 < len(lines) and titles[_title_key(text, lines[at + 1])] > 1 for at, _ in told
    )
    counted = len(told) > 1 and all(b[1] == a[1] + 1 for a, b in pairwise(told))
    if not counted and not (repeats and len(told) == 1):
        return
    for at, _ in told:
        yield Region(*lines[at], code=False)
        if at + 1 < len(lines) and titles[_title_key(text, lines[at + 1])] > 1:
            yield Region(*lines[at + 1], code=False)


def _title_key(text: str, line: tuple[int, int]) -> str:
    return _DIGITS.sub("0", " ".join(text[line[0] : line[1]].split()))


def _page_ranges(text: str, body: int) -> Iterator[tuple[int, int]]:
    start = body
    while (end := text.find("\f", start)) >= 0:
        yield start, end
        start = end + 1
    yield start, len(text)


def _page(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the lines of a page that are not blank."""
    lines = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            lines.append((start, stop))
        start = stop + 1
    return lines


def _edges(lines: list[tuple[int, int]]) -> Iterator[tuple[str, tuple[int, int]]]:
    for number in range(min(_EDGE_LINES, len(lines))):
        yield f"head {number}", lines[number]
        yield f"foot {number}", lines[-1 - number]


def _key(text: str, line: tuple[int, int], place: str) -> str:
    words = text[line[0] : line[1]].strip()
    if _PAGE_NUMBER.fullmatch(words):
        return f"number {place.split()[0]}"
    return f"{place} {_DIGITS.sub('0', words)}"
