"""Whether the document of a passage speaks of whom or what a question names.

Owns what is left of the confidence in a passage of another town, firm or person, however alike its
words are. Names that stand nowhere in the library are `answer`'s.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answering.evidence import Evidence, texts_of
from bot.answering.sentence_scorer import SentenceScorer
from index.question import Question, Word

# "When is the library of Dunsmere open?" is not answered by another town's library.
OTHER_NAME = 0.5
# A document is about the names of a question where at least so much of their weight stands in it.
NAMED_SHARE = 0.5
# How far into a document names are looked for, in characters.
LOOKED_THROUGH = 200_000


def less_sure_of_others(
    found: Sequence[Evidence],
    question: Question,
    scorer: SentenceScorer,
    beginning: Callable[[str, int], str],
) -> list[Evidence]:
    """Return evidence, less sure where its document lacks the names of the question.

    `beginning` gives the first characters of the document at a path, as many as it is told.
    """
    # Texts spell out what acronyms stand for.
    names = [w for w in question.words if w.is_name and not w.is_code and not w.text.isupper()]
    if not names:
        return list(found)
    lacks = {
        path: _lacks(names, scorer, beginning(path, LOOKED_THROUGH))
        for path in {
            one.passage.source.path
            for one in found
            if _lacks(names, scorer, *texts_of(one.passage))
        }
    }
    return [
        replace(one, fitting=one.fitting * OTHER_NAME, confidence=one.confidence * OTHER_NAME)
        if lacks.get(one.passage.source.path) and _lacks(names, scorer, *texts_of(one.passage))
        else one
        for one in found
    ]


def _lacks(names: Sequence[Word], scorer: SentenceScorer, *texts: str) -> bool:
    held = sum(word.weight for word in names if scorer.names(word, *texts))
    return held < NAMED_SHARE * sum(word.weight for word in names)
