import hashlib

import pytest

from bot.answer import Quote, Sentence
from bot.discord import items
from index.documents import Origin
from index.store.records import SourceRecord

LARGEST = 10**12 - 1
SOURCE = SourceRecord(
    1, "a.txt", "ab" * 32, "A title", "2020-01-09", Origin.HEADER, None, LARGEST, 1, ()
)
QUOTE = Quote(
    "words", LARGEST - 5, LARGEST, SOURCE, Sentence("words", LARGEST - 5, LARGEST), (), 0.5
)


@pytest.mark.parametrize(
    "item",
    [
        items.More(10**18, 999),
        items.Context.of(QUOTE, 999),
        items.Verify.of(QUOTE, 999),
        items.FollowUp(10**18),
        items.Like(10**18),
        items.Dislike(10**18),
    ],
    ids=lambda item: type(item).__name__,
)
async def test_a_button_comes_back_from_its_custom_id_which_fits(item):
    assert len(item.custom_id) <= 100
    match = type(item).__discord_ui_compiled_template__.fullmatch(item.custom_id)
    again = await type(item).from_custom_id(None, item.item, match)
    assert again.custom_id == item.custom_id


def test_the_fingerprint_is_the_beginning_of_the_hash():
    assert items.fingerprint("words") == hashlib.sha256(b"words").hexdigest()[:16]
    assert items.fingerprint("\ud800") != items.fingerprint("\ud801")
