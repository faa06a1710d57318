"""The time in a question: which days it asks for, in which words.

Owns what a question adds to time expressions: before, until, since and after. Which expressions
there are is in `expressions`, words for the latest in `latest`, typed days in `days`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from index.dates import days
from index.dates.grammar import lazy
from index.dates.query.days import parse_days
from index.dates.query.expressions import times_in
from index.dates.query.latest import latest_word
from index.documents import EventDate
from index.periods import Days

__all__ = ["AskedTime", "asked_time", "latest_word", "parse_days"]

_DAY = timedelta(days=1)
_FAR = 100  # characters of an event that may stand between "before" and its time


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The time that a question asks about."""

    # Word for word from the question, more joined by ", ": with before, until, since or after and
    # what stands between ("before the vote in May 2019"), without in, on and during.
    text: str
    # ISO 8601 / TIMEX3 as the words name it; open ends as "2019-03/.." and "../2018"; more joined
    # by ", ". Whether "../2018" holds 2018 is in the words (before, until) and in `spans`.
    value: str
    spans: tuple[Days, ...]  # never empty; a passage fits where it speaks of any of them
    # Offsets of the expressions alone ("May 2019"), in order, as many as were found: two that make
    # one span ("after 2017 and before 2020") have two places.
    places: tuple[tuple[int, int], ...]


class _Relation(Enum):
    BEFORE = "before"
    UNTIL = "until"
    SINCE = "since"
    AFTER = "after"


def _spaced(words: str) -> str:
    return words.replace(" ", r"\s+")


