import pytest

from bot.answering.parts import parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Who is the mayor and who runs the mill?",
            ("Who is the mayor?", "who runs the mill?"),
        ),
        ("What does it cost, and where is the pier?", None),
        ("Who built the pier and when?", None),
        ("When was Ada born and where did she live?", None),
        ("Who owns the mill and the bakery?", None),
    ],
)
def test_a_question_parts_where_each_part_stands_by_itself(question, parts):
    assert parts_of(question) == (parts or (question,))


def test_each_part_gets_its_quote(shelf):
    shelf.add("a.txt", "The mayor of Holm is Ada Strand.")
    shelf.add("b.txt", "The mill of Brenne belongs to Ivo Lund.")
    shelf.index()
    answer = shelf.answerer(0.2).answer("Who is mayor of Holm and who has the mill of Brenne?")
    assert [quote.source.path[-5:] for quote in answer.quotes[:2]] == ["a.txt", "b.txt"]
    assert answer.question == "Who is mayor of Holm and who has the mill of Brenne?"
