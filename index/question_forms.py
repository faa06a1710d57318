"""What a question wants by its form: a person, a place, a time, a number, a reason, yes or no.

Owns the forms of English questions, and what a sentence holds that answers one; which sentence
is best is told in `bot.answering.sentence_scorer`.
"""

import re
from enum import StrEnum


class Wanted(StrEnum):
    """What kind of thing would answer."""

    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    NUMBER = "number"
    MONEY = "money"
    LENGTH_OF_TIME = "length of time"
    REASON = "reason"
    YES_OR_NO = "yes or no"


_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|dozens?|hundreds?|thousands?|millions?|billions?|half|third|quarter|several|percent|once"
    r"|twice|none|nobody|no one)"
)
# "How many were hurt when it sank?" asks for a number, "the man who left" for nobody: such a word
# asks at the beginning of a question or of what follows a mark.
_ASKING = (
    r"(?:^|[?.!,;:]\s*)"
    r"(?:(?:and|so|but|then|ok|okay|well|please|hey|hi|hello|tell me|do you know)[,\s]+){0,3}"
)
# In small letters: with IGNORECASE these take twice as long.
_ASKED: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (
        Wanted.TIME,
        re.compile(
            rf"{_ASKING}when\b|\b(?:(?:what|which) (?:year|date|day|month|century|decade|time"
            r"|weekday)|how long ago|(?:since|until|till|by|from|and|or) when)\b"
        ),
    ),
    (
        Wanted.MONEY,
        re.compile(
            r"\bhow much (?:is|are|was|were|money)\b"
            r"|\bhow much (?:does|do|did|will|would|must|has|have|had|for|to)\b.{0,80}"
            r"\b(?:costs?|pays?|paid|charged?|earns?|spent|spend|owes?|worth|fined?)\b"
            r"|\bwhat (?:does|do|did|will|would) .{1,80}\bcosts?\b"
            r"|\bwhat (?:is|are|was|were) the (?:price|cost|fee|fine|budget|salary|revenue)s?\b"
        ),
    ),
    (
        Wanted.LENGTH_OF_TIME,
        re.compile(r"\bhow long (?:does|do|did|will|must|should|can|may|has|have|had|until|for)\b"),
    ),
    (
        Wanted.NUMBER,
        re.compile(
            r"\bhow (?:many|much|long|old|far|often|large|big|high|deep|wide|heavy|tall|fast|hot"
            r"|cold|warm|strong)\b|\bwhat (?:number|percentage|share|age|size|height|length|depth"
            r"|weight|temperature|speed)\b|\bhow .{0,10}(?:many|much)\b"
        ),
    ),
    (
        Wanted.REASON,
        re.compile(
            r"\b(?:why|what (?:led|caused|made|prompted|triggered)|for what reason|how come"
            r"|what (?:is|was|were|are) the (?:reasons?|causes?))\b"
        ),
    ),
    (
        Wanted.PERSON,
        re.compile(
            rf"{_ASKING}(?:who|whom|whose)\b"
            r"|\b(?:and|or|by|to|for|with|from|of) (?:who|whom|whose)\b"
        ),
    ),
    (
        Wanted.PLACE,
        re.compile(
            rf"{_ASKING}where\b|\b(?:and|or|from) where\b"
            r"|\b(?:what|which) (?:city|town|country|place|street|village)\b"
        ),
    ),
    (
        Wanted.YES_OR_NO,
        re.compile(
            r"^\W*(?:is|are|was|were|do|does|did|can|could|may|must|should|has|have|had|will"
            r"|would)\b"
        ),
    ),
)
_UNITS = (
    r"(?:metres?|meters?|m|km|kilometres?|kilometers?|miles?|feet|ft|inch(?:es)?|cm|mm|kg|tonn?e?s?"
    r"|g|grams?|litres?|liters?|degrees?|°[cf]?|percent|per cent|%|hours?|minutes?|seconds?|days?"
    r"|weeks?|months?|years?|people|persons?)"
)
_MANY = r"(?:hundred|thousand|million|billion|k|m|bn)"
_CURRENCY = (
    r"euros?|dollars?|pounds?|francs?|crowns?|kron(?:a|or|er|e)|cents?|pence|pennies|marks?|yen"
    r"|rupees?|rou?bles?|pesos?|liras?|shillings?|guilders?|florins?|thalers?|ducats?|groschen"
    r"|pesetas?|drachmas?|zloty|forints?|shekels?|dinars?|dirhams?|rands?|reais|baht|won|yuan"
    r"|gold|silver|coins?|credits?|tokens?|points?|gems?|eur|usd|gbp|chf|bucks|quid"
)
_OF_MONEY = (
    r"costs?|prices?|priced|pays?|paid|charged?|charges|fees?|fares?|rents?|fines?|fined|salary"
    r"|wages?|earns?|earned|budget|revenue|sold for|bought for|deposit|donat(?:ed|ions?)|raised"
    r"|spent|worth|tickets?|admission|subscription|owes?|owed|grant"
)
_HELD: dict[Wanted, re.Pattern[str]] = {
    Wanted.TIME: re.compile(
        rf"\b(?:1\d|20)\d\ds?\b|\b\d{{1,2}}(?:st|nd|rd|th)\b|\b(?:{_MONTH})\b|\b{_WEEKDAY}\b"
        r"|\bcentury\b|\b(?:yesterday|today|tonight|tomorrow)\b|\b\d{1,2}[:.]\d\d\b"
        r"|\b(?:last|this|next) (?:year|month|week|spring|summer|autumn|fall|winter|night)\b"
        r"|\b(?:noon|midnight|o[’']clock|[ap]\.?m\b)|\b\w+ (?:days?|weeks?|months?|years?) ago\b"
    ),
    Wanted.NUMBER: re.compile(rf"\d|\b{_NUMBER_WORD}\b"),
    Wanted.MONEY: re.compile(
        rf"[$€£¥₹₽₩₺]\s?\d|\d[\d.,]{{0,30}}\s?(?:[$€£¥₹₽₩₺]|(?:{_MANY} )?(?:{_CURRENCY}))\b"
        r"|\d[\d.,]{0,30}\s?[$€£¥]|\d[.,]\d\d\b|\bfree(?: of charge)?\b"
        rf"|\b{_NUMBER_WORD}\s(?:\w+\s)?(?:{_CURRENCY})\b"
        # A sum in money of any name: "costs 40 gelts", "the fee is 12", "sold for 300".
        rf"|\b(?:{_OF_MONEY})\b[^.!?\n]{{0,40}}\b(?:\d|{_NUMBER_WORD}\b)"
        rf"|(?:\d|\b{_NUMBER_WORD})[^.!?\n]{{0,25}}\b(?:{_OF_MONEY})\b"
    ),
    Wanted.LENGTH_OF_TIME: re.compile(
        rf"(?:\d|\b{_NUMBER_WORD})[\w\s.,-]{{0,20}}\b(?:hours?|minutes?|seconds?|days?|weeks?|months?"
        r"|years?|nights?|decades?)\b|\buntil\b"
    ),
    Wanted.REASON: re.compile(
        r"\b(?:because|since|due|reasons?|therefore|so that|in order|to this end|consequently"
        r"|as a result|result(?:ed|s)? (?:in|of|from)|caus(?:e|es|ed|ing)|led to|lead to|owing"
        r"|thus|hence|after|following|blamed)\b"
    ),
}
_CAPITAL = re.compile(
    r"(?<![.!?:]\s)(?<!^)(?<![-*#•>]\s)\b"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b)(?!I\b)[A-ZÀ-ÖØ-Þ][\w’'-]+"
)
_OPENING_NAME = re.compile(
    r"^\W*(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lady|Lord|Captain|President|Mayor|Minister)\.? )?"
    r"[A-ZÀ-ÖØ-Þ][\w’'-]+ [A-ZÀ-ÖØ-Þ][\w’'-]+"
)
_PLACE_WORD = re.compile(r"\b(?:in|at|on|near|to|from|behind|beside|under|opposite|between)\s")

