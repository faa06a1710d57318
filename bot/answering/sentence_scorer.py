"""Which sentence of a passage answers a question best, and how much of the question it holds.

Owns the comparison of a question's words with a passage's; knows nothing of ranking or refusal.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

from index.passages import Span
from index.search import LITERAL_FIT
from index.terms import FUNCTION_WORDS

# What a sentence should hold when a question asks in these words: measured on SQuAD, where the
# marked sentence holds the answer for more questions with them than without (`make bench-ranking`).
_YEAR_OR_DAY = (
    r"\b\d{4}s?\b|\b\d{1,2}(st|nd|rd|th)\b|\b(january|february|march|april|may|june|july|august|"
    r"september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|century|yesterday|today)\b|\b(last|this|next) (year|month|week|spring|summer|autumn|"
    r"fall|winter)\b"
)
_NUMBER = (
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|"
    r"thousands?|millions?|billions?|half|third|quarter|several|percent)\b"
)
_REASON = (
    r"\b(because|since|due|reasons?|therefore|so that|in order|to this end|consequently|as a "
    r"result|result(ed|s)? (in|of|from)|caus(e|es|ed|ing)|led to|lead to|owing|thus|hence)\b"
)
_NAME = (
    r"(?<![.!?]\s)(?<!^)\b(?!(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)[A-Z][\w’'-]+"
)
_EXPECTED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), re.compile(held))
    for asked, held in (
        (r"\b(when|what (year|date|day|month|century|decade)|since when)\b", _YEAR_OR_DAY),
        (r"\bhow (many|much|long|old|far|often|large|big|high)\b", _NUMBER),
        (r"\b(why|what (led|caused|made)|for what reason|how come)\b", _REASON),
    )
)
_ASKS_FOR_NAME = re.compile(r"\b(who|whom|whose|where)\b")
_NAMED = re.compile(_NAME)
# In shares of the question's whole weight.
_EXPECTED_WEIGHT = 0.2
# Function words only decide between sentences that are otherwise alike.
_FUNCTION_WEIGHT = 0.3
# Words are taken for the same by so many first letters: "occupied" and "occupation" have different
# stems. It finds the answering sentence as often as stems do, and is quicker.
_FOLD_LETTERS = 5

_WORD = re.compile(r"\w+")
_BEGINNING = re.compile(rf"\b\w{{1,{_FOLD_LETTERS}}}")

Terms = Callable[[str], list[str]]
Rarity = Callable[[Sequence[str]], dict[str, float]]


class Marker:
    """Compares one question with passages."""

    def __init__(
        self,
        question: str,
        terms: Terms,
        rarity: Rarity,
        *,
        time_words: Sequence[str] = (),
        time_weight: float = 0.0,
    ) -> None:
        """Take the question; `terms` stems a word, `rarity` gives the BM25 weight of stems.

        The words of its time are not in `question`: speaking of the time is worth `time_weight`,
        and holding all of `time_words` the half of that.
        """
        asked = list(dict.fromkeys(_WORD.findall(_plain(question))))
        self._time_words = frozenset(_fold(word) for word in time_words)
        self._time_weight = time_weight
        of_word = {word: terms(word)[:1] for word in asked}
        known = rarity(list(dict.fromkeys(t for found in of_word.values() for t in found)))
        weights = {word: known[found[0]] for word, found in of_word.items() if found}
        content = {w for w, found in of_word.items() if found and found[0] not in FUNCTION_WORDS}
        # Ranking, refusing and marking look at the same sentences.
        self._known: dict[str, frozenset[str]] = {}
        self._scores: dict[tuple[str, float], float] = {}
        self._content = {_fold(w): weight for w, weight in weights.items() if w in content}
        self._function = {_fold(w): weight for w, weight in weights.items() if w not in content}
        self._total = sum(self._content.values()) + time_weight
        # In small letters: with IGNORECASE these take twice as long.
        small = _plain(question)
        self._expected = [held for asked, held in _EXPECTED if asked.search(small)]
        self._asks_for_name = _ASKS_FOR_NAME.search(small) is not None

    def coverage(self, *texts: str, fit: float = 0.0) -> float:
        """Return the share, 0 to 1, of the question's weight that stands in `texts` together.

        `fit`: how well they speak of the time that is asked about, 0 to 1. 0 where the question
        holds nothing but function words.
        """
        if not self._total:
            return 0.0
        held = frozenset[str]().union(*map(self._folded, texts))
        return (_held(self._content, held) + self._of_time(held, fit)) / self._total

    def best_sentence(
        self,
        text: str,
        sentences: Sequence[Span],
        offset: int,
        fit: Callable[[Span], float] = lambda _: 0.0,
    ) -> Span:
        """Return the sentence that answers best; `text` begins at `offset`; the first of equals."""
        return max(
            sentences, key=lambda s: self.score(text[s.start - offset : s.end - offset], fit(s))
        )

    def score(self, sentence: str, fit: float = 0.0) -> float:
        """Return how well a sentence answers: its words, and what was asked for being there."""
        score = self._scores.get((sentence, fit))
        if score is None:
            score = self._scores[sentence, fit] = self._score(sentence, fit)
        return score

    def _score(self, sentence: str, fit: float) -> float:
        folded = self._folded(sentence)
        words = _held(self._content, folded) + _FUNCTION_WEIGHT * _held(self._function, folded)
        words += self._of_time(folded, fit)
        expected = int(self._asks_for_name and _NAMED.search(sentence) is not None)
        if self._expected:
            small = _plain(sentence)
            expected += sum(held.search(small) is not None for held in self._expected)
        return words / (self._total or 1.0) + _EXPECTED_WEIGHT * expected

    def _of_time(self, folded: frozenset[str], fit: float) -> float:
        if not self._time_weight:
            return 0.0
        literal = len(self._time_words & folded) / max(len(self._time_words), 1)
        return self._time_weight * max(fit, LITERAL_FIT * literal)

    def _folded(self, text: str) -> frozenset[str]:
        known = self._known.get(text)
        if known is None:
            known = frozenset(_BEGINNING.findall(_plain(text)))
            self._known[text] = known
        return known


def _fold(word: str) -> str:
    return word[:_FOLD_LETTERS]


def _plain(text: str) -> str:
    """Return `text` in small letters without accents."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _held(weights: dict[str, float], folded: frozenset[str]) -> float:
    return sum(weight for term, weight in weights.items() if term in folded)
