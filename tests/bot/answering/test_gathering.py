import numpy as np
import pytest

from bot.answering.answer import Answerer
from bot.answering.gathering import Gatherer
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
    store = shelf.open()
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
