"""Dates of numbers alone: 2019-09-14, 14/9/2019, 9/14/19, 20190914.

Owns their rules. Which of two numbers up to 12 is the month no rule can tell: it gives
`meanings.Numeric`, and `find` looks for what else in the text tells.
"""

import re

from index.dates.en.lookalikes import (
    DOTTED_VETOES,
    FILE_NUMBER_VETOES,
    VERSION_VETOES,
    is_vetoed,
)
from index.dates.en.words import year_number
from index.dates.grammar import Match, Rule, Surroundings, lazy, pattern
from index.dates.meanings import Fixed, Meaning, MonthDay, Numeric, Recurring, Unknown
from index.dates.values import day_value

_NUMBERED = lazy(
    r"(?:\b(?:nos?\.?|number|id|ref|reference|case|order|call|tel|phone|fax|isbn|issn)"
    r"[ .:#]{1,2}|[$£€¥#:=/_.-])$"
)


# Numbers of a year and a part that no day has: 2021.3.1, 2021.12.45.
_VERSIONS = lazy(
    r"(?<![\w.])[12]\d{3}\.(?:\d(?!\d)|\d{1,2}\.(?:\d(?!\d)|\d{3}|3[2-9]|[4-9]\d)|\d{1,2}(?![\d.])"
    r"|\d{1,2}\.(?!\d))"
)
_BESIDE = 500  # characters each side that are looked at for versions


def _month_of_year(found: Match, here: Surroundings) -> Meaning | None:
    if here.in_address or re.search(r"[\d/-]$", here.near):
        return None
    if is_vetoed(FILE_NUMBER_VETOES, here):
        return None
    return Fixed(f"{found['year']}-{int(found['month']):02}")


def _iso_day(found: Match, here: Surroundings) -> Meaning | None:
    if here.in_address:
        return None
    value = day_value(int(found["year"]), int(found["month"]), int(found["day"]))
    return Fixed(value) if value else None


def _iso_week(found: Match, here: Surroundings) -> Meaning | None:
    return Fixed(f"{found['year']}-W{found['week']}") if int(found["week"]) <= 52 else None


def _dotted_day(found: Match, here: Surroundings) -> Meaning | None:
    """Read 2015.11.13; 2015.3.1 and 2015.12.3 are versions, and so are others beside them."""
    near = here.text[max(0, here.start - _BESIDE) : here.end + _BESIDE]
    if here.near.endswith(".") or _VERSIONS.search(near) or is_vetoed(DOTTED_VETOES, here):
        return None
    return _iso_day(found, here)


def _numeric(found: Match, here: Surroundings) -> Meaning | None:
    """Read 14/9/2019 and 9/14/2019; without a year only where the words before speak of a day."""
    if here.in_address or re.search(r"[\d.$£€/-]$", here.near):
        return None
    one, two = int(found["one"]), int(found["two"])
    if found["year"] is None:
        if (one, two) == (9, 11) and found["sign"] == "/":
            return Fixed("2001-09-11")
        cued = re.search(r"\b(?:on|since|until|by|dated|from)(?: the)? $|day,? ?\(?$", here.near)
        if not cued or found["sign"] != "/" or max(one, two) <= 12 or min(one, two) > 12:
            return None
        day, month = max(one, two), min(one, two)
        return Recurring(MonthDay(month, day)) if MonthDay(month, day).in_year(2000) else None
    if found["sign"] == "." and (len(found["year"]) == 2 or is_vetoed(VERSION_VETOES, here)):
        return None  # 14.09.19 may be a version
    numeric = Numeric(year_number(found["year"]), one, two)
    return numeric if numeric.month_first or numeric.day_first else None


def _compact(found: Match, here: Surroundings) -> Meaning | None:
    if here.in_address or _NUMBERED.search(here.near):
        return None
    return _iso_day(found, here)


ISO_RULES = (
    Rule(pattern(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![-\d])"), _iso_day),
    Rule(
        lazy(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?=t[0-9]{2}:?[0-9]{2})"),
        _iso_day,
    ),
    Rule(
        pattern(r"(?P<year>[12][0-9]{3})/(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})"),
        _iso_day,
    ),
    Rule(
        pattern(r"(?P<year>[12][0-9]{3})\.(?P<month>[0-9]{2})\.(?P<day>[0-9]{2})(?![.-]?\w)"),
        _dotted_day,
    ),
    Rule(pattern(r"(?P<year>[12][0-9]{3})-w(?P<week>0[1-9]|[1-4][0-9]|5[0-3])"), _iso_week),
)
# A number that goes on is none of a date's: without this, each would be tried by twenty rules.
PLAIN_NUMBER_RULES = (
    Rule(
        lazy(
            r"[0-9]{1,3}(?:(?:,[0-9]{3}){1,4}(?![\w/-])|\.[0-9]{1,9}(?![\w./-])|\s?%"
            r"|\s(?:percent|per\scent|million|billion|people)(?!\w))"
        ),
        lambda found, here: Unknown(),
    ),
)
NUMERIC_RULES = (
    Rule(
        pattern(r"(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)[0-9]{2})(?![/-]\d)"), _month_of_year
    ),
    Rule(
        pattern(
            r"(?P<one>[0-9]{1,2})(?P<sign>[-/.])(?P<two>[0-9]{1,2})"
            r"(?:(?P=sign)(?P<year>[12][0-9]{3}|[0-9]{2}))?(?![-/.]?\d)"
        ),
        _numeric,
    ),
)
COMPACT_RULES = (
    Rule(
        pattern(
            r"(?P<year>19[0-9]{2}|20[0-3][0-9])(?P<month>0[1-9]|1[0-2])"
            r"(?P<day>0[1-9]|[12][0-9]|3[01])(?![-.,/:]\d)"
        ),
        _compact,
    ),
)
