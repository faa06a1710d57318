"""The words of all libraries: a word index for each, so that none tells of another.

Owns how several are searched as one. How rare a word is, and whether it stands anywhere, is told
from the libraries that a question may see and from nothing else: of the others no file is read.
"""

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.libraries import Seen
from index.store.records import Published
from index.store.words import FIELDS, MAX_TERMS, Analyzer, WordIndex


@dataclass(frozen=True, slots=True)
class WordIndexes:
    """A word index for each library that has documents. Searching is safe from several threads."""

    of: Mapping[str, WordIndex]  # by library
    _analyzer: Analyzer = field(default_factory=Analyzer)

    @property
    def size(self) -> int:
        """How many passages all hold together."""
        return sum(one.size for one in self.of.values())

    def terms(self, text: str) -> list[str]:
        """Return the terms of `text` in order, as passages and questions are compared."""
        return self._analyzer.terms(text)

    def matching(
        self,
        terms: Sequence[str],
        k: int,
        *,
        published: Published,
        among: Sequence[int] | None = None,
        seen: Seen = None,
    ) -> list[tuple[int, float]]:
        """Return (passage id, BM25) of the `k` best for the terms of a question, best first.

        With `among`, only those passages. No term in common gives an empty list.
        """
        searched = self._seen(seen)
        if len(searched) == 1:
            return searched[0].matching(terms, k, published=published, among=among)
        terms = list(dict.fromkeys(terms))[:MAX_TERMS]
        rarity = {name: _rarity(searched, name, terms) for name in FIELDS}
        found = [
            hit
            for one in searched
            for hit in one.matching(
                terms,
                k,
                published=published,
                among=among,
                weights={
                    (name, term): rarity[name][term] / own
                    for name in FIELDS
                    for term, own in _rarity([one], name, terms).items()
                },
            )
        ]
        return heapq.nlargest(k, found, key=lambda hit: hit[1])

    def rarity(self, terms: Sequence[str], seen: Seen = None) -> dict[str, float]:
        """Return BM25's inverse document frequency of each term among the passages."""
        return _rarity(self._seen(seen), "text", terms)

    def spelled_like(self, term: str, distance: int, k: int, seen: Seen = None) -> list[int]:
        """Return up to `k` passages with a term that `distance` edits at most turn into `term`."""
        found = [i for one in self._seen(seen) for i in one.spelled_like(term, distance, k)]
        return found[:k]

    def absent(self, terms: Sequence[str], seen: Seen = None) -> frozenset[str]:
        """Return the terms that stand in no passage, heading or title."""
        absent = frozenset(terms)
        for one in self._seen(seen):
            absent &= one.absent(list(absent))
        return absent

    def _seen(self, seen: Seen) -> list[WordIndex]:
        return [one for name, one in self.of.items() if seen is None or name in seen]


def _rarity(indexes: Sequence[WordIndex], name: str, terms: Sequence[str]) -> dict[str, float]:
    """Return the inverse document frequency of terms in a field of all `indexes` together.

    Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), eq. 3.3, with 1 added
    inside the logarithm, so that it is never negative; tantivy's own is the same.
    """
    count = sum(one.size for one in indexes)
    found = {term: sum(one.frequency(name, term) for one in indexes) for term in terms}
    return {term: math.log(1 + (max(count - n, 0) + 0.5) / (n + 0.5)) for term, n in found.items()}