_RELATION = lazy(
    _spaced(
        r"(?i)(?<!\w)(?:"
        r"(?P<until>(?:no|not) later than|(?:in|on|at|during|by) or before|before or (?:in|on|at)"
        r"|up (?:until|till|to)|until|till|by)"
        r"|(?P<since>(?:no|not) earlier than|(?:in|on|at|during) or after|after or (?:in|on|at)"
        r"|(?:starting|beginning)(?: in| on| from| with)?|since)"
        r"|(?P<before>before|prior to|previous to|ahead of|leading up to|(?:in the )?run-?up to"
        r"|earlier than|pre(?=-))"
        r"|(?P<after>after|following|subsequent to|later than|beyond|post(?=-))"
        r")(?!\w)"
    )
)
_NEAR = lazy(
    _spaced(
        r"(?i)[\s-]*"
        r"(?:(?:about|around|roughly|approximately|some ?time(?: in)?|the year|year)\s+)?"
        r"(?P<article>(?:the|a|an|his|her|its|their|our|this|that)\s+)?"
    )
)
# With an event in between "by" and "up to" mostly say something else ("killed by a drone in 2020").
_NEVER_FAR = lazy(r"(?i)by\b|up\b|starting|beginning|later|earlier|beyond|pre$|post$")
_BREAK = lazy(
    r"(?i)[,;:?!()\"“”«»\n–—]|(?-i:(?<![A-Z])\.\s)"
    r"|\b(?:and|or|but|while|whereas|then|what|who|when|where|why|how|which|did)\b"
)
_NO_EVENT = lazy(r"\s*(?:(?:in|on|at|of|during|the|then|that|around|about)\s+)*")
_OWNER = lazy(r"['’]s?(?!\w)")
_EVENT = lazy(
    r"(?i)(?:['’]s?)?"
    r"(?:\s+(?!(?:in|on|at|of|to|for|with|and|or|but|by|from|is|are|was|were|be|has|have|had|do"
    r"|does|did|will|would|can|could|what|who|when|where|why|how|which|that|the|a|an)\b)"
    r"[^\W\d][\w'’-]*){1,3}"
)
_LATE_PART = lazy(_spaced(r"(?:the )?(?:very )?(?:end|close|middle|rest|course)\b|late|mid"))
_EARLY_PART = lazy(_spaced(r"(?:the )?(?:very )?(?:beginning|start|middle|course)\b|earl|mid"))
_CLAUSE_END = (
    r"(?=\W*$|[,;:?!.)]|\s+(?:what|who|when|where|why|how|which|did|does|has|have|is|was)\b)"
)
_TAIL = lazy(
    _spaced(
        r"(?i)[\s,]+(?:(?P<since>(?:and )?(?:onwards?|forwards?)\b"
        rf"|(?:or|and) (?:later|after|newer|beyond|since)\b{_CLAUSE_END})"
        rf"|(?P<until>(?:or|and) (?:earlier|before|older)\b{_CLAUSE_END})"
        rf"|(?P<on>on\b{_CLAUSE_END}))"
    )
)
_FROM = lazy(r"(?i)\bfrom\s+(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class _Part:
    """One range of days and the words that ask for it, from `start` to `end`."""

    start: int
    end: int
    value: str
    days: Days


def asked_time(question: str, today: date) -> AskedTime | None:
    """Return the time that a question asks about, told from `today`; None where it names none.

    Before and after leave out the period that follows at once ("before 2018"). With an event in
    between, that lies inside the period, and so the period counts ("before the vote in 2018").
    """
    found = times_in(question, today)
    if not found:
        return None
    parts = list(_closed(list(_parts(question, found))))
    return AskedTime(
        text=", ".join(dict.fromkeys(question[part.start : part.end] for part in parts)),
        value=", ".join(dict.fromkeys(part.value for part in parts)),
        spans=tuple(dict.fromkeys(part.days for part in parts)),
        places=tuple((one.start, one.end) for one in found),
    )


def time_phrases(question: str, found: list[EventDate]) -> list[tuple[int, int]]:
    """Return where the words of a time stand, with "before" and the like, in order.

    `found` are the time expressions of the question, in order.
    """
    return [
        (part.start, max(part.end, one.end))
        for part, one in zip(_parts(question, found), found, strict=True)
    ]


def _parts(question: str, found: list[EventDate]) -> Iterator[_Part]:
    done = 0
    for one in found:
        part = _with_relation(question, done, one)
        done = max(part.end, one.end)
        yield part


def _with_relation(question: str, done: int, one: EventDate) -> _Part:
    """Read the words from `done` to the expression, and those that follow at once."""
    tail = _TAIL.match(question, one.end)
    if tail and (tail.lastgroup != "on" or _FROM.search(question, done, one.start)):
        start = one.start
        if opened := _FROM.search(question, done, one.start):
            start = opened.start()
        relation = _Relation.UNTIL if tail.lastgroup == "until" else _Relation.SINCE
        return _related(one, relation, start, tail.end(), whole=True)
    last = next(reversed(list(_RELATION.finditer(question, done, one.start))), None)
    if last is None:
        return _plain(one)
    relation = _Relation(last.lastgroup)
    if near := _NEAR.fullmatch(question, last.end(), one.start):
        # "Before the 2018 election", "after Monday's attack": an event inside the period.
        owned = _OWNER.match(question, one.end) or one.text.endswith(("'s", "’s"))
        event = _EVENT.match(question, one.end) if near["article"] or owned else None
        if event and last[0].lower() == "by":
            return _plain(one)  # "caused by the 2018 law"
        part_inside = _LATE_PART if relation == _Relation.BEFORE else _EARLY_PART
        whole = bool(event or part_inside.match(one.text.lower()))
        end = event.end() if event else one.end
        return _related(one, relation, last.start(), end, whole=whole)
    between = question[last.end() : one.start]
    if (
        len(between) > _FAR
        or _NEVER_FAR.match(last[0])
        or _BREAK.search(between)
        or _NO_EVENT.fullmatch(between.lower())
    ):
        return _plain(one)
    return _related(one, relation, last.start(), one.end, whole=True)


def _plain(one: EventDate) -> _Part:
    return _Part(one.start, one.end, one.value, Days(*sorted(days(one.value))))


def _related(one: EventDate, relation: _Relation, start: int, end: int, *, whole: bool) -> _Part:
    """`whole`: the period itself counts where "before" and "after" would leave it out."""
    plain = _plain(one)
    first_value, slash, _ = one.value.partition("/")
    if slash and relation != _Relation.BEFORE:
        return plain  # "since 2018 until today" has both ends
    first, last = plain.days.first, plain.days.last
    if relation in (_Relation.BEFORE, _Relation.UNTIL):
        before = relation == _Relation.BEFORE and not whole and first and first > date.min
        until = first - _DAY if before and first else last
        return _Part(start, end, f"../{first_value}", Days(None, until))
    after = relation == _Relation.AFTER and not whole and last and last < date.max
    since = last + _DAY if after and last else first
    return _Part(start, end, f"{first_value}/..", Days(since, None))


def _closed(parts: list[_Part]) -> Iterator[_Part]:
    """Make one range of two open ones that overlap: "after 2017 and before 2020".

    Either of them would be all of time.
    """
    at = 0
    while at < len(parts):
        part = parts[at]
        at += 1
        if at < len(parts) and (closed := _overlap(part, parts[at])):
            at += 1
            part = closed
        yield part


def _overlap(one: _Part, two: _Part) -> _Part | None:
    lower, upper = (one, two) if one.days.last is None else (two, one)
    first, last = lower.days.first, upper.days.last
    if lower.days.last is not None or upper.days.first is not None:
        return None
    if first is None or last is None or first > last:
        return None
    from_value = lower.value.removesuffix("/..")
    to_value = upper.value.removeprefix("../")
    # A period that the words leave out is not named as an end: the day beside it is.
    if days(from_value)[0] != first:
        from_value = first.isoformat()
    if days(to_value)[1] != last:
        to_value = last.isoformat()
    return _Part(one.start, two.end, f"{from_value}/{to_value}", Days(first, last))
