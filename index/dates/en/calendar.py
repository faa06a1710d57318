"""English dates of the calendar: days of a month, months, weekdays.

Owns the rules of these; quarters and seasons are in `year_parts`, what counts from another day in
`relative`, numbers that may be years in `years`, what only looks like a date in `lookalikes`.
"""

import re
from dataclasses import replace

from index.dates.en.context import (
    capital_at,
    is_habit,
    is_name,
    is_set,
    next_word_is_name,
)
from index.dates.en.lookalikes import (
    MONTH_DAY_VETOES,
    MONTH_VETOES,
    NAME_VETOES,
    WEEKDAY_VETOES,
    is_vetoed,
)
from index.dates.en.words import (
    ANY_DAY,
    DASH,
    FULL_WEEKDAY,
    MONTH,
    WEEKDAY,
    WORD_DAY,
    YEAR,
    month_number,
    ordinal_number,
    weekday_number,
    year_number,
)
from index.dates.grammar import Match, Parsed, Rule, Surroundings, lazy, pattern, spaced
from index.dates.meanings import (
    Between,
    DayOfMonth,
    Direction,
    Fixed,
    Meaning,
    Month,
    MonthDay,
    NthWeekday,
    Recurring,
    Unknown,
    Weekday,
    Within,
    Yearly,
)

# "of last year", "of that year" after a part of a year; read by the rules of that year.
_OF_YEAR = r"(?:,? (?:of |in )?(?:the )?(?=(?:last|this|next|previous|following|same|that|current)"
_OF_YEAR += r" year(?!\w)))"
_MONTH_CUE = lazy(
    r"\b(?:in|since|until|till|by|of|from|to|through|between|last|next|this|early|late|mid|before"
    r"|following|after|during|and|or|for|every|around|throughout|as of|end|beginning|back in|on|the"
    r"|a|its|his|their|'s|’s|starting|ending|past|month|said|effective)[- ]$|[(\[]$"
)
_DAY_CUE = lazy(r"\b(?:on|since|until|till|by|before|after|from|through|between|next|last|this) $")
_STRONG_CUE = lazy(
    r"\b(?:last|next|this|early|late|mid|since|until|till|back in|end of|beginning of)[- ]$"
)
_SPANNED = lazy(rf"\b(?:from|between)\s{MONTH}\s(?:to|and|through|until)\s$|{MONTH}[-–]$")
_LISTED = lazy(rf"(?<!\w){MONTH}(?:, (?:and |or )?| and | or |/)$")
_SPANNING = lazy(rf"(?:\s(?:to|through)\s|[-–/]){MONTH}(?!\w)")
_ALONE_CUE = lazy(r"\b(?:in|since|until|last|next|this|early|late|mid|by|during)[- ]$")
_NAME = lazy(r"\b(?!That )[A-Z][a-z]+ $")
_AMBIGUOUS = frozenset(("march", "may", "april", "june", "august", "jan", "mar", "jun", "dec"))
_VOTE = lazy(r" (?:elections?|polls?|vote|deadline|meeting|summit|attacks?|report|figures?)\b|[-–]")
_ARTICLE = lazy(r"\b(?:the|a|an|its|their|this year['’]s) $")
_THING = lazy(
    r" (?:issue|edition|contract|futures|delivery|sales|jobs|survey|data|quarter|session|primary"
    r"|trial|hearing|conference|convention|agreement|crash|bombing|attack|storm|protests?|number"
    r"|payment|review|budget|index|reading|decline|rise|drop|increase|gain|launch|flight|target)\b"
)
_RALLY = lazy(r" (?:on|for|of|against|to|through|madness|along|up|down|by|from)\b")


def dated(cycle: Yearly, year: str | None, direction: Direction = Direction.OPEN) -> Meaning | None:
    """Return the meaning of a part of a year, fixed where the year is written."""
    if year is None:
        # A day that no year has (30 February) is no date.
        leap = cycle.in_year(2000)
        return Recurring(cycle, direction) if leap else None
    value = cycle.in_year(year_number(year))
    return Fixed(value) if value else None


