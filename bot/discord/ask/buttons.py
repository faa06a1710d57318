"""What a press on a button does, and what becomes of the form that "Follow up" opens.

All but a follow-up is shown to the person who pressed alone, so that no press adds to a channel.
The buttons themselves are in `items`.
"""

import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any

import discord

from bot.discord.ask.respond import answer_interaction, shown
from bot.discord.ask.worker import Variant
from bot.discord.sending import defer, note, respond, tell_interaction
from bot.discord.views.answers import context_view, note_view, verify_view
from bot.discord.views.buttons import (
    AnyTime,
    ByDate,
    Context,
    Dislike,
    FollowUp,
    FollowUpForm,
    Like,
    Look,
    More,
    Verify,
    fingerprint,
    press,
)
from bot.discord.views.markdown import label
from index.errors import UsageError
from index.passages import Span

if TYPE_CHECKING:
    from bot.discord.ask.queue import Desk
    from bot.discord.state import Memory
    from bot.library import Library
    from index.store.records import Excerpt

log = logging.getLogger(__name__)

# For `Client.add_dynamic_items`; with them buttons of an earlier run work too.
ITEMS = (More, AnyTime, ByDate, Context, Look, Verify, FollowUp, Like, Dislike)

TOO_OLD = "This answer is too old to go on from; ask again."
GONE = (
    "The document was edited or removed since: the library does not hold what was quoted any "
    "more. Ask again to see what it holds now."
)
UNSHOWN = "Discord does not show this here."

_Interaction = discord.Interaction[Any]


async def submitted(interaction: _Interaction) -> bool:
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
        await tell_interaction(interaction, error)
    return True


@press.register
async def _more(item: More, interaction: _Interaction) -> None:
    await _again(interaction, item.asked_id, item.variant, item.offset)


@press.register
async def _any_time(item: AnyTime, interaction: _Interaction) -> None:
    await _again(interaction, item.asked_id, Variant(any_time=True))


@press.register
async def _by_date(item: ByDate, interaction: _Interaction) -> None:
    await _again(interaction, item.asked_id, item.variant)


@press.register
async def _context(item: Context, interaction: _Interaction) -> None:
    async def view() -> discord.ui.LayoutView:
        excerpt = await _excerpt(interaction, item)
        if excerpt is None:
            return note_view(GONE)
        return context_view(excerpt, Span(item.first, item.last))

    await _show(interaction, view)


@press.register
async def _verify(item: Verify, interaction: _Interaction) -> None:
    async def view() -> discord.ui.LayoutView:
        excerpt = await _excerpt(interaction, item)
        if excerpt is None:
            return note_view(GONE)
        unchanged = fingerprint(excerpt.text) == item.text_hash
        if not unchanged:
            log.error("%s: other words at %s-%s", item.custom_id, excerpt.start, excerpt.end)
        return verify_view(excerpt, unchanged=unchanged)

    await _show(interaction, view)


@press.register
async def _open_form(item: FollowUp, interaction: _Interaction) -> None:
    try:
        asked = _memory(interaction).asked(item.asked_id)
        if asked is None:
            await note(interaction, TOO_OLD)
        else:
            # A form can only be the first thing said, so nothing is deferred here.
            form = FollowUpForm(item.asked_id, label(asked.understood or asked.question))
            await interaction.response.send_modal(form)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person gets a sentence
        await tell_interaction(interaction, error)


@press.register
async def _like(item: Like, interaction: _Interaction) -> None:
    async def view() -> discord.ui.LayoutView:
        _memory(interaction).note_liked(item.asked_id)
        return note_view("Thank you.")

    await _show(interaction, view)


@press.register
async def _dislike(item: Dislike, interaction: _Interaction) -> None:
    async def view() -> discord.ui.LayoutView:
        memory = _memory(interaction)
        asked = memory.asked(item.asked_id)
        if asked is None or not memory.keeps_unanswered:
            return note_view("Thank you.")
        memory.note_unanswered(asked.understood or asked.question, "disliked")
        return note_view(
            "Thank you. The question was noted, without your name, for those who look after the "
            "library."
        )

    await _show(interaction, view)


async def _again(
    interaction: _Interaction, asked_id: int, variant: Variant, offset: int = 0
) -> None:
    """Show what was asked once more, as `variant` says, from `offset` on."""

    async def view() -> discord.ui.LayoutView:
        found = await _desk(interaction).again(asked_id, variant)
        return note_view(TOO_OLD) if found is None else shown(found, variant, offset=offset)

    await _show(interaction, view)


async def _show(
    interaction: _Interaction, view: Callable[[], Awaitable[discord.ui.LayoutView]]
) -> None:
    """Send what `view` makes to the person who pressed; an error becomes a calm sentence."""
    try:
        await defer(interaction, private=True)
        await respond(interaction, await view(), UNSHOWN)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person gets a sentence
        await tell_interaction(interaction, error)


async def _excerpt(interaction: _Interaction, item: Context | Verify) -> "Excerpt | None":
    """Return what the library holds now at the place of a quote; None where it is gone."""

    def look() -> "Excerpt":
        library: Library = interaction.client.library_of()
        return library.at(item.sha256, item.start, item.end)

    try:
        return await _desk(interaction).run(look)
    except UsageError:
        return None


def _desk(interaction: _Interaction) -> "Desk":
    desk: Desk = interaction.client.desk
    return desk


def _memory(interaction: _Interaction) -> "Memory":
    memory: Memory = interaction.client.memory
    return memory


def _written(components: list[Any]) -> Iterator[str]:
    """Yield what was written into the fields of a form."""
    for component in components:
        if "value" in component:
            yield str(component["value"])
        inner = component.get("component")
        yield from _written(component.get("components", []) + ([inner] if inner else []))
