"""Candidates -> evidence: how well each answers, and with which sentence.

Owns the scores by which passages are ordered and the confidence by which they are refused; what
the library holds is found in `index.search`, what is quoted is decided in `answer`.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.answering.codes import holds_another
from bot.answering.confidence import by_second_look, by_words
from bot.answering.sentence_scorer import NO_ANSWER, ScoredSentence, SentenceScorer
from index.dates.language import asks_in_english, is_english
from index.dates.overlap import share_inside
from index.notions import Notion, notions_asked
from index.passages import Role, Span
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
# Passages that get a second look, and what it counts beside the first.
SECOND_LOOK = 10
SECOND_LOOK_WEIGHT = 0.75
# Where one of the first has such a logit, those behind it seldom answer better.
ENOUGH = 3.0
# A sentence without a date of its own speaks of the time of its passage, by and large.
INHERITED_FIT = 0.75
# What the second look at a sentence counts beside its words, and what it adds that a sentence
# holds the kind of thing that is asked for or speaks of what is asked about: of the sentences of
# the right passage, these mark the right one most often in three libraries of tests/data, and as
# often as before on SQuAD.
SENTENCE_LOOK_WEIGHT = 0.62
WANTED_BONUS = 0.2
# Sentences of a passage that are read, those with most of the question's words first. Of the right
# passages of the tuned halves of three libraries, with 5.6 sentences each, as many have the right
# one marked with four as with all (0.885; 0.878 with three, 0.863 with two).
SENTENCES_READ = 4
# A sentence with one of these is read after the one before it, which says who "him" is.
_PRONOUN = re.compile(r"\b(?:he|him|his|she|her|it|its|they|them|their)\b", re.IGNORECASE)
# The logits of the default reranker run from about -11 (another topic) to 11.
LOGIT_RANGE = 11.0

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

_TERSE = frozenset({Role.ROW, Role.CODE, Role.MESSAGE})


class SecondLook(Protocol):
    """What reads a question and passages together."""

    def scores(
        self, question: str, texts: Sequence[str], *, until: float | None = None
    ) -> NDArray[np.float32]:
        """Return a logit for each text, (n,), higher is better; NaN where there was no time."""
        ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage, its best sentence, and what speaks for it."""

    hit: Hit
    sentence: Span  # the best
    sentence_score: float
    has_wanted: bool  # the sentence holds the kind of thing that is asked for
    coverage: float  # 0 to 1, the share of the question's weight that the passage holds
    score: float  # 0 to 1, higher is better; comparable within one question only
    logit: float | None = None  # of the second look; None where it was not read again
    sentence_logit: float | None = None  # of the second look at its sentence
    # What is left of the confidence for the time that the passage speaks of, and for holding the
    # kind of thing that is asked for.
    fitting: float = 1.0
    has_codes: bool = True  # it holds the numbers and codes that the question names
    has_other: bool = False  # it holds another in the place of one of them: "E-12" for "E-13"
    confidence: float = 0.0  # 0 to 1, how likely it answers

    @property
    def passage(self) -> StoredPassage:
        """The passage."""
        return self.hit.passage


@dataclass(frozen=True, slots=True)
class Reread:
    """Evidence after a second look, and how much of it there was time for."""

    evidence: list[Evidence]  # best first
    read: int  # passages that were read again
    left: int  # that would have been, with more time


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
            named = here or (named and _PRONOUN.search(sentence) is not None)
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


def look_again(
    found: Sequence[Evidence],
    question: Question,
    second_look: SecondLook,
    *,
    least: int = SECOND_LOOK,
    until: float | None = None,
) -> Reread:
    """Read the best passages again with the question; return all in their new order.

    Where one of the first `least` answers surely, those are all that is read; the others stay
    behind them, and nothing is known of how surely they answer.
    """
    first, rest = list(found[:SECOND_LOOK]), list(found[SECOND_LOOK:])
    texts = ["\n".join((one.passage.source.title, *leads(one), one.passage.text)) for one in first]
    # It reads English only.
    readable = [number for number, text in enumerate(texts) if is_english(text.lower())]
    left = 0

    def read(numbers: Sequence[int]) -> float:
        """Read some of the first; return the best logit."""
        nonlocal left
        some = second_look.scores(question.text, [texts[n] for n in numbers], until=until).tolist()
        for number, logit in zip(numbers, some, strict=True):
            if math.isnan(logit):
                left += 1
            else:
                first[number] = _read_again(first[number], question, logit)
        return max((logit for logit in some if not math.isnan(logit)), default=-LOGIT_RANGE)

    early, late = (
        [n for n in readable if n < least],
        [n for n in readable if n >= least],
    )
    if late and read(early) >= ENOUGH:
        for n in late:
            first[n] = replace(first[n], confidence=0.0)
        return Reread(best_first(first[:least]) + first[least:] + rest, len(early) - left, left)
    read(late if late else early)
    return Reread(best_first(first) + rest, len(readable) - left, left)


