"""A person's own questions and what they expect: read from YAML, asked, judged.

Owns the format of the file (docs/measuring.md) and when an expectation holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.answering.answer import Answer
from bot.answering.conversation import Conversation
from bot.answering.quotes import Place
from bot.answering.scope import Scope
from bot.evaluation.words import holds, lacking
from bot.library import Library
from index.errors import UsageError

# Any of the inner words will do, every outer one must be there.
Wanted = tuple[tuple[str, ...], ...]

_EXPECTED = ("refuse", "sentence", "quote", "document", "date", "event")
_KEYS = {"ask", "after", "as_of", "kind", "half", *_EXPECTED}


@dataclass(frozen=True, slots=True)
class EventWanted:
    """An event date that the first quote has."""

    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what is expected of the first quote."""

    ask: str
    after: tuple[str, ...] = ()  # asked before it in the same conversation
    as_of: date | None = None
    kinds: tuple[str, ...] = ()  # words by which cases are counted and chosen
    refuse: bool = False  # nothing may be quoted as an answer
    sentence: Wanted = ()  # stand in its marked sentence
    quote: Wanted = ()  # stand in it, what leads it, or its title
    document: str | None = None  # the end of its document's path
    date: str | None = None  # the beginning of the date that is shown beside it
    event: EventWanted | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A case and what does not hold of it."""

    case: Case
    understood: str | None  # what was searched for where that is not what was asked
    faults: tuple[str, ...]  # () where everything holds
    shown: str  # the marked sentence of the first quote, "" where nothing is quoted

    @property
    def holds(self) -> bool:
        """Whether everything is as expected."""
        return not self.faults


def read_cases(path: Path) -> tuple[Case, ...]:
    """Read a file of cases. Raises UsageError, which names the case that is wrong."""
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise UsageError(f"{path} cannot be read as YAML: {error}") from error
    if not isinstance(found, list) or not found:
        raise UsageError(f"{path} holds no list of questions; begin each with: - ask: Who ...?")
    return tuple(_case(given, f"{path}, case {number}") for number, given in enumerate(found, 1))


def judge(
    library: Library, cases: Sequence[Case], asked: Callable[[int], None] = lambda _: None
) -> list[Judged]:
    """Ask every case of a library and say what does not hold; `asked` is told how many are done."""
    judged = []
    for done, case in enumerate(cases):
        asked(done)
        judged.append(_judged(library, case))
    return judged


def _judged(library: Library, case: Case) -> Judged:
    conversation = Conversation()
    scope = Scope(as_of=case.as_of)

    def ask(question: str, places: frozenset[Place] = frozenset()) -> Answer:
        return library.ask(question, scope=scope, shown=places)

    for question in case.after:
        turn = conversation.context.take_turn(question, ask)
        conversation.add(question, turn.answer, turn.understood)
    last = conversation.context.take_turn(case.ask, ask)
    answer, understood = last.answer, last.understood
    shown = answer.quotes[0].sentence.text if answer.quotes else ""
    return Judged(case, understood, tuple(_faults(case, answer)), shown)


def _faults(case: Case, answer: Answer) -> list[str]:
    if case.refuse:
        return ["it is answered and should be refused"] if answer.answered else []
    if not answer.quotes:
        return ["it is refused and should be answered"]
    first = answer.quotes[0]
    faults = [
        f"the sentence lacks {words}" for words in lacking(first.sentence.text, case.sentence)
    ]
    whole = "\n".join((first.source.title, *(lead.text for lead in first.leads), first.text))
    faults += [f"the quote lacks {words}" for words in lacking(whole, case.quote)]
    if case.document and not _ends_in(first.source.path, case.document):
        faults.append(f"it is of {first.source.path}, not of {case.document}")
    if case.date and not (first.dated or "").startswith(case.date):
        faults.append(f"it is dated {first.dated or 'not at all'}, not {case.date}")
    if case.event and not any(
        holds(one.text, case.event.text) and one.value == case.event.value
        for one in first.event_dates
    ):
        dates = ", ".join(f"{one.text!r} = {one.value}" for one in first.event_dates) or "none"
        faults.append(
            f"of its event dates ({dates}) none is {case.event.text!r} = {case.event.value}"
        )
    return faults


def _ends_in(path: str, end: str) -> bool:
    return path == end or path.endswith("/" + end)


def _case(given: object, where: str) -> Case:
    if not isinstance(given, dict) or not isinstance(given.get("ask"), str):
        raise UsageError(f"{where}: no question under ask")
    if unknown := sorted(str(key) for key in given.keys() - _KEYS):
        raise UsageError(
            f"{where}: {', '.join(unknown)} is not known; there are {', '.join(sorted(_KEYS))}"
        )
    if not any(given.get(key) for key in _EXPECTED):
        raise UsageError(f"{where}: nothing is expected; give one of {', '.join(_EXPECTED)}")
    if given.get("refuse") and any(given.get(key) for key in _EXPECTED[1:]):
        raise UsageError(f"{where}: what is refused has no quote of which to expect something")
    return Case(
        ask=given["ask"],
        after=tuple(str(one) for one in _list(given.get("after"))),
        as_of=_day(given.get("as_of"), where),
        kinds=tuple(str(given[key]) for key in ("kind", "half") if given.get(key)),
        refuse=bool(given.get("refuse")),
        sentence=_wanted(given.get("sentence")),
        quote=_wanted(given.get("quote")),
        document=None if given.get("document") is None else str(given["document"]),
        date=None if given.get("date") is None else str(given["date"]),
        event=_event(given.get("event"), where),
    )


def _list(given: object) -> list[Any]:
    if given is None:
        return []
    return given if isinstance(given, list) else [given]


def _wanted(given: object) -> Wanted:
    return tuple(tuple(str(word) for word in _list(one)) for one in _list(given))


def _day(given: object, where: str) -> date | None:
    try:
        # YAML reads 2021-05-05 as a date by itself.
        return None if given is None else date.fromisoformat(str(given))
    except ValueError as error:
        raise UsageError(f"{where}: as_of is {given}, not a day like 2021-05-05") from error


def _event(given: object, where: str) -> EventWanted | None:
    if given is None:
        return None
    if not isinstance(given, dict) or given.keys() != {"text", "value"}:
        raise UsageError(f"{where}: event needs a text and a value, and nothing else")
    return EventWanted(str(given["text"]), str(given["value"]))
