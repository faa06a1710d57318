"""English numbers that are years, or are not: years, decades, centuries, 2018-20.

Owns telling a year from any other number. A number of four digits counts as a year where the words
around it say so; between 1900 and 2035 it does unless they say otherwise.
"""

import re

from index.dates.en.lookalikes import YEAR_VETOES, is_vetoed
from index.dates.en.products import is_product
from index.dates.en.words import (
    CENTURY_WORDS,
    DASH,
    DECADES,
    cardinal_number,
    ordinal_number,
    year_number,
)
from index.dates.grammar import Match, Rule, Surroundings, lazy, pattern
from index.dates.meanings import Between, Fixed, Meaning
from index.dates.values import year_value

_PREPOSITION = lazy(
    r"\b(?:in|since|by|until|till|from|of|before|after|during|through|throughout|to|between|year"
    r"|years|circa|c\.|ca\.|early|late|mid|fiscal|spring|summer|autumn|fall|winter|through|for"
    r"|as of|back to|prior to|pre|post|end|beginning|around|born|b\.|founded|est\."
    r"|class of|fy|cy)"
    r"(?:[- ]| the )$"
)
# Quantities; numbers of things are among the vetoes.
_COUNTING = lazy(
    r"\b(?:about|approximately|some|nearly|almost|over|than|least|most|to as many as|up to|roughly"
    r"|another|only|just|exactly|all|these|those|under|below|above|around|killed|killing|injured"
    r"|employs|employing|with|has|have|had|sold|bought|cost|costs|paid|worth|per|every|score[ds]?"
    r"|plus|minus|times|x|by (?:about|some)|total of|number of|hundreds of|title|altitude of"
    r"|speed of|distance of|capacity of|population of|peak of|fine of)"
    r"[ :#]{1,2}$|[$£€¥#₹]\s?$|\d[.,:/]$|[+*=<>^~_/\\]$"
)
_MEASURE = lazy(
    r"\s?(?:%|°|percent|per cent|per|km|kms|mi|cm|mm|m|ft|kg|g|lbs?|mph|kph|hz|mhz|ghz|mb|gb|kb|tb"
    r"|kw|mw|hp|cc|miles?|meters?|metres?|kilomet(?:er|re)s?|feet|foot|inches|yards?|acres|hectares"
    r"|people|persons|men|women|children|kids|troops|soldiers|dollars?|euros?|pounds?|yen|yuan"
    r"|rupees|cents|points?|votes?|hours?|hrs|minutes?|seconds?|days?|weeks?|months?|years?(?! ago)"
    r"|gmt|utc|local time|tons?|tonnes?|copies|employees|workers|jobs|homes|houses"
    r"|files|lines|nodes|errors|warnings|bytes|users|requests|records|rows|tests|items|entries|steps|calls|messages"
    r"|downloads|times|visitors|guests|seats|tickets|books|bottles|trees|birds|animals|sheep|cows"
    r"|boats|rooms|beds|boxes|bags|samples|subjects|participants|respondents|households|letters"
    r"|signatures|documents|photos|images|answers|signs|metres|crates|parcels|loaves|eggs|fish"
    r"|students|pupils|members|patients|deaths|dead|cases|victims|passengers|refugees|migrants|residents|families|units"
    r"|shares|square|cubic|calories|degrees|barrels|gallons|lit(?:er|re)s|rounds|hectares|islands"
    r"|billion|million|thousand|hundred|trillion|bc|b\.c|bce|b\.c\.e|o['’]clock|am|pm|a\.m|p\.m"
    r"|words|pages|volumes|vehicles|cars|aircraft|planes|stores|species|companies|customers"
    r"|volunteers|delegates|officers|police|prisoners|inmates|detainees|fighters|rebels|others"
    r"|or so|different|more|fewer|additional)(?!\w)"
    r"|[-–](?:year|mile|met|foot|pound|page|seat|strong|km|m\b|kg|ton|person|point|member|acre)"
    r"|\s?[×*+=]|[-–]\d{3,4}(?!\d)[-–]|['’](?!s\b|\s|,|$)\w"
)
# "Had 1988 sales of $2 billion"
_OWNING = lazy(r"\b(?:with|has|have|had|just|only|all|another|over|cost|costs) $")
_OF_YEAR = lazy(
    r" (?:sales|revenues?|earnings|profits?|net|income|results|operating|pretax|output|production"
    r"|exports?|budget|spending|elections?|season|campaign|figures|data|levels?)\b"
)
_STREET = lazy(
    r" (?:[A-Z][\w.’'-]{0,20} ){1,3}(?:Road|Rd|Street|St|Avenue|Ave|Drive|Dr|Lane|Boulevard|Blvd"
    r"|Court|Surroundings|Square|Highway|Parkway|Terrace|Way)\b"
)
_PLURAL = lazy(r" (?!olympics|games|elections|series|does|goes)[a-z]{2,19}[a-hj-rtv-z]s\b")
_ABOUT = lazy(
    r"\bsince at least $|\b(?:in|since|by|until|year) (?:about|around|nearly|almost|only|just) $"
    r"|(?:^|[.;]\s)around $|\b(?:compared|comparison|consistent|line|even) (?:with|to) $"
)
_YEAR_BEFORE = lazy(
    r"\b(?:between|from)\s[12]\d{3}\s(?:and|to|until|till|through)\s$"
    r"|\b(?:in|of|since|from|after|by)\s[12]\d{3}(?:,| and| or|, and)\s$"
)
_SOFT = lazy(r"(?:\b(?:the|a|his|her|its|their|our|my|this)|['’]s|s['’]) $|[(\[]$")
_DECADE_OF_LIFE = lazy(r"\b(?:his|her|their|my|your|our|whose|one['’]s) (?:\w{3,5}[- ])?$")
_WARM = lazy(
    r"\b(?:low|high|upper|temperatures? in the)[- ]$"
    r"|\b(?:highs?|lows?|temperatures?|degrees|warm|sunny|reach(?:ed|ing)?)\b[^.;]{0,30}in the"
    r" mid[- ]$"
)
_DEGREES = lazy(r" (?:degrees|fahrenheit|celsius|f\b|c\b|percent|and (?:low|high))")