_PAST = re.compile(
    r"\b(?:was|were|did|had|used to|ago|yesterday|last|previous(?:ly)?|former(?:ly)?|first|before"
    r"|until \d|back then|originally|initially)\b"
)
# "How do I profile a program?" and "why is the sky blue?" ask for what holds at any time.
_TIMELESS = re.compile(
    r"\b(?:how (?:do|can|does|should|could|would|to|are|is)|why)\b|\bwhen will\b"
)
# "What is a sextant?" is asked for what it is, which the newest text need not tell best; "what is
# the fare", "what is Ann's post" and "what is new" for how things are.
_WHAT_IT_IS = re.compile(
    r"\bwhat(?:[’']s| is| are) (?:an? )?"
    r"(?!(?:the|th[ei]\w{1,3}|new|on|up|open|left|wrong|my|your|our|his|her|its|it|going|happening)\b)"
    r"(?!.{0,80}(?:[’']s|\b(?:of|for|in|at|on|by|from|to|with|per|today|tonight|now|current\w{0,2}"
    r"|latest|prices?|costs?|fees?|fares?|rents?|rates?|salary|pay|number|address|code|password"
    r"|deadline|limit|dates?|times?|hours|status|version|menu|score|plans?|rules?))\b)"
    r"[\w-]{2,40}(?: [\w-]{1,40}){0,3}\W{0,5}$"
)
_PRESENT = re.compile(
    r"^\W*(?:and |so |but |ok |okay |please |hey |hi |hello )*"
    r"(?:(?:who|what|which|where|when|how|until when|since when|by when|whose)\b[^?.!]{0,60}?"
    r"\b(?:is|are|am|does|do|has|have|can|may|must|costs?|[a-z]{2,}(?<!s)(?<!u)(?<!i)s)\b"
    r"|(?:who|what|which|where|how)[’']s\b"
    r"|(?:is|are|does|do|can|may|must|has|have)\b)"
)
# Words of a sentence; what has none of them is a search by key words ("ferry ticket price").
_SENTENCE = re.compile(
    r"\b(?:who|whom|whose|what|which|where|when|why|how|is|are|was|were|do|does|did|has|have|had|can"
    r"|could|will|would|should|may|might|must|i|we|you|he|she|they|it)\b"
)


