"""How far a passage stands out from the others that were read with the question.

Owns what that changes in how sure it is. What answers, though in other words than the question's,
stands alone; where several passages of other texts are as good as one another, they mostly speak
of what is asked about, and none of them answers.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.evidence import Evidence
from index.question import Question

# logit(confidence) += LEAD * lead + BIAS, where the lead is that of the second look's logit over
# the second best of the texts of other sections, so that one version or neighbour does not count.
# Fitted on 321 answerable and 146 other questions of fifteen small libraries, and checked on as
# many: of the answerable 0.920 instead of 0.892 are answered, 0.809 instead of 0.777 with the right
# passage first, and as many of the others are refused.
LEAD, BIAS = 0.85, -2.1
LEAST_LEAD, MOST_LEAD = -5.0, 10.0
NO_LEAD = -BIAS / LEAD  # changes nothing
# With fewer others there is nothing to stand out from.
OTHERS = 2
# Texts that share this part of the shorter one's words are versions, and no others.
SHARED = 0.5
# Beyond this a probability says no more.
SUREST = 0.997


def sure_by_lead(found: Sequence[Evidence], question: Question) -> list[Evidence]:
    """Return evidence in its order, with the confidence that its lead gives what was read again."""
    names_code = any(word.is_code and not word.is_absent for word in question.words)
    read = [(one, one.logit, _words(one)) for one in found if one.logit is not None]
    by_id = {
        # What holds the very code or version that is named needs no lead.
        one.passage.id: _surer(
            one, logit - others[1], least=NO_LEAD if names_code and one.has_codes else LEAST_LEAD
        )
        for one, logit, words in read
        if len(others := _of_others(one, words, read)) >= OTHERS
    }
    return [by_id.get(one.passage.id, one) for one in found]


def _of_others(
    one: Evidence, words: frozenset[str], read: Sequence[tuple[Evidence, float, frozenset[str]]]
) -> list[float]:
    """Return the logits of other texts, best first."""
    return sorted(
        (
            logit
            for other, logit, theirs in read
            if other is not one
            and not _same_section(one, other)
            and len(words & theirs) < SHARED * max(min(len(words), len(theirs)), 1)
        ),
        reverse=True,
    )


def _same_section(one: Evidence, other: Evidence) -> bool:
    """Say whether two passages stand in one section of a document, and may both answer."""
    mine, theirs = one.passage, other.passage
    return (
        mine.source.path == theirs.source.path
        and mine.entry == theirs.entry
        and [lead.text for lead in mine.leads] == [lead.text for lead in theirs.leads]
    )


def _surer(one: Evidence, lead: float, *, least: float) -> Evidence:
    if not one.fitting:
        return one
    sure = min(max(one.confidence / one.fitting, 1 - SUREST), SUREST)
    lead = min(max(lead, least), MOST_LEAD)
    sure = 1 / (1 + math.exp(-(math.log(sure / (1 - sure)) + LEAD * lead + BIAS)))
    return replace(one, confidence=one.fitting * sure)


def _words(one: Evidence) -> frozenset[str]:
    return frozenset(one.passage.text.casefold().split())
