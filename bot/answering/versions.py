"""Passages that say nearly the same: repeats, which stand once, and versions, which all stand.

Owns what is a repeat and what a version: passages that differ in a number, a date, a name or a
negation are versions of each other, and the newest word counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.answering.evidence import Evidence
from bot.answering.quotes import newest_first

# Two passages say nearly the same when they share this part of their words but for those that tell
# versions apart.
ALIKE = 0.8
# So many words, but for those that tell versions apart, make a statement.
STATEMENT_WORDS = 5
# Of versions that answer nearly as well, the newest stands first; where one answers better, as the
# one of the year that was asked about, it stands first.
AS_WELL = 0.93

_WORD = re.compile(r"\w+(?:[.,:'’-]\w+)*")
_TELLING = frozenset(
    """
    no not never none neither nor without cannot can't won't isn't aren't wasn't weren't don't
    doesn't didn't hasn't haven't hadn't couldn't shouldn't wouldn't unsafe cancelled canceled
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    thousand million billion first second third half both
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    """.split()  # noqa: SIM905
)


@dataclass(slots=True)
class Group:
    """Versions of one passage, best first, each with the evidence that repeats it."""

    versions: list[Evidence]
    repeats: dict[int, list[Evidence]] = field(default_factory=dict)  # by id of what they repeat


def grouped(found: Sequence[Evidence]) -> list[Group]:
    """Return `found`, best first, in groups of those that say nearly the same."""
    groups: list[tuple[Group, _Gist]] = []
    for one in found:
        gist = _Gist.of(one)
        group = next((g for g, other in groups if gist.is_like(other)), None)
        if group is None:
            groups.append((Group([one]), gist))
            continue
        repeated = next((other for other in group.versions if _is_repeat(one, other)), None)
        if repeated is None:
            group.versions.append(one)
        else:
            group.repeats.setdefault(repeated.passage.id, []).append(one)
    return [group for group, _ in groups]


def in_order(groups: Sequence[Group]) -> list[Evidence]:
    """Return all versions, best first; of those that answer as well, the newest first."""
    ranked = sorted((one for group in groups for one in group.versions), key=lambda e: -e.score)
    places = {one.passage.id: number for number, one in enumerate(ranked)}
    for group in groups:
        if len(group.versions) == 1:
            continue
        best = max(one.score for one in group.versions)
        as_well = [one for one in group.versions if one.score >= AS_WELL * best]
        taken = sorted(places[one.passage.id] for one in as_well)
        newest = sorted(as_well, key=lambda e: newest_first(e.passage.dated))
        for place, one in zip(taken, newest, strict=True):
            ranked[place] = one
    return ranked


@dataclass(frozen=True, slots=True)
class _Gist:
    """The words of a passage and of its best sentence, without those that tell versions apart."""

    passage: frozenset[str]
    sentence: frozenset[str]

    @staticmethod
    def of(one: Evidence) -> "_Gist":
        return _Gist(_gist(one.passage.text), _gist(_sentence(one)))

    def is_like(self, other: "_Gist") -> bool:
        if _overlap(self.passage, other.passage) >= ALIKE:
            return True
        # A statement of a few words is said of many things.
        long = min(len(self.sentence), len(other.sentence)) >= STATEMENT_WORDS
        return long and _overlap(self.sentence, other.sentence) >= ALIKE


def _gist(text: str) -> frozenset[str]:
    written = _words(text)
    return frozenset(w for w in written if not _tells(w, written)) or frozenset(written)


def _sentence(one: Evidence) -> str:
    start = one.passage.start
    return one.passage.text[one.sentence.start - start : one.sentence.end - start]


def _is_repeat(one: Evidence, other: Evidence) -> bool:
    mine, theirs = _words(one.passage.text), _words(other.passage.text)
    differing = {w for w in mine if w not in theirs} | {w for w in theirs if w not in mine}
    return not any(_tells(word, mine | theirs) for word in differing)


def _words(text: str) -> dict[str, str]:
    """Return the words of a text in small letters, with how they are written."""
    return {word.casefold(): word for word in reversed(_WORD.findall(text))}


def _tells(word: str, written: dict[str, str]) -> bool:
    return (
        word in _TELLING
        or word.endswith(("n't", "n’t"))
        or (not word.isalpha() and any(character.isdigit() for character in word))
        or written[word][:1].isupper()
    )


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(len(a | b), 1)
