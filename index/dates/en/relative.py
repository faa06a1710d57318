"""English dates that count from another day: yesterday, last September, that week, the day after.

Owns the rules whose words need the publication date or a date that the text named before; so many
units before or after it are in `distance`.
"""

import re

from index.dates.en.distance import beside
from index.dates.en.holidays import HOLIDAY_BEGINNINGS
from index.dates.en.words import (
    CARDINAL,
    FULL_WEEKDAY,
    SEASON,
    UNIT,
    UNITS,
    cardinal_number,
    season_number,
    weekday_number,
)
from index.dates.grammar import Match, Parsed, Rule, Surroundings, lazy, pattern
from index.dates.meanings import (
    Cycle,
    Direction,
    Fixed,
    FromText,
    Meaning,
    Month,
    Offset,
    OfStory,
    Present,
    Recurring,
    Shifted,
    Stretch,
    Unknown,
    Weekday,
    Within,
    YearPart,
)
from index.dates.values import Unit

_STEPS = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "this": 0, "current": 0,
    "present": 0, "same": 0, "that": 0, "next": 1, "coming": 1, "upcoming": 1, "following": 1,
    "ensuing": 1,
}  # fmt: skip
_TODAY = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1,
    "day before yesterday": -2, "day after tomorrow": 2,
}  # fmt: skip
_PART_OF_DAY = "(?:morning|afternoon|evening|night|lunchtime|midday|noon)"
_LONE = lazy(
    r"\s*(?:[.,;:!?)\]\"”’'–—]|$|\n)| (?:and|but|when|as|after|in|at|on|by|with|for|that|to)\b"
    r"| [$£€]?\d"
)


def _now(found: Match, here: Surroundings) -> Meaning | None:
    """Read "to date" and "the present" where a span ends with them."""
    if not _SPAN_OPEN.search(here.before):
        return None
    return Present()


_SPAN_OPEN = lazy(
    r"\b(?:from|since|between) (?:\w{3,9}\.? ){0,2}(?:\w{1,9},? )?\w{1,9}\.?,? "
    r"(?:to|and|till|until|through) (?:the )?$"
)


def _today(found: Match, here: Surroundings) -> Meaning | None:
    day = " ".join(found["day"].split())
    if day == "today":
        name = re.search(r"\b(?:usa|india|psychology|russia|physics|history) $", here.near)
        if name or re.match(r" (?:show|programme|program)\b", here.after):
            return None
    return Shifted(Unit.DAY, _TODAY[day])


def _step(found: Match, here: Surroundings) -> Parsed | Meaning | None:
    """Read "last week", "this quarter", "the following day"."""
    which, unit = found["which"], found["unit"]
    this_past = which == "this" and bool(_PAST.search(found.group()))
    which = "last" if this_past else which  # "this past week"
    if _GOES_ON.match(here.after) and which in ("last", "next", "past", "coming"):
        return None  # "the last week of September": September is the date
    if unit in _PARTS_OF_DAY:
        return _part_of_day(which, unit, here)
    if unit == "fortnight":
        return Stretch(Unit.WEEK, -2) if which in ("last", "past") else None
    step, kind = _STEPS[which], UNITS[unit]
    if which in ("previous", "preceding", "prior"):
        return FromText(kind, step, kind > Unit.DAY)
    if which in ("following", "ensuing", "same", "that"):
        return FromText(kind, step)
    if kind == Unit.DAY:
        # "Next day" is the day after another one, "these days" none at all.
        if which == "this" and re.search(r"\b(?:on|to|until) $", here.near):
            return Shifted(kind, 0)
        return FromText(kind, 1) if which == "next" else None
    if which in ("last", "next") and kind in _LENGTHS and here.near.endswith("the "):
        if which == "last" or _WITHIN.search(here.near):
            return Stretch(kind, step)  # "over the last year"
        return FromText(kind, step, or_publication=True)
    return _from_now(which, kind, here, this_past=this_past)


_PAST = lazy(r"\spast\s")
_GOES_ON = lazy(r" of\b|[-–]\w")
_PARTS_OF_DAY = ("morning", "afternoon", "evening", "night")


def _part_of_day(which: str, unit: str, here: Surroundings) -> Meaning | None:
    """Read "this morning", "last night", "the next morning"; a "last morning" is one of many."""
    if which in ("next", "following", "previous", "preceding"):
        # "The next morning" follows what was told; "next evening" may be any.
        return FromText(Unit.DAY, _STEPS[which]) if here.near.endswith("the ") else None
    if which == "last":
        return Shifted(Unit.DAY, -1) if unit in ("night", "evening") else None
    return Shifted(Unit.DAY, 0) if which == "this" and unit != "night" else None


