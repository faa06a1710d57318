"""What members see: answers, refusals and what the buttons show, within Discord's limits.

Owns the order of things and how much room each gets; a document's words become harmless in
`markdown`, dates are said by `dates`. All of it is read on a phone: the answering sentence comes
first, in bold, and the rest is one press away. Timelines and news are in `listings`.
"""

from typing import TYPE_CHECKING, Any

import discord

from bot.discord import texts
from bot.discord.ask.worker import AS_ASKED, Reply, Variant
from bot.discord.views.asked import asked_as, notes, order_line
from bot.discord.views.buttons import (
    AnyTime,
    ByDate,
    Context,
    Dislike,
    FollowUp,
    Like,
    More,
    Remove,
    Verify,
)
from bot.discord.views.container import (
    ANSWERED,
    MIDDLING,
    WRONG,
    Item,
    fitting,
    rows,
    small,
    text,
    view,
)
from bot.discord.views.dates import (
    counting_line,
    differ_in_date,
    event_line,
    other_dates,
    published_line,
)
from bot.discord.views.markdown import cut, line
from bot.discord.views.menus import Menu
from bot.discord.views.quotes import (
    below_text,
    first_line,
    headings_line,
    origin_line,
    place_line,
    quote_text,
    whereabouts_line,
    writer,
)
from bot.discord.views.refusals import refusal_text, refusal_view
from bot.wording.understanding import MIDDLING as CLOSEST
from index.passages import Span
from index.store.records import Excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.quotes import Quote

# The first answer is one quote; each press on "More" shows so many further ones.
FURTHER = 2

# Room in characters. All parts of a view at their largest stay below MAX_VIEW together, and the
# first quote with all that stands above it below MAX_CONTENT.
_BRIEF = 300
_CONTEXT_PASSAGE = 1_600
_NEIGHBOUR = 700
_CONTEXT_EVENT_DATES = 400
_NOTE = 1_900


def answer_view(
    reply: Reply,
    variant: Variant = AS_ASKED,
    *,
    offset: int = 0,
    asker: int | None = None,
    hanging: bool = False,
) -> discord.ui.LayoutView:
    """Return an answer or a refusal; with `offset`, the quotes from that one on.

    `variant` is how the answer differs from the one in the channel; such an answer is a person's
    own, so it is neither followed up nor judged. Beyond the last quote it says that there are no
    more. `asker` may take it away again; None: it cannot be taken away. `hanging`: it hangs below
    the message that asked.
    """
    if not reply.answer.answered:
        return refusal_view(reply, variant, asker=asker, hanging=hanging)
    quotes = _page(reply, variant, offset)
    if not quotes:
        return note_view(texts.NO_MORE_QUOTES)
    left = len(reply.answer.quotes) - offset - len(quotes)
    further = [More(reply.request_id, offset + len(quotes), variant, left=left)] if left else []
    colour = MIDDLING if reply.answer.middling else ANSWERED
    if offset or variant.by_date:
        above, below = (
            ([], []) if offset else (small("-# Newest first."), [asked_as(reply, variant)])
        )
        return view(colour, *above, *_listed(quotes, offset), *small(*below), *rows(further))
    buttons = [*further, *_place_buttons(quotes[0], 0), *_follow_up(reply, variant)]
    menu = _menu(reply, variant, asker)
    return view(
        colour,
        text(*_above(reply), quote_text(quotes[0])),
        *small(*_below(reply), asked_as(reply, variant, hanging=hanging)),
        *rows(buttons, [Menu(menu)] if menu else []),
    )


def fallback_text(reply: Reply) -> str:
    """Return an answer or a refusal as plain content, for where no view can be sent."""
    if not reply.answer.answered:
        return fitting(refusal_text(reply))
    first, *further = reply.answer.quotes[: 1 if reply.answer.middling else None]
    blocks = [*_above(reply), quote_text(first), *_below(reply), asked_as(reply, AS_ASKED)]
    # What has no room is left out.
    for quote in further:
        blocks += [quote_text(quote), below_text(quote)]
    return fitting(blocks)


def brief_text(reply: Reply) -> str:
    """Return what a phone tells of an answer before it is opened: when, what, and the sentence."""
    if not reply.answer.answered:
        return refusal_text(reply, hanging=True)[0]
    quote = reply.answer.quotes[0]
    sentence = cut(quote.sentence.text, _BRIEF, bar=True)
    return fitting([_closest(reply), first_line(quote), sentence])


