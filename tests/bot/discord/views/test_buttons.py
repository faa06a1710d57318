import hashlib

import pytest

from bot.answering.quotes import Quote, Sentence
from bot.discord.ask.worker import Variant
from bot.discord.views import buttons as items
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
        items.More(10**18, 999, Variant(any_time=True, by_date=True)),
        items.More(10**18, 999, Variant(by_date=True)),
        items.AnyTime(10**18),
        items.ByDate(10**18),
        items.ByDate(10**18, Variant(any_time=True)),
        items.Context.of(QUOTE, 999),
        items.Verify.of(QUOTE, 999),
        items.FollowUp(10**18),
        items.Like(10**18),
        items.Dislike(10**18),
    ],
    ids=lambda item: item.custom_id[:12],
)
async def test_a_button_comes_back_from_its_custom_id_which_fits(item):
    assert len(item.custom_id) <= 100
    match = type(item).__discord_ui_compiled_template__.fullmatch(item.custom_id)
    again = await type(item).from_custom_id(None, item.item, match)
    assert again.custom_id == item.custom_id
    assert getattr(again, "variant", None) == getattr(item, "variant", None)


def test_what_differs_stands_at_the_end_of_a_custom_id():
    assert items.More(7, 3).custom_id == "dl:more:7:3"  # as before there were variants
    assert items.More(7, 3, Variant(any_time=True)).custom_id == "dl:more:7:3:a"
    assert items.More(7, 3, Variant(True, True)).custom_id == "dl:more:7:3:ad"
    assert items.ByDate(7, Variant(any_time=True)).custom_id == "dl:date:7:a"
    assert items.ByDate(7).variant == Variant(by_date=True)


def test_the_fingerprint_is_the_beginning_of_the_hash():
    assert items.text_hash("words") == hashlib.sha256(b"words").hexdigest()[:16]
    assert items.text_hash("\ud800") != items.text_hash("\ud801")
