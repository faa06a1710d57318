"""What a question refers to that leans on the one before: "Where does she live?", "And in 2019?".

Owns the rule by which such a question is made one that stands alone; what was asked and answered
is kept in `conversation`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.phrases import (
    EMPTY,
    Phrase,
    name_runs,
    names_in,
    phrases_in,
    without_last_verb,
    without_time,
    words_of,
)
from bot.answering.referents import Before, person_spoken_of, place_spoken_of, thing_spoken_of
from index.dates.query.question_time import asked_time
from index.question import without

# Longer ones are left as they are: they say what they are about.
MAX_CHARACTERS = 300
# A question that points back with more words than these brings its own matter.
MAX_POINTING_WORDS = 16
# One that points nowhere, and only lacks what it is about, is shorter.
MAX_BARE_WORDS = 8
# Of what was asked before, so many words go along: a chain of follow-ups must not grow.
MAX_CONTEXT_WORDS = 12

_AND = re.compile(r"^\W*(?:and|but|so|also)\b[\s,]*", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"\b(?:what|how) about\b", re.IGNORECASE)
_ASKS_WHO_DID = re.compile(
    r"\W*who (?!is\b|are\b|was\b|were\b|has\b|have\b|had\b|can\b|will\b|did\b|does\b|do\b)",
    re.IGNORECASE,
)
_ANY_DAY = date(2000, 1, 1)  # where a time stands does not depend on the day of asking

_OWNING = frozenset(("his", "her", "its", "their", "hers", "theirs"))
_THESE = re.compile(
    r"\b(?:this|that|these|those|(?:the|a|an|which|other)(?: \w+)? ones?)\b|\bthen\W*$",
    re.IGNORECASE,
)

# Words that join a question to the one before and say nothing else.
_JOINT = re.compile(
    r"^\W*(?:(?:and|but|so|or|also|then|ok|okay|well|now|what about|how about|what of|no|yes|thanks"
    r"|i meant?|great|cool|interesting)\b[\s,.:]*)+",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(
    r"^\W*(?:(?:ok|okay|well|now|so|and|but|then|no|yes|or|interesting|cool|great|i see|thanks)\b"
    r"[\s,.:!]*)*"
    r"(?:what about|how about|what of|and|or|also|but|i meant?)\b",
    re.IGNORECASE,
)
# "retry_wait", "--max-rate", "config.toml", "main()".
_IDENTIFIER = re.compile(
    r"(?<!\S)`?(?:--?\w[\w-]*+|[^\W_]++(?:(?:[_.][^\W_]++)++(?:\(\))?|\(\)))`?(?![\w(])"
)
_ORDINAL = re.compile(
    r"(?:the )?\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last"
    r"|\d+(?:st|nd|rd|th))\b(?: ones?)?",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(of|in|at|on|for|from|to|by|with|near|about|under|after|before|between)\b\s*", re.IGNORECASE
)
# "What else?", "tell me more": the same once more.
_MORE = re.compile(
    r"\W*(?:(?:and|ok|so|please|can you|could you)\W+)*(?:(?:tell|give|show) (?:me|us) (?:some )?"
    r"more(?: (?:details?|information|about (?:it|that|this)))?|(?:what|who|where|when|anything"
    r"|anyone|any|somebody|something) (?:else|more)|more|any more|go on|others?|continue|details?)"
    r"(?: please)?\W*",
    re.IGNORECASE,
)
# "And when?", "why?", "since when was that": only asks, whatever the question before was about.
_ONLY_ASKS = re.compile(
    r"(?:(?:and|but|so|ok)\W+)*(?P<asks>(?:exactly )?(?:since when|until when|by when|how long ago"
    r"|how (?:long|much|many|often|old|far|big|large|high|come)|when|where|why|why not|who|whom|how"
    r"|which(?: one)?|by whom|with whom|for whom|to whom|how so|what for|(?:to|from) where"
    r"|where to|where from|what year|which year))"
    r"(?: exactly| (?:was|is|did|does) (?:that|this|so|happen))*",
    re.IGNORECASE,
)
_ASKING_OPENING = re.compile(
    r"(?<!\W)\W*+(?:since when|until when|how (?:long|much|many|often|old|far|big|large|high)\b"
    r"|when|where|why|who|whom|how|what|which)\b\s*",
    re.IGNORECASE,
)
# They stand for nothing: "Is there a bridge?", "Is it possible to swim?", "I know that it ended".
_EMPTY_PLACES = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|do|does|did) there\b"
    r"|\bthere (?:is|are|was|were|be|will|has|have|can|any|a|an|to)\b"
    r"|\b(?:is|was|isn[’']t|would|will|does) it (?:\w+ )?(?:necessary|possible|true|good|bad|better"
    r"|ok|okay|legal|safe|worth|hard|easy|important|normal|like|to be|take) (?:\w+ )?"
    r"(?:to|that|if|when|for)\b"
    r"|\b(?:know|say|said|think|believe|means?|understand|see|hear|heard|agree|so) that\b(?!\W*$)"
    r"|\b\w+ that (?=\w+ )|\bthat is\b|\bone of\b|\bone \w+\b|\bhis or her\b"
    r"|\bthis (?:year|month|week|morning|evening|summer|winter|spring|autumn)\b",
    re.IGNORECASE,
)
# What lacks another thing to go with, where none follows: "the symptoms", "the cheaper".
_RELATIONAL = re.compile(
    r"\bthe (?:\w+ )?\w+|\b(?:other|another|else|instead|similar|too|as well)\b"
    r"|\b(?:more|less|better|worse|older|newer|cheaper|faster|bigger|larger|smaller)\W*$"
    r"|\bsome (?:examples?|popular|famous|common|other)\b|\b(?:are|is) there (?:any|other)\b"
    r"|\b(?:types?|examples?|signs|symptoms|side effects|causes)\W*$",
    re.IGNORECASE,
)
# They lack something whatever follows: "What are the types of plans?", "Which permits are needed?"
_LACKING = re.compile(
    r"\b(?:needed|available|required|involved|different|survived|compare|compared)\W*$"
    r"|\bthe (?:\w+ )?(?:types?|kinds?|classes|risks?|steps|stages|effects?|impact|role|causes?"
    r"|author|consequences|differences?) (?:of|on|with|in) (?:\w+)\W*$"
    r"|\bthe (?:larg|bigg|small|old|young|long|high)est (?:in the world|on \w+)\W*$"
    r"|\bwhat (?:are|were) some\b|\b(?:what|which) (?:types?|kinds?|ones?)\b|\b\w+ ones\W*$",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(r"\b(?:of|in|between|for|from|with|than|to|on|at|by|about)\s+(?!do\b)\w+")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that leans on the one before, as one that stands alone."""

    text: str
    sure: bool = True  # False: it may stand alone as well, which is then tried first


