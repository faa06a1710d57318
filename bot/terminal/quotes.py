"""What a person reads of a quote in a terminal: its words, what stands above them, and whence.

Owns the lines of one quote; which quotes are shown, and what is said around them, is in `answers`
and `timeline`.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.terminal.page import Page, Part
from bot.wording.dates import beside, says_more
from bot.wording.quotes import (
    CUT,
    counting_date,
    heading_path,
    lead_lines,
    repeated_line,
    versions,
    whereabouts,
)
from bot.wording.text import one_line
from index.errors import QuoteMismatch

if TYPE_CHECKING:
    from bot.answering.quotes import Quote
    from bot.terminal.arguments import Range
    from index.documents import Entry
    from index.store.records import SourceRecord

TIMELINE = "dateline timeline"


def write_quotes(page: Page, quotes: Iterable["Quote"], timeline: str = TIMELINE) -> None:
    """Write quotes word for word, the best sentence of each marked, with an empty line between.

    In colour the sentence is marked inside its passage; elsewhere it stands first, by itself.
    `timeline`: the command that shows many versions in their order.
    """
    for number, quote in enumerate(quotes):
        if number:
            page.line()
        write_above(page, quote)
        before, sentence, after = _around_sentence(quote)
        if page.coloured:
            marked = Part(sentence, "bold green")
            page.line("« ", before, marked, after, " »", indent=2, hanging=2)
        else:
            page.line(f"« {sentence} »", indent=2, hanging=2)
            if before or after:
                page.line(quote.text, indent=4)
        if told := told_times(quote):
            page.line(Part(told, "cyan"), indent=2, hanging=2)
        page.line(Part(origin(quote), "dim"), indent=2, hanging=2)
        for line in _elsewhere(quote, timeline):
            page.line(Part(line, "dim"), indent=2, hanging=2)


def write_above(page: Page, quote: "Quote") -> None:
    """Write what stands above a quote in its document: headings, a question, a header row."""
    if path := heading_path(quote.leads, quote.source.title):
        page.line(Part(one_line(path), "dim"), indent=2, hanging=2)
    for line in lead_lines(quote, one_line):
        page.line(Part(line, "dim"), indent=2, hanging=2)


def told_times(quote: "Quote") -> str:
    """Return what the words of a quote leave open, as in "last September → September 2019"."""
    told = (
        beside(one_line(" ".join(event.text.split())), event.value)
        for event in quote.event_dates
        if says_more(event.value, event.text)
    )
    return " · ".join(dict.fromkeys(told))


def marked_sentence(quote: "Quote") -> str:
    """Return the best sentence of a quote. Raises QuoteMismatch where the quote lacks it."""
    return _around_sentence(quote)[1]


def best_sentence(quote: "Quote") -> str:
    """Return the quote cut to its best sentence; both cuts fall on sentence ends."""
    before, sentence, after = _around_sentence(quote)
    return (f"{CUT} " if before else "") + sentence + (f" {CUT}" if after else "")


def origin(quote: "Quote") -> str:
    """Return which document a quote is from, the date that counts, and the quote's place."""
    where = whereabouts(quote.landmarks, quote.sentence.start)
    return origin_line(quote.source, quote.entry, quote, where)


def origin_line(
    source: "SourceRecord",
    entry: "Entry | None",
    place: "Quote | Range",
    where: str = "",
) -> str:
    """Return the document of a place, the date that counts there, and the place.

    `where` is its page or message. The date of an entry stands before that of its document.
    """
    dates = [counting_date(source, entry)]
    if entry is not None and source.published:
        dates.append(counting_date(source, None))
    characters = f"characters {place.start}-{place.end}"
    parts = (one_line(source.title), *dates, one_line(source.path), one_line(where), characters)
    return " · ".join(part for part in parts if part)


def _elsewhere(quote: "Quote", timeline: str) -> Iterator[str]:
    """Yield which documents say the very same, and what other versions say."""
    if repeated := repeated_line(quote):
        yield repeated
    for version in versions(quote):
        if version.quoted:
            yield f"{version.text}: « {one_line(' '.join(version.quoted.split()))} »"
        else:
            yield f"{version.text}; {timeline} shows them in order"


def _around_sentence(quote: "Quote") -> tuple[str, str, str]:
    """Return the quote's text cut in three around its best sentence. Raises QuoteMismatch."""
    start, end = quote.sentence.start - quote.start, quote.sentence.end - quote.start
    if start < 0 or quote.text[start:end] != quote.sentence.text:
        raise QuoteMismatch(
            f"the sentence marked at {quote.sentence.start}-{quote.sentence.end} is not what the "
            f"quote {quote.start}-{quote.end} of {quote.source.path} says. It is not shown; "
            "run `dateline doctor`."
        )
    return quote.text[:start], quote.text[start:end], quote.text[end:]