def context_view(excerpt: Excerpt, sentence: Span | None = None) -> discord.ui.LayoutView:
    """Return a passage between its neighbours; `sentence`, by the document's offsets, is bold."""
    marked = sentence and Span(sentence.start - excerpt.start, sentence.end - excerpt.start)
    last = Span(max(len(excerpt.before.rstrip()) - 1, 0), len(excerpt.before))
    write = writer(excerpt.source)
    parts = (
        cut(excerpt.before, _NEIGHBOUR, last, bold=False, bar=True, write=write),
        cut(excerpt.text, _CONTEXT_PASSAGE, marked, bar=True, write=write),
        cut(excerpt.after, _NEIGHBOUR, bar=True, write=write),
    )
    shown = "\n> \n".join(part for part in parts if part)
    dates = event_line(excerpt.event_dates, _CONTEXT_EVENT_DATES)
    path = headings_line(excerpt.leads)
    place = place_line(excerpt, excerpt.start)
    lines = (path and f"-# {path}", shown, _whole_origin(excerpt), dates and f"-# {dates}", place)
    return view(None, text(*lines))


def verify_view(excerpt: Excerpt, *, unchanged: bool) -> discord.ui.LayoutView:
    """Return what a check of a quote found: the file, the place, its hash, and the verdict."""
    source = excerpt.source
    path = headings_line(excerpt.leads)
    entry = counting_line(source, excerpt.entry) if excerpt.entry else ""
    where = whereabouts_line(excerpt.landmarks, excerpt.start)
    verdict = (
        "**Word for word.** Checked just now: the library holds there exactly what was quoted."
        if unchanged
        else "**Not what was quoted.** The library holds other words there now; ask again."
    )
    return view(
        ANSWERED if unchanged else WRONG,
        text(
            verdict,
            f"File: {line(source.path, 1_000)}",
            path and f"Section: {path}",
            entry and f"Date: {entry}, document {published_line(source.published)}",
            where and f"Place: {where}",
            f"Characters: {excerpt.start}–{excerpt.end} of {source.characters}",
            f"SHA-256 of the file: `{source.sha256}`",
        ),
    )


def note_view(words: str) -> discord.ui.LayoutView:
    """Return one calm sentence; `words` are shown as they are, not as markdown."""
    return view(None, text(cut(words, _NOTE)))


def _above(reply: Reply) -> list[str]:
    """Return what a person is to know before the first quote."""
    return [_closest(reply), *notes(reply)]


def _below(reply: Reply) -> list[str]:
    """Return the small lines below the first quote."""
    quotes = reply.answer.quotes
    return [below_text(quotes[0]), _from_when(quotes), order_line(reply)]


def _closest(reply: Reply) -> str:
    claim, what = CLOSEST
    return f"**{claim}** — {what}" if reply.answer.middling else ""


def _whole_origin(excerpt: Excerpt) -> str:
    """Return the origin of a place; with the date of its entry also that of the document."""
    shown = origin_line(excerpt.source, excerpt.entry)
    if excerpt.entry is None:
        return shown
    return f"{shown} · document {published_line(excerpt.source.published)}"


def _from_when(quotes: "Sequence[Quote]") -> str:
    dates = other_dates(quotes)
    return f"-# {dates}" if dates else ""


def _page(reply: Reply, variant: Variant, offset: int) -> "tuple[Quote, ...]":
    several = offset or variant.by_date
    return reply.answer.quotes[offset : offset + (FURTHER if several else 1)]


def _listed(quotes: "Iterable[Quote]", offset: int) -> list[Item]:
    children: list[Item] = []
    for number, quote in enumerate(quotes, start=offset):
        if number > offset:
            children.append(discord.ui.Separator())
        children += [
            text(quote_text(quote)),
            *small(below_text(quote)),
            *rows(_place_buttons(quote, number)),
        ]
    return children


def _place_buttons(quote: "Quote", number: int) -> list[Item]:
    return [Context.of(quote, number), Verify.of(quote, number)]


def _menu(reply: Reply, variant: Variant, asker: int | None) -> list[Any]:
    """Return what has no room among the buttons: other orders and times, and what to say of it."""
    found: list[Any] = []
    # Who asked for the latest has that order already.
    if differ_in_date(reply.answer.quotes) and reply.answer.newest is None:
        found.append(ByDate(reply.request_id, variant))
    if reply.answer.time:
        found.append(AnyTime(reply.request_id))
    if variant == AS_ASKED:
        found += [Like(reply.request_id), Dislike(reply.request_id)]
        found += [] if asker is None else [Remove(asker)]
    return found


def _follow_up(reply: Reply, variant: Variant) -> list[Item]:
    return [FollowUp(reply.request_id)] if variant == AS_ASKED else []
