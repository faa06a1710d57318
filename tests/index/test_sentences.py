import json
from itertools import pairwise

import pytest
import sentencex
from hypothesis import example, given
from hypothesis import strategies as st

from index import sentences
from index.sentences import Span, is_list_item, split_paragraphs, split_sentences
from places import ROOT
from texts import ANY_TEXT, PROSE

GOLDEN_RULES = ROOT.parent / "shared/data/sentences/golden_rules.jsonl"


def texts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met Mr. Smith. She left.", ["He met Mr. Smith.", "She left."]),
        ("A hard\nwrap. It\ngoes on.", ["A hard\nwrap.", "It\ngoes on."]),
        ("No end\n\nNext", ["No end", "Next"]),
        ("No end\n \t\nNext", ["No end", "Next"]),
        ("One\u2029Two", ["One", "Two"]),
        ("He said “Go.” Then he left.", ["He said “Go.”", "Then he left."]),
        ('He left. "Go now." She stayed.', ["He left.", '"Go now."', "She stayed."]),
        ("“Go.”She left.", ["“Go.”", "She left."]),
        ("这是。第二句！", ["这是。", "第二句！"]),
        ("1. One. 2. Two.", ["1. One.", "2. Two."]),
        ("1. One 2. Two 3. Three", ["1. One", "2. Two", "3. Three"]),
        ("a. One b. Two", ["a. One", "b. Two"]),
        ("1. See section 2. It says more.", ["1. See section 2.", "It says more."]),
        ("Two kinds:\n- one\n- two\n  wraps", ["Two kinds:", "- one", "- two\n  wraps"]),
        ("Steps\n1. one\n2. two", ["Steps", "1. one", "2. two"]),
        ("in the year\n25 it began", ["in the year\n25 it began"]),
        ("they were\n25) strong", ["they were\n25) strong"]),
        ("Text\n## Head\nmore\ntext", ["Text", "## Head", "more\ntext"]),
        ("Text\n#tag more", ["Text\n#tag more"]),
        ("A.\xa0B\x85C. 😀 Is.", ["A.\xa0B\x85C. 😀 Is."]),
        ("It took approx. 30 days. So.", ["It took approx. 30 days.", "So."]),
        (
            "**Where is it?** Here. _Or there._ So.",
            ["**Where is it?**", "Here.", "_Or there._", "So."],
        ),
        ("<p>One.</p><p>Two.</p>", ["<p>One.</p>", "<p>Two.</p>"]),
        ("Flour\nSugar and salt\nTwo eggs", ["Flour", "Sugar and salt", "Two eggs"]),
        (" \n ", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_only_the_given_range_is_split() -> None:
    assert split_sentences("One. Two. Three.", 4, 10) == [Span(5, 9)]


def test_a_paragraph_break_needs_a_blank_line() -> None:
    assert split_paragraphs("a\nb\n\n\nc ", 0, 8) == [Span(0, 3), Span(6, 7)]


def test_list_items_are_told_from_headings() -> None:
    assert [is_list_item(line) for line in ("- a", "2) a", "| a", "-a", "2020 a")] == [
        True,
        True,
        True,
        False,
        False,
    ]


@given(st.one_of(ANY_TEXT, PROSE))
@example("\tB\xa0.")  # sentencex 1.0.32 panics on this as it stands
def test_sentences_are_trimmed_in_order_and_lose_nothing(text: str) -> None:
    spans = split_sentences(text, 0, len(text))
    pieces = [text[span.start : span.end] for span in spans]
    assert all(piece and piece == piece.strip() for piece in pieces)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_sentencex_is_shown_every_white_space_as_a_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def watched(language: str, text: str) -> list[str]:
        shown.append(text)
        return [text]

    monkeypatch.setattr(sentencex, "segment", watched)
    texts("A\xa0B\x85C\u2028D\nE\tF")
    assert shown == ["A B C D E F"]


class PanicException(BaseException):  # as the Rust binding names it
    pass


@pytest.mark.parametrize("answer", [["Hi. "], ["Ho. You."], []])
def test_a_wrong_answer_of_sentencex_is_replaced(
    answer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentencex, "segment", lambda language, text: answer)
    assert texts("Hi. “You.” I") == ["Hi.", "“You.”", "I"]


def test_a_panic_of_sentencex_is_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    def panic(language: str, text: str) -> list[str]:
        raise PanicException

    monkeypatch.setattr(sentencex, "segment", panic)
    assert texts("Hi. You! I") == ["Hi.", "You!", "I"]


def test_an_interrupt_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(language: str, text: str) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(sentencex, "segment", interrupt)
    with pytest.raises(KeyboardInterrupt):
        texts("Hi.")


def test_a_long_paragraph_is_shown_in_parts_without_cutting_sentences(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[int] = []
    segment = sentencex.segment

    def watched(language: str, text: str) -> list[str]:
        shown.append(len(text))
        return list(segment(language, text))

    monkeypatch.setattr(sentencex, "segment", watched)
    monkeypatch.setattr(sentences, "MAX_CALL_CHARACTERS", 50)
    assert texts("A sentence of words. " * 20) == ["A sentence of words."] * 20
    assert max(shown) <= 50
    assert len(shown) <= 20


def test_english_golden_rules_hold() -> None:
    if not GOLDEN_RULES.is_file():
        pytest.skip("the golden rules are not at hand")
    rules = [json.loads(line) for line in GOLDEN_RULES.read_text("utf-8").splitlines()]
    english = [rule for rule in rules if rule["set"] == "GOLDEN_EN_RULES_TEST_CASES"]
    passed = sum(texts(rule["text"]) == [s.strip() for s in rule["sentences"]] for rule in english)
    assert (passed, len(english)) >= (47, 48)


def test_the_raised_number_of_a_note_ends_its_sentence() -> None:
    text = "The old map is wrong.³ The water is fast. It is used in De-\ncember.¹ Not in May."
    spans = split_sentences(text, 0, len(text))
    assert [text[one.start : one.end] for one in spans] == [
        "The old map is wrong.³",
        "The water is fast.",
        "It is used in De-\ncember.¹",
        "Not in May.",
    ]
