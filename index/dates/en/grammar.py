"""The grammar of English dates: which rules are tried at which word.

Owns the order of the rules; the first rule that reads something has it. To add one: write its
pattern and its reader in the file of its kind, put it into that file's tuple (or a new one, with a
line in _BEGINNINGS for the words that it begins with), and its sentences into the tests. A reader
gets the match and its `Surroundings`, and gives what it says, one of `meanings`; None lets the
next rule try.
"""

from index.dates.en import context
from index.dates.en.calendar import (
    DAY_FIRST_RULES,
    DAY_OF_MONTH_RULES,
    DAY_OF_THAT_MONTH_RULES,
    MONTH_RULES,
    NTH_RULES,
    WEEKDAY_RULES,
)
from index.dates.en.distance import (
    AND_A_HALF_RULES,
    AWAY_RULES,
    HALF_RULES,
    IN_TIME_RULES,
)
from index.dates.en.fiscal import (
    LATEST_RULES,
    MONTHS_RULES,
    SAME_QUARTER_RULES,
    THE_QUARTER_RULES,
    THE_YEAR_RULES,
    YEAR_AGO_RULES,
)
from index.dates.en.holidays import HOLIDAY_RULES
from index.dates.en.numeric import (
    COMPACT_RULES,
    ISO_RULES,
    NUMERIC_RULES,
    PLAIN_NUMBER_RULES,
)
from index.dates.en.relative import (
    BESIDE_RULES,
    NOW_RULES,
    OF_UNIT_RULES,
    STEP_RULES,
    TODAY_RULES,
)
from index.dates.en.tense import tense
from index.dates.en.words import CARDINAL_NUMBERS, DECADES, ORDINAL_NUMBERS
from index.dates.en.year_parts import (
    LETTER_RULES,
    PART_RULES,
    SEASON_RULES,
    WEEK_RULES,
    YEAR_FIRST_RULES,
)
from index.dates.en.years import (
    CENTURY_RULES,
    CENTURY_WORD_RULES,
    DECADE_WORD_RULES,
    ERA_FIRST_RULES,
    ERA_RULES,
    FISCAL_RULES,
    SHORT_DECADE_RULES,
    SPELLED_YEAR_RULES,
    YEAR_RULES,
)
from index.dates.grammar import Grammar, Rule

_ORDINAL_RULES = (*DAY_FIRST_RULES, *NTH_RULES, *PART_RULES, *DAY_OF_THAT_MONTH_RULES)
_SHORT_NUMBER_RULES = (
    *PLAIN_NUMBER_RULES,
    *NUMERIC_RULES,
    *_ORDINAL_RULES,
    *AWAY_RULES,
    *SHORT_DECADE_RULES,
    *CENTURY_RULES,
    *ERA_RULES,
    *DAY_OF_MONTH_RULES,
)
# A word that stands in two lines has the rules of both, those of the upper line first.
_BEGINNINGS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    *HOLIDAY_RULES,
    ("9 99", _SHORT_NUMBER_RULES),
    ("999", (*PLAIN_NUMBER_RULES, *AWAY_RULES, *ERA_RULES)),
    ("99999999", COMPACT_RULES),
    ("9999", (*ISO_RULES, *YEAR_FIRST_RULES, *YEAR_RULES)),
    ("january april july october", MONTHS_RULES),
    ("january february march april may june july august september october", MONTH_RULES),
    ("november december jan feb mar apr jun jul aug sep sept oct nov dec", MONTH_RULES),
    ("monday tuesday wednesday thursday friday saturday sunday", WEEKDAY_RULES),
    ("mon tue tues wed weds thu thur thurs fri sat sun", WEEKDAY_RULES),
    ("spring summer autumn fall winter", SEASON_RULES),
    ("last final", (*NTH_RULES, *PART_RULES)),
    ("last past previous preceding this current next coming upcoming following", STEP_RULES),
    ("same", SAME_QUARTER_RULES),
    ("that same ensuing", STEP_RULES),
    ("latest most", LATEST_RULES),
    ("year", YEAR_AGO_RULES),
    ("day", TODAY_RULES),
    ("today tonight yesterday tomorrow", TODAY_RULES),
    ("now present date", NOW_RULES),
    ("day night morning evening weekend week month quarter year", BESIDE_RULES),
    ("quarter", THE_QUARTER_RULES),
    ("year month", THE_YEAR_RULES),
    ("earlier later early late end beginning start close rest remainder middle", OF_UNIT_RULES),
    ("in", IN_TIME_RULES),
    ("half", HALF_RULES),
    ("wk cw kw iso calendar", WEEK_RULES),
    (" ".join(ORDINAL_NUMBERS), (*_ORDINAL_RULES, *CENTURY_WORD_RULES)),
    ("twenty thirty", (*_ORDINAL_RULES, *CENTURY_WORD_RULES)),
    (" ".join((*CARDINAL_NUMBERS, "a an")), (*AND_A_HALF_RULES, *AWAY_RULES)),
    (" ".join((*DECADES, "nineteen eighteen")), DECADE_WORD_RULES),
    ("two twenty nineteen eighteen seventeen sixteen", SPELLED_YEAR_RULES),
    ("fiscal financial calendar fy cy", FISCAL_RULES),
    ("ad a", ERA_FIRST_RULES),
    ("q h", LETTER_RULES),
)


def _by_word() -> dict[str, tuple[Rule, ...]]:
    rules: dict[str, tuple[Rule, ...]] = {}
    for words, more in _BEGINNINGS:
        for word in words.split():
            rules[word] = rules.get(word, ()) + more
    return rules


ENGLISH = Grammar(
    rules=_by_word(),
    widened=context.widened,
    joins=context.joins,
    lists=context.lists,
    reports=context.reports,
    parts=context.parts,
    opens=context.opens,
    tense=tense,
)
