"""The buttons under an answer: what each says, and what its custom id holds.

All a press needs stands in the custom id, or in the option that was chosen, so a button works as
long as its message does, also after a restart. What a press does is in `ask.buttons`, which
registers it with `press`.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from functools import singledispatch
from typing import Any, ClassVar, Self

import discord
from discord import ButtonStyle

from bot.answering.quotes import Quote
from bot.discord.ask.worker import AS_ASKED, Variant
from bot.discord.client import Interaction
from index.question import MAX_QUESTION_CHARACTERS

# Enough to name one document or passage among all that a library ever held.
HASH_DIGITS = 16


@singledispatch
async def press(item: object, interaction: Interaction) -> None:
    """Do what a press on `item` asks for; `ask.buttons` registers one function for each kind."""
    raise NotImplementedError(type(item).__name__)


def text_hash(text: str) -> str:
    """Return the beginning of the SHA-256 of `text`, with which a press tells if it changed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]


class _Item(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"(?!)"):
    """A button whose custom id is its fields, by `template`, and that does what `press` says."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed."""
        fields = {name: _READ.get(name, int)(value) for name, value in match.groupdict().items()}
        return cls(**fields)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for."""
        await press(self, interaction)


# What makes a field of its text; the others are whole numbers.
_READ: dict[str, Callable[[Any], Any]] = {
    "sha256": str,
    "text_hash": str,
    "variant": lambda letters: _variant(letters or ""),
}
# "a": any time, "d": by date.
_VARIANT = r"(?::(?P<variant>ad?|d))?"
_PLACE = r"(?P<number>\d{1,3}):(?P<sha256>[0-9a-f]{16}):(?P<start>\d{1,12}):(?P<end>\d{1,12})"


class More(_Item, template=rf"dl:more:(?P<request_id>\d{{1,19}}):(?P<offset>\d{{1,3}}){_VARIANT}"):
    """Shows the quotes from `offset` on, also those of a timeline."""

    def __init__(
        self, request_id: int, offset: int, variant: Variant = AS_ASKED, *, left: int = 1
    ) -> None:
        """`left`: how many there are, for the label."""
        named = f"{left} more"
        custom_id = f"dl:more:{request_id}:{offset}{_letters(variant)}"
        super().__init__(_button(named, custom_id, ButtonStyle.primary))
        self.request_id, self.offset, self.variant = request_id, offset, variant


class AnyTime(_Item, template=r"dl:any:(?P<request_id>\d{1,19})"):
    """Asks the same question without the time in it."""

    def __init__(self, request_id: int, *, first: bool = False) -> None:
        """`first`: whether it is what a person most likely wants next."""
        style = ButtonStyle.primary if first else ButtonStyle.secondary
        super().__init__(_button("Any time", f"dl:any:{request_id}", style))
        self.request_id = request_id


class ByDate(_Item, template=rf"dl:date:(?P<request_id>\d{{1,19}}){_VARIANT}"):
    """Shows the quotes of an answer, the newest first."""

    def __init__(self, request_id: int, variant: Variant = AS_ASKED) -> None:
        """`variant`: of the answer at hand."""
        super().__init__(_button("Newest first", f"dl:date:{request_id}{_letters(variant)}"))
        self.request_id, self.variant = request_id, replace(variant, by_date=True)


class Context(_Item, template=rf"dl:ctx:{_PLACE}:(?P<first>\d{{1,12}}):(?P<last>\d{{1,12}})"):
    """Shows a passage with its neighbours; `first` to `last` is the marked sentence."""

    def __init__(
        self, number: int, sha256: str, start: int, end: int, first: int, last: int
    ) -> None:
        """`number` tells the quotes of one message apart; offsets are the document's."""
        place = f"{number}:{sha256}:{start}:{end}:{first}:{last}"
        super().__init__(_button("Context", f"dl:ctx:{place}"))
        self.sha256, self.start, self.end = sha256, start, end
        self.first, self.last = first, last

    @classmethod
    def of(cls, quote: Quote, number: int) -> Self:
        """Return the button of a quote."""
        marked = quote.sentence
        sha256 = quote.source.sha256[:HASH_DIGITS]
        return cls(number, sha256, quote.start, quote.end, marked.start, marked.end)


