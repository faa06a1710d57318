"""What stands around an English time expression.

Owns the words that belong to it on its left, the words that join two into a span, and the names
that only look like dates; the tense of its sentence is in `tense`, and names in `lookalikes` too.
"""

import re

from index.dates.grammar import LOOK_AROUND, Surroundings, lazy, spaced

_WIDER = lazy(
    spaced(
        r"(?:(?:the (?:very )?)?(?:early|late|mid|earlier|later)"
        r"(?: in(?: the)?|[- ]to[- ]late)?[- ](?:the )?"
        r"|(?:(?:the|around|about) )?(?:very )?(?:beginning|start|end|middle|close|early part"
        r"|latter part|rest|remainder|course) of (?:the )?|the (?:month|year|whole) of |the year "
        r"|mid|the )$"
    )
)
_TAKES_ARTICLE = lazy(
    r"(?:\d{1,2}[a-z]{2}|\d{3}0['’]?s|['’]?\d0['’]?s|(?!jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec|mon|tue|wed|thu|fri|sat|sun)[a-z])"
)
_SHORT_DECADE = lazy(r"\d0s(?!\w)")
_PART_OF = (
    r"(?:the )?(?:(?:years?|early|mid|late|end of|start of|beginning of|middle of)[- ](?:the )?)?"
)
_TO = lazy(
    r"(?:,? (?:to|through|thru|until|till|up to|up until|and up to) | ?[-‐‑‒–—~] ?)"
    rf"{_PART_OF}"
)
_AND = lazy(rf",? (?:and|&) {_PART_OF}")
_FROM = lazy(spaced(rf"\bfrom {_PART_OF}$"))
_BETWEEN = lazy(spaced(rf"\bbetween {_PART_OF}$"))
_LIST = lazy(r",?\s(?:(?:and|or|&)\s)?(?:(?:early|mid|late|in)[- ])?|/")
_REPORTED = lazy(r"\b(?:said|says|told|announced|reported|added|according to)\b")
_ENDS = lazy(r"[.!?]['\"’”)]?\s+[\"“(]?[A-Z]|\n")
_SET = lazy(
    r"\b(?:every|each|any|some|most|many|all|one|per|other|alternate|a) (?:other )?$"
    r"|\b(?:every|each) (?:[a-z]+day(?:,| and| or|, and| or) ){1,3}$"
)
_HABIT = lazy(
    r"\b(?:usually|typically|generally|normally|always|often|annually|traditionally|each year"
    r"|every year|each week|every week|take place|open (?:from )?)\b[^.!?;]{0,40}$"
)
_NAME_BEFORE = lazy(
    r"\b(?:ruby|bloody|super|cyber|manic|fat|taco|casual|man|girl|freaky|throwback|usa|wes|stormy"
    r"|sheffield|giving|blue|bandcamp|stormy|prague|arab|bowl) $"
)
_NAME_AFTER = lazy(
    r" (?:times|telegraph|mirror|mail|express|post|sun|herald|tribune|star|journal|business post"
    r")\b"
)
_SHOW = lazy(r"(?:[^\W\d_]+day)? ?Night(?= (?:Live|Football|Raw|Lights|SmackDown))")


def widened(low: str, start: int) -> int:
    """Return where an expression begins with "early", "the end of", "the" and so on before it."""
    window = low[max(0, start - 32) : start]
    if window[-1:] in ("'", "’", "‘") and _SHORT_DECADE.match(low, start):
        start, window = start - 1, window[:-1]
    found = _WIDER.search(window)
    if not found:
        return start
    at = found.start()
    if found.group().strip() == "the" and not _TAKES_ARTICLE.match(low, start):
        return start
    if at and (window[at - 1].isalnum() or window[at - 1] == "_"):
        return start
    return start - len(window) + at


def joins(low: str, start: int, end: int, following: int) -> bool:
    """Whether the words from `end` to `following` make one span of what stands around them."""
    if following - end > 24:
        return False
    between = re.sub(" +", " ", low[end:following])
    if _TO.fullmatch(between):
        return True
    window = low[max(0, start - 32) : start]
    return bool(_AND.fullmatch(between) and _BETWEEN.search(window))


def lists(low: str, end: int, following: int) -> bool:
    """Whether what stands before `end` shares its year with the next: "July and August 1988"."""
    return following - end < 12 and bool(_LIST.fullmatch(low, end, following))


def opens(low: str, start: int) -> int:
    """Return where a span begins with the "from" or "between" before it."""
    window = low[max(0, start - 32) : start]
    found = _FROM.search(window) or _BETWEEN.search(window)
    return start - len(window) + found.start() if found else start


def reports(low: str, start: int, end: int) -> bool:
    """Whether someone is quoted there: that is said now, whatever year was named before."""
    return bool(_REPORTED.search(low, start, end))


def parts(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends there: "since 1961. Net rose from a year earlier"."""
    return bool(_ENDS.search(text, start, end))


def is_set(here: Surroundings) -> bool:
    """Whether "every" and the like stand before: that is no single date."""
    return bool(_SET.search(here.before))


def is_habit(here: Surroundings) -> bool:
    """Whether the words before tell what is so in every week or year."""
    return bool(_HABIT.search(here.before))


def is_name(here: Surroundings) -> bool:
    """Whether a weekday or season is a part of a name."""
    if _SHOW.search(here.text, here.start, here.end + 24):
        return True
    return bool(_NAME_BEFORE.search(here.before)) or (
        bool(_NAME_AFTER.match(here.after)) and here.text[here.end + 1 :][:1].isupper()
    )


def capital_at(text: str, at: int) -> bool:
    """Whether the letter at `at` is a capital one."""
    return text[at : at + 1].isupper()


def next_word_is_name(here: Surroundings) -> bool:
    """Whether a word with a capital letter follows at once ("April Jones")."""
    following = here.text[here.end : here.end + LOOK_AROUND]
    return bool(re.match(r"[ \u00a0][A-Z][a-z’']", following))
