"""What /coverage shows: what the library holds of which time, in words and as a picture.

Owns the look; the words are in `wording.charts`.
"""

import discord

from bot.charts.counted import Coverage
from bot.discord.pictures import Picture
from bot.discord.views.buttons import Remove
from bot.discord.views.container import ANSWERED, REFUSED, Item, fitting, rows, text, view
from bot.discord.views.markdown import escape
from bot.wording.charts import SPOKEN, WRITTEN, covered, described


def coverage_view(
    found: Coverage, *, asker: int | None = None, picture: Picture | None = None
) -> discord.ui.LayoutView:
    """Return it as a view, with a picture where its file is sent too; `asker` may remove it."""
    head, *rest = _lines(found)
    shown: list[Item] = [] if picture is None else [picture.item()]
    words = [text(*rest)] if rest else []
    buttons = rows([] if asker is None else [Remove(asker)])
    return view(ANSWERED if rest else REFUSED, text(head), *shown, *words, *buttons)


def coverage_text(found: Coverage) -> str:
    """Return it as plain content, for where no view can be sent."""
    return fitting(_lines(found))


def _lines(found: Coverage) -> list[str]:
    counted = ((found.written, WRITTEN), (found.spoken, SPOKEN))
    told = [described(one, by) for one, by in counted if one.slots or one.wider]
    return [f"**{escape(covered(found))}**", *map(escape, told)]
