"""Messages that ask for nothing: greetings, thanks, laughter, emoji, a call for help.

Owns which those are, for every face; what is said to them, if anything, is the faces'.
"""

import re
import unicodedata
from enum import StrEnum


class Chatter(StrEnum):
    """What kind of message it is that asks the library for nothing."""

    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"  # asks what can be asked
    NOISE = "noise"  # "ok", "lol", a smiley: nothing is owed to it


_WHOM = r"(?: (?:there|bot|dateline|all|everyone|everybody|guys|folks|man|mate|again|friend))*"
_FOR = (
    r"(?: for (?:that|this|it|(?:(?:the|your|all the|all your) )?"
    r"(?:quick )?(?:help|answers?|info|information|quotes?|reply|response)|helping|answering))?"
)
# Each with messages that it is for. A message is chatter if it is made of these alone.
_KINDS: tuple[tuple[Chatter, str], ...] = (
    # "help", "help me please", "What can you do?", "how does this bot work"
    (
        Chatter.HELP,
        r"(?:please )?help(?: me)?(?: please)?|who are you|what are you|how do (?:i|you) use "
        r"(?:this|you|the bot|this bot|dateline)|how does (?:this|this bot|the bot|dateline) work"
        r"|what can (?:you do|i ask(?: you)?(?: here)?)|what do you (?:do|know)"
        r"|can you help(?: me)?(?: please)?",
    ),
    # "thanks", "Thank you so much for the help!", "no thanks", "ty"
    (
        Chatter.THANKS,
        r"(?:(?:many|no|and) )?(?:thanks|thank (?:you|u)|thankyou|thx|thnx|tnx|ty|tysm|cheers"
        r"|much appreciated|i appreciate (?:it|that))"
        rf"(?: (?:a lot|a million|a ton|a bunch|so much|very much|loads|kindly))?{_WHOM}{_FOR}"
        rf"{_WHOM}",
    ),
    # "hi", "Hello there!", "good morning all", "how are you?", "bye"
    (
        Chatter.GREETING,
        rf"(?:hi+|hiya|hello+|hey+|heya|yo|hallo|hullo|howdy|greetings|sup|what[’']?s up"
        rf"|good (?:morning|afternoon|evening|day|night)|morning|welcome back|bye|bye bye|goodbye"
        rf"|good bye|cya|see (?:you|ya)(?: later| soon| tomorrow)?|how are you(?: doing)?"
        rf"(?: today)?|how[’']?s it going|nice to meet you){_WHOM}",
    ),
    # "lol", "ok", "got it", "that was helpful", "never mind", "good bot"
    (
        Chatter.NOISE,
        r"(?:lo+l|lmao|lmfao|rofl|xd+|(?:ha){2,}h?|(?:he){2,}h?|hehe|omg|wow|yay|o+h|a+h|hm+|m+hm+"
        r"|uh huh|huh|oops|o+k+|okay|okey|kk?|alright|all right|fine|sure|yes|yeah|yep|yup|no"
        r"|nope|nah|please|sorry|cool|nice|neat|great|good|perfect|excellent|awesome|amazing"
        r"|brilliant|wonderful|lovely|super|interesting|right|exactly|true|agreed|done|understood"
        r"|got it|gotcha|i see|makes sense|never ?mind|nvm|no problem|np|no worries"
        r"|you[’']?re welcome|well done|good job|nice one|good (?:bot|to know)|bad bot"
        r"|(?:that|this)(?:[’']?s| is| was) (?:very |really |so |all )?(?:good|great|nice|helpful"
        r"|useful|fine|perfect|cool|awesome|funny|right|all|interesting)|that helped|brb|afk|gg"
        r"|wp)"
        rf"{_WHOM}",
    ),
)
_OPENING = tuple((kind, re.compile(rf"(?:{pattern})(?: |$)")) for kind, pattern in _KINDS)
# Custom emoji, mentions and shortcodes of Discord; smileys: ":)", ":D", "xP", "<3".
_PICTURES = re.compile(
    r"<a?:\w+:\d+>|<[@#][!&]?\d+>|:[a-z_]\w*:|[:;=xX]-?[DdPpOo3](?!\w)|[:;=]-?[()\[\]|/\\]|<3(?!\w)"
)
_BINDING = re.compile(r"\b(?:and|but)\b|\bso\b(?! much)")
_WORD = re.compile(r"[\w’']+")
# Longer ones are read as questions.
_MAX_CHARACTERS = 80


def chatter(message: str) -> Chatter | None:
    """Return what kind of chatter a message is, or None where it may ask for something.

    Of several kinds in one message, the first of `Chatter` that owes an answer: help, thanks,
    greeting.
    """
    if len(message) > _MAX_CHARACTERS:
        return None
    words = _PICTURES.sub(" ", message.casefold())
    plain = " ".join(_WORD.findall(words))
    if not plain:
        # Marks alone may be typed by mistake, and are told so; a picture is not.
        pictures = words != message.casefold() or any(map(_is_picture, message))
        return Chatter.NOISE if pictures else None
    found = _kinds(plain) or _kinds(" ".join(_BINDING.sub(" ", plain).split()))
    return next((kind for kind, _ in _KINDS if kind in found), None)


def _kinds(words: str) -> frozenset[Chatter]:
    """Return the kinds that `words` are made of from one end to the other, else none."""
    found = set()
    while words:
        matches = [(kind, match) for kind, each in _OPENING if (match := each.match(words))]
        if not matches:
            return frozenset()
        kind, longest = max(matches, key=lambda one: one[1].end())
        found.add(kind)
        words = words[longest.end() :]
    return frozenset(found)


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk")
