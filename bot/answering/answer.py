"""question -> Answer: quotes with their dates, or an honest refusal.

Owns what is quoted and whether the library answers at all; ranking is in `index.search`, the
look of an answer in the faces.
"""

import logging
import math
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.answering.scope import Scope
from bot.answering.sentence_scorer import Marker
from index.dates.overlap import share_inside
from index.dates.query.question_time import AskedTime, asked_time, latest_word
from index.documents import EventDate
from index.errors import QuestionError, QuoteMismatch
from index.passages import Span
from index.periods import parse_period
from index.search import Hit, Searcher, asked_terms, without
from index.store.records import LibrarySummary, SourceRecord, StoredEventDate
from index.store.store import Store

log = logging.getLogger(__name__)

# A message of Discord holds no more either.
MAX_QUESTION_CHARACTERS = 2_000
# Looked through for quotes: more than are shown, since some repeat each other.
HITS_PER_QUOTE = 3
# Two passages repeat each other when they share this part of their words.
REPEATED = 0.8
NEAREST = 3
# What the best sentence of a passage adds to its score. Passages that hold the question's words
# close together answer more often: 0.3 raises the share of right passages first on SQuAD from 0.84
# to 0.87 and nDCG@10 on SciFact from 0.712 to 0.718 (`make bench-ranking`).
SENTENCE_WEIGHT = 0.3
# A question for the latest takes the newest of those that answer nearly as well as the best.
NEWEST_SHARE = 0.6
# What tells of a topic need not answer a question as well.
LIKELY = 0.5

# confidence = logistic(BIAS + COSINE * cosine + COVERAGE * coverage), fitted on questions of which
# half are about articles that the library does not hold; `make bench-refusal` fits it again and
# shows what it refuses and what it lets through. Fit again when the default model changes.
BIAS, COSINE, COVERAGE = -10.3, 17.5, 7.6


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence of a quote that answers best; offsets into the document's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one document: `text` is what stands at [start, end) in its stored text."""

    text: str
    start: int
    end: int
    source: SourceRecord
    sentence: Sentence
    event_dates: tuple[EventDate, ...]  # of the marked sentence
    score: float  # 0 to 1, comparable within one answer only


