"""The tense of an English sentence: does it place a bare "Friday" or "March" before or after?

Owns the verbs that tell. No parser: the verb that stands nearest before the expression in its
sentence decides, then the nearest one after it. A new verb is one word in one of the lists.
"""

from index.dates.grammar import lazy
from index.dates.meanings import Tense

_REACH_LEFT, _REACH_RIGHT = 160, 120  # characters of a sentence that are looked at
_BESIDE = 20  # "will meet on Friday", "plays Spain on Friday": the day of this very verb
_NEAR = 70  # a verb of the past farther away may well belong to another part of the sentence

_SENTENCE_END = lazy(
    r"[.!?]['\"’”)]?\s+(?=[\"'“‘(]?[A-Z0-9])|;\s|\n\s*\n|\s(?:--|[–—_])\s|[\"”]\s+(?=[A-Z])"
)
_ABBREVIATION = lazy(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Gov|Sen|Rep|Col|Lt|Prof|Jr|Sr|No|vs|Inc|Corp|Co|Ltd|U\.S|U\.K|U\.N"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m)|\b[A-Z])\.\s+$"
)
_MAY = lazy(r"\bMay\b")  # the month is no verb
_BLANKS = lazy(" +")

_PAST_TEXT = (
    "was were had did said told went came took made began became won lost found held fell rose "
    "saw got gave left met sent paid brought broke spoke wrote shot struck sold bought ran led "
    "kept felt stood heard grew drew flew knew threw built spent fought caught taught thought "
    "sought hit cut been died shrank sank swung swept slid sprang stole swore tore wore woke "
    "wound withdrew understood undertook underwent overtook overthrew rode rang sang shook shone "
    "slept lay laid lent dealt dug drove drank ate fled froze forgot forbade hung hid burst bid "
    "beat bore bound blew bled arose awoke chose clung crept upheld withheld reset outlet wept "
    "stuck strove done gone known seen shown taken given born made hurt put read set quit split "
    "spread shut"
)
_AUXILIARY_TEXT = (
    "is are be was were been am has have had need needs want wants wanted hope hopes hoped intend "
    "intends intended plan plans planned planning expect expects expected due set scheduled "
    "slated agreed agrees vowed vows promised promises ready going preparing prepares likely "
    "poised aim aims aimed threatens threatened refused declined seeks seeking sought hoping able "
    "bound about free urged asked ordered voted decided wishes wished used deadline chance time "
    "how whether forecast predicted projected"
)
# Verbs in the present tense tell what a timetable holds. Those of the second list are nouns too.
_PRESENT_TEXT = (
    "faces awaits convenes resumes meets departs arrives flies begins expires goes takes travels "
    "debuts premieres reopens retires"
)
_TIMETABLE_TEXT = (
    "posts resume meet votes plays hosts visits arrive returns return leaves leave begin starts "
    "start opens open ends end expire closes close airs marks celebrates runs lasts follows comes "
    "moves take heads releases reports holds hears turns publishes kicks falls matures mature"
)
_PAST, _AUXILIARY, _PRESENT, _TIMETABLE = (
    f"(?:{'|'.join(words.split())})"
    for words in (_PAST_TEXT, _AUXILIARY_TEXT, _PRESENT_TEXT, _TIMETABLE_TEXT)
)
_ADVERB = "(?: (?:not|also|be|been|have|now|then|still|only|soon|again|[a-z]+ly))"
_FORMS = (
    # What would have been is over, and "more than expected" tells nothing of the future.
    r"(?P<over>\b(?:could|would|should|might|must|may) have been\b"
    r"|\b(?:than|as|had|has been|have been|previously|originally|once|widely)"
    r" (?:expected|planned)\b)",
    # "Will soon be sold", "is expected to meet": the verb behind belongs to it.
    r"(?P<will>\b(?:will|shall|wo|ca|would|may|might|should|must|can|could)(?:n['’]t)?\b(?![-.])"
    rf"{_ADVERB}{{0,3}}(?: [a-z]+)?|['’]ll\b(?: [a-z]+)?"
    rf"|\b(?:{_AUXILIARY}|['’](?:s|re|m)) to\b(?! (?:the|a|an|its|his|their)\b)"
    rf"{_ADVERB}{{0,2}}(?: [a-z]+)?)",
    r"(?P<due>\b(?:expected|scheduled|slated|planned|due(?! to (?:the|a|an|its|his|bad|poor))"
    r"|payable|upcoming|forthcoming|await|awaiting|go to the polls|for delivery|ahead of|deadline"
    r"|let['’]s|please|effective|likely|pending|up for|set (?:for|a))\b"
    r"|\b(?:has|have|gives?|given) (?:[a-z]+ )?(?:until|till)\b"
    r"|\b(?:analysts|economists|forecasters) (?:now )?(?:expect|forecast|predict|see)\b"
    r"|\b(?:put off|postponed|delayed|extended|moved|rescheduled|deferred|adjourned|pushed back)"
    r"(?: [a-z]+){0,2} (?:to|until|till|for|through)\b)",
    r"(?P<present>\b(?:is|are|['’]re|['’]m) (?:meeting|visiting|travell?ing|flying|leaving|holding"
    r"|hosting|playing|returning|coming|opening|starting|retiring|launching|arriving|speaking)\b"
    rf"|\b{_PRESENT}\b|(?:,|\band|\bwho|\bwhich|\bthat|\bs?he|\bit) {_TIMETABLE}\b)",
    rf"(?P<told>\b(?:{_PAST}|did(?:n['’]t)?|(?!(?:need|speed|feed|seed|hundred|indeed|sacred|united"
    r"|limited|breed|greed|proceed|succeed|exceed|unemployed|aged|based|detailed)\b)"
    r"[a-z]{2,20}ed)\b)",
    r"(?P<timetable>(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bits )(?<!\bthis )(?<!\bof )"
    rf"\b{_TIMETABLE}\b)",
)
_VERB = lazy("|".join(_FORMS))
_TENSES = {
    "over": Tense.PAST,
    "told": Tense.PAST,
    "will": Tense.FUTURE,
    "due": Tense.FUTURE,
    "present": Tense.FUTURE,
}
# These are never nouns: right before the expression they tell whatever stands before them.
_NEXT_ON = lazy(
    r"\b(?:meets|convenes|resumes|expires|begins|opens|faces|arrives|departs|goes|ends|starts"
    r"|takes (?:over|place|effect)|[a-z]+s (?:vote|meet|elect|choose|gather|resume|reopen))"
    r"(?: on| in)? $"
)
_SINCE = lazy(
    r"\b(?:since|ended|(?<!be )dated|born|as of|back in|as early as|as recently as)(?: the)? $"
)
_TERM = lazy(
    r"\b(?:by|until|till|starting|beginning|ending|effective|payable|coming"
    r"|deadline (?:is|of)|no later than|as soon as|as early as|due)(?: on| in)?(?: the)?"
    r"(?: (?:end|start|beginning|middle) of(?: the)?)?(?: early| late| mid[- ])? ?$"
)
_HOLDERS = lazy(r"\b(?:share|stock)?holders(?: of record)?(?: as of| on)?(?: the)? $")
_UP_TO = lazy(
    r"\b(?:until|till|through)(?: after)?(?: the)?(?: (?:end|start|middle) of(?: the)?)?"
    r"(?: early| late| mid[- ])? ?$"
)
_FOR = lazy(r"\bfor (?:early |late )?$")
_WEEKDAY = lazy(r"(?:(?:early|late) )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!['’])")
_DELIVERY = lazy(r"\s(?:delivery|futures|contracts?)\b")
_IS = lazy(r"\b(?:is|are) (?:on |in )?$")


