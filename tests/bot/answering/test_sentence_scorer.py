import pytest

from bot.answering.sentence_scorer import Marker
from index.passages import build_passages
from index.store.words import Analyzer

TEXT = (
    "The envoy reached the port in March. He met the governor. Talks failed because the grain "
    "was spoiled. Forty ships waited outside. The occupation ended in 1851."
)


def marker(question, weights=None):
    return Marker(
        question, Analyzer().terms, lambda terms: {t: (weights or {}).get(t, 1.0) for t in terms}
    )


def marked(question, text=TEXT, offset=0):
    passage = build_passages(text, 0, count_tokens=lambda ts: [1] * len(ts), max_tokens=100)[0]
    span = marker(question).best_sentence(text, passage.sentences, 0)
    return text[span.start : span.end]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did the envoy reach the port?", "The envoy reached the port in March."),
        ("Why did the talks fail?", "Talks failed because the grain was spoiled."),
        ("How many ships were there?", "Forty ships waited outside."),
        # Another form of the word, with another stem.
        ("When was it no longer occupied?", "The occupation ended in 1851."),
    ],
)
def test_the_sentence_that_answers_is_marked(question, sentence):
    assert marked(question) == sentence


def test_what_was_asked_for_decides_between_sentences_with_the_same_words():
    text = "The embassy was occupied by a crowd. An embassy was occupied in 1979."
    assert marked("When was the embassy occupied?", text) == "An embassy was occupied in 1979."
    assert marked("Was the embassy occupied?", text) == "The embassy was occupied by a crowd."


def test_the_first_of_equals_is_marked():
    assert marked("pizza", "One thing. Another thing.") == "One thing."


def test_offsets_are_the_documents():
    text = "Nothing here. The ships waited."
    passage = build_passages(text, 0, count_tokens=lambda ts: [1] * len(ts), max_tokens=100)[0]
    shifted = [type(s)(s.start + 50, s.end + 50) for s in passage.sentences]
    assert marker("ships").best_sentence(text, shifted, 50).start == 64


def test_coverage_is_the_weight_of_the_words_that_are_there():
    assert marker("ships and grain").coverage("The grain.") == 0.5
    assert marker("ships and grain", {"ship": 3.0}).coverage("The grain.") == 0.25
    assert marker("who is it").coverage("who is it") == 0.0


def test_speaking_of_the_time_counts_as_its_words_and_its_numbers_by_half():
    asked = Marker(
        "plan in     ",
        Analyzer().terms,
        lambda terms: dict.fromkeys(terms, 1.0),
        time_words=("2030",),
        time_weight=3.0,
    )
    assert asked.coverage("A plan.") == 0.25
    assert asked.coverage("A plan.", fit=1.0) == 1.0
    assert asked.coverage("A plan.", fit=0.25) == (1 + 0.75) / 4
    assert asked.coverage("The plan 2030.") == (1 + 1.5) / 4
    assert asked.coverage("The plan 2030.", fit=1.0) == 1.0
    assert asked.score("A plan.", 1.0) - asked.score("A plan.") == 0.75