@dataclass(frozen=True, slots=True)
class Answer:
    """Either quotes, or a refusal with the nearest passages; never both."""

    question: str
    answered: bool
    quotes: tuple[Quote, ...]
    nearest: tuple[Quote, ...]
    library: LibrarySummary
    scope: Scope = Scope()  # as asked for
    time: AskedTime | None = None  # the time in the question, as it was understood
    newest: str | None = None  # the word for which the newest that answer come first: "latest"


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found: hits in the order in which they would be quoted."""

    question: str  # cleaned
    time: AskedTime | None  # without words where it does not stand in the question
    newest: str | None  # the word that asks for the latest
    hits: tuple[Hit, ...]  # best first, by passage and best sentence together
    sure: tuple[Hit, ...]  # those that may be quoted as an answer
    likely: tuple[Hit, ...]  # those that are at least LIKELY as sure as they need to be for that
    marker: Marker
    dates: dict[int, list[StoredEventDate]]  # by passage id; passages without any are left out

    def fit(self, hit: Hit) -> Callable[[Span], float]:
        """Return what tells how well a sentence of `hit` speaks of the time in question."""
        time = self.time
        dates = self.dates.get(hit.passage.id, [])
        if time is None or not dates:
            return lambda _: hit.fit
        spans = time.spans
        return lambda sentence: max(
            (share_inside(one.days, spans) for one in dates_in(dates, sentence)), default=0.0
        )


class Answerer:
    """Answers questions from one store."""

    def __init__(
        self, store: Store, searcher: Searcher, *, refuse_below: float, today: date
    ) -> None:
        """`refuse_below`: the confidence, 0 to 1, that a passage needs to be quoted."""
        self.store = store
        self._searcher = searcher
        self._refuse_below = refuse_below
        self._today = today

    def answer(self, question: str, *, scope: Scope = Scope(), quotes: int = 3) -> Answer:
        """Return up to `quotes` quotes, none of which repeats another, or a refusal.

        Raises QuestionError.
        """
        found = self.find(question, HITS_PER_QUOTE * max(quotes, NEAREST), scope=scope)
        sure: Sequence[Hit] = found.sure
        newest = None
        if found.newest:
            sure = [hit for hit in sure if hit.score >= NEWEST_SHARE * sure[0].score]
            if len({hit.passage.source.published for hit in sure}) > 1:
                newest = found.newest
                sure = sorted(sure, key=newest_first)
        chosen = distinct(sure, quotes)
        if newest or scope.by_date:
            chosen = sorted(chosen, key=newest_first)
        quoted = self.quotes(found, chosen)
        nearest = () if quoted else self.quotes(found, distinct(found.hits, NEAREST))
        return Answer(
            question=found.question,
            answered=bool(quoted),
            quotes=quoted,
            nearest=nearest,
            library=self.store.summary(),
            scope=scope,
            time=found.time if found.time and found.time.text else None,
            newest=newest if quoted else None,
        )

    def search(
        self, question: str, *, scope: Scope = Scope(), k: int = 10
    ) -> list[tuple[Hit, Quote]]:
        """Return up to `k` hits in the order in which they would be quoted, with their quotes.

        Raises QuestionError.
        """
        found = self.find(question, max(k, HITS_PER_QUOTE), scope=scope)
        return [(hit, self._quote(found, hit)) for hit in found.hits[:k]]

    def find(
        self,
        question: str,
        k: int,
        *,
        scope: Scope = Scope(),
        time: AskedTime | None = None,
        added_since: date | None = None,
    ) -> Found:
        """Return up to `k` hits; `time` stands for the one in the question, where it is given.

        Raises QuestionError.
        """
        question = clean_question(question)
        newest = None if scope.any_time else latest_word(question)
        # What asks for the latest is no word that an answer would hold.
        at = question.find(newest) if newest else 0
        matter = without(question, [(at, at + len(newest or ""))])
        embedding = self._searcher.begin(matter)
        if time is None and not scope.any_time:
            time = asked_time(question, scope.as_of or self._today)
        if time is None and scope.during is not None:
            # Of what speaks of that time, the sentences that do come first.
            time = AskedTime(text="", value="", spans=(scope.during,), places=())
        marker = self._marker(matter, time)
        hits = self._searcher.search(
            matter,
            k=k,
            embedding=embedding,
            published=scope.filter,
            time=time,
            among=self._among(scope, added_since),
        )
        dates = self.store.event_dates.of([hit.passage.id for hit in hits])
        found = Found(question, time, newest, (), (), (), marker, dates)
        ranked = sorted((_reranked(hit, found) for hit in hits), key=lambda hit: -hit.score)
        confident = [
            (hit, confidence(hit.cosine, marker.coverage(*hit_texts(hit), fit=hit.fit)))
            for hit in ranked
        ]
        needed = self._refuse_below
        return replace(
            found,
            hits=tuple(ranked),
            sure=tuple(hit for hit, sure in confident if sure >= needed),
            likely=tuple(hit for hit, sure in confident if sure >= LIKELY * needed),
        )

    def quotes(
        self, found: Found, hits: Sequence[Hit], sentences: Sequence[Span] | None = None
    ) -> tuple[Quote, ...]:
        """Return the quotes of `hits` that are what is stored; `sentences` are the marked ones.

        Without `sentences` the best sentence of each is marked.
        """
        marked: Sequence[Span | None] = sentences if sentences is not None else [None] * len(hits)
        return self.sound(
            self._quote(found, hit, sentence) for hit, sentence in zip(hits, marked, strict=True)
        )

    def sound(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        """Return the quotes that are what is stored; the log tells of those that are not."""
        sound = []
        for quote in quotes:
            try:
                self.check(quote)
            except QuoteMismatch as error:
                log.error("not shown: %s", error)
            else:
                sound.append(quote)
        return tuple(sound)

    def check(self, quote: Quote) -> None:
        """Compare a quote with the stored text at its place; call it right before sending.

        Raises QuoteMismatch where the document is gone or has changed, or says something else.
        """
        stored = self.store.documents.get(quote.source.path)
        sentence = quote.sentence
        if (
            stored is None
            or stored.source.sha256 != quote.source.sha256
            or not quote.text
            or stored.text[quote.start : quote.end] != quote.text
            or not quote.start <= sentence.start < sentence.end <= quote.end
            or stored.text[sentence.start : sentence.end] != sentence.text
            or any(stored.text[d.start : d.end] != d.text for d in quote.event_dates)
        ):
            raise QuoteMismatch(
                f"the quote {quote.source.path} {quote.start}-{quote.end} (content "
                f"{quote.source.sha256[:12]}) is not what the library holds there; ask again"
            )

    def _marker(self, question: str, time: AskedTime | None) -> Marker:
        terms, rarity = self.store.terms, self.store.rarity
        if time is None:
            return Marker(question, terms, rarity)
        asked = asked_terms(self.store, question, time)
        return Marker(
            without(question, time.places),
            terms,
            rarity,
            time_words=asked.numbers,
            time_weight=asked.time_weight,
        )

    def _among(self, scope: Scope, added_since: date | None) -> NDArray[np.int64] | None:
        ids = None if scope.during is None else self.store.event_dates.speaking_of([scope.during])
        if added_since is None:
            return ids
        added = self.store.passages.added_since(added_since)
        return added if ids is None else np.intersect1d(ids, added, assume_unique=True)

    def _quote(self, found: Found, hit: Hit, sentence: Span | None = None) -> Quote:
        passage = hit.passage
        marked = sentence or best_sentence(found, hit)

        def text(start: int, end: int) -> str:
            return passage.text[start - passage.start : end - passage.start]

        dates = dates_in(found.dates.get(passage.id, []), marked)
        return Quote(
            text=passage.text,
            start=passage.start,
            end=passage.end,
            source=passage.source,
            sentence=Sentence(text(marked.start, marked.end), marked.start, marked.end),
            event_dates=tuple(
                EventDate(text(d.start, d.end), d.value, d.start, d.end) for d in dates
            ),
            score=hit.score,
        )


def best_sentence(found: Found, hit: Hit) -> Span:
    """Return the sentence of a hit that answers best.

    Where the limits of the question name a time, one that speaks of it if there is any.
    """
    passage = hit.passage
    fit = found.fit(hit)
    sentences = passage.sentences
    if found.time is not None and not found.time.text:
        sentences = tuple(span for span in sentences if fit(span) > 0) or sentences
    return found.marker.best_sentence(passage.text, sentences, passage.start, fit)


def dates_in(dates: Sequence[StoredEventDate], sentence: Span) -> list[StoredEventDate]:
    """Return the event dates that lie in a sentence."""
    return [one for one in dates if sentence.start <= one.start and one.end <= sentence.end]


def _reranked(hit: Hit, found: Found) -> Hit:
    """Return the hit with the score of its passage and its best sentence together."""
    passage = hit.passage
    best = best_sentence(found, hit)
    sentence = passage.text[best.start - passage.start : best.end - passage.start]
    sentence_score = found.marker.score(sentence, found.fit(hit)(best))
    score = (hit.score + SENTENCE_WEIGHT * sentence_score) / (1 + SENTENCE_WEIGHT)
    return replace(hit, score=min(score, 1.0))


def newest_first(hit: Hit) -> tuple[int, int]:
    """Order hits by publication date, the latest first and undated ones last."""
    published = hit.passage.source.published
    return (1, 0) if published is None else (0, -parse_period(published).last.toordinal())


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
            f"the question {text[:40]!r} holds no word; ask for something, "
            'for example: dateline ask "Who invited Sadr to Tehran?"'
        )
    return question


def confidence(cosine: float, coverage: float) -> float:
    """Return how likely, 0 to 1, a passage answers: see BIAS for what it was fitted on."""
    return 1 / (1 + math.exp(-(BIAS + COSINE * cosine + COVERAGE * coverage)))


def hit_texts(hit: Hit) -> list[str]:
    """Return the words a question can find in a hit: its title's and its sentences'."""
    passage = hit.passage
    return [
        passage.source.title,
        *(passage.text[s.start - passage.start : s.end - passage.start] for s in passage.sentences),
    ]


def distinct(hits: Sequence[Hit], most: int) -> list[Hit]:
    """Return the first `most` hits, leaving out those that repeat one before them."""
    chosen: list[tuple[Hit, frozenset[str]]] = []
    for hit in hits:
        if len(chosen) == most:
            break
        words = frozenset(hit.passage.text.casefold().split())
        if all(_overlap(words, other) < REPEATED for _, other in chosen):
            chosen.append((hit, words))
    return [hit for hit, _ in chosen]


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(len(a | b), 1)
