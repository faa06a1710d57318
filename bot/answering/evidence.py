"""A passage with all that speaks for its being an answer, best first.

Owns these values and the words of a passage that a question is compared with. What a passage is
worth is told in `weighing`, and after it was read with the question in `second_look`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from index.passages import Span
from index.search import Hit
from index.store.records import StoredPassage


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


def best_first(found: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence by its score; what holds another code than the one asked for comes last.

    A passage about one code is no answer about another, however alike the two are.
    """
    return sorted(found, key=lambda one: (one.has_other, -one.score))


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