def tense(text: str, start: int, end: int) -> Tense:
    """Return where the nearest verb of the sentence places the expression from `start` to `end`."""
    # With its first letter: a sentence ends before a capital.
    left = _sentence_before(text[max(0, start - _REACH_LEFT) : start + 1])[:-1]
    if _HOLDERS.search(left):
        return Tense.TERM  # a dividend is told before it is paid
    if _SINCE.search(left):
        return Tense.PAST
    if _NEXT_ON.search(left):
        return Tense.TERM
    cues = [(_TENSES.get(verb.lastgroup or ""), verb.end()) for verb in _VERB.finditer(left)]
    told, at = next(((told, at) for told, at in reversed(cues) if told), (None, 0))
    if _UP_TO.search(left) and told == Tense.PAST:
        return Tense.UNTOLD  # "barred them through Dec. 31" may be over or not
    if _FOR.search(left) and _WEEKDAY.match(text, start):
        return Tense.TERM  # "a warning for Tuesday"; "figures for May" are of the last one
    if _TERM.search(left) and told != Tense.PAST:
        is_over = told is None and _tense_after(text, end) == Tense.PAST
        return Tense.PAST if is_over else Tense.TERM
    if _DELIVERY.match(text, end):
        return Tense.FUTURE
    if told == Tense.PAST and len(left) - at > _NEAR:
        return Tense.UNTOLD
    if told:
        is_beside = told == Tense.FUTURE and len(left) - at <= _BESIDE
        return Tense.TERM if is_beside else told
    if cues or _IS.search(left):
        return Tense.TERM if cues and len(left) - cues[-1][1] <= _BESIDE else Tense.FUTURE
    return _tense_after(text, end)


def _tense_after(text: str, end: int) -> Tense:
    right = _clean(text[end : end + _REACH_RIGHT])
    verb = _VERB.search(right[: _sentence_end(right)].lower())
    return _TENSES.get((verb and verb.lastgroup) or "", Tense.UNTOLD)


def _sentence_end(text: str) -> int:
    for stop in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text, max(0, stop.end() - 9), stop.end()):
            return stop.start()
    return len(text)


def _sentence_before(text: str) -> str:
    text = _clean(text)
    begin = 0
    for stop in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text, max(0, stop.end() - 9), stop.end()):
            begin = stop.end()
    return text[begin:].lower()


def _clean(text: str) -> str:
    return _BLANKS.sub(" ", _MAY.sub("", text))
