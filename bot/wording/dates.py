"""Dates in the words of a person: "2019-W38" as "week of 16 September 2019".

Owns those words and whether they tell more than the text itself; which days a value covers is in
`index.dates`.
"""

import calendar
import re
from datetime import date
from typing import TYPE_CHECKING

from index.dates.values import days
from index.periods import Days

if TYPE_CHECKING:
    from index.dates.query.question_time import AskedTime

# Not `calendar.month_name`, which follows the locale.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_ORDINALS = ("first", "second", "third", "fourth")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?", re.ASCII)
_PART = re.compile(r"(\d{4})-([QH])([1-4])", re.ASCII)
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)", re.ASCII)
_COARSE = re.compile(r"\d{2,4}", re.ASCII)
_ISO_DATE = re.compile(
    r"(\d{4})(?:-(?:(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?|Q[1-4]|W(0[1-9]|[1-4]\d|5[0-3])))?"
)
_OPEN = ".."
_WORD = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


def date_in_words(value: str) -> str:
    """Return a value in words, as in "third quarter of 2019"; what is no value as it is.

    Takes what asked times add, too: open ends ("2019-03/.." is "March 2019 on") and lists.
    """
    parts = [_span(part) for part in value.split(", ")]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def long_date(value: str) -> str:
    """Return "9 January 2020", "first quarter of 2020" for an ISO date; others as they are."""
    return date_in_words(value) if _ISO_DATE.fullmatch(value) else value


def days_in_words(days: Days) -> str:
    """Return a range of days in words, as in "September 2019"; "" where both ends are open."""
    first, last = days.first, days.last
    begins = _OPEN if first is None else first.isoformat()
    ends = _OPEN if last is None else last.isoformat()
    whole_months = (first is None or first.day == 1) and (
        last is None or last.day == calendar.monthrange(last.year, last.month)[1]
    )
    whole_years = (first is None or first.month == 1) and (last is None or last.month == 12)
    if whole_months:
        length = len("2019") if whole_years else len("2019-09")
        begins, ends = begins[:length], ends[:length]
    if begins == ends:
        return "" if begins == _OPEN else date_in_words(begins)
    return date_in_words(f"{begins}/{ends}")


def time_in_words(time: "AskedTime") -> str:
    """Return the time in a question in words: "March 2019 on", "before 2018", "2018 or 2020"."""
    values = time.value.split(", ")
    if len(values) != len(time.spans):
        return date_in_words(time.value)
    return " or ".join(map(_asked, values, time.spans))


def time_as_understood(time: "AskedTime") -> str:
    """Return how the time in a question was understood: "since last March → March 2019 on"."""
    words = time_in_words(time)
    return f"{time.text} → {words}" if not _kept(words) <= _kept(time.text) else time.text


def says_more(value: str, words: str) -> bool:
    """Whether `value` in words tells what `words` leave open: for "last September", the year."""
    return words != value and not _kept(date_in_words(value)) <= _kept(words)


def beside(words: str, value: str) -> str:
    """Return "last September → September 2019", or only `words` where they say it all."""
    return f"{words} → {date_in_words(value)}" if says_more(value, words) else words


def _asked(value: str, span: Days) -> str:
    """Return an asked time in words; whether its open end holds its date, the days alone tell."""
    begins, _, ends = value.partition("/")
    if begins == _OPEN and span.last and span.last < days(ends)[0]:
        return f"before {date_in_words(ends)}"
    if ends == _OPEN and span.first and span.first > days(begins)[1]:
        return f"after {date_in_words(begins)}"
    return date_in_words(value)


def _span(value: str) -> str:
    first, slash, last = value.partition("/")
    if not slash:
        return _single(value)
    if last == _OPEN:
        return f"{_single(first)} on"
    if first == _OPEN:
        return f"up to {_single(last)}"
    begins, ends = _single(first), _single(last)
    # What both end in is said once: "July to September 2019".
    for word in range(1, min(begins.count(" "), ends.count(" ")) + 1):
        shared = " " + " ".join(begins.split(" ")[word:])
        if ends.endswith(shared):
            begins = begins.removesuffix(shared)
            break
    return f"{begins} to {ends}"


def _single(value: str) -> str:
    try:
        return _words(value)
    except (ValueError, IndexError):  # no day, month or week that exists
        return value


def _words(value: str) -> str:
    if found := _DAY.fullmatch(value):
        return _day(date.fromisoformat(value))
    if found := _MONTH.fullmatch(value):
        return f"{_month(int(found[2]))} {_year(found[1])}"
    if found := _WEEK.fullmatch(value):
        first = date.fromisocalendar(int(found[1]), int(found[2]), 6 if found[3] else 1)
        return f"{'weekend' if found[3] else 'week'} of {_day(first)}"
    if found := _PART.fullmatch(value):
        part = "quarter" if found[2] == "Q" else "half"
        return f"{_ORDINALS[int(found[3]) - 1]} {part} of {_year(found[1])}"
    if found := _SEASON.fullmatch(value):
        return f"{_SEASONS[found[2]]} {_winter(found[1]) if found[2] == 'WI' else _year(found[1])}"
    if not _COARSE.fullmatch(value):
        return value
    number = int(value)
    if len(value) == 4:
        return _year(value)
    if len(value) == 3:
        return f"the {number}0s" if number >= 10 else f"the {number or ''}0s AD"
    return f"the {_ordinal(number + 1)} century"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {_year(f'{day.year:04}')}"


def _month(number: int) -> str:
    if not 1 <= number <= 12:
        raise ValueError(f"there is no month {number}")
    return _MONTHS[number - 1]


def _year(digits: str) -> str:
    """Return a year; "79" alone would not be known for one."""
    return digits if digits[0] != "0" else f"AD {int(digits)}"


def _winter(digits: str) -> str:
    """Return both years of a winter, which is named after the one in which it begins."""
    begins, ends = int(digits), int(digits) + 1
    return f"{begins}/{ends % 100:02}" if ends % 100 else f"{begins}/{ends}"


def _ordinal(number: int) -> str:
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 <= number % 100 <= 20 else suffix}"


def _kept(text: str) -> set[str]:
    """Return what tells the time in `text`: numbers and nouns, months by their first letters."""
    kept = set()
    for word in _WORD.findall(text.casefold()):
        if word in _LITTLE:
            continue
        ordinal = _ORDINAL.fullmatch(word)
        month = word[:3] in _SHORT_MONTHS and _is_month(word)
        kept.add(ordinal[1] if ordinal else word[:3] if month else word)
    return kept


def _is_month(word: str) -> bool:
    return word == "sept" or any(word in (name.casefold(), name[:3].casefold()) for name in _MONTHS)


_LITTLE = frozenset("the of in on to up from since until between and or ad".split())  # noqa: SIM905
_SHORT_MONTHS = frozenset(name[:3].casefold() for name in _MONTHS)
