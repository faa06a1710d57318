from datetime import date

import pytest

from bot.answering.spelling import respelled, sound_alike
from index.question import understand

TODAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("one", "two"),
    [("kovatch", "kovac"), ("meyer", "meier"), ("sofia", "sophia"), ("osei", "osey")],
)
def test_names_that_sound_alike_are_one(one, two):
    assert sound_alike(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("niger", "nigeria"),
        ("alexander", "alexandra"),
        ("austria", "australia"),
        ("christian", "christina"),
        ("martin", "martina"),
        ("slovakia", "slovenia"),
        ("karl", "carl"),
    ],
)
def test_names_that_only_look_alike_are_two(one, two):
    assert not sound_alike(one, two)


def test_a_missing_name_is_asked_about_as_the_library_spells_it(shelf):
    shelf.add("a.txt", "The violinist Mirta Kovač was born in Sisk.")
    shelf.add("b.txt", "The president of Niger came.")
    shelf.index()
    store = shelf.snapshot()

    def asked(text):
        return respelled(understand(text, store, TODAY), store)

    assert asked("When was Kovatch born?") == (
        "When was Kovač born?",
        (("Kovatch", "Kovač"),),
    )
    assert asked("Who is president of Nigeria?") == ("Who is president of Nigeria?", ())
    assert asked("Who is Kovač?") == ("Who is Kovač?", ())
