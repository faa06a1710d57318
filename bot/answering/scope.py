"""What a person limits an answer to, as every face asks for it.

Owns the value; reading what was typed is with the faces, keeping to it in `answer`.
"""

from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from index.periods import Days
from index.store.records import Published

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """The limits of one question. Only what is said here filters; time in a question ranks."""

    published: Published = Published()  # as asked for with after and before
    as_of: date | None = None  # answer as on that day: only what was published by then
    during: Days | None = None  # only passages that speak of a time that touches these days
    any_time: bool = False  # take the time in the question for words like any others
    by_date: bool = False  # the newest of the quotes first

    @property
    def filter(self) -> Published:
        """What must hold of a document's publication date, `as_of` included."""
        if self.as_of is None or self.as_of.year == MAXYEAR:
            return self.published
        until = self.as_of + _DAY
        before = self.published.before
        return Published(self.published.after, min(before, until) if before else until)
