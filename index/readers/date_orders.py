"""The order in which a library writes a day in numbers alone: 03/04/2020.

Owns when the documents of a library agree on one, so that a date in doubt may be read by it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from index.periods import DateOrder

# Documents whose own dates prove an order, as 23/01/2020 does. One alone may be a stranger.
AGREEING = 2
# What excludes each other: the order of the one says nothing of the other.
_FAMILIES = (
    (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST),
    (DateOrder.SHORT_YEAR_FIRST, DateOrder.SHORT_DAY_FIRST, DateOrder.SHORT_MONTH_FIRST),
)


@dataclass(frozen=True, slots=True)
class Habit:
    """An order on which all documents agree that tell one."""

    order: DateOrder
    documents: int  # that tell it


def habits(orders: Iterable[DateOrder]) -> tuple[Habit, ...]:
    """Return the habits of a library, given the order that each telling document proves."""
    told = Counter(orders)
    found = []
    for family in _FAMILIES:
        used = [order for order in family if told[order]]
        if len(used) == 1 and told[used[0]] >= AGREEING:
            found.append(Habit(used[0], told[used[0]]))
    return tuple(found)