def _day_list(found: Match, here: Surroundings) -> Parsed | Meaning | None:
    """Read "5-7 March" and "March 5 and 6"; "March 5 and 12" are two days that stand apart."""
    month = month_number(found["month"])
    days = (ordinal_number(found["first"]), ordinal_number(found["last"]))
    first, last = (dated(MonthDay(month, day), found["year"]) for day in days)
    if not first or not last or days[0] >= days[1]:
        return None
    joined = here.low[found.end("first") : found.start("last")]
    apart = days[1] - days[0] > 1 and _AND_OR.search(joined) and "between" not in here.near
    if not apart:
        return Between(first, last)
    if found.start("month") > found.start("first"):
        return None
    return Parsed(first, found.end("first"))


_AND_OR = lazy(r"\b(?:and|or)\b|&")


def _month_day(found: Match, here: Surroundings) -> Parsed | Meaning | None:
    month, day = month_number(found["month"]), ordinal_number(found["day"])
    if re.search(r"[$£€]\s?$|\d[.,]$", here.near):
        return None  # "for $12 December's"
    if found["year"] is None and found["month"] in ("may", "march"):
        # "It may 3 times", "they march 20 miles": in lower case only where nothing follows.
        loose = not capital_at(here.text, found.start("month"))
        first = found.start("month") == here.start
        cued = first and _MONTH_CUE.search(here.near)
        # "They may march second", "to march second": a verb and its adverb.
        spelled = found["day"][0].isalpha() and not (first and _DAY_CUE.search(here.near))
        if loose and (spelled or (re.match(r" [a-z]", here.after) and not cued)):
            return None
    month_last = found.start("month") > found.start("day")
    if is_vetoed(NAME_VETOES if month_last else MONTH_DAY_VETOES, here):
        return Unknown()  # the month by itself is no date either
    if (month, day) == (9, 11) and found["year"] is None and _is_attack(here):
        return Fixed("2001-09-11")
    part = MonthDay(month, day)
    return of_year(part, found, here) or dated(part, found["year"])


def _is_attack(here: Surroundings) -> bool:
    return bool(re.match(r",? (?:terror|attack|hijack)", here.after))


def of_year(part: Yearly, found: Match, here: Surroundings) -> Parsed | None:
    """Read "of last year" behind a part of a year."""
    if found.groupdict().get("year") is None and (tail := _TAIL.match(here.low, here.end)):
        whole = here.read(tail.end())
        if whole:
            return Parsed(Within(part, whole.meaning), whole.end)
    return None


_TAIL = lazy(spaced(_OF_YEAR))


def _month_year(found: Match, here: Surroundings) -> Meaning | None:
    return dated(Month(month_number(found["month"])), found["year"])


def _month_alone(found: Match, here: Surroundings) -> Parsed | Meaning | None:
    word = found["month"].rstrip(".")
    part = Month(month_number(word))
    capital = capital_at(here.text, here.start)
    of_thing = _ARTICLE.search(here.near) and _THING.match(here.text, here.end)
    if of_thing and capital:  # "the May issue"
        return of_year(part, found, here) or Recurring(part)
    spanned = _SPANNED.search(here.before) or _SPANNING.match(here.low, here.end)
    if spanned and capital:
        return Recurring(part)
    if not _is_month(found["month"], word, here) or is_vetoed(MONTH_VETOES, here):
        return None
    if next_word_is_name(here) and re.search(r"\b(?:the|a) $", here.near):
        return None  # "the October Revolution"
    if is_habit(here):
        return None
    return of_year(part, found, here) or Recurring(part)


def _is_modal(word: str, here: Surroundings) -> bool:
    """Whether it is "may", the verb."""
    return word == "may" and here.text[here.start] == "m" and not _ALONE_CUE.search(here.near)


