"""Which of the dates that a file names for itself is its date.

Owns the choice, and what is said of those that do not count. Finding them is in `headers` and
`file_names`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.documents import Origin
from index.periods import (
    DateOrder,
    DoubtfulDate,
    Period,
    date_order,
    parse_publication_date,
)
from index.readers.contents import Header, Written
from index.readers.date_orders import Habit
from index.readers.file_names import FileName


@dataclass(frozen=True, slots=True)
class Dating:
    """The date that counts, and what was wrong with those that do not."""

    period: Period | None
    origin: Origin | None
    warnings: tuple[str, ...]
    order: DateOrder | None = None  # of day and month, where the date proves it
    in_doubt: bool = False  # undated, since a date can be two days


def written_dates(header: Header, name: FileName) -> list[Written]:
    """Return all dates that were found, the one that counts first; that of a change is the last."""
    changed = [one for one in header.dates if one.origin is Origin.UPDATED]
    dates = [*(one for one in header.dates if one not in changed), *name.dates, *changed]
    if header.yearless:
        within = (name.year, *(one.text for one in name.dates))
        days = {day for period in within if (day := _day(header.yearless, period))}
        # A day without a year is one only where the path leaves a single year for it.
        if len(days) == 1:
            dates.insert(0, Written(days.pop(), Origin.HEADER))
    return dates


def choose_date(found: Sequence[Written], habits: Sequence[Habit], today: date) -> Dating:
    """Return the first date that can be read.

    One that can be two days is settled by another date of the same file, else by a habit of the
    library.
    """
    problems: list[str] = []
    in_doubt = False
    for written in found:
        notes: list[str] = []
        order = date_order(written.text)
        try:
            period = parse_publication_date(written.text)
        except DoubtfulDate as doubt:
            period, order = _settled(doubt, found)
            if period is None and (habit := _habit(doubt, habits)):
                period = doubt.readings[habit.order]
                notes.append(
                    f"{written.origin}: {doubt.written!r} was read as {period.value}, "
                    f"{habit.order} as in {habit.documents:,} other documents; "
                    "write YYYY-MM-DD to be sure"
                )
            if period is None:
                in_doubt = True
                problems.append(f"{written.origin}: {doubt}")
                continue
        except ValueError as error:
            problems.append(f"{written.origin}: {error}")
            continue
        if period is None:
            continue
        notes += [f"{problem}; the date of the {written.origin} is used" for problem in problems]
        if period.first > today:
            notes.append(f"{written.origin}: {period.value} lies in the future; check it")
        return Dating(period, written.origin, tuple(notes), order)
    undated = tuple(f"{problem}; treated as undated" for problem in problems)
    return Dating(None, None, undated, in_doubt=in_doubt)


def _settled(
    doubt: DoubtfulDate, found: Sequence[Written]
) -> tuple[Period, DateOrder] | tuple[None, None]:
    """Return the reading that another date of the file leaves, and the order it proves."""
    for written in found:
        try:
            period = parse_publication_date(written.text)
        except ValueError:
            continue
        fits = [
            (reading, order)
            for order, reading in doubt.readings.items()
            if period and period.first <= reading.first <= period.last
        ]
        if len(fits) == 1:
            return fits[0]
    return None, None


def _habit(doubt: DoubtfulDate, habits: Sequence[Habit]) -> Habit | None:
    return next((habit for habit in habits if habit.order in doubt.readings), None)


def _day(yearless: str, within: str) -> str:
    """Return "Jan 9" as a day of the period `within`; "" where it has none."""
    try:
        period = parse_publication_date(within)
        day = parse_publication_date(f"{yearless} {period.value[:4]}") if period else None
    except ValueError:
        return ""
    return day.value if period and day and period.first <= day.first <= period.last else ""
