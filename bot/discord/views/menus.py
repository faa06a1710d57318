"""The menus under an answer: what has no room among the buttons, and the quotes of a list.

Owns the choices and their words. Each choice holds the custom id of the button that it stands for,
so it works as long as its message does; what it does is in `ask.buttons`.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Self

import discord

from bot.answering.quotes import Quote
from bot.discord.client import Interaction
from bot.discord.views.buttons import AnyTime, ByDate, Context, Dislike, Like, Remove, press
from bot.discord.views.markdown import label

# What each choice says, and its picture.
_CHOICES: dict[type[Any], tuple[str, str]] = {
    ByDate: ("Newest first", "📅"),
    AnyTime: ("Search at any time", "🕰️"),
    Like: ("This helped", "👍"),
    Dislike: ("This did not help", "👎"),
    Remove: ("Remove this answer", "🗑️"),
}


class Menu(discord.ui.DynamicItem[discord.ui.Select[Any]], template="dl:menu"):
    """Does what one of several buttons does, without the room that they take."""

    def __init__(self, items: Iterable[discord.ui.DynamicItem[Any]] = ()) -> None:
        """`items`: what can be chosen, of the kinds that have words here."""
        options = [
            discord.SelectOption(label=named, value=item.custom_id, emoji=picture)
            for item in items
            for named, picture in [_CHOICES[type(item)]]
        ]
        super().__init__(
            discord.ui.Select(custom_id="dl:menu", placeholder="Something else", options=options)
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """Return the menu in which something was chosen."""
        return cls()

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what a press on the chosen button does."""
        await _press_chosen(interaction, _CHOICES)


class Look(discord.ui.DynamicItem[discord.ui.Select[Any]], template="dl:look"):
    """Shows one quote of a list with what stands around it, as its Context would."""

    def __init__(self, quotes: Sequence[tuple[str, Quote]] = ()) -> None:
        """`quotes`: at most 25, each with the words under which it is chosen."""
        options = [
            discord.SelectOption(label=label(named), value=Context.of(quote, number).custom_id)
            for number, (named, quote) in enumerate(quotes)
        ]
        super().__init__(
            discord.ui.Select(
                custom_id="dl:look", placeholder="Show one in its context", options=options
            )
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """Return the menu in which something was chosen."""
        return cls()

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what a press on the Context of the chosen quote does."""
        await _press_chosen(interaction, (Context,))


async def _press_chosen(interaction: Interaction, kinds: Iterable[type[Any]]) -> None:
    data: Any = interaction.data
    for kind in kinds:
        match = kind.__discord_ui_compiled_template__.fullmatch(data["values"][0])
        if match is not None:
            await press(await kind.from_custom_id(interaction, None, match), interaction)
