"""English dates at a distance in numbers: two years ago, a week later, in two weeks' time.

Owns the rules of so many units before or after a day: that of writing, one that the text named, or
one that follows at once ("two weeks before Christmas").
"""

import re

from index.dates.en.words import (
    CARDINAL,
    FULL_WEEKDAY,
    UNIT,
    UNITS,
    cardinal_number,
    weekday_number,
)
from index.dates.grammar import Match, Parsed, Rule, Surroundings, lazy, pattern, spaced
from index.dates.meanings import (
    Direction,
    FromText,
    Meaning,
    Offset,
    Recurring,
    Shifted,
    Weekday,
    Within,
    YearAgo,
)
from index.dates.values import Unit

_VAGUE = lazy(
    r"\b(?:few|several|many|couple of|half|and a|every|point) $|\bhalf-$|\d[.,]$|[$£€] ?$"
)


def _away(found: Match, here: Surroundings) -> Parsed | Meaning | None:
    """Read "two years ago", "a week later", "three days before Christmas"."""
    if _VAGUE.search(here.near):
        return None
    count, unit = cardinal_number(found["count"]), UNITS[found["unit"]]
    if found["unit"] == "fortnight":
        count, unit = count * 2, Unit.WEEK
    side = " ".join(found["side"].split())
    if side in ("ago", "earlier") and unit == Unit.YEAR and count == 1 and _is_compared(here):
        otherwise = FromText(unit, -1, or_publication=True, compared=True)
        return YearAgo(Shifted(unit, -1) if side == "ago" else otherwise)
    if side == "ago":
        # "Two years ago today" is a day, and not today.
        more = _TO_THE_DAY.match(here.low, here.end)
        day = _WEEKDAY.match(here.low, here.end)
        if day and unit == Unit.WEEK:  # "a week ago Friday"
            weekday = Weekday(weekday_number(day["weekday"]))
            return Parsed(Within(weekday, Shifted(unit, -count)), day.end())
        if more and unit == Unit.WEEK and more["day"] == "today":
            return Parsed(Shifted(Unit.DAY, -7 * count), more.end())
        return Parsed(Shifted(unit, -count), more.end() if more else here.end)
    if side in ("from now", "from today", "hence"):
        return Shifted(unit, count)
    if side in ("earlier", "previously", "prior", "beforehand"):
        compared = unit == Unit.YEAR and bool(_COMPARED.search(here.near))
        return FromText(unit, -count, or_publication=True, compared=compared)
    if side in ("later", "afterwards", "afterward"):
        return FromText(unit, count)
    count = -count if side in ("before", "prior to", "ahead of") else count
    if reading := beside(here, unit, count):
        return reading
    lone = side in ("before", "after") and re.match(r"[.,;:!?)]", here.after)
    return FromText(unit, count, or_publication=count < 0) if lone else None


def _is_compared(here: Surroundings) -> bool:
    """Whether a sum stands beside it: "from $9 million, or 9 cents a share, a year ago"."""
    return bool(_COMPARED.search(here.near) or _COMPARED_SUM.search(here.before))


_COMPARED_SUM = lazy(
    r"\b(?:from|with|to|than|against|versus|of|or) (?:a (?:net )?(?:loss|profit|gain) of )?"
    r"[$£€¥]?\d[\d.,]*(?:[ -](?:million|billion|trillion|cents|pence|percent|yen|euros|pounds|%"
    r"|a share|per share|an? [a-z]+|units|cars|barrels)){0,3},? $"
)
_WEEKDAY = pattern(rf" (?P<weekday>{FULL_WEEKDAY})")
_COMPARED = lazy(r"\b(?:from|with|to|than|against|versus|vs\.) $")
_TO_THE_DAY = lazy(r" {1,3}(?P<day>today|yesterday|(?:this|last)\s(?:day|week|month))(?!\w)")


_BLANK = lazy(spaced(" (?:the )?"))


def beside(here: Surroundings, unit: Unit, count: int) -> Parsed | None:
    """Read the date behind "two weeks before"; None where none follows at once."""
    at = _BLANK.match(here.low, here.end)
    base = here.read(at.end()) if at else None
    if base is None:
        return None
    if unit == Unit.WEEK and isinstance(base.meaning, Recurring):
        cycle = base.meaning.cycle
        if isinstance(cycle, Weekday):  # "a week from Tuesday"
            ahead = Recurring(cycle, Direction.COMING) if count > 0 else base.meaning
            return Parsed(Offset(Unit.DAY, 7 * count, ahead), base.end)
    return Parsed(Offset(unit, count, base.meaning), base.end)


def _in_time(found: Match, here: Surroundings) -> Meaning | None:
    """Read "in two weeks' time", and "in two weeks" where the sentence says will."""
    left = here.low[max(0, here.start - 90) : here.start]
    sure = found["time"] or re.search(
        r"\b(?:will|['’]ll|is due|are due|scheduled|expires?|begins?|starts?)\b[^.!?]*$", left
    )
    if not sure or re.match(r" (?:of|and|or)\b", here.after):
        return None
    if not found["time"] and _EVER.search(left):
        return None  # "it will be the first surplus in five years"
    count, unit = cardinal_number(found["count"]), UNITS[found["unit"]]
    if found["unit"] == "fortnight":
        count, unit = count * 2, Unit.WEEK
    return Shifted(unit, count)


_EVER = lazy(
    r"\b(?:first|second|third|fourth|only|once|twice|times?|[a-z]{2,12}est|worst|best|most|least|not"
    r"|never|drop|fall|rise|low|high)\b[^.,;!?]{0,50}$"
)


def _half(found: Match, here: Surroundings) -> Meaning | None:
    """Read "half a year ago", "a year and a half later"; half a century is only about so long."""
    months = (cardinal_number(found["count"]) if found["count"] else 0) * 12 + 6
    if found["side"] == "ago":
        return Shifted(Unit.MONTH, -months)
    return FromText(Unit.MONTH, -months if found["side"] == "earlier" else months)


AWAY_RULES = (
    Rule(
        pattern(
            rf"(?P<count>{CARDINAL})(?: calendar| full| short| long)?[- ](?P<unit>{UNIT})s?[- ]"
            r"(?P<side>ago|from now|from today|hence|earlier|previously|prior to|prior|beforehand"
            r"|later|afterwards?|before|after|ahead of|from)"
        ),
        _away,
    ),
)
_SIDES = "(?P<side>ago|earlier|later)"
HALF_RULES = (Rule(pattern(rf"half a year(?P<count>) {_SIDES}"), _half),)
AND_A_HALF_RULES = (
    Rule(pattern(rf"(?P<count>{CARDINAL}) (?:year and a half|and a half years) {_SIDES}"), _half),
)
IN_TIME_RULES = (
    Rule(
        pattern(rf"in (?P<count>{CARDINAL}) (?P<unit>{UNIT})s?(?P<time>['’]? time)?"),
        _in_time,
    ),
)