def what_is_wanted(question: str) -> frozenset[Wanted]:
    """Return what kinds of thing would answer; several where it asks for several."""
    small = question.casefold()
    found = {wanted for wanted, asked in _ASKED if asked.search(small)}
    if found & {Wanted.MONEY, Wanted.LENGTH_OF_TIME}:
        found.discard(Wanted.NUMBER)
    return frozenset(found)


def holds(wanted: Wanted, sentence: str, small: str) -> bool:
    """Say whether `sentence` holds what is wanted; `small` is it in small letters.

    Yes and no can be read into any sentence, so they are held by each.
    """
    if wanted == Wanted.PERSON:
        return bool(_CAPITAL.search(sentence) or _OPENING_NAME.match(sentence))
    if wanted == Wanted.PLACE:
        return bool(_PLACE_WORD.search(small) or _CAPITAL.search(sentence))
    if wanted == Wanted.YES_OR_NO:
        return True
    return _HELD[wanted].search(small) is not None


def asks_how_things_are(question: str) -> bool:
    """Say whether a question asks how things are now, by its tense: "Who runs the mill?".

    Mere key words do too: "ferry ticket price".
    """
    small = question.casefold()
    if _PAST.search(small) or _TIMELESS.search(small) or _WHAT_IT_IS.search(small):
        return False
    return _PRESENT.search(small) is not None or _SENTENCE.search(small) is None
