"""How a question was taken, in small lines: its words, its limits, what of it was not understood.

Owns these lines; what stands above and below them is for `answers`, `refusals` and `listings`.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from bot.discord.ask.worker import Reply, Variant
from bot.discord.views.dates import scope_phrases, time_line
from bot.discord.views.markdown import line
from bot.wording.understanding import ASKS_HOW_THINGS_ARE, question_notes

# Room in characters.
_QUESTION = 200
_TIME = 80
_WORD = 40


def asked_line(question: str, phrases: Iterable[str]) -> str:
    """Return the small line that says what was asked, within which limits; "" for neither.

    In a server a slash command shows its name, and not its options.
    """
    told = [each for each in (question and line(question, _QUESTION), *phrases) if each]
    return "-# " + " · ".join(told) if told else ""


def asked_as(reply: Reply, variant: Variant, *, hanging: bool = False) -> str:
    """Return the question and how it, and the time in it, was understood.

    With `hanging`, the answer hangs below the message that asked: its words are not said again.
    """
    answer = reply.answer
    time = time_line(answer.time, _TIME) if answer.time else ""
    if variant.any_time:
        time = "any time"
    question = reply.understood or ("" if hanging else answer.question)
    asked = asked_line(question, [time, *scope_phrases(reply.scope)])
    return asked.replace("-# ", "-# understood as: ", 1) if reply.understood else asked


def order_line(reply: Reply) -> str:
    """Return why the newest stands first; "" where it does not, or nobody asked for another."""
    word = reply.answer.newest
    if word is None:
        return ""
    if not word:
        return f"-# Newest first: {ASKS_HOW_THINGS_ARE}."
    return f"-# Newest first: your question says “{line(word, _WORD)}”."


def notes(reply: Reply) -> Iterator[str]:
    """Yield what in the question was not taken as it stands, as small lines."""
    for note in question_notes(reply.answer, partial(line, limit=_WORD)):
        yield f"-# {note}"
