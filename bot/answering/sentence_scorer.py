"""How well a sentence answers a question, and how much of the question a passage holds.

Owns the comparison of a question with sentences; knows nothing of ranking or refusal.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering.word_match import EXACT, RELATED, STEM, related
from index.passages import LeadKind, Role
from index.question import Question, Word, plain
from index.question_forms import Wanted, holds
from index.search import LITERAL_FIT
from index.searched import JOINT
from index.store.records import StoredPassage

# In shares of the question's whole weight: measured on SQuAD, where the marked sentence holds the
# answer for more questions with it than without (`make bench-ranking`).
EXPECTED_WEIGHT = 0.2
# Function words only decide between sentences that are otherwise alike.
FUNCTION_WEIGHT = 0.3
# A sentence that points back ("It is 412 metres long.") is about what the one before it names.
CARRIED_WEIGHT = 0.6
# Any sentence is about the names that its title, its headings and the sentences before it name.
NAMED_WEIGHT = 0.8
# A sentence that asks, or only names what follows, answers nothing.
NO_ANSWER = -1.0
# "Correction: we wrote that twelve were hurt." What was right stands after it.
ERROR_WEIGHT = 0.6

_WORD = re.compile(r"[^\W_]+")
_POINTS_BACK = re.compile(
    r"\W*(?:it|its|he|she|they|his|her|their|this|that|these|those|both|there|here|the latter"
    r"|the (?!same\b)\w+)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter)$"
)
_ASKS = re.compile(r"[?？؟]\W*$")
_TELLS_ERROR = re.compile(
    r"\bwe (?:had )?(?:(?:first|wrongly|mistakenly) )?(?:wrote|written|reported|said|stated|gave)\b"
    r"|\b(?:earlier|previous|original|first) (?:version|report|article)\b.{0,60}"
    r"\b(?:said|stated|gave|named|read|was)\b"
    r"|\b(?:wrongly|incorrectly|mistakenly|erroneously)\b",
    re.IGNORECASE,
)

Terms = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: as they stand, without accents and in small letters, and their stems."""

    plain: frozenset[str]
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """One sentence of a passage."""

    number: int  # in the passage, from 0
    score: float  # comparable within one question; NO_ANSWER and below for one that cannot answer
    has_wanted: bool  # it holds the kind of thing that is asked for


