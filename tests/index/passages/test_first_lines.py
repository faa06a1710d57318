import time

import pytest

from index.documents import Markup
from index.passages import LeadKind, Role, build_passages
from index.passages.blocks import Block, Kind
from index.passages.first_lines import part_first_lines


def passages(text, markup=Markup.PLAIN):
    return build_passages(
        text,
        0,
        count_tokens=lambda texts: [len(one.split()) for one in texts],
        max_tokens=60,
        markup=markup,
    )


def shown(text, markup=Markup.PLAIN):
    """The headings and the sentences of each passage that has a heading of its own."""
    return [
        (
            tuple(text[one.start : one.end] for one in p.leads if one.kind is LeadKind.HEADING),
            tuple(" ".join(text[s.start : s.end].split()) for s in p.sentences),
        )
        for p in passages(text, markup)
    ]


@pytest.mark.parametrize("markup", [Markup.PLAIN, Markup.MARKDOWN])
def test_a_numbered_line_right_above_its_text_is_a_heading(markup):
    text = (
        "1) Gate\nThe lock is stiff. Ann brings oil.\n\n"
        "2) Boats\nThree need paint.\n3) Any other business\nNone was raised."
    )
    assert shown(text, markup) == [
        (("1) Gate",), ("The lock is stiff.", "Ann brings oil.")),
        (("2) Boats",), ("Three need paint.",)),
        (("3) Any other business",), ("None was raised.",)),
    ]


def test_numbers_may_begin_anew_and_their_text_be_indented():
    text = "1. Gate\n   Ann brings oil.\n\n2. Boats\n   All sold.\n\n1. Gate\n   It is mended."
    assert [headings for headings, _ in shown(text)] == [("1. Gate",), ("2. Boats",), ("1. Gate",)]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            "§ 1 Name\nDer Verein heißt Moor.\n\n§ 2 Sitz\nEr sitzt in Kolm.",
            ("§ 1 Name", "§ 2 Sitz"),
        ),
        (
            "Section 1. Keys\nAll have one.\n\nSection 2. Boats\nNone.",
            ("Section 1. Keys", "Section 2. Boats"),
        ),
    ],
)
def test_a_word_may_stand_before_the_number(text, headings):
    assert tuple(above[0] for above, _ in shown(text)) == headings


@pytest.mark.parametrize(
    ("one", "two", "three"), [("A.", "B.", "C."), ("I.", "II.", "III."), ("III)", "IV)", "V)")]
)
def test_letters_and_roman_numbers_that_count_up_number_headings(one, two, three):
    text = (
        f"{one} Gate\nThe lock is stiff.\n\n{two} Boats\nThree need paint.\n{three} Ropes\nAll new."
    )
    found = [headings for headings, _ in shown(text)]
    first = [(f"{one} Gate",), (f"{two} Boats",), (f"{three} Ropes",)]
    assert found == (first if one != "III)" else [()])


def test_numbers_within_letters_are_headings_below_them():
    text = "A. Gate\n\n1. Lock\nIt is stiff.\n2. Key\nAnn has it.\n\nB. Boats\nThree need paint."
    lettered = text.replace("A. Gate\n", "A. Gate\nOf oak.\n")
    assert [headings for headings, _ in shown(lettered)] == [
        ("A. Gate",),
        ("A. Gate", "1. Lock"),
        ("A. Gate", "2. Key"),
        ("B. Boats",),
    ]


def test_initials_of_names_number_nothing():
    text = "A. Roth\nThe lock is stiff.\n\nK. Ode\nThree need paint."
    assert [headings for headings, _ in shown(text)] == [()]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_questions_with_their_answers_on_one_line_are_parted_from_each_other(gap):
    lines = [
        "Who may row? Every member.",
        "Where is the key? Behind the door. Ask Ann.",
        "Why? No.",
    ]
    lines[2] = "Is there a heater? No."
    assert [sentences for _, sentences in shown(gap.join(lines))] == [
        ("Who may row?", "Every member."),
        ("Where is the key?", "Behind the door.", "Ask Ann."),
        ("Is there a heater?", "No."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Who may row? Every member.\nThe key hangs behind the door.\nAnn has another one.\n"
        "Where is the boat? It is gone.",
        "Ann: where is the key? Here.\nBen: who has the boat? Me.",
        "Who may row? Who may swim?\nWhere is the key? Where is the boat?",
    ],
)
def test_prose_talk_and_rows_of_questions_are_not_parted(text):
    assert all(len(sentences) > 2 for _, sentences in shown(text))


