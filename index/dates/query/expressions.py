"""The time expressions in a question, which people type in a hurry.

Owns what a question needs before the grammar reads it (months in lower case, "the last few days"),
and the names and titles in it that only look like a time.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date

from index.dates import find_asked_dates
from index.dates.grammar import Match, lazy
from index.documents import EventDate

_MONTH = lazy(
    r"(?i)\b(?:january|february|april|june|july|september|october|november|december"
    # These three are words of their own, so only where a time is likely.
    r"|(?:(?<=\bin )|(?<=\blast )|(?<=\bsince )|(?<=\buntil )|(?<=\bbetween )|(?<=\bfrom ))"
    r"(?:march|may|august))\b"
)
_WORDING = lazy(
    r"(?i)\b(?:(?P<until>up\s+to)|(?P<before>(?:no\s+|not\s+)?(?:later|earlier)\s+than)"
    r"|(?:what|how)\s+(?P<in>about))\b"
)
_NUMBERS_TEXT = "one two three four five six seven eight nine ten eleven twelve"
# What people mean by a few and a couple differs; the answer shows what was taken.
_NUMBERS = {word: at for at, word in enumerate(_NUMBERS_TEXT.split(), 1)}
_NUMBERS |= {"few": 3, "couple": 2, "couple of": 2, "twenty": 20, "thirty": 30, "fifty": 50}
_STRETCH = lazy(
    r"(?i)(?:(?<!\S)|(?<=[(,;:\"“]))(?:(?:in|over|during|within|throughout|for|of|from)\s+)?"
    r"(?P<words>(?:(?P<the>the)\s+)?(?:(?P<past>past|last)|next|coming)\s+"
    rf"(?:(?P<count>[0-9]{{1,3}}|couple\s+of|{'|'.join(_NUMBERS)})\s+)?"
    r"(?P<unit>hour|day|week|fortnight|month|quarter|year|decade)(?P<more>s?))\b"
)
_NOT_NOW_AFTER = lazy(r"(?i)\s+(?:of|before|prior|leading|to|until|when)\b")
_NOT_NOW_BEFORE = lazy(r"(?i)(?:\b(?:his|her|their|its|my|our|your|whose)|['’]s)\s+$")
_STRETCH_WORD = lazy(r"(?i)(?:the\s+)?(?:past|last|next|coming|upcoming)\b")
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_QUOTED = lazy(r"\"[^\"]{1,200}\"|“[^”]{1,200}”|«[^»]{1,200}»|„[^“”]{1,200}[“”]")
_YEAR = lazy(r"[0-9]{4}")
_THE_WORK = lazy(r"(?i)\bthe\s+(?:book|novel|film|movie|song|album|play)\s+$")
_OF_WORK = lazy(r"(?i)\b(?:wrote|writes?|author\s+of|read|directed|watch)\s+$")
_AFTER_WORK = lazy(r"(?i)\s*(?:$|[?.!,;:])|\s+(?:and|by|about|or)\b")
_WORD_BEFORE = lazy(r"(?<![^\W\d_])([^\W\d_]+)\s$")
_SMALL_TEXT = (
    "about after around at before between by during for from in of on or since than the till to "
    "until up what will with and is was"
)
_SMALL_WORDS = frozenset(_SMALL_TEXT.split())
_ASKED_ABOUT = lazy(r"(?i)\W*(?:what|when)(?:\s+(?:is|was|are|were)|['’]s)\s+(?:the\s+)?")
_OPEN_TODAY = lazy(r"(?i)\b(?:as\s+of|until|till|up\s+to)\s+$")


def times_in(question: str, today: date) -> list[EventDate]:
    """Return the time expressions that a question asks with, in order, told from `today`."""
    found = expressions_in(question, today)
    if not found:
        return []
    quoted = quoted_in(question)
    return [
        one
        for one in found
        if not any(start <= one.start and one.end <= end for start, end in quoted)
        and not _is_name(question, one, today)
        and not _asks_nothing(question, one)
    ]


def quoted_in(question: str) -> list[tuple[int, int]]:
    """Return where a question quotes: names of works, and what somebody said."""
    spans = [quoted.span() for quoted in _QUOTED.finditer(question)]
    # A whole question in quotation marks is only quoted for the shell.
    return [span for span in spans if question.strip() != question[slice(*span)]]


def expressions_in(text: str, today: date) -> list[EventDate]:
    """Return all time expressions of a few words of text, names and titles as well."""
    found = list(_stretches(text, today))
    taken = [(one.start, one.end) for one in found]
    for one in find_asked_dates(_as_read(text), today):
        is_stretch = "/" in one.value and _STRETCH_WORD.match(text, one.start)
        if is_stretch and not _is_from_now(text, one.start, one.end):
            continue
        if all(one.end <= start or end <= one.start for start, end in taken):
            found.append(replace(one, text=text[one.start : one.end]))
    return sorted(found, key=lambda one: one.start)


def _as_read(text: str) -> str:
    """Return `text` in words that the grammar reads, every character at its own index."""
    capital = _MONTH.sub(lambda month: month[0][0].upper() + month[0][1:], text)
    return _WORDING.sub(_reworded, capital)


def _reworded(found: Match) -> str:
    word = found.lastgroup or ""
    start = found.start(word) - found.start()
    # The grammar looks back from a year, so the word stands at the right.
    return found[0][:start] + word.rjust(len(found[word]))


def _stretches(text: str, today: date) -> Iterator[EventDate]:
    """Yield the times that end or begin today: "the past three years", "the last 24 hours".

    They are told to the day; the grammar has them in whole years.
    """
    for found in _STRETCH.finditer(text):
        word = " ".join((found["count"] or "").lower().split())
        count = int(word) if word.isdecimal() else _NUMBERS.get(word, 0)
        if not word:
            # "The past year" and "the last decade" end today, "the last year" in December.
            side = (found["past"] or "").lower()
            ends_today = side == "past" or (side and found["unit"].lower() == "decade")
            if found["more"] or not (found["the"] and ends_today):
                continue
            count = 1
        start, end = found.span("words")
        if count and _is_from_now(text, start, end):
            other = _away(today, found["unit"].lower(), -count if found["past"] else count)
            first, last = sorted((today, other))
            value = f"{first.isoformat()}/{last.isoformat()}"
            yield EventDate(text[start:end], value, start, end)


def _is_from_now(text: str, start: int, end: int) -> bool:
    """Whether "last two years" ends today: not "his last two years", nor those before a vote."""
    return not (
        _NOT_NOW_BEFORE.search(text[max(0, start - 12) : start]) or _NOT_NOW_AFTER.match(text, end)
    )


def _away(day: date, unit: str, count: int) -> date:
    """Return the day that lies so far from `day`, kept inside the calendar."""
    if unit not in _MONTHS_IN:
        # A part of a day takes the whole of it.
        length = _DAYS_IN[unit] * abs(count) if unit in _DAYS_IN else (abs(count) + 23) // 24
        length = length if count > 0 else -length
        number = min(max(day.toordinal() + length, 1), date.max.toordinal())
        return date.fromordinal(number)
    months = day.year * 12 + day.month - 1 + count * _MONTHS_IN[unit]
    months = min(max(months, MINYEAR * 12), MAXYEAR * 12 + 11)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_name(question: str, one: EventDate, today: date) -> bool:
    """Whether a year is a title ("Who wrote 1984?") or a part of a name ("Agenda 2030")."""
    if not _YEAR.fullmatch(one.text):
        return False
    before = question[: one.start]
    if before[-1:] in ("'", "‘") and question[one.end : one.end + 1] in ("'", "’"):
        return True
    if _THE_WORK.search(before[-24:]):
        return True
    if _OF_WORK.search(before[-24:]) and _AFTER_WORK.match(question, one.end):
        return True
    word = _WORD_BEFORE.search(before[-24:])
    # Few speak of a year to come without a word such as "in": after a capital it numbers a thing.
    return bool(
        word
        and int(one.text) > today.year
        and word[1][0].isupper()
        and word[1].lower() not in _SMALL_WORDS
    )


def _asks_nothing(question: str, one: EventDate) -> bool:
    """Whether the time is what is asked about ("What is Black Friday?"), or all time until now."""
    if one.text.lower() == "today" and _OPEN_TODAY.search(question[: one.start][-24:]):
        return True
    about = _ASKED_ABOUT.fullmatch(question, 0, one.start)
    return bool(about) and not any(map(str.isalnum, question[one.end :]))