class SentenceScorer:
    """Compares one question with sentences."""

    def __init__(self, question: Question, terms: Terms) -> None:
        """`terms` stems the words of a text."""
        self._question = question
        self._terms = terms
        self._total = sum(word.weight for word in question.words) + question.time_weight
        # What a question names itself is not what it asks for: "How many does the third bus carry?"
        names = [
            re.escape(word.text)
            for word in question.words
            if word.text[:1].isupper() or _COUNTS.match(word.plain)
        ]
        self._asked_names = re.compile(rf"\b(?:{'|'.join(names)})\b") if names else None
        self._words: dict[str, Words] = {}
        self._codes = [word.is_code for word in question.words]
        self._held: dict[str, list[float]] = {}
        self._held_kinds: dict[str, dict[Wanted, bool]] = {}

    def coverage(self, *texts: str, fit: float = 0.0) -> float:
        """Return the share, 0 to 1, of the question's weight that stands in `texts` together.

        `fit`: how well they speak of the time that is asked about, 0 to 1. 0 where the question
        holds nothing but function words.
        """
        if not self._total:
            return 0.0
        held = sum(
            word.weight * own
            for word, own in zip(self._question.words, self._best(texts), strict=True)
        )
        return (held + self._of_time(texts, fit)) / self._total

    def sentences(
        self, passage: StoredPassage, fit: Callable[[int], float] = lambda _: 0.0
    ) -> list[ScoredSentence]:
        """Return every sentence of a passage with its score; `fit` is told a sentence's number."""
        texts = [
            passage.text[s.start - passage.start : s.end - passage.start] for s in passage.sentences
        ]
        above = self._best([passage.source.title, *(lead.text for lead in passage.leads)])
        scored = []
        for number, text in enumerate(texts):
            before = _asked_before(passage) if number == 0 else texts[number - 1]
            # What follows a question answers it.
            asked = _ASKS.search(before) or (
                number and passage.roles and passage.roles[number - 1] is Role.QUESTION
            )
            if not (_POINTS_BACK.match(text) or asked):
                before = ""
            score = self.score(text, fit(number), before=before, above=above)
            above = list(map(max, above, self._matches(text)))
            role = passage.roles[number] if passage.roles else Role.PROSE
            if role in (Role.HEADING, Role.QUESTION) or _ASKS.search(text):
                score += NO_ANSWER * 4
            elif number + 1 < len(texts) and _TELLS_ERROR.search(text):
                score *= ERROR_WEIGHT
            scored.append(ScoredSentence(number, score, self.has_wanted(text)))
        return scored

    def score(
        self,
        sentence: str,
        fit: float = 0.0,
        *,
        before: str = "",
        above: Sequence[float] = (),
    ) -> float:
        """Return how well a sentence answers: its words, and what was asked for being there.

        `before` is the sentence before one that points back to it, `above` how surely each word of
        the question stands in what says what the sentence is about.
        """
        held = 0.0
        carried = self._matches(before) if before else ()
        for number, (word, own) in enumerate(
            zip(self._question.words, self._matches(sentence), strict=True)
        ):
            if carried and own < CARRIED_WEIGHT:
                own = max(own, CARRIED_WEIGHT * carried[number])
            if word.is_name and own < NAMED_WEIGHT and above:
                own = max(own, NAMED_WEIGHT * above[number])
            held += word.weight * own
        found = self._of(sentence).plain
        small = self._question.small_words
        held += FUNCTION_WEIGHT * sum(weight for word, weight in small.items() if word in found)
        held += self._of_time((sentence,), fit)
        return held / (self._total or 1.0) + EXPECTED_WEIGHT * self._expected(sentence)

    def has_wanted(self, sentence: str) -> bool:
        """Say whether a sentence holds every kind of thing that the question asks for."""
        return all(self._kinds(sentence).values())

    def holds(self, wanted: Wanted, text: str) -> bool:
        """Say whether `text` holds a kind of thing beside the names that the question names."""
        bare = self._without_asked(text)
        return holds(wanted, bare, plain(bare))

    def _expected(self, sentence: str) -> int:
        kinds = self._kinds(sentence)
        return sum(held for wanted, held in kinds.items() if wanted != Wanted.YES_OR_NO)

    def _kinds(self, sentence: str) -> dict[Wanted, bool]:
        """Return which of the kinds of thing that are asked for a sentence holds."""
        known = self._held_kinds.get(sentence)
        if known is None:
            bare = self._without_asked(sentence)
            small = plain(bare)
            known = {wanted: holds(wanted, bare, small) for wanted in self._question.wants}
            self._held_kinds[sentence] = known
        return known

    def _without_asked(self, sentence: str) -> str:
        """Return a sentence without the names that the question itself names."""
        return self._asked_names.sub("_", sentence) if self._asked_names else sentence

    def _matches(self, text: str) -> list[float]:
        """Return how surely each word of the question stands in a text, 0 to 1."""
        known = self._held.get(text)
        if known is None:
            words = self._of(text)
            known = [
                self._compare(word, words, is_code=is_code)
                for word, is_code in zip(self._question.words, self._codes, strict=True)
            ]
            self._held[text] = known
        return known

    def _best(self, texts: Sequence[str]) -> list[float]:
        """Return how surely each word of the question stands in the text that holds it best."""
        if not texts:
            return [0.0] * len(self._codes)
        return [max(column) for column in zip(*map(self._matches, texts), strict=True)]

    def _compare(self, word: Word, words: Words, *, is_code: bool) -> float:
        if word.plain in words.plain:
            return EXACT
        held = sum(term in words.stems for term in word.terms)
        if is_code:
            return STEM if held else self._begins(word, words)
        if held == len(word.terms):
            return STEM
        return max(STEM * held / len(word.terms), related(word, words.plain))

    @staticmethod
    def _begins(word: Word, words: Words) -> float:
        """Compare a version with longer ones that begin with it: "2.3" with "2.3.1"."""
        beginnings = tuple(term + JOINT for term in word.terms if JOINT in term)
        if beginnings and any(stem.startswith(beginnings) for stem in words.stems):
            return RELATED
        return 0.0

    def codes_lacking(self, *texts: str) -> list[Word]:
        """Return the numbers and codes of the question that stand in none of `texts`.

        Those that stand nowhere in the library are left out.
        """
        if not any(self._codes):
            return []
        return [
            word
            for word, is_code, own in zip(
                self._question.words, self._codes, self._best(texts), strict=True
            )
            if is_code and not word.is_absent and not own
        ]

    def names(self, word: Word, *texts: str) -> bool:
        """Say whether a name of the question stands in `texts`, as it is or in another form."""
        return self._best(texts)[self._question.words.index(word)] > 0

    def _of_time(self, texts: Sequence[str], fit: float) -> float:
        question = self._question
        if not question.time_weight:
            return 0.0
        numbers = question.numbers
        held = sum(any(n in self._of(text).stems for text in texts) for n in numbers)
        literal = held / max(len(numbers), 1)
        return question.time_weight * max(fit, LITERAL_FIT * literal)

    def _of(self, text: str) -> Words:
        known = self._words.get(text)
        if known is None:
            known = Words(
                plain=frozenset(_WORD.findall(plain(text))), stems=frozenset(self._terms(text))
            )
            self._words[text] = known
        return known


def _asked_before(passage: StoredPassage) -> str:
    """Return the question that a passage answers, where it stands right before it."""
    last = passage.leads[-1] if passage.leads else None
    return last.text if last is not None and last.kind is LeadKind.QUESTION else ""
