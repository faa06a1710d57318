from datetime import date

import pytest

from bot.answering.sentence_scorer import NO_ANSWER, SentenceScorer
from index.passages import Role, build_passages
from index.question import understand
from index.store.records import SourceRecord, StoredPassage
from index.store.words import Analyzer

TEXT = (
    "The envoy reached the port in March. He met the governor. Talks failed because the grain "
    "was spoiled. Forty ships waited outside. The occupation ended in 1851."
)
SOURCE = SourceRecord(1, "a.txt", "0" * 64, "A title", None, None, None, 1, 1, ())


class Words:
    """A library in which every word is there, and weighs what a test says."""

    size = 100

    def __init__(self, weights=None):
        self._weights = weights or {}
        self._analyzer = Analyzer()

    def terms(self, text):
        return self._analyzer.terms(text)

    def rarity(self, terms):
        return {term: self._weights.get(term, 1.0) for term in terms}

    def absent(self, terms):
        return frozenset()


def scorer(question, weights=None):
    words = Words(weights)
    return SentenceScorer(understand(question, words, date(2026, 1, 1)), words.terms)


def stored(text, *roles, offset=0):
    passage = build_passages(text, 0, count_tokens=lambda ts: [1] * len(ts), max_tokens=100)[0]
    spans = tuple(type(s)(s.start + offset, s.end + offset) for s in passage.sentences)
    return StoredPassage(1, SOURCE, spans[0].start, spans[-1].end, text, spans, roles)


def best(question, passage):
    return max(scorer(question).sentences(passage), key=lambda one: one.score)


def marked(question, text=TEXT, *roles):
    passage = stored(text, *roles)
    span = passage.sentences[best(question, passage).number]
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


def test_names_that_begin_alike_are_told_apart():
    text = "Austria sold cheese. Australia sold wool."
    assert marked("What did Australia sell?", text) == "Australia sold wool."


def test_numbers_that_begin_alike_are_told_apart():
    text = "Invoice 20240017 was paid. Invoice 20240018 was not."
    assert marked("What about invoice 20240018?", text) == "Invoice 20240018 was not."


def test_a_sentence_that_points_back_is_about_what_stands_before_it():
    text = "The pier of Holm was built by Ada Strand and opened in May. It is 412 metres long."
    assert marked("How long is the pier of Holm?", text) == "It is 412 metres long."


def test_a_sentence_that_asks_answers_nothing():
    text = "Where is the key of the shed? The key is on the hook."
    assert marked("Where is the key of the shed?", text) == "The key is on the hook."
    (only,) = scorer("Where is the key?").sentences(stored("Where is the key?"))
    assert only.score < NO_ANSWER


def test_a_heading_is_marked_only_where_nothing_else_stands():
    text = "The key of the shed. It hangs on the hook."
    assert marked("key of the shed", text, Role.HEADING, Role.PROSE) == "It hangs on the hook."


def test_the_first_of_equals_is_marked():
    assert marked("pizza", "One thing. Another thing.") == "One thing."


def test_offsets_are_the_documents():
    passage = stored("Nothing here. The ships waited.", offset=50)
    assert passage.sentences[best("ships", passage).number].start == 64


def test_coverage_is_the_weight_of_the_words_that_are_there():
    assert scorer("ships and grain").coverage("The grain.") == 0.5
    assert scorer("ships and grain", {"ship": 3.0}).coverage("The grain.") == 0.25
    assert scorer("ships and grain").coverage("The grain.", "A ship.") == pytest.approx(0.975)


def test_speaking_of_the_time_counts_as_its_words_and_its_numbers_by_half():
    asked = scorer("plan in 2030", {"2030": 3.0, "plan": 3.0})
    assert asked.coverage("A plan.") == 0.5
    assert asked.coverage("A plan.", fit=1.0) == 1.0
    assert asked.coverage("A plan.", fit=0.25) == 0.625
    assert asked.coverage("The plan 2030.") == 0.75
    assert asked.coverage("The plan 2030.", fit=1.0) == 1.0
    assert asked.score("A plan.", 1.0) - asked.score("A plan.") == 0.5


def test_a_version_is_told_from_others_and_stands_for_longer_ones():
    text = "Release 2.3.1 mends the report. Release 2.13.1 mends the clock."
    assert marked("What does release 2.13.1 mend?", text) == "Release 2.13.1 mends the clock."
    assert marked("What does release 2.3 mend?", text) == "Release 2.3.1 mends the report."
    codes = scorer("What does release 2.13.1 mend?")
    assert codes.codes_lacking("Notes", "Release 2.13.1 mends the clock.") == []
    lacking = codes.codes_lacking("Release 2.3.1 mends the report.")
    assert [code.text for code in lacking] == ["2.13.1"]


def test_what_follows_a_question_answers_it():
    text = "How many boats pass the lock in July? About ninety a day. In March some two."
    assert marked("How many boats pass the lock in July?", text) == "About ninety a day."


def test_what_was_right_stands_after_what_was_wrong():
    text = "Correction: we wrote that 70 boats were lost in the storm. It was 47 boats."
    assert marked("How many boats were lost in the storm?", text) == "It was 47 boats."
