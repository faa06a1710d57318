"""Whom, what and where a follow-up points at with "she", "it" and "there".

Owns what of the question before and its answer a pronoun stands for; the question that comes of it
is made in `follow_up`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.phrases import (
    names_in,
    people_in,
    phrases_in,
    place_in,
    without_last_verb,
    without_time,
)

# What is put in the place of a pronoun has no more words than these.
MAX_NAME_WORDS = 6
_ASKS_WHO_IS = re.compile(r"\W*[Ww]ho(?:[’']s| is| was) (?=[A-Z])")
_ASKS_WHO = re.compile(r"\W*(?:who|whom|whose)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Before:
    """What a follow-up can refer to."""

    question: str  # as it was understood
    sentence: str = ""  # the marked one of the first quote; "" where there was no answer
    title: str = ""  # of its document
    topics: tuple[str, ...] = ()  # the questions that opened what is spoken of, newest first


def person_spoken_of(before: Before) -> str | None:
    """Return who is spoken of: whom the answer to "Who …?" names, or the question itself."""
    asked = people_in(before.question.split(" (")[0])
    said = [one for one in people_in(before.sentence) if one not in before.question]
    asks_who = bool(_ASKS_WHO.match(before.question) and not _ASKS_WHO_IS.match(before.question))
    if asks_who and said:
        return said[0]
    titled = [one for one in people_in(f"- {before.title}") if " " in one]
    named = (titled if asks_who else []) + asked[-1:] + said[:1] + titled
    return _first([one for one in named if one not in before.question or not asks_who])


def thing_spoken_of(before: Before) -> str | None:
    """Return what was asked about: the first thing with a name, else the last noun that is sure."""
    # What was added in brackets to an earlier question is no grammar.
    phrases = phrases_in(without_last_verb(without_time(before.question.split(" (")[0])))
    short = [one for one in phrases if len(one.text.split()) <= MAX_NAME_WORDS]
    named = [one for one in short if names_in(one.text)]
    if _ASKS_WHO.match(before.question):
        # "Who invited Sadr?": a name alone may be a person's, who is no "it".
        named = [one for one in named if one.is_thing or not one.text[0].isupper()]
    found = named + [one for one in reversed(short) if one.is_thing]
    return _first([one.text for one in found])


def place_spoken_of(before: Before) -> str | None:
    """Return where what is spoken of is; of the answer first, where a place was asked for."""
    asks_where = re.match(r"\W*where\b", before.question, re.IGNORECASE) is not None
    texts = [before.question, before.sentence]
    for text in reversed(texts) if asks_where else texts:
        if place := place_in(text):
            return place
    return None


def _first(texts: Sequence[str]) -> str | None:
    return texts[0] if texts else None
