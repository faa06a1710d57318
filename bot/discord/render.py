"""What members see: answers, refusals and what the buttons show, within Discord's limits.

Owns the order of things and how much room each gets; a document's words become harmless in
`wording`. Views are layouts (Components V2), which need no permission to embed links. All of them
are read on a phone: the answering sentence comes first, in bold, and the rest is one press away.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord

from bot.discord.items import Context, Dislike, FollowUp, Like, More, Verify
from bot.discord.wording import cut, escape, line, long_date, size
from bot.terminal import count
from index.passages import Span
from index.store.records import Excerpt, LibrarySummary, Published, SourceRecord

if TYPE_CHECKING:
    from bot.answer import Quote
    from bot.discord.desk import Reply
    from bot.library import Status

# Discord counts at most so many characters in all texts of a layout, and in a plain message.
MAX_VIEW = 4_000
MAX_CONTENT = 2_000

ANSWERED = discord.Colour(0x2E9E5B)
REFUSED = discord.Colour(0xD98E04)

# The first answer is one quote; each press on "More" shows so many further ones.
FURTHER = 2
NEAREST = 2

# Room in characters. All parts of a view at their largest stay below MAX_VIEW together.
_PASSAGE = 700
_NEAREST_PASSAGE = 400
_CONTEXT_PASSAGE = 1_600
_NEIGHBOUR = 700
_TITLE = 150
_PATH = 150
_URL = 200
_QUESTION = 200
_EVENT_DATES = 200
_NOTE = 1_900

# Shown as a link. Others, and those that Discord would turn into something else than a link, such
# as invites, are shown as text.
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9/._~%?=&+,;-]*)?")
_DISCORD_URL = re.compile(r"discord", re.IGNORECASE)

_Item = discord.ui.Item[Any]


def answer_view(reply: "Reply", *, offset: int = 0) -> discord.ui.LayoutView:
    """Return an answer or a refusal; with `offset`, the quotes from that one on.

    Beyond the last quote it says that there are no more.
    """
    if not reply.answer.answered:
        return _refusal_view(reply)
    quotes = _page(reply, offset)
    if not quotes:
        return note_view("There are no more quotes.")
    left = len(reply.answer.quotes) - offset - len(quotes)
    further = [More(reply.asked_id, offset + len(quotes), left)] if left else []
    if offset == 0:
        places = _place_buttons(quotes[0], 0)
        return _view(
            ANSWERED,
            _text(_asked(reply), _quote(quotes[0])),
            _row(*further, *places, FollowUp(reply.asked_id)),
            _row(Like(reply.asked_id), Dislike(reply.asked_id)),
        )
    children: list[_Item] = []
    for number, quote in enumerate(quotes, start=offset):
        if children:
            children.append(discord.ui.Separator())
        children += [_text(_quote(quote)), _row(*_place_buttons(quote, number))]
    return _view(ANSWERED, *children, *([_row(*further)] if further else []))


def fallback_text(reply: "Reply") -> str:
    """Return an answer or a refusal as plain content, for where no view can be sent."""
    if not reply.answer.answered:
        return _fitting([_asked(reply), *_refusal(reply)])
    return _fitting([_asked(reply), *map(_quote, reply.answer.quotes)])


def context_view(excerpt: Excerpt, sentence: Span | None = None) -> discord.ui.LayoutView:
    """Return a passage between its neighbours; `sentence`, by the document's offsets, is bold."""
    marked = sentence and Span(sentence.start - excerpt.start, sentence.end - excerpt.start)
    last = Span(max(len(excerpt.before.rstrip()) - 1, 0), len(excerpt.before))
    parts = (
        cut(excerpt.before, _NEIGHBOUR, last, bold=False, bar=True),
        cut(excerpt.text, _CONTEXT_PASSAGE, marked, bar=True),
        cut(excerpt.after, _NEIGHBOUR, bar=True),
    )
    shown = "\n> \n".join(part for part in parts if part)
    place = _place(excerpt.source, excerpt.start, excerpt.end)
    return _view(None, _text(shown, _origin(excerpt.source), place))


def verify_view(excerpt: Excerpt, *, unchanged: bool) -> discord.ui.LayoutView:
    """Return what a check of a quote found: the file, the place, its hash, and the verdict."""
    source = excerpt.source
    verdict = (
        "**Word for word.** Checked just now: the library holds there exactly what was quoted."
        if unchanged
        else "**Not what was quoted.** The library holds other words there now; ask again."
    )
    return _view(
        ANSWERED if unchanged else REFUSED,
        _text(
            verdict,
            f"File: {line(source.path, 1_000)}",
            f"Characters: {excerpt.start}–{excerpt.end} of {source.characters}",
            f"SHA-256 of the file: `{source.sha256}`",
        ),
    )


def note_view(text: str) -> discord.ui.LayoutView:
    """Return one calm sentence; `text` is shown as it is, not as markdown."""
    return _view(None, _text(cut(text, _NOTE)))


