from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Entry, Markup, Origin
from index.passages import (
    MAX_CHARACTERS_PER_TOKEN,
    Passage,
    Span,
    build_passages,
    find_entries,
)
from index.passages.blocks import Kind, find_blocks
from texts import ANY_TEXT, LAYOUT, PROSE


def words(texts: list[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def characters(texts: list[str]) -> list[int]:
    return [len("".join(text.split()).encode()) for text in texts]


def passages(
    text: str,
    max_tokens: int = 40,
    *,
    markup: Markup = Markup.PLAIN,
    entries: tuple[Entry, ...] = (),
) -> list[str]:
    """Each passage, after its leads, which are parted by "›"."""
    built = build_passages(
        text, 0, count_tokens=words, max_tokens=max_tokens, markup=markup, entries=entries
    )
    return [
        " › ".join([*(text[lead.start : lead.end] for lead in p.leads), text[p.start : p.end]])
        for p in built
    ]


def roles(text: str, markup: Markup = Markup.MARKDOWN) -> list[tuple[str, str]]:
    built = build_passages(text, 0, count_tokens=words, max_tokens=40, markup=markup)
    return [
        (role.name, text[span.start : span.end])
        for passage in built
        for span, role in zip(passage.sentences, passage.roles, strict=True)
    ]


def test_a_passage_holds_whole_sentences_of_short_paragraphs() -> None:
    text = "skipped One two. Three.\n\nFour."
    assert build_passages(text, 8, count_tokens=words, max_tokens=9) == [
        Passage(8, 30, (Span(8, 16), Span(17, 23), Span(25, 30))),
    ]


def test_a_paragraph_that_fits_is_not_parted() -> None:
    assert passages("One two. Three four.\n\nFive six. Seven.\n\nEight nine ten.", 7) == [
        "One two. Three four.",
        "Five six. Seven.\n\nEight nine ten.",
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
        ("# A\n\n## B\n\nOne.\n\nTwo.", ["A › B › One.\n\nTwo."]),
        ("# A\n## B ##\nOne.\n## C\nTwo.\n# D\nSix.", ["A › B › One.", "A › C › Two.", "D › Six."]),
        ("Top\n===\n\nLow\n---\n\nOne.", ["Top › Low › One."]),
        ("**Bold**\n\nOne.\n\n## A\n\n**B:**\n\nTwo.", ["Bold › One.", "A › B › Two."]),
        ("One.\n\n# A", ["One.", "# A"]),
        ("# A\n\n## B\n\n## C\n\nOne.", ["A › ## B", "A › C › One."]),
        ("# A\n# B\n# C", ["# A\n# B\n# C"]),
        ("#tag and text\n####### no", ["#tag and text\n####### no"]),
        ("#\n\nOne.", ["# › One."]),
    ],
)
def test_headings_lead_what_stands_below_them(text: str, expected: list[str]) -> None:
    assert passages(text, markup=Markup.MARKDOWN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '- a\n\n<!-- check\n\nthis -->\n\nOne.\n\n[1]: https://a.b/c "T"\n[b]: <x/y>\n\nTwo.',
            ["- a", "One.", "Two."],
        ),
        ("One.\n\n![a](b.png)\n[![c](d)](e) <img src=x>\n\nTwo.", ["One.", "Two."]),
        ("One.\n\n* * *\n\nTwo.\n\n-----\n\nSix.", ["One.", "Two.", "Six."]),
        ("One. <!-- so -->\n\nTwo <!-- or --> six.", ["One.", "Two <!-- or --> six."]),
        ("[Ilse]: hello", ["[Ilse]: hello"]),
        ("[^1]: https://example.org", ["[^1]: https://example.org"]),
        ("One <!-- not closed", ["One <!-- not closed"]),
    ],
)
def test_what_is_no_prose_is_in_no_passage(text: str, expected: list[str]) -> None:
    assert passages(text, markup=Markup.MARKDOWN) == expected


def test_titles_and_numbers_that_run_through_pages_are_in_no_passage() -> None:
    text = (
        "Harbour report 2020\n\nThe crane was sold.\n\n- 1 -\n\fHarbour report 2020\n\nThe quay\n"
        "is new.\n\n- 2 -\n\fHarbour report 2020\n\nAll is well.\n\n- 3 -\n"
    )
    assert passages(text) == ["The crane was sold.", "The quay\nis new.", "All is well."]


