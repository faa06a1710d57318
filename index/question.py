"""A question, understood once: its matter, its words with their rarity, its time, what it wants.

Owns the value that search, sentence scoring, refusal, versions, timeline and conversation read;
none of them reads the text of a question again. Ranking is in `search`.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from index.dates.language import asks_in_english, asks_in_german, is_small_elsewhere
from index.dates.query.latest import latest_word
from index.dates.query.question_time import AskedTime, asked_time
from index.errors import QuestionError
from index.question_forms import Wanted, asks_how_things_are, what_is_wanted
from index.searched import JOINT
from index.terms import FUNCTION_WORDS

# A message of Discord holds no more either.
MAX_QUESTION_CHARACTERS = 2_000

# A code or version of several parts is one word: "2.1.0", "KD-5581", "CVE-2021-44228".
_WORD = re.compile(
    r"(?=[^\W\d_]*+(?:[-./_][^\W\d_]*+)?\d)[^\W_]++(?:[-./_][^\W_]++)++"
    r"|[^\W_]+(?:[’'][^\W\d_]+)?|\w+"
)
# "6A" and "B3" name a ward or a rack; "2D" and "3D" are kinds of pictures.
_SHORT_CODE = re.compile(r"(?![23]D)(?:\d[A-Z]|[A-Z]\d)")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|s)$")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?$")


class Lexicon(Protocol):
    """What a library says of words."""

    def terms(self, text: str) -> list[str]:
        """Return the terms of `text`, as words are compared."""
        ...

    def rarity(self, terms: Sequence[str]) -> dict[str, float]:
        """Return how much each term says: its inverse document frequency."""
        ...

    def absent(self, terms: Sequence[str]) -> frozenset[str]:
        """Return the terms that stand nowhere in the library."""
        ...

    @property
    def size(self) -> int:
        """How many passages there are."""
        ...


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question that says something of its matter."""

    text: str  # as written
    plain: str  # in small letters, without accents
    terms: tuple[str, ...]  # after stemming; one but for identifiers and scripts without blanks
    weight: float  # its rarity in the library, 0 or more
    is_absent: bool  # stands nowhere in the library, in none of its forms
    is_name: bool  # written with a capital inside a sentence, or holds a digit

    @property
    def is_code(self) -> bool:
        """Whether it is a number or a code, which nothing but itself is: "4711", "KD-5581", "E12".

        "3D" and "2nd" are words like others.
        """
        if not any(character.isdecimal() for character in self.plain):
            return False
        if self.plain.isdecimal() or _SHORT_CODE.fullmatch(self.text):
            return True
        return len(self.plain) > 2 and not _ORDINAL.match(self.plain)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the library understands it."""

    text: str  # as asked, on one line
    matter: str  # `text` with blanks where it asks for the latest: what is embedded
    subject: str  # `matter` with blanks where its time stands
    words: tuple[Word, ...]  # that say something of the matter, in order, without its time
    small_words: Mapping[str, float]  # those that ask or bind, plain, with their rarity
    terms: tuple[str, ...]  # of the matter, distinct, as the word index is asked
    numbers: tuple[str, ...]  # terms of its time that are numbers
    rarity: Mapping[str, float]  # of `terms` and `numbers`
    time: AskedTime | None
    time_weight: float  # what speaking of the time is worth, in rarity of terms; 0 without one
    newest: str | None  # the word that asks for the latest
    is_present: bool  # asks how things are, not how they were
    wants: frozenset[Wanted]

    @property
    def weight(self) -> float:
        """The rarity of all its words and its time together."""
        return sum(self.rarity[term] for term in self.terms) + self.time_weight

    def as_written(self, word: Word) -> str:
        """Return a word with what is joined to it: "KD-5815" for its "5815"."""
        joined = re.search(
            rf"(?:[^\W_]+[-./:_#]){{0,3}}(?<![^\W_]){re.escape(word.text)}(?![^\W_])"
            r"(?:[-./:_][^\W_]+){0,3}",
            self.text,
        )
        return joined[0] if joined else word.text

    @property
    def missing(self) -> tuple[Word, ...]:
        """Names, numbers and codes that stand nowhere in the library."""
        return tuple(word for word in self.words if word.is_absent and word.is_name)


def understand(
    text: str,
    lexicon: Lexicon,
    today: date,
    *,
    time: AskedTime | None = None,
    any_time: bool = False,
) -> Question:
    """Take a question apart; what it says of time is told from `today`.

    `time` stands for the one in the question; with `any_time` its words are words like any others.
    Raises QuestionError.
    """
    text = clean_question(text)
    newest = None if any_time else latest_word(text)
    at = text.find(newest) if newest else 0
    # What asks for the latest is no word that an answer would hold.
    matter = without(text, [(at, at + len(newest or ""))])
    if time is None and not any_time:
        time = asked_time(text, today)
    places = time.places if time else ()
    # Searched as words, the words of a time are still no codes that have to stand somewhere.
    spoken = asked_time(text, today) if any_time else None
    subject = without(matter, places)
    apart = list(dict.fromkeys(t for start, end in places for t in lexicon.terms(text[start:end])))
    small = _small_elsewhere(subject, lexicon)
    terms = _content(lexicon.terms(subject), [*apart, *small], only_time=bool(places))
    rarity = lexicon.rarity([*terms, *apart])
    numbers = tuple(term for term in apart if term.isdecimal())
    words = tuple(_words(subject, terms, rarity, lexicon, spoken.places if spoken else ()))
    # What is asked of one version or invoice does not change with the next one.
    is_present = asks_how_things_are(text) and not places
    is_present = is_present and not any(word.is_code for word in words)
    return Question(
        text=text,
        matter=matter,
        subject=subject,
        words=words,
        small_words=_small_words(subject, lexicon),
        terms=terms,
        numbers=numbers,
        rarity=rarity,
        time=time,
        time_weight=_time_weight(terms, apart, rarity, lexicon.size) if time else 0.0,
        newest=newest,
        is_present=is_present,
        wants=what_is_wanted(text),
    )


def clean_question(text: str) -> str:
    """Return a question on one line, without control characters.

    Raises QuestionError where nothing is left or it is longer than MAX_QUESTION_CHARACTERS.
    """
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise QuestionError(
            f"the question has {len(text):,} characters, at most {MAX_QUESTION_CHARACTERS:,} are "
            "read; shorten it"
        )
    # Cc: control, Cs: half a character, Co and Cn: no character at all. Cf is left out too: it
    # holds the marks that turn the direction of writing, but joins letters in some scripts.
    kept = (" " if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") else c for c in text)
    question = " ".join("".join(kept).split())
    if not any(c.isalnum() for c in question):
        raise QuestionError(
            f"the question {text[:40]!r} holds no word; ask for something in words, "
            "such as the title of a document"
        )
    return question


def without(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Return `text` with blanks at `places`."""
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def words_in(text: str) -> list[str]:
    """Return the words of a text as those of a question are taken: plain, codes whole, in order."""
    return [plain(found[0]) for found in _WORD.finditer(text)]


