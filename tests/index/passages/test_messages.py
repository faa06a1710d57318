from itertools import repeat

import pytest

from index.documents import Markup
from index.passages import Role, build_passages, find_entries


def words(texts: list[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def sentences(text: str, max_tokens: int = 60) -> list[list[tuple[str, str]]]:
    """The roles and words of each passage's sentences."""
    entries = find_entries(text, 0, published=None, markup=Markup.PLAIN)
    return [
        [
            (role.name, text[span.start : span.end])
            for span, role in zip(p.sentences, p.roles or repeat(Role.PROSE), strict=False)
        ]
        for p in build_passages(text, 0, count_tokens=words, max_tokens=max_tokens, entries=entries)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["[2024-03-04 18:22] ilse: so it is. Really.", "[2024-03-04 18:23] jo: fine"],
        ["18:22 <ilse> so it is", "18:23 <jo> fine\nand more"],
        ["04/03/2024, 18:22 - Ilse: so", "04/03/2024, 18:23 - Jo: fine"],
        ["[03/04/2024 6:22 PM] ilse\nso it is", "[03/04/2024 6:23 PM] jo\nfine\n\nand good"],
        ["ilse  6:22 PM\nso it is", "jo  6:23 PM\nfine"],
        ["Ilse Moor — Today at 6:22 PM\nso it is", "Jo — Today at 6:23 PM\nfine"],
        ["2024-03-04T18:22:01Z ERROR disk full", "2024-03-04T18:22:02Z INFO up again"],
        ["[3/4 6:22 PM] Moor, Ilse\nso it is", "[3/4 6:23 PM] Bo\nfine"],
        ["[04-Mar-24 06:22 PM] ilse#1\nso it is", "[04-Mar-24 06:23 PM] jo\nfine"],
        ["Ilse, [04.03.2024 18:22]\nso it is", "Jo, [04.03.2024 18:23]\nfine"],
        [
            '10.0.0.1 - - [04/Mar/2024:18:22:01 +0000] "GET"',
            '1.2.3.4 - x [04/Mar/2024:18:22:01 +0000] "A"',
        ],
        ["Mar  4 18:22:01 kelp sshd: in", "Mar  4 18:22:02 kelp sshd: out"],
        ["00:00:01.000 --> 00:00:04.000\nHello\nyou", "00:00:05.000 --> 00:00:06.000\nHo"],
        ["1\n00:00:01,000 --> 00:00:04,000\nHello", "2\n00:00:05,000 --> 00:00:06,000\nHo"],
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_message_is_one_sentence_with_its_speaker(lines: list[str], between: str) -> None:
    if "\n\n" in "".join(lines) and between == "\n":
        pytest.skip("nobody writes it so")
    [found] = sentences(between.join([*lines, lines[0]]))
    assert found == [("MESSAGE", line) for line in [*lines, lines[0]]]


def test_a_question_keeps_the_messages_after_it() -> None:
    text = (
        "18:00 <a> so it is said\n18:01 <b> who has it?\n18:02 <c> hm\n18:03 <d> I do\n"
        "18:04 <a> ok then"
    )
    assert sentences(text, 12) == [
        [("MESSAGE", "18:00 <a> so it is said")],
        [
            ("QUESTION", "18:01 <b> who has it?"),
            ("MESSAGE", "18:02 <c> hm"),
            ("MESSAGE", "18:03 <d> I do"),
        ],
        [("MESSAGE", "18:04 <a> ok then")],
    ]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("[18:22] ilse: does anyone have the trailer key", "[18:23] jo: it hangs in the shed"),
        ("[18:22] ilse: who took the trailer key", "[18:23] jo: me"),
        ("[18:22] ilse: hey all, where is the trailer key", "[18:23] jo: in the shed"),
        ("18:22 <ilse> any idea where the key is", "18:23 <jo> in the shed"),
        ("Ilse  6:22 PM\nhow long does the glue take", "Jo  6:23 PM\na night"),
        ("[18:22] ilse: hat jemand den Schlüssel", "[18:23] jo: hängt im Schuppen"),
    ],
)
def test_a_message_may_ask_without_a_question_mark(asked: str, answered: str) -> None:
    assert sentences(f"{asked}\n{answered}\n") == [[("QUESTION", asked), ("MESSAGE", answered)]]


@pytest.mark.parametrize(
    "words",
    ["when I came the shed was open", "what a day", "how nice of you", "who knows", "it is there"],
)
def test_a_message_that_only_begins_so_asks_nothing(words: str) -> None:
    text = f"[18:22] ilse: {words}\n[18:23] jo: hm\n"
    roles = {role for passage in sentences(text) for role, _ in passage}
    assert roles == {"MESSAGE"}


def test_questions_and_answers_go_in_pairs() -> None:
    text = "Q: How long?\nA: Three days. No more.\nQ: Who pays?\nA: The borrower."
    assert sentences(text) == [
        [("QUESTION", "Q: How long?"), ("PROSE", "A: Three days."), ("PROSE", "No more.")],
        [("QUESTION", "Q: Who pays?"), ("PROSE", "A: The borrower.")],
    ]


def test_an_answer_reaches_to_the_next_turn_of_who_asks() -> None:
    text = (
        "ANNA: You came in 2010. What for?\n\nOLE: I built boats.\n\nThey were small.\n\n"
        "ANNA: And now?\n\nOLE: Now I sell them."
    )
    assert sentences(text) == [
        [
            ("QUESTION", "ANNA: You came in 2010."),
            ("QUESTION", "What for?"),
            ("PROSE", "OLE: I built boats."),
            ("PROSE", "They were small."),
        ],
        [("QUESTION", "ANNA: And now?"), ("PROSE", "OLE: Now I sell them.")],
    ]


def test_a_card_is_one_row() -> None:
    text = "Name: Jo Ash\nPhone: 12 34\n\nName: Eve Elm\nPhone: 56 78"
    assert sentences(text) == [
        [("ROW", "Name: Jo Ash\nPhone: 12 34"), ("ROW", "Name: Eve Elm\nPhone: 56 78")]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "18:22 is when the train leaves.\nIt is never late.",
        "Note: the door is shut at ten.\n\nWarning: mind the step.",
        "He said this: go.\nShe said: no.",
    ],
)
def test_what_only_resembles_a_message_is_text(text: str) -> None:
    assert {role for passage in sentences(text) for role, _ in passage} == {"PROSE"}