def test_pages_without_running_titles_are_one_text() -> None:
    assert passages("One two.\n\n\fThree.") == ["One two.\n\n\fThree."]


def test_code_is_one_sentence_and_its_comments_are_no_headings() -> None:
    code = "```sh\n# first\nmake. Now.\n\n# then\nmake b\n```"
    text = f"# A\n\nRun:\n\n{code}\n\nDone.\n\n    x = 1\n\n    y = 2\n"
    assert roles(text) == [
        ("PROSE", "Run:"),
        ("CODE", code),
        ("PROSE", "Done."),
        ("CODE", "x = 1\n\n    y = 2"),
    ]


def test_code_that_is_too_long_is_cut_at_line_ends() -> None:
    lines = [f"call number {n} now" for n in range(8)]
    built = passages("```\n" + "\n".join(lines) + "\n```", 12, markup=Markup.MARKDOWN)
    assert len(built) > 2
    assert all(line in "\n".join(built) for line in lines)


def test_an_indented_paragraph_of_a_list_is_no_code() -> None:
    assert [role for role, _ in roles("- One?\n\n    Two words here.")] == ["QUESTION", "PROSE"]


def test_a_list_keeps_its_introduction_and_an_item_its_parents() -> None:
    text = "You need these:\n\n- wood\n  - oak and ash\n  - pine or fir\n- glue and salt and oil\n"
    assert passages(text, 6) == [
        "You need these:\n\n- wood",
        "You need these: › - wood › - oak and ash",
        "You need these: › - wood › - pine or fir",
        "You need these: › - glue and salt and oil",
    ]


