"""How dates are said: of publication, of events, and the dates a person asked for.

Owns the phrases; escaping and cutting are in `markdown`, the words for a value in
`bot.wording.dates`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bot.discord.views.markdown import CUT, cut, escape, line, size
from bot.wording.dates import (
    date_in_words,
    days_in_words,
    long_date,
    says_more,
    time_in_words,
)
from bot.wording.quotes import counting_date

if TYPE_CHECKING:
    from bot.answering.quotes import Quote
    from bot.answering.scope import Scope
    from index.dates.query.question_time import AskedTime
    from index.documents import Entry, EventDate
    from index.store.records import SourceRecord

# Room in characters.
_WORDS = 80
_VALUE = 80
# So many other dates stand under a first quote; more would be a list to read.
_OTHER_DATES = 3


def published_line(published: str | None) -> str:
    """Return "published 9 January 2020", or "undated"."""
    return f"published {escape(long_date(published))}" if published else "undated"


def written_date(value: str) -> str:
    """Return a date of publication or of an entry as markdown: "9 January 2020"."""
    return escape(long_date(value))


def counting_line(source: "SourceRecord", entry: "Entry | None") -> str:
    """Return the date that counts: "entry of 4 March 2024", or "published 9 January 2020"."""
    return counting_date(source, entry, written_date)


def event_line(events: "Iterable[EventDate]", limit: int) -> str:
    """Return "“last September” → September 2019; …" as markdown of at most `limit` characters.

    Those whose words say it already ("in September 2019") and repetitions are left out; "" where
    none is left. What has no room is cut visibly.
    """
    said = dict.fromkeys(
        f"“{line(event.text, _WORDS)}” → {line(date_in_words(event.value), _VALUE)}"
        for event in events
        if says_more(event.value, event.text)
    )
    shown = ""
    for number, each in enumerate(said, start=1):
        longer = f"{shown}; {each}" if shown else each
        room = limit if number == len(said) else limit - len(CUT) - 2
        if size(longer) > room:
            return f"{shown}; {CUT}" if shown else CUT
        shown = longer
    return shown


def time_line(time: "AskedTime", limit: int) -> str:
    """Return the time in a question as it was understood: "time: September 2019"."""
    return cut(f"time: {time_in_words(time)}", limit)


def scope_phrases(scope: "Scope") -> Iterator[str]:
    """Yield the limits a person set, each as a phrase: "published before 1 January 2021"."""
    after, before = scope.published.after, scope.published.before
    bounds = [f"from {long_date(after.isoformat())} on"] if after else []
    bounds += [f"before {long_date(before.isoformat())}"] if before else []
    if bounds:
        yield f"published {' and '.join(bounds)}"
    if scope.as_of:
        yield f"as of {long_date(scope.as_of.isoformat())}"
    if scope.during:
        yield f"speaking of {days_in_words(scope.during)}"


def differ_in_date(quotes: "Sequence[Quote]") -> bool:
    """Say whether at least two different dates count for the quotes."""
    return len({quote.dated for quote in quotes} - {None}) > 1


def other_dates(quotes: "Sequence[Quote]") -> str:
    """Return from when all but the first quote are, newest first; "" where all are of one date."""
    if not differ_in_date(quotes):
        return ""
    dates = sorted({quote.dated or "" for quote in quotes[1:]} - {""}, reverse=True)
    named = [long_date(each) for each in dates[:_OTHER_DATES]]
    if len(dates) > len(named):
        named.append("other dates")
    *most, last = named
    several = len(quotes) > 2
    listed = f"{', '.join(most)} and {last}" if most else last
    return f"{'More quotes are' if several else 'One more quote is'} from {escape(listed)}."