def follow_up_to(before: Before, question: str, *, tied: bool = False) -> FollowUp | None:
    """Return what `question` asks after `before`, or None where it stands alone.

    With `tied` it never stands alone: somebody said that it goes on from there.
    """
    if len(question) > MAX_CHARACTERS or not words_of(question):
        return None
    for rule, sure in _RULES:
        understood = rule(question, before)
        if understood is not None:
            if rule is _ellipsis:
                sure = _WHAT_ABOUT.search(question) is None or bool(names_in(question))
            return _follow_up(understood, sure=sure or tied)
    return _follow_up(_beside(question, before), sure=True) if tied else None


def _follow_up(text: str, *, sure: bool) -> FollowUp | None:
    text = " ".join(text.split())
    return FollowUp(text, sure) if len(text) <= 2 * MAX_CHARACTERS else None


def opens_topic(question: str, understood: str | None) -> bool:
    """Whether what comes after a question is rather about its matter than about older ones."""
    words = [word for word in words_of(question) if word not in EMPTY]
    return understood is None and (bool(names_in(question)) or len(words) > 3)


def _the_same_again(question: str, before: Before) -> str | None:
    return before.question if _MORE.fullmatch(question) else None


def _another_time(question: str, before: Before) -> str | None:
    """Read "And in 2019?" as the question before, asked of that time."""
    time = asked_time(question, _ANY_DAY)
    if time is None or not time.places:
        return None
    rest = words_of(_JOINT.sub("", without(question, time.places)))
    if not all(_PREPOSITION.fullmatch(word) or word in _TIME_JOINTS for word in rest):
        return None
    when = _JOINT.sub("", question).strip(" ?.!")
    return f"{without_time(before.question).rstrip(' ?.!')} {when}?"


