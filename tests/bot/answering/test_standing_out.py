from dataclasses import replace
from datetime import date

import pytest

from bot.answering.sentence_scorer import SentenceScorer
from bot.answering.standing_out import BIAS, LEAD, MOST_LEAD, sure_by_lead
from bot.answering.weighing import Weigher
from index.question import understand

TEXTS = {
    "a.txt": "The harbour master counted forty herons.",
    "b.txt": "Rain fell on the market all day.",
    "c.txt": "A baker from Lom sold rye bread.",
    "d.txt": "The harbour master counted fifty herons.",
    "e.txt": "Release 3.2.1 lights the pier.",
}


@pytest.fixture
def confidences(shelf):
    for name, text in TEXTS.items():
        shelf.add(name, text)
    shelf.index()
    store = shelf.snapshot()

    def read(logits, *, question="harbour market baker", sure=0.5, fitting=1.0):
        asked = understand(question, store, date(2020, 6, 1))
        hits = shelf.searcher(store).search(asked, k=9)
        evidence = Weigher(asked, SentenceScorer(asked, store.terms), {}).weigh(hits)
        found = {one.passage.source.path.removeprefix("source_docs/"): one for one in evidence}
        again = [
            replace(found[name], logit=logit, confidence=sure * fitting, fitting=fitting)
            for name, logit in logits.items()
        ]
        return [one.confidence for one in sure_by_lead(again, asked)]

    return read


def logistic(x):
    return pytest.approx(1 / (1 + 2.718281828459045**-x))


def test_what_leads_far_is_surer_and_what_is_no_better_than_others_less_sure(confidences):
    first, second, third = confidences({"a.txt": -2.0, "b.txt": -6.0, "c.txt": -7.0})
    # The second best of the others counts.
    assert first == logistic(LEAD * 5 + BIAS)
    assert second == logistic(LEAD * 1 + BIAS)
    assert third == logistic(LEAD * -1 + BIAS)


def test_a_version_is_no_other_text(confidences):
    logits = {"a.txt": 3.0, "d.txt": 2.9, "b.txt": -11.0, "c.txt": -11.0}
    assert confidences(logits)[0] == logistic(LEAD * MOST_LEAD + BIAS)


def test_with_too_few_others_and_without_a_second_look_nothing_changes(confidences):
    assert confidences({"a.txt": 3.0, "b.txt": -9.0}) == [0.5, 0.5]
    assert confidences({"a.txt": None, "b.txt": None, "c.txt": None}) == [0.5] * 3


def test_what_does_not_fit_stays_as_much_less_sure(confidences):
    logits = {"a.txt": -2.0, "b.txt": -6.0, "c.txt": -7.0}
    assert confidences(logits, fitting=0.4)[0] / 0.4 == logistic(LEAD * 5 + BIAS)
    assert confidences(logits, fitting=0.0)[0] == 0.0


def test_what_holds_the_code_that_is_named_needs_no_lead(confidences):
    logits = {"e.txt": -7.0, "b.txt": -6.0, "c.txt": -7.0}
    question = "What is new in release 3.2.1 of the market of Lom?"
    assert confidences(logits, question=question)[0] == pytest.approx(0.5)
