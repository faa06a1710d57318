"""Dated lines -> entries: chat logs, log files, diaries of one line a day.

Owns what a line must look like for its date to count. Lines of one day after one another are one
entry, so that a question and its answers can share a passage.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.documents import Entry, Origin
from index.passages.blocks import Block, Kind
from index.passages.settling import is_monotone, settle
from index.passages.written import Written, date_at, dates_in, timed_day_at

# A quick look, before any form is tried.
_MAY_BEGIN = re.compile(
    r"[ \t]*(?:[-*•>][ \t]+)?(?:\*\*|__)?(?P<bracket>[\[(<])?"
    r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?,? )?"
    r"(?=[0-9]{1,4}[-./ 年년][0-9a-z]|[0-9]{1,2}(?:st|nd|rd|th) "
    r"|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb"
    r"|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[.,]? )",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[,T ]{1,3}(?:at )?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"(?:\s?[ap]\.?m\b\.?)?(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"(?:\*\*|__)?(?:\s*[:–—|\t]|\s+-\s)(?:\*\*|__)?|(?:\*\*|__)\s+(?=\S)")
# Who noted a change: "2023-06-02  Jane Doe  <jane@example.org>".
_BY = re.compile(r"\s{1,3}[^\W\d_][^<>\n]{1,60}<[^<>\s@]{1,80}@[^<>\s]{1,80}>")
# A name and then the time, alone on the line above a message: "ilse — 03/04/2024 6:22 PM".
_TIME_LAST = re.compile(r":[0-9]{2}(?:\s?[ap]\.?m\b\.?)?[ \t\])*]*$", re.IGNORECASE)
_LONGEST_HEAD = 90  # characters of such a line
# A line of a server's log: the address, the user, the time.
_SERVED = re.compile(r"[^\s\[]{1,64}(?: [^\s\[]{1,40}){2} (?=\[[0-9]{2}/)")
_MUCH = 0.3  # share of the paragraphs that dated lines must be in for all others to belong to them


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    block: int  # its number
    date: Written  # offsets into the text
    strong: bool  # in brackets, or with a time of day


def find_dated_lines(text: str, blocks: Sequence[Block], published: str | None) -> list[Entry]:
    """Return the entries that begin with a dated line, in order."""
    found = list(_lines(text, blocks))
    bodies = [n for n, block in enumerate(blocks) if block.kind in (Kind.TEXT, Kind.ROW)]
    touched = {line.block for line in found}
    strong = [line for line in found if line.strong]
    most = len(touched) * 2 >= len(bodies)
    values = settle([line.date for line in found], published)
    if len(found) < 2 or not (len(strong) >= 2 or (most and is_monotone(values))):
        return []
    if len(strong) >= 2 and not most:
        kept = [(line, value) for line, value in zip(found, values, strict=True) if line.strong]
    else:
        kept = list(zip(found, values, strict=True))
    reach = len(touched) >= _MUCH * len(bodies)
    return list(_entries(kept, blocks, reach))


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[_Line]:
    for number, block in enumerate(blocks):
        if block.kind not in (Kind.TEXT, Kind.ROW):
            continue
        start = block.start
        while start < block.end:
            if line := _dated(text, start, number):
                yield line
            start = text.find("\n", start, block.end) + 1 or block.end


def _dated(text: str, start: int, block: int) -> _Line | None:
    served = _SERVED.match(text, start) if text.find(" [", start, start + 150) >= 0 else None
    begins = _MAY_BEGIN.match(text, served.end() if served else start)
    if not begins:
        return _named(text, start, block)
    at = begins.end()
    line = text[at : at + 80].split("\n", 1)[0]
    written = date_at(line, 0) or timed_day_at(line, 0)
    if written is None:
        return None
    timed = _TIME.match(line, written.end) or ":" in text[begins.start() : at + written.end]
    if served:
        return _Line(start, block, _moved(written, at), strong=True)
    end = timed.end() if isinstance(timed, re.Match) else written.end
    strong = bool(timed)
    if begins["bracket"]:
        if line[end : end + 1] not in ("]", ")", ">") or line[end + 1 : end + 2] == "(":
            return None
        strong = True
    elif not timed and _BY.match(text, at + end, at + _LONGEST_HEAD):
        strong = True
    elif not timed and not _SEPARATED.match(line, end):
        return None
    if written.year is None and not (written.day or written.numbers):
        return None
    return _Line(begins.start(), block, _moved(written, at), strong)


def _named(text: str, start: int, block: int) -> _Line | None:
    """Return a line that is a name, a date and a time, and nothing else."""
    stop = text.find("\n", start)
    line = text[start : len(text) if stop < 0 else stop] if stop - start <= _LONGEST_HEAD else ""
    if not line.lstrip(" \t*")[:1].isalpha() or not _TIME_LAST.search(line, len(line) - 20):
        return None
    dates = dates_in(line)
    if len(dates) != 1 or not (timed := _TIME.match(line, dates[0].end)):
        return None
    if line[timed.end() :].strip(" \t])*"):
        return None
    return _Line(start, block, _moved(dates[0], start), strong=True)


def _moved(written: Written, by: int) -> Written:
    return replace(written, start=by + written.start, end=by + written.end)


def _entries(
    lines: Sequence[tuple[_Line, str | None]], blocks: Sequence[Block], reach: bool
) -> Iterator[Entry]:
    """Return one entry for each run of lines of one day."""
    at = 0
    while at < len(lines):
        first, value = lines[at]
        after = at + 1
        while after < len(lines) and _same(lines[after - 1], lines[after], blocks, reach):
            after += 1
        last = lines[after - 1][0]
        end = _end(last, blocks, reach)
        if after < len(lines):
            end = min(end, lines[after][0].start)
        yield Entry(
            first.start,
            end,
            value,
            Origin.LINE if value else None,
            first.date.start,
            first.date.end,
        )
        at = after


def _same(
    a: tuple[_Line, str | None], b: tuple[_Line, str | None], blocks: Sequence[Block], reach: bool
) -> bool:
    if a[1] != b[1] or (a[1] is None and a[0].date.numbers != b[0].date.numbers):
        return False
    return b[0].start <= _end(a[0], blocks, reach) + 1


def _end(line: _Line, blocks: Sequence[Block], reach: bool) -> int:
    """Return where what a line says ends: with its paragraph, or before the next heading."""
    last = line.block
    # A row belongs with the rows right below it.
    while last + 1 < len(blocks) and (
        (reach and blocks[last + 1].kind is not Kind.HEADING)
        or (blocks[last].kind is Kind.ROW and blocks[last + 1].kind is Kind.ROW)
    ):
        last += 1
    return blocks[last].end
