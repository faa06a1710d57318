"""How a question was understood, in words: what is not in the library, what was no date, and why
the newest stands first.

Owns the phrases; a face hands in how it writes a person's words.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bot.wording.dates import date_in_words

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from index.dates.query.doubtful import DoubtfulDate

# In every face; each marks it in its own way.
MIDDLING = "May not answer this", "the closest that the library holds:"
ASKS_HOW_THINGS_ARE = "the question asks how things are"

_NO_YEAR = "XXXX-"
_ANY_YEAR = "2000-"
_NAMED = 3  # more words than a person wants to be told of

Write = Callable[[str], str]


def question_notes(answer: "Answer", write: Write = str) -> Iterator[str]:
    """Yield a sentence for each word of the question that was not taken as it stands."""
    if answer.answered:
        for asked, shown in answer.respelled[:_NAMED]:
            yield f"Nothing on “{write(asked)}”; shown for “{write(shown)}”."
    else:
        names = [*answer.missing, *(asked for asked, _ in answer.respelled)]
        if named := [write(name) for name in dict.fromkeys(names)][:_NAMED]:
            *most, last = named
            words = f"{', '.join(most)} and {last}" if most else last
            yield f"{words} {'are' if most else 'is'} not in the library."
    for date in answer.doubtful[:_NAMED]:
        yield _not_understood(date, write)


def _not_understood(date: "DoubtfulDate", write: Write) -> str:
    readings = " or ".join(map(_typed, date.readings))
    what = f"write {readings}" if readings else "there is no such day"
    return f"“{write(date.text)}” was not understood as a date: {what}."


def _typed(reading: str) -> str:
    """Return a reading as it can be typed: "2021-05-03", or "3 May" without a year."""
    if not reading.startswith(_NO_YEAR):
        return reading
    in_words = date_in_words(reading.replace(_NO_YEAR, _ANY_YEAR))
    return in_words.rpartition(" ")[0]
