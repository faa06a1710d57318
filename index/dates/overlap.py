"""How well a time that is spoken of fits the time that is asked about."""

from collections.abc import Sequence

from index.periods import Days


def share_inside(days: Days, asked: Sequence[Days]) -> float:
    """Return the share, 0 to 1, of the bounded `days` that lies in one of the `asked` spans.

    A day of September 2019 fits September 2019 as a whole, the year 2019 by a twelfth: it may
    speak of another month.
    """
    return max((_share(days, span) for span in asked), default=0.0)


def touches(days: Days, asked: Sequence[Days]) -> bool:
    """Say whether any day of `days` lies in one of the `asked` spans."""
    return share_inside(days, asked) > 0


def _share(days: Days, asked: Days) -> float:
    if days.first is None or days.last is None:
        raise ValueError(f"{days} has an open end; a share of it cannot be told")
    first = days.first if asked.first is None else max(days.first, asked.first)
    last = days.last if asked.last is None else min(days.last, asked.last)
    inside = last.toordinal() - first.toordinal() + 1
    return max(inside, 0) / (days.last.toordinal() - days.first.toordinal() + 1)
