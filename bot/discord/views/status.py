"""What /status shows: what the library and the bot are like at the moment.

Owns the lines; what they are read from is `bot.status`.
"""

from typing import TYPE_CHECKING

import discord

from bot.discord.views.container import text, view
from bot.discord.views.markdown import line
from bot.wording.coverage import coverage
from bot.wording.dates import long_date
from bot.wording.text import count

if TYPE_CHECKING:
    from bot.status import Status

_MODEL = 150  # characters


def status_view(
    status: "Status", *, uptime_seconds: float, latency_seconds: float | None
) -> discord.ui.LayoutView:
    """Return what a manager wants to know; `latency_seconds` of the gateway, None before a beat."""
    library = status.library
    latency = "unknown" if latency_seconds is None else f"{latency_seconds * 1_000:.0f} ms"
    named = {
        "Library": coverage(library, long_date),
        "Passages": f"{library.passages:,}",
        "Model": line(f"{status.model}, {status.dimension} dimensions", _MODEL),
        "Index": "behind, the next start brings it in line" if status.lagging else "up to date",
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
