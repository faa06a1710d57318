from dataclasses import replace
from datetime import date

import pytest

from bot.answering.evidence import Weigher
from bot.answering.sentence_scorer import SentenceScorer
from bot.answering.standing_out import BIAS, LEAD, MOST_LEAD, sure_by_lead
from index.question import understand

TEXTS = {
    "a.txt": "The harbour master counted forty herons.",
    "b.txt": "Rain fell on the market all day.",
    "c.txt": "A baker from Lom sold rye bread.",
    "d.txt": "The harbour master counted fifty herons.",
}


@pytest.fixture
def found(shelf):
    for name, text in TEXTS.items():
        shelf.add(name, text)
    shelf.index()
    store = shelf.snapshot()
    asked = understand("harbour market baker", store, date(2020, 6, 1))
    hits = shelf.searcher(store).search(asked, k=9)
    evidence = Weigher(asked, SentenceScorer(asked, store.terms), {}).weigh(hits)
    return {one.passage.source.path.removeprefix("source_docs/"): one for one in evidence}


def confidences(found, logits, sure=0.5, fitting=1.0):
    read = [
        replace(found[name], logit=logit, confidence=sure * fitting, fitting=fitting)
        for name, logit in logits.items()
    ]
    return [one.confidence for one in sure_by_lead(read)]


def logistic(x):
    return pytest.approx(1 / (1 + 2.718281828459045**-x))


def test_what_leads_far_is_surer_and_what_is_no_better_than_others_less_sure(found):
    first, second, third = confidences(found, {"a.txt": -2.0, "b.txt": -6.0, "c.txt": -7.0})
    # The second best of the others counts.
    assert first == logistic(LEAD * 5 + BIAS)
    assert second == logistic(LEAD * 1 + BIAS)
    assert third == logistic(LEAD * -1 + BIAS)


def test_a_version_is_no_other_text(found):
    logits = {"a.txt": 3.0, "d.txt": 2.9, "b.txt": -11.0, "c.txt": -11.0}
    assert confidences(found, logits)[0] == logistic(LEAD * MOST_LEAD + BIAS)


def test_with_too_few_others_and_without_a_second_look_nothing_changes(found):
    assert confidences(found, {"a.txt": 3.0, "b.txt": -9.0}) == [0.5, 0.5]
    assert confidences(found, {"a.txt": None, "b.txt": None, "c.txt": None}) == [0.5] * 3


def test_what_does_not_fit_stays_as_much_less_sure(found):
    logits = {"a.txt": -2.0, "b.txt": -6.0, "c.txt": -7.0}
    assert confidences(found, logits, fitting=0.4)[0] / 0.4 == logistic(LEAD * 5 + BIAS)
    assert confidences(found, logits, fitting=0.0)[0] == 0.0
