"""Text -> time expressions with exact offsets and their values.

Owns the way through a text: its entries, paragraphs in English, expressions in order, two joined
into a span, each resolved with what was named before.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.dates.en.grammar import ENGLISH
from index.dates.grammar import Expression, Grammar, expressions, flattened, lowered
from index.dates.language import is_english
from index.dates.meanings import (
    TODAY,
    Between,
    Fixed,
    Meaning,
    Month,
    MonthDay,
    Numeric,
    Recurring,
    Stretch,
    Tense,
    Within,
    is_open,
    is_told_from_now,
)
from index.dates.resolve import Named, resolve
from index.dates.story import Story
from index.dates.values import Unit, unit_of
from index.documents import Entry, EventDate
from index.periods import Period, parse_period

# Raise it whenever what is found in a text may change: the store then reads the event dates of its
# documents anew, without embedding.
GRAMMAR_VERSION = 5

_OF_A_YEAR = (Unit.DAY, Unit.MONTH)
_EVIDENCE = 60  # characters below which a paragraph's language is that of its whole text
_SAMPLE = 20_000
# "Ann   mend the hired boat   10 May".
_CELL_GAP = 6  # characters before a cell that are looked at
_CELL_BEFORE = re.compile(r"(?:[^\s] {2,}|\t|\|) ?$")
_CELL_BEHIND = re.compile(r"[ \t]*(?:$|\n|\t| {2}|\|)")


@dataclass(frozen=True, slots=True)
class _Joined(Expression):
    """A span of two expressions, which stand alone where they make none."""

    left: Expression
    right: Expression


@dataclass(slots=True)
class _Part:
    """A part of a text that is told from one date, and its expressions."""

    start: int
    text: str
    flat: str
    low: str
    published: str | None
    expressions: list[Expression]


def dates_of(
    text: str, body: int, published: str | None, entries: Sequence[Entry] = ()
) -> list[EventDate]:
    """Return the event dates in `text[body:]`, in order, by the offsets of `text`.

    The header before `body` is left out: its date says when the text was written. Relative words
    in an entry count from the entry's date, and get no date where the entry has none that can be
    told; everywhere else they count from `published`. The words that date an entry are no event
    date either.
    """
    found: list[EventDate] = []
    parts = _parts(text, body, published, entries)
    _tell_orders(parts)
    opening = sorted((entry.date_start, entry.date_end) for entry in entries)
    for part in parts:
        told = [one for one in part.expressions if not _is_opening(one, part.start, opening)]
        for one in _found_in(replace(part, expressions=told), asked=False):
            found.append(replace(one, start=one.start + part.start, end=one.end + part.start))
    return found


def find_dates(text: str, written: str | None) -> list[EventDate]:
    """Return the calendar dates that `text` names, in order; none overlaps another.

    Relative words count from `written`, when the text was written, as precise as it is known
    ("2020-01-09", "2020-01", "2020"); raise ValueError where it is none of these. What needs it and
    cannot be told with certainty from it is left out, and so is text that is not English. "The past
    two weeks" is a duration in TIMEX3, and left out too.
    """
    return _found(text, written, asked=False)


def find_asked_dates(question: str, today: date | None) -> list[EventDate]:
    """Return the calendar dates that `question` asks with, told from the day on which it is asked.

    A question that says "the past two weeks" asks for those days, so they are a span; and what no
    verb places in time is past. Without `today` only what needs none is told.
    """
    return _found(question, today.isoformat() if today else None, asked=True)


def _found(text: str, written: str | None, *, asked: bool) -> list[EventDate]:
    parts = _parts(text, 0, written, ())
    _tell_orders(parts)
    return [one for part in parts for one in _found_in(part, asked=asked)]


def _parts(text: str, body: int, published: str | None, entries: Sequence[Entry]) -> list[_Part]:
    """Cut `text[body:]` where another date begins to count."""
    cuts: list[tuple[int, int, str | None]] = []
    at = body
    for entry in entries:
        start, end = max(at, entry.start), min(entry.end, len(text))
        if start >= end:
            continue
        cuts += [(at, start, published), (start, end, entry.date)]
        at = end
    cuts.append((at, len(text), published))
    language = _Language(text[body : body + _SAMPLE])
    parts = []
    for start, end, told_from in cuts:
        if start < end:
            flat = flattened(text[start:end])
            low = lowered(flat)
            told = list(_english(flat, low, language))
            parts.append(_Part(start, text[start:end], flat, low, told_from, told))
    return parts


def _is_opening(one: Expression, offset: int, opening: list[tuple[int, int]]) -> bool:
    """Whether an expression is the date of an entry; those are in order."""
    after = bisect_left(opening, one.end + offset, key=lambda words: words[0])
    return after > 0 and opening[after - 1][1] > one.start + offset


def _found_in(part: _Part, *, asked: bool) -> list[EventDate]:
    flat, low, grammar = part.flat, part.low, ENGLISH
    period = parse_period(part.published) if part.published else None
    story = Story(flat, low, grammar, period)
    found: list[EventDate] = []
    told = _with_years(part.expressions, low, grammar)
    story.told_from_now = [one.start for one in told if is_told_from_now(one.meaning)]
    for expression in _joined(told, low, grammar):
        tense = Tense.PAST
        is_vague = is_open(expression.meaning)
        if isinstance(expression.meaning, Stretch) and not asked:
            continue
        if (is_vague or expression.meaning == TODAY) and story.tells_history(expression):
            expression = story.of_its_year(expression)
        if is_vague and _is_cell(part.text, expression):
            tense = Tense.UNTOLD
        elif is_vague:
            tense = grammar.tense(flat, expression.start, expression.end)
            if asked:  # "What will happen on Friday?" has no other Friday
                tense = {Tense.UNTOLD: Tense.PAST, Tense.FUTURE: Tense.TERM}.get(tense, tense)
        for one, value in _values(expression, period, tense, story.named(expression)):
            start = one.start
            if isinstance(one.meaning, Between):
                start = grammar.opens(low, start)
            start = max(grammar.widened(low, start), found[-1].end if found else 0)
            found.append(EventDate(part.text[start : one.end], value, start, one.end))
            story.note(one, value)
    return found


def _is_cell(text: str, one: Expression) -> bool:
    """Whether an expression is all of a cell of a table: no verb of the row tells when it is."""
    before = text[max(0, one.start - _CELL_GAP) : one.start]
    return bool(_CELL_BEFORE.search(before) and _CELL_BEHIND.match(text, one.end))


def _values(
    expression: Expression, period: Period | None, tense: Tense, named: Named
) -> Iterator[tuple[Expression, str]]:
    value = resolve(expression.meaning, period, tense, named)
    if value:
        yield expression, value
    elif isinstance(expression, _Joined):
        for part in (expression.left, expression.right):
            value = resolve(part.meaning, period, tense, named)
            if value:
                yield part, value


def _tell_orders(parts: list[_Part]) -> None:
    """Tell 5/9/2019 where another such date in the text, or the date of its part, tells."""
    numeric = [
        (one.meaning, part.published)
        for part in parts
        for one in part.expressions
        if isinstance(one.meaning, Numeric)
    ]
    if not numeric:
        return
    telling = [(one, published) for one, published in numeric if one.one != one.two]
    american = any(not one.day_first or one.month_first == day for one, day in telling)
    others = any(not one.month_first or one.day_first == day for one, day in telling)
    month_first = None if american == others else american
    for part in parts:
        part.expressions = list(_with_order(part.expressions, month_first))


def _with_order(found: list[Expression], month_first: bool | None) -> Iterator[Expression]:
    for one in found:
        meaning = one.meaning
        if isinstance(meaning, Numeric):
            value = meaning.month_first or meaning.day_first
            if meaning.month_first and meaning.day_first and meaning.one != meaning.two:
                if month_first is None:
                    continue
                value = meaning.month_first if month_first else meaning.day_first
            meaning = Fixed(value) if value else meaning
        yield replace(one, meaning=meaning)


def _with_years(found: list[Expression], low: str, grammar: Grammar) -> list[Expression]:
    """Give "July" its year in "July and August 1988" and "July and August of last year"."""
    for at in range(len(found) - 2, -1, -1):
        one, two = found[at], found[at + 1]
        meaning = one.meaning
        if not isinstance(meaning, Recurring) or not is_open(meaning):
            continue
        cycle = meaning.cycle
        if not isinstance(cycle, Month | MonthDay) or not grammar.lists(low, one.end, two.start):
            continue
        if isinstance(two.meaning, Within):
            found[at] = replace(one, meaning=Within(cycle, two.meaning.whole))
        elif isinstance(two.meaning, Fixed) and unit_of(two.meaning.value) in _OF_A_YEAR:
            year = int(two.meaning.value[:4])
            value = cycle.in_year(year)
            if value and value > two.meaning.value:
                value = cycle.in_year(year - 1)
            if value:
                found[at] = replace(one, meaning=Fixed(value))
    return found


def _joined(found: list[Expression], low: str, grammar: Grammar) -> Iterator[Expression]:
    at = 0
    while at < len(found):
        one = found[at]
        at += 1
        if at < len(found) and not _is_span(one.meaning):
            two = found[at]
            if not _is_span(two.meaning) and grammar.joins(low, one.start, one.end, two.start):
                at += 1
                yield _Joined(one.start, two.end, Between(one.meaning, two.meaning), one, two)
                continue
        yield one


def _is_span(meaning: Meaning) -> bool:
    return isinstance(meaning, Between)


class _Language:
    """Whether a whole text is English, looked at when a short paragraph of it asks."""

    def __init__(self, sample: str) -> None:
        self._sample = sample
        self._is_english: bool | None = None

    def is_english(self) -> bool:
        if self._is_english is None:
            self._is_english = is_english(lowered(flattened(self._sample)))
        return self._is_english


def _english(text: str, low: str, whole: _Language) -> Iterator[Expression]:
    """Yield the expressions of the paragraphs that are English."""
    end, english = 0, True
    for expression in expressions(ENGLISH, text, low):
        if expression.start >= end:
            blank = low.rfind("\n", end, expression.start)
            start = blank if blank >= 0 else end
            stop = low.find("\n", expression.end)
            end = stop if stop >= 0 else len(low)
            english = is_english(low[start : min(end, start + _SAMPLE)])
            if english and end - start < _EVIDENCE:
                english = whole.is_english()
        if english:
            yield expression
