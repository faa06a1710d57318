from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import MAX_CHARACTERS_PER_TOKEN, Passage, Span, build_passages
from texts import ANY_TEXT, PROSE


def words(texts: list[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def characters(texts: list[str]) -> list[int]:
    return [len("".join(text.split()).encode()) for text in texts]


def passages(text: str, max_tokens: int) -> list[str]:
    built = build_passages(text, 0, count_tokens=words, max_tokens=max_tokens)
    return [text[passage.start : passage.end] for passage in built]


def test_a_passage_holds_whole_sentences_of_one_paragraph() -> None:
    text = "skipped One two. Three.\n\nFour."
    assert build_passages(text, 8, count_tokens=words, max_tokens=9) == [
        Passage(8, 23, (Span(8, 16), Span(17, 23))),
        Passage(25, 30, (Span(25, 30),)),
    ]


def test_a_paragraph_that_needs_two_passages_is_split_evenly() -> None:
    assert passages("One two six. She saw us. He met him. Go.", 9) == [
        "One two six. She saw us.",
        "He met him. Go.",
    ]
    assert passages("Go. " * 10, 8) == ["Go. Go. Go. Go. Go."] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Title\n\nOne two. Three.", ["Title\n\nOne two. Three."]),
        ("## Is it so?\nOne two.", ["## Is it so?\nOne two."]),
        ("Title\n=====\n\nOne two.", ["Title\n=====\n\nOne two."]),
        ("* * *\n\nOne two.", ["* * *\n\nOne two."]),
        ("**Title**\n\nSub\n\nOne.", ["**Title**\n\nSub\n\nOne."]),
        ("Is it so?\n\nOne two.", ["Is it so?", "One two."]),
        ("He said “no.”\n\nOne two.", ["He said “no.”", "One two."]),
        ("- item\n\nOne two.", ["- item", "One two."]),
        ("two\nlines\n\nOne two.", ["two\nlines", "One two."]),
        ("w" * 121 + "\n\nOne.", ["w" * 121, "One."]),
        ("One two.\n\nEnd", ["One two.", "End"]),
        ("A b c d e f g h\n\nI j\n\nK l m.", ["A b c d e f g h", "I j\n\nK l m."]),
    ],
)
def test_headings_open_the_next_passage_where_both_fit(text: str, expected: list[str]) -> None:
    assert passages(text, 8) == expected


def test_a_long_sentence_is_cut_into_sentences_that_fit() -> None:
    text = "We saw the wide sea, then a hill and a town; it was late when they all came. The end."
    built = build_passages(text, 0, count_tokens=words, max_tokens=9)
    assert [[text[s.start : s.end] for s in passage.sentences] for passage in built] == [
        ["We saw the wide sea,"],
        ["then a hill and a town;"],
        ["it was late when they all came.", "The end."],
    ]


def test_text_that_counts_few_tokens_is_bounded_by_its_characters() -> None:
    text = "w" * 1000
    built = build_passages(text, 0, count_tokens=words, max_tokens=2)
    assert max(p.end - p.start for p in built) <= 2 * MAX_CHARACTERS_PER_TOKEN
    assert len(built) <= 36


def test_tokens_are_counted_in_few_calls_over_little_more_than_the_text() -> None:
    seen: list[int] = []

    def counted(texts: list[str]) -> list[int]:
        seen.append(sum(map(len, texts)))
        return [-(-len(text) // 4) for text in texts]

    text = "ab " * 60_000
    assert len(build_passages(text, 0, count_tokens=counted, max_tokens=256)) < 260
    assert len(seen) <= 4
    assert sum(seen) <= 2.5 * len(text)


def test_a_document_of_short_sentences_is_counted_in_one_call() -> None:
    calls: list[list[str]] = []

    def counted(texts: list[str]) -> list[int]:
        calls.append(texts)
        return words(texts)

    build_passages("Head\n\nOne. Two.\n\nThree.", 0, count_tokens=counted, max_tokens=9)
    assert calls == [["Head", "One.", "Two.", "Three."]]


def test_no_text_is_no_passage() -> None:
    assert build_passages("head \n", 4, count_tokens=words, max_tokens=9) == []


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^max_tokens is 0; it must be 1 or more$"):
        build_passages("a", 0, count_tokens=words, max_tokens=0)


@given(st.one_of(ANY_TEXT, PROSE), st.integers(0, 9), st.integers(1, 40))
def test_passages_cover_the_body_exactly_once_and_fit(
    text: str, body: int, max_tokens: int
) -> None:
    body = min(body, len(text))
    built = build_passages(text, body, count_tokens=characters, max_tokens=max_tokens)
    spans = [sentence for passage in built for sentence in passage.sentences]
    pieces = [text[span.start : span.end] for span in spans]
    assert all(piece and piece == piece.strip() for piece in pieces)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.start >= body for span in spans)
    assert "".join("".join(pieces).split()) == "".join(text[body:].split())
    for passage in built:
        assert passage.start == passage.sentences[0].start
        assert passage.end == passage.sentences[-1].end
        [size] = characters([text[passage.start : passage.end]])
        assert size <= max_tokens or passage.end - passage.start == 1
