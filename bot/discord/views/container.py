"""What every view is built from: a container with texts and rows, within Discord's limits.

Owns the pieces, the colours and the largest sizes; what stands in a view is with `answers` and
`listings`. Views are layouts (Components V2), which need no permission to embed links.
"""

from collections.abc import Iterable
from typing import Any

import discord

from bot.discord.views.markdown import size

# Discord counts at most so many characters in all texts of a layout, and in a plain message.
MAX_VIEW = 4_000
MAX_CONTENT = 2_000

# Three voices, told apart at a glance in the dark theme and the light one.
ANSWERED = discord.Colour(0x2E9E5B)
MIDDLING = discord.Colour(0xD98E04)  # may not answer
REFUSED = discord.Colour(0x80848E)
WRONG = discord.Colour(0xC9372C)  # a check that failed

Item = discord.ui.Item[Any]


def view(colour: discord.Colour | None, *children: Item) -> discord.ui.LayoutView:
    """Return a view of one container; `colour` None: as Discord has it."""
    made = discord.ui.LayoutView(timeout=None)
    made.add_item(discord.ui.Container(*children, accent_colour=colour))
    return made


def text(*lines: str) -> "discord.ui.TextDisplay[Any]":
    """Return the lines that are not empty."""
    return discord.ui.TextDisplay("\n".join(each for each in lines if each))


def small(*lines: str) -> "list[discord.ui.TextDisplay[Any]]":
    """Return the lines that are not empty as a text of their own; none where all are empty.

    Apart from a quote's text, so that the bar beside its words ends with them.
    """
    return [text(*lines)] if any(lines) else []


def rows(*found: Iterable[Item]) -> "list[discord.ui.ActionRow[Any]]":
    """Return a row of buttons for each of `found` that holds any, at most five."""
    made = [list(items) for items in found]
    return [discord.ui.ActionRow(*items) for items in made if items]


def fitting(blocks: Iterable[str]) -> str:
    """Return as many of the blocks, one below the other, as a plain message holds."""
    content = ""
    for block in blocks:
        joined = f"{content}\n{block}" if content and block else content or block
        if size(joined) > MAX_CONTENT:
            break
        content = joined
    return content
