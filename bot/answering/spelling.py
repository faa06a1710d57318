"""Names that a question spells otherwise than the library.

Owns which spellings mean one name: those that sound alike ("Kovatch", "Kovač"), not those that
merely look alike ("Niger", "Nigeria").
"""

import re

from index.question import Question, Word, plain
from index.store.snapshot import Snapshot

SHORTEST = 4  # characters; of shorter names too many sound alike
_PASSAGES = 20  # looked at for how the library spells a name
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouy]+")
# Letters of one sound, longer ones first.
_SOUNDS = (
    (re.compile(r"tsch|tch|sch|ch|cz|ck|[ckqx]"), "k"),
    (re.compile(r"ph|f|v|w"), "v"),
    (re.compile(r"sh|ss|[sz]"), "s"),
    (re.compile(r"th|dt|[td]"), "t"),
    (re.compile(r"h"), ""),
    (re.compile(r"[jg]"), "g"),
    (re.compile(r"[bp]"), "p"),
    (re.compile(r"[mn]"), "n"),
)


def sound_alike(one: str, two: str) -> bool:
    """Say whether two names in small letters, without accents, sound alike.

    Their consonants are of the same sounds, they have as many vowels, and both end in one or none.
    """
    return one[0] == two[0] and _sounds(one) == _sounds(two)


def spelled_in_library(word: Word, store: Snapshot) -> str | None:
    """Return how the library spells a name that sounds like `word`; None where there is none."""
    if word.is_code or len(word.plain) < SHORTEST:
        return None
    distance = 1 if len(word.plain) < 6 else 2
    for passage in store.passages.get(
        store.spelled_like(word.terms[0], distance, _PASSAGES)
    ).values():
        for found in _WORD.findall(f"{passage.source.title} {passage.text}"):
            if found[0].isupper() and sound_alike(plain(found), word.plain):
                return str(found)
    return None


def respelled(question: Question, store: Snapshot) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the question with its missing names as the library spells them, and which they are."""
    text, changed = question.text, []
    for word in question.missing:
        found = spelled_in_library(word, store)
        if found is not None:
            text = text.replace(word.text, found)
            changed.append((word.text, found))
    return text, tuple(changed)


def _sounds(name: str) -> tuple[str, int, bool]:
    consonants = _VOWELS.sub(" ", name)
    for letters, sound in _SOUNDS:
        consonants = letters.sub(sound, consonants)
    # A doubled letter sounds as one does.
    single = re.sub(r"(\w)\1+", r"\1", consonants.replace(" ", ""))
    return single, len(_VOWELS.findall(name)), bool(_VOWELS.fullmatch(name[-1]))
