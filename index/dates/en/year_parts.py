"""English parts of a year: quarters, halves, seasons, and "2019" before any part of it.

Owns the rules of parts that are no months, weekdays or days, those are in `calendar`.
"""

import re

from index.dates.en.calendar import dated, of_year
from index.dates.en.context import capital_at, is_name
from index.dates.en.lookalikes import NAME_VETOES, QUARTER_VETOES, is_vetoed
from index.dates.en.words import (
    ANY_DAY,
    MONTH,
    NUMBERED,
    SEASON,
    WORD_DAY,
    YEAR,
    month_number,
    ordinal_number,
    season_number,
    year_number,
)
from index.dates.grammar import Match, Parsed, Rule, Surroundings, lazy, pattern
from index.dates.meanings import (
    Between,
    Fixed,
    Meaning,
    Month,
    Offset,
    Recurring,
    Shifted,
    Within,
    YearPart,
)
from index.dates.values import Unit

_OF_THE_YEAR = pattern(r" of the (?:current |fiscal |financial |calendar ){0,2}year")
_PLAY = lazy(
    r"touchdown|quarterback|the game\b|yards?\b|rebound|field goal|overtime|three-pointer"
    r"|kick|interception|goal|substitut|penalt|minute|possession|half-?time"
)


def _year_month(found: Match, here: Surroundings) -> Meaning | None:
    if found["month"] in ("may", "march") and not capital_at(here.text, found.start("month")):
        return None
    return dated(Month(month_number(found["month"])), found["year"])


def _year_part(found: Match, here: Surroundings) -> Parsed | Meaning | None:
    if found["nth"] in ("last", "final"):
        number = 2 if found["part"] == "half" else 4
        if not found["year"]:
            return None  # "the last quarter" may be the one before
    else:
        number = ordinal_number(found["nth"])
    half = found["part"].startswith("half")
    if half and number > 2:
        return None
    part = YearPart(Unit.HALF if half else Unit.QUARTER, number)
    if whole := of_year(part, found, here):
        return whole
    if found["year"]:
        return dated(part, found["year"])
    this = _OF_THE_YEAR.match(here.low, here.end)
    if this:
        return Parsed(Recurring(part), this.end())
    around = here.low[max(0, here.start - 150) : here.end + 150]
    if _PLAY.search(around) or re.match(r" of (?!the)", here.after):
        return None
    # "The first half" is a match's as often as a year's; "-half profit" is a year's.
    if half and not re.match(r" (?:profit|earnings|results|sales|revenue|loss|net)", here.after):
        return None
    return Recurring(part)


def _week_of_year(found: Match, here: Surroundings) -> Meaning | None:
    """Read "the first week of 2015"; which week is the first of a month nobody agrees on."""
    year = year_number(found["year"])
    if found["nth"] in ("last", "final"):
        return Offset(Unit.WEEK, 0, Fixed(f"{year:04}-12-28"))  # always in the year's last week
    week = ordinal_number(found["nth"])
    return Fixed(f"{year:04}-W{week:02}") if 1 <= week <= 52 else None


def _q_form(found: Match, here: Surroundings) -> Parsed | Meaning | None:
    kind = Unit.QUARTER if found["letter"] == "q" else Unit.HALF
    number = int(found["number"])
    if number > (4 if kind == Unit.QUARTER else 2):
        return None
    part = YearPart(kind, number)
    if whole := of_year(part, found, here):
        return whole
    if found["year"] is None and (
        kind == Unit.HALF
        or not capital_at(here.text, found.start("letter"))
        or is_vetoed(QUARTER_VETOES, here)
    ):
        return None
    return dated(part, found["year"])


def _months_of_year(found: Match, here: Surroundings) -> Meaning | None:
    count = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
    number = {**count, "nine": 9, "ten": 10, "eleven": 11}[found["count"]]
    months = (1, number) if found["which"] == "first" else (13 - number, 12)
    if found["year"]:
        first, last = (dated(Month(month), found["year"]) for month in months)
        return Between(first, last) if first and last else None
    # "The first three months of the year": of the one in which it is written.
    year = Shifted(Unit.YEAR, {"last": -1, "next": 1}.get(found["side"], 0))
    first, last = (Within(Month(month), year) for month in months)
    return Between(first, last)


