"""Questions about a time alone: "What happened last week?", "Which documents are from 2021?".

Owns which words ask for nothing but a time, and which time they mean: when documents were
published, or when what they tell of happened.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from index.dates.grammar import lazy
from index.dates.query.expressions import times_in
from index.dates.query.question_time import AskedTime, asked_time, time_phrases
from index.periods import Days, parse_publication_date


class TimeOf(Enum):
    """Which time a question is about."""

    PUBLICATION = "when documents were published or added"
    EVENT = "when what they tell of happened"


@dataclass(frozen=True, slots=True)
class TimeQuestion:
    """A question that names a time and no matter."""

    time: AskedTime
    of: TimeOf


# Words of several are joined first, so that each is one word below.
_PHRASES = (
    (lazy(r"\b(?:took|takes?|taken|taking) place\b"), "happened"),
    (lazy(r"\b(?:went|goes|go|gone|going) on\b"), "happened"),
    (lazy(r"\b(?:came|comes?|coming) to pass\b"), "happened"),
    (lazy(r"\b(?:comes?|coming) up\b"), "planned"),
    (lazy(r"\b(?:came|comes?|coming) (?:in|out)\b"), "published"),
    (lazy(r"\b(?:up ?to ?date|up-to-date)\b"), "new"),
    (lazy(r"\b(?:is|are|was|were|be) there\b"), "are"),
    (lazy(r"\bthere (?:is|are|was|were|has been|have been)\b"), "are"),
    (lazy(r"\b(?:do|did|does) (?:we|you|i) (?:have|hold|own)\b"), "have documents"),
    (lazy(r"\b(?:have|has) (?:we|you|i) got\b"), "have documents"),
    (lazy(r"\b(?:we|you|i) (?:have|hold|own)\b"), "have documents"),
    (
        lazy(
            r"\bwhat (?:did|have|had|has) "
            r"(?:we|you|i|anybody|anyone|everybody|everyone|(?:the )?(?:people|others|members)) "
            r"(?:do|done|write|written|say|said|post|posted|report|reported|note|noted|discuss"
            r"|discussed|(?:talk|talked|chat|chatted|speak|spoken) about)\b"
        ),
        "happened",
    ),
    (lazy(r"\b(?:anything|everything|all)\W+(?:is |are )?(?:from )?\."), "documents ."),
    (lazy(r"\bhappened to be\b"), "are"),
    (lazy(r"\b(?:let|tell|give|show) (?:me|us)(?: know)?(?: (?:about|of))?\b"), "show"),
    (lazy(r"\bin (?:the|this|our|your|my) (?:library|collection|archives?|documents)\b"), ""),
    (lazy(r"\bwhat['’]s\b"), "what is"),
    (
        lazy(
            r"\b(?:what|anything|something|everything)(?: that)?(?: (?:is|was|were|are))?"
            r"(?: there)? (?:on|in|during|at) (?:the day of )?\."
        ),
        "happened .",
    ),
)
# "What happened to it", "who was there": a word that is in none of these is a matter.
_EMPTY_TEXT = (
    "what which whatever is are was were be been being has have had do did does can could would "
    "you i we please show list find want to know see get the a an any all anything everything "
    "something things thing every each that those of in on at from during for with so far and or "
    "else also just only exactly actually ever more most important main major big notable "
    "interesting recently it's world here search look up"
)
_EVENT_TEXT = (
    "happen happened happens happening occur occurred occurs events event happenings transpired "
    "unfolded planned scheduled upcoming"
)
_PUBLICATION_TEXT = (
    "publish published publishes publication publications added new newest latest news posted "
    "uploaded written wrote reported said appeared dated issued updates update"
)
_DOCUMENT_TEXT = (
    "documents document articles article files file posts post texts text entries items pieces "
    "sources stories papers pages reports notes letters messages minutes records"
)
_RELATION_TEXT = (
    "before after since until till by prior to previous no not later earlier than in on at during "
    "or from starting beginning with up ahead of leading run following subsequent beyond pre post "
    "and onwards onward forwards forward newer older the about around roughly approximately some "
    "time sometime year"
)
_CHANGE_TEXT = "change changes changed changing"
_EMPTY, _EVENT, _PUBLICATION, _DOCUMENT, _CHANGE, _RELATION = (
    frozenset(text.split())
    for text in (
        _EMPTY_TEXT,
        _EVENT_TEXT,
        _PUBLICATION_TEXT,
        _DOCUMENT_TEXT,
        _CHANGE_TEXT,
        _RELATION_TEXT,
    )
)
# "What is the 2019 report?" asks for a matter; "Which reports are from 2019?" for a time.
_ONE_DOCUMENT = lazy(r"\bthe (?:file|post|text|document|article)\b")
# German, French and Spanish: what happened, was there, was done; then a date.
_OTHER_WORDS = lazy(
    r"(?i)[\s¿]*+(?:was (?:war(?: los)?|geschah|passierte|ist (?:passiert|geschehen)|gab es)"
    r"|que s['’]est[- ]il pass[ée]|qu['’]est[- ]ce qui s['’]est pass[ée]"
    r"|qu['’](?:y a-t-il eu|a-t-on fait)"
    r"|qu[ée] (?:pas[óo]|ocurri[óo]|sucedi[óo]|hubo|aconteci[óo]))\s++"
    r"(?:(?:am|im|vom|an|in|le|en|au|el|de|del)\s++){0,2}+"
    r"(?P<time>[^\s?!]++(?: [^\s?!]++){0,5}+)\s*+[?!.]*+\s*+"
)
_WORD = lazy(r"[^\W_]+(?:['’-][^\W_]+)*")
_SINCE = lazy(r"(?i)(?:since|after|from)\b")
_MAX_CHARACTERS = 200  # nobody asks for a time alone in more


def time_question(question: str, today: date) -> TimeQuestion | None:
    """Return the time of a question that asks about nothing else; None for every other question.

    "What was published in May 2021?", "What is new since last month?" and "Which documents are from
    2021?" mean the publication; "What happened before 2016?", "events of last week" and a time by
    itself ("May 2021?") mean what happened.
    """
    if len(question) > _MAX_CHARACTERS:
        return None
    if other := _in_other_words(question):
        return other
    time = asked_time(question, today)
    if time is None:
        return None
    found = times_in(question, today)
    phrases = time_phrases(question, found)
    for (start, end), one in zip(phrases, found, strict=True):
        beside = f"{question[start : one.start]} {question[one.end : end]}"
        if not _RELATION.issuperset(_WORD.findall(beside.lower())):
            return None  # "after the vote in 2018"
    of = _time_of(_words_beside(question, phrases), question, phrases)
    return TimeQuestion(time, of) if of else None


def _in_other_words(question: str) -> TimeQuestion | None:
    """Read "Was geschah am 20. Juli 2024?" and the like in French and Spanish."""
    asked = _OTHER_WORDS.fullmatch(question)
    if not asked:
        return None
    try:
        period = parse_publication_date(asked["time"])
    except ValueError:
        return None
    if period is None:
        return None
    time = AskedTime(
        asked["time"], period.value, (Days(period.first, period.last),), (asked.span("time"),)
    )
    return TimeQuestion(time, TimeOf.EVENT)


def _words_beside(question: str, phrases: list[tuple[int, int]]) -> list[str]:
    """Return the words of a question that are no part of its time, in lower case."""
    rest, at = [], 0
    for start, end in phrases:
        rest.append(question[at:start])
        at = end
    rest.append(question[at:])
    low = " ".join(" . ".join(rest).lower().split())
    if _ONE_DOCUMENT.search(low):
        return ["the document"]
    for words, one in _PHRASES:
        low = words.sub(one, low)
    return _WORD.findall(low)


def _time_of(words: list[str], question: str, phrases: list[tuple[int, int]]) -> TimeOf | None:
    if not set(words) & (_EVENT | _PUBLICATION | _DOCUMENT | _CHANGE):
        # A time by itself asks for what happened then; "what about 2019" goes on with a matter.
        return None if words else TimeOf.EVENT
    if any(word not in _EMPTY | _EVENT | _PUBLICATION | _DOCUMENT | _CHANGE for word in words):
        return None
    if set(words) & _CHANGE:
        # "What changed since May" asks for what is new; "what changed in May" happened.
        opened = any(_SINCE.match(question, start) for start, _ in phrases)
        return TimeOf.PUBLICATION if opened else TimeOf.EVENT
    if set(words) & _EVENT:
        return TimeOf.EVENT
    return TimeOf.PUBLICATION