_TIME_JOINTS = frozenset(("since", "until", "during", "the", "how", "what", "about", "was", "it"))


def _another_of_kind(question: str, before: Before) -> str | None:
    """Read "And the third one?" as the question before, asked of the third; so for names in code.

    The last of its kind in that question is what it stands for.
    """
    if _ELLIPSIS.match(question) is None:
        return None
    rest, asked = _JOINT.sub("", question).strip(" ?.!"), before.question
    for pattern, group in ((_IDENTIFIER, 0), (_ORDINAL, 1)):
        said, old = pattern.fullmatch(rest), list(pattern.finditer(asked))
        if said is not None and old:
            start, end = old[-1].span(group)
            return asked[:start] + said[group] + asked[end:]
    return None


def _only_asks(question: str, before: Before) -> str | None:
    """Read "Why?" as "Why", asked of all that the question before was about."""
    found = _ONLY_ASKS.fullmatch(question.strip(" ?.!,"))
    if found is None:
        return None
    # What an earlier one of these had added ends here.
    whole = f"{before.question.split('?')[0].rstrip(' .!')}? {question}"
    asks, asked = found["asks"], _ASKING_OPENING.sub("", before.question, count=1)
    if not words_of(asked):
        return whole
    if _ASKS_WHO_DID.match(before.question):
        # "Who rang the bell?", "Why?": whoever did it belongs before what was done.
        person = person_spoken_of(before)
        if person is None:
            return whole
        asked = f"{person} {asked}"
    return f"{asks[0].upper()}{asks[1:]} {asked}"


def _pointing(question: str, before: Before) -> str | None:
    """Put what "she", "it", "there" stand for in their place."""
    if len(words_of(question)) > MAX_POINTING_WORDS:
        return None
    question = _AND.sub("", question)
    hidden = [match.span() for match in _EMPTY_PLACES.finditer(question)]
    text = without(question, hidden)
    for pattern, referent in _REFERENTS:
        found = pattern.search(text)
        if found is None or _named_before(question, found):
            continue
        named = referent(before)
        if named is None:
            return _beside(question, before)
        put = _put(question, pattern, named, hidden)
        if referent is person_spoken_of and names_in(named):
            return put  # a person's name says all
        return _beside(put, before, named=bool(names_in(named)))
    return _beside(question, before) if _THESE.search(text) else None


