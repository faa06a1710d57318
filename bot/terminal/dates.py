"""What a person reads of dates themselves: those of a text, and documents whose date is in doubt.

Owns the words and their order; finding the dates is in `dated_text` and `audit`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.terminal.page import Page, Part
from bot.wording.dates import beside
from bot.wording.text import count, one_line
from index.documents import EventDate
from index.store.records import LibrarySummary

if TYPE_CHECKING:
    from bot.audit import Suspect


def write_dates(page: Page, dates: Sequence[EventDate]) -> None:
    """Write a line for each date: its characters, its value, and the words that name it."""
    if not dates:
        page.line("No date is named.")
        return
    places = [f"{date.start}-{date.end}" for date in dates]
    place_width = max(map(len, places)) + 2
    value_width = max(len(date.value) for date in dates) + 2
    for place, date in zip(places, dates, strict=True):
        words = one_line(" ".join(date.text.split()))
        page.line(
            Part(f"{place:<{place_width}}", "dim"),
            f"{date.value:<{value_width}}",
            beside(words, date.value),
            hanging=2,
        )


def write_audit(page: Page, suspects: Sequence["Suspect"], library: LibrarySummary) -> None:
    """Write the documents whose date is missing or in doubt, each date with its origin."""
    if not library.documents:
        page.line("The library holds no documents.")
        return
    if not suspects:
        every = "The document has" if library.documents == 1 else _all(library.documents)
        page.line(f"{every} a date that nothing contradicts.")
        return
    for suspect in suspects:
        source = suspect.source
        concerns = ", ".join(suspect.concerns)
        page.line(
            Part(f"{concerns:<14}  ", "yellow"),
            Part(one_line(source.title), "bold"),
            f" · {one_line(source.path)}",
            hanging=2,
        )
        for number, claim in enumerate(suspect.claims):
            counts = ", the date that counts" if source.published and not number else ""
            place = ""
            if claim.words:
                words = one_line(" ".join(claim.words.split()))
                place = f": “{words}” · characters {claim.start}-{claim.end}"
            page.line(f"{claim.value:<10}  {claim.origin}{counts}{place}", indent=2, hanging=2)
        for warning in source.warnings:
            page.line(one_line(warning), indent=2, hanging=2)
    page.line()
    page.line(f"{count(len(suspects), 'document')} of {library.documents:,} to look at.")


def _all(documents: int) -> str:
    return f"All {count(documents, 'document')} have"
