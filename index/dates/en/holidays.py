"""English names of days that come every year by a fixed rule.

Owns the names and their rules, in one table for the name alone and behind "last" or "next"; those
of the United States where a name is kept on more than one day. A name that is kept on different
days by English-speaking countries, and is not far more often the American one, is left out. A new
one is a line in the table; raise `GRAMMAR_VERSION` in `index.dates.find` with it, as with every
change of the grammar, so that the dates of stored documents are read anew.
"""

from dataclasses import replace

from index.dates.en.calendar import dated
from index.dates.en.lookalikes import NAME_VETOES, is_vetoed
from index.dates.en.words import YEAR
from index.dates.grammar import Match, Parsed, Rule, Surroundings, lazy, pattern
from index.dates.meanings import EasterDay, Fixed, Meaning, MonthDay, NthWeekday, Offset, Yearly
from index.dates.values import Unit

_MONDAY, _TUESDAY, _THURSDAY, _SUNDAY = 0, 1, 3, 6
# The words that a name may begin with, the name, and its rule.
_HOLIDAYS: tuple[tuple[str, str, Yearly], ...] = (
    ("new", r"new year['’]?s? eve", MonthDay(12, 31)),
    ("new", r"new year['’]?s?(?: day)?", MonthDay(1, 1)),
    ("epiphany twelfth", r"epiphany|twelfth night", MonthDay(1, 6)),
    ("martin mlk", r"(?:martin luther king(?:,? jr\.?)?|mlk) day", NthWeekday(1, _MONDAY, 3)),
    ("australia", r"australia day", MonthDay(1, 26)),
    ("groundhog", r"groundhog day", MonthDay(2, 2)),
    ("saint st valentine valentines", r"(?:saint |st\.? )?valentine['’]?s day", MonthDay(2, 14)),
    ("president presidents", r"president[s'’]{0,2} day", NthWeekday(2, _MONDAY, 3)),
    ("international", r"international women['’]?s['’]? day", MonthDay(3, 8)),
    ("saint st patrick", r"(?:saint |st\.? )patrick['’]?s day", MonthDay(3, 17)),
    ("april", r"april fool[s'’]{0,2} day", MonthDay(4, 1)),
    ("earth", r"earth day", MonthDay(4, 22)),
    ("anzac", r"anzac day", MonthDay(4, 25)),
    ("may", r"may day", MonthDay(5, 1)),
    ("cinco", r"cinco de mayo", MonthDay(5, 5)),
    ("memorial", r"memorial day", NthWeekday(5, _MONDAY, -1)),
    ("juneteenth", r"juneteenth", MonthDay(6, 19)),
    ("canada", r"canada day", MonthDay(7, 1)),
    ("independence", r"independence day", MonthDay(7, 4)),
    ("bastille", r"bastille day", MonthDay(7, 14)),
    ("labor labour", r"labou?r day", NthWeekday(9, _MONDAY, 1)),
    ("columbus", r"columbus day", NthWeekday(10, _MONDAY, 2)),
    ("halloween hallowe", r"halloween|hallowe['’]en", MonthDay(10, 31)),
    ("all", r"all saints['’]? day", MonthDay(11, 1)),
    ("all", r"all souls['’]? day", MonthDay(11, 2)),
    ("guy bonfire", r"guy fawkes(?: night| day)|bonfire night", MonthDay(11, 5)),
    ("armistice", r"armistice day", MonthDay(11, 11)),
    ("veteran veterans", r"veteran[s'’]{0,2} day", MonthDay(11, 11)),
    ("remembrance", r"remembrance day", MonthDay(11, 11)),
    ("thanksgiving", r"thanksgiving(?: day)?", NthWeekday(11, _THURSDAY, 4)),
    ("black", r"black friday", NthWeekday(11, _THURSDAY, 4, 1)),
    ("cyber", r"cyber monday", NthWeekday(11, _THURSDAY, 4, 4)),
    ("christmas", r"christmas eve", MonthDay(12, 24)),
    ("christmas xmas", r"christmas(?: day)?|xmas(?: day)?", MonthDay(12, 25)),
    ("boxing", r"boxing day", MonthDay(12, 26)),
    ("shrove mardi pancake", r"shrove tuesday|mardi gras|pancake day", EasterDay(-47)),
    ("ash", r"ash wednesday", EasterDay(-46)),
    ("palm", r"palm sunday", EasterDay(-7)),
    ("maundy", r"maundy thursday", EasterDay(-3)),
    ("good", r"good friday", EasterDay(-2)),
    ("easter", r"easter monday", EasterDay(1)),
    ("easter", r"easter(?: sunday| day)?", EasterDay(0)),
    ("ascension", r"ascension day", EasterDay(39)),
    ("whit pentecost", r"whit sunday|pentecost(?: sunday)?", EasterDay(49)),
    ("mother mothers", r"mother['’]?s['’]? day", NthWeekday(5, _SUNDAY, 2)),
    ("father fathers", r"father['’]?s['’]? day", NthWeekday(6, _SUNDAY, 3)),
)
_ONCE = (
    ("d", r"d-day", "1944-06-06"),
    ("v ve", r"v-?e day", "1945-05-08"),
    ("v vj", r"v-?j day", "1945-08-15"),
)
_OTHER_NATION = lazy(r"(?:n|h|i|se|ch|['’]s) $")
_OUR_NATION = lazy(r"\b(?:american|us|u\.s\.|america['’]s|on|in|an|nation['’]s) $")
_WEEKEND = pattern(" weekend")
_CUE = lazy(
    r"\b(?:last|next|this|previous|past|on|at|before|after|since|until|till|by|for|over|around) $"
)
_NAME_AFTER = lazy(
    r" (?:island|carol|parade|rising|bunny|eggs?|trees?|cards?|market|movie"
    r"|season|party|gifts?|shopping)\b"
)
_NAME_BEFORE = lazy(r"\b(?:father|happy|merry|chinese|lunar|jewish|islamic|every|each|a|but) $")


