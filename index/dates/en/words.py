"""The calendar words of English and the pieces of regular expressions that match them.

Owns names and numbers; what they say together is in `calendar`, `relative` and their like.
"""

from index.dates.values import Unit

_MONTHS_TEXT = (
    "january february march april may june july august september october november december"
)
_MONTHS = _MONTHS_TEXT.split()
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_ORDINALS_TEXT = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = _ORDINALS_TEXT.split()
_CARDINALS_TEXT = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_CARDINALS = _CARDINALS_TEXT.split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70}
_TENS |= {"eighty": 80, "ninety": 90}

ORDINAL_NUMBERS = {word: number for number, word in enumerate(_ORDINALS, 1)} | {
    "thirtieth": 30,
    **{f"twenty{word}": 20 + number for number, word in enumerate(_ORDINALS[:9], 1)},
    "thirtyfirst": 31,
}
CARDINAL_NUMBERS = {word: number for number, word in enumerate(_CARDINALS, 1)} | _TENS
DECADES = {
    "twenties": 192, "thirties": 193, "forties": 194, "fifties": 195, "sixties": 196,
    "seventies": 197, "eighties": 198, "nineties": 199,
}  # fmt: skip
UNITS = {
    "day": Unit.DAY, "weekend": Unit.WEEKEND, "week": Unit.WEEK, "fortnight": Unit.WEEK,
    "month": Unit.MONTH, "quarter": Unit.QUARTER, "year": Unit.YEAR, "yr": Unit.YEAR,
    "decade": Unit.DECADE, "century": Unit.CENTURY, "centurie": Unit.CENTURY,
}  # fmt: skip

# Pieces: no group inside, so that a rule names the ones it needs.
MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![^\W_])\.?)"
)
FULL_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
WEEKDAY = rf"(?:{FULL_WEEKDAY}|(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?!\w)\.?)"
# "Sept. 14.5", "14:30" and "14%" hold no day.
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?: ?(?:st|nd|rd|th)(?!\w))?(?![\w%]|[.,:]\d)"
WORD_DAY = (
    "(?:(?:twenty|thirty)[- ]first|twenty[- ](?:second|third|fourth|fifth|sixth|seventh|eighth"
    "|ninth)|thirtieth|twentieth|" + "|".join(reversed(_ORDINALS[:19])) + ")"
)
CENTURY_WORDS = "(?:twenty[- ]first|" + "|".join(reversed(_ORDINALS)) + ")"
ANY_DAY = f"(?:{DAY}|{WORD_DAY})"
YEAR = r"(?:[12][0-9]{3}(?![\w%]|[.,:]\d)|['’‘][0-9]{2}(?![\w%]|[.,:]\d))"
DASH = "[-‐‑‒–—]"
SEASON = "(?:spring|summer|autumn|fall|winter)"
CARDINAL = (
    r"(?:[1-9][0-9]{0,2}|an?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|"
    + "|".join(reversed(_CARDINALS[:19]))
    + ")"
)
NUMBERED = r"(?:first|second|third|fourth|1st|2nd|3rd|4th|[1-4](?=[- ]half|[- ]quarter))"
UNIT = "(?:day|weekend|week|fortnight|month|quarter|year|decade|century|centurie)"


def month_number(word: str) -> int:
    """Return 1 to 12 for a name or its abbreviation."""
    return next(n for n, name in enumerate(_MONTHS, 1) if name[:3] == word[:3])


def weekday_number(word: str) -> int:
    """Return 0 for Monday to 6 for Sunday."""
    return next(n for n, name in enumerate(_WEEKDAYS) if name[:2] == word[:2])


def season_number(word: str) -> int:
    """Return 1 for spring to 4 for winter."""
    return {"sp": 1, "su": 2, "au": 3, "fa": 3, "wi": 4}[word[:2]]


def ordinal_number(word: str) -> int:
    """Return the number of "14th", "14" or "fourteenth"."""
    digits = "".join(letter for letter in word if letter.isdigit())
    if digits:
        return int(digits)
    return ORDINAL_NUMBERS["".join(letter for letter in word if letter.isalpha())]


def cardinal_number(word: str) -> int:
    """Return the number of "3", "a", "three" or "twenty-three"."""
    if word.isdigit():
        return int(word)
    if word in ("a", "an"):
        return 1
    parts = word.replace("-", " ").split()
    return sum(CARDINAL_NUMBERS[part] for part in parts)


def year_number(word: str) -> int:
    """Return the year of "2019" or "'98"; two digits lie between 1930 and 2029."""
    digits = word.strip("'’‘")
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (1900 if number >= 30 else 2000)
