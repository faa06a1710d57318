"""question -> Answer: quotes with their dates, or an honest refusal.

Owns what is quoted and whether the library answers at all; ranking is in `index.search`, the
look of an answer in the faces.
"""

import logging
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.marking import Marker
from index.errors import QuestionError, QuoteMismatch
from index.search import Hit, Searcher
from index.store.records import LibrarySummary, Published, SourceRecord
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
# to 0.87 and nDCG@10 on SciFact from 0.717 to 0.722 (`make bench-ranking`).
SENTENCE_WEIGHT = 0.3

# confidence = logistic(BIAS + COSINE * cosine + COVERAGE * coverage), fitted on questions of which
# half are about articles that the library does not hold; `make bench-refusal` fits it again and
# shows what it refuses and what it lets through. Fit again when the default model changes.
BIAS, COSINE, COVERAGE = -10.3, 17.5, 7.6


@dataclass(frozen=True, slots=True)
class EventDate:
    """A time expression in the marked sentence and the time it speaks of."""

    text: str
    value: str  # ISO 8601 / TIMEX3, as precise as the words
    start: int
    end: int


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
    event_dates: tuple[EventDate, ...]
    score: float  # 0 to 1, comparable within one answer only


@dataclass(frozen=True, slots=True)
class Answer:
    """Either quotes, or a refusal with the nearest passages; never both."""

    question: str
    answered: bool
    quotes: tuple[Quote, ...]
    nearest: tuple[Quote, ...]
    library: LibrarySummary
    published: Published = Published()  # the filter that was asked for


class Answerer:
    """Answers questions from one store."""

    def __init__(self, store: Store, searcher: Searcher, *, refuse_below: float) -> None:
        """`refuse_below`: the confidence, 0 to 1, that a passage needs to be quoted."""
        self._store = store
        self._searcher = searcher
        self._refuse_below = refuse_below

    def answer(
        self, question: str, *, published: Published = Published(), quotes: int = 3
    ) -> Answer:
        """Return up to `quotes` quotes, none of which repeats another, or a refusal.

        Raises QuestionError.
        """
        question = clean_question(question)
        marker = Marker(question, self._store.terms, self._store.rarity)
        hits = self._ranked(question, HITS_PER_QUOTE * quotes, published, marker)
        sure = [
            hit
            for hit in hits
            if confidence(hit.cosine, marker.coverage(*hit_texts(hit))) >= self._refuse_below
        ]
        chosen = self._quotes(distinct(sure, quotes), marker)
        nearest = () if chosen else self._quotes(distinct(hits, NEAREST), marker)
        return Answer(
            question=question,
            answered=bool(chosen),
            quotes=chosen,
            nearest=nearest,
            library=self._store.summary(),
            published=published,
        )

    def search(
        self, question: str, *, published: Published = Published(), k: int = 10
    ) -> list[tuple[Hit, Quote]]:
        """Return up to `k` hits in the order in which they would be quoted, with their quotes.

        Raises QuestionError.
        """
        question = clean_question(question)
        marker = Marker(question, self._store.terms, self._store.rarity)
        hits = self._ranked(question, max(k, HITS_PER_QUOTE), published, marker)[:k]
        return [(hit, self._quote(hit, marker)) for hit in hits]

    def check(self, quote: Quote) -> None:
        """Compare a quote with the stored text at its place; call it right before sending.

        Raises QuoteMismatch where the document is gone or has changed, or says something else.
        """
        stored = self._store.document(quote.source.path)
        sentence = quote.sentence
        if (
            stored is None
            or stored.source.sha256 != quote.source.sha256
            or not quote.text
            or stored.text[quote.start : quote.end] != quote.text
            or not quote.start <= sentence.start < sentence.end <= quote.end
            or stored.text[sentence.start : sentence.end] != sentence.text
        ):
            raise QuoteMismatch(
                f"the quote {quote.source.path} {quote.start}-{quote.end} (content "
                f"{quote.source.sha256[:12]}) is not what the library holds there; ask again"
            )

    def _ranked(self, question: str, k: int, published: Published, marker: Marker) -> list[Hit]:
        """Return hits in the order of their passage's score and their best sentence's together."""
        ranked = []
        for hit in self._searcher.search(question, k=k, published=published):
            passage = hit.passage
            best = marker.best_sentence(passage.text, passage.sentences, passage.start)
            sentence = passage.text[best.start - passage.start : best.end - passage.start]
            score = (hit.score + SENTENCE_WEIGHT * marker.score(sentence)) / (1 + SENTENCE_WEIGHT)
            ranked.append(replace(hit, score=min(score, 1.0)))
        return sorted(ranked, key=lambda hit: -hit.score)

    def _quotes(self, hits: Sequence[Hit], marker: Marker) -> tuple[Quote, ...]:
        sound = []
        for hit in hits:
            quote = self._quote(hit, marker)
            try:
                self.check(quote)
            except QuoteMismatch as error:
                log.error("not shown: %s", error)
            else:
                sound.append(quote)
        return tuple(sound)

    def _quote(self, hit: Hit, marker: Marker) -> Quote:
        passage = hit.passage
        best = marker.best_sentence(passage.text, passage.sentences, passage.start)
        text = passage.text[best.start - passage.start : best.end - passage.start]
        return Quote(
            text=passage.text,
            start=passage.start,
            end=passage.end,
            source=passage.source,
            sentence=Sentence(text, best.start, best.end),
            event_dates=(),
            score=hit.score,
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