_SPELLED_CUE = lazy(r"\b(?:in|since|until|till|year|of|from|before|after|during|late|early) $")
_ONES = "(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS = "(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"


def _year(found: Match, here: Surroundings) -> Meaning | None:
    number = int(found["year"])
    if here.in_address or _counts(here) or _is_joined(here):
        return None
    if _MEASURE.match(here.after) and not here.near.endswith("year "):
        return None
    if _STREET.match(here.text, here.end) and not _SOFT.search(here.near):
        return None
    if not _is_likely(number, here) or is_vetoed(YEAR_VETOES, here) or is_product(here):
        return None
    value = year_value(number)
    return Fixed(value) if value else None


def _is_joined(here: Surroundings) -> bool:
    """Whether the number goes on to the left or to the right: "12 1998", "1998-12"."""
    return bool(
        re.search(r"\d\s$", here.near)
        or re.match(r"[-–/]\d", here.after)
        or re.search(r"\d[-–]$", here.near)
    )


def _is_likely(number: int, here: Surroundings) -> bool:
    """Whether a number of this size is a year where it stands; the farther back, the less."""
    marked = bool(_PREPOSITION.search(here.near) or _YEAR_BEFORE.search(here.before))
    soft = bool(_SOFT.search(here.near))
    plural = bool(_PLURAL.match(here.text, here.end))  # "in 1781 James" names no plural
    if 1900 <= number <= 2035:
        good = marked or soft or number % 100 != 0
        return good and not (number % 100 == 0 and plural and not soft)
    if 1600 <= number < 1900:
        return (marked or soft) and not plural
    if not 1000 <= number < 2200 or plural or re.match(r" [a-z]+ (?:of|and)\b", here.after):
        return False
    in_time = _IN_TIME.search(here.near) or _YEAR_BEFORE.search(here.before)
    return bool(in_time) or _is_named(here)


_IN_TIME = lazy(
    r"\b(?:in|since|by|until|till|year|circa|c\.|around|before|after|from|between|during"
    r"|through) $"
)


def _counts(here: Surroundings) -> bool:
    """Whether the words before make it a quantity or the number of something."""
    if not _COUNTING.search(here.near) or _ABOUT.search(here.near):
        return False
    return not (_OWNING.search(here.near) and _OF_YEAR.match(here.after))


def _is_named(here: Surroundings) -> bool:
    """Whether it dates a name: "the Peace of 1559", "Agincourt (1415)"."""
    left = here.text[max(0, here.start - 24) : here.start]
    if re.search(r"\w\s\($", left):
        return here.after.startswith(")") and bool(re.search(r"\b[A-Z][\w’'-]+\s\($", left))
    return bool(re.search(r"\b[A-Z]\w+\s(?:\w+\s)?of\s$", left))


def _years(found: Match, here: Surroundings) -> Meaning | None:
    first, last = int(found["first"]), int(found["last"])
    if len(found["last"]) == 2:
        month = last
        last += first // 100 * 100
        # 2019-09 is a month of ISO 8601, 2018-19 and 2008-09 a winter: 2005-10 is left alone.
        if last != first + 1 and (found["sign"] == "/" or 1 <= month <= 12):
            is_month = found["sign"] == "-" and month < first % 100
            is_month = is_month and not is_vetoed(YEAR_VETOES, here)
            return Fixed(f"{first:04}-{month:02}") if is_month else None
        if last < first:
            last += 100
    if _COUNTING.search(here.near) or _MEASURE.match(here.after) or here.in_address:
        return None
    if re.search(r"[\d-][-–]$", here.near) or is_vetoed(YEAR_VETOES, here):
        return None
    if not first < last <= min(first + 400, 2200) or first < 1000:
        return None
    return Between(Fixed(f"{first:04}"), Fixed(f"{last:04}"))


def _decade(found: Match, here: Surroundings) -> Meaning | None:
    digits = found["decade"]
    if here.text[here.end - 1] == "S":
        return None  # "a 50S ribosome"
    if _DECADE_OF_LIFE.search(here.before) or _DEGREES.match(here.after):
        return None
    if len(digits) == 4:
        if digits.endswith("00") and int(digits) < 2000:
            return Fixed(digits[:2])
        return Fixed(digits[:3])
    apostrophe = here.near[-1:] in ("'", "’", "‘") or bool(found["mark"])
    named = re.search(r"\b(?:the|early|mid|late|since|of|and|to)(?: the)?[- ]$", here.near)
    if not apostrophe and not named:
        return None
    if not apostrophe and _WARM.search(here.before):
        return None
    return Fixed(f"{'20' if digits in ('00', '10') else '19'}{digits[0]}")


def _decade_word(found: Match, here: Surroundings) -> Meaning | None:
    if _DECADE_OF_LIFE.search(here.before):
        return None
    if found["century"] is None and not re.search(
        r"\b(?:the|early|mid|late|roaring|swinging|since|of|and|to)(?: the)?[- ]$", here.near
    ):
        return None
    number = DECADES[found["decade"]]
    return Fixed(str(number - 10 if found["century"] == "eighteen" else number))


def _spelled_year(found: Match, here: Surroundings) -> Meaning | None:
    """Read "in nineteen eighty-four" and "since two thousand and five", as in transcripts."""
    if not _SPELLED_CUE.search(here.near) or _MEASURE.match(here.after):
        return None
    if _PLURAL.match(here.text, here.end):
        return None
    century = cardinal_number(found["century"]) if found["century"] else 20
    rest = found["one"] or found["two"] or found["of"]
    return Fixed(f"{century * 100 + cardinal_number(rest)}")


def _century(found: Match, here: Surroundings) -> Meaning | None:
    number = ordinal_number(found["nth"])
    if re.match(r",? (?:b\.?c|bce)", here.after) or not 1 <= number <= 99:
        return None
    if number < 5 and found["nth"].isalpha():
        return None  # "his second century" is cricket
    first = Fixed(f"{number - 1:02}")
    if found["last"]:
        last = ordinal_number(found["last"])
        return Between(first, Fixed(f"{last - 1:02}")) if number < last <= 99 else None
    return first


def _era(found: Match, here: Surroundings) -> Meaning | None:
    value = year_value(int(found["year"]))
    return Fixed(value) if value else None


def _fiscal(found: Match, here: Surroundings) -> Meaning | None:
    value = year_value(year_number(found["year"]))
    return Fixed(value) if value else None


_NOT_NUMBER = r"(?![\w%]|[.,:/]\d|[-–]\d)"
SHORT_DECADE_RULES = (Rule(pattern(r"(?P<decade>[0-9]0)(?P<mark>['’]?)s"), _decade),)
CENTURY_RULES = (
    Rule(
        pattern(
            r"(?P<nth>[0-9]{1,2}(?:st|nd|rd|th))(?:[- ]centur(?:y|ies)"
            rf"|(?: ?{DASH} ?| and | to )(?:the )?(?P<last>[0-9]{{1,2}}(?:st|nd|rd|th))"
            r"[- ]centur(?:y|ies))"
        ),
        _century,
    ),
)
ERA_RULES = (Rule(pattern(r"(?P<year>[0-9]{1,4}) (?:a\.d\.|ad|ce|c\.e\.)(?= |[.,;)]|$)"), _era),)
YEAR_RULES = (
    Rule(pattern(r"(?P<decade>[12][0-9]{2}0)(?P<mark>['’]?) ?s"), _decade),
    Rule(
        pattern(
            r"(?P<first>[12][0-9]{3}) ?(?P<sign>[-‐‑‒–—/~]) ?(?P<last>[12][0-9]{3}|[0-9]{2})"
            r"(?![-–/]|[.,:]\d)"
        ),
        _years,
    ),
    *ERA_RULES,
    Rule(pattern(rf"(?P<year>[0-9]{{4}}){_NOT_NUMBER}"), _year),
)
FISCAL_RULES = (
    Rule(
        pattern(
            r"(?:fiscal|financial|calendar)(?: year|-year)?[- ](?P<year>[12][0-9]{3}|['’]\d\d)"
            rf"{_NOT_NUMBER}"
        ),
        _fiscal,
    ),
    Rule(pattern(rf"[fc]y[- ]?(?P<year>[12][0-9]{{3}}|['’]?[0-9]{{2}}){_NOT_NUMBER}"), _fiscal),
)
ERA_FIRST_RULES = (Rule(pattern(r"(?:a\.d\.|ad) (?P<year>[0-9]{1,4})(?![\d,])"), _era),)
SPELLED_YEAR_RULES = (
    Rule(
        pattern(
            rf"(?:(?P<century>twenty|nineteen|eighteen|seventeen|sixteen)"
            rf"[- ](?:(?:oh[- ])(?P<one>{_ONES})|(?P<two>{_TEENS}|{_TENS}(?:[- ]{_ONES})?))"
            rf"|two[- ]thousand(?: and)?[- ](?P<of>{_ONES}|{_TEENS}|{_TENS}(?:[- ]{_ONES})?))"
        ),
        _spelled_year,
    ),
)
DECADE_WORD_RULES = (
    Rule(
        pattern(
            r"(?:(?P<century>nineteen|eighteen)[- ])?"
            r"(?P<decade>(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies)"
        ),
        _decade_word,
    ),
)
CENTURY_WORD_RULES = (
    Rule(
        pattern(
            rf"(?P<nth>{CENTURY_WORDS})(?:[- ]centur(?:y|ies)"
            rf"|(?: and | to )(?:the )?(?P<last>{CENTURY_WORDS})[- ]centur(?:y|ies))"
        ),
        _century,
    ),
)
