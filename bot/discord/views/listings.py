"""What /timeline and /since show: lists of quotes with their dates, page by page.

Owns the look of an entry and of a page; what it is built from is in `container` and `answers`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord

from bot.answering.quotes import Quote
from bot.answering.since import Since
from bot.answering.timeline import Entry, Timeline
from bot.discord import texts
from bot.discord.ask.worker import Listing
from bot.discord.pictures import Picture
from bot.discord.views.answers import note_view
from bot.discord.views.asked import asked_line
from bot.discord.views.buttons import Dislike, FollowUp, More, Nearest, Remove
from bot.discord.views.container import ANSWERED, REFUSED, fitting, rows, text, view
from bot.discord.views.dates import counting_line, event_line, scope_phrases
from bot.discord.views.markdown import cut, escape, line
from bot.discord.views.menus import Look
from bot.discord.views.refusals import refusal_lines
from bot.wording.coverage import coverage
from bot.wording.dates import date_in_words, days_in_words, long_date
from bot.wording.quotes import heading_path
from bot.wording.text import count
from index.passages import Span

# So many stand on one page; what is further down a phone nobody reads before pressing.
PER_PAGE = 6

# Room in characters: a page at its largest stays below MAX_VIEW.
_SENTENCE = 250
_DATE = 60
_TITLE = 100
_HEADINGS = 80
_EVENT_DATES = 80

_PUBLISHED = "published"
_ENTRY = "date of the entry"
_UNDATED = "**Undated**"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A quote as it stands in a list."""

    quote: Quote
    text: str  # markdown
    named: str  # in the menu that shows its context
    group: str = ""  # the heading under which it stands, "" for none


def listing_view(
    listing: Listing,
    *,
    offset: int = 0,
    asker: int | None = None,
    picture: Picture | None = None,
) -> discord.ui.LayoutView:
    """Return the page that begins with entry `offset`, or a refusal; `asker` may take it away.

    With a `picture` above the first page, where its file is sent too.
    """
    remove = [] if asker is None or offset else [Remove(asker)]
    if not listing.answered:
        buttons = []
        if listing.found.topic:
            nearest = [Nearest(listing.request_id)] if listing.found.nearest else []
            buttons = [*nearest, FollowUp(listing.request_id), Dislike(listing.request_id)]
        return view(REFUSED, text(*_refusal(listing.found)), *rows([*buttons, *remove]))
    shown = _shown(listing.found)
    page = shown[offset : offset + PER_PAGE]
    if not page:
        return note_view(texts.NO_MORE_QUOTES)
    left = len(shown) - offset - len(page)
    above = "" if offset else _asked(listing.found)
    below = "" if left else _not_listed(listing.found)
    further = [More(listing.request_id, offset + len(page), left=left)] if left else []
    look = Look([(each.named, each.quote) for each in page])
    entries = "\n\n".join(_headed(page))
    below_it = rows([*further, *remove], [look])
    if picture is None:
        return view(ANSWERED, text(above, entries, below), *below_it)
    return view(ANSWERED, text(above), picture.item(), text(entries, below), *below_it)


def listing_text(listing: Listing) -> str:
    """Return a listing as plain content, for where no view can be sent."""
    if not listing.answered:
        return fitting(_refusal(listing.found))
    return fitting([_asked(listing.found), *_headed(_shown(listing.found))])


def _shown(found: Timeline | Since) -> list[_Shown]:
    if isinstance(found, Since):
        return [
            _Shown(quote, _news(quote, found), f"{_date_of(quote)} · {quote.source.title}")
            for quote in found.quotes
        ]
    dated = [
        _Shown(
            entry.quote, _dated(entry), f"{date_in_words(entry.value)} · {entry.quote.source.title}"
        )
        for entry in found.entries
    ]
    return dated + [
        _Shown(quote, _undated(quote), quote.source.title, _UNDATED) for quote in found.undated
    ]


def _date_of(quote: Quote) -> str:
    return long_date(quote.dated) if quote.dated else "undated"


def _headed(shown: Sequence[_Shown]) -> Iterator[str]:
    """Yield texts, and a heading above the first of each group."""
    before = ""
    for each in shown:
        yield f"{each.group}\n{each.text}" if each.group != before else each.text
        before = each.group


def _dated(entry: Entry) -> str:
    named = date_in_words(entry.value)
    named = line(named[:1].upper() + named[1:], _DATE)
    quote = entry.quote
    counting = counting_line(quote.source, quote.entry)
    if entry.event is None:
        named, counting = f"**{named}** · {_ENTRY if quote.entry else _PUBLISHED}", ""
    else:
        named = f"**{named}**"
    others = event_line(
        (event for event in quote.event_dates if event != entry.event), _EVENT_DATES
    )
    return _lines(named, _sentence(quote), quote, counting, others)


def _undated(quote: Quote) -> str:
    return _lines("", _sentence(quote), quote, event_line(quote.event_dates, _EVENT_DATES))


def _news(quote: Quote, since: Since) -> str:
    source, marked = quote.source, quote.sentence
    first, last = marked.start - quote.start, marked.end - quote.start
    if since.topic:
        passage = cut(quote.text, _SENTENCE, Span(first, last), bar=True)
    else:  # past headings and bylines
        passage = cut(quote.text[first:], _SENTENCE, bar=True)
    when = ""
    if since.added and source.added:
        when = f"added {escape(long_date(source.added.isoformat()))}"
    dates = (when, counting_line(source, quote.entry), event_line(quote.event_dates, _EVENT_DATES))
    below = " · ".join(filter(None, dates))
    return f"**{line(source.title, _TITLE)}**\n{passage}\n-# {below}"


def _sentence(quote: Quote) -> str:
    return cut(quote.sentence.text, _SENTENCE, bar=True)


def _lines(above: str, sentence: str, quote: Quote, *below: str) -> str:
    small = " · ".join(filter(None, (line(quote.source.title, _TITLE), *below)))
    path = heading_path(quote.leads, quote.source.title)
    headings = f"-# {line(path, _HEADINGS)}" if path else ""
    return "\n".join(filter(None, (above, headings, sentence, f"-# {small}")))


def _asked(found: Timeline | Since) -> str:
    if isinstance(found, Since):
        documents = f"{count(found.documents, 'document')} {_since(found)}"
        if not found.topic:
            return f"-# {documents}"
        return asked_line(found.topic, [f"among {documents}"])
    phrases = [days_in_words(found.between), *scope_phrases(found.scope)]
    return asked_line(f"Timeline: {found.topic}", phrases)


def _refusal(found: Timeline | Since) -> list[str]:
    if isinstance(found, Since) and not found.topic:
        return [
            f"**Nothing was {_since(found)}.**",
            f"The library covers {coverage(found.library, long_date)}.",
        ]
    return [*refusal_lines(found.library), _asked(found)]


def _since(found: Since) -> str:
    how = "added" if found.added else _PUBLISHED
    return f"{how} since {escape(long_date(found.day.isoformat()))}"


def _not_listed(found: Timeline | Since) -> str:
    """Return how many documents have no place in the list; a topic finds what it finds."""
    if isinstance(found, Timeline) or found.topic:
        return ""
    left = found.documents - len({quote.source.id for quote in found.quotes})
    return f"-# and {count(left, 'more document')}; give a later date or a topic" if left else ""
