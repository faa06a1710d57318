import numpy as np
import pytest

from bot.answering.answer import Answerer
from bot.answering.gathering import Gatherer
from index.errors import DocumentDamaged
from index.store.layout import current_layout
from sealed import change
from shelf import TODAY


class Reading:
    """A second look that has time for the first `most` passages."""

    def __init__(self, most):
        self.most = most

    def scores(self, question, texts, *, until=None):
        return np.array([5.0 if n < self.most else np.nan for n in range(len(texts))], np.float32)


@pytest.mark.parametrize(
    ("most", "read", "left"), [(99, 2, 0), (1, 1, 1), (0, 0, 2)], ids=["whole", "cut", "skipped"]
)
def test_an_answer_says_how_many_passages_were_read_again_and_how_many_not(shelf, most, read, left):
    shelf.add("a.txt", "The general invited the cleric to the capital.")
    shelf.add("b.txt", "The cleric met the general, and the harvest was poor.")
    shelf.index()
    store = shelf.snapshot()
    gatherer = Gatherer(
        store,
        shelf.searcher(store),
        refuse_below=0.3,
        today=TODAY,
        second_look=Reading(most),
    )
    answer = Answerer(gatherer).answer("Who invited the cleric?")
    assert (answer.read_again, answer.not_read_again) == (read, left)
    plain = shelf.answerer().answer("Who invited the cleric?")
    assert (plain.read_again, plain.not_read_again) == (0, 0)


def test_what_is_refused_because_a_document_is_damaged_is_no_refusal(shelf):
    shelf.add("sadr.txt", "Khamenei invited Sadr to Tehran.")
    shelf.add("port.txt", "The port was sold to a company.")
    shelf.index()
    answerer = shelf.answerer()
    assert answerer.answer("Who invited Sadr to Tehran?", quotes=1).answered
    database = current_layout(shelf.index_dir).database
    change(database, "UPDATE documents SET warnings = '[]x' WHERE path LIKE '%sadr.txt'")
    answerer = shelf.answerer()
    with pytest.raises(DocumentDamaged, match=r"sadr\.txt"):
        answerer.answer("Who invited Sadr to Tehran?", quotes=1)
    assert not answerer.answer("How tall is the giraffe?", quotes=1).answered


def test_quotes_of_a_damaged_document_are_not_shown(shelf):
    shelf.add("sadr.txt", "Khamenei invited Sadr to Tehran.")
    shelf.index()
    database = current_layout(shelf.index_dir).database
    change(database, "UPDATE documents SET title = 'Another'")
    answerer = shelf.answerer()
    with pytest.raises(DocumentDamaged, match=r"sadr\.txt"):
        answerer.answer("Who invited Sadr to Tehran?", quotes=1)
