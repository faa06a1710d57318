"""What members see: answers, refusals and what the buttons show, within Discord's limits.

Owns the order of things and how much room each gets; a document's words become harmless in
`markdown`, dates are said by `dates`. All of it is read on a phone: the answering sentence comes
first, in bold, and the rest is one press away. Timelines and news are in `listings`.
"""

from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.discord import texts
from bot.discord.ask.worker import AS_ASKED, Reply, Variant
from bot.discord.views.buttons import (
    AnyTime,
    ByDate,
    Context,
    Dislike,
    FollowUp,
    Like,
    More,
    Verify,
)
from bot.discord.views.container import (
    ANSWERED,
    MIDDLING,
    REFUSED,
    Item,
    fitting,
    rows,
    text,
    view,
)
from bot.discord.views.dates import (
    counting_line,
    differ_in_date,
    event_line,
    other_dates,
    published_line,
    scope_phrases,
    time_line,
)
from bot.discord.views.markdown import cut, line
from bot.discord.views.quotes import (
    below_text,
    dated,
    headings_line,
    marked,
    origin_line,
    place_line,
    quote_text,
    whereabouts_line,
)
from bot.wording.coverage import coverage
from bot.wording.dates import long_date
from bot.wording.text import count
from bot.wording.understanding import ASKS_HOW_THINGS_ARE, question_notes
from bot.wording.understanding import MIDDLING as CLOSEST
from index.passages import Span
from index.store.records import Excerpt, LibrarySummary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.quotes import Quote
    from bot.status import Status

# The first answer is one quote; each press on "More" shows so many further ones.
FURTHER = 2
NEAREST = 2

# Room in characters. All parts of a view at their largest stay below MAX_VIEW together, and the
# first quote with all that stands above it below MAX_CONTENT.
_NEAREST_PASSAGE = 400
_CONTEXT_PASSAGE = 1_600
_NEIGHBOUR = 700
_TITLE = 150
_QUESTION = 200
_TIME = 80
_WORD = 40
_CONTEXT_EVENT_DATES = 400
_NOTE = 1_900


def answer_view(
    reply: Reply, variant: Variant = AS_ASKED, *, offset: int = 0
) -> discord.ui.LayoutView:
    """Return an answer or a refusal; with `offset`, the quotes from that one on.

    `variant` is how the answer differs from the one in the channel; such an answer is a person's
    own, so it is neither followed up nor judged. Beyond the last quote it says that there are no
    more.
    """
    if not reply.answer.answered:
        return _refusal_view(reply, variant)
    quotes = _page(reply, variant, offset)
    if not quotes:
        return note_view(texts.NO_MORE_QUOTES)
    left = len(reply.answer.quotes) - offset - len(quotes)
    further = [More(reply.request_id, offset + len(quotes), variant, left=left)] if left else []
    colour = MIDDLING if reply.answer.middling else ANSWERED
    if offset or variant.by_date:
        above = text(_asked(reply, variant), "-# Newest first.") if not offset else None
        return view(colour, *_listed(quotes, offset, above), *rows(further))
    return view(
        colour,
        text(
            _asked(reply, variant),
            *_notes(reply),
            _newest(reply),
            _closest(reply),
            quote_text(quotes[0], short=reply.answer.middling),
            below_text(quotes[0]),
            _from_when(reply.answer.quotes),
        ),
        *rows(
            [*further, *_place_buttons(quotes[0], 0), *_follow_up(reply, variant)],
            [*_date_buttons(reply, variant), *_thumbs(reply, variant)],
        ),
    )


def fallback_text(reply: Reply) -> str:
    """Return an answer or a refusal as plain content, for where no view can be sent."""
    if not reply.answer.answered:
        return fitting([_asked(reply, AS_ASKED), *_refusal(reply)])
    middling = reply.answer.middling
    first, *further = reply.answer.quotes[: 1 if middling else None]
    blocks = [_asked(reply, AS_ASKED), _newest(reply), _closest(reply)]
    blocks.append(quote_text(first, short=middling))
    # What has no room is left out, and these rather than the quote.
    blocks += [*_notes(reply), below_text(first)]
    for quote in further:
        blocks += [quote_text(quote), below_text(quote)]
    return fitting(blocks)


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
        ANSWERED if unchanged else REFUSED,
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


