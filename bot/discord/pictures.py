"""Pictures that go with an answer.

Owns the value, and that no answer waits or fails for want of one: the words say the same. What is
drawn is in `charts.drawing`; it is called from the threads that answer, never from the event loop.
"""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.charts.drawing import Panel, can_draw, draw

log = logging.getLogger(__name__)

MAX_DESCRIPTION = 256  # characters, of what is read out in place of a picture


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, and what it shows in words."""

    name: str  # of the file
    png: bytes
    described: str

    def file(self) -> discord.File:
        """Return what is sent; each can be sent once."""
        return discord.File(io.BytesIO(self.png), self.name, description=self.described)

    def item(self) -> "discord.ui.MediaGallery[discord.ui.LayoutView]":
        """Return it as a part of a view, whose message has the file."""
        shown = discord.MediaGalleryItem(f"attachment://{self.name}", description=self.described)
        return discord.ui.MediaGallery(shown)


def picture_of(name: str, panels: Sequence[Panel], described: str) -> Picture | None:
    """Draw a picture; None where there is nothing to draw, or nothing to draw it with."""
    if not any(len(panel.counts) > 1 for panel in panels) or not can_draw():
        return None
    try:
        png = draw(panels)
    except Exception:  # whatever it is, the words are there
        log.exception("%s was not drawn", name)
        return None
    if len(described) > MAX_DESCRIPTION:
        described = f"{described[: MAX_DESCRIPTION - 1]}…"
    return Picture(name, png, described)
