"""What a person asked, as a value that a button can ask once more, and as it is kept in a file.

Owns the value and the JSON of its limits; the rows are `state`'s.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from bot.answering.scope import Scope
from index.periods import Days
from index.store.records import Published

Kind = Literal["question", "timeline", "since"]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked, as it was asked, so that a button can ask it again."""

    question: str  # of a timeline its topic; of /since too, "" where it has none
    understood: str | None = None  # what was searched, where that is not the question itself
    scope: Scope = Scope()
    kind: Kind = "question"
    between: Days = Days()  # of a timeline; of /since its day and no end
    added: bool = False  # of /since: whether the day of coming into the library counts


# In the order of the values of a row.
COLUMNS = "question, understood, after, before, scope"


def row_of(request: Request) -> tuple[str | None, ...]:
    """Return the values of COLUMNS; the last is JSON, where what is as usual is left out."""
    scope = request.scope
    rest = {
        "as_of": _iso(scope.as_of),
        "during": _ends(scope.during) if scope.during else None,
        "any_time": scope.any_time,
        "by_date": scope.by_date,
        "kind": None if request.kind == "question" else request.kind,
        "between": None if request.between == Days() else _ends(request.between),
        "added": request.added,
    }
    return (
        request.question,
        request.understood,
        _iso(scope.published.after),
        _iso(scope.published.before),
        json.dumps({name: value for name, value in rest.items() if value}),
    )


def request_of(row: Sequence[Any]) -> Request:
    """Return the request that `row_of` made a row of."""
    question, understood, after, before, packed = row
    rest: dict[str, Any] = json.loads(packed or "{}")  # NULL in a row of format 1
    scope = Scope(
        published=Published(_day(after), _day(before)),
        as_of=_day(rest.get("as_of")),
        during=_days(rest["during"]) if "during" in rest else None,
        any_time=rest.get("any_time", False),
        by_date=rest.get("by_date", False),
    )
    return Request(
        question,
        understood,
        scope,
        kind=rest.get("kind", "question"),
        between=_days(rest.get("between", (None, None))),
        added=rest.get("added", False),
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _ends(days: Days) -> list[str | None]:
    return [_iso(days.first), _iso(days.last)]


def _days(ends: Sequence[str | None]) -> Days:
    first, last = ends
    return Days(_day(first), _day(last))