def _is_month(written: str, word: str, here: Surroundings) -> bool:
    """Whether it is a month and no name, verb or other word; the shorter, the more must tell."""
    if _is_modal(word, here):
        return False
    if _POSSESSIVE_NAME.match(here.text, here.end) and word in _AMBIGUOUS:
        return False  # "April's Mother"
    cued = bool(_MONTH_CUE.search(here.near))
    capital = capital_at(here.text, here.start)
    if len(word) <= 4 and word not in ("may", "june", "july"):
        # "Jan." is also a name, "Mar." and "Dec." are also other words: they need their full stop.
        return cued and (written.endswith(".") or (capital and word not in _AMBIGUOUS))
    if word in _AMBIGUOUS:
        return _is_no_name(word, here)
    if cued:
        return True
    before = here.text[max(0, here.start - 18) : here.start]
    # "Black September" is a name, and so is "September Morn".
    return capital and not next_word_is_name(here) and not _NAME.search(before)


_POSSESSIVE_NAME = lazy(r"['’]s [A-Z]")


def _is_no_name(word: str, here: Surroundings) -> bool:
    """Whether May, March, April, June or August is the month."""
    if _TAIL.match(here.low, here.end) and capital_at(here.text, here.start):
        return True  # "March last year"
    cue = _MONTH_CUE
    if not capital_at(here.text, here.start):
        if re.match(r"\s[a-z]|['’-]", here.after):
            return False  # "an august body", "a march through"
        cue = _ALONE_CUE
    if not cue.search(here.near) and not _LISTED.search(here.before):
        return False
    if next_word_is_name(here) and not _STRONG_CUE.search(here.near):
        return False  # "by June Carter"
    if word == "march" and _RALLY.match(here.after) and not _RALLY_CUE.search(here.near):
        return False  # "the March on Rome"
    loose = _LOOSE_CUE.search(here.near) and word in ("may", "march")
    return not loose or bool(_VOTE.match(here.after))


_RALLY_CUE = lazy(r"\b(?:in|since|until|last|next|early|late|by|mid)[- ]$")
_LOOSE_CUE = lazy(r"\b(?:the|a|and|or|(?<!months )(?<!year )to|his|said) $")


def _weekday(found: Match, here: Surroundings) -> Parsed | Meaning | None:
    number = weekday_number(found["weekday"])
    tail = _TO_DATE.match(here.low, here.end)
    if tail and tail.end() > here.end:
        date = here.read(tail.end())
        if date and _is_day(date.meaning):
            meaning = date.meaning
            if isinstance(meaning, Recurring) and isinstance(meaning.cycle, MonthDay):
                meaning = Recurring(replace(meaning.cycle, weekday=number))
            return Parsed(meaning, date.end)
        if day := _THE_DAY.match(here.low, tail.end()):
            cycle = DayOfMonth(ordinal_number(day["day"]), number)
            return Parsed(Recurring(cycle), day.end())
        whole = _OF_WEEK.match(here.low, here.end)
        if whole and (week := here.read(whole.end())):
            return Parsed(Within(Weekday(number), week.meaning), week.end)
    if is_set(here) or is_name(here) or is_habit(here) or is_vetoed(WEEKDAY_VETOES, here):
        return None
    if next_word_is_name(here) and re.search(r"(?:^|[.;:!?]\s{1,3})$", here.near):
        return None  # "Wednesday Addams"
    full = len(found["weekday"]) > 5 and found["weekday"].endswith("day")
    if not full:
        # "Sat", "Sun", "Wed" and "Mon" are words of their own.
        cue = re.search(r"\b(?:on|since|until|last|next|this|by) $", here.near)
        if not cue or not capital_at(here.text, here.start):
            return None
    return Recurring(Weekday(number))


_TO_DATE = lazy(spaced(r",?(?: the)? ?[,(]? ?"))
_OF_WEEK = lazy(spaced(r" (?:of )?(?=(?:last|this|next|the previous) week(?!\w))"))
_THE_DAY = pattern(rf"(?P<day>{ANY_DAY})(?=[.,;:!?)]|\s*$|(?<=st|nd|rd|th) (?!of\b))")


def _is_day(meaning: Meaning) -> bool:
    if isinstance(meaning, Fixed):
        return len(meaning.value) == 10 and "/" not in meaning.value
    return isinstance(meaning, Recurring) and isinstance(meaning.cycle, MonthDay)


