"""English dates of company and economic reports: the latest quarter, the year-earlier quarter.

Owns the rules whose words count from the quarter, the year or the month that the report speaks of.
"""

from index.dates.en.words import month_number
from index.dates.grammar import Match, Parsed, Rule, Surroundings, lazy, pattern
from index.dates.meanings import (
    FromText,
    Meaning,
    NamedQuarter,
    Recurring,
    SameQuarter,
    Shifted,
    YearAgo,
    YearPart,
)
from index.dates.values import Unit

_DURING = lazy(r"\b(?:in|for|during|of|from|over) (?:the|its) $")
_IN_ALL = lazy(r"\b(?:in|for|during|throughout) the $")
_LONE = lazy(r"\s*(?:[.,;:!?)\]\"”–—]|$|\n)| (?:and|but|was|were|is|rose|fell)\b")
_QUARTER_AFTER = lazy(
    r" (?:of|century|back|mile|million|horse|hour|to|past|finals?|ended|ending|that)\b|[-–]"
)


def _year_ago(found: Match, here: Surroundings) -> Meaning | None:
    """Read "the year-ago quarter"; "the year-earlier period" may be any part of that year."""
    if found["part"] == "quarter":
        return NamedQuarter(-4, or_last=True)
    return YearAgo(Shifted(Unit.YEAR, -1), of_report=found["part"] == "period")


def _latest(found: Match, here: Surroundings) -> Meaning | None:
    return NamedQuarter(0, or_last=True)


def _the_quarter(found: Match, here: Surroundings) -> Meaning | None:
    if not _DURING.search(here.near) or _QUARTER_AFTER.match(here.after):
        return None
    return NamedQuarter(0)


def _the_year(found: Match, here: Surroundings) -> Meaning | None:
    """Read "its outlook for the year", "sales for the month"."""
    if not _IN_ALL.search(here.near) or not _LONE.match(here.after):
        return None
    if not here.text[here.start].islower():
        return None  # "Player of the Year"
    if found["unit"] == "year":
        return Shifted(Unit.YEAR, 0)
    return FromText(Unit.MONTH, 0)


def _same_quarter(found: Match, here: Surroundings) -> Parsed | None:
    year = here.read(here.end)
    return Parsed(SameQuarter(year.meaning), year.end) if year else None


def _quarter_of_months(found: Match, here: Surroundings) -> Meaning | None:
    first, last = month_number(found["first"]), month_number(found["last"])
    if last - first != 2 or first % 3 != 1:
        return None
    return Recurring(YearPart(Unit.QUARTER, last // 3))


YEAR_AGO_RULES = (
    Rule(
        pattern(
            r"year-(?:ago|earlier)(?: (?:fiscal )?(?:(?:first|second|third|fourth)[- ])?"
            r"(?P<part>quarter|period))?"
        ),
        _year_ago,
    ),
)
LATEST_RULES = (Rule(pattern(r"(?:latest|most recent)(?: fiscal| reported)? quarter"), _latest),)
THE_QUARTER_RULES = (Rule(pattern(r"quarter"), _the_quarter),)
THE_YEAR_RULES = (Rule(pattern(r"(?P<unit>year|month)"), _the_year),)
SAME_QUARTER_RULES = (
    Rule(
        lazy(
            r"same (?:fiscal )?(?:quarter|period|three months),? (?:(?:of|in) (?:the )?)?"
            r"(?=[12]\d{3}|last year|(?:a|one) year|fiscal |the previous year)"
        ),
        _same_quarter,
    ),
)
MONTHS_RULES = (
    Rule(
        pattern(
            r"(?P<first>january|april|july|october)(?: ?[-–] ?|[- ]to[- ]| through )"
            r"(?P<last>march|june|september|december) (?:quarter|period)"
        ),
        _quarter_of_months,
    ),
)