def test_a_list_may_stand_below_a_number_among_others():
    text = "1. Gate\nIt is mended.\n\n2. Pond\n- drained\n- cleaned\n\n3. Boats\nAll sold."
    assert [above for above, _ in shown(text)] == [("1. Gate",), ("2. Pond",), ("3. Boats",)]


@pytest.mark.parametrize(
    "text",
    [
        "1. Turn the pump off and wait until\n   it is cold.\n2. Open the valve slowly,\n   Bo.",
        "1. Close the lid.\n   Then wait.\n2. Begin at ninety turns.\n   Then stop.",
        "1. Apples\n2. Pears\n3. Plums",
        "In the year\n12 Boats\nSailed from Kolm and\n13 Men\nDied.",
        "1) Gate\nThe lock is stiff.",
    ],
)
def test_a_wrapped_item_is_no_heading(text):
    assert all(headings == () for headings, _ in shown(text))


@pytest.mark.parametrize(
    "text",
    [
        "Q1. Is there a shop?\nIt opens at eight.\n\nQ2. Are dogs allowed?\nOn a lead.",
        "1. Is there a shop?\nIt opens at eight.\n2. Are dogs allowed?\nOn a lead.",
        "Is there a shop?\n    It opens at eight.\nAre dogs allowed?\n    On a lead.",
        "**Is there a shop?**\nIt opens at eight.\n\n**Are dogs allowed?**\nOn a lead.",
    ],
)
def test_a_line_that_asks_right_above_its_answer_is_a_question_of_its_own(text):
    found = passages(text)
    assert [p.roles for p in found] == [(Role.QUESTION, Role.PROSE)] * 2
    assert [text[p.sentences[1].start : p.sentences[1].end] for p in found] == [
        "It opens at eight.",
        "On a lead.",
    ]


def test_a_long_answer_keeps_its_question_as_a_lead():
    text = "Q1. Is there a shop?\n" + "It opens at eight. " * 30 + "\n\nQ2. Are dogs allowed?\nYes."
    leads = [text[lead.start : lead.end] for lead in passages(text)[1].leads]
    assert leads == ["Q1. Is there a shop?"]


def test_prose_that_asks_now_and_then_stays_whole():
    text = "Ann sat down.\nWhy had she come?\nNobody knew. Was it he? Was it she? Who could tell?"
    assert len(passages(text)) == 1


def test_several_short_lines_above_whole_sentences_are_headings_of_a_plain_text():
    text = (
        "Pipes\nThe pipes are made of tin and lead, and must not be touched.\n\n"
        "Wind\nThe wind comes from a fan that stands in the tower above."
    )
    assert [headings for headings, _ in shown(text)] == [("Pipes",), ("Wind",)]
    assert [headings for headings, _ in shown(text, Markup.MARKDOWN)] == [()]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Ode\n12 Mill Lane, Kolm, second house behind the old church.\n\nBo\nLow Street.",
        "Pipes\nThe pipes are made of tin and lead, and must not be touched.",
        "the\nPipes are made of tin and lead, and must not be touched.\n\na\nB. " + "x " * 30 + ".",
    ],
)
def test_one_short_line_or_an_address_is_no_heading(text):
    assert all(headings == () for headings, _ in shown(text))


def test_other_blocks_stay_as_they_are():
    blocks = [Block(Kind.CODE, 0, 10), Block(Kind.TEXT, 11, 15)]
    assert part_first_lines("1) A\nBcde.\nSure.", blocks, plain=True) == blocks


@pytest.mark.parametrize(
    "piece", ["1. A\n", "A?\n", "Q1. A?\nB.\n", "1) A\nB.\n", "Ab\n\nCd\nE.\n"]
)
def test_time_grows_with_the_text(piece):
    text = piece * (200_000 // len(piece))
    began = time.process_time()
    part_first_lines(text, [Block(Kind.TEXT, 0, len(text))], plain=True)
    assert time.process_time() - began < 3.0
