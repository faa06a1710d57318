"""Dated headings -> the entries below them.

Owns which headings, and lines that stand as headings, date what is below; dates at the head of a
line of text are in `lines`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto
from itertools import pairwise

from index.documents import Entry, Origin
from index.passages.blocks import DAY_LEVEL, NO_HEADING, Block, Kind, is_short_line
from index.passages.settling import is_monotone, settle
from index.passages.written import Written, dates_in, month_alone, years_in
from index.sentences import is_list_item

_LONGEST_LINE = 80  # characters of a line of text that may stand as a heading
_LONGEST_HEADING = 300  # characters of one that is looked at

# What may stand beside the date in the heading of an entry, and says nothing of its own:
# "Minutes of the meeting of 11 February 2025", "[2.3.0] - 2023-06-02", "--- Day changed ...".
_BESIDE = re.compile(
    r"\b(?:(?:board|team|annual|general|weekly|daily|monthly|regular|council|committee|staff)|"
    r"parish|town|city|village|school|club|members|executive|extraordinary|special|ordinary|"
    r"meetings?|minutes|session|sitting|assembly|call|sync|stand-?up|entry|diary|journal|log|"
    r"held|convened|taken|dated|published|posted|sprint|retro(?:spective)?|review|agm|"
    r"releas(?:e|ed)|version|newsletter|news|issue|edition|updated?|report|notes?|bulletin|digest|"
    r"week|day|changed|opened|closed|began|started|ended|today|of|on|at|the|for|from|in|to|date|"
    r"beginning|commencing|starting|ending|no|nr|vol|w/c|"
    r"\w*sitzung|\w*versammlung|treffen|protokoll|woche|tag|version|vom|von|am|der|die|das|des|"
    r"réunion|séance|procès-verbal|compte[ -]rendu|journée|semaine|du|de|le|la|"
    r"acta|reunión|sesión|semana|día|el|del|"
    r"mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|\bv?[0-9]+(?:\.[0-9]+)+[\w.+-]*|#?\b[0-9]{1,4}\b|\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
    r"(?: ?[ap]\.?m\b\.?)?|\b(?:yanked|unreleased)\b",
    re.IGNORECASE,
)
_WEEK = re.compile(r"\b(?:week|w/c|woche|semaine|semana)\b", re.IGNORECASE)
# "4-6 March 2024", "Monday 4 to Friday 8 March 2024", "from 28 February to 3 March 2024".
_FROM = re.compile(
    r"\b[0-9]{1,2}(?:st|nd|rd|th|\.)?(?: [^\W\d_]{3,10}\.?)?,?(?: [0-9]{4})?"
    r" ?(?:[-–—/&]|to|and|until|till|bis|und|au|et|al|y) ?(?:[^\W\d_]{3,10},? )?$",
    re.IGNORECASE,
)
# "Day 1 - 4 May 2024" is one day.
_COUNTED = re.compile(
    r"(?:\b(?:day|no|nr|week|part|sprint|session|meeting|issue|episode|chapter|sitting|vol|stage|leg|tag"
    r"|jour|día|release|version)\.?|#) ?$",
    re.IGNORECASE,
)
# "March 4-6, 2024" is read up to the 4.
_TO = re.compile(r" ?[-–—/&] ?[0-9]{1,2}\b(?![:.-])(?:,? (?P<year>[0-9]{4})(?![0-9:]))?")
_CLOCK = re.compile(r"[0-9]:[0-9]{2}")
# As dates these are the year: "Q3 2023", "2024-W10", "Spring 2023".
_PART_OF_YEAR = re.compile(
    r"(?<![\w./-])(?:(?:[qh][1-4]|(?:week|kw|cw) ?[0-9]{1,2}|spring|summer|autumn|fall|winter)"
    r"(?: of|,)?[ /-]{1,3}(?P<year>[12][0-9]{3})"
    r"|(?P<first>[12][0-9]{3})[ /-]{0,3}(?:[qh][1-4]|k?w[0-9]{1,2}))(?![\w/-]|\.[0-9])",
    re.IGNORECASE,
)
_LINK = re.compile(r"\]\([^)\n]{0,300}\)|\]\[[^\]\n]{0,100}\]")
_BEFORE_EDGE = tuple("-–—(|:,[/·•")
_SET_APART = re.compile(r"(?P<mark> (?:--?|[–—|/·•]) |: | \()")
_BEHIND_EDGE = re.compile(r"\s*[-–—)\]|:,/·•(.]")


class Form(Enum):
    """How a date stands in a heading."""

    WHOLE = auto()  # it is all the heading says
    EDGE = auto()  # first or last, set apart from the other words
    INSIDE = auto()


@dataclass(frozen=True, slots=True)
class _Head:
    start: int  # of the line
    level: int
    at: int  # of its words
    words: str
    date: Written | None = None
    form: Form = Form.INSIDE
    year: int | None = None  # that it names and no more: "2024", "Journal 2024"
    several: bool = False  # days: "Week of 4 March", "4-6 March 2024"
    loose: bool = False  # a line of a text without marks, that may be a heading


def find_headed(
    text: str, blocks: Sequence[Block], published: str | None, *, end: int
) -> list[Entry]:
    """Return the entries that begin with a dated heading, in order; the last may run to `end`."""
    heads = [_read(head) for head in _heads(text, blocks)]
    heads = list(_with_year_above(_without_loose(heads)))
    values: dict[int, str | None] = {}
    levels: dict[int, list[int]] = defaultdict(list)
    for number, head in enumerate(heads):
        levels[head.level].append(number)
    for numbers in levels.values():
        values |= _dated(heads, numbers, published)
    values |= _years(heads, values, levels)
    return list(_entries(heads, values, end))


def _heads(text: str, blocks: Sequence[Block]) -> Iterator[_Head]:
    for block in blocks:
        if block.kind is Kind.HEADING and block.words:
            words = text[block.words.start : block.words.end]
            if len(words) <= _LONGEST_HEADING:
                yield _Head(block.start, block.level, block.words.start, words)
        elif block.kind is Kind.TEXT:
            yield from _day_lines(text, block)


def _day_lines(text: str, block: Block) -> Iterator[_Head]:
    """Find the lines of a paragraph that are a date and nothing else, or may be headings."""
    start = block.start
    while start < block.end:
        end = text.find("\n", start, block.end)
        end = block.end if end < 0 else end
        if end - start <= _LONGEST_LINE and any(map(str.isdigit, text[start:end])):
            line = text[start:end]
            words = line.strip(" \t=*_~–—-")
            at = start + line.find(words)
            head = _read(_Head(at if line[:1].isspace() else start, DAY_LEVEL, at, words))
            if head.date and head.form is Form.WHOLE:
                yield head
            elif head.date and start == block.start and _may_be_heading(line):
                yield replace(head, loose=True)
        start = end + 1


def _may_be_heading(line: str) -> bool:
    """Whether the first line of a paragraph may be the heading of what follows."""
    if not is_short_line(line) or line.endswith((",", ";", ":")) or not line[0].isalnum():
        return False
    # With a time of day it is the head of a message.
    return not (is_list_item(line) or NO_HEADING.match(line) or _CLOCK.search(line))


def _read(head: _Head) -> _Head:
    words = _LINK.sub(lambda found: "]" + " " * (len(found[0]) - 1), head.words)
    dates = dates_in(words)
    if not dates:
        return _read_part(head, words)
    if len(dates) > 1:
        full = [one for one in dates if one.year is not None and (one.day or one.numbers)]
        if len(full) != 1:
            return head
        dates = full
    [found] = dates
    begun, until = _FROM.search(words, 0, found.start), _TO.match(words, found.end)
    if begun and _COUNTED.search(words, 0, begun.start()):
        begun = None
    if until and until["year"] and found.year is None:
        found = replace(found, year=int(until["year"]))
    before = words[: begun.start() if begun else found.start].rstrip()
    behind = words[until.end() if until else found.end :]
    if not any(map(str.isalnum, _BESIDE.sub(" ", f"{before} | {behind}"))):
        form = Form.WHOLE
    elif (not before or before.endswith(_BEFORE_EDGE)) and (
        not behind.strip(" )].:*_") or _BEHIND_EDGE.match(behind)
    ):
        form = Form.EDGE
    else:
        form = Form.INSIDE
    several = bool(_WEEK.search(words) or begun or until)
    return replace(head, date=found, form=form, year=found.year, several=several)


def _read_part(head: _Head, words: str) -> _Head:
    if month := month_alone(words):
        return replace(head, date=month, form=Form.WHOLE)
    if part := _PART_OF_YEAR.search(words):
        rest = words[: part.start()] + words[part.end() :]
        number = int(part["year"] or part["first"])
        if not any(map(str.isalnum, _BESIDE.sub(" ", rest))):
            written = Written(part.start(), part.end(), number)
            return replace(head, date=written, form=Form.WHOLE, year=number)
    years = years_in(words)
    if len(years) != 1:
        return head
    [year] = years
    whole = not any(map(str.isalnum, words[: year.start] + words[year.end :]))
    return replace(head, form=Form.WHOLE if whole else Form.INSIDE, year=year.year)


def _without_loose(heads: list[_Head]) -> list[_Head]:
    """Leave out the lines that are no headings: others are dated, or none is made like them."""
    if any(head.date and not head.loose for head in heads):
        return [head for head in heads if not head.loose]
    kinds = Counter(_kind(head) for head in heads if head.loose)
    return [head for head in heads if not head.loose or kinds[_kind(head)] > 1]


def _with_year_above(heads: Sequence[_Head]) -> Iterator[_Head]:
    """Give "March 4" the year of the heading above it."""
    stack: list[_Head] = []
    for head in heads:
        while stack and stack[-1].level >= head.level:
            stack.pop()
        found = head
        if head.date and head.date.year is None:
            year = next((above.year for above in reversed(stack) if above.year), None)
            found = replace(head, date=replace(head.date, year=year), year=year)
        stack.append(found)
        yield found


def _dated(
    heads: Sequence[_Head], numbers: Sequence[int], published: str | None
) -> dict[int, str | None]:
    """Return the values of the headings of one level, where they are those of entries."""
    dated = [number for number in numbers if heads[number].date]
    kinds = Counter(_kind(heads[number]) for number in dated)
    good = [
        number
        for number in dated
        if heads[number].form is not Form.INSIDE or kinds[_kind(heads[number])] > 1
    ]
    if len(good) < 2:
        return {}
    dates = [heads[number].date for number in good]
    values = settle([one for one in dates if one], published)
    if any(heads[number].form is not Form.WHOLE for number in good) and not (
        is_monotone(values) and len(good) * 2 >= len(numbers)
    ):
        return {}
    if all(one and one.year is None and one.day is None for one in dates):
        return {}  # "May" and "March" may be names
    return {
        number: _of_week(value) if heads[number].several else value
        for number, value in zip(good, values, strict=True)
    }


def _kind(head: _Head) -> str:
    """Return what a heading says besides its date: "Training of 3 May 2021" is one of a kind.

    Behind a date that comes first and a mark, as in "3 May 2021 -- Ann, Ben", it may be anything.
    """
    found = head.date or Written(0, 0)
    if not head.words[: found.start].strip() and (mark := _SET_APART.match(head.words, found.end)):
        return mark["mark"]
    rest = f"{head.words[: found.start]}|{head.words[found.end :]}".casefold()
    return re.sub(r"[0-9]+", "0", rest)


def _of_week(value: str | None) -> str | None:
    """Return the month that several days lie in, or its year: no single one is meant."""
    if value is None or len(value) < 10:
        return value
    first = date.fromisoformat(value)
    last = first + timedelta(days=6)
    if (first.year, first.month) == (last.year, last.month):
        return value[:7]
    return value[:4] if first.year == last.year else None


def _years(
    heads: Sequence[_Head], values: dict[int, str | None], levels: dict[int, list[int]]
) -> dict[int, str | None]:
    """Return the headings that are a year alone and hold dated ones, or run on year by year."""
    years: dict[int, str | None] = {}
    for numbers in levels.values():
        alone = [
            number
            for number in numbers
            if heads[number].year and not heads[number].date and heads[number].form is Form.WHOLE
        ]
        found = [heads[number].year or 0 for number in alone]
        steps = {b - a for a, b in pairwise(found)}
        holds = any(
            heads[number + 1].level > heads[number].level and (number + 1) in values
            for number in alone
            if number + 1 < len(heads)
        )
        if holds or (len(alone) > 1 and steps in ({1}, {-1})):
            years |= {number: f"{heads[number].year:04}" for number in alone}
    return years


def _entries(heads: Sequence[_Head], values: dict[int, str | None], end: int) -> Iterator[Entry]:
    if not values:
        return
    owners: list[tuple[int, int | None]] = []  # where a part begins, and the heading that dates it
    stack: list[int] = []
    for number, head in enumerate(heads):
        while stack and heads[stack[-1]].level >= head.level:
            stack.pop()
        stack.append(number)
        owner = next((above for above in reversed(stack) if above in values), None)
        if not owners or owners[-1][1] != owner:
            owners.append((head.start, owner))
    ends = [start for start, _ in owners[1:]] + [end]
    for (start, owner), stop in zip(owners, ends, strict=True):
        if owner is None:
            continue
        head = heads[owner]
        value = values[owner]
        words = head.date or years_in(head.words)[0]
        yield Entry(
            start,
            stop,
            value,
            Origin.HEADING if value else None,
            head.at + words.start,
            head.at + words.end,
        )
