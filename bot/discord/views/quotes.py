"""How one quote looks in Discord: when and what, its words, and what stands around them.

Owns the lines of a quote and how much room each gets; what stands around quotes is in `answers` and
`listings`. A document's words become harmless in `markdown`.
"""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.discord.views.addresses import MAX_URL, is_plain
from bot.discord.views.dates import counting_line, event_line, written_date
from bot.discord.views.markdown import Near, Writer, cut, line, plain, size
from bot.discord.views.rich import is_markdown, rich
from bot.wording.links import address_at
from bot.wording.quotes import (
    heading_path,
    lead_lines,
    message_address,
    repeated_line,
    versions,
    whereabouts,
)
from index.passages import LeadKind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.quotes import Quote, QuotedLead
    from index.documents import Entry, Landmark
    from index.store.records import Excerpt, SourceRecord, StoredLead

# Room in characters. What stands above a passage takes of the passage's room.
_PASSAGE = 700  # of a marked sentence that is long
_SHORT_PASSAGE = 400  # of one with its neighbours; Context shows the rest
_NEIGHBOURS = 2
_HEADINGS = 150
_LEAD = 100  # of each question, header row or introduction
_LEADS = 2  # the last ones: they stand closest
_VERSION = 90  # of its sentence
_TITLE = 100
_PATH = 150
_WHERE = 80
_SITE = 60
_EVENT_DATES = 200


def quote_text(quote: "Quote") -> str:
    """Return a quote: when and what, its headings, the marked sentence between its neighbours."""
    header = _header_row(quote)
    above = above_lines(quote, header=header)
    taken = sum(size(each) + 1 for each in above)
    passage = cut(
        quote.text,
        _PASSAGE - taken,
        marked(quote),
        bar=True,
        near=Near(_NEIGHBOURS, max(_SHORT_PASSAGE - taken, 0)),
        write=partial(rich, header=header) if header else writer(quote.source),
    )
    return "\n".join(filter(None, (first_line(quote), *above, passage)))


def writer(source: "SourceRecord") -> Writer:
    """Return how the words of a document are written: as Markdown where they are Markdown."""
    return rich if is_markdown(source.path) else plain


def _header_row(quote: "Quote") -> str:
    """Return the header row that is shown with the rows of a quote; "" where it stands above."""
    if not is_markdown(quote.source.path) or not quote.text.lstrip().startswith("|"):
        return ""
    rows = [one.text for one in quote.leads if one.kind is LeadKind.HEADER_ROW]
    return rows[-1] if rows else ""


def first_line(quote: "Quote") -> str:
    """Return when and what: the date that counts, and the title.

    The title opens the page at the marked sentence, or the message, where there is one.
    """
    when = counting_line(quote.source, quote.entry).removeprefix("published ")
    title, link = line(quote.source.title, _TITLE), _link(quote)
    title = f"[{title}](<{link}>)" if link else title
    return f"**{when[:1].upper()}{when[1:]}** · {title}"


def above_lines(quote: "Quote", *, header: str = "") -> list[str]:
    """Return what stands above a quote in its document, as small lines: headings, a question.

    `header`: a row that is shown with the quote's, so not here.
    """
    leads = tuple(one for one in quote.leads if not header or one.text != header)
    written = list(lead_lines(replace(quote, leads=leads), partial(line, limit=_LEAD)))[-_LEADS:]
    path = headings_line(quote.leads, quote.source.title)
    return [f"-# {each}" for each in (path, *written) if each]


def headings_line(leads: "Sequence[QuotedLead | StoredLead]", title: str = "") -> str:
    """Return the headings above a passage, "Windows › Uninstall"; "" where there are none."""
    path = heading_path(leads, title)
    return line(path, _HEADINGS) if path else ""


def below_text(quote: "Quote") -> str:
    """Return the small lines below a quote: the times its marked sentence speaks of, its site.

    And where else it stands, and what other versions say; "" for nothing.
    """
    lines = [event_line(quote.event_dates, _EVENT_DATES), _site_line(quote)]
    lines.append(repeated_line(quote, written_date))
    for version in versions(quote, written_date):
        if version.quoted:
            lines.append(f"{version.text}: “{line(version.quoted, _VERSION)}”")
        else:
            lines.append(f"{version.text}; /timeline shows them in order")
    return "\n".join(f"-# {each}" for each in lines if each)


def origin_line(source: "SourceRecord", entry: "Entry | None" = None) -> str:
    """Return the title and the date that counts: "A log · entry of 4 March 2024"."""
    return f"{line(source.title, _TITLE)} · {counting_line(source, entry)}"


def place_line(place: "Quote | Excerpt", at: int) -> str:
    """Return the small line with the address or the file of a place, its page and characters.

    In a conversation the address is that of the message at `at`.
    """
    source = place.source
    message = message_address(place.landmarks, at)
    url = message or source.url
    where = _address(url) if url else line(source.path, _PATH)
    page = "" if message else whereabouts_line(place.landmarks, at)
    return f"-# {where}{f' · {page}' if page else ''} · characters {place.start}–{place.end}"


def _site_line(quote: "Quote") -> str:
    """Return a line with the site that the title opens, and the page; "" for neither.

    An address that is no link stands there as words. The file and the characters are told by Verify
    and Context.
    """
    at = quote.sentence.start
    message = message_address(quote.landmarks, at)
    address = message or quote.source.url or ""
    if is_plain(address):
        site = "" if message else line(urlsplit(address).netloc, _SITE)
    else:
        site = line(address, MAX_URL) if address else ""
    page = "" if message else whereabouts_line(quote.landmarks, at)
    return " · ".join(filter(None, (site, page)))


def _link(quote: "Quote") -> str:
    """Return the address of the marked sentence; "" where there is none that can be a link."""
    message = message_address(quote.landmarks, quote.sentence.start)
    if message or not quote.source.url:
        return message if is_plain(message) else ""
    if not is_plain(quote.source.url):
        return ""
    sentence = marked(quote)
    return address_at(quote.source.url, quote.text, sentence.start, sentence.end)


def whereabouts_line(landmarks: "Sequence[Landmark]", at: int) -> str:
    """Return where in its file a place lies, "page 3 to page 4"; "" where it has no pages.

    In a conversation it is the address of the message at `at`.
    """
    where = whereabouts(landmarks, at)
    if message_address(landmarks, at):
        return _address(where)
    return line(where, _WHERE) if where else ""


def marked(quote: "Quote") -> Span:
    """Return where the marked sentence stands in the text of a quote."""
    return Span(quote.sentence.start - quote.start, quote.sentence.end - quote.start)


def _address(url: str) -> str:
    return f"<{url}>" if is_plain(url) else line(url, MAX_URL)
