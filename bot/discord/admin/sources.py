"""/sources: the documents of the library, page by page or one by one, with their dates.

Owns the look of the list, and its buttons: what they need stands in their custom id, so that they
work after a restart too.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Self

import discord
from discord import app_commands

from bot.discord import texts
from bot.discord.admin.permissions import PINGS_NOBODY, managed_server, manages
from bot.discord.ask.worker import seen_by
from bot.discord.client import Interaction
from bot.discord.granting import managers_grant
from bot.discord.sending import send_error
from bot.discord.views.answers import note_view
from bot.discord.views.dates import published_line, written_date
from bot.discord.views.markdown import label, line
from bot.library import Library
from bot.wording.coverage import entries
from bot.wording.dates import long_date
from bot.wording.text import count
from index.errors import DatelineError
from index.store.records import SourceRecord

PER_PAGE = 8
CHOICES = 25  # Discord takes no more
# Room in characters; a page at its largest stays below the 4,000 of a layout.
_TITLE = 130
_PATH = 130
_DETAIL = 400
_WARNINGS = 5
# What a choice of the autocomplete sends; a title typed by hand is no such thing.
_CHOSEN = re.compile(r"document (\d{1,18})")


class SourcesPage(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"dl:sources:(?P<offset>\d{1,12}):(?P<name>back|on)",
):
    """Turns to the page that begins with document `offset`."""

    def __init__(self, name: str, offset: int, *, disabled: bool = False) -> None:
        """`name`: "back" or "on"; it tells the two buttons of a page apart."""
        button: discord.ui.Button[Any] = discord.ui.Button(
            label={"back": "Back", "on": "Next"}[name],
            custom_id=f"dl:sources:{offset}:{name}",
            disabled=disabled,
        )
        super().__init__(button)
        self.offset = offset

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed."""
        return cls(match["name"], int(match["offset"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page in the place of the one before."""
        try:
            managed_server(interaction)
            await interaction.response.defer()
            view = page_view(await _all(interaction), self.offset)
            await interaction.edit_original_response(view=view, allowed_mentions=PINGS_NOBODY)
        except Exception as error:  # noqa: BLE001 - discord.py would log it and tell nobody
            await send_error(interaction, error)


@app_commands.command(name="sources", description="List the documents and their dates.")
@app_commands.describe(title="Only documents whose title or path holds this.")
async def sources(interaction: Interaction, title: str | None = None) -> None:
    """Show the documents, or those that `title` names."""
    managed_server(interaction)
    await interaction.response.defer(ephemeral=True)
    if title is None:
        view = page_view(await _all(interaction), 0)
    elif chosen := _CHOSEN.fullmatch(title):
        found = [each for each in await _all(interaction) if each.id == int(chosen[1])]
        view = document_view(found[0]) if found else note_view(texts.DOCUMENT_REMOVED)
    else:
        view = found_view(title, await _titled(interaction, title))
    await interaction.edit_original_response(view=view, allowed_mentions=PINGS_NOBODY)


@sources.autocomplete("title")
async def _complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    if not manages(interaction):
        return []
    try:
        found = await _titled(interaction, typed)
    except DatelineError:  # no choices tell what is wrong; the command itself will
        return []
    return [
        app_commands.Choice(name=label(_choice(source)), value=f"document {source.id}")
        for source in found
    ]


def page_view(documents: Sequence[SourceRecord], offset: int) -> discord.ui.LayoutView:
    """Return the page that begins with document `offset`, or the last one beyond the end."""
    if not documents:
        return note_view(texts.NO_DOCUMENTS)
    last = (len(documents) - 1) // PER_PAGE * PER_PAGE
    offset = min(offset // PER_PAGE * PER_PAGE, last)
    shown = documents[offset : offset + PER_PAGE]
    heading = f"**Documents {offset + 1:,} to {offset + len(shown):,} of {len(documents):,}**"
    buttons = None
    if last:
        buttons = discord.ui.ActionRow[Any](
            SourcesPage("back", max(offset - PER_PAGE, 0), disabled=offset == 0),
            SourcesPage("on", min(offset + PER_PAGE, last), disabled=offset == last),
        )
    return _view(heading, *map(_entry, shown), row=buttons)


def found_view(title: str, documents: Sequence[SourceRecord]) -> discord.ui.LayoutView:
    """Return the documents whose title or path holds `title`."""
    if not documents:
        return note_view(f"No title and no path holds “{line(title, _TITLE)}”.")
    if len(documents) == 1:
        return document_view(documents[0])
    shown = documents[:PER_PAGE]
    more = len(documents) - len(shown)
    at_least = "at least " if len(documents) == CHOICES else ""
    further = f"and {at_least}{more} more; write more of the title" if more else ""
    return _view(f"**Documents with “{line(title, _TITLE)}”**", *map(_entry, shown), further)


def document_view(source: SourceRecord) -> discord.ui.LayoutView:
    """Return all that is known of one document, save its text."""
    published = "undated"
    if source.published:
        published = f"{long_date(source.published)} (read from: {source.published_from})"
    rows = {
        "Published": published,
        "Path": line(source.path, _DETAIL),
        "URL": line(source.url, _DETAIL) if source.url else None,
        "Entries": entries(source, long_date),
        "Passages": f"{source.passages:,}",
        "Characters": f"{source.characters:,}",
        "SHA-256": source.sha256,
    }
    lines = [f"**{name}:** {value}" for name, value in rows.items() if value]
    lines += [f"Warning: {line(warning, _DETAIL)}" for warning in source.warnings[:_WARNINGS]]
    return _view(f"**{line(source.title, _TITLE)}**", *lines)


def _entry(source: SourceRecord) -> str:
    facts = (
        published_line(source.published),
        entries(source, written_date),
        count(source.passages, "passage"),
        line(source.path, _PATH),
    )
    return f"**{line(source.title, _TITLE)}**\n-# {' · '.join(filter(None, facts))}"


def _choice(source: SourceRecord) -> str:
    return f"{source.published or 'undated'} · {source.title}"


def _view(
    heading: str, *lines: str, row: "discord.ui.ActionRow[Any] | None" = None
) -> discord.ui.LayoutView:
    text: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay("\n".join((heading, *lines)).strip())
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(text, *([row] if row else [])))
    return view


async def _all(interaction: Interaction) -> list[SourceRecord]:
    return await _found(interaction, lambda library: library.sources())


async def _titled(interaction: Interaction, part: str) -> list[SourceRecord]:
    return await _found(interaction, lambda library: library.titles(part, CHOICES))


async def _found(
    interaction: Interaction, find: Callable[[Library], list[SourceRecord]]
) -> list[SourceRecord]:
    """Return what is found in the libraries of the server."""
    client, grant = interaction.client, managers_grant(interaction)
    return await client.queue.run(lambda: find(seen_by(client.library_of(), grant)))