def mark_again(
    found: Sequence[Evidence],
    weigher: "Weigher",
    second_look: SecondLook,
    *,
    until: float | None = None,
) -> list[Evidence]:
    """Read the sentences of passages again, each below its title and headings; mark the best.

    What has been read so already stays as it is.
    """
    return [
        one if one.sentence_logit is not None else _marked_again(one, weigher, second_look, until)
        for one in found
    ]


def best_first(found: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence by its score; what holds another code than the one asked for comes last.

    A passage about one code is no answer about another, however alike the two are.
    """
    return sorted(found, key=lambda one: (one.has_other, -one.score))


def _marked_again(
    one: Evidence, weigher: "Weigher", second_look: SecondLook, until: float | None
) -> Evidence:
    passage = one.passage
    scored = [s for s in weigher.sentences(one.hit) if s.score > NO_ANSWER]
    if len(scored) < 2:
        return one
    scored = sorted(scored, key=lambda one: -one.score)[:SENTENCES_READ]
    above = " › ".join((passage.source.title, *leads(one)))
    texts = sentences_of(passage)
    read = [f"{above}\n{_with_before(passage, texts, s.number)}" for s in scored]
    logits = second_look.scores(weigher.question.text, read, until=until).tolist()
    if any(map(math.isnan, logits)):
        return one
    notions = weigher.notions()
    scores = [
        (1 - SENTENCE_LOOK_WEIGHT) * s.score
        + SENTENCE_LOOK_WEIGHT * logit_share(logit)
        + WANTED_BONUS * s.has_wanted
        + WANTED_BONUS * any(notion.told.search(texts[s.number]) for notion in notions)
        for s, logit in zip(scored, logits, strict=True)
    ]
    best = max(range(len(scored)), key=scores.__getitem__)
    return replace(
        _sure_again(one, weigher.question, max(logits)),
        sentence=passage.sentences[scored[best].number],
        sentence_logit=logits[best],
        has_wanted=scored[best].has_wanted,
    )


def _sure_again(one: Evidence, question: Question, logit: float) -> Evidence:
    """Return evidence as sure as the best logit of its sentences makes it.

    One good line of a list is an answer, whatever the logit of the whole. For the order, that of
    the whole passage is as good.
    """
    if one.logit is None:
        return one
    return replace(one, confidence=_confidence(one, question, max(one.logit, logit)))


def _with_before(passage: StoredPassage, texts: Sequence[str], number: int) -> str:
    text = texts[number]
    before = texts[number - 1].rstrip() if number else ""
    asked = before.endswith("?") or (
        bool(before and passage.roles) and passage.roles[number - 1] is Role.QUESTION
    )
    if before and (asked or _PRONOUN.search(text)):
        return f"{texts[number - 1]} {text}"
    return text


def leads(evidence: Evidence) -> list[str]:
    """Return the words before a passage that belong to it."""
    return [lead.text for lead in evidence.passage.leads]


def texts_of(passage: StoredPassage) -> list[str]:
    """Return the words a question can find in a passage: its title's, leads' and sentences'."""
    return [
        passage.source.title,
        *(lead.text for lead in passage.leads),
        *sentences_of(passage),
    ]


def sentences_of(passage: StoredPassage) -> list[str]:
    """Return the sentences of a passage."""
    return [
        passage.text[s.start - passage.start : s.end - passage.start] for s in passage.sentences
    ]


def _read_again(one: Evidence, question: Question, logit: float) -> Evidence:
    score = SECOND_LOOK_WEIGHT * logit_share(logit) + (1 - SECOND_LOOK_WEIGHT) * one.score
    return replace(one, score=score, logit=logit, confidence=_confidence(one, question, logit))


def _confidence(one: Evidence, question: Question, logit: float) -> float:
    passage, sentence = one.passage, one.sentence
    words = passage.text[sentence.start - passage.start : sentence.end - passage.start].split()
    names_code = any(word.is_code and not word.is_absent for word in question.words)
    sure = by_second_look(
        logit,
        one.coverage,
        one.hit.cosine,
        words=len(words),
        has_code=names_code and one.has_codes,
    )
    if _is_terse(one) or names_code or not question.small_words:
        sure = max(sure, by_words(one.hit.cosine, one.coverage))
    return one.fitting * sure


def _is_terse(one: Evidence) -> bool:
    """Say whether the best sentence is no prose: a cross-encoder that knows prose misjudges it."""
    passage = one.passage
    if not passage.roles:
        return False
    return passage.roles[passage.sentences.index(one.sentence)] in _TERSE


def _begins(spans: Sequence[Days]) -> date:
    """Return the first day of all spans; the first there is where one has an open beginning."""
    return min(span.first or date.min for span in spans)


def logit_share(logit: float) -> float:
    """Return a logit on a scale from 0 to 1."""
    return min(max((logit + LOGIT_RANGE) / (2 * LOGIT_RANGE), 0.0), 1.0)
