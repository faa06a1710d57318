"""What members see where nothing answers: one line, what to do, and the nearest behind a button.

Owns refusals of questions and of topics; answers are in `answers`.
"""

from collections.abc import Iterable

import discord

from bot.answering.quotes import Quote
from bot.discord import texts
from bot.discord.ask.worker import AS_ASKED, Listing, Reply, Variant
from bot.discord.views.asked import asked_as, notes
from bot.discord.views.buttons import AnyTime, Dislike, FollowUp, Nearest, Remove
from bot.discord.views.container import REFUSED, Item, rows, text, view
from bot.discord.views.dates import event_line
from bot.discord.views.markdown import cut
from bot.discord.views.menus import Menu
from bot.discord.views.quotes import first_line
from bot.wording.coverage import coverage
from bot.wording.dates import long_date
from index.store.records import LibrarySummary

NEAREST = 3

# Room in characters.
_SENTENCE = 250
_EVENT_DATES = 80


def refusal_lines(library: LibrarySummary, between: Iterable[str] = ()) -> list[str]:
    """Return what is said where nothing answers; `between` stands behind the first line."""
    return [
        "**Nothing in the library answers this.**",
        *between,
        f"{texts.OTHER_WORDS} The library covers {coverage(library, long_date)}.",
    ]


def refusal_text(reply: Reply, variant: Variant = AS_ASKED, *, hanging: bool = False) -> list[str]:
    """Return the lines of a refusal."""
    lines = refusal_lines(reply.answer.library, notes(reply))
    return [*lines, asked_as(reply, variant, hanging=hanging)]


def refusal_view(
    reply: Reply, variant: Variant, *, asker: int | None = None, hanging: bool = False
) -> discord.ui.LayoutView:
    """Return the refusal of a question; `asker` may take it away again."""
    answer, request_id = reply.answer, reply.request_id
    buttons: list[Item] = [AnyTime(request_id, first=True)] if answer.time else []
    if answer.nearest:
        buttons.append(Nearest(request_id, variant))
    menu: list[Item] = []
    if variant == AS_ASKED:
        buttons.append(FollowUp(request_id))
        options = [Dislike(request_id), *([] if asker is None else [Remove(asker)])]
        menu.append(Menu(options))
    lines = refusal_text(reply, variant, hanging=hanging)
    return view(REFUSED, text(*lines), *rows(buttons, menu))


def nearest_view(found: Reply | Listing) -> discord.ui.LayoutView:
    """Return the passages nearest to what nothing answers, each with its date."""
    nearest = found.answer.nearest if isinstance(found, Reply) else found.found.nearest
    entries = "\n\n".join(map(_entry, nearest[:NEAREST]))
    return view(REFUSED, text(f"{texts.NEAREST}\n\n{entries}"))


def _entry(quote: Quote) -> str:
    dates = event_line(quote.event_dates, _EVENT_DATES)
    sentence = cut(quote.sentence.text, _SENTENCE, bar=True)
    lines = (first_line(quote), sentence, dates and f"-# {dates}")
    return "\n".join(filter(None, lines))
