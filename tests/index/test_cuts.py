import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cuts import cut_evenly
from index.sentences import Span


def cut(text: str, parts: int) -> list[str]:
    spans = cut_evenly(text, Span(0, len(text)), parts)
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one; two, a\nten two ab", ["one; two, a", "ten two ab"]),
        ("one, two; six ten two", ["one, two;", "six ten two"]),
        ("one two six, ten two", ["one two six,", "ten two"]),
        ("aaaa 10,000 b", ["aaaa", "10,000 b"]),
        ("aaaaa bbbbb", ["aaaaa", "bbbbb"]),
        ("一二三，四五六", ["一二三，", "四五六"]),
        ("aaaabbbb", ["aaaa", "bbbb"]),
        ("ae\u0301o", ["a", "e\u0301o"]),
        ("👍🏽👍🏽", ["👍🏽", "👍🏽"]),
        ("👩‍👩‍👧b", ["👩‍👩‍👧", "b"]),
        ("🇩🇪🇫🇷🇮🇹", ["🇩🇪", "🇫🇷🇮🇹"]),
        ("\u1100\u1161\u11a8\u1100\u1161", ["\u1100\u1161\u11a8", "\u1100\u1161"]),
        (
            "a" * 10 + " aaaa, " + "a" * 7,
            ["aaaaaaaaaa aaaa,", "aaaaaaa"],
        ),  # last place that is near
        ("a" * 16 + " " + "a" * 7, ["a" * 12, "aaaa aaaaaaa"]),  # the first that is not
        ("e\u0301", ["e", "\u0301"]),
        ("a", ["a"]),
    ],
)
def test_a_sentence_is_halved_at_the_best_place_near_its_middle(
    text: str, expected: list[str]
) -> None:
    assert cut(text, 2) == expected


def test_many_parts_are_of_like_length() -> None:
    assert cut("ab " * 8, 4) == ["ab ab"] * 4


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
        lambda text: text == text.strip()
    ),
    st.integers(1, 70),
)
def test_pieces_lose_nothing_and_are_shorter(text: str, parts: int) -> None:
    pieces = cut(text, parts)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(piece == piece.strip() for piece in pieces)
    assert len(text) == 1 or all(0 < len(piece) < len(text) for piece in pieces)