def status_view(
    status: "Status", *, uptime_seconds: float, latency_seconds: float | None
) -> discord.ui.LayoutView:
    """Return what a manager wants to know; `latency_seconds` of the gateway, None before a beat."""
    library = status.library
    latency = "unknown" if latency_seconds is None else f"{latency_seconds * 1_000:.0f} ms"
    rows = {
        "Library": coverage(library),
        "Passages": f"{library.passages:,}",
        "Model": line(f"{status.model}, {status.dimension} dimensions", _TITLE),
        "Index": f"generation {status.generation}, "
        + ("behind, the next start mends it" if status.lagging else "up to date"),
        "Running for": duration(uptime_seconds),
        "Gateway latency": latency,
    }
    return _view(None, _text(*(f"**{name}:** {value}" for name, value in rows.items())))


def coverage(library: LibrarySummary) -> str:
    """Return what the library covers, as in "9 documents, published March 2018 to 2020"."""
    documents = count(library.documents, "document")
    if not library.documents:
        return "no documents yet"
    first, last = library.first_published, library.last_published
    if first is None or last is None:
        return f"{documents}, undated"
    dates = long_date(first) if first == last else f"{long_date(first)} to {long_date(last)}"
    undated = f", {library.undated:,} undated" if library.undated else ""
    return f"{documents}, published {dates}{undated}"


def published_line(published: str | None) -> str:
    """Return "published 9 January 2020", or "undated"."""
    return f"published {escape(long_date(published))}" if published else "undated"


def duration(seconds: float) -> str:
    """Return a time in its two largest units, as in "3 days 4 hours"."""
    minutes = int(seconds // 60)
    units = {"day": minutes // 1_440, "hour": minutes // 60 % 24, "minute": minutes % 60}
    named = [count(number, unit) for unit, number in units.items() if number]
    return " ".join(named[:2]) or "less than a minute"


def _refusal_view(reply: "Reply") -> discord.ui.LayoutView:
    buttons = _row(FollowUp(reply.asked_id), Dislike(reply.asked_id))
    return _view(REFUSED, _text(_asked(reply), *_refusal(reply)), buttons)


def _refusal(reply: "Reply") -> list[str]:
    lines = [
        "**Nothing in the library answers this.**",
        f"It covers {coverage(reply.answer.library)}.",
    ]
    nearest = reply.answer.nearest[:NEAREST]
    if nearest:
        lines.append("\nNearest passages, not an answer:")
    for quote in nearest:
        passage = cut(quote.text, _NEAREST_PASSAGE, _marked(quote), bold=False, bar=True)
        lines += [passage, f"-# {_origin(quote.source)}"]
    return lines


def _asked(reply: "Reply") -> str:
    """Return the question: in a server, a slash command shows its name and not its options."""
    question = line(reply.understood or reply.answer.question, _QUESTION)
    dates = _dates_asked(reply.published)
    return f"-# {'understood as: ' if reply.understood else ''}{question}" + (
        f" · {dates}" if dates else ""
    )


def _dates_asked(published: Published) -> str:
    words = []
    if published.after:
        words.append(f"from {long_date(published.after.isoformat())} on")
    if published.before:
        words.append(f"before {long_date(published.before.isoformat())}")
    return f"published {' and '.join(words)}" if words else ""


def _quote(quote: "Quote") -> str:
    lines = [cut(quote.text, _PASSAGE, _marked(quote), bar=True)]
    if quote.event_dates:
        spoken = "; ".join(
            f"{' '.join(date.text.split())} → {long_date(date.value)}" for date in quote.event_dates
        )
        lines.append(cut(spoken, _EVENT_DATES))
    return "\n".join([*lines, _origin(quote.source), _place(quote.source, quote.start, quote.end)])


def _origin(source: SourceRecord) -> str:
    return f"{line(source.title, _TITLE)} · {published_line(source.published)}"


def _place(source: SourceRecord, start: int, end: int) -> str:
    where = _address(source.url) if source.url else line(source.path, _PATH)
    return f"-# {where} · characters {start}–{end}"


def _address(url: str) -> str:
    plain = len(url) <= _URL and _PLAIN_URL.fullmatch(url) and not _DISCORD_URL.search(url)
    return f"<{url}>" if plain else line(url, _URL)


def _marked(quote: "Quote") -> Span:
    return Span(quote.sentence.start - quote.start, quote.sentence.end - quote.start)


def _page(reply: "Reply", offset: int) -> "tuple[Quote, ...]":
    return reply.answer.quotes[offset : offset + (FURTHER if offset else 1)]


def _place_buttons(quote: "Quote", number: int) -> list[_Item]:
    return [Context.of(quote, number), Verify.of(quote, number)]


def _fitting(blocks: Iterable[str]) -> str:
    """Return as many blocks as a plain message holds; the first two always fit."""
    content = ""
    for block in blocks:
        joined = f"{content}\n{block}" if content else block
        if size(joined) > MAX_CONTENT:
            break
        content = joined
    return content


def _text(*lines: str) -> "discord.ui.TextDisplay[Any]":
    return discord.ui.TextDisplay("\n".join(each for each in lines if each))


def _row(*items: _Item) -> "discord.ui.ActionRow[Any]":
    return discord.ui.ActionRow(*items)


def _view(colour: discord.Colour | None, *children: _Item) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*children, accent_colour=colour))
    return view