def _ellipsis(question: str, before: Before) -> str | None:
    """Read "And of Bergen?" as the question before, asked of Bergen."""
    found = _ELLIPSIS.match(question)
    if found is None:
        return None
    rest = _JOINT.sub("", question).strip(" ?.!")
    if not rest or re.match(
        r"(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did|can|could|has|have|will"
        r"|should|tell|if)\b",
        rest,
        re.IGNORECASE,
    ):
        return _beside(question, before) if rest and not names_in(rest) else None
    preposition = _PREPOSITION.match(rest)
    if preposition is not None:
        asked = before.question.rstrip(" ?.!")
        old = re.search(
            rf"\b(?i:{preposition[1]})\s+(?:the\s+)?\w[\w’'-]*(?:\s+[A-Z\d][\w’'-]*)*", asked
        )
        new = asked[: old.start()] + rest + asked[old.end() :] if old else f"{asked} {rest}"
        return f"{new}?"
    names = name_runs(before.question)
    if name_runs(f"- {rest}") and names and len(words_of(rest)) <= 4:
        # A code for a code, a name for a name.
        codes = any(map(str.isdecimal, rest))
        of_kind = [each for each in names if any(map(str.isdecimal, each.text)) == codes]
        if of_kind:
            free = [each for each in of_kind if not _after_preposition(before.question, each)]
            old_name = (free or of_kind)[-1]
            return before.question[: old_name.start] + rest + before.question[old_name.end :]
    return _beside(rest, before)


def _after_preposition(text: str, phrase: Phrase) -> bool:
    return (
        re.search(r"\b(?:of|in|at|on|to|from|for|by|with)\s+(?:the\s+)?$", text[: phrase.start])
        is not None
    )


def _bare(question: str, before: Before) -> str | None:
    """Tell a question that lacks what it is about, "What are the symptoms?", with that."""
    words = [word for word in words_of(question) if word not in EMPTY]
    if len(words_of(question)) > MAX_BARE_WORDS or not 0 < len(words) <= 3 or names_in(question):
        return None
    if _LACKING.search(question):
        return _beside(question, before)
    found = _RELATIONAL.search(question)
    if found is not None and not _COMPLEMENT.search(question, found.end()):
        return _beside(question, before)
    return None


def _beside(question: str, before: Before, *, named: bool = False) -> str:
    """Return a question with the words that the ones before were about.

    A name says all that the last question would: where `named`, only the topic's things are added.
    """
    own = set(words_of(question))
    context: list[str] = []
    for text in before.topics if named else (before.question, *before.topics):
        for phrase in phrases_in(without_last_verb(without_time(text))):
            if named and not (phrase.is_thing or names_in(phrase.text)):
                continue
            for word in phrase.text.split():
                if own.isdisjoint(words_of(word)) and word not in ("the", "of"):
                    own.update(words_of(word))
                    context.append(word)
    if not context:
        return question
    return f"{question.strip()} ({' '.join(context[:MAX_CONTEXT_WORDS])})"


def _named_before(question: str, pronoun: re.Match[str]) -> bool:
    """Whether a question names what its pronoun stands for: "Where is Lom, and is it far?"."""
    head = question[: pronoun.start()]
    phrases = phrases_in(head)
    if not phrases:
        return False
    if re.search(r"\b(?:and|or|but|if|when|because|so|while)\b|[.,;?!]", head[phrases[0].end :]):
        return True
    return pronoun[0].casefold() == "their" and phrases[-1].text.split()[0].endswith("s")


def _put(
    question: str, pattern: re.Pattern[str], named: str, hidden: Sequence[tuple[int, int]]
) -> str:
    def put(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in hidden):
            return found[0]
        word = found[0].casefold()
        # "her" before another word owns it, alone it does not.
        owns = word in _OWNING and re.match(
            r"\s+(?!to\b|in\b|at\b|from\b)\w", question[found.end() :]
        )
        return f"{named}’s" if owns else named

    return pattern.sub(put, question)


_REFERENTS = (
    (
        re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE),
        person_spoken_of,
    ),
    (re.compile(r"\b(?:it|its|itself|they|them|their|theirs)\b", re.IGNORECASE), thing_spoken_of),
    (re.compile(r"\bthere\b", re.IGNORECASE), place_spoken_of),
)
# In this order; whether what a rule finds is sure.
_RULES: tuple[tuple[Callable[[str, Before], str | None], bool], ...] = (
    (_the_same_again, True),
    (_another_time, True),
    (_only_asks, True),
    (_another_of_kind, True),
    (_pointing, True),
    (_ellipsis, True),
    (_bare, False),
)