def _nth_weekday(found: Match, here: Surroundings) -> Parsed | Meaning | None:
    nth = -1 if found["nth"] == "last" else ordinal_number(found["nth"])
    part = NthWeekday(month_number(found["month"]), weekday_number(found["weekday"]), nth)
    if nth > 4:
        return None
    return of_year(part, found, here) or dated(part, found["year"])


def _day_of_month(found: Match, here: Surroundings) -> Parsed | Meaning | None:
    if not re.search(r"\b(?:on|by|until|since|from|before|after|between|to|and) the $", here.near):
        return None
    if not re.match(
        r"[.,;:!?)]|\s*$| (?:to|through|until) the | of (?:the|this) month\b| [-–] ", here.after
    ):
        return None
    end = re.match(r" of (?:the|this) month\b", here.after)
    meaning = Recurring(DayOfMonth(ordinal_number(found["day"])))
    return Parsed(meaning, here.end + end.end()) if end else meaning


def _day_of_that_month(found: Match, here: Surroundings) -> Parsed | None:
    whole = here.read(here.end)
    day = DayOfMonth(ordinal_number(found["day"]))
    return Parsed(Within(day, whole.meaning), whole.end) if whole else None


MONTH_RULES = (
    Rule(
        pattern(
            rf"(?P<month>{MONTH}) (?:the )?(?P<first>{ANY_DAY})"
            rf"(?: ?{DASH} ?|,? (?:to|through|thru|until|till|and|&|or) (?:the )?)"
            rf"(?P<last>{ANY_DAY})(?! {MONTH}(?!\w))(?:(?:,? of |,? )(?P<year>{YEAR}))?"
        ),
        _day_list,
    ),
    Rule(
        pattern(
            rf"(?P<month>{MONTH})(?:,? (?:the )?|[-/.])(?P<day>{ANY_DAY})"
            rf"(?:(?: ?, ?|,? of |,? in |[- /])(?P<year>{YEAR}))?"
        ),
        _month_day,
    ),
    Rule(
        pattern(
            rf"(?P<month>{MONTH})(?:, ?|,? of |,? in | of the year | ?[-/.]? ?)(?P<year>{YEAR})"
        ),
        _month_year,
    ),
    Rule(pattern(rf"(?P<month>{MONTH})"), _month_alone),
)
DAY_FIRST_RULES = (
    Rule(
        pattern(
            rf"(?P<first>{ANY_DAY})"
            rf"(?: ?{DASH} ?|,? (?:to|through|thru|until|till|and|&|or) (?:the )?)"
            rf"(?P<last>{ANY_DAY})(?: of)? (?P<month>{MONTH})(?!\w)(?:,? (?:of )?(?P<year>{YEAR}))?"
        ),
        _day_list,
    ),
    Rule(
        pattern(
            rf"(?P<day>{ANY_DAY})(?: day)?(?:[- ]?of[- ]| of the month of |[- ./]| ?)"
            rf"(?P<month>{MONTH})(?!\w)(?:(?: ?, ?| of |[- ./]| in |,? )?(?P<year>{YEAR}))?"
        ),
        _month_day,
    ),
)
NTH_RULES = (
    Rule(
        pattern(
            rf"(?P<nth>last|{WORD_DAY}|[1-5](?:st|nd|rd|th)) (?P<weekday>{FULL_WEEKDAY})"
            rf" (?:of|in) (?P<month>{MONTH})(?!\w)(?:,? (?:of )?(?P<year>{YEAR}))?"
        ),
        _nth_weekday,
    ),
)
WEEKDAY_RULES = (
    Rule(
        pattern(rf"(?P<weekday>{WEEKDAY})(?:['’]s)? (?:morning|afternoon|evening|night)"), _weekday
    ),
    Rule(pattern(rf"(?P<weekday>{WEEKDAY})"), _weekday),
)
DAY_OF_THAT_MONTH_RULES = (
    Rule(
        lazy(
            spaced(rf"(?P<day>{ANY_DAY})(?: day)? of (?=(?:last|next|this|the previous) month\b)")
        ),
        _day_of_that_month,
    ),
)
DAY_OF_MONTH_RULES = (
    Rule(pattern(r"(?P<day>(?:3[01]|[12]?[0-9])(?:st|nd|rd|th))"), _day_of_month),
)
