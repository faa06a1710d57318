"""What a person reads of quotes in the order of time: a timeline, and what is new since a day.

Owns the dates down the left edge; how a quote and its origin look is in `terminal`.
"""

from itertools import groupby
from typing import TYPE_CHECKING

from bot.terminal.answers import write_nearest, write_refusal
from bot.terminal.page import Page, Part
from bot.terminal.quotes import marked_sentence, origin, write_above, write_quotes
from bot.wording.coverage import coverage
from bot.wording.dates import date_in_words, days_in_words
from bot.wording.quotes import counting_date
from bot.wording.text import count

if TYPE_CHECKING:
    from bot.answering.quotes import Quote
    from bot.answering.since import Since
    from bot.answering.timeline import Entry, Timeline


def write_timeline(page: Page, timeline: "Timeline") -> None:
    """Write each date with the sentences that speak of it, the undated last, or a refusal."""
    if not timeline.answered:
        write_refusal(page, timeline.library, timeline.scope)
        if asked := days_in_words(timeline.between):
            page.line(f"Asked was the time: {asked}.")
        write_nearest(page, timeline.nearest)
        return
    written: tuple[str, str] | None = None
    for entry in timeline.entries:
        if written:
            page.line()
        if (date := _date(entry)) != written:  # sentences of one date share it
            page.line(Part(date[0], "bold"), Part(date[1], "dim"))
            written = date
        _write_sentence(page, entry.quote, _sentence(entry))
    if timeline.undated and timeline.entries:
        page.line()
    for number, quote in enumerate(timeline.undated):
        page.line(*([] if number else [Part("Undated", "bold")]))
        _write_sentence(page, quote, [Part(marked_sentence(quote))])


def write_since(page: Page, since: "Since") -> None:
    """Write the quotes under the dates of their documents, or that there is nothing since."""
    how = "added" if since.added else "published"
    documents = count(since.documents, "document")
    if not since.documents:
        page.line(Part(f"No document was {how} since {since.day}.", "bold yellow"))
        page.line(f"The library holds {coverage(since.library)}.")
        return
    if not since.answered:
        were = "was" if since.documents == 1 else "were"
        page.line(Part(f"Nothing {how} since {since.day} answers this.", "bold yellow"))
        page.line(f"{documents} {were} {how} since then.")
        write_nearest(page, since.nearest)
        return
    quoted = len({quote.source.path for quote in since.quotes})
    some = f", {quoted:,} of them quoted" if quoted < since.documents else ""
    page.line(f"{documents} {how} since {since.day}{some}")

    def day(quote: "Quote") -> str:
        if not since.added:
            return counting_date(quote.source, quote.entry)
        return f"{how} {quote.source.added}" if quote.source.added else "undated"

    for named, quotes in groupby(since.quotes, key=day):
        page.line()
        page.line(Part(named, "bold"))
        write_quotes(page, quotes)


def _date(entry: "Entry") -> tuple[str, str]:
    """Return the date of an entry, and a mark where it is not its sentence that has it."""
    words = date_in_words(entry.value)
    mark = ""
    if entry.event is None:
        mark = " · date of the entry" if entry.quote.entry else " · date of publication"
    return words[:1].upper() + words[1:], mark


def _sentence(entry: "Entry") -> list[Part]:
    """Return the sentence of an entry, the words that name its time in another colour."""
    text, event = marked_sentence(entry.quote), entry.event
    if event is not None:
        start = event.start - entry.quote.sentence.start
        end = event.end - entry.quote.sentence.start
        if start >= 0 and text[start:end] == event.text:
            return [Part(text[:start]), Part(event.text, "cyan"), Part(text[end:])]
    return [Part(text)]


def _write_sentence(page: Page, quote: "Quote", sentence: list[Part]) -> None:
    write_above(page, quote)
    page.line("« ", *sentence, " »", indent=2, hanging=2)
    page.line(Part(origin(quote), "dim"), indent=2, hanging=2)