def _numbered_week(found: Match, here: Surroundings) -> Meaning | None:
    """Read "wk 12", "calendar week 12 of 2014"."""
    week = int(found["week"])
    if not 1 <= week <= 52:
        return None
    return dated(YearPart(Unit.WEEK, week), found["year"])


def _season(found: Match, here: Surroundings) -> Parsed | Meaning | None:
    part = YearPart(Unit.SEASON, season_number(found["season"]))
    if is_name(here) or is_vetoed(NAME_VETOES, here):
        return None
    if found["year"]:
        if found.start("year") < found.start("season") and re.match(
            r" (?:in|of|from|olympic|games|paralympic)", here.after
        ):
            return None  # "the 2008 fall in prices", "the 1984 Winter Olympics"
        return dated(part, found["year"])
    if whole := of_year(part, found, here):
        return whole
    # "Fall" and "spring" are other words too, and "in summer" is every summer.
    if re.search(r"\b(?:in|over|during|since|by|until|through|throughout|of) the $", here.near):
        if re.match(r" (?:of|line|into|from|season\w|months)\b", here.after):
            return None
        return Recurring(part)
    return None


PART_RULES = (
    Rule(
        pattern(
            rf"(?P<nth>last|final|{WORD_DAY}|[1-5]?[0-9](?:st|nd|rd|th))[- ]week (?:of|in)"
            rf" (?P<year>{YEAR})"
        ),
        _week_of_year,
    ),
    Rule(
        pattern(
            rf"(?P<nth>{NUMBERED}|last|final)[- ](?:fiscal[- ]|financial[- ])?"
            r"(?P<part>quarter|half)"
            rf"(?:,?(?: of| in)?(?: the)?(?: fiscal| financial)?(?: year)? (?P<year>{YEAR}))?"
        ),
        _year_part,
    ),
    Rule(
        pattern(
            r"(?P<which>first|last) (?P<count>two|three|four|five|six|seven|eight|nine|ten|eleven)"
            rf" months (?:(?:of|in) (?P<year>{YEAR})"
            r"|of (?P<side>the|the current|this|last|next) (?:fiscal )?year)"
        ),
        _months_of_year,
    ),
)
YEAR_FIRST_RULES = (
    Rule(pattern(rf"(?P<year>{YEAR})[-, ] ?(?P<month>{MONTH})(?![- ]{ANY_DAY})"), _year_month),
    Rule(pattern(rf"(?P<year>{YEAR})[- ]?(?P<letter>[qh])(?P<number>[1-4])"), _q_form),
    Rule(pattern(rf"(?P<year>{YEAR})(?: |['’]s )(?P<season>{SEASON})"), _season),
    Rule(
        pattern(rf"(?P<year>{YEAR})(?: |['’]s )(?P<nth>{NUMBERED})[- ](?P<part>quarter|half)"),
        _year_part,
    ),
)
LETTER_RULES = (
    Rule(
        pattern(
            rf"(?P<letter>[qh])(?P<number>[1-4])(?:(?: of| in)?[- ,]? ?(?:fy ?)?(?P<year>{YEAR}))?"
        ),
        _q_form,
    ),
)
WEEK_RULES = (
    Rule(
        pattern(
            r"(?:(?:wk|cw|kw)\.?|(?:calendar|iso) week) ?(?P<week>[0-9]{1,2})"
            rf"(?:(?:/|, ?| | of | in )(?P<year>{YEAR}))?"
        ),
        _numbered_week,
    ),
)
SEASON_RULES = (
    Rule(
        pattern(
            rf"(?P<season>{SEASON})(?:(?:,? of|,? in)?(?: the year)?,? (?P<year>{YEAR})"
            rf"(?:[-–/][0-9]{{2,4}})?)?"
        ),
        _season,
    ),
)
