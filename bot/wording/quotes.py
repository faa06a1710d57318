"""What stands around a quote, in words: the date that counts for it, the headings above it, the
documents that repeat it and the versions that say it otherwise.

Owns the phrases; a face hands in how it writes a date and a document's words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.wording.text import count
from index.passages import LeadKind
from index.periods import parse_period

if TYPE_CHECKING:
    from bot.answering.quotes import Quote, QuotedLead
    from index.documents import Entry, Landmark
    from index.store.records import SourceRecord, StoredLead

CUT = "[…]"

# So many versions are quoted beside a quote; more are counted, and are a timeline's.
VERSIONS_QUOTED = 2
# Characters between an introduction and what it introduces that hold no words: line ends, an
# indent. The shortest list item takes five: "\n- a\n".
_NO_WORDS = 4

_HEADING_MARKS = re.compile(r"^#{1,6} +|(?<! ) ++#++$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ADDRESS = re.compile(r"https?://")

Write = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Version:
    """A line about versions of a quote."""

    text: str  # "an earlier version, of 3 May 2021, says", or how many there are
    quoted: str = ""  # the marked sentence of the version, word for word; "" where it is a count


def counting_date(source: "SourceRecord", entry: "Entry | None", write_date: Write = str) -> str:
    """Return the date that counts: "entry of 4 March 2024", "published 2020", or that none does."""
    if entry is not None:
        return f"entry of {write_date(entry.date)}" if entry.date else "entry without a date"
    return f"published {write_date(source.published)}" if source.published else "undated"


def whereabouts(landmarks: "Sequence[Landmark]", at: int) -> str:
    """Return where in its file a place lies: "page 3 to page 4"; "" where the file has no such.

    Where each part has an address, as a message has, it is that of the part at `at`.
    """
    if address := message_address(landmarks, at):
        return address
    labels = [one.label for one in landmarks if one.label and not _ADDRESS.match(one.label)]
    return " to ".join(dict.fromkeys((*labels[:1], *labels[-1:])))


def message_address(landmarks: "Sequence[Landmark]", at: int) -> str:
    """Return the address of the message at `at`; "" where it has none."""
    before = [one.label for one in landmarks if one.start <= at]
    return before[-1] if before and _ADDRESS.match(before[-1]) else ""


def heading_path(leads: "Sequence[QuotedLead | StoredLead]", title: str = "") -> str:
    """Return the headings above a passage, outermost first: "Windows › Uninstall"; "" for none.

    A first one that is the document's `title` is left out: it stands beside the quote.
    """
    headings = [unmarked(one.text) for one in leads if one.kind is LeadKind.HEADING]
    if headings and headings[0] == title:
        headings = headings[1:]
    return " › ".join(headings)


def lead_lines(quote: "Quote", write: Write = str) -> Iterator[str]:
    """Yield what else stands above a quote, a line each, in the order of the text.

    Where other words lie between a line and what follows it, "[…]" says so.
    """
    following = [*(one.start for one in quote.leads[1:]), quote.start]
    for one, follows in zip(quote.leads, following, strict=False):
        if one.kind is LeadKind.HEADING:
            continue
        if one.kind is LeadKind.QUESTION:
            yield f"asked: {write(unmarked(one.text))}"
            continue
        between = f" {CUT}" if follows - one.end > _NO_WORDS else ""
        yield write(" ".join(one.text.split())) + between


def unmarked(text: str) -> str:
    """Return a heading or a question on one line, without the marks that Markdown has for it."""
    joined = " ".join(text.split())
    plain = _HEADING_MARKS.sub("", joined)
    if plain.count("**") % 2 == 0:
        plain = plain.replace("**", "")
    return plain.strip() or joined


def repeated_line(quote: "Quote", write_date: Write = str) -> str:
    """Return "also in 2 other documents, first on 3 May 2021"; "" where it stands nowhere else."""
    others = {one.id: one for one in quote.repeated_in if one.id != quote.source.id}
    if not others:
        return ""
    also = f"also in {count(len(others), 'other document')}"
    dates = [one.published for one in others.values() if one.published]
    if not dates:
        return also
    first = min(dates, key=lambda each: parse_period(each).first)
    if len(others) == 1:
        return f"{also}, of {write_date(first)}"
    return f"{also}, first {'on' if _DAY.fullmatch(first) else 'in'} {write_date(first)}"


def versions(quote: "Quote", write_date: Write = str) -> list[Version]:
    """Return a line for each other version of a quote, or one that counts them."""
    others = quote.versions
    if len(others) > VERSIONS_QUOTED:
        return [Version(f"{len(others)} other versions{_years(others)}")]
    return [
        Version(
            f"{_which(other, quote)} version, {_of(other, write_date)}, says", other.sentence.text
        )
        for other in others
    ]


def _of(other: "Quote", write_date: Write) -> str:
    return f"of {write_date(other.dated)}" if other.dated else "undated"


def _which(other: "Quote", quote: "Quote") -> str:
    if other.dated and quote.dated:
        its, own = parse_period(other.dated).first, parse_period(quote.dated).first
        if its != own:
            return "an earlier" if its < own else "a later"
    return "another"


def _years(quotes: "Sequence[Quote]") -> str:
    years = sorted({one.dated[:4] for one in quotes if one.dated})
    if not years:
        return ""
    return f", of {years[0]}" if len(years) == 1 else f", {years[0]} to {years[-1]}"