class Verify(_Item, template=rf"dl:ver:{_PLACE}:(?P<text_hash>[0-9a-f]{{16}})"):
    """Compares what was quoted with what the library holds at the time of the press."""

    def __init__(self, number: int, sha256: str, start: int, end: int, text_hash: str) -> None:
        """`text_hash`: the text_hash of the text that was quoted."""
        place = f"{number}:{sha256}:{start}:{end}:{text_hash}"
        super().__init__(_button("Check", f"dl:ver:{place}"))
        self.sha256, self.start, self.end, self.text_hash = sha256, start, end, text_hash

    @classmethod
    def of(cls, quote: Quote, number: int) -> Self:
        """Return the button of a quote."""
        sha256 = quote.source.sha256[:HASH_DIGITS]
        return cls(number, sha256, quote.start, quote.end, text_hash(quote.text))


class FollowUp(_Item, template=r"dl:next:(?P<request_id>\d{1,19})"):
    """Opens a form for a question that goes on from this one."""

    def __init__(self, request_id: int) -> None:
        super().__init__(_button("Ask on", f"dl:next:{request_id}"))
        self.request_id = request_id


class Like(_Item, template=r"dl:like:(?P<request_id>\d{1,19})"):
    """Says that the answer was of use."""

    def __init__(self, request_id: int) -> None:
        super().__init__(_button(None, f"dl:like:{request_id}", emoji="👍"))
        self.request_id = request_id


class Dislike(_Item, template=r"dl:dislike:(?P<request_id>\d{1,19})"):
    """Says that the answer was of no use; its question is kept for the managers."""

    def __init__(self, request_id: int) -> None:
        super().__init__(_button(None, f"dl:dislike:{request_id}", emoji="👎"))
        self.request_id = request_id


class Nearest(_Item, template=rf"dl:near:(?P<request_id>\d{{1,19}}){_VARIANT}"):
    """Shows the passages nearest to a question that nothing answers."""

    def __init__(self, request_id: int, variant: Variant = AS_ASKED) -> None:
        """`variant`: of the refusal at hand."""
        super().__init__(_button("Nearest", f"dl:near:{request_id}{_letters(variant)}"))
        self.request_id, self.variant = request_id, variant


class Remove(_Item, template=r"dl:gone:(?P<asker>\d{1,19})"):
    """Takes an answer away, for the person who asked for it."""

    def __init__(self, asker: int) -> None:
        """`asker`: the id of the person; it stands in the message, and nowhere else."""
        super().__init__(_button("Remove", f"dl:gone:{asker}"))
        self.asker = asker


class FollowUpForm(discord.ui.Modal):
    """Asks for a question that goes on from an earlier one.

    Nobody waits for it: `stop` keeps it out of discord.py's memory, and a submitted form is known
    by its custom id. So one that was open during a restart still arrives.
    """

    CUSTOM_ID: ClassVar[re.Pattern[str]] = re.compile(r"dl:form:(\d{1,19})")

    def __init__(self, request_id: int, asked: str) -> None:
        """`asked`: the question before, as plain text of at most 100 characters."""
        super().__init__(title="Ask on", custom_id=f"dl:form:{request_id}")
        question: discord.ui.TextInput[Self] = discord.ui.TextInput(
            custom_id="question",
            placeholder=asked,
            style=discord.TextStyle.paragraph,
            max_length=MAX_QUESTION_CHARACTERS,
        )
        self.add_item(discord.ui.Label(text="What else do you want to know?", component=question))
        self.stop()


def _letters(variant: Variant) -> str:
    letters = "a" * variant.any_time + "d" * variant.by_date
    return f":{letters}" if letters else ""


def _variant(letters: str) -> Variant:
    return Variant(any_time="a" in letters, by_date="d" in letters)


def _button(
    named: str | None,
    custom_id: str,
    style: ButtonStyle = ButtonStyle.secondary,
    *,
    emoji: str | None = None,
) -> "discord.ui.Button[Any]":
    return discord.ui.Button(label=named, custom_id=custom_id, style=style, emoji=emoji)