def _from_now(
    which: str, kind: Unit, here: Surroundings, *, this_past: bool
) -> Parsed | Meaning | None:
    step = _STEPS[which]
    if which == "past" and kind != Unit.WEEKEND:
        return Stretch(kind, -1)
    if which == "coming" and kind in (Unit.YEAR, Unit.DECADE, Unit.CENTURY, Unit.MONTH):
        return Shifted(kind, 1)
    if this_past and kind in (Unit.MONTH, Unit.YEAR, Unit.DECADE):
        return Stretch(kind, -1)  # "this past year" is the one up to now
    if kind == Unit.WEEK and (day := _ON_WEEKDAY.match(here.low, here.end)):
        part = Weekday(weekday_number(day["weekday"]))
        return Parsed(Within(part, Shifted(kind, step)), day.end())
    if kind == Unit.WEEKEND and which in ("last", "past"):
        return Offset(Unit.WEEKEND, 0, _LAST_SATURDAY)
    return Shifted(kind, step)


_ON_WEEKDAY = pattern(rf"(?: on|,)? (?P<weekday>{FULL_WEEKDAY})(?!['’])")
_LENGTHS = (Unit.WEEK, Unit.MONTH, Unit.YEAR, Unit.DECADE)
_WITHIN = lazy(r"\b(?:in|over|for|during|within|throughout) the $")
_LAST_SATURDAY = Recurring(Weekday(5), Direction.LAST)


def _before_last(found: Match, here: Surroundings) -> Meaning | None:
    return Shifted(UNITS[found["unit"]], -2 if found["side"] == "before" else 2)


def _stretch(found: Match, here: Surroundings) -> Meaning | None:
    """Read "the past three months": they lie between two dates."""
    count = cardinal_number(found["count"])
    unit = UNITS[found["unit"]]
    if unit == Unit.WEEKEND or re.match(r" of\b", here.after):
        return None
    if found["unit"] == "fortnight":
        count *= 2
    if found["which"] not in ("last", "past", "next", "coming", "upcoming"):
        return None  # "the previous three months" count from elsewhere
    return Stretch(unit, _STEPS[found["which"]] * count)


def _day_beside(found: Match, here: Surroundings) -> Parsed | Meaning | None:
    """Read "the day after Christmas", "the year before", "the week of September 9"."""
    unit = Unit.DAY if found["unit"] in ("night", "morning", "evening") else UNITS[found["unit"]]
    side = found["side"]
    step = {"before": -1, "prior to": -1, "prior": -1, "earlier": -1, "after": 1, "later": 1}
    count = step.get(" ".join(side.split()), 0)
    if reading := beside(here, unit, count):
        of = unit in (Unit.WEEK, Unit.WEEKEND) and _is_day(reading.meaning)
        return reading if count or of else None
    if count and re.search(r"\b(?:the|a) $", here.near) and _LONE.match(here.after):
        if side in ("after", "before") and re.match(r" (?:that|the)\b", here.after):
            return None
        return FromText(unit, count, or_publication=count < 0 and unit > Unit.DAY)
    return None


def _is_day(meaning: Meaning) -> bool:
    base = meaning.base if isinstance(meaning, Offset) else meaning
    if isinstance(base, Fixed):
        return len(base.value) == 10
    return isinstance(base, Recurring) and not isinstance(base.cycle, Month | YearPart)


_SEASON = lazy(SEASON + r"(?!\w)")
# They count from what the text told before.
_OF_STORY = ("same", "that", "following", "preceding", "ensuing")


def _pointed(found: Match, here: Surroundings) -> Parsed | Meaning | None:
    """Read "last September", "next Friday", "this summer", "last Christmas"."""
    which = found["which"]
    direction = {-1: Direction.LAST, 0: Direction.THIS, 1: Direction.NEXT}[_STEPS[which]]
    inner = here.read(here.end)
    if season := _SEASON.match(here.low, here.end):
        part = YearPart(Unit.SEASON, season_number(season.group()))
        if told := _told_before(which, part, here):
            return Parsed(told, season.end())
        later = re.match(r" (?:of|from|into)\b", here.low[season.end() : season.end() + 9])
        return None if later else Parsed(Recurring(part, direction), season.end())
    if inner is None or not isinstance(inner.meaning, Recurring):
        return None
    cycle = inner.meaning.cycle
    if told := _told_before(which, cycle, here):
        return Parsed(told, inner.end)
    if inner.meaning.direction != Direction.OPEN:
        return None
    following = here.low[inner.end : inner.end + 12]
    if which == "last" and isinstance(cycle, Weekday) and re.match(r" (?:of|in the)\b", following):
        return None  # "the last Friday of the month"
    if which in ("coming", "upcoming") or "coming" in found.group():
        direction = Direction.COMING
    elif "past" in found.group():
        direction = Direction.LAST
    return Parsed(Recurring(cycle, direction), inner.end)