def plain(text: str) -> str:
    """Return `text` in small letters without accents."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _content(terms: Iterable[str], apart: Sequence[str], *, only_time: bool) -> tuple[str, ...]:
    """Return the distinct terms that say something; all of them where none does.

    Where only function words are left beside a time, the time is all that is asked about.
    """
    distinct = list(dict.fromkeys(terms))
    content = [term for term in distinct if term not in FUNCTION_WORDS and term not in apart]
    return tuple(content if content or only_time else distinct)


def _words(
    subject: str,
    terms: Sequence[str],
    rarity: Mapping[str, float],
    lexicon: Lexicon,
    of_time: Sequence[tuple[int, int]],
) -> Iterable[Word]:
    absent = lexicon.absent(terms)
    sought = frozenset(terms)
    seen: set[str] = set()
    for found in _WORD.finditer(subject):
        text = _POSSESSIVE.sub("", found[0])
        own = tuple(dict.fromkeys(term for term in lexicon.terms(text) if term in sought))
        if not own or plain(text) in seen:
            continue
        is_absent = absent.issuperset(own)
        if whole := tuple(term for term in own if JOINT in term):
            # "2.3" may stand as the beginning of "2.3.1"; "KD-5815" stands nowhere without "5815".
            is_absent = absent.issuperset(whole) and not absent.isdisjoint(set(own) - set(whole))
            own = whole
        seen.add(plain(text))
        yield Word(
            text=text,
            plain=plain(text),
            terms=own,
            weight=max(rarity[term] for term in own),
            is_absent=is_absent,
            is_name=_is_name(subject, found.start(), text)
            and not any(start <= found.start() < end for start, end in of_time),
        )


def _is_name(subject: str, start: int, text: str) -> bool:
    if any(character.isdecimal() for character in text):
        return True
    if not text[0].isupper() or asks_in_german(subject):
        return False
    # Each question's first word has a capital, and a question in capitals shouts.
    before = subject[:start].rstrip(" \t\"'“”‘’«»()[]")
    opens = not before or before.endswith((".", "!", "?", ":"))
    return not subject.isupper() and not (opens and not text.isupper())


def _small_elsewhere(subject: str, lexicon: Lexicon) -> list[str]:
    """Return the terms of what asks or binds in a question in another language."""
    if asks_in_english(subject):
        return []
    small = [word for word in _WORD.findall(subject.lower()) if is_small_elsewhere(word)]
    return [term for word in small for term in lexicon.terms(word)]


def _small_words(subject: str, lexicon: Lexicon) -> dict[str, float]:
    small: dict[str, str] = {}
    for word in dict.fromkeys(_WORD.findall(plain(subject))):
        terms = lexicon.terms(word)[:1]
        if terms and terms[0] in FUNCTION_WORDS:
            small[word] = terms[0]
    rarity = lexicon.rarity(list(dict.fromkeys(small.values())))
    return {word: rarity[term] for word, term in small.items()}


def _time_weight(
    terms: Sequence[str], apart: Sequence[str], rarity: Mapping[str, float], passages: int
) -> float:
    # "Last year" is made of common words, yet asking for it means as much as asking for "1979",
    # and no less than any other word of the question.
    others = [rarity[term] for term in terms] or [0.0]
    floor = max(0.5 * math.log1p(passages), sum(others) / len(others))
    return max(sum(rarity[term] for term in apart), floor)
