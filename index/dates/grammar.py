"""What a grammar of a language is, and how one is run over a text.

Owns the seam: the words that an expression may begin with, the rules that read one there, and what
the words around it say. Each rule is a bounded regular expression, so the work is linear in the
text's length. Texts are matched flattened and in lower case; `Surroundings.text` has the capitals.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from index.dates.meanings import Meaning, Tense, Unknown

Match = re.Match[str]


class _Lazy:
    """Stands for a regular expression until the first use of one of its methods."""

    def __init__(self, build: Callable[[], str]) -> None:
        self._build = build

    def __getattr__(self, name: str) -> object:
        # Reached only for what is no attribute yet. Compiled twice by two threads it is the same.
        value: object = getattr(re.compile(self._build()), name)
        setattr(self, name, value)
        return value


def lazy(expression: str) -> re.Pattern[str]:
    """Return the expression, compiled at its first use: a short text needs few of them."""
    return cast(re.Pattern[str], _Lazy(lambda: expression))


# A blank in a rule; line ends are blanks too by then, and blank lines are none.
BLANK = "(?: {1,6})"
_WORD = lazy(r"[^\W\d_]+|\d+")
_BLANKS = dict.fromkeys(
    [
        0x9,
        0xB,
        0xC,
        0xD,
        *range(0x1C, 0x20),
        0x85,
        0xA0,
        0x1680,
        *range(0x2000, 0x200B),
        0x2028,
        0x2029,
        0x202F,
        0x205F,
        0x3000,
    ],
    " ",
)
_LINE_END = lazy(r"\n *\n|\n")
_BROKEN = lazy(r"(?<!\w)([^\W\d_]{1,8})(-\n[ \t]{0,8}|\u00ad)([^\W\d_]{1,9})(?=[ \t]{1,4}\d)")
_SPACE = lazy(r"\s+")
_INSIDE = lazy(r"[\w@#&]")
_CLASS_OR_BLANK = lazy(r"\[[^\]]*\]| ")
LOOK_AROUND = 48  # characters of context that a rule may look at
DEPTH = 2  # "two days after Friday, September 13" reads one expression inside another


@dataclass(frozen=True, slots=True)
class Expression:
    """Where an expression stands and what it says."""

    start: int
    end: int
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a rule matched, with the text around it."""

    text: str
    low: str
    start: int
    end: int
    read: Callable[[int], Expression | None]  # reads what begins at that index

    @property
    def near(self) -> str:
        """The word or two just before, in lower case; any white space is one blank."""
        return _single_blanks(self.low[max(0, self.start - 18) : self.start])

    @property
    def in_address(self) -> bool:
        """Whether it is a part of a web or mail address."""
        if self.start == 0 or self.low[self.start - 1].isspace():
            return False
        left = self.low[max(0, self.start - 200) : self.start].split()
        word = left[-1] if left else ""
        return "://" in word or "www." in word or "@" in word

    @property
    def before(self) -> str:
        """The lower-case text just before; any white space is one blank."""
        return _single_blanks(self.low[max(0, self.start - LOOK_AROUND) : self.start])

    @property
    def after(self) -> str:
        """The lower-case text just after."""
        return _single_blanks(self.low[self.end : self.end + LOOK_AROUND])


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a rule read; `end` where it is not the end of the match."""

    meaning: Meaning
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A bounded expression and what a match of it says; None where it is no date after all."""

    pattern: re.Pattern[str]
    read: Callable[[Match, Surroundings], Parsed | Meaning | None]


@dataclass(frozen=True, slots=True)
class Grammar:
    """How one language writes dates."""

    # By the word an expression begins with, the longest rule first. A number stands as nines of
    # its length: "99" has the rules for 14.
    rules: Mapping[str, tuple[Rule, ...]]
    widened: Callable[[str, int], int]  # (low, start) -> start with "early", "the end of" and so on
    joins: Callable[[str, int, int, int], bool]  # (low, start of the first, its end, next start)
    lists: Callable[[str, int, int], bool]  # (low, end of the first, next start)
    reports: Callable[[str, int, int], bool]  # (low, start, end): a reporter speaks in between
    parts: Callable[[str, int, int], bool]  # (text, start, end): a sentence ends in between
    opens: Callable[[str, int], int]  # start with "from" or "between" before a span
    tense: Callable[[str, int, int], Tense]  # (text, start, end), capitals and all


def pattern(words: str) -> re.Pattern[str]:
    """Return the expression of a rule, compiled at its first use.

    A blank in it is any blank of a text, and it ends at the end of a word.
    """
    return cast(re.Pattern[str], _Lazy(lambda: f"(?:{spaced(words)})(?!\\w)"))


def spaced(words: str) -> str:
    """Return the expression with any blanks of a text for each of its own."""
    return _CLASS_OR_BLANK.sub(_spaced, words)


def _spaced(part: Match) -> str:
    if part[0] == " ":
        return BLANK
    return f"(?:{part[0].replace(' ', '')}|{BLANK})" if " " in part[0] else part[0]


def _single_blanks(low: str) -> str:
    """Return a part of a flattened text with one blank for any run of white space."""
    # Nearly all have none: looking is ten times quicker than replacing.
    return _SPACE.sub(" ", low) if "  " in low or "\n" in low else low


def flattened(text: str) -> str:
    """Return `text` with a plain blank for every white space but the line ends of blank lines.

    A word that a hyphen breaks at the end of a line, before a number ("No-", "vember 2022"), is
    whole there, with the blanks after it that keep every other character at its own index.
    """
    if "-\n" in text or "\u00ad" in text:
        text = _BROKEN.sub(_whole, text)
    return _LINE_END.sub(lambda end: end[0] if len(end[0]) > 1 else " ", text.translate(_BLANKS))


def _whole(broken: Match) -> str:
    if not broken[3].islower():
        return broken[0]
    return broken[1] + broken[3] + " " * len(broken[2])


def lowered(text: str) -> str:
    """Return `text` in lower case, every character at its own index."""
    # The one letter whose lower case is two characters long.
    return text.replace("\u0130", "I").lower()


def expressions(grammar: Grammar, text: str, low: str) -> Iterator[Expression]:
    """Yield the expressions in `text` in order; none overlaps another."""
    end = 0
    words = grammar.rules
    for found in _WORD.finditer(low):
        word = found[0]  # nearly all words end here, so no call stands before this test
        if (word in words or word <= "9999") and found.start() >= end:
            expression = _read(grammar, text, low, found, DEPTH)
            if expression:
                end = expression.end
                if not isinstance(expression.meaning, Unknown):
                    yield expression


def _read(grammar: Grammar, text: str, low: str, word: Match, depth: int) -> Expression | None:
    first, start = word[0], word.start()
    for rule in grammar.rules.get("9" * len(first) if first <= "9999" else first, ()):
        found = rule.pattern.match(low, start)
        if not found:
            continue
        if start and _INSIDE.match(low, start - 1):
            return None

        def inner(at: int) -> Expression | None:
            following = _WORD.match(low, at) if depth else None
            return _read(grammar, text, low, following, depth - 1) if following else None

        reading = rule.read(found, Surroundings(text, low, start, found.end(), inner))
        if isinstance(reading, Parsed):
            return Expression(start, reading.end or found.end(), reading.meaning)
        if reading:
            return Expression(start, found.end(), reading)
    return None
