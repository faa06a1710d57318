import pytest

from index.full_stops import KINDS, goes_on


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_sentence_goes_on_behind_every_kind(kind) -> None:
    text = kind.example.replace("|", "")
    assert goes_on(text, kind.example.index("|"))


@pytest.mark.parametrize(
    "text",
    [
        "Lindgren et al.| [2004] measured it.",
        "Lindgren et al. [2004]| measured it.",
        "Im 19.| Jahrhundert war es so.",
        "He lives in the dept.| of law.",
        "Use e.g.| Linux.",
        "See figs.| 3 and 4.",
    ],
)
def test_the_sentence_goes_on(text: str) -> None:
    assert goes_on(text.replace("|", ""), text.index("|"))


@pytest.mark.parametrize(
    "text",
    [
        "He met Max.| Eve left.",
        "It weighs 5 kg.| 30 people came.",
        "He said no.| 30 people left.",
        "I am 3.| Bob is 4.",
        "He lives there.[1]| The house is old.",
        "It starts at 5 p.m.| Bring the maps.",
        "The temp.| Nobody knew it.",
        "The end.|",
    ],
)
def test_the_sentence_ends(text: str) -> None:
    assert not goes_on(text.replace("|", ""), text.index("|"))
