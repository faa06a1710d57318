import pytest

from bot.evaluation.words import holds, holds_any, lacking


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mill was SOLD.", "the mill was sold"),
        ("twelve\n  sheep", "twelve sheep"),
        ("the mill’s “wheel”", 'the mill\'s "wheel"'),
        ("from 2019–2021", "2019-2021"),
        ("It cost £1.20.", "£1.20"),
        ("Straße", "STRASSE"),
        ("co\u00adoperate", "cooperate"),
    ],
)
def test_words_stand_there_however_they_are_set(text, words):
    assert holds(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [("in 2012", "12"), ("the miller", "mill"), ("the sawmill", "mill"), ("anything", "")],
)
def test_words_that_are_only_part_of_others_do_not_stand_there(text, words):
    assert not holds(text, words)


def test_any_of_several_will_do():
    assert holds_any("the mill", ["weir", "mill"])
    assert not holds_any("the mill", ["weir", "dam"])
    assert not holds_any("the mill", [])


def test_what_lacks_is_named_with_its_choices():
    wanted = (("mill",), ("weir", "dam"), ("sold",))
    assert lacking("The mill was sold.", wanted) == ["weir or dam"]