def status_view(
    status: "Status", *, uptime_seconds: float, latency_seconds: float | None
) -> discord.ui.LayoutView:
    """Return what a manager wants to know; `latency_seconds` of the gateway, None before a beat."""
    library = status.library
    latency = "unknown" if latency_seconds is None else f"{latency_seconds * 1_000:.0f} ms"
    named = {
        "Library": coverage(library, long_date),
        "Passages": f"{library.passages:,}",
        "Model": line(f"{status.model}, {status.dimension} dimensions", _TITLE),
        "Index": f"generation {status.generation}, "
        + ("behind, the next start brings it in line" if status.lagging else "up to date"),
        "Running for": duration(uptime_seconds),
        "Gateway latency": latency,
    }
    if status.failed:
        named["Could not be read"] = f"{count(len(status.failed), 'file')}; `/reindex` names them"
    return view(None, text(*(f"**{name}:** {value}" for name, value in named.items())))


def duration(seconds: float) -> str:
    """Return a time in its two largest units, as in "3 days 4 hours"."""
    minutes = int(seconds // 60)
    units = {"day": minutes // 1_440, "hour": minutes // 60 % 24, "minute": minutes % 60}
    named = [count(number, unit) for unit, number in units.items() if number]
    return " ".join(named[:2]) or "less than a minute"


def refusal_lines(library: LibrarySummary, nearest: "Sequence[Quote]") -> list[str]:
    """Return what is said where nothing answers, with the nearest passages."""
    lines = [
        "**Nothing in the library answers this.**",
        f"It covers {coverage(library, long_date)}.",
    ]
    if nearest:
        lines.append("\nNearest passages, not an answer:")
    for quote in nearest[:NEAREST]:
        passage = cut(quote.text, _NEAREST_PASSAGE, marked(quote), bold=False, bar=True)
        lines += [passage, f"-# {dated(quote)}"]
    return lines


def asked_line(question: str, phrases: "Iterable[str]") -> str:
    """Return the small line above an answer: what was asked, within which limits.

    In a server a slash command shows its name, and not its options.
    """
    return "-# " + " · ".join(each for each in (line(question, _QUESTION), *phrases) if each)


def _refusal_view(reply: Reply, variant: Variant) -> discord.ui.LayoutView:
    judged = [Dislike(reply.request_id)] if variant == AS_ASKED else []
    buttons = [*_date_buttons(reply, variant), *_follow_up(reply, variant), *judged]
    return view(REFUSED, text(_asked(reply, variant), *_refusal(reply)), *rows(buttons))


def _refusal(reply: Reply) -> list[str]:
    nothing, *rest = refusal_lines(reply.answer.library, reply.answer.nearest)
    return [nothing, *_notes(reply), *rest]


def _asked(reply: Reply, variant: Variant) -> str:
    """Return the question and how it, and the time in it, was understood."""
    answer = reply.answer
    time = time_line(answer.time, _TIME) if answer.time else ""
    if variant.any_time:
        time = "any time"
    asked = asked_line(reply.understood or answer.question, [time, *scope_phrases(reply.scope)])
    return asked.replace("-# ", "-# understood as: ", 1) if reply.understood else asked


def _newest(reply: Reply) -> str:
    word = reply.answer.newest
    if word is None:
        return ""
    if not word:
        return f"-# Newest first: {ASKS_HOW_THINGS_ARE}."
    return f"-# Newest first: your question says “{line(word, _WORD)}”."


def _notes(reply: Reply) -> list[str]:
    """Return what in the question was not taken as it stands, as small lines."""
    return [f"-# {note}" for note in question_notes(reply.answer, partial(line, limit=_WORD))]


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


def _listed(quotes: "Iterable[Quote]", offset: int, above: Item | None) -> list[Item]:
    children = [above] if above else []
    for number, quote in enumerate(quotes, start=offset):
        if number > offset:
            children.append(discord.ui.Separator())
        children += [
            text(quote_text(quote), below_text(quote)),
            *rows(_place_buttons(quote, number)),
        ]
    return children


def _place_buttons(quote: "Quote", number: int) -> list[Item]:
    return [Context.of(quote, number), Verify.of(quote, number)]


def _date_buttons(reply: Reply, variant: Variant) -> list[Item]:
    """Return the buttons that ask the same without its time, and in the order of the dates."""
    found: list[Item] = []
    if reply.answer.time:
        found.append(AnyTime(reply.request_id, first=not reply.answer.answered))
    # Who asked for the latest has that order already.
    if differ_in_date(reply.answer.quotes) and reply.answer.newest is None:
        found.append(ByDate(reply.request_id, variant))
    return found


def _follow_up(reply: Reply, variant: Variant) -> list[Item]:
    return [FollowUp(reply.request_id)] if variant == AS_ASKED else []


def _thumbs(reply: Reply, variant: Variant) -> list[Item]:
    return [Like(reply.request_id), Dislike(reply.request_id)] if variant == AS_ASKED else []
