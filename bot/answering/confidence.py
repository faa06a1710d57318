"""How likely a passage answers, as a probability from 0 to 1.

Owns the two rules of refusal: by the words and the vectors alone, and with the second look. What
is asked of an answer is the setting DATELINE_REFUSE_BELOW.
"""

import math

# logistic(BIAS + COSINE * cosine + COVERAGE * coverage), fitted on questions of which half are
# about articles that the library does not hold. Fit again when the default model changes.
BIAS, COSINE, COVERAGE = -10.3, 17.5, 7.6
# logistic(READ_BIAS + LOGIT * logit + READ_COVERAGE * coverage), for passages that the reranker has
# read. Its logit hardly depends on the size of a library or on what else it holds. Begun from a fit
# on libraries of 62 and 691 passages, with questions about other matters and near misses, then
# chosen by hand so that nine of ten are answered. `make bench-refusal` shows what comes of it and
# fits these three alone, without the terms below. Choose anew when the default reranker changes.
READ_BIAS, LOGIT, READ_COVERAGE = -1.55, 0.34, 2.3
# The reranker was made for prose, and its logits for entries of a list, a log or a chat are lower.
SHORT_WORDS, SHORT = 12, 1.2
# Where all words of a question stand in a passage, a low logit mostly means that there are few of
# them ("What happened to the contractor?").
WHOLE_COVERAGE, WHOLE = 0.94, 1.3
# A passage that holds the very code or version of the question is about it, whatever a model of
# prose makes of a list of changes. Where neither stands in it, it is about another.
CODE = 2.6
# Where both rules lean to an answer, it is one, if a doubtful one.
BOTH_LOGIT, BOTH_WORDS, BOTH = 0.5, 0.7, 0.55
# Beyond these a logit says no more.
MOST_LOGIT = 9.0
# Below this one a passage is of another topic, however short it is.
OTHER_TOPIC = -6.0


def by_words(cosine: float, coverage: float) -> float:
    """Return the confidence in a passage that was not read again."""
    return _logistic(BIAS + COSINE * cosine + COVERAGE * coverage)


def by_second_look(
    logit: float, coverage: float, cosine: float, *, words: int, has_code: bool = False
) -> float:
    """Return the confidence in a passage that the second look gave `logit`.

    `words`: how many its best sentence has; `has_code`: whether the question names a code or a
    version, and the passage holds it.
    """
    sure = _read(logit + (CODE / LOGIT if has_code else 0.0), coverage, words)
    if logit > BOTH_LOGIT and by_words(cosine, coverage) >= BOTH_WORDS:
        return max(sure, BOTH)
    return sure


def _read(logit: float, coverage: float, words: int) -> float:
    logit = min(max(logit, -MOST_LOGIT), MOST_LOGIT)
    short = SHORT if words <= SHORT_WORDS and logit > OTHER_TOPIC else 0.0
    whole = WHOLE if coverage >= WHOLE_COVERAGE else 0.0
    return _logistic(READ_BIAS + LOGIT * logit + READ_COVERAGE * coverage + short + whole)


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
