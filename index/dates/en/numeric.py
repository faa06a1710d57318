"""Dates of numbers alone: 2019-09-14, 14/9/2019, 9/14/19, 20190914.

Owns their rules. Which of two numbers up to 12 is the month no rule can tell: it gives
`meanings.Numeric`, and `find` looks for what else in the text tells.
"""

import re

from index.dates.en.words import year_number
from index.dates.grammar import Found, Place, Rule, lazy, pattern
from index.dates.meanings import Fixed, Meaning, MonthDay, Numeric, Recurring, Unknown
from index.dates.values import day_value

_NUMBERED = lazy(
    r"(?:\b(?:nos?\.?|number|id|ref|reference|case|order|call|tel|phone|fax|isbn|issn)"
    r"[ .:#]{1,2}|[$£€¥#:=/_.-])$"
)


def _month_of_year(found: Found, place: Place) -> Meaning | None:
    if place.in_address or re.search(r"[\d/-]$", place.near):
        return None
    return Fixed(f"{found['year']}-{int(found['month']):02}")


def _iso_day(found: Found, place: Place) -> Meaning | None:
    if place.in_address:
        return None
    value = day_value(int(found["year"]), int(found["month"]), int(found["day"]))
    return Fixed(value) if value else None


def _iso_week(found: Found, place: Place) -> Meaning | None:
    return Fixed(f"{found['year']}-W{found['week']}") if int(found["week"]) <= 52 else None


def _numeric(found: Found, place: Place) -> Meaning | None:
    """Read 14/9/2019 and 9/14/2019; without a year only where the words before speak of a day."""
    if place.in_address or re.search(r"[\d.$£€/-]$", place.near):
        return None
    one, two = int(found["one"]), int(found["two"])
    if found["year"] is None:
        if (one, two) == (9, 11) and found["sign"] == "/":
            return Fixed("2001-09-11")
        cued = re.search(r"\b(?:on|since|until|by|dated|from)(?: the)? $|day,? ?\(?$", place.near)
        if not cued or found["sign"] != "/" or max(one, two) <= 12 or min(one, two) > 12:
            return None
        day, month = max(one, two), min(one, two)
        return Recurring(MonthDay(month, day)) if MonthDay(month, day).in_year(2000) else None
    if len(found["year"]) == 2 and found["sign"] == ".":
        return None  # 14.09.19 may be a version
    numeric = Numeric(year_number(found["year"]), one, two)
    return numeric if numeric.month_first or numeric.day_first else None


def _compact(found: Found, place: Place) -> Meaning | None:
    if place.in_address or _NUMBERED.search(place.near):
        return None
    return _iso_day(found, place)


ISO_RULES = (
    Rule(pattern(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![-\d])"), _iso_day),
    Rule(
        lazy(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?=t[0-9]{2}:?[0-9]{2})"),
        _iso_day,
    ),
    Rule(
        pattern(
            r"(?P<year>[12][0-9]{3})(?P<sign>[/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
        ),
        _iso_day,
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
        lambda found, place: Unknown(),
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