def test_rows_are_found_with_their_header() -> None:
    table = "Fares:\n\n| To | Fare |\n|---|--:|\n| Ely | 4 |\n| Rye | 7 |\n\nAll in euros."
    assert passages(table, 8, markup=Markup.MARKDOWN) == [
        "Fares:",
        "Fares: › | To | Fare | › | Ely | 4 |",
        "Fares: › | To | Fare | › | Rye | 7 |",
        "All in euros.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To | Fare\n--- | ---\nEly | 4\nRye | 7", ["To | Fare › Ely | 4\nRye | 7"]),
        ("to;fare;day\nEly;4;2\nRye;7;1", ["to;fare;day › Ely;4;2\nRye;7;1"]),
        ("To\tFare\nEly\t4", ["To\tFare › Ely\t4"]),
        ('to,fare,day\nEly,4,2\n"Rye, N",7,1', ['to,fare,day › Ely,4,2\n"Rye, N",7,1']),
        (
            "Port     Boats\nEly         4\nRye         7",
            ["Port     Boats › Ely         4\nRye         7"],
        ),
        ("Ely;4;2\nRye;7;1", ["Ely;4;2\nRye;7;1"]),
        (
            "Port        Day  Fare\nEly in Holm 9.   4\nRye         12.  7",
            ["Port        Day  Fare › Ely in Holm 9.   4\nRye         12.  7"],
        ),
        (
            "Fares of the line\nto,fare,day\nEly,4,2\nRye,7,1\n",
            ["Fares of the line › to,fare,day › Ely,4,2\nRye,7,1"],
        ),
    ],
)
def test_rows_of_every_kind(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


def test_prose_with_marks_of_tables_stays_prose() -> None:
    text = (
        "He came; she left; all\nwere glad; nobody; knew\nBread, butter, jam\nand tea, milk, cake."
    )
    assert [role for role, _ in roles(text + " Why?")] == ["PROSE", "QUESTION"]


def test_a_question_opens_its_answer() -> None:
    text = (
        "May I park?\n\nYes, behind the hall.\n\n**Is it free?**\n\nNo. It costs six euros a day."
    )
    assert passages(text, 8) == [
        "May I park?\n\nYes, behind the hall.",
        "**Is it free?**\n\nNo.",
        "**Is it free?** › It costs six euros a day.",
    ]


def test_short_lines_of_plain_text_are_headings_where_the_file_uses_them_so() -> None:
    text = "The Club\n\nFees\n\nTwo.\n\nKeys\n\nThree.\n\nFour."
    assert passages(text) == ["The Club › Fees › Two.", "The Club › Keys › Three.\n\nFour."]
    numbered = "1. Scope\n\nOne.\n\n1.1 Rooms\n\nTwo.\n\n2. Fees\n\nThree."
    assert passages(numbered) == [
        "1. Scope › One.",
        "1. Scope › 1.1 Rooms › Two.",
        "2. Fees › Three.",
    ]
    capitals = "OPENING HOURS\nFrom nine.\n\nFEES\nNone."
    assert passages(capitals) == ["OPENING HOURS › From nine.", "FEES › None."]


@pytest.mark.parametrize(
    "text",
    [
        "The sea is wide\n\nThe hill is high\n\nThe road is long\n\nI go by night",
        "One two.\n\nAnna Berg\n\nThree.",
        "So:\n\nOne.\n\nfees\n\nTwo.\n\nkeys\n\nSix.",
    ],
)
def test_lines_that_may_be_verse_or_names_are_text(text: str) -> None:
    assert passages(text) == [text]


def test_a_passage_never_crosses_an_entry() -> None:
    text = "One.\n[day] Two.\nThree.\n\nFour."
    entries = (
        Entry(5, 24, "2024-03-04", Origin.LINE, 6, 9),
        Entry(24, 29, "2024-03-05", Origin.LINE, 6, 9),
    )
    built = build_passages(text, 0, count_tokens=words, max_tokens=40, entries=entries)
    assert [(text[p.start : p.end], p.entry) for p in built] == [
        ("One.", None),
        ("[day] Two.\nThree.", 0),
        ("Four.", 1),
    ]


def test_a_line_that_dates_an_entry_is_a_heading() -> None:
    text = "One.\n\n4 March 2024\nTwo.\n5 March 2024\nSix."
    entries = find_entries(text, 0, published=None, markup=Markup.PLAIN)
    assert passages(text, entries=entries) == ["One.", "4 March 2024 › Two.", "5 March 2024 › Six."]


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
    assert calls == [["One.", "Two.", "Three."]]


def test_no_text_is_no_passage() -> None:
    assert build_passages("head \n", 4, count_tokens=words, max_tokens=9) == []


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^max_tokens is 0; it must be 1 or more$"):
        build_passages("a", 0, count_tokens=words, max_tokens=0)


@given(
    st.one_of(ANY_TEXT, PROSE, LAYOUT),
    st.integers(0, 9),
    st.integers(1, 40),
    st.sampled_from(Markup),
)
def test_passages_cover_the_body_exactly_once_and_fit(
    text: str, body: int, max_tokens: int, markup: Markup
) -> None:
    body = min(body, len(text))
    entries = find_entries(text, body, published="2024-06-30", markup=markup)
    built = build_passages(
        text, body, count_tokens=characters, max_tokens=max_tokens, markup=markup, entries=entries
    )
    spans = [sentence for passage in built for sentence in passage.sentences]
    pieces = [text[span.start : span.end] for span in spans]
    assert all(piece and piece == piece.strip() for piece in pieces)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.start >= body for span in spans)
    for passage in built:
        assert passage.start == passage.sentences[0].start
        assert passage.end == passage.sentences[-1].end
        between = [text[a.end : b.start] for a, b in pairwise(passage.sentences)]
        assert not "".join(between).strip()
        assert all(lead.start < lead.end <= passage.start for lead in passage.leads)
        sizes = [characters([text[s.start : s.end]])[0] for s in passage.sentences]
        assert sum(sizes) <= max_tokens or passage.end - passage.start == 1
        if passage.entry is not None:
            entry = entries[passage.entry]
            assert entry.start <= passage.start
            assert passage.end <= entry.end
    # What is in no sentence is a heading, a header row, or no prose.
    left = list(text)
    for block in find_blocks(text, body, markup):
        if block.kind is Kind.SKIPPED:
            left[block.start : block.end] = " " * (block.end - block.start)
    for span in [*spans, *(lead for passage in built for lead in passage.leads)]:
        left[span.start : span.end] = " " * (span.end - span.start)
    assert not "".join("".join(left[body:]).split()).strip("#=*_:|-+~`")