def _told_before(which: str, cycle: Cycle, here: Surroundings) -> Meaning | None:
    """Read "that autumn", "the following May", "the next spring"; None where it counts from now."""
    is_part = isinstance(cycle, Month | YearPart)
    if which == "next" and here.near.endswith("the ") and is_part:
        return OfStory(cycle, is_following=True, otherwise=Recurring(cycle, Direction.NEXT))
    if which not in _OF_STORY:
        return None
    if is_part and which not in ("same", "preceding"):
        return OfStory(cycle, is_following=which != "that")
    return Unknown()


def _of_unit(found: Match, here: Surroundings) -> Meaning | None:
    """Read "the end of the year", "later in the week", "year-end"."""
    unit = UNITS[found["unit"]]
    if unit in (Unit.DAY, Unit.WEEKEND) or re.match(
        r" (?:of|before|after|when|in which)\b|[-–]\w", here.after
    ):
        return None
    if unit >= Unit.DECADE:
        return FromText(unit, 0, or_publication=True)
    return Shifted(unit, 0)


def _the_weekend(found: Match, here: Surroundings) -> Meaning | None:
    if not re.search(
        r"\b(?:over|at|on|by|during|of|for|through|since|into|before|after) the $", here.near
    ):
        return None
    if re.match(r" (?:of|before|after)\b", here.after):
        return None
    return Offset(Unit.WEEKEND, 0, Recurring(Weekday(5)))


WHICH = "(?P<which>last|past|previous|preceding|prior|this|current|same|that|next|coming|upcoming"
WHICH += "|following|ensuing)"
STEP_RULES = (
    Rule(
        pattern(
            rf"{WHICH} (?P<count>{CARDINAL}) (?:calendar |fiscal |working |business |full )?"
            rf"(?P<unit>{UNIT})s?"
        ),
        _stretch,
    ),
    Rule(
        pattern(
            rf"{WHICH}(?: fiscal| financial| calendar| school| academic| past)? (?P<unit>{UNIT}"
            r"|night|evening|morning|afternoon)(?:['’]s)?"
        ),
        _step,
    ),
    Rule(
        lazy(
            rf"{WHICH}\s{{1,3}}(?:(?:past|coming)\s)?"
            r"(?=mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring"
            rf"|summer|autumn|fall|winter|(?:{HOLIDAY_BEGINNINGS})(?!\w)"
            r"|first |[1-4][snrt]|\d{1,2}\s)"
        ),
        _pointed,
    ),
)
NOW_RULES = (Rule(pattern(r"now|present|date"), _now),)
TODAY_RULES = (
    Rule(
        pattern(
            r"(?P<day>today|tonight|yesterday|tomorrow|day before yesterday|day after tomorrow)"
            rf"(?:['’]s)?(?: {_PART_OF_DAY})?"
        ),
        _today,
    ),
)


def _week_of_year(found: Match, here: Surroundings) -> Meaning | None:
    week = int(found["week"])
    return Fixed(f"{found['year']}-W{week:02}") if 1 <= week <= 52 else None


BESIDE_RULES = (
    Rule(pattern(r"week (?P<week>[0-9]{1,2})(?: of| in|,) (?P<year>[12][0-9]{3})"), _week_of_year),
    Rule(
        pattern(r"(?P<unit>week|month|year|weekend) (?P<side>before|after) (?:last|next)"),
        _before_last,
    ),
    Rule(
        pattern(
            r"(?P<unit>day|night|morning|evening|weekend|week|month|year)"
            r" (?P<side>before|after|earlier|later|prior to|prior|of|beginning)"
        ),
        _day_beside,
    ),
    Rule(pattern(r"(?P<unit>year|quarter|month|week)(?:['’]s |[- ])end"), _of_unit),
    Rule(pattern(r"year[- ]to[- ]date"), lambda found, here: Shifted(Unit.YEAR, 0)),
    Rule(pattern(r"weekend"), _the_weekend),
)
OF_UNIT_RULES = (
    Rule(
        pattern(
            r"(?:earlier|later|early|late|end|beginning|start|close|rest|remainder|middle)"
            rf" (?:of|in) (?:the )?(?P<unit>{UNIT})"
        ),
        _of_unit,
    ),
)
