"""Dates in a question that cannot be understood: 03/05/2021, 31 February 2021, 2021-13-01.

Owns what looks like a date of numbers and is none that is certain, and the days it may mean, so
that a person is told instead of being left to guess why no time was searched.
"""

from dataclasses import dataclass

from index.dates.en.words import ANY_DAY, MONTH, month_number, ordinal_number, year_number
from index.dates.grammar import lazy, lowered
from index.dates.meanings import Numeric
from index.dates.values import day_value

# Three numbers in one form, the year first or last; no part of a longer number or of an address.
_ISO = lazy(
    r"(?<![\w/.@#:-])(?P<year>(?:19|20)[0-9]{2})(?P<sign>[-/])(?P<one>[0-9]{1,2})(?P=sign)"
    r"(?P<two>[0-9]{1,2})(?![\w/-]|[.:]\d)"
)
_NUMERIC = lazy(
    r"(?<![\w/.@#:$€£-])(?P<one>[0-9]{1,2})(?P<sign>[-/.])(?P<two>[0-9]{1,2})(?P=sign)"
    r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![\w/-]|[.:]\d)"
)
# Without a year only where a word before speaks of a day: "a 3/5 majority" is none.
_NO_YEAR = lazy(
    r"(?:\b(?:on|since|until|till|before|after|by|from|dated)\s(?:the\s)?)"
    r"(?P<date>(?P<one>0?[1-9]|[12][0-9]|3[01])/(?P<two>0?[1-9]|[12][0-9]|3[01]))(?![\w/%-]|[.:]\d)"
    r"(?!\s(?:of|majority|vote|scale|cup|inch))"
)
_NAMED = lazy(
    rf"(?<!\w)(?:(?P<month>{MONTH})\s(?P<day>{ANY_DAY}),?\s"
    rf"|(?P<day_first>{ANY_DAY})\s(?:of\s)?(?P<month_last>{MONTH}),?\s)(?P<year>[12][0-9]{{3}})(?!\w)"
)
_VERSION = lazy(r"\b(?:versions?|ver\.?|v|releases?|builds?|ip|address|section|no\.?)\s$")
_NEAR = 16  # characters before, for the words of a version


@dataclass(frozen=True, slots=True)
class DoubtfulDate:
    """Words of a question that look like a date and were not understood as one."""

    text: str  # word for word
    start: int
    end: int
    # The days that it may mean, the one with the day first before the other: "2021-05-03", or
    # "XXXX-05-03" without a year. Empty where no such day exists.
    readings: tuple[str, ...]


def doubtful_dates(question: str) -> list[DoubtfulDate]:
    """Return the dates in `question` that `asked_time` leaves out as not certain, in order.

    A date of which one reading alone exists (25/12/2021) is understood and not among them.
    """
    low = lowered(question)
    found = [*_numeric(low), *_impossible(low)]
    return [
        DoubtfulDate(question[start:end], start, end, readings)
        for start, end, readings in sorted(found)
    ]


def _numeric(low: str) -> list[tuple[int, int, tuple[str, ...]]]:
    found = []
    for date in _NUMERIC.finditer(low):
        if date["sign"] == "." and (len(date["year"]) == 2 or _is_version(low, date.start())):
            continue
        readings = _readings(year_number(date["year"]), int(date["one"]), int(date["two"]))
        if len(readings) != 1:
            found.append((date.start(), date.end(), readings))
    for date in _NO_YEAR.finditer(low):
        one, two = int(date["one"]), int(date["two"])
        if (one, two) != (9, 11) and one <= 12 and two <= 12 and one != two:
            found.append(
                (*date.span("date"), (f"XXXX-{two:02}-{one:02}", f"XXXX-{one:02}-{two:02}"))
            )
    return found


def _impossible(low: str) -> list[tuple[int, int, tuple[str, ...]]]:
    none: tuple[str, ...] = ()
    iso = [
        (date.start(), date.end(), none)
        for date in _ISO.finditer(low)
        if not day_value(int(date["year"]), int(date["one"]), int(date["two"]))
    ]
    named = [
        (date.start(), date.end(), none)
        for date in _NAMED.finditer(low)
        if not day_value(
            int(date["year"]),
            month_number(date["month"] or date["month_last"]),
            ordinal_number(date["day"] or date["day_first"]),
        )
    ]
    return iso + named


def _readings(year: int, one: int, two: int) -> tuple[str, ...]:
    numeric = Numeric(year, one, two)
    # The day first, as most of the world writes it.
    both = (numeric.day_first, numeric.month_first)
    return tuple(dict.fromkeys(value for value in both if value))


def _is_version(low: str, start: int) -> bool:
    return bool(_VERSION.search(low[max(0, start - _NEAR) : start]))
