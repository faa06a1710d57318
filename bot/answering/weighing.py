"""Candidates -> evidence: how well each answers, and with which sentence, by words and vectors.

Owns the first scores by which passages are ordered, and what is left of the confidence in one that
speaks of another time, person or code; what the library holds is found in `index.search`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.codes import holds_another
from bot.answering.confidence import by_words
from bot.answering.evidence import Evidence, best_first, sentences_of, texts_of
from bot.answering.sentence_scorer import NO_ANSWER, ScoredSentence, SentenceScorer
from index.dates.language import asks_in_english
from index.dates.overlap import share_inside
from index.notions import Notion, notions_asked
from index.passages import Span
from index.periods import Days
from index.question import Question
from index.question_forms import Wanted
from index.search import Hit
from index.store.records import StoredEventDate, StoredPassage

# What the best sentence of a passage adds to its score. Passages that hold the question's words
# close together answer more often: 0.3 raises the share of right passages first on SQuAD from 0.84
# to 0.87 and nDCG@10 on SciFact from 0.712 to 0.718 (`make bench-ranking`).
SENTENCE_WEIGHT = 0.3
# What the share of the question's words that a passage holds adds: a sentence holds few of a long
# question's. 0.1, with vectors at 0.6, raises nDCG@10 on SciFact from 0.725 to 0.736 after a second
# look, and leaves SQuAD as it is.
COVERAGE_WEIGHT = 0.1
# A sentence without a date of its own speaks of the time of its passage, by and large.
INHERITED_FIT = 0.75
# Words that point back: a sentence with one is about what the one before it names.
PRONOUN = re.compile(r"\b(?:he|him|his|she|her|it|its|they|them|their)\b", re.IGNORECASE)

# What is left of the confidence where a passage does not speak of the time that is asked about.
OTHER_TIME = 0.4
# What is left of it where a passage holds no sum of money and one is asked for, or does not speak
# of what is asked about ("Who is married to …?"). Numbers, names and times are written in too many
# ways for such a rule.
LACKING = 0.4
_TELLING = frozenset({Wanted.MONEY})
# What is left of it where a passage lacks a number or code of the question, and what its score
# loses, since it may say "a tenth" of the 10% that is asked about.
OTHER_CODE = 0.4
LACKING_CODE = 0.1
# "Last May" and "in 2012" say which time is meant; "the Christmas concert" says which concert.
_TELLS_TIME = re.compile(r"\d{4}|\b(?:last|this|next|past|ago|yesterday|today|tomorrow)\b", re.I)
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Weigher:
    """Weighs the candidates of one question."""

    question: Question
    scorer: SentenceScorer
    dates: dict[int, list[StoredEventDate]]  # by passage id; passages without any are left out
    # The last day on which a document of the library was published; None where that is not known.
    last_published: date | None = None

    def weigh(self, hits: Sequence[Hit]) -> list[Evidence]:
        """Return evidence of every hit, best first, without a second look."""
        found = [self._evidence(hit) for hit in hits]
        return best_first(found)

    def fit(self, hit: Hit) -> Callable[[Span], float]:
        """Return what tells how well a sentence of `hit` speaks of the time in question."""
        time = self.question.time
        dates = self.dates.get(hit.passage.id, [])
        if time is None or not dates:
            return lambda _: hit.fit
        spans = time.spans
        inherited = INHERITED_FIT * hit.fit if time.text else 0.0
        return lambda sentence: max(
            (
                share_inside(one.days, spans)
                for one in dates
                if sentence.start <= one.start and one.end <= sentence.end
            ),
            default=inherited,
        )

    def sentences(self, hit: Hit) -> list[ScoredSentence]:
        """Return every sentence of a hit with its score."""
        fit = self.fit(hit)
        spans = hit.passage.sentences
        scored = self.scorer.sentences(hit.passage, lambda number: fit(spans[number]))
        return self._without_other_codes(hit.passage, scored)

    def _without_other_codes(
        self, passage: StoredPassage, scored: list[ScoredSentence]
    ) -> list[ScoredSentence]:
        """Return sentences; where one names a code of the question, those of other codes come last.

        In a list of rooms, the line of room 2.12 does not answer for room 2.1.
        """
        codes = [word for word in self.question.words if word.is_code and not word.is_absent]
        if not codes:
            return scored
        texts = sentences_of(passage)
        for code in codes:
            holding = [self.scorer.names(code, texts[one.number]) for one in scored]
            if not any(holding):
                continue
            scored = [
                replace(one, score=one.score + 2 * NO_ANSWER)
                if not held and holds_another(code, self.question, [texts[one.number]])
                else one
                for one, held in zip(scored, holding, strict=True)
            ]
        return scored

    def _evidence(self, hit: Hit) -> Evidence:
        scored = self.sentences(hit)
        best = self._best(hit, scored)
        passage = hit.passage
        texts = texts_of(passage)
        coverage = self.scorer.coverage(*texts, fit=hit.fit)
        score = hit.score + SENTENCE_WEIGHT * best.score + COVERAGE_WEIGHT * coverage
        score /= 1 + SENTENCE_WEIGHT + COVERAGE_WEIGHT
        lacking = self.scorer.codes_lacking(*texts)
        fitting = self._in_time(hit) * self._in_kind(passage)
        if lacking:
            fitting *= OTHER_CODE
            score -= LACKING_CODE
        return Evidence(
            hit=hit,
            sentence=passage.sentences[best.number],
            sentence_score=best.score,
            has_wanted=best.has_wanted,
            coverage=coverage,
            score=min(max(score, 0.0), 1.0),
            fitting=fitting,
            has_codes=not lacking,
            has_other=any(holds_another(code, self.question, texts) for code in lacking),
            confidence=fitting * by_words(hit.cosine, coverage),
        )

    def _in_time(self, hit: Hit) -> float:
        """Return what is left of the confidence in a passage, for the time that it speaks of."""
        time = self.question.time
        if time is None or hit.fit > 0 or not _TELLS_TIME.search(time.text):
            return 1.0
        # "Last year", asked when the library ends before it: what it tells of its own last year is
        # the closest, and says of when it is.
        latest = self.last_published
        if latest and not _DIGITS.search(time.text) and _begins(time.spans) > latest:
            return 1.0
        # "Before the war of 1850" says which war, and not when.
        if ".." in time.value:
            return 1.0
        # Its words may be part of a name: "Vision 2030".
        # A title may say the time for the whole text: "Annual report 2022".
        numbers = self.question.numbers
        said = "\n".join((*texts_of(hit.passage), hit.passage.text))
        return 1.0 if numbers and all(number in said for number in numbers) else OTHER_TIME

    def _in_kind(self, passage: StoredPassage) -> float:
        """Return what is left of the confidence in a passage, for what it holds at all."""
        text = "\n".join(texts_of(passage))
        lacking = any(not self.scorer.holds(w, text) for w in self.question.wants & _TELLING)
        unspoken = any(not self._speaks_of(n, passage, text) for n in self.notions())
        return LACKING if lacking or unspoken else 1.0

    def notions(self) -> tuple[Notion, ...]:
        """Return what the question asks about that an answer has to speak of."""
        text = self.question.text
        return notions_asked(text) if asks_in_english(text) else ()

    def _speaks_of(self, notion: Notion, passage: StoredPassage, text: str) -> bool:
        """Say whether a passage, with the words above it, tells what `notion` is about.

        Of a person it has to be told where the person is named, or in the sentences after that,
        up to one that does not point back.
        """
        if notion.told.search(text) is None:
            return False
        names = [word for word in self.question.words if word.is_name and not word.is_code]
        if not notion.of_person or not names:
            return True
        about, named = [], False
        for sentence in sentences_of(passage):
            here = any(self.scorer.names(word, sentence) for word in names)
            named = here or (named and PRONOUN.search(sentence) is not None)
            if named:
                about.append(sentence)
        # Where the title or a heading alone names the person, all is about them.
        return not about or any(notion.told.search(sentence) for sentence in about)

    def _best(self, hit: Hit, scored: Sequence[ScoredSentence]) -> ScoredSentence:
        """Return the best sentence; within limits of time, one that speaks of it if there is any.

        The first of equals.
        """
        time = self.question.time
        if time is not None and not time.text:
            fit, spans = self.fit(hit), hit.passage.sentences
            scored = [one for one in scored if fit(spans[one.number]) > 0] or scored
        return max(scored, key=lambda one: one.score)


def _begins(spans: Sequence[Days]) -> date:
    """Return the first day of all spans; the first there is where one has an open beginning."""
    return min(span.first or date.min for span in spans)