def _holiday(cycle: Yearly, found: Match, here: Surroundings) -> Parsed | Meaning | None:
    words = found["words"]
    if here.text[here.start].islower() and not found["year"] and not _CUE.search(here.near):
        return None
    if (
        _NAME_AFTER.match(here.after)
        or _NAME_BEFORE.search(here.near)
        or is_vetoed(NAME_VETOES, here)
    ):
        return None
    nation = _OTHER_NATION.search(here.near) and not _OUR_NATION.search(here.near)
    if words in ("new year", "new years") or (nation and words.startswith("independence")):
        return None
    meaning = dated(cycle, found["year"])
    weekend = _WEEKEND.match(here.low, here.end)
    if meaning is None or weekend is None:
        return meaning
    if isinstance(cycle, NthWeekday) and cycle.weekday == _MONDAY:
        meaning = dated(replace(cycle, days_after=-1), found["year"]) or meaning
    return Parsed(Offset(Unit.WEEKEND, 0, meaning), weekend.end())


def _rule(words: str, cycle: Yearly) -> Rule:
    tail = rf"(?:['’]s)?(?:(?:,? of|,? in|,)? (?P<year>{YEAR}))?"
    return Rule(
        pattern(f"(?P<words>{words}){tail}"), lambda found, here: _holiday(cycle, found, here)
    )


def _once(words: str, value: str) -> Rule:
    return Rule(pattern(words), lambda found, here: Fixed(value))


# What may follow "last" and "next".
HOLIDAY_BEGINNINGS = "|".join(
    dict.fromkeys(word for beginnings, *_ in _HOLIDAYS for word in beginnings.split())
)
# By the words that they begin with.
HOLIDAY_RULES = (
    *((beginnings, (_rule(words, cycle),)) for beginnings, words, cycle in _HOLIDAYS),
    *((beginnings, (_once(words, value),)) for beginnings, words, value in _ONCE),
)
