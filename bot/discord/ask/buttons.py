"""What a press on a button does, and what becomes of the form that "Follow up" opens.

All but a follow-up is shown to the person who pressed alone, so that no press adds to a channel.
The buttons themselves are in `views.buttons`.
"""

import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import discord

from bot.discord import texts
from bot.discord.ask.respond import answer_interaction, result_view
from bot.discord.ask.worker import Variant, seen_by
from bot.discord.client import Interaction
from bot.discord.granting import grant_for, requester_of
from bot.discord.sending import defer, note, respond, send_error
from bot.discord.views.answers import context_view, note_view, verify_view
from bot.discord.views.buttons import (
    AnyTime,
    ByDate,
    Context,
    Dislike,
    FollowUp,
    FollowUpForm,
    Like,
    More,
    Nearest,
    Remove,
    Verify,
    press,
    text_hash,
)
from bot.discord.views.markdown import label
from bot.discord.views.menus import Look, Menu
from bot.discord.views.refusals import nearest_view
from bot.wording.limits import asked_for
from index.errors import UsageError
from index.passages import Span
from index.store.records import Excerpt

log = logging.getLogger(__name__)

# For `Client.add_dynamic_items`; with them buttons of an earlier run work too.
BUTTONS = (
    More,
    AnyTime,
    ByDate,
    Context,
    Look,
    Menu,
    Nearest,
    Verify,
    FollowUp,
    Like,
    Dislike,
    Remove,
)


async def answer_form(interaction: Interaction) -> bool:
    """Answer a follow-up form; False, and nothing done, where `interaction` is something else.

    For `Client.on_interaction`: it sees each form that arrives, also one opened before a restart.
    """
    data: Any = interaction.data
    if interaction.type is not discord.InteractionType.modal_submit:
        return False
    form = FollowUpForm.CUSTOM_ID.fullmatch(data.get("custom_id", ""))
    if form is None:
        return False
    question = next(_written(data.get("components", [])), "")
    # What goes on from an answer for one person alone stays with that person.
    private = True if interaction.message and interaction.message.flags.ephemeral else None
    try:
        await answer_interaction(interaction, question, private=private, follows=int(form[1]))
    except Exception as error:  # noqa: BLE001 - whatever it is, the person gets a sentence
        await send_error(interaction, error)
    return True


@press.register
async def _more(item: More, interaction: Interaction) -> None:
    await _again(interaction, item.request_id, item.variant, item.offset)


@press.register
async def _any_time(item: AnyTime, interaction: Interaction) -> None:
    await _again(interaction, item.request_id, Variant(any_time=True))


@press.register
async def _by_date(item: ByDate, interaction: Interaction) -> None:
    await _again(interaction, item.request_id, item.variant)


@press.register
async def _nearest(item: Nearest, interaction: Interaction) -> None:
    async def view() -> discord.ui.LayoutView:
        found = await interaction.client.queue.again(
            await requester_of(interaction), item.request_id, item.variant
        )
        if found is None:
            return note_view(texts.TOO_OLD)
        # Indexing may have brought an answer meanwhile.
        return result_view(found, item.variant) if found.answered else nearest_view(found)

    await _show(interaction, view)


@press.register
async def _remove(item: Remove, interaction: Interaction) -> None:
    """Take the answer away, for the one who asked and for those who may delete messages."""
    try:
        if interaction.user.id != item.asker and not interaction.permissions.manage_messages:
            await note(interaction, texts.NOT_YOURS)
            return
        await interaction.response.defer()
        await interaction.delete_original_response()
    except Exception as error:  # noqa: BLE001 - whatever it is, the person gets a sentence
        await send_error(interaction, error)


@press.register
async def _context(item: Context, interaction: Interaction) -> None:
    async def view() -> discord.ui.LayoutView:
        excerpt = await _excerpt(interaction, item)
        if excerpt is None:
            return note_view(texts.DOCUMENT_GONE)
        return context_view(excerpt, Span(item.first, item.last))

    await _show(interaction, view)


@press.register
async def _verify(item: Verify, interaction: Interaction) -> None:
    async def view() -> discord.ui.LayoutView:
        excerpt = await _excerpt(interaction, item)
        if excerpt is None:
            return note_view(texts.DOCUMENT_GONE)
        unchanged = text_hash(excerpt.text) == item.text_hash
        if not unchanged:
            log.error("%s: other words at %s-%s", item.custom_id, excerpt.start, excerpt.end)
        return verify_view(excerpt, unchanged=unchanged)

    await _show(interaction, view)


@press.register
async def _open_form(item: FollowUp, interaction: Interaction) -> None:
    try:
        request = interaction.client.state.request(item.request_id, interaction.guild_id)
        if request is None:
            await note(interaction, texts.TOO_OLD)
        else:
            # A form can only be the first thing said, so nothing is deferred here.
            form = FollowUpForm(item.request_id, label(request.understood or request.question))
            await interaction.response.send_modal(form)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person gets a sentence
        await send_error(interaction, error)


@press.register
async def _like(item: Like, interaction: Interaction) -> None:
    async def view() -> discord.ui.LayoutView:
        interaction.client.state.note_liked(item.request_id)
        return note_view(texts.LIKED)

    await _show(interaction, view)


@press.register
async def _dislike(item: Dislike, interaction: Interaction) -> None:
    async def view() -> discord.ui.LayoutView:
        state, server = interaction.client.state, interaction.guild_id
        request = state.request(item.request_id, server)
        limits = asked_for(request.scope) if request else ""
        by = interaction.user.id
        if not server or not state.note_disliked(
            item.request_id, guild_id=server, by=by, limits=limits
        ):
            return note_view(texts.LIKED)
        return note_view(texts.DISLIKED)

    await _show(interaction, view)


async def _again(
    interaction: Interaction, request_id: int, variant: Variant, offset: int = 0
) -> None:
    """Show what was asked once more, as `variant` says, from `offset` on."""

    async def view() -> discord.ui.LayoutView:
        found = await interaction.client.queue.again(
            await requester_of(interaction), request_id, variant
        )
        return (
            note_view(texts.TOO_OLD)
            if found is None
            else result_view(found, variant, offset=offset)
        )

    await _show(interaction, view)


async def _show(
    interaction: Interaction, view: Callable[[], Awaitable[discord.ui.LayoutView]]
) -> None:
    """Send what `view` makes to the person who pressed; an error becomes a calm sentence."""
    try:
        await defer(interaction, private=True)
        await respond(interaction, await view(), texts.NOT_SHOWN)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person gets a sentence
        await send_error(interaction, error)


async def _excerpt(interaction: Interaction, item: Context | Verify) -> Excerpt | None:
    """Return what the library holds now at the place of a quote; None where it is gone."""

    grant = await grant_for(interaction, alone=True)

    def look() -> Excerpt:
        library = seen_by(interaction.client.library_of(), grant)
        return library.at(item.sha256, item.start, item.end)

    try:
        return await interaction.client.queue.run(look)
    except UsageError:
        return None


def _written(components: list[Any]) -> Iterator[str]:
    """Yield what was written into the fields of a form."""
    for component in components:
        if "value" in component:
            yield str(component["value"])
        inner = component.get("component")
        yield from _written(component.get("components", []) + ([inner] if inner else []))
