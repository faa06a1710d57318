"""How a message gets out: again where Discord stumbles, in a plainer form where one is refused.

Owns forms, retries and where else an answer may go; what it says comes from `views` and `texts`.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar

import aiohttp
import discord
from discord.ui import LayoutView

from bot.discord import texts
from bot.discord.client import Interaction
from bot.discord.errors import FORBIDDEN_CODES, log_error, original
from bot.discord.pictures import Picture
from bot.discord.under_way import Unfinished
from bot.discord.views.answers import note_view
from bot.discord.views.container import MAX_CONTENT
from bot.discord.views.markdown import cut

log = logging.getLogger(__name__)

T = TypeVar("T")

ALREADY_ACKNOWLEDGED = 40060
MAY_NOT_REPLY = 160002
# A form that is not liked, files that may not be attached here, one that is too large.
REFUSED_FILE = (400, 403, 413)
# What discord.py does not try again by itself: a connection that broke, and "unavailable".
RETRY_SECONDS = (1.0, 3.0)


async def patiently(send: Callable[[], Awaitable[T]]) -> T:
    """Await `send()`, again where the connection breaks; it must do no harm to send twice."""
    for pause in RETRY_SECONDS:
        try:
            return await send()
        except (aiohttp.ClientError, OSError) as error:
            log.info("the connection to Discord broke, trying again: %r", error)
        except discord.DiscordServerError as error:
            if error.status != 503:
                raise
        await asyncio.sleep(pause)
    return await send()


async def defer(interaction: Interaction, *, private: bool) -> None:
    """Say that an answer will come; within 3 seconds, or Discord lets go of the interaction.

    It is kept as under way until `respond` has filled in the answer.
    """
    interaction.client.state.under_way.begin(Unfinished(interaction.id, interaction.token))
    try:
        await patiently(lambda: interaction.response.defer(thinking=True, ephemeral=private))
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:
            raise
        # By a first try whose confirmation got lost, or by another bot with this token: in both
        # cases the answer is to be filled in.
        log.warning("an interaction was acknowledged twice")


async def respond(
    interaction: Interaction,
    view: LayoutView,
    plain: str,
    *,
    pictured: LayoutView | None = None,
    picture: Picture | None = None,
) -> None:
    """Fill in the answer of a deferred interaction; sent twice, it is still one.

    `pictured` is the view with its `picture`, and goes first where both are given.
    """
    if pictured is not None and picture is not None:
        try:
            await patiently(
                lambda: interaction.edit_original_response(
                    view=pictured, attachments=[picture.file()]
                )
            )
        except discord.HTTPException as error:
            if error.status not in REFUSED_FILE or error.code == ALREADY_ACKNOWLEDGED:
                raise
            log.error("Discord refused a picture, sending words alone: %s", error)
        else:
            interaction.client.state.under_way.end(interaction.id)
            return
    try:
        await patiently(lambda: interaction.edit_original_response(view=view))
    except discord.HTTPException as error:
        if error.status != 400 or error.code == ALREADY_ACKNOWLEDGED:
            raise
        log.error("Discord refused a layout, sending plain text: %s", error)
        await patiently(lambda: interaction.edit_original_response(content=plain))
    interaction.client.state.under_way.end(interaction.id)


async def note(interaction: Interaction, text: str) -> None:
    """Say one sentence, to this person alone where nothing was said yet."""
    if not interaction.response.is_done():
        await patiently(
            lambda: interaction.response.send_message(view=note_view(text), ephemeral=True)
        )
    elif interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
        await respond(interaction, note_view(text), cut(text, MAX_CONTENT))
    else:
        await interaction.followup.send(view=note_view(text), ephemeral=True)


async def send_error(interaction: Interaction, error: BaseException) -> None:
    """Log an error once and tell the person; never raises."""
    sentence = log_error(error, f"answering {_named(interaction)}")
    if sentence is None:
        return
    try:
        await note(interaction, sentence)
    except Exception as further:  # noqa: BLE001 - there is nobody left to tell
        log_error(further, f"saying what went wrong with {_named(interaction)}")


async def reply(
    message: discord.Message,
    view: LayoutView,
    plain: str,
    *,
    brief: str = "",
    thread: discord.Thread | None = None,
) -> discord.Message:
    """Reply to a message; without the reference or as plain text where Discord refuses more.

    A push notification shows the content of a message as it was when it was sent, and a layout has
    none; so `brief` is sent first where it is given, and becomes the layout at once. With `thread`
    the reply stands there.
    """
    if brief:
        try:
            sent = await _send(message, ({"content": brief},), thread)
        except discord.HTTPException as error:
            if error.status != 400:
                raise
        else:
            return await _filled_in(sent, view, plain)
    return await _send(message, ({"view": view}, {"content": plain}), thread)


async def _filled_in(sent: discord.Message, view: LayoutView, plain: str) -> discord.Message:
    """Make the whole answer of what was sent in brief; that says enough where this fails."""
    try:
        await patiently(lambda: sent.edit(content=None, view=view))
    except discord.HTTPException as error:
        log.error("Discord refused a layout, sending plain text: %s", error)
        await patiently(lambda: sent.edit(content=plain))
    return sent


async def _send(
    message: discord.Message, bodies: Iterable[dict[str, Any]], thread: discord.Thread | None
) -> discord.Message:
    """Send the first of `bodies` that Discord takes, as a reply where it can."""
    forms = [*bodies]
    if thread is None:
        forms.insert(0, forms[0] | {"reference": message.to_reference(fail_if_not_exists=False)})
    place: Any = thread or message.channel
    for number, form in enumerate(forms, start=1):
        try:
            # The nonce makes one message of two when the first try got through after all.
            sent: discord.Message = await patiently(
                lambda form=form: place.send(**form, nonce=message.id)  # type: ignore[misc]
            )
        except discord.HTTPException as error:
            refused = error.status == 400 or error.code == MAY_NOT_REPLY
            if not refused or number == len(forms):
                raise
            log.info("Discord refused a reply, trying a plainer one: %s", error)
        else:
            return sent
    raise ValueError("there is nothing to send")


class MessageErrors:
    """Says in a channel what went wrong with a message there, or to the person directly.

    A channel where the bot may not write is logged once.
    """

    def __init__(self, max_places: int = 1_000) -> None:
        self._max_places = max_places
        self._logged: dict[int, None] = {}

    async def send(self, message: discord.Message, error: BaseException) -> None:
        """Log an error once and tell who wrote the message; never raises."""
        cause = original(error)
        try:
            if isinstance(cause, discord.HTTPException) and cause.code in FORBIDDEN_CODES:
                await self._send_directly(message, cause)
            elif (sentence := log_error(error, "answering a message")) is not None:
                await reply(message, note_view(sentence), cut(sentence, MAX_CONTENT))
        except discord.HTTPException as further:
            if further.code in FORBIDDEN_CODES:
                self._log(message, further)
            else:
                log_error(further, "saying what went wrong with a message")
        except Exception as further:  # noqa: BLE001 - there is nobody left to tell
            log_error(further, "saying what went wrong with a message")

    async def _send_directly(self, message: discord.Message, cause: discord.HTTPException) -> None:
        if not self._log(message, cause) or message.guild is None:
            return
        name = getattr(message.channel, "name", "that channel")
        sentence = texts.MAY_NOT_WRITE.format(channel=name, reason=FORBIDDEN_CODES[cause.code])
        await message.author.send(view=note_view(sentence))

    def _log(self, message: discord.Message, cause: discord.HTTPException) -> bool:
        """Log that the bot may not write in a channel; False where that was logged before."""
        place = message.channel.id
        if place in self._logged:
            return False
        self._logged[place] = None
        if len(self._logged) > self._max_places:
            del self._logged[next(iter(self._logged))]
        log.warning(
            "the bot may not answer in channel %d of server %s (%s, code %d); not logged again",
            place,
            message.guild.id if message.guild else "none",
            FORBIDDEN_CODES[cause.code],
            cause.code,
        )
        return True


def _named(interaction: Interaction) -> str:
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    return f"a {interaction.type.name}"
