from datetime import date

import pytest

from bot.answering.second_look import SECOND_LOOK_WEIGHT, logit_share, look_again
from bot.answering.sentence_scorer import SentenceScorer
from bot.answering.surroundings import look_around
from bot.answering.weighing import Weigher
from index.question import understand
from second_looks import Reading

TODAY = date(2020, 6, 1)
QUESTION = "Who shut the pier?"


@pytest.fixture
def read(shelf):
    """Index files, and return what a question finds before and after, and the look around."""

    def ask(logits, wide, **files):
        shelf.passage_tokens = 8
        for name, text in files.items():
            shelf.add(f"{name}.md", text)
        shelf.index()
        store = shelf.snapshot()
        asked = understand(QUESTION, store, TODAY)
        hits = shelf.searcher(store).search(asked, k=9)
        weigher = Weigher(asked, SentenceScorer(asked, store.terms), {})
        before = look_again(weigher.weigh(hits), asked, Reading(logits)).evidence
        reading = Reading(wide)
        after = look_around(before, asked, reading, store.passages.beside)
        return before, after, reading.read

    return ask


def texts(found):
    return [one.passage.text for one in found]


PIER = "A storm shut the pier last night.\n\nThe harbour master slept."
QUAY = "The quay and the pier were shut.\n\nAda Holm gave the order herself."


def test_the_first_two_passages_are_read_with_those_beside_them(read):
    logits = {"storm": 4.0, "quay": 3.0, "": -9.0}
    before, after, reading = read(logits, {"storm": 2.0, "quay": 5.0}, a=PIER, b=QUAY)
    assert texts(before[:2]) == ["A storm shut the pier last night.", QUAY[:32]]
    assert reading == [
        "a\nA storm shut the pier last night. The harbour master slept.",
        "b\nThe quay and the pier were shut. Ada Holm gave the order herself.",
    ]
    assert texts(after[:2]) == texts(before[1::-1])
    assert texts(after[2:]) == texts(before[2:])
    # The mean of 3 and 5 for the one, of 4 and 2 for the other.
    moved = SECOND_LOOK_WEIGHT * (logit_share(4.0) - logit_share(3.0))
    assert after[0].score == pytest.approx(before[1].score + moved)
    assert after[1].score == pytest.approx(before[0].score - moved)
    # It is the passage that is quoted, and its own reading that says whether it answers.
    assert [one.logit for one in after[:2]] == [3.0, 4.0]
    assert after[0].confidence == before[1].confidence


def test_where_the_first_is_far_ahead_nothing_is_read_once_more(read):
    logits = {"storm": 9.0, "quay": -5.0, "": -9.0}
    before, after, reading = read(logits, {"storm": 0.0, "quay": 9.0}, a=PIER, b=QUAY)
    assert (after, reading) == (before, [])


def test_a_passage_with_nothing_beside_it_stays_as_it_was(read):
    alone = "A storm shut the pier last night."
    logits = {"storm": 4.0, "quay": 3.0, "": -9.0}
    before, after, reading = read(logits, {"quay": 3.0}, a=alone, b=QUAY)
    assert len(reading) == 1
    assert after == before


def test_what_stands_under_another_heading_is_not_read_with_it(read):
    under = "# North\n\nA storm shut the pier last night.\n\n# South\n\nThe harbour master slept."
    logits = {"storm": 4.0, "quay": 3.0, "": -9.0}
    _, _, reading = read(logits, {"quay": 3.0}, a=under, b=QUAY)
    assert [text.splitlines()[-1].split()[1] for text in reading] == ["quay"]


def test_long_neighbours_are_left_out(read, monkeypatch):
    monkeypatch.setattr("bot.answering.surroundings.AROUND_CHARACTERS", 62)
    logits = {"storm": 4.0, "quay": 3.0, "": -9.0}
    _, _, reading = read(logits, {"storm": 2.0}, a=PIER, b=QUAY)
    assert [text.splitlines()[-1].split()[1] for text in reading] == ["storm"]


@pytest.mark.parametrize("wide", [{}, {"quay": 5.0}], ids=["nothing", "one"])
def test_without_time_for_both_the_order_stays(read, wide):
    before, after, _ = read({"storm": 4.0, "quay": 3.0, "": -9.0}, wide, a=PIER, b=QUAY)
    assert after == before


def test_one_passage_alone_has_no_order(read):
    before, after, reading = read({"storm": 4.0}, {}, a="A storm shut the pier.")
    assert (after, reading) == (before, [])
